"""A change before it is made: what it changes and moves is told, the reason asked for, then it is done.

Whoever is told that another admin was faster sees the same change again, as it is by then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType

from loket.desk.errors import Invalid, OtherEdition
from screens.admin.page import Faulty, Prepared
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Ask, Confirm, Message
from screens.widgets.fields import TextField
from screens.widgets.focus import move_focus
from screens.widgets.pager import Pager

_MOST_LINES = 16
_BESIDE = 17
"""Lines of a window besides what would change: the box, its title, the reason, the keys."""


@dataclass(slots=True)
class Reason:
    """Why the last change was made: offered for the next, which often has the same."""

    words: str = ""


class Changes(Pager):
    """The lines of what would change; Enter and the ends lead back to the reason."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", show=False)]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__([Text(line) for line in lines])

    def on_resize(self, event: events.Resize) -> None:
        """As high as what it says, as far as the question leaves room."""
        super().on_resize(event)
        most = min(_MOST_LINES, self.app.size.height - _BESIDE)
        self.styles.height = max(1, min(len(self._lines), most))

    def action_leave(self) -> None:
        move_focus(self, 1)


class Accept(Ask):
    """What would change, and why it is to."""

    def __init__(self, title: str, lines: Sequence[str], reason: str) -> None:
        super().__init__(
            title,
            "Alasan (rapat, surat, peraturan …)",
            initial=reason,
            save="Pasang",
            above=Changes(lines),
        )

    def on_mount(self) -> None:
        """What was given as the reason before is taken anew, or written over, whole."""
        super().on_mount()
        self.query_one(TextField).select_all()


def change(
    screen: LoketScreen,
    title: str,
    prepare: Callable[[], Prepared],
    reason: Reason,
    then: Callable[[str], None],
    faulty: Callable[[Faulty], None],
) -> None:
    """Prepare a change in a thread, tell and ask, and make it; `then` is given the sentence that says so."""

    def call() -> Prepared | Exception:
        try:
            return prepare()
        except Invalid as wrong:
            return Faulty(wrong.faults)
        except Faulty as wrong:
            return wrong
        except Exception as wrong:
            if screen.loket.sentence(wrong) is None:
                raise
            return wrong

    def ready(found: Prepared | Exception) -> None:
        if isinstance(found, Faulty):
            faulty(found)
        elif isinstance(found, Exception):
            screen.refused(found)
        elif not found.lines:
            make(found, "")
        elif found.why:
            screen.app.push_screen(Accept(title, found.lines, reason.words), lambda why: given(found, why))
        else:
            asked = Confirm(title, "", yes="Ya, teruskan", lines=found.lines, dangerous=True)
            screen.app.push_screen(asked, lambda yes: make(found, "") if yes else None)

    def given(found: Prepared, why: str | None) -> None:
        if why is not None:
            reason.words = why
            make(found, why)

    def make(found: Prepared, why: str) -> None:
        screen.act(lambda: found.do(why), told if found.read else then, failed)

    def told(sentence: str) -> None:
        then("")
        screen.app.call_later(screen.app.push_screen, Message(title, [sentence]))

    def failed(error: Exception) -> None:
        if isinstance(error, OtherEdition):
            ask()
        elif isinstance(error, Invalid):
            faulty(Faulty(error.faults))

    def ask() -> None:
        screen.read(call, ready, group="prepare")

    ask()
