"""`loket kantor`: an admin checks, installs, exports and looks up the office's documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.opening import open_desk
from tests.cli.test_asking import at_a_terminal
from tests.desk.editions import edit
from tests.desk.karimun import PASSWORD, Karimun, bring_to, open_karimun
from tests.office.test_whole import PROFILE

Printed = pytest.CaptureFixture[str]
LEGAL = ("batas_hukum_hari = 5", "batas_hukum_hari = 6")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Karimun:
    """An office with a file at its back office, at which nobody looks now."""
    office = open_karimun(tmp_path)
    bring_to(office, 6)
    office.desk.store.close()
    monkeypatch.setenv("LOKET_DATA", str(office.desk.store.path))
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    monkeypatch.setattr("loket.desk.opening.system_clock", lambda: office.at)
    monkeypatch.setattr("loket.desk.opening.running_clock", lambda: office.at)
    return office


@pytest.fixture
def folder(office: Karimun, tmp_path: Path, capsys: Printed) -> Path:
    """The documents in force, given out."""
    assert run(["kantor", "ekspor", str(tmp_path / "dokumen")]) == 0
    assert "Edisi 1 ditulis ke" in capsys.readouterr().out
    return tmp_path / "dokumen"


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / PROFILE).read_text("utf-8")
    assert old in text
    (folder / PROFILE).write_text(text.replace(old, new), "utf-8")


def installs(office: Karimun, folder: Path, *more: str) -> int:
    return run(["kantor", "pasang", str(folder), "--sebagai", office.nip("admin"), *more])


def test_what_was_exported_is_sound_and_changes_nothing(
    office: Karimun, folder: Path, capsys: Printed
) -> None:
    assert run(["kantor", "periksa", str(folder)]) == 0
    assert "tidak ada kesalahan (7 dokumen)" in capsys.readouterr().out
    assert installs(office, folder) == 0
    assert capsys.readouterr().out == "Tidak ada yang berubah; edisi 1 tetap berlaku.\n"
    assert run(["kantor", "ekspor", str(folder)]) == 2


def test_what_would_change_and_move_is_shown_before_it_is_installed(
    office: Karimun, folder: Path, capsys: Printed
) -> None:
    change(folder, *LEGAL)
    assert installs(office, folder) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "Yang berubah terhadap edisi 1:",
        "  Pengaturan: batas keputusan (hari kerja) 5 menjadi 6",
        "Batas waktu 1 berkas bergeser, juga janji kepada 1 pemohon:",
        "  00001 Batas hukum (janji): Rab 25 Nov 2026 16.00 menjadi Kam 26 Nov 2026 16.00",
    ]
    assert "dalam skrip tulis --ya" in shown.err
    assert installs(office, folder, "--ya", "--alasan", "Perbup 1/2026") == 0
    assert capsys.readouterr().out.endswith("Edisi 2 berlaku. Batas waktu 1 berkas bergeser.\n")
    assert run(["kantor", "riwayat"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Edisi 2, 18-11-2026")
    assert told[0].endswith(": Perbup 1/2026")
    assert told[1] == "  Pengaturan: batas keputusan (hari kerja) 5 menjadi 6"
    assert run(["kantor", "tampil"]) == 0
    assert "  sop/karimun-sicantik.toml" in capsys.readouterr().out
    change(folder, LEGAL[1], LEGAL[0])  # the same folder goes on from what was installed from it
    assert installs(office, folder, "--ya") == 0


def test_at_a_terminal_it_asks(office: Karimun, folder: Path) -> None:
    change(folder, *LEGAL)
    asked = ["kantor", "pasang", str(folder), "--sebagai", office.nip("admin")]
    told = at_a_terminal(asked, [("Pasang? (y/t)", "t")])
    assert "Tidak dipasang." in told
    told = at_a_terminal(asked, [("Pasang? (y/t)", "y")])
    assert "Edisi 2 berlaku." in told


def test_who_exported_before_another_installed_is_refused_but_by_force(
    office: Karimun, folder: Path, capsys: Printed
) -> None:
    desk = open_desk(office.desk.store.path)
    edit(desk, ('singkatan = "', 'singkatan = "X '))
    desk.store.close()
    change(folder, *LEGAL)
    assert installs(office, folder, "--ya") == 2
    shown = capsys.readouterr()
    assert "Nama pendek" in shown.out
    assert "folder ini dari edisi 1, sedangkan yang berlaku edisi 2" in shown.err
    assert installs(office, folder, "--ya", "--timpa") == 0
    assert "Edisi 3 berlaku." in capsys.readouterr().out


def test_of_a_damaged_folder_every_fault_is_told_and_nothing_installed(
    office: Karimun, folder: Path, capsys: Printed
) -> None:
    change(folder, '"13.00-16.00"', '"13.00-12.00"')
    (folder / "survey.toml").write_text("[", "utf-8")
    assert run(["kantor", "periksa", str(folder)]) == 2
    said = capsys.readouterr().out
    assert "jam[Jam pelayanan].senin" in said
    assert "survey.toml" in said
    assert installs(office, folder, "--ya") == 2
    assert run(["kantor", "tampil"]) == 0
    assert "Edisi 1, " in capsys.readouterr().out


def test_the_shipped_documents_are_taken_in_by_the_offices_id(office: Karimun, capsys: Printed) -> None:
    desk = open_desk(office.desk.store.path)
    edit(desk, LEGAL)
    desk.store.close()
    assert installs(office, Path("karimun"), "--ya") == 0
    assert "batas keputusan (hari kerja) 6 menjadi 5" in capsys.readouterr().out
    assert run(["kantor", "periksa", "karimun"]) == 0


def test_only_an_admin_installs(office: Karimun, folder: Path, capsys: Printed) -> None:
    change(folder, *LEGAL)
    assert run(["kantor", "pasang", str(folder), "--ya", "--sebagai", office.nip("kasi")]) == 2
    assert "bukan milik admin" in capsys.readouterr().err
