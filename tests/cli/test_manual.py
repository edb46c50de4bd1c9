"""The page of the manual, what completes a command, what was meant, and lists for other programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from loket.cli import run
from loket.cli.manual import EXIT_CODES
from tests.cli.test_office import COMMANDS, TREE
from tests.desk.karimun import open_karimun
from tests.installed import ROOT

Printed = pytest.CaptureFixture[str]


def with_loket() -> dict[str, str]:
    """An environment in which a shell finds the program."""
    folder = Path(shutil.which("loket", path=ROOT / ".venv/bin") or shutil.which("loket") or "").parent
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def test_the_manual_has_every_command_and_how_it_ends(capsys: Printed) -> None:
    assert run(["manual"]) == 0
    page = capsys.readouterr().out.replace("\\-", "-")
    below = {name.rpartition(" ")[0] for name in COMMANDS}
    missing = [name for name in COMMANDS if name not in below and f"\n.B loket {name}" not in page]
    assert missing == []
    assert ".SH KODE KELUAR\n.TP\n.B 0\nselesai" in page


def test_how_the_program_ends_is_told_alike_in_the_manual_and_for_who_installs_it() -> None:
    page = (ROOT / "docs" / "pemasangan.md").read_text("utf-8")
    for code, means in EXIT_CODES:
        assert f"| {code} | {means} |" in page


@pytest.mark.skipif(shutil.which("man") is None, reason="no man here")
def test_the_manual_is_a_page_that_man_reads_without_a_word(tmp_path: Path, capsys: Printed) -> None:
    run(["manual"])
    page = tmp_path / "loket.1"
    page.write_text(capsys.readouterr().out, encoding="utf-8")
    plain = os.environ | {"MANWIDTH": "80", "MAN_KEEP_FORMATTING": "", "LC_ALL": "C.UTF-8"}
    shown = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, env=plain)
    if not shown.stdout:
        pytest.skip("man shows nothing here")
    assert shown.stderr == ""
    assert "loket petugas tambah [NIP] [NAMA]" in shown.stdout


@pytest.mark.parametrize(("typed", "goes_on"), [("loket petu", "petugas"), ("loket kantor eks", "ekspor")])
def test_bash_completes_a_command(typed: str, goes_on: str, tmp_path: Path, capsys: Printed) -> None:
    assert run(["pelengkap", "bash"]) == 0
    script = tmp_path / "loket.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    words = typed.split()
    asked = (
        f'source "{script}"; COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1};'
        f' _loket_completion loket; echo "${{COMPREPLY[*]}}"'
    )
    answered = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, env=with_loket())
    assert answered.stdout.split() == [goes_on], answered.stderr


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh here")
def test_zsh_completes_a_command_the_first_time_it_is_asked(tmp_path: Path, capsys: Printed) -> None:
    assert run(["pelengkap", "zsh"]) == 0
    (tmp_path / "_loket").write_text(capsys.readouterr().out, encoding="utf-8")
    asked = (
        f'fpath=("{tmp_path}"); autoload -Uz _loket; _arguments() {{ print -r -- "$@" }};'
        " words=(loket petu); CURRENT=2; _loket"
    )
    answered = subprocess.run(["zsh", "-f", "-c", asked], capture_output=True, text=True, env=with_loket())
    assert "petugas" in answered.stdout, answered.stderr


def test_another_shell_is_told_which_there_are(capsys: Printed) -> None:
    assert run(["pelengkap", "fish"]) == 2
    assert capsys.readouterr().err == "Tulis bash atau zsh.\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["perriksa"], "loket periksa?"),
        (["petugas", "tambha"], "loket petugas tambah?"),
        (["petugas", "tambah", "--peren", "fo2"], "--peran?"),
    ],
)
def test_who_types_a_command_wrongly_is_told_what_was_meant(
    typed: list[str], meant: str, capsys: Printed
) -> None:
    assert run(typed) == 2
    assert capsys.readouterr().err.rstrip().endswith(f"Maksud Anda {meant}")


LISTS_NOTHING = frozenset(
    (
        *("init", "demo", "papan", "suara", "kios", "manual", "pelengkap", "cadangkan", "pulihkan", "pindah"),
        *("latihan-pulih", "periksa", "kantor periksa", "sop periksa", "perangkat periksa", "printer uji"),
        *("petugas tambah", "petugas ubah", "petugas sandi", "petugas buka", "sesi akhiri"),
        *("jadwal tidak-masuk", "jadwal piket", "jadwal cabut", "pesanan impor", "lampiran simpan"),
        *("perangkat buat", "perangkat ganti", "perangkat cabut", "kantor pasang", "kantor ekspor"),
        *("kalender tambah", "kalender hapus", "kalender impor", "pdp hapus", "pdp bersihkan"),
        "sop tafsir",  # a page of a book; `sop tampil --json` has them
    )
)
"""The commands that do or check something: what there is to say of that is their exit code."""
OF_ONE = frozenset(("batas", "sop tampil", "sop coba", "pdp tampil", "pdp akses", "pesanan tampil"))
"""Those that tell of one thing which is named, or ask who wants to know."""
_OPTIONS = {name: {option for part in each.params for option in part.opts} for name, each in TREE}
_GROUPS = {name.rpartition(" ")[0] for name in COMMANDS}
LISTING = {name for name, known in _OPTIONS.items() if "--json" in known}


def test_whatever_lists_something_tells_it_to_other_programs_too() -> None:
    assert {name for name in COMMANDS if name not in _GROUPS} - LISTING == LISTS_NOTHING


def test_whatever_an_admin_changes_takes_a_reason() -> None:
    asks = {name for name, known in _OPTIONS.items() if "--sebagai" in known}
    changes_nothing = {"pdp tampil", "pdp akses", "pesanan tampil", "perangkat periksa", "lampiran simpan"}
    assert {name for name in asks if "--alasan" not in _OPTIONS[name]} == changes_nothing | {"pulihkan"}


@pytest.mark.parametrize("command", sorted(LISTING - OF_ONE))
def test_every_list_is_there_for_other_programs(command: str, tmp_path: Path, capsys: Printed) -> None:
    office = open_karimun(tmp_path)
    office.desk.store.close()
    assert run([*command.split(), "--json", "--data", str(office.desk.store.path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, list | dict)
