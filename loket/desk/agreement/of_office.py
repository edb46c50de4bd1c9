"""Whether the office itself agrees with the journal: its people, calendar, documents, surveys, series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loket.desk.agreement.finding import Finding, Kind, finding
from loket.desk.agreement.journaled import Journaled, JournaledPerson
from loket.desk.office import Desk
from loket.desk.queue.calling import QUEUE_SERIES
from loket.desk.time import single
from loket.office.model import number_series
from loket.office.numbers import running_part
from loket.store import (
    calendar,
    devices,
    documents,
    integrity,
    meta,
    numbers,
    people,
    roster,
    surveys,
    values,
)
from loket.store.people import Person
from loket.store.sql import Connection


def compare(conn: Connection, desk: Desk, journaled: Journaled) -> tuple[Finding, ...]:
    """All that is the office's own."""
    return (
        *_people(conn, journaled),
        *_roster(conn, journaled),
        *_devices(conn, journaled),
        *_calendar(conn),
        *_settings(conn, journaled),
        *_documents(conn, journaled),
        *_surveys(conn, journaled),
        *_series(conn, desk),
    )


def _people(conn: Connection, journaled: Journaled) -> tuple[Finding, ...]:
    """Staff whose name, roles, password or right to sign in are not what the journal says."""
    here = {member.id: member for member in people.staff(conn)}
    named = list[str]()
    for person in sorted(here.keys() | journaled.people.keys()):
        wrong = _of_person(conn, here.get(person), journaled.people.get(person))
        if wrong:
            known = journaled.people.get(person)
            behind = f", catatan ke-{known.entry}" if known is not None else ""
            named.append(f"petugas ke-{person} ({', '.join(wrong)}{behind})")
    return finding(Kind.PERSON, named)


def _of_person(conn: Connection, member: Person | None, journaled: JournaledPerson | None) -> list[str]:
    """What of somebody is otherwise than the journal says."""
    if member is None:
        return ["hilang"]
    if journaled is None:
        return ["tidak ada di riwayat"]
    names = people.names(conn, member.id)
    proof = people.proof(people.password_hash(conn, member.id))
    found = {
        "nama atau nomor": names[-1:] == ((member.nip, member.name),),
        "peran": member.roles == tuple(sorted(journaled.roles)),
        "kata sandi": proof == journaled.password,
        "boleh masuk": member.active == journaled.active,
    }
    return [word for word, agrees in found.items() if not agrees]


def _roster(conn: Connection, journaled: Journaled) -> tuple[Finding, ...]:
    """Days away or on duty that are not what the journal says."""
    here = {entry.id: entry for entry in roster.every(conn)}
    numbers = sorted(here.keys() | journaled.rostered.keys())
    return finding(Kind.ROSTER, [str(n) for n in numbers if here.get(n) != journaled.rostered.get(n)])


def _devices(conn: Connection, journaled: Journaled) -> tuple[Finding, ...]:
    """Devices with another name, kind or key than the journal says, or that may act though they may not."""
    proofs = devices.proofs(conn)
    here = {d.id: (d.kind, proofs[d.id], d.since, d.active) for d in devices.every(conn)}
    renamed = {device.id for device in devices.every(conn) if devices.first_name(conn, device) != device.name}
    numbers = sorted(here.keys() | journaled.devices.keys())
    wrong = [n for n in numbers if here.get(n) != journaled.devices.get(n) or n in renamed]
    return finding(Kind.DEVICE, [str(n) for n in wrong])


def _calendar(conn: Connection) -> tuple[Finding, ...]:
    """Dates that have another entry, or none, than was entered."""
    kept = {
        key: value.words or "" for key, value in values.newest(conn, calendar.DAY, calendar.CALENDAR).items()
    }
    here = calendar.all_words(conn)
    keys = sorted(here.keys() | kept.keys())
    return finding(
        Kind.DAY, [key.replace("_", " ") for key in keys if here.get(key, "") != kept.get(key, "")]
    )


