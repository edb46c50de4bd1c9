"""`loket sop`: list, show, check."""

import json
from pathlib import Path

import pytest
import typer

from loket.cli import sop
from loket.cli.failed import Failed
from loket.resources import resource
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
    assert str(tmp_path / "kantor" / "forms") in said


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
    data = ("--data", str(tmp_path / "loket.db"))
    assert run("periksa", "pariaman-oss", "--kantor", "pariaman", *data) == 2
    assert str(own / "pariaman-sigap.toml") in capsys.readouterr().out


def test_the_page_of_inferences_can_be_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tafsir") == 0
    assert capsys.readouterr().out.startswith("# Where the reading")


def test_the_offices_own_sops_are_known_beside_its_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "kantor" / "sop"
    own.mkdir(parents=True)
    reklame = own / "contoh-reklame.toml"
    reklame.write_bytes(EXAMPLE.read_bytes())
    (own / "mempawah-ss.toml").write_text("nama = ", encoding="utf-8")
    data = ("--data", str(tmp_path / "loket.db"))
    assert run("daftar", *data) == 0
    told = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert set(told) == {*SEVEN, "contoh-reklame"}
    assert told["contoh-reklame"].endswith("(milik kantor)")
    assert told["mempawah-ss"].endswith(f"ada kesalahan; lihat: loket sop periksa {own / 'mempawah-ss.toml'}")
    assert run("tampil", "contoh-reklame", *data) == 0
    assert "Retrebusi" in capsys.readouterr().out
    assert run("periksa", "contoh-reklame", *data) == 0
    assert run("periksa", "mempawah-ss", *data) == 2
    assert str(own / "mempawah-ss.toml") in capsys.readouterr().out


def test_the_offices_own_profile_comes_before_the_shipped_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "kantor" / "offices" / "karimun.toml"
    own.parent.mkdir(parents=True)
    text = resource("data", "offices", "karimun.toml").read_text("utf-8")
    own.write_text(
        text.replace('nama = "Kepala Seksi Perizinan"', 'nama = "Kasi"').replace('"kasi"', '"kasie"')
    )
    data = ("--data", str(tmp_path / "loket.db"))
    assert run("periksa", "karimun-sicantik", "--kantor", "karimun", *data) == 2
    assert "peran kasi dari SOP karimun-sicantik tidak ada" in capsys.readouterr().out
