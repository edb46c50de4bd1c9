"""The command `loket`: alone it opens the screens, else it runs one of its commands.

The way to the screens imports nothing but the screens; Typer is for the commands.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loket import __version__

DATA_VARIABLE = "LOKET_DATA"
DATABASE = "loket.db"


class Failed(Exception):
    """A command cannot do what it was asked; `str()` is the sentence for stderr, `code` the exit code."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Opening:
    """How the screens are to be opened; `office` None takes whatever office the database is of."""

    data: Path
    office: str | None = None
    mouse: bool = False


def main() -> None:
    """Run the program; a failure is one sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows ?, it does not fail
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # nothing of what it says is shown: a name or a NIK may stand in it
        code = _broke_off(error)
    sys.exit(code)


def _broke_off(error: Exception) -> int:
    """Say one sentence, and keep a report that names nobody."""
    from loket.failing import CRASH_LOG, write_report

    log = data_path().parent / CRASH_LOG
    kept = f" (catatan: {log})" if write_report(error, log) else ""
    print(f"Perintah berhenti karena gangguan; beri tahu admin bila terulang{kept}.", file=sys.stderr)
    return 1


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments and give its exit code."""
    if list(arguments) == ["--version"]:
        print(f"loket {__version__}")
        return 0
    try:
        opening = opening_of(arguments)
        if opening is None:
            from loket.cli.commands import run_command

            return run_command(arguments)
        needs_terminal()
        gc.disable()  # what starting makes stays; the app looks for garbage once its office is open
        from screens.app import run as open_screens

        return open_screens(opening.data, office=opening.office, mouse=opening.mouse)
    except Failed as failed:
        from loket.text import scrub  # what was typed wrongly is repeated in the sentence

        print("\n".join(map(scrub, str(failed).splitlines())), file=sys.stderr)
        return failed.code


def needs_terminal() -> None:
    """Do nothing where the screens can be drawn and typed at: in a terminal, or in a browser's place of one.

    Raises:
        Failed: something of it goes to a file or to another program; who sits at the terminal reads that.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if "TEXTUAL_DRIVER" in os.environ or all(stream.isatty() for stream in streams):
        return
    sentence = "Layar kerja memerlukan terminal; jalankan loket langsung di sana, tanpa |, < dan >."
    if sys.stdout.isatty() and not sys.stderr.isatty():
        print(sentence)
    raise Failed(sentence)


def opening_of(arguments: Sequence[str]) -> Opening | None:
    """What the arguments say about opening the screens; None when they name a command or ask for help.

    Raises:
        Failed: an option lacks its value.
    """
    values: dict[str, str] = {}
    mouse = False
    left = list(arguments)
    while left:
        name, given, value = left.pop(0).partition("=")
        if name == "--tetikus" and not given:
            mouse = True
        elif name in ("--data", "--kantor"):
            if not given and not left:
                raise Failed(f"{name} belum diberi nilai; lihat loket --help.")
            values[name] = value if given else left.pop(0)
        else:
            return None
    return Opening(data_path(values.get("--data")), values.get("--kantor") or None, mouse)


def data_path(given: str | Path | None = None) -> Path:
    """Where the office's database lies: as given, else by LOKET_DATA, else in the user's own data folder.

    A folder means the database in it.
    """
    path = given or os.environ.get(DATA_VARIABLE)
    if not path:
        from platformdirs import user_data_path

        return user_data_path("loket", appauthor=False) / DATABASE
    path = Path(path).expanduser()
    return path / DATABASE if path.is_dir() else path
