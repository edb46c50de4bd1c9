"""What happens when the program fails: one sentence for the clerk, and a report that names nobody.

Textual's own report prints local variables and the exception's words, and in both may stand a name or a NIK.
Ours holds the kinds of the exceptions and the places in the program they went through, nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType

from loket.failing import write_report

SENTENCE = (
    "Loket berhenti karena gangguan; yang sudah tersimpan tetap aman, silakan buka Loket lagi "
    "dan beri tahu admin bila terulang."
)


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
