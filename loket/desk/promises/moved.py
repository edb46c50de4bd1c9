"""Promises that hours, days off or settings moved since they were told, and telling their people.

What was told stays until they are told anew: whoever is to hear of it stands in one list with their telephone
number and a message that is ready. That somebody saw the numbers is kept (`loket.store.access`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record, remarks_of
from loket.desk.case.record import Ref, record
from loket.desk.errors import AlreadyTold, Unreadable
from loket.desk.note_names import GROUND, MOVED_NOTE, TOLD_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Actor, Note, Refused, Right, Why
from loket.flow.limits import judge_all
from loket.flow.promise import TOLD, Stay, falls, promise, told
from loket.lengths import DAY
from loket.paper.notices import Notice, notices
from loket.sla.explain import format_when
from loket.sla.words import long_date, short_date
from loket.store import access, applicants, files, people, promises
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.values import ERASED

MOST = 200
"""So many are listed before more are asked for."""
_LATELY = 7 * DAY


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """What the applicant of a file was told, and by when it is reckoned now.

    `reason`: what moved it, as far as that is public (a decree, the name of a day). `at`: when it moved last.
    """

    file: int
    number: str
    applicant: int
    name: str
    company: str
    told: date
    now: date
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The first of the promises that moved, the first to fall before the rest.

    `unlooked`: of so many files more the times moved since; whether what was promised did, is not looked at.
    """

    promises: tuple[MovedPromise, ...]
    unlooked: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list with telephone numbers and messages as `text`, of a `day` (ISO), and whom it names."""

    day: str
    text: str
    applicants: tuple[int, ...]


def moved(desk: Desk, who: Who, limit: int = MOST) -> Moved:
    """Those that are not decided nor over, the first to fall before the rest. Raises Refused."""
    with desk.store.snapshot() as conn:
        _may(actor(conn, desk, who))
        return _moved(conn, desk, limit)


def sheet(desk: Desk, who: Who, limit: int = MOST) -> Sheet:
    """The list as it is shown to the person; that they saw these numbers is kept with it. Raises Refused."""
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        _may(person)
        found = _moved(conn, desk, limit)
        text = notices(
            desk.newest(conn).office,
            [_notice(conn, desk, each) for each in found.promises],
            desk.now(),
            found.unlooked,
        )
        seen = tuple(sorted({each.applicant for each in found.promises}))
        _keep_look(conn, desk, person, seen)
        return Sheet(desk.today(conn), text, seen)


def out(desk: Desk, who: Who, seen: Iterable[int], how: str) -> None:
    """Keep that a list with these applicants' numbers is out of the program, and `how`. Raises Refused."""
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        _may(person)
        _keep_look(conn, desk, person, seen, how)


def tell(desk: Desk, who: Who, file: int, day: date) -> None:
    """Keep that the applicant was told this date in place of the one before.

    Raises:
        AlreadyTold: somebody told them, or it moved again since, or no more.
        Refused: for who neither supervises nor administers, nor takes files in.
    """
    with desk.write() as conn:
        person = actor(conn, desk, who)
        _may(person)
        each = _one(conn, desk, file)
        if each is None or each.now != day:
            raise AlreadyTold(_why_not_told(conn, desk, file, each))
        told = Note(TOLD_NOTE, {TOLD: day.isoformat()})
        record(conn, desk, person, Ref(file, files.file_row(conn, file).version), told)


