"""Who does not come, and who does the work of another role, for some days; both count at once.

What somebody has in hand who is away lies on its piles again from the first day on, and nobody is offered
them for a file; a number that they were serving a colleague takes over. On the days of a duty (piket) its
role is theirs as their own are. Who is away and comes after all works as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from loket.desk.authority import Who, actor, administering, administers, need
from loket.desk.case.on_record import on_record, write
from loket.desk.errors import ClockDoubted, Invalid, Unreadable
from loket.desk.office import Desk
from loket.desk.people.changes import because, short_reason_fault
from loket.desk.people.staff import member
from loket.desk.words.moments import made
from loket.flow.acts import Event, Free, Right
from loket.flow.standing import Standing
from loket.sla.words import short_date
from loket.store import journal, lists, people, reasons, roster, sessions
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import clean

MOST_DAYS = 366
AWAY = ("berhalangan", "sakit", "cuti", "izin", "dinas luar")
"""Why somebody does not come, as it is offered; the first says nothing of them that is their own affair."""
ON_DUTY = ("giliran piket", "menggantikan yang tidak masuk")
"""Why somebody is on duty, likewise."""
_CAME = "ternyata masuk"


@dataclass(frozen=True, slots=True)
class Days:
    """Somebody from one date to another, both included: away, or on duty in `role`; why, if that was said."""

    id: int
    person: int
    name: str
    role: str
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What was put on the roster, and how many files came back to their piles at once."""

    entry: int
    freed: int = 0


def coming(desk: Desk, who: Who | None) -> tuple[Days, ...]:
    """What holds today or later, by the date on which it begins. Raises Refused for whom is no admin."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        return tuple(_days(conn, entry) for entry in roster.from_day(conn, desk.today(conn)))


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody was put on the roster, or (`ended`, and `why`) taken off it after `days.last`; when (ms UTC).

    Without `by` whoever has the database itself did it. Of who was taken off before it began, it never held.
    """

    at: int
    by: str
    days: Days
    ended: bool = False
    why: str = ""


