"""A checklist that keeps itself: marks are saved one after the other, as fast as somebody types them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual import on

from loket.desk.readiness import PRESENT
from screens.widgets.check_list import CheckItem, CheckList, Mark
from screens.widgets.dialogs import Ask

if TYPE_CHECKING:
    from loket.desk.casefile import FileView
    from screens.base import LoketScreen


def check_items(view: FileView) -> list[CheckItem]:
    """The file's requirements, those first that lacked when it was last returned; optional ones say so."""
    asked = view.returned.missing if view.returned is not None else ()
    items = sorted(view.checklist, key=lambda item: item.requirement.id not in asked)
    return [
        CheckItem(
            item.requirement.id,
            item.requirement.name + ("" if item.requirement.obligatory else " (bila ada)"),
            cast("Mark", item.mark),
            item.note,
        )
        for item in items
    ]


class KeptCheckList(CheckList):
    """The requirements of the file `file`; "ada" goes on to the next one by itself."""

    file: int | None = None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._unsaved: dict[tuple[int, str], CheckItem] = {}
        self._saving = False
        self._then: Callable[[], None] | None = None
        self.saved = 0  # how many marks and notes were kept so far

    def show(self, view: FileView) -> None:
        """Show a file's requirements; marks that are not saved yet stay."""
        self.file = file = view.ref.file
        self.set_items(self._unsaved.get((file, item.id), item) for item in check_items(view))

    def refused(self) -> None:
        """What the desk refused is not tried again."""
        self._unsaved.clear()
        self._saving, self._then = False, None

    def when_kept(self, then: Callable[[], None]) -> None:
        """Do something once every mark is saved."""
        self._then = then
        self._go_on()

    def action_mark(self, mark: Mark) -> None:
        """Mark the requirement under the cursor; what is there needs no second look."""
        super().action_mark(mark)
        if mark == PRESENT and self.cursor_item != self.items[-1]:
            self.action_move(1)

    def _replace(self, at: int, item: CheckItem) -> None:
        """Note the mark at once: a list read before it may be shown before any message arrives."""
        super()._replace(at, item)
        if self.file is not None:
            self._unsaved[self.file, item.id] = item
            self._save_next(cast("LoketScreen", self.screen))

    def _save_next(self, host: LoketScreen) -> None:
        from loket.desk import marks

        if self._saving or not self._unsaved:
            return
        self._saving = True
        key, item = next(iter(self._unsaved.items()))

        def saved(_: object) -> None:
            self._saving = False
            self.saved += 1
            if self._unsaved.get(key) == item:
                del self._unsaved[key]
            self._save_next(host)
            self._go_on()

        host.keep(lambda: marks.set_mark(host.desk, host.who, key[0], item.id, item.mark, item.note), saved)

    def _go_on(self) -> None:
        if self._then is not None and not self._saving and not self._unsaved:
            then, self._then = self._then, None
            then()

    @on(CheckList.NoteWanted)
    def _ask_note(self, event: CheckList.NoteWanted) -> None:
        event.stop()
        item = next(item for item in self.items if item.id == event.item_id)

        def given(note: str | None) -> None:
            if note is not None:
                self.set_note(item.id, note)

        self.app.push_screen(Ask(item.text, "Catatan", required=False, initial=item.note), given)
