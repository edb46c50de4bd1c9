"""The command `loket`: alone it opens the screens, else it runs one of its commands.

The way to the screens imports nothing but the screens; Typer is for the commands.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from shutil import get_terminal_size

from loket import __version__
from loket.cli.data import data_place
from loket.cli.failed import Failed
from loket.cli.terminal import COMPLETING, needs_terminal
from loket.location import Location, beside

STATION_VARIABLE = "LOKET_STASIUN"


@dataclass(frozen=True, slots=True)
class Opening:
    """How the screens are to be opened; `office` None takes whatever office the database is of.

    `station`: the id of the counter at which this terminal stands; empty where nobody says.
    """

    data: Location
    office: str | None = None
    mouse: bool = False
    station: str = ""


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
        code = _broke_off(error, sys.argv[1:])
    sys.exit(code)


def _broke_off(error: Exception, arguments: Sequence[str]) -> int:
    """Say one sentence, and keep a report that names nobody beside the data that the arguments name."""
    from loket.failing import write_report  # only what fails needs it
    from loket.log import LOG

    try:
        log = beside(data_place(_data_of(arguments))).parent / LOG
        kept = f" (catatan: {log})" if write_report(error, log) else ""
    except Failed:  # --data or LOKET_DATA names no place
        kept = ""
    print(f"Perintah berhenti karena gangguan; beri tahu admin bila terulang{kept}.", file=sys.stderr)
    return 1


def _shown(told: str) -> str:
    """As it is printed; on a terminal what is longer than a line is broken between words."""
    from loket.text import cells, scrub, wrap  # what was typed wrongly is repeated in the sentence

    lines = [scrub(line) for line in told.splitlines()]
    if sys.stderr.isatty():
        width = get_terminal_size().columns
        lines = [part for line in lines for part in (wrap(line, width) if cells(line) > width else [line])]
    return "\n".join(lines)


def _data_of(arguments: Sequence[str]) -> str | None:
    """What `--data` was given last, as Typer takes it; None where it was not given."""
    given = None
    for argument, following in pairwise((*arguments, "")):
        name, joined, value = argument.partition("=")
        if name == "--data":
            given = value if joined else following
    return given


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments and give its exit code."""
    if list(arguments) == ["--version"]:
        print(f"loket {__version__}")
        return 0
    try:
        opening = opening_of(arguments) if COMPLETING not in os.environ else None
        if opening is None:
            from loket.cli.commands import run_command  # Typer: the screens paint sooner without it

            return run_command(arguments)
        needs_terminal()
        gc.disable()  # what starting makes stays; the app looks for garbage once its office is open
        from screens.app import run as open_screens  # Textual: no command waits for it

        return open_screens(opening.data, office=opening.office, mouse=opening.mouse, station=opening.station)
    except Failed as failed:
        print(_shown(str(failed)), file=sys.stderr)
        return failed.code


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
        elif name in ("--data", "--kantor", "--stasiun"):
            if not given and not left:
                raise Failed(f"{name} belum diberi nilai; lihat loket --help.")
            values[name] = value if given else left.pop(0)
        else:
            return None
    station = values.get("--stasiun") or os.environ.get(STATION_VARIABLE, "")
    return Opening(data_place(values.get("--data")), values.get("--kantor") or None, mouse, station)
