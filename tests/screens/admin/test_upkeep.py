"""Tugas: the admin sees when the office was backed up, and what kept a task."""

from __future__ import annotations

from pathlib import Path

from loket.desk.tasks.running import round_of
from loket.desk.tasks.table import Places
from screens.admin.pages import unfinished, upkeep
from tests.desk.kantor import open_kantor
from tests.screens.admin.at_page import AtThePage
from tests.screens.admin.office import admin_at_work
from tests.screens.house import House, Open


def test_the_last_backup_and_what_kept_a_task_are_told(tmp_path: Path) -> None:
    kantor = open_kantor(tmp_path, "karimun")
    page = AtThePage(kantor.desk, upkeep.PAGE)

    def rows() -> dict[str, tuple[str, ...]]:
        return {item.id: (*map(str, item.cells), item.style) for item in upkeep.read(page.now).items}

    assert rows()["backup"] == ("Belum ada cadangan", "", "")
    first = unfinished.read(page.now).items
    assert "Belum ada cadangan." in [str(item.cells[0]) for item in first]
    assert rows()["program"] == ("Tugas di latar", "belum pernah", "redup")
    (tmp_path / "usb").write_text("bukan folder")
    round_of(kantor.desk, Places((tmp_path / "cadangan", tmp_path / "usb")), list[Exception]().append)
    assert rows()["backup"] == ("Cadangan hari ini", "", "")
    assert "backup" not in [item.id for item in unfinished.read(page.now).items]
    assert rows()["program"] == ("Tugas di latar", "Rab 18 Nov 09.00", "")
    assert rows()["cadangan"] == ("Cadangan", "tidak berhasil", "mendekati")
    kept = next(item for item in upkeep.read(page.now).items if item.id == "cadangan")
    assert "tanpa salinan di" in kept.about[0]
    kantor.go_to("2026-11-21 10:00")
    assert rows()["backup"] == ("Cadangan 3 hari lalu", "", "mendekati")
    assert rows()["program"][-1] == "mendekati"


async def test_an_admin_makes_the_backup_that_there_is_not(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Perlu dilengkapi", "backup")
        await admin.press("f8")
        admin.sees("Cadangan sudah dibuat, dan sudah dicoba pulihkan.")
        admin.sees("Cadangan belum dibuat dengan sendirinya tiap hari.")  # once by hand is not each day
        await admin.press("f7", "enter")
        await admin.say_why("cron di server")
        admin.sees("Cadangan dibuat dengan cara lain.")
        assert "backup" not in admin.listed()
        house.path.with_name(f"{house.path.name}.cadangan").rename(house.path.parent / "dulu")
        house.path.with_name(f"{house.path.name}.cadangan").write_text("bukan folder")
        await admin.go("Tugas", "backup")
        await admin.press("f8")
        admin.sees("Cadangan belum dibuat", "Tidak dapat membaca atau menulis")