def _settings(conn: Connection, journaled: Journaled) -> tuple[Finding, ...]:
    """Single values of the database that are not what the journal says."""
    times = values.newest(conn, calendar.TIMES, calendar.CALENDAR).get("")
    pairs = {
        "kantor": (meta.get(conn, meta.OFFICE), journaled.office),
        single.CLOCK: (meta.get(conn, meta.CLOCK_OFFSET), str(journaled.clock_offset)),
        single.REVISION: (meta.get(conn, meta.CALENDAR_REVISION), str(journaled.revision)),
        single.HORIZON: (meta.get(conn, meta.HORIZON), journaled.horizon),
        single.EDITION: (meta.get(conn, meta.EDITION), str(journaled.edition)),
        single.TIMES: (meta.get(conn, meta.TIMES), times.words if times is not None else None),
    }
    differing = [word for word, (here, kept) in pairs.items() if here != kept]
    return finding(Kind.OFFICE, list(dict.fromkeys([*differing, *single.unreadable(conn)])))


def _documents(conn: Connection, journaled: Journaled) -> tuple[Finding, ...]:
    """Documents whose text is not the one that their fingerprint was made of, and those that are gone."""
    kept = documents.every(conn)
    here = {(sha, document.kind) for sha, document in kept}
    named = [f"{document.name} ({sha[:8]})" for sha, document in kept if document.sha != sha]
    gone = [
        f"{key[1]} ({sha[:8]})" for (sha, kind), key in journaled.documents.items() if (sha, kind) not in here
    ]
    return (*finding(Kind.DOCUMENT, named), *finding(Kind.DOCUMENT_GONE, gone))


def _surveys(conn: Connection, journaled: Journaled) -> tuple[Finding, ...]:
    """Days that have other surveys than files say were filled in, or other answers than were sealed."""
    here = surveys.digests(conn)
    days = sorted(here.keys() | journaled.surveys.keys() | journaled.sealed.keys())
    last, seal = journaled.so_far
    goes_on = last if last not in journaled.sealed else ""
    wrong = [
        day
        for day in days
        if here.get(day, surveys.NONE)[0] != journaled.surveys[day]
        or (day in journaled.sealed and journaled.sealed[day] != here.get(day, surveys.NONE))
        or (day == goes_on and surveys.sealed(surveys.salt(conn), here.get(day, surveys.NONE)) != seal)
        or day in journaled.resealed
    ]
    return finding(Kind.SURVEY, wrong)


def _series(conn: Connection, desk: Desk) -> tuple[Finding, ...]:
    """Series of numbers that lie behind a number that was given."""
    last = numbers.all_series(conn)
    given: dict[tuple[str, str], int] = {}
    for series, period, running in (*_of_files(conn, desk), *_of_queue(conn)):
        given[series, period] = max(running, given.get((series, period), 0))
    named = [
        f"{f'{series} {period}'.strip()} (di {last.get((series, period), 0)}, sudah ada {running})"
        for (series, period), running in sorted(given.items())
        if last.get((series, period), 0) < running
    ]
    return finding(Kind.SERIES, named)


def _of_files(conn: Connection, desk: Desk) -> Iterator[tuple[str, str, int]]:
    """The series, its period and the running number of each file's number."""
    template = desk.office.settings.number_template
    for _, number in integrity.all_numbers(conn):
        if (found := running_part(template, number)) is not None:
            running, year = found
            yield number_series(desk.office, date(year or 1, 1, 1)), "", running


def _of_queue(conn: Connection) -> Iterator[tuple[str, str, int]]:
    """The same of each queue number."""
    for day, series, number in integrity.queue_numbers(conn):
        running = number.rpartition("-")[2]
        if running.isdecimal():
            yield f"{QUEUE_SERIES}{series}", day, int(running)
