"""When the program fails, nothing of the person in front of the counter gets out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from loket.failing import report, write_report
from screens.shell.crash import SENTENCE
from tests.widgets.stage import on_stage

NIK = "2101029999990042"
NAME = "Contoh Binti Rekaan"

_PROGRAM = """
import sys
from pathlib import Path
from screens.shell.crash import CrashReport

class App(CrashReport):
    def fail(self):
        nik, name = "{nik}", "{name}"
        try:
            raise KeyError(nik)
        except KeyError as error:
            raise RuntimeError(f"berkas {{name}} {{nik}}") from error

    def on_mount(self):
        how = sys.argv[1]
        if how == "mount":
            self.fail()
        elif how == "worker":
            self.run_worker(self.fail, thread=True)
        elif how == "timer":
            self.set_timer(0.01, self.fail)
        else:
            self.set_timer(0.01, self.fail)
            self.fail()

app = App()
app.crash_log = Path(sys.argv[2])
app.run(headless=True)
sys.exit(app.return_code)
"""


@pytest.mark.parametrize("how", ["mount", "worker", "timer", "twice"])
def test_a_crash_tells_one_sentence_and_names_nobody(how: str, tmp_path: Path) -> None:
    log = tmp_path / "log" / "crash.txt"
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM.format(nik=NIK, name=NAME))
    ended = subprocess.run(
        [sys.executable, program, how, log],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    written = log.read_text()
    everything = ended.stdout + ended.stderr + written
    assert NIK not in everything
    assert "Rekaan" not in everything
    assert "Traceback" not in everything
    assert " ".join(ended.stderr.split()) == SENTENCE
    assert ended.returncode == 1
    assert "program.py:12:fail" in written
    assert "builtins.RuntimeError" in written
    assert "builtins.KeyError" in written


def test_a_report_holds_kinds_and_places_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=NIK) as raised:
        raise ValueError(NIK)
    kind, place = report(raised.value).splitlines()
    assert write_report(raised.value, tmp_path / "crash.txt")
    assert not write_report(raised.value, tmp_path / "crash.txt" / "below a file")
    assert kind == "builtins.ValueError"
    assert place.endswith(":test_a_report_holds_kinds_and_places_only")
    assert (tmp_path / "crash.txt").stat().st_mode & 0o077 == 0


async def test_a_slip_of_the_hand_does_not_end_the_program() -> None:
    async with on_stage() as (stage, pilot):
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+p")
        await pilot.pause()
        assert stage.is_running
        assert stage.return_code is None
        assert len(stage.screen_stack) == 1
