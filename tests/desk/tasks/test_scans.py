"""Scans in a folder are attached to the file that their names begin with, once, whatever cuts it off."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

import pytest

from loket.desk.case import attachments
from loket.desk.errors import ClockDoubted
from loket.desk.integrity import examine
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.tasks import scans
from loket.desk.tasks.running import round_of
from loket.desk.tasks.scans import DONE, REFUSED, WHY, take_in
from loket.desk.tasks.states import upkeep
from loket.desk.tasks.table import TASKS, Places
from loket.lengths import DAY, HOUR, MINUTE
from loket.store import blobs
from tests.desk.editions import edit
from tests.desk.karimun import Karimun, open_karimun, register
from tests.killed import dies_at

PDF = b"%PDF-1.7 contoh %%EOF"


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "pindaian"
    found.mkdir()
    return found


def put(office: Karimun, folder: Path, name: str, contents: bytes = PDF, age: int = 2 * MINUTE) -> Path:
    """A scan that was written to last so long (ms) ago."""
    path = folder / name
    path.write_bytes(contents)
    at = (office.at - age) / 1000
    os.utime(path, (at, at))
    return path


def lies(folder: Path) -> set[str]:
    """All that lies there, in whatever folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def names(office: Karimun, file: int) -> list[str]:
    return [each.name for each in office.view(file).attached]


def test_a_scan_is_attached_to_its_file_and_moved(office: Karimun, folder: Path) -> None:
    first, second = register(office), register(office)
    put(office, folder, "00001 - KTP Siti.pdf")
    put(office, folder, "00002.jpg", b"\xff\xd8\xff contoh \xff\xd9")
    put(office, folder, "00002 - KTP Siti.pdf")
    (folder / "arsip").mkdir()
    assert take_in(office.desk, folder) == ""
    assert names(office, first.file) == ["00001 - KTP Siti.pdf"]
    assert names(office, second.file) == ["00002 - KTP Siti.pdf", "00002.jpg"]
    assert lies(folder) == {
        f"{DONE}/{name}" for name in ("00001 - KTP Siti.pdf", "00002 - KTP Siti.pdf", "00002.jpg")
    }
    assert office.journal("file", first.file)[-1].person_id is None
    assert examine(office.desk).whole


