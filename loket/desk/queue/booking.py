"""Times at the counters that people booked, or were told to come back at: entered, and taken up by a number.

Who booked stands in the one line with all others (`loket.flow.order`). What nobody took up lapses with its
day, and then the names are forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from loket.desk.authority import Who, actor, need
from loket.desk.errors import Invalid, NotBooked
from loket.desk.office import Desk
from loket.desk.people.changes import Change, because
from loket.desk.queue.calling import numbered, series_of
from loket.desk.queue.day_acts import UNDONE, in_force
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Right
from loket.flow.queue.acts import Given, Priority
from loket.matching import signs
from loket.office.booking_list import Wanted, read_bookings
from loket.office.reading import ProfileFaults
from loket.sla.words import short_date
from loket.sop.faults import Fault
from loket.store import bookings, journal, people, reasons, tickets
from loket.store.bookings import Booking
from loket.store.journal import OFFICE, Entry, Stamp
from loket.store.lists import DoneAct
from loket.store.sql import Connection
from loket.store.tickets import TicketRow
from loket.text import clean

__all__ = ["Booking"]

MOST = 300
"""So many are entered at once: a transaction is short."""
FURTHEST = 366
"""Days ahead: a later date is a slip of the hand."""
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
_LENGTH, _SHORTEST, _LONGEST = 4, 3, 8  # too short for a NIK or a telephone number
_CODE = (
    f"Kode terdiri dari {_SHORTEST}–{_LONGEST} huruf dan angka, paling sedikit satu angka;"
    " bukan nama, NIK, atau telepon."
)
_FEW = 3
"""So many are named one by one in the history."""
_RIGHT = "betulkan baris ini, lalu ambil lagi seluruh daftarnya"
_RIGHTS = (Right.COUNTER, Right.SUPERVISE, Right.ADMINISTER)


@dataclass(frozen=True, slots=True)
class Listed:
    """A booking, and the number that its person has by now; empty where they have not come."""

    booking: Booking
    number: str


def book(desk: Desk, who: Who | None, wanted: Sequence[Wanted], reason: str = "") -> tuple[Booking, ...]:
    """Enter booked times, all or none; without a code each is given one. Those of days before are forgotten.

    `reason`: why, of an admin's change.

    Raises:
        Invalid: with a sentence at each field of the first that cannot be.
        Refused: for whom has no such right.
    """
    with desk.write() as conn:
        stamp = _stamp(conn, desk, who)
        taken = dict[date, set[str]]()
        found = tuple(_checked(conn, desk, each, taken) for each in wanted)
        because(conn, reason, stamp)
        bookings.hold(conn, found, stamp)
        bookings.forget_before(conn, desk.today(conn), Stamp(stamp.at))
        return found


def check(desk: Desk, wanted: Wanted) -> None:
    """Whether that could be booked. Raises Invalid with a sentence at each field."""
    with desk.store.snapshot() as conn:
        _checked(conn, desk, wanted, {})


def read_list(desk: Desk, path: Path) -> tuple[Wanted, ...]:
    """What a CSV file wants to book. Raises ProfileFaults with all that is wrong with it, by line."""
    found, faults, taken = list[Wanted](), list[Fault](), dict[date, set[str]]()
    with desk.store.snapshot() as conn:
        for here, wanted in read_bookings(path, desk.newest(conn).office, faults):
            found.append(wanted)
            try:
                _checked(conn, desk, wanted, taken)
            except Invalid as wrong:
                faults += [
                    replace(here, wrong=said.rstrip("."), right=_RIGHT) for said in wrong.faults.values()
                ]
    if len(found) > MOST:
        faults.append(Fault(path.name, "", f"berisi {len(found)} pesanan", f"paling banyak {MOST} sekali"))
    if faults:
        raise ProfileFaults(faults)
    return tuple(found)


def cancel(desk: Desk, who: Who | None, booking: Booking, reason: str = "") -> None:
    """Take a booking back; `reason`: why. Raises NotBooked where it is none any more, or was taken up."""
    with desk.write() as conn:
        _open(conn, booking.day, booking.code)
        stamp = _stamp(conn, desk, who)
        because(conn, reason, stamp)
        bookings.drop(conn, booking, stamp)


def history(desk: Desk, who: Who, newest: int) -> tuple[Change, ...]:
    """What was entered and taken back, so much, the newest first; by their codes, without a name."""
    with desk.store.snapshot() as conn:
        _stamp(conn, desk, who)
        names = {person.id: person.name for person in people.staff(conn)}
        found = journal.of_kinds(conn, "office", (bookings.BOOKED,))[-newest:]
        return tuple(_change(conn, entry, names.get(entry.person_id or 0, "")) for entry in reversed(found))


def _change(conn: Connection, entry: Entry, by: str) -> Change:
    told = [f"{short_date(date.fromisoformat(day))} {code}" for day, code in bookings.told_by(conn, entry)]
    what = "dicatat" if entry.data["bookings"] else "dibatalkan"
    which = ", ".join(told) if len(told) <= _FEW else f"{len(told)} pesanan"
    return Change(entry.at, by, which, (what,), reasons.of(conn, entry))


def listed(desk: Desk, who: Who | None) -> tuple[Listed, ...]:
    """The bookings of today and later, by their time."""
    with desk.store.snapshot() as conn:
        _stamp(conn, desk, who)
        today = desk.today(conn)
        come = tickets.booked_of_day(conn, today)
        return tuple(
            Listed(each, come.get(each.code, "") if each.day == today else "")
            for each in bookings.from_day(conn, today)
        )


def of_today(desk: Desk, who: Who) -> tuple[Listed, ...]:
    """The bookings of today, by their time."""
    today = desk.working_time().date_of(desk.now()).isoformat()
    return tuple(each for each in listed(desk, who) if each.booking.day == today)


def check_in(desk: Desk, who: Who, code: str) -> TicketRow:
    """Give a number to who booked today under that code and stands at the counter. Raises NotBooked."""
    with desk.write() as conn:
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(person, Right.COUNTER), person.station)
        return number_for(conn, desk, code, None, stamp)


def number_for(conn: Connection, desk: Desk, code: str, priority: Priority | None, stamp: Stamp) -> TicketRow:
    """The number of who booked today under that code; their place was kept, whatever else is given today.

    Where the office has the service no more it is for the errand alone: the service is asked at the counter.

    Raises:
        NotBooked: nobody did, or they have one, or nobody can come for that here any more.
    """
    booking, office = _open(conn, desk.today(conn), written(code)), desk.newest(conn).office
    for service in dict.fromkeys((booking.service, "")):
        with suppress(Invalid):
            series = series_of(office, booking.errand, service)
            given = Given("", "", service, series, booking.errand, priority)
            return numbered(conn, desk, replace(given, booking=booking.code, slot=booking.slot), stamp)
    raise NotBooked(booking.code, gone=True)


def forget_over(desk: Desk) -> int:
    """Forget the bookings of days that are over, names and all; how many."""
    with desk.write() as conn:
        return bookings.forget_before(conn, desk.today(conn), Stamp(desk.now()))


def written(code: str) -> str:
    """A code as it is kept: `k7-qm` as `K7QM`."""
    return signs(code).upper()


def entered_today(conn: Connection, desk: Desk) -> Iterator[Entry]:
    """The entries of today that entered bookings and were not taken back, the newest first."""
    began = day_began(desk.time(conn), desk.now())
    entries = journal.lately(conn, "office", OFFICE, (bookings.BOOKED,), began)
    return (entry for entry in in_force(entries) if entry.data["bookings"])


def why_kept(conn: Connection, desk: Desk, entry: int) -> NotBooked | None:
    """Why the bookings of an entry cannot be taken back: who booked has come; None when they can."""
    found = next(each for each in entered_today(conn, desk) if each.id == entry)
    for booking in map(bookings.read, bookings.sealed_by(conn, found)):
        number = tickets.booked_of_day(conn, booking.day).get(booking.code, "")
        if number:
            return NotBooked(booking.code, number)
    return None


def take_back(conn: Connection, desk: Desk, person: Actor, act: DoneAct) -> None:
    """Let what one key entered be booked no more. Raises NotBooked as `why_kept` gives it."""
    if (why := why_kept(conn, desk, act.entry)) is not None:
        raise why
    found = next(each for each in entered_today(conn, desk) if each.id == act.entry)
    stamp = Stamp(desk.now(), person.person, _right_of(person), person.station)
    bookings.take_back(conn, found, {UNDONE: act.seq}, stamp)


def _open(conn: Connection, day: str, code: str) -> Booking:
    """The booking of that code that nobody took up yet. Raises NotBooked."""
    found = next((each for each in bookings.of_day(conn, day) if each.code == code), None)
    number = tickets.booked_of_day(conn, day).get(code, "")
    if found is None or number:
        raise NotBooked(code, number)
    return found


def _checked(conn: Connection, desk: Desk, wanted: Wanted, taken: dict[date, set[str]]) -> Booking:
    """What is wanted as it is kept; `taken` are the codes of each day, to which its own is added.

    Raises:
        Invalid: with a sentence at each field.
    """
    time, faults = desk.time(conn), dict[str, str]()
    today, name, code = time.date_of(desk.now()), clean(wanted.name, 100), written(wanted.code)
    if not today <= wanted.day <= today + timedelta(days=FURTHEST):
        faults["day"] = "Tanggalnya sudah lewat, atau lebih dari setahun lagi."
    if not 0 <= wanted.minute < 24 * 60:
        faults["minute"] = "Tulis jamnya seperti 09.30."
    try:
        series_of(desk.newest(conn).office, wanted.errand, wanted.service)
    except Invalid as wrong:
        faults |= wrong.faults
    if wanted.day not in taken:
        taken[wanted.day] = {booking.code for booking in bookings.of_day(conn, wanted.day.isoformat())}
    codes = taken[wanted.day]
    if wanted.code and not (_SHORTEST <= len(code) <= _LONGEST and _has_digit(code)):
        faults["code"] = _CODE
    elif code in codes:
        faults["code"] = f"Kode {code} sudah dipakai pada hari itu. Tulis kode lain."
    if not name and not code:
        faults["name"] = "Nama pemesan belum diisi; tanpa nama isi kodenya."
    if faults:
        raise Invalid(faults)
    code = code or _new_code(codes)
    codes.add(code)
    slot = time.instant(wanted.day, wanted.minute)
    return Booking(wanted.day.isoformat(), code, slot, wanted.errand, wanted.service, name)


def _has_digit(code: str) -> bool:
    """As no name has: the journal, which nothing is taken out of, knows the codes of those who came."""
    return any(sign.isdecimal() for sign in code)


def _new_code(taken: set[str]) -> str:
    while (code := "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))) in taken or not _has_digit(code):
        pass
    return code


def _stamp(conn: Connection, desk: Desk, who: Who | None) -> Stamp:
    """Who enters and reads bookings now; nobody is whoever has the database itself. Raises Refused."""
    if who is None:
        return Stamp(desk.now())
    person = actor(conn, desk, who)
    return Stamp(desk.now(), who.person, _right_of(person), person.station)


def _right_of(person: Actor) -> str:
    """The role in which somebody enters bookings. Raises Refused."""
    return need(person, next((right for right in _RIGHTS if right in person.rights), Right.COUNTER))
