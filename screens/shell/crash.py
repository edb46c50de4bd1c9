"""What happens when the program fails: one sentence for the clerk, and a report that names nobody.

Textual ends the program at the first exception that nobody caught, and prints local variables and the
exception's words, in both of which may stand a name or a NIK. Here a program that is at work says one
sentence and goes on; only one that has not begun, or has no screen left to show, ends. The report holds
the kinds of the exceptions and the places in the program they went through, nothing else.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from traceback import walk_tb
from typing import Any, ClassVar

from rich.text import Text
from textual._context import active_message_pump
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from loket.failing import Reports, write_report

SENTENCE = (
    "Loket berhenti karena gangguan; yang sudah tersimpan tetap aman, silakan buka Loket lagi "
    "dan beri tahu admin bila terulang."
)
_AT_ONCE = 1.0
TROUBLED = "Program terganggu. Periksa hasil terakhir, lalu coba lagi; beri tahu admin."


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
    at_work = False
    """Whether nothing that fails ends the program any more."""
    _crashed = False

    def __init__(self) -> None:
        super().__init__()
        self._reports = Reports()
        self._failed_drawing: tuple[Screen[Any] | None, float] = (None, 0.0)

    def action_stay(self) -> None:
        """Do nothing: a slip of the hand ends nobody's work."""

    def action_say_how_to_close(self) -> None:
        self.notify("Tutup dengan F10.", markup=False)

    def say(self, sentence: str) -> None:
        """Say a sentence on the screen that is seen."""

    def close_screen(self, screen: Screen[Any]) -> None:
        """Take a screen away, and what lies over it."""
        while screen in self.screen_stack:
            self.pop_screen()

    def report(self, error: Exception) -> bool:
        """Write down what failed; whether to tell the clerk: of what comes each second, the first time."""
        return self._reports.take(error, self.crash_log, monotonic())

    def outlive(self, error: Exception) -> bool:
        """Say that something failed and go on; False where the program is not at work."""
        if not self.at_work or not self._running:
            return False
        told = self.report(error)
        if told:
            self.call_later(self.say, TROUBLED)
        if _while_drawing(error):
            self.call_later(self._draw_again, self.screen, error)
        elif (screen := _screen_being_made()) is not None:
            self.call_later(self._give_up, screen, error)
        return True

    def _draw_again(self, screen: Screen[Any], error: Exception) -> None:
        """Draw the whole screen once more; one that fails again at once cannot be shown."""
        failed, at = self._failed_drawing
        self._failed_drawing = (screen, monotonic())
        if failed is screen and monotonic() - at < _AT_ONCE:
            self._give_up(screen, error)
        else:
            screen.refresh(layout=True)

    def _give_up(self, screen: Screen[Any], error: Exception) -> None:
        """Close a screen that cannot be shown; the lowest has nothing beneath it, and ends the program."""
        if screen is self.screen_stack[0]:
            self._return_code = 1
            self._fall(error)
        else:
            self.close_screen(screen)
            self.say(TROUBLED)

    def _handle_exception(self, error: Exception) -> None:
        if self.outlive(error):
            return
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


def _while_drawing(error: Exception) -> bool:
    """Whether the layout or a line of the screen failed, which Textual asks for itself."""
    files = (frame.f_code.co_filename for frame, _ in walk_tb(error.__traceback__))
    return any(Path(file).name == "_compositor.py" for file in files)


def _screen_being_made() -> Screen[Any] | None:
    """The screen whose parts are being made by the running task; None once it stands."""
    part = active_message_pump.get(None)
    above = part.ancestors_with_self if isinstance(part, DOMNode) else ()
    return next((node for node in above if isinstance(node, Screen) and not node.is_mounted), None)


_dispatch = MessagePump._dispatch_message


async def _dispatch_and_outlive(pump: MessagePump, message: Message) -> None:
    """Textual lets a part of the screen die of its first exception: it would swallow keys from then on."""
    try:
        await _dispatch(pump, message)
    except Exception as error:
        app = pump.app
        if not (isinstance(app, CrashReport) and app.outlive(error)):
            raise


MessagePump._dispatch_message = _dispatch_and_outlive  # type: ignore[method-assign,assignment]
