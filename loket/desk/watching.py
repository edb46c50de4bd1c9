"""What the program watches as a whole: the staff, what time is reckoned by, and what was just written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.desk.time.clock import Basis
from loket.sla import WorkingTime
from loket.store import documents, editions, people
from loket.store.feed import Change, Feed
from loket.store.people import Person as Member

__all__ = ["Change", "Feed", "Member", "Present", "clock_basis", "outdates", "present", "read_ahead", "watch"]


@dataclass(frozen=True, slots=True)
class Present:
    """The office as it is now; `clock`: what the computer's clock is judged by."""

    staff: tuple[Member, ...]
    time: WorkingTime
    clock: Basis

    @property
    def names(self) -> dict[int, str]:
        """What everybody is called, by id."""
        return {member.id: member.name for member in self.staff}


def outdates(change: Change) -> bool:
    """Whether it changes what `present` reads: the staff, the calendar, the office's documents."""
    return change.subject in ("calendar", "person") or change.kind == editions.INSTALLED


def watch(desk: Desk) -> Feed:
    """What is written from now on, by whichever program on the database."""
    return Feed(desk.store)


def present(desk: Desk) -> Present:
    """Staff, calendar and the journal's end, read at one moment; the desk sees the newest office too."""
    with desk.store.snapshot() as conn:
        desk.newest(conn)
        return Present(people.staff_on(conn, desk.today(conn)), desk.time(conn), desk.clock_basis(conn))


def clock_basis(desk: Desk) -> Basis:
    """What the computer's clock is judged by now."""
    with desk.store.read() as conn:
        return desk.clock_basis(conn)


def read_ahead(desk: Desk) -> None:
    """Read every SOP under which files run and that can be read: the first list needs them all."""
    with desk.store.read() as conn:
        for sha in documents.versions(conn, documents.SOP):
            with suppress(Unreadable):
                desk.procedure(conn, sha)
