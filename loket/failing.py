"""A report on a failure that names nobody: kinds and places only, for the screens and the commands.

What Python and Textual print by themselves holds the exception's words and local variables, and in both may
stand a name or a NIK. Here are the kinds of the exceptions and the places in the program they went through.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from traceback import walk_tb

from loket.log import note

_SERIES_SECONDS = 3.0
_MOST_REPORTS = 100


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those it came from, the first cause last; a worker's failure with the one inside."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        inner = getattr(following, "error", None)  # what failed in a worker is inside the worker's failure
        following = (
            inner if isinstance(inner, BaseException) else following.__cause__ or following.__context__
        )


def report(error: BaseException) -> str:
    """Return kinds and places (`file:line:function`, innermost last) of `error` and its causes."""
    lines: list[str] = []
    for each in _chain(error):
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
        for frame, line in walk_tb(each.__traceback__):
            path = Path(frame.f_code.co_filename)
            lines.append(f"  {path.parent.name}/{path.name}:{line}:{frame.f_code.co_name}")
    return "\n".join(lines)


def write_report(error: BaseException, log: Path) -> bool:
    """Append the report on `error` to `log`, readable by its owner alone; False when it cannot be written."""
    return _write(report(error), log)


class Reports:
    """What failed while one program ran on: the same failure is written once, then how often it came."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[int, float]] = {}

    def take(self, error: BaseException, log: Path | None, at: float) -> bool:
        """Write down that `error` was met at `at` (seconds of any clock); whether it is to be told.

        What comes again each second or so is told at its beginning alone; the log counts it at 10, 100, 1000.
        """
        whole = report(error).splitlines()
        short = [line for line, after in pairwise([*whole, ""]) if not (line[:1] == after[:1] == " ")]
        what = "\n".join(short)  # each kind, and the place where it was raised
        times, last = self._met.get(what, (0, at - _SERIES_SECONDS))
        self._met[what] = (times := times + 1, at)
        if log is not None and times == 1 and len(self._met) <= _MOST_REPORTS:
            _write("\n".join(whole), log)
        elif log is not None and times in (10, 100, 1_000, 10_000, 100_000):
            _write(f"{what}\n  {times}x", log)
        return at - last >= _SERIES_SECONDS


def _write(words: str, log: Path) -> bool:
    from importlib.metadata import version  # a twentieth of the time to the first frame

    with_what = f"python {platform.python_version()} textual {version('textual')} {platform.system()}"
    return note(log, f"gangguan {with_what}", words.splitlines())
