"""A file's papers from the screen: read, saved, printed, and kept in the journal."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.events import Key

from loket.desk.case import entries
from loket.desk.papers import delivery, parts, printing
from loket.desk.papers.printing import Came
from loket.store import journal
from loket.store.errors import StoreBusy
from screens.file.papers import PrintScreen, default_path
from screens.widgets.fields import TextField
from tests.opened import live
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.screens.house import House, Open, enter, press, settle, until
from tests.screens.test_keeping import Away
from tests.widgets.stage import HOSTILE


def printed(house: House, file: int) -> list[str]:
    with house.desk.store.read() as conn:
        entries = journal.history(conn, "file", file)
    return [str(entry.data) for entry in entries if "dicetak" in str(entry.data)]


def takes(monkeypatch: pytest.MonkeyPatch, sent: list[str]) -> None:
    """A printer that takes everything."""

    def take(text: str, *_: object) -> Came:
        sent.append(text)
        return Came.SENT

    monkeypatch.setattr(printing, "print_paper", take)


async def test_the_receipt_is_read_first_and_printed_only_on_request(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    takes(monkeypatch, sent)
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        assert "TANDA TERIMA" in screen_text(pilot.app).upper()
        assert sent == []
        await pilot.press("f5", "enter")
        await settle(pilot)
        assert "Tanda terima 00001 dikirim ke printer." in screen_text(pilot.app)
    assert len(sent) == 1
    assert "Siti Aminah" in sent[0]
    assert "tanda terima" in printed(house, ref.file)[0]


async def test_without_a_printer_the_cursor_begins_below_it_on_saving(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda _: False)
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await press(pilot, "f5")
        rows = [line for line in screen_text(pilot.app).splitlines() if "Ke printer" in line or "▸" in line]
        assert ["Ke printer" in row for row in rows] == [True, False]
        await press(pilot, "enter")
        assert "Nama berkas" in screen_text(pilot.app)


async def test_what_is_printed_is_noted_once_the_database_is_free_and_not_printed_again(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    takes(monkeypatch, sent)
    away = Away(StoreBusy(house.path), delivery.out)
    monkeypatch.setattr(delivery, "out", away)
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await pilot.press("f5", "enter")
        await settle(pilot)
        assert "Sudah ke printer; belum tercatat" in screen_text(pilot.app)
        assert printed(house, ref.file) == []
        away.back = True
        live(pilot.app).writes.go_on()
        await settle(pilot)
    assert (len(sent), len(printed(house, ref.file))) == (1, 1)


async def test_a_slow_printer_holds_up_nothing_that_is_written(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = Event()
    monkeypatch.setattr(printing, "print_paper", lambda *_: ready.wait(30) and Came.SENT)
    ref = house.complete(house.register())
    kept: list[str] = []
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        screen = pilot.app.screen
        assert isinstance(screen, PrintScreen)
        await pilot.press("f5", "enter")
        screen.keep(lambda: "tertulis", kept.append)
        await until(pilot, lambda: bool(kept))
        still_printing = not ready.is_set()
        await pilot.press("f10")
        ready.set()
        await settle(pilot)
    assert (kept, still_printing) == (["tertulis"], True)
    assert len(printed(house, ref.file)) == 1


async def test_a_second_copy_is_asked_for_once_the_first_is_out_and_the_key_says_so(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = Event()
    monkeypatch.setattr(printing, "print_paper", lambda *_: ready.wait(30) and Came.SENT)
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await pilot.press("f5", "enter")
        for again in ("ctrl+s", "f5"):
            await pilot.press(again)
            assert isinstance(pilot.app.screen, PrintScreen)
            assert "belum bisa: surat sebelumnya masih dikirim" in screen_text(pilot.app)
        ready.set()
        await settle(pilot)
        await pilot.press("f5", "enter")
        await settle(pilot)
    assert len(printed(house, ref.file)) == 2


async def test_keys_after_a_paper_was_saved_wait_until_it_lies_there(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    begun, ready, write = Event(), Event(), delivery.write_paper

    def slowly(text: str, path: Path) -> None:
        begun.set()
        ready.wait(30)
        write(text, path)

    monkeypatch.setattr(delivery, "write_paper", slowly)
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        for key in ("ctrl+s", "ctrl+u", *"x.txt", "enter", "ctrl+s", "ctrl+u", *"x.txt", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, begun.is_set)
        for _ in range(20):
            await pilot.pause()
        asked_meanwhile = not isinstance(pilot.app.screen, PrintScreen)
        ready.set()
        await settle(pilot)
        assert not asked_meanwhile
        assert "Berkas itu sudah ada" in screen_text(pilot.app)


async def test_a_printer_that_is_missing_is_said_and_nothing_is_kept(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "which", lambda _: None)
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await pilot.press("f5", "enter")
        await settle(pilot)
        assert "tidak punya perintah cetak" in screen_text(pilot.app)
    assert printed(house, ref.file) == []


async def test_a_list_of_what_is_missing_is_there_when_something_is(house: House, program: Open) -> None:
    ref = house.register()
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        assert "Daftar kekurangan" not in screen_text(pilot.app)
        entries.set_mark(house.desk, house.who("fo2", "2"), ref.file, "pasfoto", "kurang", "buram")
        pilot.app.screen.changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "2 Daftar kekurangan" in screen_text(pilot.app)
        await pilot.press("2")
        await settle(pilot)
        assert "buram" in screen_text(pilot.app)
        entries.set_mark(house.desk, house.who("fo2", "2"), ref.file, "pasfoto", "ada")
        pilot.app.screen.changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "Daftar kekurangan" not in screen_text(pilot.app)


async def test_saving_asks_where_and_before_it_replaces(house: House, program: Open, tmp_path: Path) -> None:
    (Path.home() / "Documents").mkdir(parents=True)
    ref = house.complete(house.register())
    path = default_path(parts.RECEIPT, "00001")
    assert path == Path.home() / "Documents" / "tanda-terima-00001.txt"
    path.write_text("lama")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await pilot.press("ctrl+s", "ctrl+s")
        await settle(pilot)
        assert "sudah ada" in screen_text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert path.read_text() == "lama"
        await pilot.press("ctrl+s", "ctrl+s")
        await settle(pilot)
        await pilot.press("left", "enter")
        await settle(pilot)
        assert "Tersimpan di" in screen_text(pilot.app)
    assert "Siti Aminah" in path.read_text()
    assert len(printed(house, ref.file)) == 1


async def test_a_folder_that_is_not_there_is_said(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await pilot.press("ctrl+s", "ctrl+u", *"/tidak-ada/x", "ctrl+s")
        await settle(pilot)
        assert "Belum tersimpan: folder itu tidak ada." in screen_text(pilot.app)
        assert "/tidak-ada/x" in screen_text(pilot.app)
    assert printed(house, ref.file) == []


@pytest.mark.parametrize(
    ("typed", "why"),
    [("~tidakada/x.txt", "folder itu tidak ada"), (f"/tmp/{'x' * 260}.txt", "nama itu terlalu panjang")],
)
async def test_a_name_that_no_file_can_have_is_said_and_stays(
    house: House, program: Open, typed: str, why: str
) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        await pilot.press("ctrl+s")
        pilot.app.screen.query_one(TextField).value = typed
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert f"Belum tersimpan: {why}." in screen_text(pilot.app)
        assert pilot.app.screen.query_one(TextField).value == typed
    assert printed(house, ref.file) == []


def test_a_number_with_strokes_makes_no_folders() -> None:
    assert default_path("tanda terima", "0007/SIPB/2026").name == "tanda-terima-0007-sipb-2026.txt"


async def test_hostile_names_harm_nothing(house: House, program: Open) -> None:
    ref = house.give_back(house.register(), reason="sementara")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4", PrintScreen(ref.file))
        for name in HOSTILE:
            house.spoil(ref, name)
            screen = pilot.app.screen
            assert isinstance(screen, PrintScreen)
            screen.changed()
            await settle(pilot)
            for key in "12":
                await pilot.press(key)
                assert unsafe_characters(pilot.app) == set()
                assert click_actions(pilot.app) == []
