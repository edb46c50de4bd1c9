"""`loket sop`: list, show, check."""

import json
from pathlib import Path

import pytest
import typer

from loket.cli import sop
from loket.cli.failed import Failed
from loket.resources import resource
from tests.desk.editions import edit
from tests.desk.karimun import open_karimun
from tests.sop.shipped import SEVEN

EXAMPLE = Path(__file__).with_name("contoh-reklame.toml")


def run(*arguments: str) -> int:
    app = typer.Typer()
    sop.add_to(app)
    result = app(args=["sop", *arguments], standalone_mode=False)
    assert isinstance(result, int)
    return result


def test_all_seven_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("daftar") == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines()] == list(SEVEN)


def test_one_is_shown_as_wide_as_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run("tampil", "karimun-sicantik") == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) == 80
    assert "SK Perizi\n" in out


def test_the_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tampil", str(EXAMPLE), "--json") == 0
    assert json.loads(capsys.readouterr().out)["langkah"][7]["waktu"] == {
        "kabid": "2 jam",
        "kadis": "1 hari kerja",
    }


def test_an_unknown_id_is_one_sentence() -> None:
    with pytest.raises(Failed, match="karimun-sicantik"):
        run("tampil", "entah")


def test_sound_files_get_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(resource("data", "sop", f"{name}.toml")) for name in SEVEN]
    assert run("periksa", *files) == 0
    assert capsys.readouterr().out.count("tidak ada kesalahan") == 7


def test_faults_are_printed_and_the_exit_code_is_two(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "rusak.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace('"15 menit"', '"15 mnt"').replace("ke = 9", "ke = 19")
    broken.write_text(text, encoding="utf-8")
    assert run("periksa", str(broken)) == 2
    out = capsys.readouterr().out
    assert '"15 menit"' in out
    assert "langkah 19 tidak ada" in out
    assert str(broken) in out
    assert run("tampil", str(broken)) == 2


def test_with_an_office_its_missing_roles_are_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("periksa", str(EXAMPLE), "--kantor", "karimun") == 2
    assert "peran kasir dari SOP contoh-reklame tidak ada" in capsys.readouterr().out


def test_with_an_office_a_follow_up_without_a_service_is_a_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = resource("data", "offices", "pariaman.toml").read_text("utf-8")
    office = tmp_path / "kantor.toml"
    office.write_text(text.replace('sop = "pariaman-sigap"', 'sop = "pariaman-oss"'), "utf-8")
    oss = str(resource("data", "sop", "pariaman-oss.toml"))
    assert run("periksa", oss, "--kantor", "pariaman") == 0
    assert run("periksa", oss, "--kantor", str(office)) == 2
    assert "SOP lanjutan pariaman-sigap tidak punya layanan" in capsys.readouterr().out


def test_with_an_office_a_form_that_is_not_there_is_a_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = resource("data", "offices", "karimun.toml").read_text("utf-8")
    office = tmp_path / "kantor" / "offices" / "kantor.toml"
    office.parent.mkdir(parents=True)
    office.write_text(text.replace('formulir = "sip-bidan"', 'formulir = "sip-lain"'), "utf-8")
    assert run("periksa", "karimun-sicantik", "--kantor", str(office)) == 2
    said = capsys.readouterr().out
    assert "formulir sip-lain tidak ada" in said
    assert "letakkan berkasnya di forms/sip-lain.toml" in said


def test_with_an_office_what_an_sop_opens_is_looked_at_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = resource("data", "offices", "pariaman.toml").read_text("utf-8")
    office = tmp_path / "kantor.toml"
    office.write_text(text.replace('id = "kasi"', 'id = "kepala"'), "utf-8")
    assert run("periksa", "pariaman-oss", "--kantor", str(office)) == 2
    assert "peran kasi dari SOP pariaman-sigap tidak ada" in capsys.readouterr().out
    assert run("periksa", "pariaman-oss", "--kantor", "pariaman") == 0
    assert "pariaman-sigap: tidak ada kesalahan" in capsys.readouterr().out
    assert run("periksa", "pariaman-oss") == 0
    assert "pariaman-sigap" not in capsys.readouterr().out


def test_what_an_sop_opens_may_be_broken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "kantor" / "sop"
    own.mkdir(parents=True)
    (own / "pariaman-sigap.toml").write_text("nama = ", encoding="utf-8")
    (own / "pariaman-oss.toml").write_bytes(resource("data", "sop", "pariaman-oss.toml").read_bytes())
    decree = "pariaman-keputusan.txt"
    (own / decree).write_bytes(resource("data", "sop", decree).read_bytes())
    assert run("periksa", str(own / "pariaman-oss.toml"), "--kantor", "pariaman") == 2
    assert str(own / "pariaman-sigap.toml") in capsys.readouterr().out


def test_the_page_of_inferences_can_be_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tafsir") == 0
    assert capsys.readouterr().out.startswith("# Where the reading")


def test_the_offices_own_documents_are_known_by_the_same_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its SOP of the name of a shipped one, and its profile, where its database lies; else the shipped."""
    office = open_karimun(tmp_path)
    sop = ("sop", "karimun-sicantik")
    edit(office.desk, ('nama = "Pemeriksaan kelengkapan"', 'nama = "Cek berkas"'), key=sop)
    edit(office.desk, ('nama = "Kepala Seksi Perizinan"', 'nama = "Kasi Izin"'))
    office.desk.store.close()
    data = ("--data", str(office.desk.store.path))
    assert run("daftar", *data) == 0
    told = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert set(told) == set(SEVEN)
    assert [name for name, line in told.items() if line.endswith("(milik kantor)")] == ["karimun-sicantik"]
    for more, shown in ((data, True), ((), False)):
        assert run("tampil", "karimun-sicantik", *more) == 0
        assert ("Cek berkas" in capsys.readouterr().out) is shown
    assert run("periksa", "karimun-sicantik", "--kantor", "karimun", *data) == 0
    assert run("periksa", str(EXAMPLE), "--kantor", "karimun", *data) == 2
