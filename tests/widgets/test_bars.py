"""The line at the top and the keys at the bottom."""

from __future__ import annotations

import pytest

from loket.text import cells
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import CONNECTED, DISCONNECTED, TopBar
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.widgets.stage import HOSTILE, on_stage, watch_repaints

WORDS = ("Bantu", "Ambil", "Ulang", "Riwayat", "Cetak", "Kembalikan", "Lainnya", "Teruskan", "Urung", "Tutup")
KEYS = tuple(Key(f"f{number}", word) for number, word in enumerate(WORDS, 1))
HINDERED = (*KEYS[:7], Key("f8", "Teruskan", "1 kurang, 1 belum diperiksa"), *KEYS[8:])


async def test_ten_keys_take_two_rows_on_a_small_screen() -> None:
    async with on_stage(KeyBar(KEYS)) as (stage, _pilot):
        lines = screen_text(stage).splitlines()
        assert lines[-3] == "─" * 80
        assert lines[-2].split() == [
            "F1",
            "Bantu",
            "F2",
            "Ambil",
            "F3",
            "Ulang",
            "F4",
            "Riwayat",
            "F5",
            "Cetak",
        ]
        assert lines[-1].split()[-2:] == ["F10", "Tutup"]


async def test_and_one_row_on_a_wide_one() -> None:
    async with on_stage(KeyBar(KEYS), size=(120, 36)) as (stage, _pilot):
        last = screen_text(stage).splitlines()[-1]
        assert last.startswith(" F1 Bantu")
        assert last.endswith("F10 Tutup")


async def test_a_key_keeps_its_place_when_its_neighbours_are_missing() -> None:
    async with on_stage(bar := KeyBar(KEYS)) as (stage, pilot):
        before = screen_text(stage).splitlines()[-1].index("F8")
        bar.set_keys([key for key in KEYS if key.key != "f7"])
        await pilot.pause()
        assert "F7" not in screen_text(stage)
        assert screen_text(stage).splitlines()[-1].index("F8") >= before - 5


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_keys_stand_where_they_stood_though_others_are_called_otherwise(size: tuple[int, int]) -> None:
    def places() -> dict[str, tuple[int, int]]:
        lines = screen_text(stage).splitlines()
        found = {f"F{n}": [line.find(f"F{n} ") for line in lines] for n in range(1, 11)}
        return {key: (max(at), at.index(max(at))) for key, at in found.items()}

    async with on_stage(bar := KeyBar(KEYS, room=[Key("f2", "Ambil alih")]), size=size) as (stage, pilot):
        before = places()
        for word in ("Ambil alih", "Selesai", "Ya", "Ambil"):
            bar.set_keys([key if key.key != "f2" else Key("f2", word) for key in KEYS])
            await pilot.pause()
            assert places() == before
        bar.set_keys([key if key.key != "f9" else Key("f9", "Urung 00001") for key in KEYS])
        await pilot.pause()
        after = places()
        bar.set_keys(KEYS)
        await pilot.pause()
        assert places() == after


async def test_letters_beyond_the_ten_places_stand_behind_them_where_there_is_room() -> None:
    ten = [Key(f"f{number}", "Kunci") for number in range(1, 11)]
    async with on_stage(bar := KeyBar([*ten, Key("i", "Ingat"), Key("l", "Lembar")])) as (stage, pilot):
        assert [line.split()[-2:] for line in screen_text(stage).splitlines()[-2:]] == [
            ["I", "Ingat"],
            ["L", "Lembar"],
        ]
        bar.set_keys([*ten, Key("i", "Ingat")])
        await pilot.pause()
        assert "I Ingat" in screen_text(stage)
        assert "L Lembar" not in screen_text(stage)


async def test_a_key_that_cannot_act_stays_dimmed_and_says_why() -> None:
    async with on_stage(bar := KeyBar(HINDERED)) as (stage, pilot):
        assert "F8·Teruskan" in screen_text(stage)
        assert bar.explain_key("f8")
        assert not bar.explain_key("f9")
        await pilot.pause()
        assert "── F8 belum bisa: 1 kurang, 1 belum diperiksa ──" in screen_text(stage)
        bar.set_keys(KEYS)
        await pilot.pause()
        assert "belum bisa" not in screen_text(stage)


