"""Promises that hours, days off or settings moved since they were told, and telling their people.

What was told stays until they are told anew: whoever is to hear of it stands in one list with their telephone
number and a message that is ready. That somebody saw the numbers is kept (`loket.store.access`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record, remarks_of
from loket.desk.case.record import Ref, record
from loket.desk.errors import Unreadable
from loket.desk.note_names import MOVED_NOTE, TOLD_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Actor, Note, Refused, Right, Why
from loket.flow.limits import judge_all
from loket.flow.promise import TOLD, Stay, falls, promise
from loket.paper.notices import Notice, notices
from loket.sla.words import long_date
from loket.store import access, applicants, files, promises
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.values import ERASED

MOST = 200


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """What the applicant of a file was told, and by when it is reckoned now; `reason`: what moved it."""

    file: int
    number: str
    applicant: int
    name: str
    company: str
    told: date
    now: date
    reason: str


def moved(desk: Desk, who: Who) -> tuple[MovedPromise, ...]:
    """Those that are not decided nor over, the first to fall before the rest. Raises Refused."""
    with desk.store.snapshot() as conn:
        _may(actor(conn, desk, who))
        return _moved(conn, desk)


def look(desk: Desk, who: Who) -> None:
    """Keep that the person sees the telephone numbers of all of them. Raises Refused."""
    _keep_look(desk, who)


def out(desk: Desk, who: Who, how: str) -> None:
    """Keep that the list with the numbers is out of the program, and `how`. Raises Refused."""
    _keep_look(desk, who, how)


def sheet(desk: Desk, who: Who) -> tuple[str, str]:
    """The day, and the list as text: whom to tell, at which number, and what. `look` is called before."""
    with desk.store.snapshot() as conn:
        _may(actor(conn, desk, who))
        found, office, day = _moved(conn, desk), desk.newest(conn).office, desk.today(conn)
        told = [_notice(conn, desk, each) for each in found]
        return day, notices(office, told, desk.now())


def tell(desk: Desk, who: Who, file: int, day: date) -> None:
    """Keep that the applicant was told this date in place of the one before. Raises Refused."""
    with desk.write() as conn:
        person = actor(conn, desk, who)
        _may(person)
        told = Note(TOLD_NOTE, {TOLD: day.isoformat()})
        record(conn, desk, person, Ref(file, files.file_row(conn, file).version), told)


def _may(person: Actor) -> None:
    """Raises Refused for who neither supervises nor administers, nor takes files in."""
    if not {Right.SUPERVISE, Right.ADMINISTER, Right.COUNTER} & person.rights.keys():
        raise Refused(Why.NOT_ALLOWED)


def _keep_look(desk: Desk, who: Who, how: str = "") -> None:
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        _may(person)
        if seen := sorted({each.applicant for each in _moved(conn, desk)}):
            role = next(iter(person.rights.values()))
            access.noticed(conn, seen, how, Stamp(desk.now(), who.person, role, person.station))


def _moved(conn: Connection, desk: Desk) -> tuple[MovedPromise, ...]:
    files_moved = promises.moved_since(conn, MOVED_NOTE, MOST)
    found = [each for file in files_moved if (each := _one(conn, desk, file)) is not None]
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
    return MovedPromise(
        file, row.number, row.applicant_id, version.name, row.company, day, reckoned, _reason(conn, known)
    )


def _reckoned(known: OnRecord, now: int) -> date | None:
    """The date that a receipt would tell by now."""
    judged = judge_all(known.procedure, known.state, known.reading, known.time, now)
    running = (limit for limit, _ in judged if not limit.finished)
    made = promise(known.procedure, known.state, known.reading, running, now)
    verdict = made.due(known.state, known.time, now) if made is not None else None
    return known.time.last_date(verdict.due) if verdict is not None and verdict.due is not None else None


def _reason(conn: Connection, known: OnRecord) -> str:
    """What moved its deadline last, as it was written."""
    acts = (event.act for event in reversed(known.events))
    moves = (act for act in acts if isinstance(act, Note) and act.what == MOVED_NOTE)
    remark = next((act.data.get("dasar") for act in moves), None)
    return remarks_of(conn, known.row.id).get(remark, "") if isinstance(remark, int) else ""


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
