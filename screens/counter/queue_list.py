"""The left side of Loket 2: its rows in the room there is, and where the cursor stands in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.flow.countdown import Countdown
from screens.counter.at_counter import CounterKey, DoneKey, FileKey, NumberKey, groups, shorten
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.lists import Since, counter_cell
from screens.wording.numbers import wanted, who_serves

if TYPE_CHECKING:
    from screens.counter.at_counter import AtCounter, CounterGroup
    from screens.shell.screen import LoketScreen


def file_of(row: CounterKey | None) -> int | None:
    """The file that a row is about."""
    return row.file if isinstance(row, FileKey | DoneKey) else None


class QueueList(WorkList[CounterKey]):
    """Knows which groups are shown whole, and whether the cursor stands where the program put it."""

    def __init__(
        self, host: LoketScreen, file_shown: Callable[[], FileKey | None], *, id: str | None = None
    ) -> None:
        """`host` is the screen, which alone may call a desk; `file_shown` is open beside the list."""
        super().__init__(
            (Column("number", weight=2, most=18), Column("words", weight=1), Column("time", align="right")),
            empty="Tidak ada nomor dan berkas.",
            countdown_column="time",
            render_countdown=self._clock,
            id=id,
        )
        self.host, self._file_shown = host, file_shown
        self.at_counter: AtCounter | None = None
        self._whole: set[str] = set()
        self._left_at: CounterKey | None = None  # where the program, not the clerk, put the cursor

    def _clock(self, row: Row[CounterKey], now: int) -> Cell:
        assert isinstance(row.countdown, Since | Countdown)
        return counter_cell(row.countdown, self.host.moment(now))

    def fill(self) -> None:
        """Show what the counter has before it, in the room there is; of an open file, point at its row."""
        if self.at_counter is None:
            return
        height, cursor, shown = self.size.height - 1, self.cursor_id, self._file_shown()
        rows, counts = shorten(self._groups(self.at_counter), height, frozenset(self._whole), cursor)
        self.tick(self.host.desk.now())
        self.set_rows(rows, counts)
        if shown is not None and (cursor is None or file_of(cursor) == shown.file):
            self.point_at_file(shown)
        if cursor == self._left_at:
            self.leave()

    def _groups(self, at_counter: AtCounter) -> list[CounterGroup]:
        office, names = self.host.desk.office, self.host.live.names
        return groups(
            at_counter, partial(wanted, office), partial(who_serves, office, names), self.host.listed
        )

    # where the cursor stands

    @property
    def left(self) -> bool:
        """Whether the cursor stands where the program put it."""
        return self.cursor_id == self._left_at

    def leave(self) -> None:
        """Where the cursor stands the program put it, not the clerk."""
        self._left_at = self.cursor_id

    def point_at_file(self, shown: FileKey) -> None:
        """Put the cursor on the row of the file shown; where no group shows it, on none."""
        if file_of(self.cursor_id) != shown.file and not self.select_file(shown):
            self.unselect()

    def select_file(self, wanted: FileKey) -> bool:
        """Put the cursor on the row of a file's part, else on the first of the file's rows."""
        rows = [row.id for row in self.rows if isinstance(row.id, FileKey) and row.id.file == wanted.file]
        return self.select(wanted if wanted in rows or not rows else rows[0])

    def loses_turn(self, after: AtCounter) -> bool:
        """Whether who is under the cursor is no more the one to call, once all stands as it was read now."""
        return self._called_away(after) or self._overtaken(after)

    def _called_away(self, after: AtCounter) -> bool:
        """Whether the number under the cursor waited and a colleague has it now: F2 would ask it of them."""
        waited = self.at_counter.queue.waiting if self.at_counter is not None else ()
        here = {ticket.id for ticket in waited if NumberKey(ticket.id) == self.cursor_id}
        return any(ticket.id in here for ticket in after.queue.with_others)

    def _overtaken(self, after: AtCounter) -> bool:
        """Whether somebody goes before whom the program, not the clerk, pointed at as being next."""
        was = next(iter(self.at_counter.queue.waiting), None) if self.at_counter is not None else None
        first = next(iter(after.queue.waiting), None)
        if was is None or first is None or after.queue.current is not None:
            return False
        return self.left and self.cursor_id == NumberKey(was.id) and first.id != was.id

    # groups that are shown whole

    def fold(self) -> None:
        """Shorten again, from the next time on, the groups that were shown whole."""
        self._whole.clear()

    def show_whole(self, group: str) -> None:
        """Show all of a group that was shortened, the cursor on the first row that was not seen before."""
        seen = {row.id for row in self.rows}
        self._whole.add(group)
        self.fill()
        new = next((row for row in self.rows if row.group == group and row.id not in seen), None)
        if new is not None:
            self.select(new.id)

    def unfold(self, row: CounterKey) -> None:
        """Put the cursor on this row, also where its group was shortened."""
        if self.at_counter is None or self.select(row):
            return
        found = self._groups(self.at_counter)
        self._whole |= {group.name for group in found if any(r.id == row for r in group.rows)}
        self.fill()
        self.select(row)