def test_one_that_is_still_being_written_waits_for_the_next_time(office: Karimun, folder: Path) -> None:
    file = register(office).file
    growing = put(office, folder, "00001 - peta.pdf", PDF[:9], age=MINUTE // 2)
    half = put(office, folder, "00001 - denah.pdf", PDF[:9])
    put(office, folder, ".00001 - tersembunyi.pdf")
    assert take_in(office.desk, folder) == ""
    assert names(office, file) == []
    for path in (growing, half):
        put(office, folder, path.name)
    assert take_in(office.desk, folder) == ""
    assert len(names(office, file)) == 1  # both say the same
    assert lies(folder) == {f"{DONE}/{growing.name}", f"{DONE}/{half.name}", ".00001 - tersembunyi.pdf"}


def test_what_cannot_be_taken_is_laid_aside_with_a_sentence_and_told_until_it_is_gone(
    office: Karimun, folder: Path
) -> None:
    register(office)
    put(office, folder, "KTP Siti.pdf")
    put(office, folder, "00099 - KTP.pdf")
    put(office, folder, "00001 - surat.docx", b"PK contoh")
    put(office, folder, "00001 - peta.pdf", PDF[:9], age=2 * HOUR)
    (folder / "00001 - tautan.pdf").symlink_to(office.desk.store.path)
    os.utime(folder / "00001 - tautan.pdf", (0, 0), follow_symlinks=False)
    said = f"5 lampiran ditolak; sebabnya tertulis di {folder / REFUSED}."
    assert take_in(office.desk, folder) == said
    why = {path.name.removesuffix(WHY): path.read_text() for path in (folder / REFUSED).glob(f"*{WHY}")}
    assert {
        name: next(w for w in ("dimulai nomor", "Bukan PDF", "terpotong", "biasa") if w in why[name])
        for name in why
    } == {
        "KTP Siti.pdf": "dimulai nomor",
        "00099 - KTP.pdf": "dimulai nomor",
        "00001 - surat.docx": "Bukan PDF",
        "00001 - peta.pdf": "terpotong",
        "00001 - tautan.pdf": "biasa",
    }
    assert take_in(office.desk, folder) == said
    for path in (folder / REFUSED).iterdir():
        path.unlink()
    assert take_in(office.desk, folder) == ""


def test_in_a_folder_of_a_group_the_group_may_read_why_and_take_it_out(office: Karimun, folder: Path) -> None:
    folder.chmod(0o2770)
    put(office, folder, "KTP.pdf")
    before = os.umask(0o077)
    try:
        take_in(office.desk, folder)
    finally:
        os.umask(before)
    aside = folder / REFUSED
    assert (aside.stat().st_mode & 0o777, (aside / f"KTP.pdf{WHY}").stat().st_mode & 0o777) == (0o770, 0o660)


def test_a_number_with_a_stroke_is_written_with_a_dash(office: Karimun, folder: Path) -> None:
    edit(office.desk, ('nomor_berkas = "{urut:05}"', 'nomor_berkas = "503/{urut:03}/{tahun}"'))
    file = register(office).file
    put(office, folder, "503-001-2026 - KTP.pdf")
    put(office, folder, "503-002-2026 - KTP.pdf")
    take_in(office.desk, folder)
    assert names(office, file) == ["503-001-2026 - KTP.pdf"]


def test_another_of_the_same_name_does_not_take_its_place(office: Karimun, folder: Path) -> None:
    register(office)
    for contents in (PDF, PDF + PDF):
        put(office, folder, "00001 - KTP.pdf", contents)
        take_in(office.desk, folder)
    assert lies(folder) == {f"{DONE}/00001 - KTP.pdf", f"{DONE}/00001 - KTP (2).pdf"}


@pytest.mark.parametrize("module", [scans, attachments])
def test_killed_at_any_step_it_is_attached_once(office: Karimun, folder: Path, module: ModuleType) -> None:
    file, step = register(office).file, 0
    put(office, folder, "00001 - KTP.pdf")
    put(office, folder, "tanpa nomor.pdf")
    office.desk.store.close()

    def take() -> Desk:
        desk = open_desk(office.desk.store.place, clock=lambda: office.at)
        take_in(desk, folder)
        return desk

    while dies_at(step, module, take):
        step += 2
    office.desk = take()
    assert names(office, file) == ["00001 - KTP.pdf"]
    assert sorted(lies(folder)) == [
        f"{REFUSED}/tanpa nomor.pdf",
        f"{REFUSED}/tanpa nomor.pdf{WHY}",
        f"{DONE}/00001 - KTP.pdf",
    ]
    assert len([each for _, each in blobs.lying(blobs.folder(office.desk.store.path)) if each]) == 1


def test_by_a_clock_in_doubt_nothing_is_taken(office: Karimun, folder: Path) -> None:
    register(office)
    scan = put(office, folder, "00001 - KTP.pdf", age=3 * DAY)
    office.at -= DAY
    with pytest.raises(ClockDoubted):
        take_in(office.desk, folder)
    assert scan.exists()


def test_a_folder_with_the_office_s_own_data_is_left_alone(office: Karimun) -> None:
    assert "pilih folder lain" in take_in(office.desk, office.desk.store.path.parent)


@pytest.mark.of_both
def test_it_is_a_task_once_the_office_has_a_folder_and_says_only_what_is_new(
    office: Karimun, folder: Path
) -> None:
    (task,) = (task for task in TASKS if task.name == "lampiran")
    assert "lampiran" not in [state.task.name for state in upkeep(office.desk).tasks]

    def does() -> list[tuple[str, bool]]:
        office.wait(1)
        done = round_of(office.desk, Places(()), list[Exception]().append, all_tasks=[task])
        return [(did.fault, did.told) for did in done or ()]

    assert does() == []
    edit(office.desk, ("[pengaturan]\n", f'[pengaturan]\nfolder_lampiran = "{folder}"\n'))
    assert does() == [("", False)]
    put(office, folder, "KTP.pdf")
    (first,), (second,) = does(), does()
    assert first[0].startswith("1 lampiran ditolak")
    assert (first[1], second) == (True, (first[0], False))
    assert [state.fault for state in upkeep(office.desk).tasks if state.task is task] == [first[0]]
    folder.rename(folder.with_name("lain"))
    assert does() == [(f"Tidak dapat membaca atau menulis {folder}: No such file or directory.", True)]
