"""A change before it is made: what it changes and moves is told, the reason asked for, then it is done.

Whoever is told that another admin was faster sees the same change again, as it is by then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType

from loket.desk.errors import Invalid, OtherEdition
from loket.desk.people.changes import REASON, reason_fault
from loket.text import uncapitalized
from screens.admin.page import Faulty, Prepared
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Ask, Confirm, Message
from screens.widgets.fields import TextField
from screens.widgets.focus import move_focus
from screens.widgets.key_bar import Key
from screens.widgets.pager import Pager

_MOST_LINES = 16
SAVE = "Simpan"
"""What a button says that makes a change, where no word of its own says more."""


@dataclass(slots=True)
class LastReason:
    """Why the last change was made: offered for the next, where that is of the same kind, and said to be so.

    What was typed for a change that was not made is forgotten.
    """

    words: str = ""
    kind: str = ""

    def offered(self, kind: str) -> str:
        """What is offered for a change of this kind."""
        return self.words if kind == self.kind else ""


class ChangeLines(Pager):
    """The lines of what would change; Enter and the ends lead back to the reason, as letters do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", show=False)]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__([Text(line) for line in lines])

    def on_resize(self, event: events.Resize) -> None:
        """As high as what it says, folded to its width; less where the question has no room for it."""
        super().on_resize(event)
        self.styles.height = max(1, min(len(self._lines), _MOST_LINES))

    def action_leave(self) -> None:
        move_focus(self, 1)

    def on_key(self, event: events.Key) -> None:
        """What is typed is the reason's; only the space pages on."""
        if event.is_printable and event.character and event.key != "space":
            event.stop()
            self.action_leave()
            if isinstance(field := self.screen.focused, TextField):
                field.insert_text_at_cursor(event.character)


_WHY = "Alasan (rapat, surat, peraturan …)"
_SAME = "Alasan (seperti perubahan tadi; ketik bila lain)"


class Accept(Ask):
    """What would change, and why it is to; a `warning` comes before both, and Enter answers no to it.

    `moves` says how many deadlines move, above the lines and in sight whatever is read of them. `offered`:
    the reason is that of the change before.
    """

    def __init__(
        self,
        title: str,
        lines: Sequence[str],
        reason: str,
        save: str = SAVE,
        *,
        moves: str = "",
        offered: bool = False,
        warning: str = "",
        fault: str = "",
    ) -> None:
        super().__init__(
            title,
            _SAME if offered else _WHY,
            initial=reason,
            save=save,
            fault=fault,
            wrong=reason_fault,
            above=ChangeLines([warning, "", *lines] if warning else lines),
            above_label=moves,
            dangerous=bool(warning),
        )

    def own_keys(self) -> Sequence[Key]:
        """What can be read is said to be."""
        if isinstance(self.focused, ChangeLines):
            return (Key("Enter", "Ke alasan"), Key("↑ ↓ PgDn", "Baca"))
        return tuple(
            replace(key, label="Baca semua") if key.key == "↑" else key for key in super().own_keys()
        )

    def on_mount(self) -> None:
        """What was given as the reason before is taken anew, or written over, whole."""
        super().on_mount()
        self.query_one(TextField).select_all()


@dataclass(frozen=True, slots=True)
class Accepting:
    """A change on its way: prepared in a thread, told and asked about, made.

    `then` is given the sentence that says so, `faulty` what is wrong with what was typed; `save` is the word
    on the button; `given` the reason that was typed already; `kind` of what sort the change is.
    """

    screen: LoketScreen
    title: str
    prepare: Callable[[], Prepared]
    reason: LastReason
    then: Callable[[str], None]
    faulty: Callable[[Faulty], None]
    save: str = SAVE
    given: str = ""
    kind: str = ""

    def begin(self) -> None:
        """Prepare it, also again after another admin was faster."""
        self.screen.read(self._prepared, self._ask, group="prepare")

    def _prepared(self) -> Prepared | Exception:
        """What would be done, or why it cannot be. Runs in the reading thread."""
        try:
            return self.prepare()
        except Invalid as wrong:
            return Faulty(wrong.faults)
        except Faulty as wrong:
            return wrong
        except Exception as wrong:
            if self.screen.live.sentence(wrong) is None:
                raise
            return wrong

    def _ask(self, found: Prepared | Exception, fault: str = "") -> None:
        """Tell what would change and ask why, or whether; what changes nothing else is made at once.

        `fault`: what was wrong with the reason that was given before.
        """
        app = self.screen.app
        if isinstance(found, Faulty):
            self.faulty(found)
        elif isinstance(found, Exception):
            self.screen.refused(found)
        elif not found.lines:
            self._make(found, self.given)
        elif found.why:
            last = self.reason.offered(self.kind)
            asked = Accept(
                self.title,
                found.lines,
                self.given or last or found.offers,
                self.save,
                moves=found.moves,
                offered=bool(last) and not self.given,
                warning=found.warning,
                fault=fault,
            )
            self.screen.ask(0, f"alasan {self.title}", asked, lambda why: self._make_for(found, why))
        else:
            told, *more = found.lines
            lines, sentence = (found.lines, "") if more else ((), told)
            sure = Confirm(
                self.title, sentence, yes=f"Ya, {uncapitalized(self.save)}", lines=lines, dangerous=True
            )
            app.push_screen(sure, lambda yes: self._make(found, self.given) if yes else None)

    def _make_for(self, found: Prepared, why: str) -> None:
        replace(self, given=why)._make(found, why)

    def _make(self, found: Prepared, why: str) -> None:
        def made(sentence: str) -> None:
            if why:
                self.reason.words, self.reason.kind = why, self.kind
            self._tell(sentence, read=found.read)

        self.screen.act(lambda: found.do(why), made, partial(self._failed, found))

    def _tell(self, sentence: str, *, read: bool) -> None:
        """What is to be read stands until it was: a device's key is told once."""
        self.then("" if read else sentence)
        if read:
            self.screen.app.call_later(self.screen.app.push_screen, Message(self.title, [sentence]))

    def _failed(self, found: Prepared, error: Exception) -> None:
        """Ask anew where another admin was faster, or only the reason is wrong: nothing typed is lost."""
        if isinstance(error, OtherEdition):
            self.begin()
        elif isinstance(error, Invalid) and found.why and [*error.faults] == [REASON]:
            self._ask(found, error.faults[REASON])
        elif isinstance(error, Invalid):
            self.faulty(Faulty(error.faults))