async def test_the_same_keys_again_repaint_nothing() -> None:
    async with on_stage(bar := KeyBar(KEYS), top := TopBar("LOKET 2")):
        asked, asked_top = watch_repaints(bar), watch_repaints(top)
        bar.set_keys(list(KEYS))
        top.show("LOKET 2", "", CONNECTED)
        assert asked == asked_top == []
        top.show("LOKET 2", "09.13", CONNECTED)
        assert asked_top == [None]


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_the_top_line_tells_place_time_and_connection(width: int) -> None:
    async with on_stage(top := TopBar(), size=(width, 24)) as (stage, pilot):
        top.show(
            "LOKET 2 Pendaftaran · Sari Dewi", "Jumat 20 Nov 09.12 · istirahat 11.30–13.00", DISCONNECTED
        )
        await pilot.pause()
        line = screen_text(stage).splitlines()[0]
        assert line.endswith(DISCONNECTED)
        assert line.startswith(" LOKET 2")
        assert cells(line) <= width


@pytest.mark.parametrize("width", [60, 80])
async def test_the_clerk_s_name_goes_before_the_words_on_the_hours(width: int) -> None:
    async with on_stage(top := TopBar(), size=(width, 20)) as (stage, pilot):
        person, clock = "Hendra Gunawan Wijaya", "Sab 21 Nov 14.21"
        top.show(f"Loket 4 Pengambilan · {person}", f"{clock} · kantor tutup sampai Senin 23 Nov 08.00")
        await pilot.pause()
        line = screen_text(stage).splitlines()[0]
        assert person in line
        assert clock in line


async def test_a_title_is_whole_before_the_hours_are() -> None:
    async with on_stage(top := TopBar()) as (stage, pilot):
        top.show("Analis Dokumen Perizinan · Andi Contoh", "Jum 20 Nov 09.05 · istirahat 11.30–13.00")
        await pilot.pause()
        line = screen_text(stage).splitlines()[0]
        assert line.startswith(" Analis Dokumen Perizinan · Andi Contoh")
        assert "Jum 20 Nov 09.05 · istirahat 11.30" in line


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("Jum 20 Nov 09.05 · istirahat 11.30–13.00", "Legalisasi · Hendra Gunawan  Jum 20 Nov 09.05  "),
        (
            "Jum 20 Nov 11.45 · istirahat s.d. 13.00, waktu berhenti",
            "… · Hendra Gunawan  Jum 20 Nov 11.45 · istirahat s.d. 13.00  ",
        ),
    ],
)
async def test_what_has_no_room_goes_whole_a_clock_that_stands_still_is_told(clock: str, told: str) -> None:
    async with on_stage(top := TopBar()) as (stage, pilot):
        top.show("Loket 4 Pengambilan dan Legalisasi · Hendra Gunawan", clock)
        await pilot.pause()
        assert told in screen_text(stage).splitlines()[0]


@pytest.mark.parametrize("width", [80, 120])
async def test_a_very_long_name_leaves_the_screen_its_title(width: int) -> None:
    async with on_stage(top := TopBar(), size=(width, 24)) as (stage, pilot):
        top.show(f"Cari berkas · {'Sri ' * 60}", "Sab 21 Nov 14.21 · kantor tutup sampai Senin 23 Nov 08.00")
        await pilot.pause()
        line = screen_text(stage).splitlines()[0]
        assert line.startswith(" Cari berkas · Sri Sri Sri")
        assert cells(line) <= width


async def test_a_name_of_ordinary_length_is_whole_beside_any_title() -> None:
    async with on_stage(top := TopBar()) as (stage, pilot):
        person = "Raden Ajeng Siti Nurhaliza Kusumawati"[:35]
        top.show(f"Loket 4 Pengambilan dan Penyerahan Izin · {person}", "Sab 21 Nov 14.21 · kantor tutup")
        await pilot.pause()
        assert person in screen_text(stage).splitlines()[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (24, 8)])
async def test_hostile_words_are_shown_harmlessly(size: tuple[int, int]) -> None:
    async with on_stage(top := TopBar(HOSTILE[0]), bar := KeyBar(), size=size) as (stage, pilot):
        for word in HOSTILE:
            bar.set_keys([Key(key.key, word, word if key.key == "f8" else None) for key in KEYS])
            top.show(word, word, word)
            bar.explain_key("f8")
            await pilot.pause()
            assert unsafe_characters(stage) == set()
            assert click_actions(stage) == []
            assert all(cells(line) <= size[0] for line in screen_text(stage).splitlines())


async def test_a_sentence_too_long_for_a_line_is_read_whole_and_then_the_keys_stand_where_they_were() -> None:
    long = " ".join(["Berkas itu tidak dapat diteruskan karena isian teknisnya belum lengkap."] * 3)
    async with on_stage(bar := KeyBar(KEYS)) as (stage, pilot):
        before = screen_text(stage)
        bar.explain(long)
        await pilot.pause()
        lines = screen_text(stage).splitlines()
        told = " ".join(line.strip(" ─") for line in lines[-5:-2])
        assert told == long
        assert lines[-2:] == before.splitlines()[-2:]
        bar.explain("")
        await pilot.pause()
        assert screen_text(stage) == before
