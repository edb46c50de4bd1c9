"""The file read whole: a clerk sees where it is, what happened and how its limits were reckoned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.desk.case.perform import perform
from loket.desk.intake.cleaning import Registration
from loket.flow.acts import Take
from loket.store import journal
from loket.store.applicants import NewApplicant
from screens.app import LoketApp
from screens.file.case import CaseScreen
from screens.file.pane import StepPane
from tests import registering
from tests.desk.editions import pretend
from tests.desk.undo import undo_event
from tests.opened import live
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.screens.counter import Clerk
from tests.screens.house import NIK, House, Open, enter, hear, press, settle
from tests.widgets.stage import HOSTILE


async def test_the_head_says_who_and_whose_desk_since_when(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    house.pass_minutes(4)
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        text = screen_text(pilot.app)
    assert "00001  SIP Bidan · baru" in text
    assert "Siti Aminah · NIK 210201******0012" in text
    assert "BO/Analis Dokumen Perizinan sejak 08.05" in text
    assert NIK not in text


async def test_history_stands_under_its_steps_and_what_was_undone_stays_readable(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    ref = undo_event(house.desk, house.who("fo2", "2"), ref.file, ref.version)
    ref = house.complete(ref)
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        text = screen_text(pilot.app)
    assert "Didaftarkan Sari Contoh" in text
    assert text.count("(diurungkan)") == 1
    assert "Diurungkan Sari Contoh" in text


async def test_the_newest_of_a_history_is_in_sight(house: House, program: Open) -> None:
    ref = house.signed(house.complete(house.register()))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        shown = screen_text(pilot.app)
        assert "etapkan" in shown
        assert shown.index("Dewi Contoh") < shown.index("Citra Contoh")
        assert "Didaftarkan" not in shown
        await press(pilot, "end")
        assert "Didaftarkan Sari Contoh" in screen_text(pilot.app)


async def test_a_check_that_returned_the_file_is_not_told_as_done(house: House, program: Open) -> None:
    ref = house.give_back(house.register(), reason="Pasfoto buram")
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        await press(pilot, "2")
        text = screen_text(pilot.app)
    assert "dikembalikan" in text
    assert "↩" in text
    assert "✓   4  " not in text


async def test_f4_turns_to_the_limits_and_back(house: House, program: Open) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    house.pass_minutes(3)
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        await press(pilot, "f4")
        limits = screen_text(pilot.app)
        await press(pilot, "f4")
        history = screen_text(pilot.app)
    assert "paling lambat" in limits
    assert "3 menit   jumlah 3 menit" in limits or "08.05–" in limits
    assert "Didaftarkan" not in limits
    assert "Didaftarkan" in history


async def test_each_section_is_one_key_away(house: House, program: Open) -> None:
    ref = house.give_back(house.register(), reason="Pasfoto buram")
    house.pass_minutes(90)
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        seen = {}
        for key in "123456":
            await press(pilot, key)
            seen[key] = screen_text(pilot.app)
    assert "Sebab: Pasfoto buram" in seen["1"]
    assert "sekarang" in seen["2"]
    assert "nanti" in seen["2"]
    assert "Pemohon" in seen["3"]
    assert "1 jam 30 mnt" in seen["3"]
    assert "periksa" in seen["5"]
    assert "Telepon" in seen["6"]


async def test_on_the_way_the_step_where_the_file_is_is_in_sight(house: House, program: Open) -> None:
    ref = house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        await press(pilot, "2")
        assert "▸  11  Survei Kepuasan Masyarakat" in screen_text(pilot.app)


async def test_another_persons_act_appears_and_the_place_stays(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "kasi", CaseScreen(ref.file))
        await press(pilot, "6", "down", "down")
        before = screen_text(pilot.app).splitlines()[9:]
        perform(house.desk, house.who("bo"), ref, Take())
        await hear(pilot)
        after = screen_text(pilot.app)
    assert "Di tangan Andi Contoh" in after
    assert before[3:8] == after.splitlines()[12:17]


async def test_n_shows_the_nik_and_the_look_is_kept(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        await press(pilot, "n")
        await settle(pilot)
        assert NIK in screen_text(pilot.app)
        await hear(pilot)
        assert "NIK dilihat lengkap · Andi Contoh" in screen_text(pilot.app)
    with house.desk.store.read() as conn:
        entries = journal.history(conn, "file", ref.file)
    assert any("nik_dilihat" in str(entry.data) for entry in entries)


async def test_an_ended_file_tells_its_result_and_who_had_it_how_long(house: House, program: Open) -> None:
    ref = house.finish(house.complete(house.register()))
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        wide = screen_text(pilot.app)
        await press(pilot, "3")
        times = screen_text(pilot.app)
        await press(pilot, "6")
        data = screen_text(pilot.app)
    assert "Selesai: terbit, 08.19" in wide
    assert "Nama penerima" in data
    assert "Identitas atau surat kuasa" in data
    assert "Jalan menurut SOP" in wide
    assert "14 mnt" in times


async def test_f10_returns_to_what_was_beneath(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo")
        beneath = pilot.app.screen
        pilot.app.push_screen(CaseScreen(ref.file))
        await settle(pilot)
        await press(pilot, "f10")
        assert pilot.app.screen is beneath


async def test_hostile_names_harm_nothing(house: House, program: Open) -> None:
    ref = house.give_back(house.register(), reason="sementara")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        for name in HOSTILE:
            house.spoil(ref, name)
            screen = pilot.app.screen
            assert isinstance(screen, CaseScreen)
            screen.changed()
            await settle(pilot)
            for key in "16":
                await press(pilot, key)
                assert unsafe_characters(pilot.app) == set()
                assert click_actions(pilot.app) == []


LAPSE = (
    "Batas waktu keputusan terlampaui — dapat dianggap dikabulkan secara hukum (UU 30/2014 Ps 53). Segera"
    " laporkan kepada pimpinan."
)


def words_on(pilot: Pilot[Any], widget: str) -> str:
    """What one part of the screen says, its lines joined."""
    region = pilot.app.screen.query_one(widget).region
    shown = screen_text(pilot.app).splitlines()[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right].split()) for line in shown)


def never_cover(pilot: Pilot[Any]) -> None:
    """Let no screen cover itself, however long nobody touches it."""
    desk = live(pilot.app).desk
    settings = replace(desk.office.settings, lock_minutes=0)
    pretend(desk, replace(desk.office, settings=settings))


@pytest.mark.parametrize(
    ("size", "words"), [((80, 24), "Lapor pimpinan · dan 2 batas lain (F4)"), ((120, 36), LAPSE)]
)
async def test_a_lapsed_legal_line_is_a_warning_on_the_file_and_at_the_desk(
    house: House, program: Open, size: tuple[int, int], words: str
) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=size) as pilot:
        await enter(pilot, house, "bo")
        never_cover(pilot)
        assert "terlampaui" not in screen_text(pilot.app)
        house.pass_minutes(8 * 24 * 60)
        pilot.app.screen.query_one(StepPane).tick(house.now)
        await settle(pilot)
        assert words in words_on(pilot, "#pane-limits")
        pilot.app.push_screen(CaseScreen(ref.file))
        await settle(pilot)
        assert LAPSE in words_on(pilot, "#case-head")


async def test_a_decided_file_warns_of_nothing(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    house.pass_minutes(8 * 24 * 60)
    ref = house.finish(ref)
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        assert "terlampaui" not in screen_text(pilot.app)


async def test_when_it_came_is_told_where_it_was_registered_later_and_the_table_of_time_is_whole(
    house: House, program: Open
) -> None:
    applicant = NewApplicant("Siti Aminah", NIK, "081200001111")
    kind = house.desk.service("sip-bidan").kinds[0]
    came = Registration("sip-bidan", kind, applicant, channel="surel", arrived_at=house.now - 20 * 60_000)
    ref = registering.register(house.desk, house.who("fo2", "2"), came)
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo", CaseScreen(ref.file))
        assert "Diterima 07.45 lewat surel, didaftarkan 08.05." in screen_text(pilot.app)
        await press(pilot, "3")
        text = screen_text(pilot.app)
    assert "Belum termasuk: diterima 07.45 lewat surel, didaftarkan 08.05." in text
    assert any("jam kerja" in row and "menurut jam dinding" in row for row in text.splitlines())


async def test_a_scan_is_attached_saved_and_taken_off_where_the_file_is_read(
    house: House, program: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    scan, file = tmp_path / "KTP Siti.pdf", house.register().file
    async with program().run_test(size=(100, 30)) as pilot:
        await enter(pilot, house, "fo2", CaseScreen(file))
        assert isinstance(pilot.app, LoketApp)
        clerk = Clerk(pilot.app, pilot)
        await clerk.press("7")
        clerk.sees("Belum ada lampiran.", "Lampirkan")
        await clerk.press("s")
        clerk.sees("Simpan belum bisa: belum ada lampiran")
        await clerk.press("l")
        await clerk.write(str(scan))
        await clerk.press("enter")
        clerk.sees("folder itu tidak ada")
        scan.write_bytes(b"%PDF-1.7 contoh %%EOF")
        await clerk.press("enter")
        clerk.sees("KTP Siti.pdf · PDF 1 KB", "Sari Contoh")
        await clerk.press("s", "enter")
        clerk.sees("Berkas itu sudah ada")
        await clerk.press("ctrl+u")
        await clerk.write("~/lagi.pdf")
        await clerk.press("enter")
        assert (tmp_path / "lagi.pdf").read_bytes() == scan.read_bytes()
        await clerk.press("x")
        await clerk.write("milik berkas lain")
        await clerk.press("enter")
        clerk.sees("KTP Siti.pdf dilepas", "Belum ada lampiran.")
        await clerk.press("1")
        clerk.sees("Lampiran ke-1 ditambahkan", "Disimpan: lampiran ke-1", "dilepas: milik berkas lain")


async def test_who_only_reads_a_file_attaches_nothing(house: House, program: Open) -> None:
    file = house.register().file
    async with program().run_test(size=(100, 30)) as pilot:
        await enter(pilot, house, "kasi", CaseScreen(file))
        await press(pilot, "7", "l")
        text = screen_text(pilot.app)
    assert "Lampirkan" not in text
    assert "Belum ada lampiran." in text
