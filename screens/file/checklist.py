"""A checklist that keeps itself: each mark is written as it is typed, and stays on the screen until it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from loket.desk.case.on_form import LACKING, PRESENT
from loket.flow.fold import in_force
from screens.widgets.check_list import CheckList, CheckRow, Mark
from screens.wording.requirements import check_items

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView


class MissingList(CheckList):
    """The requirements of a file from which a return names those that are missing; nothing is kept by itself.

    K says of one that it is missing, and once more that it is not.
    """

    HINTS: ClassVar[Sequence[str]] = ("K kurang", "K")

    def __init__(self, view: FileView) -> None:
        self._found: dict[str, Mark] = {
            item.id: "ada" if item.mark == LACKING else item.mark for item in check_items(view)
        }
        super().__init__(items=check_items(view), id="missing")

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of those that are missing."""
        return tuple(item.id for item in self.items if item.mark == LACKING)

    def action_mark(self, mark: Mark) -> None:
        """K is the only letter here; who takes it back leaves the requirement as it was found."""
        item = self.cursor_item
        if item is not None and mark == LACKING:
            super().action_mark(self._found[item.id] if item.mark == LACKING else mark)

    def field_value(self) -> str:
        return " ".join(self.missing)

    def load_value(self, value: str) -> None:
        named = value.split()
        self.set_items(
            replace(item, mark="kurang" if item.id in named else self._found[item.id]) for item in self.items
        )

    def action_note(self) -> None:
        """What there is to say stands in the reason."""

    def action_sweep(self) -> None:
        """Here only what is missing is named."""


class KeptCheckList(CheckList):
    """The requirements of the file `file`; a mark goes on to the next one by itself.

    C directly after K is the note on what was just found lacking. `leads_on`: fields to fill follow, and Down
    on the last requirement goes into them.
    """

    @dataclass
    class Marked(Message):
        """A mark or note was set on a requirement of this file: it is to be written, and `kept` told then."""

        file: int
        item: CheckRow
        check_list: KeptCheckList

    file: int | None = None
    leads_on = False
    _found_lacking: str | None = None
    _acted = 0

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._unsaved: dict[tuple[int, str], CheckRow] = {}
        self._swept_before: dict[int, frozenset[str]] = {}  # by the act before which it was
        self.saved = 0  # how many marks and notes were kept, or refused by a rule, so far

    def show(self, view: FileView) -> None:
        """Show a file's requirements; marks that are not saved yet stay."""
        before, self.file = self.file, view.ref.file
        file = self.file
        self.set_items(self._unsaved.get((file, item.id), item) for item in check_items(view))
        acted, self._acted = self._acted, max(event.seq for event in in_force(view.events))
        if file != before:
            self.begin()
        elif acted != self._acted:  # F9 takes back what was done since, and then what S has marked before
            self._swept_before[acted] = self._swept
            self._swept = self._swept_before.pop(self._acted, frozenset())

    @property
    def marks(self) -> dict[str, tuple[str, str]]:
        """Mark and note of each requirement that is shown."""
        return {item.id: (item.mark, item.note) for item in self.items}

    def begin(self) -> None:
        """Put the cursor on the first requirement that is not there yet."""
        marks = [item.mark for item in self.items]
        self._at = next((at for at, mark in enumerate(marks) if mark != PRESENT), 0)
        self._found_lacking, self._swept = None, frozenset()
        self._swept_before.clear()
        self._notes.clear()
        self.refresh()

    def action_mark(self, mark: Mark) -> None:
        """Mark the requirement under the cursor and go on."""
        item = self.cursor_item
        if item is None:
            return
        super().action_mark(mark)
        self._go_on()
        self._found_lacking = item.id if mark == LACKING else None

    def _go_on(self) -> None:
        """To the next requirement, where there is one: what was just done is done."""
        if self._at + 1 < len(self.items):
            self.action_move(1)

    def action_move(self, by: int) -> None:
        """Up and Down stay in the list, unless fields follow: A and K go on meaning what they say."""
        self._found_lacking = None
        if 0 <= self._at + by < len(self.items) or (self.leads_on and by > 0):
            super().action_move(by)

    def action_note(self) -> None:
        """Ask for the note on what was just found lacking, else on the requirement under the cursor."""
        wanted, self._found_lacking = self._found_lacking, None
        for item in self.items:
            if item.id == wanted:
                self.post_message(self.NoteWanted(item.id, item.note, self))
                return
        super().action_note()

    def _replace(self, at: int, item: CheckRow) -> None:
        """Note the mark at once: a list read before it may be shown before any message arrives."""
        super()._replace(at, item)
        if self.file is not None:
            self._unsaved[self.file, item.id] = item
            self.post_message(self.Marked(self.file, item, self))

    def kept(self, file: int, item: CheckRow) -> None:
        """A mark was kept, or refused by a rule: what the desk tells of it counts again."""
        self.saved += 1
        if self._unsaved.get((file, item.id)) is item:
            del self._unsaved[file, item.id]
