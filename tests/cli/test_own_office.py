"""An office with a profile and an SOP of its own: taken in from a folder, they are used as they are."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.case.file_view import view
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.resources import resource
from loket.store.applicants import NewApplicant
from tests import registering

NIP = "197001012000011001"
ADMIN = ["--nip", NIP, "--nama", "Admin Contoh"]


@pytest.fixture(autouse=True)
def _admin_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKET_KATA_SANDI", "rahasia-contoh")


def _own_profile(folder: Path, sop: str) -> Path:
    """Karimun's profile under another name, its services following the SOP `sop`."""
    text = resource("data", "offices", "karimun.toml").read_text("utf-8")
    text = text.replace('id = "karimun"', 'id = "kantor-contoh"').replace('"karimun-sicantik"', f'"{sop}"')
    path = folder / "offices" / "kantor-contoh.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_an_own_profile_and_sop_are_used(tmp_path: Path) -> None:
    own = tmp_path / "sop"
    own.mkdir()
    text = resource("data", "sop", "karimun-sicantik.toml").read_text("utf-8")
    text = text.replace('id = "karimun-sicantik"', 'id = "sop-contoh"')
    text = text.replace('nama = "Pemeriksaan kelengkapan"', 'nama = "Cek berkas contoh"')
    (own / "sop-contoh.toml").write_text(text, "utf-8")
    profile = _own_profile(tmp_path, "sop-contoh")
    database = tmp_path / "data" / "loket.db"

    assert run(["init", "--kantor", str(tmp_path), "--data", str(database), *ADMIN]) == 0

    profile.unlink()  # the database keeps it
    shutil.rmtree(own)
    desk = open_desk(database)
    clerk = staff.add(
        desk, None, nip="198001012005012001", name="Sari Contoh", password="rahasia-loket", roles=["fo2"]
    )
    who = Who(clerk, "2")
    assert registration.starts(desk, "reklame") == ((5, "Cek berkas contoh"),)
    ref = registering.register(
        desk,
        who,
        Registration("reklame", "baru", NewApplicant("Contoh Pemohon", "2102015508900012")),
    )
    seen = view(desk, who, ref.file)
    assert seen.step is not None
    assert (seen.procedure.id, seen.step.name) == ("sop-contoh", "Cek berkas contoh")
    desk.store.close()


def test_an_own_sop_that_opens_what_is_no_follow_up_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "sop"
    own.mkdir()
    text = resource("data", "sop", "karimun-sicantik.toml").read_text("utf-8")
    text = text.replace('id = "karimun-sicantik"', 'id = "sop-contoh"')
    text = text.replace("menyatakan_lengkap = true", 'menyatakan_lengkap = true\nmembuka = "sop-contoh"')
    (own / "sop-contoh.toml").write_text(text, "utf-8")
    database = tmp_path / "loket.db"
    profile = _own_profile(tmp_path, "sop-contoh")
    assert run(["init", "--kantor", str(profile), "--data", str(database), *ADMIN]) == 2
    said = capsys.readouterr().err
    assert 'membuka: "sop-contoh" bukan SOP lanjutan yang dikenal' in said
    assert not database.exists()


def test_a_profile_whose_sop_is_nowhere_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "loket.db"
    assert (
        run(["init", "--kantor", str(_own_profile(tmp_path, "sop-hilang")), "--data", str(database), *ADMIN])
        == 2
    )
    assert "SOP sop-hilang tidak ada" in capsys.readouterr().err
    assert not database.exists()


def test_what_is_not_named_is_asked_and_a_mistaken_holiday_can_be_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ["--data", str(tmp_path / "loket.db")]
    assert run(["init", "--kantor", "karimun", *data, *ADMIN]) == 0
    data += ["--sebagai", NIP]
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("198001012005012001\nSari Contoh\nfo2, fo4\nrahasia-loket\n")
    )
    assert run(["petugas", "tambah", *data]) == 0
    assert "Sari Contoh sudah dapat masuk." in capsys.readouterr().out

    assert run(["kalender", "tambah", "03-12-2026", "Libur contoh", *data]) == 0
    assert run(["kalender", "hapus", "03-12-2026", "--alasan", "salah tahun", *data]) == 0
    assert "Dihapus: Kam 3 Des 2026" in capsys.readouterr().out
    assert run(["kalender", "riwayat", *data[:2]]) == 0
    assert "salah tahun" in capsys.readouterr().out.splitlines()[0]
    assert run(["kalender", "hapus", "03-12-2026", *data]) == 2


@pytest.mark.parametrize(
    ("sop", "profile", "told"),
    [
        (("urut = 6", 'urut = "enam"'), ("", ""), ["contoh.toml", "urut"]),
        (
            ("", ""),
            ("[pengaturan]", '[peran_langkah.contoh]\n60 = ["bo"]\n\n[pengaturan]'),
            ["langkah.contoh.60"],
        ),
        (
            ("", ""),
            ("[pengaturan]", '[peran_langkah.contoh]\n1 = ["fo2"]\n\n[pengaturan]'),
            ["langkah.contoh.1"],
        ),
        (("", ""), ('formulir = "reklame"', 'formulir = "tiada"'), ["formulir tiada tidak ada"]),
    ],
    ids=["the SOP", "a step that there is not", "a step of the applicant's", "a form"],
)
def test_what_is_wrong_beside_the_profile_is_told_with_its_file_before_anything_is_made(
    sop: tuple[str, str],
    profile: tuple[str, str],
    told: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = tmp_path / "data" / "loket.db"
    own = tmp_path / "sop" / "contoh.toml"
    own.parent.mkdir(parents=True)
    text = resource("data", "sop", "karimun-sicantik.toml").read_text("utf-8")
    own.write_text(text.replace('id = "karimun-sicantik"', 'id = "contoh"').replace(*sop), "utf-8")
    office = _own_profile(tmp_path, "contoh")
    office.write_text(office.read_text("utf-8").replace(*profile), "utf-8")
    assert run(["init", "--kantor", str(office), "--data", str(database), *ADMIN]) == 2
    said = capsys.readouterr().err
    assert all(word in said for word in told)
    assert "(teks)" not in said
    assert not database.exists()


def test_an_sop_saved_by_notepad_is_read(tmp_path: Path) -> None:
    database = tmp_path / "data" / "loket.db"
    own = tmp_path / "sop" / "contoh.toml"
    own.parent.mkdir(parents=True)
    text = resource("data", "sop", "karimun-sicantik.toml").read_text("utf-8")
    own.write_text(text.replace('id = "karimun-sicantik"', 'id = "contoh"'), "utf-8-sig")
    office = _own_profile(tmp_path, "contoh")
    assert run(["init", "--kantor", str(office), "--data", str(database), *ADMIN]) == 0
    desk = open_desk(database)
    assert desk.upcoming("contoh").id == "contoh"
    desk.store.close()


def test_an_office_begins_with_nothing_but_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOKET_KATA_SANDI", "kata-sandi-contoh")
    where = ["--data", str(tmp_path / "kantor.db")]
    made = ["--kantor", "kosong", "--nama-kantor", "DPMPTSP Kota Contoh", "--nama", "Ayu Contoh"]
    assert run(["init", *made, "--nip", "199001012020012099", *where]) == 0
    capsys.readouterr()
    assert run(["kantor", "tampil", *where]) == 0
    assert capsys.readouterr().out.startswith("DPMPTSP Kota Contoh (dpmptsp-kota-contoh)\nEdisi 1")
    assert run(["periksa", *where]) == 0
