"""The units of systemd: they can be read, name each other, and call a command that there is."""

from __future__ import annotations

import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from loket.cli import run
from tests.installed import ROOT

UNITS = sorted((ROOT / "packaging").glob("loket-*"))


def unit(name: str) -> ConfigParser:
    found = ConfigParser(interpolation=None, strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(ROOT / "packaging" / name, "utf-8")
    return found


def test_the_timer_calls_the_service() -> None:
    assert unit("loket-tugas.timer")["Install"]["WantedBy"] == "timers.target"
    assert unit("loket-tugas.service")["Service"]["Type"] == "oneshot"


@pytest.mark.parametrize("service", ["tugas", "suara", "papan@", "kios@"])
def test_what_a_service_runs_is_a_command(service: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = unit(f"loket-{service}.service")["Service"]["ExecStart"].split()
    assert Path(program).name == "loket"
    assert run([*arguments, "--help"]) == 0
    told = capsys.readouterr().out
    assert all(each in told for each in arguments if each.startswith("--"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd reads them")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text("utf-8").replace("/opt/loket/bin/loket", shutil.which("true") or "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    given = ["systemd-analyze", "verify", *(str(tmp_path / path.name) for path in UNITS)]
    checked = subprocess.run(given, capture_output=True, text=True, check=False)
    named = [line for line in checked.stderr.splitlines() if "loket-" in line]
    assert named == []
