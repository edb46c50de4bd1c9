"""A report on a failure that names nobody: kinds and places only, for the screens and the commands.

What Python and Textual print by themselves holds the exception's words and local variables, and in both may
stand a name or a NIK. Here are the kinds of the exceptions and the places in the program they went through.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb

CRASH_LOG = "loket-crash.log"


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
    from importlib.metadata import version  # a twentieth of the time to the first frame

    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    head = f"{stamp} python {platform.python_version()} textual {version('textual')} {platform.system()}"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(
            os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(f"{head}\n{report(error)}\n\n")
    except OSError:
        return False
    return True