def tell_each(desk: Desk, who: Who, those: Sequence[MovedPromise]) -> tuple[Outcome, ...]:
    """The same of several, each the date that was seen; one that is refused keeps none of the others."""
    found = list[Outcome]()
    for each in those:
        try:
            tell(desk, who, each.file, each.now)
        except AlreadyTold as error:
            found.append(Outcome(each, error))
        else:
            found.append(Outcome(each))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several: `refused` is why nothing was kept of it."""

    moved: MovedPromise
    refused: Exception | None = None


def _why_not_told(conn: Connection, desk: Desk, file: int, each: MovedPromise | None) -> str:
    row = files.file_row(conn, file)
    if each is not None:
        return f"Janji berkas {row.number} bergeser lagi, kini {short_date(each.now)}. Lihat daftarnya lagi."
    known = on_record(conn, desk, file)
    last = next((event for event in reversed(known.events) if told(event.act) is not None), None)
    if last is None or not isinstance(last.act, Note) or last.act.what != TOLD_NOTE:
        return f"Janji berkas {row.number} tidak bergeser lagi; tidak ada yang perlu diberitahukan."
    name = {member.id: member.name for member in people.staff(conn)}.get(last.person or 0, "petugas lain")
    when = format_when(known.time, last.at, desk.now())
    return f"Pemohon berkas {row.number} sudah diberi tahu oleh {name}, {when}. Tidak perlu dua kali."


def _may(person: Actor) -> None:
    """Raises Refused for who neither supervises nor administers, nor takes files in."""
    if not {Right.SUPERVISE, Right.ADMINISTER, Right.COUNTER} & person.rights.keys():
        raise Refused(Why.NOT_ALLOWED)


def _keep_look(conn: Connection, desk: Desk, person: Actor, seen: Iterable[int], how: str = "") -> None:
    if known := sorted(seen):
        role = next(iter(person.rights.values()))
        access.noticed(conn, known, how, Stamp(desk.now(), person.person, role, person.station))


def _moved(conn: Connection, desk: Desk, limit: int) -> Moved:
    candidates = promises.moved_since(conn, MOVED_NOTE)
    found = list[MovedPromise]()
    for at, file in enumerate(candidates):
        if len(found) == limit:
            return Moved(_in_order(found), len(candidates) - at)
        if (each := _one(conn, desk, file)) is not None:
            found.append(each)
    return Moved(_in_order(found), 0)


def to_tell(conn: Connection, desk: Desk, most: int) -> tuple[tuple[MovedPromise, ...], bool]:
    """Of what was changed lately the first whose people are to be told, and whether there may be more.

    For who looks again at every change: where nothing moved promises lately nothing is read of any file, and
    of many files no more than `most` are, once one was found.
    """
    changed = promises.newest_move(conn)
    if changed is None or changed < desk.now() - _LATELY:
        return (), False
    found = list[MovedPromise]()
    candidates = promises.moved_since(conn, MOVED_NOTE)
    for at, file in enumerate(candidates):
        if found and at >= most:
            return tuple(found), True
        if (each := _one(conn, desk, file)) is not None:
            found.append(each)
    return tuple(found), False


def _in_order(found: Iterable[MovedPromise]) -> tuple[MovedPromise, ...]:
    return tuple(sorted(found, key=lambda each: (each.told, each.file)))


def _one(conn: Connection, desk: Desk, file: int) -> MovedPromise | None:
    """How a file's promise moved; None where it did not, or is over, or its history cannot be read."""
    try:
        known = on_record(conn, desk, file)
    except Unreadable:
        return None
    row, told = known.row, known.row.promised_on
    if told is None or row.promised_at is None:
        return None
    now = max(desk.now(), known.state.last_at)
    stays = (Stay(i.standing, i.start, i.end) for i in known.state.intervals)
    day, reckoned = falls(date.fromisoformat(told), row.promised_at, stays, known.time), _reckoned(known, now)
    today = known.time.date_of(now)
    if day is None or reckoned is None or reckoned <= day or day < today:
        return None
    version = applicants.version(conn, row.applicant_version)
    whose = file, row.number, row.applicant_id, version.name, row.company
    return MovedPromise(*whose, day, reckoned, _reason(conn, known), _moved_at(known))


def _reckoned(known: OnRecord, now: int) -> date | None:
    """The date that a receipt would tell by now."""
    judged = judge_all(known.procedure, known.state, known.reading, known.time, now)
    running = (limit for limit, _ in judged if not limit.finished)
    made = promise(known.procedure, known.state, known.reading, running, now)
    verdict = made.due(known.state, known.time, now) if made is not None else None
    return known.time.last_date(verdict.due) if verdict is not None and verdict.due is not None else None


def _reason(conn: Connection, known: OnRecord) -> str:
    """What moved its deadline last, as the public may read it; empty where that is nothing."""
    acts = (event.act for event in reversed(known.events))
    moves = (act for act in acts if isinstance(act, Note) and act.what == MOVED_NOTE)
    remark = next((act.data.get(GROUND) for act in moves), None)
    return remarks_of(conn, known.row.id).get(remark, "") if isinstance(remark, int) else ""


def _moved_at(known: OnRecord) -> int:
    for event in reversed(known.events):
        if isinstance(event.act, Note) and event.act.what == MOVED_NOTE:
            return event.at
    return known.state.last_at


def _notice(conn: Connection, desk: Desk, each: MovedPromise) -> Notice:
    row = files.file_row(conn, each.file)
    known = applicants.version(conn, row.applicant_version)
    phones = [phone for phone in (known.phone, known.second_phone, row.came_phone) if phone]
    return Notice(each.number, each.name, each.company, tuple(dict.fromkeys(phones)), message(desk, each))


def message(desk: Desk, each: MovedPromise) -> str:
    """What is said or sent to the applicant."""
    office = desk.office
    why = f" karena {each.reason}" if each.reason and each.reason != ERASED else ""
    return (
        f"Yth. {each.name}, permohonan nomor {each.number} di {office.short} yang kami janjikan selesai"
        f" paling lambat {long_date(each.told)} bergeser menjadi paling lambat {long_date(each.now)}{why}."
        " Kami mohon maaf; Bapak/Ibu tidak perlu datang sebelum tanggal itu."
    )
