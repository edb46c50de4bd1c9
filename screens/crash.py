"""What happens when the program fails: one sentence for the clerk, and a report that names nobody.

Textual's own report prints local variables and the exception's words, and in both may stand a name or a NIK.
Ours holds the kinds of the exceptions and the places in the program they went through, nothing else.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from typing import ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

SENTENCE = (
    "Loket berhenti karena gangguan; yang sudah tersimpan tetap aman, silakan buka Loket lagi "
    "dan beri tahu admin bila terulang."
)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those it came from, the first cause last; a worker's failure with the one inside."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        if isinstance(following, WorkerFailed):
            following = following.error
        else:
            following = following.__cause__ or following.__context__


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


class CrashReport(App[int]):
    """An app that fails quietly and cannot be left by accident; `crash_log` is where its reports go.

    None as `crash_log` writes none. Ctrl+Q does nothing, Ctrl+C says how to close, and there is no palette.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "stay", show=False, priority=True),
        Binding("ctrl+c", "say_how_to_close", show=False, system=True),
    ]
    crash_log: Path | None = None
    _crashed = False

    def action_stay(self) -> None:
        """Do nothing: a slip of the hand ends nobody's work."""

    def action_say_how_to_close(self) -> None:
        self.notify("Tutup dengan F10.", markup=False)

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:  # test pilots raise it again
            self._exception = error
            self._exception_event.set()
        self._fall(error)

    def _fatal_error(self) -> None:
        self._return_code = 1
        self._fall(None)

    def _fall(self, error: Exception | None) -> None:
        if not self._crashed:  # what fails while falling adds nothing
            self._crashed = True
            if error is not None and self.crash_log is not None:
                write_report(error, self.crash_log)
            self.bell()
            self._exit_renderables[:] = [Text(SENTENCE)]
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        del self._exit_renderables[1:]  # a second one would bring an English note
        super()._print_error_renderables()
