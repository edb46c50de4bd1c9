"""Which number the keys of Loket 2 are about: one's own, the one under the cursor, or the one just given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from loket.flow.queue.state import BUSY, TicketStanding
from screens.counter.at_counter import NumberKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from loket.desk.queue.line import TicketRow
    from screens.counter.at_counter import AtCounter, CounterKey
    from screens.counter.host import CounterHost
    from screens.widgets.work_list import Row


class NumberAtHand(Vertical):
    """Knows the numbers of the counter as they were read last, and acts on one through the screen."""

    def __init__(self, host: CounterHost, *, id: str | None = None) -> None:
        """`host` is the screen, which alone may call a desk."""
        super().__init__(id=id)
        self.host = host
        self.at_counter: AtCounter | None = None
        self.last_file: int | None = None
        self.issued: TicketRow | None = None
        self._listed = False
        """Whether the number just given was listed yet: all may have been read before it was given."""

    @property
    def current(self) -> TicketRow | None:
        """The number this person has called or is serving."""
        return self.at_counter.queue.current if self.at_counter is not None else None

    @property
    def called(self) -> TicketRow | None:
        """The number that was called and is not at the counter yet."""
        return self._own(TicketStanding.CALLED)

    @property
    def served(self) -> TicketRow | None:
        """The number whose person is at the counter."""
        return self._own(TicketStanding.SERVED)

    def _own(self, standing: TicketStanding) -> TicketRow | None:
        return self.current if self.current is not None and self.current.standing is standing else None

    @property
    def at_hand(self) -> TicketRow | None:
        """The number that F2 is about: one's own, or the one under the cursor.

        While a number that was just given is shown it is the one whose turn it is: nobody goes first who
        came last.
        """
        if self.at_counter is None:
            return None
        queue = self.at_counter.queue
        if self.issued is not None:
            return self.current or next(iter(queue.waiting), self.issued)
        marked = (ticket for ticket in self.listed if NumberKey(ticket.id) == self.host.queue.cursor_id)
        return self.current or next(marked, None)

    @property
    def listed(self) -> tuple[TicketRow, ...]:
        """The numbers of the list that can be called or taken over."""
        queue = self.at_counter.queue if self.at_counter is not None else None
        return queue.all_open if queue is not None else ()

    @property
    def beside(self) -> Row[CounterKey] | None:
        """The row under the cursor, where it is of no number that can be called."""
        if self.at_hand is not None and self.at_hand is not self.current:
            return None
        cursor = self.host.queue.cursor_id
        if self.current is not None and cursor == NumberKey(self.current.id):
            return None
        return next((row for row in self.host.queue.rows if row.id == cursor), None)

    @property
    def of_colleague(self) -> TicketRow | None:
        """The number shown, where a colleague has it."""
        shown = self.at_hand
        return shown if shown is not None and shown is not self.current and shown.standing in BUSY else None

    @property
    def printed(self) -> str | None:
        """The number of the file just dealt with, as long as its act stands."""
        recent = self.at_counter.recent if self.at_counter is not None else ()
        return next((done.number for done in recent if done.file == self.to_print), None)

    @property
    def to_print(self) -> int | None:
        """The file just dealt with; while somebody is served, never one of anybody else."""
        if self.current is None or self.at_counter is None:
            return self.last_file
        own = [matter.row.id for matter in self.at_counter.queue.matters]
        return self.last_file if self.last_file in own else next(reversed(own), None)

    def know(self, at_counter: AtCounter) -> None:
        """Take the numbers as they are now; with another number the file just dealt with is of that one."""
        before, now = self.current, at_counter.queue.current
        if now is not None and (before is None or before.id != now.id):
            self.last_file = next((matter.row.id for matter in reversed(at_counter.queue.matters)), None)
        self.at_counter = at_counter
        if self.issued is not None:
            queue = at_counter.queue
            found = next((ticket for ticket in queue.all_open if ticket.id == self.issued.id), None)
            self.issued = found if found is not None or self._listed else self.issued
            self._listed = found is not None

    def given(self, ticket: TicketRow) -> None:
        """This number was given just now."""
        self.issued, self._listed = ticket, False

    def forget(self) -> None:
        """Take what is under the cursor, no longer the number just given."""
        self.issued = None

    def first_before(self, ticket: TicketRow | None) -> TicketRow | None:
        """Whose turn it is before that of a number that waits; None where it is its own, or had its turn."""
        waiting = self.at_counter.queue.waiting if self.at_counter is not None else ()
        return waiting[0] if ticket in waiting and ticket is not waiting[0] else None

    def move(self, call: Callable[[], object]) -> None:
        """Act on a number through a desk, and read all anew."""
        self.host.act(call, lambda _: self.host.changed())
