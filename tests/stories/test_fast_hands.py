"""Somebody who types faster than the program answers loses nothing and gives nothing away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual import events

from loket.desk.authority import Who
from loket.desk.case import file_view, lists
from loket.desk.office import Desk
from screens.counter.file import FilePane
from screens.file.checklist import KeptCheckList
from screens.shell.screen import LoketScreen
from tests.opened import live, operator
from tests.stories.clerk import Clerk, at_the_keyboard
from tests.stories.office import PASSWORD, Office, open_office

SARI = {"fo": "Sari Dewi"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return open_office(tmp_path, monkeypatch, "purwakarta", SARI)


async def register(clerk: Clerk) -> None:
    """A file that came by e-mail, in the hands of Loket 1."""
    await clerk.signs_in("Sari", counter="Loket 1")
    await clerk.presses("f7")
    await clerk.picks("Daftarkan berkas tanpa nomor")
    await clerk.types("2102014508900012")
    await clerk.presses("enter")
    await clerk.types("Siti Aminah")
    await clerk.presses("f8")
    clerk.sees("F8 belum bisa: 6 belum diperiksa")


def kept(office: Office) -> list[tuple[str, str]]:
    """Mark and note of each requirement, as the database has them."""
    who = Who(next(iter(office.names)), "1")
    (row,) = lists.all_open(office.desk, who)
    view = file_view.view(office.desk, who, row.work.file_id)
    return [(item.mark, item.note) for item in view.checklist]


async def test_a_password_typed_fast_never_stands_in_the_name(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        for key in ["S", "a", "r", "i", "enter", *PASSWORD.replace("-", "")]:
            clerk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await clerk.settles()
        clerk.sees("Nama / nomor Sari", "▸ Sari Dewi", "•" * len(PASSWORD.replace("-", "")))


async def test_what_a_scanner_sends_at_one_go_stands_in_the_fields_it_is_for(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari", counter="Loket 1")
        await clerk.presses("f7")
        await clerk.picks("Daftarkan berkas tanpa nomor")
        for key in [*"2102014508900012", "enter", *"Siti", "enter", *"081270000012", "enter"]:
            clerk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await clerk.settles()
        clerk.sees("NIK 2102014508900012 Belum dikenal: pemohon baru.", "Nama Siti", "HP 081270000012")


async def test_no_mark_is_lost_to_a_list_that_was_read_before_it(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        await register(clerk)
        checks = clerk.app.screen.query_one("#file-checks", KeptCheckList)
        (row,) = lists.all_open(office.desk, operator(clerk.app).who)
        before = file_view.view(office.desk, operator(clerk.app).who, row.work.file_id)
        checks.action_mark("kurang")
        checks.set_note(checks.items[0].id, "belum bermeterai")
        checks.show(before)
        await clerk.settles()
        clerk.sees("✗ kurang Surat permohonan", "└ belum bermeterai")
    assert kept(office)[0] == ("kurang", "belum bermeterai")


async def test_no_note_leaves_the_screen_for_a_file_that_was_read_before_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(office) as clerk:
        await register(clerk)
        real, was_read, go_on = file_view.view, Event(), Event()

        def slow(desk: Desk, who: Who, file: int, strand: int | None = None) -> file_view.FileView:
            found = real(desk, who, file, strand)
            was_read.set()
            go_on.wait(10)
            return found

        monkeypatch.setattr("screens.file.host.view", slow)
        clerk.app.screen.query_one(FilePane).reread()
        while not was_read.is_set():
            await clerk.pilot.pause(0)
        monkeypatch.setattr("screens.file.host.view", real)
        checks = clerk.app.screen.query_one("#file-checks", KeptCheckList)
        checks.set_note(checks.items[0].id, "belum bermeterai")
        while checks.saved == 0:
            await clerk.pilot.pause(0)
        go_on.set()
        await clerk.settles()
        clerk.sees("└ belum bermeterai")


async def test_no_mark_is_lost_in_bursts_of_keys(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        await register(clerk)
        await clerk.presses("f10", "f10")
        await clerk.picks("Meja kerja")
        await clerk.presses("enter")
        for _ in range(2):
            await clerk.types("aka")
        assert clerk.screen.count("✓ ada") == 4
    assert [mark for mark, _ in kept(office)][:6] == ["ada", "kurang", "ada", "ada", "kurang", "ada"]


async def test_who_leaves_with_a_file_in_hand_comes_to_the_sign_in(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        await register(clerk)
        await clerk.presses("f10")
        while "Tutup layar ini" not in clerk.screen:
            await clerk.presses("f10")
        await clerk.picks("Ganti orang")
        if "Ya, ganti orang" in clerk.screen:
            await clerk.presses("enter")
        clerk.sees("Kata sandi", "Nama / nomor")
        assert live(clerk.app).person is None


async def test_who_leaves_a_desk_with_a_file_in_hand_comes_to_the_sign_in(office: Office) -> None:
    office.hire("Andi Saputra", "bo")
    office.lay_at(5, "skp", "Sari")
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Andi")
        await clerk.presses("f2")
        clerk.sees("DI TANGAN ANDA 1")
        while "Tutup layar ini" not in clerk.screen:
            await clerk.presses("f10")
        await clerk.picks("Ganti orang")
        clerk.sees("Masih di tangan Anda")
        await clerk.presses("enter")
        clerk.sees("Kata sandi", "Nama / nomor")
        assert live(clerk.app).person is None


async def test_nothing_typed_for_one_file_is_lost_to_what_is_typed_for_another(office: Office) -> None:
    kept_of: list[int] = []
    go_on = Event()
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari", counter="Loket 1")
        screen = clerk.app.screen
        assert isinstance(screen, LoketScreen)

        def keep(file: int) -> None:
            go_on.wait(10)
            kept_of.append(file)

        for file in range(60):
            screen.keep(partial(keep, file))
        await clerk.pilot.pause(0)
        go_on.set()
        await clerk.settles()
    assert kept_of == list(range(60))
