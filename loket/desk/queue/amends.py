"""Who was promised something and waited longer goes first once, when they come next, and nobody learns who.

They are known by the number of a file of theirs, or by their NIK; what they were offered says the ledger
(`loket.desk.promises.ledger`). It is used with the number that they are given, and once that is cancelled
it is unused again.
"""

from __future__ import annotations

from collections.abc import Iterator

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.case.record import Ref, record
from loket.desk.errors import NothingOwed, Used
from loket.desk.note_names import AMENDS_BACK_NOTE
from loket.desk.office import Desk
from loket.desk.queue.calling import give_number, move_number
from loket.desk.queue.day_acts import UNDONE, in_force
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Note, Right
from loket.flow.queue.acts import Beyond, Outcome, Preferred, Priority
from loket.identity import NIK_DIGITS
from loket.matching import signs
from loket.office.model import Compensation, Office
from loket.store import amends, applicants, files, journal, tickets
from loket.store.amends import Amends
from loket.store.journal import COMPENSATED, OFFICE, Entry, Stamp
from loket.store.lists import DoneAct
from loket.store.sql import Connection
from loket.store.tickets import TicketRow
from loket.text import digits

_LONGEST_NUMBER = 9
NOTHING = Compensation("-", "tidak ada")
"""Where somebody saw to it that something was broken, and nothing is offered; no id of an office is this."""


def kind_of(office: Office, kind: str) -> Compensation | None:
    """What the office offers by that id, or that nothing is; None where it has no such thing, or no more."""
    return NOTHING if kind == NOTHING.id else office.compensations.get(kind)


def give(
    desk: Desk, who: Who, typed: str, errand: str, service: str = "", beyond: Beyond | None = None
) -> TicketRow:
    """Give a number that goes first to who is owed that, known by what is typed.

    Raises:
        NothingOwed: to nobody with that number, or it was used.
        Invalid, NoneLeft: as `calling.give_number`.
    """
    with desk.write() as conn:
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(person, Right.COUNTER), person.station)
        return given(conn, desk, typed, errand, service, stamp, beyond)


def given(
    conn: Connection,
    desk: Desk,
    typed: str,
    errand: str,
    service: str,
    stamp: Stamp,
    beyond: Beyond | None = None,
    *,
    by_nik: bool = True,
) -> TicketRow:
    """The same in the caller's transaction; not `by_nik`: by the number of a file alone."""
    owed = _owed(conn, typed, by_nik=by_nik)
    number = give_number(conn, desk, errand, service, Priority.AMENDS, stamp, beyond)
    amends.use(conn, owed, number.id, stamp)
    return number


def prefer(desk: Desk, who: Who, ticket: int, typed: str) -> TicketRow:
    """Let the number of who waits go first, because they are owed that. Raises NothingOwed, as `prefer`."""
    with desk.write() as conn:
        owed = _owed(conn, typed)
        number = move_number(conn, desk, who, ticket, Preferred(Priority.AMENDS))
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(person, Right.COUNTER), person.station)
        amends.use(conn, owed, number.id, stamp)
        return number


def offered_today(conn: Connection, desk: Desk) -> Iterator[Entry]:
    """The entries of today by which something was offered that was not taken back, the newest first."""
    began = day_began(desk.time(conn), desk.now())
    return in_force(journal.lately(conn, "office", OFFICE, (COMPENSATED,), began))


def why_kept(conn: Connection, desk: Desk, entry: int) -> Used | None:
    """Why what was offered cannot be taken back: its person went first by it. None when it can."""
    found = _offered(conn, desk, entry)
    if found is None or found.used is None or not _stands(conn, found.used):
        return None
    return Used(tickets.load(conn, found.used).number)


def take_back(conn: Connection, desk: Desk, person: Actor, act: DoneAct) -> None:
    """Let it be offered no more. Raises Used."""
    if (why := why_kept(conn, desk, act.entry)) is not None:
        raise why
    found = _offered(conn, desk, act.entry)
    if found is not None:
        stamp = Stamp(desk.now(), person.person, runs_queue(person), person.station)
        amends.take_back(conn, found, {UNDONE: act.seq}, stamp)
        tell_file(conn, desk, person, found.file, found.kind, AMENDS_BACK_NOTE)


def tell_file(conn: Connection, desk: Desk, person: Actor, file: int | None, kind: str, note: str) -> None:
    """Keep in the history of the file, if there is one, what is offered, or is no more."""
    if file is not None:
        known = kind_of(desk.newest(conn).office, kind)
        told = Note(note, {"jenis": known.name if known is not None else kind})
        record(conn, desk, person, Ref(file, files.file_row(conn, file).version), told)


def _offered(conn: Connection, desk: Desk, entry: int) -> Amends | None:
    found = next(each for each in offered_today(conn, desk) if each.id == entry)
    return amends.sealed_by(conn, found)


def _owed(conn: Connection, typed: str, *, by_nik: bool = True) -> Amends:
    """What lets somebody go first, the oldest of it. Raises NothingOwed."""
    people = _of_file(conn, typed) | (_of_nik(conn, typed) if by_nik else set())
    theirs = [row.id for person in people for row in files.of_person(conn, person)]
    for each in amends.of_files(conn, theirs):
        if each.precedes and (each.used is None or not _stands(conn, each.used)):
            return each
    raise NothingOwed


def _of_file(conn: Connection, typed: str) -> set[int]:
    """The applicant of the file of that number; zeros before it, and other signs, may be left out."""
    said = signs(typed).upper()
    known = {said, *(said.zfill(length) for length in range(1, _LONGEST_NUMBER) if said.isdecimal())} - {""}
    return {files.file_row(conn, file).applicant_id for file in files.of_signs(conn, known)}


def _of_nik(conn: Connection, typed: str) -> set[int]:
    holder = applicants.by_nik(conn, digits(typed)) if len(digits(typed)) == NIK_DIGITS else None
    return {holder.id} if holder is not None else set()


def _stands(conn: Connection, ticket: int) -> bool:
    """Whether a number was not cancelled."""
    return tickets.load(conn, ticket).ticket.outcome is not Outcome.VOIDED