def history(desk: Desk, who: Who | None, newest: int = 0) -> tuple[Changed, ...]:
    """All that was entered and taken back, or so much, the newest first. Raises Refused for no admin."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        listed = {entry.id: _days(conn, entry) for entry in roster.every(conn)}
        found = journal.of_kinds(conn, "person", (roster.ROSTERED, roster.ENDED))[-newest:]
        names = {person.id: person.name for person in people.staff(conn)}
        return tuple(
            Changed(
                entry.at,
                names.get(entry.person_id or 0, ""),
                replace(listed[entry.data["entry"]], last=date.fromisoformat(entry.data["last"])),
                ended=entry.kind == roster.ENDED,
                why=reasons.of(conn, entry),
            )
            for entry in reversed(found)
        )


def one(desk: Desk, entry: int) -> Days:
    """What holds today or later under that number. Raises Invalid where there is none."""
    with desk.store.snapshot() as conn:
        return _days(conn, _in_force(conn, desk, entry))


def _days(conn: Connection, entry: roster.Entry) -> Days:
    first, last = date.fromisoformat(entry.first), date.fromisoformat(entry.last)
    name = member(conn, entry.person).name
    return Days(entry.id, entry.person, name, entry.role, first, last, roster.reason(conn, entry))


def _in_force(conn: Connection, desk: Desk, entry: int) -> roster.Entry:
    found = next((each for each in roster.from_day(conn, desk.today(conn)) if each.id == entry), None)
    if found is None:
        raise Invalid({"entry": f"Tidak ada jadwal nomor {entry} untuk hari ini atau nanti."})
    return found


def check(desk: Desk, person: int, first: date, last: date, reason: str = "", *, role: str = "") -> None:
    """Whether it can be put on the roster so. Raises Invalid as `enter`."""
    with desk.store.snapshot() as conn:
        _check(conn, desk, person, first, last, reason, role)


def enter(
    desk: Desk, who: Who | None, person: int, first: date, last: date, reason: str = "", *, role: str = ""
) -> Entered:
    """Somebody is away from `first` to `last`, or with a role does its work too on those days.

    Raises:
        Invalid: with a sentence for each field that is wrong.
        Refused: when `who` may not administer.
        ClockDoubted: files would come back to their piles by a clock that is in doubt; nothing is entered.
    """
    with desk.store.write() as conn:
        return _enter(conn, desk, administering(conn, desk, who), person, first, last, reason, role)


def _enter(
    conn: Connection,
    desk: Desk,
    stamp: Stamp,
    person: int,
    first: date,
    last: date,
    reason: str,
    role: str,
) -> Entered:
    _check(conn, desk, person, first, last, reason, role)
    days = (first.isoformat(), last.isoformat())
    entry = roster.add(conn, person, role, *days, clean(reason), stamp)
    begun = [each for each in roster.to_free(conn, desk.today(conn)) if each.id == entry]
    if begun:
        desk.believe_clock(conn)
    return Entered(entry, _free_hands(conn, desk, begun))


def away_today(desk: Desk, who: Who, person: int, reason: str) -> Entered:
    """Somebody did not come today, as a supervisor sees. Raises as `enter`, Refused for whom is none."""
    with desk.store.write() as conn:
        by = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(by, Right.SUPERVISE), by.station)
        today = date.fromisoformat(desk.today(conn))
        return _enter(conn, desk, stamp, person, today, today, reason, "")


def noted_today(desk: Desk, who: Who) -> Mapping[int, int]:
    """Who was noted not to come today, of today alone, and by which entry. Refused for no supervisor."""
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        today = desk.today(conn)
        found = (e for e in roster.from_day(conn, today) if e.away and e.first == e.last == today)
        return {each.person: each.id for each in found}


def came_after_all(desk: Desk, who: Who, entry: int) -> None:
    """What a supervisor noted of today is taken back. Raises Invalid, Refused for whom is none."""
    with desk.store.write() as conn:
        by = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(by, Right.SUPERVISE), by.station)
        because(conn, _CAME, stamp)
        roster.end(conn, _in_force(conn, desk, entry), desk.today(conn), stamp)


def end(desk: Desk, who: Who | None, entry: int, reason: str = "") -> None:
    """From today on it holds no more, what has not begun never; `reason`: why. Raises Refused, Invalid."""
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        found = _in_force(conn, desk, entry)
        because(conn, reason, stamp)
        roster.end(conn, found, desk.today(conn), stamp)


@dataclass(frozen=True, slots=True)
class Today:
    """What the roster says of somebody for today: until when they are away, and in which roles on duty."""

    away_until: date | None = None
    duties: tuple[str, ...] = ()


def arrive(desk: Desk, who: Who) -> Today:
    """Somebody has signed in: who is away from today on is seen to; what the roster says of themselves.

    While the clock is in doubt nothing comes back to its pile; that waits for the next who signs in. Raises
    Refused.
    """
    with suppress(ClockDoubted):
        free_hands(desk)
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        today = desk.today(conn)
        own = [e for e in roster.from_day(conn, today) if e.first <= today and e.person == who.person]
        until = max((date.fromisoformat(entry.last) for entry in own if entry.away), default=None)
        return Today(until, tuple(dict.fromkeys(entry.role for entry in own if not entry.away)))


def free_hands(desk: Desk) -> int:
    """Put on its piles what those have in hand who are away from today on; how many files.

    Once for each time that somebody is away: who comes after all keeps what they take from then on. Raises
    ClockDoubted.
    """
    with desk.store.read() as conn:
        if not roster.to_free(conn, desk.today(conn)):
            return 0
    with desk.write() as conn:
        return _free_hands(conn, desk, roster.to_free(conn, desk.today(conn)))


def _free_hands(conn: Connection, desk: Desk, begun: Iterable[roster.Entry]) -> int:
    stamp, count = Stamp(desk.now()), 0
    for entry in begun:
        held = {row.file_id for row in lists.held_by(conn, entry.person)}
        count += sum(_free(conn, desk, file, entry.person) for file in held)
        sessions.rise(conn, entry.person)
        roster.freed(conn, entry, stamp)
    return count


def _free(conn: Connection, desk: Desk, file_id: int, holder: int) -> bool:
    """Put a file, or each part of it that the person has, on its pile; one that cannot be read stays."""
    with suppress(Unreadable):
        file = on_record(conn, desk, file_id)
        for here in file.state.opens:
            if here.standing is Standing.WORKING and here.person == holder:
                now = max(desk.now(), file.state.last_at)
                act = Free(holder, strand=here.strand)
                file = write(conn, file, Event(file.state.seq + 1, now, now, act))
        return True
    return False


def _check(
    conn: Connection, desk: Desk, person: int, first: date, last: date, reason: str, role: str
) -> None:
    known, faults = member(conn, person), dict[str, str]()
    today = date.fromisoformat(desk.today(conn))
    if not known.active:
        faults["person"] = f"{known.name} tidak lagi masuk ke Loket."
    if last < first:
        faults["last"] = "Hari terakhir lebih awal daripada hari pertama."
    elif last < today:
        faults["last"] = "Hari-hari itu sudah lewat."
    elif (last - first).days >= MOST_DAYS:
        faults["last"] = "Paling lama satu tahun sekaligus."
    if fault := short_reason_fault(reason):
        faults["reason"] = fault
    if role and role not in desk.newest(conn).office.roles:
        faults["role"] = f"Peran {role} tidak ada di kantor ini."
    elif role in known.roles:
        faults["role"] = f"Peran itu sudah dimiliki {known.name}."
    elif _listed(conn, person, role, first, last):
        faults["first"] = "Sudah dicatat untuk hari yang sama; cabut dahulu yang lama."
    if faults:
        raise Invalid(faults)


def _listed(conn: Connection, person: int, role: str, first: date, last: date) -> bool:
    """Whether it is on the roster already for one of these days."""
    then = (e for e in roster.from_day(conn, first.isoformat()) if e.first <= last.isoformat())
    return any((entry.person, entry.role) == (person, role) for entry in then)


def line(desk: Desk, days: Days) -> str:
    """Who, what and when: `Budi Contoh: tidak masuk Rab 2 Des s.d. Jum 4 Des 2026 (cuti)`."""
    role = desk.office.roles.get(days.role)
    what = f"piket {role.name if role is not None else days.role}" if days.role else "tidak masuk"
    begins = f"{short_date(days.first)} s.d. " if days.first != days.last else ""
    why = f" ({clean(days.reason)})" if days.reason else ""
    return f"{clean(days.name)}: {what} {begins}{short_date(days.last, year=True)}{why}"


def told(desk: Desk, changed: Changed) -> str:
    """When, by whom, and what was entered or taken back."""
    days, when = changed.days, made(desk.working_time(), changed.at, changed.by, "")
    if not changed.ended:
        return f"{when}: {line(desk, days)}"
    why = f" ({clean(changed.why)})" if changed.why else ""
    if days.last < days.first:
        return f"{when}: dicabut seluruhnya{why}: {line(desk, replace(days, last=days.first))}"
    return f"{when}: dicabut{why}, berakhir: {line(desk, days)}"
