"""The ledger of who waited longer than promised: for what, what they were offered for it, and by whom.

Of each breach somebody sees to it once: who comes second is told who was first, and what they offered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.errors import AlreadyOffered, Invalid
from loket.desk.note_names import AMENDS_NOTE
from loket.desk.office import Desk
from loket.desk.promises.standing import MOST, Promised, broken_in, of_file
from loket.desk.queue.amends import NOTHING, kind_of, tell_file
from loket.desk.words.wanted import wanted_words
from loket.flow.acts import Right
from loket.store import amends, people, promises, tickets
from loket.store.amends import Amends
from loket.store.journal import Stamp
from loket.store.promises import Waited
from loket.store.sql import Connection
from loket.text import clean_lines

NO_KIND = "Kantor belum punya kompensasi itu. Tambahkan di halaman Kompensasi admin, atau pilih yang lain."
NO_WHY = "Tulis alasannya: mengapa tidak ada kompensasi."
NOT_BROKEN = "Janji itu tidak lewat, atau sudah bergeser: tidak ada yang perlu dicatat."
NOT_LONGER = "Nomor itu tidak menunggu lebih lama dari yang dikatakan: tidak ada yang perlu dicatat."
BY_ARRIVAL = (
    "Kantor ini memanggil menurut kedatangan saja, jadi tidak seorang pun didahulukan. Pilih yang lain, atau"
    " isi prioritas_banding dalam profil kantor dulu."
)
NO_APPLICANT = (
    "Dari nomor ini tidak ada berkas: siapa yang kelak didahulukan tidak diketahui. Pilih kompensasi lain."
)
_MOST_LETTERS = 500
_WEEKS = timedelta(days=14)


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


@dataclass(frozen=True, slots=True)
class Ledger:
    """The first of the broken promises, how many there are, and to how many of them nobody saw yet."""

    owed: tuple[Owed, ...]
    in_all: int
    pressing: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The first of the queue numbers that waited longer than told, and how many there are."""

    owed: tuple[OwedNumber, ...]
    in_all: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several: `refused` is why nothing was noted."""

    owed: Owed | OwedNumber
    refused: Exception | None = None


def ledger(desk: Desk, who: Who, limit: int = MOST) -> Ledger:
    """The broken promises of the last ninety days and all that are not decided, the latest first."""
    with desk.store.snapshot() as conn:
        found = broken_in(conn, desk, actor(conn, desk, who), limit=limit)
        offered = of_files(conn, desk, {each.file: each.told_at for each in found.promises})
    owed = tuple(Owed(each, offered.get(each.file, ())) for each in found.promises)
    return Ledger(owed, found.in_all, found.pressing)


def numbers(desk: Desk, who: Who, limit: int = MOST) -> Numbers:
    """The queue numbers of two weeks that waited longer than their people were told, the latest first.

    Raises Refused for whom is no supervisor.
    """
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        time, now, office = desk.time(conn), desk.now(), desk.newest(conn).office
        first = (time.date_of(now) - _WEEKS).isoformat()
        waited = promises.waited_longer(conn, first, desk.today(conn), now)
        found = waited[:limit]
        files = {each.ticket: _file_of(conn, each.ticket) for each in found}
        offered = _of_numbers(conn, desk, files)
    owed = (
        OwedNumber(
            each,
            wanted_words(office, each.errand, each.service),
            files[each.ticket],
            offered.get(each.ticket, ()),
        )
        for each in found
    )
    return Numbers(tuple(owed), len(waited))


def _file_of(conn: Connection, ticket: int) -> int | None:
    return next(iter(tickets.files_of(conn, ticket)), None)


def offer(desk: Desk, who: Who, file: int, kind: str, note: str = "", *, seen: Collection[str] = ()) -> None:
    """Note what the applicant of a file was offered because they waited longer than promised, or `NOTHING`.

    `seen`: the keys of what the person saw was offered for it already, and offers this beside.

    Raises:
        Invalid: the office has nothing of that kind, the promise is not broken, or nothing says why nothing.
        AlreadyOffered: something that the person did not see was offered for it, or the same.
        Refused: for who neither calls numbers nor supervises.
    """
    with desk.write() as conn:
        due = of_file(conn, desk, file)
        if due is None or not due.broken:
            raise Invalid({"file": NOT_BROKEN})
        there = of_files(conn, desk, {file: due.told.at}).get(file, ())
        _only_seen(there, kind, seen)
        _offer(conn, desk, who, (amends.OF_FILE, file), kind, note)


def offer_number(
    desk: Desk, who: Who, ticket: int, kind: str, note: str = "", *, seen: Collection[str] = ()
) -> None:
    """The same of who had a queue number; as the applicant of the file that came of it, where one did.

    Raises:
        Invalid: as `offer`; without a file nobody can go first by it.
        AlreadyOffered, Refused: as `offer`.
    """
    with desk.write() as conn:
        if promises.waited_of(conn, ticket, desk.now()) is None:
            raise Invalid({"ticket": NOT_LONGER})
        file = _file_of(conn, ticket)
        _only_seen(_of_numbers(conn, desk, {ticket: file}).get(ticket, ()), kind, seen)
        owner = (amends.OF_FILE, file) if file is not None else (amends.OF_NUMBER, ticket)
        _offer(conn, desk, who, owner, kind, note, ticket)


def offer_each(
    desk: Desk, who: Who, owed: Sequence[Owed | OwedNumber], kind: str, note: str = ""
) -> tuple[Outcome, ...]:
    """The same to several, as each was seen; who is refused one keeps the others. Raises Refused."""
    found = list[Outcome]()
    for each in owed:
        seen = {offered.amends.key for offered in each.offered}
        try:
            if isinstance(each, Owed):
                offer(desk, who, each.promised.file, kind, note, seen=seen)
            else:
                offer_number(desk, who, each.waited.ticket, kind, note, seen=seen)
        except (Invalid, AlreadyOffered) as error:
            found.append(Outcome(each, error))
        else:
            found.append(Outcome(each))
    return tuple(found)


def _only_seen(there: Iterable[Offered], kind: str, seen: Collection[str]) -> None:
    """Raises AlreadyOffered."""
    for each in there:
        if each.amends.key not in seen or each.amends.kind == kind:
            raise AlreadyOffered(each.name, each.by, each.amends.at)


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
    stamp, known = Stamp(desk.now(), who.person, runs_queue(person), person.station), kind_of(office, kind)
    file = owner[1] if owner[0] == amends.OF_FILE else None
    words = clean_lines(note)[:_MOST_LETTERS]
    if known is None:
        raise Invalid({"kind": NO_KIND})
    if known is NOTHING and not words:
        raise Invalid({"note": NO_WHY})
    if known.precedes and not office.settings.policy.ratio:
        raise Invalid({"kind": BY_ARRIVAL})
    if known.precedes and file is None:
        raise Invalid({"kind": NO_APPLICANT})
    tell_file(conn, desk, person, file, kind, AMENDS_NOTE)
    amends.offer(conn, owner, kind, words, stamp, precedes=known.precedes, ticket=ticket)


def of_files(conn: Connection, desk: Desk, told: Mapping[int, int]) -> dict[int, tuple[Offered, ...]]:
    """What was offered for the broken promises of these files since each was `told` (ms UTC)."""
    found = [
        each
        for each in amends.of_files(conn, told)
        if each.ticket is None and each.file is not None and each.at >= told[each.file]
    ]
    return _by(_worded(conn, desk, found), lambda each: each.file or 0)


def _of_numbers(
    conn: Connection, desk: Desk, files: Mapping[int, int | None]
) -> dict[int, tuple[Offered, ...]]:
    """What was offered for numbers, by them; to the applicants of their `files` where they have some."""
    theirs = {file for file in files.values() if file is not None}
    found = [each for each in amends.of_files(conn, theirs) if each.ticket in files]
    found += amends.of_numbers(conn, files)  # also before a file came of it
    return _by(_worded(conn, desk, found), lambda each: each.ticket or each.number or 0)


def _worded(conn: Connection, desk: Desk, found: Iterable[Amends]) -> list[Offered]:
    office = desk.newest(conn).office
    names = {member.id: member.name for member in people.staff(conn)} if found else {}
    return [
        Offered(
            each,
            known.name if (known := kind_of(office, each.kind)) is not None else each.kind,
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
