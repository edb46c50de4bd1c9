"""The ledger of who waited longer than promised: for what, what they were offered for it, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.errors import Invalid
from loket.desk.note_names import AMENDS_NOTE
from loket.desk.office import Desk
from loket.desk.promises.standing import Promised, broken
from loket.desk.queue.amends import tell_file
from loket.desk.words.wanted import wanted_words
from loket.flow.acts import Right
from loket.store import amends, people, promises, tickets
from loket.store.amends import Amends
from loket.store.journal import Stamp
from loket.store.promises import Waited
from loket.store.sql import Connection
from loket.text import clean_lines

NO_KIND = "Kantor belum punya kompensasi itu. Isi [[kompensasi]] dalam profil kantor, atau pilih yang lain."
BY_ARRIVAL = (
    "Kantor ini memanggil menurut kedatangan saja, jadi tidak seorang pun didahulukan. Pilih yang lain, atau"
    " isi prioritas_banding dalam profil kantor dulu."
)
NO_APPLICANT = (
    "Dari nomor ini tidak ada berkas: siapa yang kelak didahulukan tidak diketahui. Pilih kompensasi lain."
)
_MOST_LETTERS = 500
_WEEKS, _MOST_NUMBERS = timedelta(days=14), 50


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody was offered: how the office calls it, by whom, and with which number it was used."""

    amends: Amends
    name: str
    by: str
    used: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A broken promise, and what was offered for it, the earliest first."""

    promised: Promised
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class OwedNumber:
    """A queue number that waited longer than told, what it was for in words, and the file that came of it."""

    waited: Waited
    wanted: str
    file: int | None
    offered: tuple[Offered, ...]


def ledger(desk: Desk, who: Who) -> tuple[Owed, ...]:
    """The broken promises of the last ninety days and all that are not decided, the latest first."""
    found = broken(desk, who)
    with desk.store.snapshot() as conn:
        offered = of_files(conn, desk, [each.file for each in found])
    return tuple(Owed(each, offered.get(each.file, ())) for each in found)


def numbers(desk: Desk, who: Who) -> tuple[OwedNumber, ...]:
    """The queue numbers of two weeks that waited longer than their people were told, the latest first.

    Raises Refused for whom is no supervisor.
    """
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        time, now, office = desk.time(conn), desk.now(), desk.newest(conn).office
        first = (time.date_of(now) - _WEEKS).isoformat()
        found = [*islice(promises.waited_longer(conn, first, desk.today(conn), now), _MOST_NUMBERS)]
        files = {each.ticket: next(iter(tickets.files_of(conn, each.ticket)), None) for each in found}
        offered = _of_numbers(conn, desk, files)
    return tuple(
        OwedNumber(
            each,
            wanted_words(office, each.errand, each.service),
            files[each.ticket],
            offered.get(each.ticket, ()),
        )
        for each in found
    )


def offer_number(desk: Desk, who: Who, ticket: int, kind: str, note: str = "") -> None:
    """The same of who had a queue number; as the applicant of the file that came of it, where one did.

    Raises:
        Invalid: as `offer`; without a file nobody can go first by it.
    """
    with desk.write() as conn:
        file = next(iter(tickets.files_of(conn, ticket)), None)
        owner = (amends.OF_FILE, file) if file is not None else (amends.OF_NUMBER, ticket)
        _offer(conn, desk, who, owner, kind, note, ticket)


def offer(desk: Desk, who: Who, file: int, kind: str, note: str = "") -> None:
    """Note what the applicant of a file was offered because they waited longer than promised.

    Raises:
        Invalid: the office has nothing of that kind.
        Refused: for who neither calls numbers nor supervises.
    """
    with desk.write() as conn:
        _offer(conn, desk, who, (amends.OF_FILE, file), kind, note)


def _offer(
    conn: Connection,
    desk: Desk,
    who: Who,
    owner: tuple[str, int],
    kind: str,
    note: str,
    ticket: int | None = None,
) -> None:
    """To the owner of a file, or of a number. Raises as `offer` and `offer_number`."""
    person, office = actor(conn, desk, who), desk.newest(conn).office
    stamp, known = (
        Stamp(desk.now(), who.person, runs_queue(person), person.station),
        office.compensations.get(kind),
    )
    file = owner[1] if owner[0] == amends.OF_FILE else None
    if known is None:
        raise Invalid({"kind": NO_KIND})
    if known.precedes and not office.settings.policy.ratio:
        raise Invalid({"kind": BY_ARRIVAL})
    if known.precedes and file is None:
        raise Invalid({"kind": NO_APPLICANT})
    tell_file(conn, desk, person, file, kind, AMENDS_NOTE)
    words = clean_lines(note)[:_MOST_LETTERS]
    amends.offer(conn, owner, kind, words, stamp, precedes=known.precedes, ticket=ticket)


def of_files(conn: Connection, desk: Desk, files: Iterable[int]) -> dict[int, tuple[Offered, ...]]:
    """What was offered for the broken promises of these files."""
    found = [each for each in amends.of_files(conn, files) if each.ticket is None]
    return _by(_worded(conn, desk, found), lambda each: each.file or 0)


def _of_numbers(
    conn: Connection, desk: Desk, files: Mapping[int, int | None]
) -> dict[int, tuple[Offered, ...]]:
    """What was offered for numbers, by them; to the applicants of their `files` where they have some."""
    theirs = {file for file in files.values() if file is not None}
    found = [each for each in amends.of_files(conn, theirs) if each.ticket in files]
    found += amends.of_numbers(conn, [ticket for ticket, file in files.items() if file is None])
    return _by(_worded(conn, desk, found), lambda each: each.ticket or each.number or 0)


def _worded(conn: Connection, desk: Desk, found: Iterable[Amends]) -> list[Offered]:
    kinds = desk.newest(conn).office.compensations
    names = {member.id: member.name for member in people.staff(conn)}
    return [
        Offered(
            each,
            kinds[each.kind].name if each.kind in kinds else each.kind,
            names.get(each.person or 0, ""),
            tickets.load(conn, each.used).number if each.used is not None else "",
        )
        for each in found
    ]


def _by(found: Iterable[Offered], key: Callable[[Amends], int]) -> dict[int, tuple[Offered, ...]]:
    by: dict[int, tuple[Offered, ...]] = {}
    for each in found:
        by[key(each.amends)] = (*by.get(key(each.amends), ()), each)
    return by
