"""What the screens list: work lists, files that rest, what somebody holds or just did, and finding any file.

Lists are read in the order of the deadline with an index of their own and continued after their last row,
so that a page costs the same on any day of the year.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, auto
from functools import cache
from typing import Any

from loket.flow.acts import Assign, Free, Note, PutBack, TakeOver, Undo, Void, Withdraw
from loket.flow.deadline import Deadline, Still
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.matching import signs
from loket.sop.model import Party
from loket.store import applicants, keywords
from loket.store.applicants import Applicant
from loket.store.bookings import BOOKED
from loket.store.deadlines import COLUMNS, due_from, urgency
from loket.store.files import PERMIT_NUMBER
from loket.store.journal import COMPENSATED
from loket.store.latest import OF_DAY
from loket.store.oversight import IN_STRETCHES, PLACE, Chosen, Counting, Order, chosen_by, listed
from loket.store.searching import found_in, is_said
from loket.store.sql import Connection, ResultRow, TextClause, containing, ids_in, phone_digits, run, text
from loket.store.values import ERASED

Place = tuple[int, int, int]
START: Place = (-1, -1, -1)  # the place before the first row


@dataclass(frozen=True, slots=True)
class Beside:
    """Where another strand of a file lies."""

    step: int
    strand: int


class FoundBy(Enum):
    """What of a file has what was typed."""

    OUTSIDE = auto()
    PERMIT = auto()
    PARENT = auto()
    NAME = auto()
    PHONE = auto()
    NIK = auto()
    DOCUMENT = auto()
    TAX = auto()
    CAME = auto()


_COLUMNS = {
    "name_folded": FoundBy.NAME,
    "company_folded": FoundBy.NAME,
    "phone_digits": FoundBy.PHONE,
    "numbers": FoundBy.TAX,
    "nik": FoundBy.NIK,
    "id_number": FoundBy.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A file, or a strand of it, in a list: whose desk it is on, since when, until when (ms UTC).

    Of an ended file, step, standing, role and person are those of its last interval, and `permit` the number
    of what was issued. `start_at` is when that interval began, `due` the file's deadline while it was open.
    `waits_for` is the agency that a rest waits for. `beside` are its other strands that are open.
    `remembered`: when something is to be remembered of it, if anything is. `found_by`: by what a search found
    it, and how that stands on record, where its row does not show it.
    """

    file_id: int
    number: str
    service: str
    procedure_id: str
    procedure_sha: str
    kind: str
    applicant_id: int
    applicant: str
    company: str
    step: int
    strand: int
    visit: int
    sign_off: int
    standing: Standing
    aside: Aside
    party: Party
    role: str | None
    person: int | None
    person_name: str
    start_at: int
    due: Deadline | Still
    waits_for: str
    trouble: bool
    version: int
    outcome: str | None
    ended_at: int | None
    complete_at: int | None
    opened_at: int
    outside_number: str
    facts: Mapping[str, str]
    permit: str = ""
    remembered: int | None = None
    found_by: tuple[FoundBy, str] | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def under_way(self) -> bool:
        """Whether its applicant has it under way, or has still to begin it; oversight is the office's."""
        return self.ended_at is None and self.aside is not Aside.OVERSIGHT

    @property
    def key(self) -> tuple[int, int]:
        """What no other row of a list has: the file, and which of its strands."""
        return self.file_id, self.strand

    @property
    def place(self) -> Place:
        """Where a work list goes on after this row."""
        return (urgency(self.due), self.file_id, self.strand)


@dataclass(frozen=True, slots=True)
class RecentAct:
    """Something a person did to a file. It can still be undone only while `seq` is the file's `version`."""

    file_id: int
    number: str
    service: str
    applicant: str
    procedure_sha: str
    seq: int
    version: int
    kind: str
    data: Mapping[str, Any]
    at: int
    entry: int


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An entry of a person's own in the journal, about a file, a queue number or their day, notes left out.

    `key` is the first entry that the same key wrote; `at` when this one was recorded (ms UTC); `number` and
    `version` are those that the file or queue number has now; the day has none.
    """

    entry: int
    key: int
    subject: str
    subject_id: int
    seq: int
    kind: str
    data: Mapping[str, Any]
    at: int
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A step whose files wait under `role`, its first performer, though another role may take them too.

    It is a step of one version of an SOP: in another, other roles may perform it.
    """

    role: str
    procedure_sha: str
    step: int
    sign_off: int = 0
    strand: int = 0


@dataclass(frozen=True, slots=True)
class Lying:
    """How many files, or strands, lie alike: at one place, in somebody's hands (`person`) or in nobody's."""

    procedure_sha: str
    step: int
    strand: int
    standing: Standing
    aside: Aside
    person: int | None
    files: int


_ROW = f"""
SELECT f.id AS file_id, f.number, f.service, f.procedure_id, f.procedure_sha, f.kind, f.applicant_id,
  f.applicant, f.company, i.step, i.strand, i.visit, i.sign_off, i.standing, i.aside, i.party, i.role,
  i.person_id AS person, coalesce(p.name, '') AS person_name, i.start_at,
  {", ".join("i." + column for column in COLUMNS)},
  CASE WHEN i.agency IS NULL THEN '' ELSE coalesce(r.text, '{ERASED}') END AS waits_for, i.trouble,
  f.version, f.outcome, f.ended_at, f.remembered_at AS remembered, f.complete_at, f.opened_at,
  f.outside_number, f.facts,
  CASE WHEN f.ended_at IS NULL THEN '' ELSE coalesce((SELECT v.text FROM value v WHERE v.kind = 'field'
    AND v.owner = f.id AND v.key = '{PERMIT_NUMBER}' ORDER BY v.id DESC LIMIT 1), '') END AS permit
FROM interval i
JOIN file f ON f.id = i.file_id
LEFT JOIN person p ON p.id = i.person_id
LEFT JOIN value r ON r.id = i.agency
"""
_ON = (
    " AND (i.due_at, i.file_id, i.strand) > (:due, :file, :strand)"
    " ORDER BY i.due_at, i.file_id, i.strand LIMIT :limit"
)
# One row for a file, also where several strands are open: the newest of these, or the last of an ended file.
_NEWEST = (
    "i.seq = (SELECT j.seq FROM interval j WHERE j.file_id = i.file_id"
    " ORDER BY CASE WHEN j.end_at IS NULL THEN 0 ELSE 1 END, j.seq DESC LIMIT 1)"
)
_WORK = text(
    _ROW + "WHERE i.end_at IS NULL AND i.role = :role AND i.aside = :aside"
    " AND (:standing = '' OR i.standing = :standing)" + _ON
)
_SHARED = text(
    _ROW + "WHERE i.end_at IS NULL AND i.role = :role AND f.procedure_sha = :procedure_sha AND i.step = :step"
    " AND (:part = 0 OR i.strand = :part) AND i.sign_off = :sign_off AND i.aside = :aside"
    " AND (:standing = '' OR i.standing = :standing)" + _ON
)
_ALL = text(_ROW + "WHERE i.end_at IS NULL AND (:everywhere OR i.aside = :aside)" + _ON)
_STANDING = text(
    _ROW + "WHERE i.end_at IS NULL AND i.standing = :standing AND i.aside = :aside"
    " ORDER BY i.start_at, i.file_id LIMIT :limit"
)
_TO_COLLECT = text(
    _ROW + f"WHERE i.end_at IS NULL AND i.standing = '{Standing.COLLECTION}' AND i.aside = ''"
    f" AND {PLACE} IN (SELECT value FROM json_each(:places))"
    " ORDER BY i.start_at, i.file_id LIMIT :limit"
)
_WHERE_TO_COLLECT = text(
    "SELECT f.procedure_sha, i.step, i.strand, count(*) FROM interval i JOIN file f ON f.id = i.file_id"
    f" WHERE i.end_at IS NULL AND i.standing = '{Standing.COLLECTION}' AND i.aside = '' GROUP BY 1, 2, 3"
)


@cache
def _overseen(words: int, order: Order) -> TextClause:
    return text(f"{_ROW} {chosen_by(words)} ORDER BY {order.by} LIMIT :limit")


@cache
def _count_overseen(counting: Counting) -> TextClause:
    return text(
        f"SELECT {counting.group} AS grouped, count(*) AS rows, count(DISTINCT i.file_id) AS files"
        f" FROM {counting.tables} {counting.chosen} GROUP BY 1"
    )


_IN_STRETCHES = text(IN_STRETCHES)


@cache
def _count_standing(words: int) -> TextClause:
    return text(
        "SELECT i.standing, count(*) AS files FROM interval i JOIN file f ON f.id = i.file_id"
        f" LEFT JOIN value r ON r.id = i.agency {chosen_by(words)} GROUP BY 1"
    )


_AFTER = text(
    _ROW + "WHERE i.end_at IS NULL AND i.aside <> '' AND f.parent_id = :parent ORDER BY i.file_id, i.strand"
)
_HELD = text(_ROW + "WHERE i.end_at IS NULL AND i.person_id = :person ORDER BY i.due_at, i.file_id, i.strand")
_LYING = text(
    "SELECT f.procedure_sha, i.step, i.sign_off, i.strand, i.standing, i.aside, i.person_id AS person,"
    " count(*) AS files FROM interval i JOIN file f ON f.id = i.file_id"
    " WHERE i.end_at IS NULL AND i.role = :role GROUP BY 1, 2, 3, 4, 5, 6, 7"
)
_APART = text(
    "SELECT count(*) FROM interval WHERE end_at IS NULL AND aside = :aside AND standing = :standing"
)
_FOUND = text(
    _ROW
    + f"""WHERE {_NEWEST} AND f.id IN {ids_in("files")}
ORDER BY CASE WHEN ltrim(f.number, '0') = ltrim(:typed, '0') OR f.outside_number = :typed THEN 0
    WHEN :signs <> '' AND f.signs LIKE :signs ESCAPE '\\' THEN 1 ELSE 2 END,
  CASE WHEN f.ended_at IS NULL THEN 0 ELSE 1 END, f.opened_at DESC, f.id DESC LIMIT :limit"""
)
_PEOPLE = text(
    f"""SELECT f.id, f.came_name, v.owner = f.came_id AS came, v.id AS version, v.owner, v.text
FROM file f JOIN applicant ap ON ap.id = f.applicant_id LEFT JOIN applicant co ON co.id = f.came_id
JOIN value v ON v.id IN (f.applicant_version, ap.version, f.came_version, co.version)
WHERE f.id IN {ids_in("files")} ORDER BY v.id IN (ap.version, co.version)"""
)
_PARENTS = text(
    f"SELECT f.id, p.number FROM file f JOIN file p ON p.id = f.parent_id WHERE f.id IN {ids_in('files')}"
)
_OF_APPLICANT = text(
    _ROW
    + f"""WHERE {_NEWEST} AND f.applicant_id = :applicant AND (:service = '' OR f.service = :service)
ORDER BY CASE WHEN f.ended_at IS NULL THEN 0 ELSE 1 END, f.opened_at DESC, f.id DESC LIMIT :limit"""
)
_THESE = text(_ROW + f"WHERE {_NEWEST} AND f.id IN {ids_in('files')} ORDER BY f.id")
_FROM_HANDS = ", ".join(f"'{act.word}'" for act in (TakeOver, PutBack, Assign, Free))
_TAKEN_AWAY = text(
    _ROW
    + f"""WHERE {_NEWEST} AND f.id IN {ids_in("files")} AND EXISTS (
  SELECT 1 FROM journal j WHERE j.subject = 'file' AND j.subject_id = f.id
    AND j.person_id IS DISTINCT FROM :person
    AND (j.kind IN ('{Void.word}', '{Withdraw.word}', {_FROM_HANDS}) OR j.kind = '{Undo.word}' AND EXISTS (
      SELECT 1 FROM journal u WHERE u.subject = 'file' AND u.subject_id = f.id
        AND u.seq = CAST(json_extract(j.data, '$.undone') AS BIGINT) AND u.kind = '{Assign.word}'))
    AND NOT EXISTS (SELECT 1 FROM journal k WHERE k.subject = 'file' AND k.subject_id = f.id
      AND k.seq > j.seq AND k.kind <> '{Note.word}'))"""
)
_RECENT = text(
    "SELECT f.id AS file_id, f.number, f.service, f.applicant, f.procedure_sha,"
    " j.seq, f.version, j.kind, j.data, j.at, j.id AS entry"
    " FROM journal j JOIN file f ON f.id = j.subject_id"
    f" WHERE j.person_id = :person AND j.subject = 'file' AND j.kind <> '{Note.word}'"
    " ORDER BY j.id DESC LIMIT :limit"
)

_ON_DAY = ", ".join(f"'{kind}'" for kind in (*OF_DAY, BOOKED, COMPENSATED))
_DONE_BY = text(
    "SELECT j.id AS entry, coalesce(j.together, j.id) AS key, j.subject, j.subject_id, j.seq, j.kind, j.data,"
    " j.recorded AS at, coalesce(f.number, t.number, '') AS number,"
    " coalesce(f.version, t.version, 0) AS version"
    " FROM journal j LEFT JOIN file f ON j.subject = 'file' AND f.id = j.subject_id"
    " LEFT JOIN ticket t ON j.subject = 'ticket' AND t.id = j.subject_id"
    " WHERE j.person_id = :person AND j.id < :before AND (j.subject IN ('file', 'ticket')"
    f" OR j.subject = 'office' AND j.kind IN ({_ON_DAY}))"
    f" AND j.kind <> '{Note.word}' ORDER BY j.id DESC LIMIT :limit"
)
_BESIDE = text(
    "SELECT step, strand FROM interval WHERE file_id = :file AND end_at IS NULL AND strand <> :strand"
    " ORDER BY strand"
)
_PAGE = 50


def worklist(
    conn: Connection,
    roles: Iterable[str],
    *,
    shared: Iterable[Shared] = (),
    standing: Standing | None = None,
    aside: Aside = Aside.NOT,
    after: Place | None = None,
    limit: int = 60,
) -> tuple[WorkRow, ...]:
    """Files under way with these roles, most urgent first; `after` is the `place` of the last row seen.

    `shared` adds steps that are listed under a role besides these. `standing` keeps what stands so; with
    `aside` it is what lies apart for that reason, and nothing else.
    """
    due, file, strand = after or START
    wanted: dict[str, Any] = {"due": due, "file": file, "strand": strand}
    wanted |= {"standing": standing.value if standing else "", "aside": aside.value}
    rows: list[WorkRow] = []
    for role in dict.fromkeys(roles):  # one indexed walk each: a list of roles would have to be sorted whole
        rows += _rows(conn, _WORK, role=role, limit=limit, **wanted)
    for step in shared:
        part = asdict(step)
        rows += _rows(conn, _SHARED, **part | {"part": part.pop("strand")}, limit=limit, **wanted)
    once = {(row.file_id, row.strand): row for row in rows}
    return tuple(sorted(once.values(), key=lambda row: row.place)[:limit])


def all_open(
    conn: Connection, after: Place | None = None, limit: int = 60, *, aside: Aside | None = None
) -> tuple[WorkRow, ...]:
    """Every open file, most urgent first; with `aside` those that lie apart for this reason, or for none."""
    due, file, strand = after or START
    which = {"everywhere": aside is None, "aside": (aside or Aside.NOT).value}
    return tuple(_rows(conn, _ALL, due=due, file=file, strand=strand, limit=limit, **which))


def waiting_applicant(conn: Connection, limit: int = 60, *, aside: Aside = Aside.NOT) -> tuple[WorkRow, ...]:
    """Files that wait for the applicant, longest first: those to be completed, or (`aside`) to be begun."""
    return _standing(conn, Standing.APPLICANT, limit, aside)


def apart_after(conn: Connection, parent: int) -> tuple[WorkRow, ...]:
    """The follow-ups of a file that lie apart from the permits under way, oldest first."""
    return tuple(_rows(conn, _AFTER, parent=parent))


def count_waiting_applicant(conn: Connection, *, aside: Aside = Aside.NOT) -> int:
    """How many of them there are."""
    values = {"aside": aside.value, "standing": Standing.APPLICANT.value}
    return int(run(conn, _APART, **values).scalar_one())


def where_to_collect(conn: Connection) -> dict[tuple[str, int, int], int]:
    """How many permits lie ready for the applicant, by SOP (its fingerprint), step and strand."""
    return {(sha, step, strand): n for sha, step, strand, n in run(conn, _WHERE_TO_COLLECT)}


def to_collect(
    conn: Connection, places: Iterable[tuple[str, int, int]], limit: int = 60
) -> tuple[WorkRow, ...]:
    """Those that lie at these places, longest first."""
    return tuple(
        _rows(
            conn,
            _TO_COLLECT,
            places=listed(places),
            limit=limit,
        )
    )


@dataclass(slots=True)
class Seen:
    """The rows of a list as they were read last, and what each says; one that reads alike says the same."""

    rows: Mapping[ResultRow, WorkRow] = field(default_factory=dict)


def overseen(
    conn: Connection, chosen: Chosen, order: Order, limit: int, seen: Seen | None = None
) -> tuple[WorkRow, ...]:
    """The files that somebody oversees chose, in that order; those alike in what was `seen` are its own."""
    statement = _overseen(len(chosen.words), order)
    return tuple(_rows(conn, statement, seen, **chosen.values, limit=limit))


def count_overseen(conn: Connection, chosen: Chosen, every: int) -> tuple[dict[str, int], int]:
    """How many rows of them are in each group (`Counting.group`) that has any; how many files are late.

    `every`: how many there are of that role and standing.
    """
    if chosen.in_stretches:
        names = ("aside", "role", "standing", "near", "now", "today")
        found = run(conn, _IN_STRETCHES, **{name: chosen.values[name] for name in names})
        rows = {row.grouped: row.rows for row in found}
        parts = rows.pop("once more")
        rows["running"] = every - sum(rows.values())
        return {group: many for group, many in rows.items() if many}, rows["overdue"] - parts
    counted = run(conn, _count_overseen(chosen.counting), **chosen.values).all()
    late = sum(row.files for row in counted if row.grouped == "overdue")
    return {row.grouped: row.rows for row in counted}, late


def count_standing(conn: Connection, chosen: Chosen) -> dict[Standing, int]:
    """How many of them stand how, a part of a file by itself; how nothing stands is left out."""
    found = run(conn, _count_standing(len(chosen.words)), **chosen.values)
    return {Standing(row.standing): row.files for row in found}


def held_by(conn: Connection, person: int) -> tuple[WorkRow, ...]:
    """All that somebody has in hand, most urgent first."""
    return tuple(_rows(conn, _HELD, person=person))


def lying(conn: Connection, roles: Iterable[str], *, shared: Iterable[Shared] = ()) -> Iterator[Lying]:
    """How many files lie with these roles, and at these steps of others, wherever a list of them ends."""
    roles, steps = {*roles}, {*shared}
    for role in {*roles, *(step.role for step in steps)}:
        for row in run(conn, _LYING, role=role):
            place = (role, row.procedure_sha, row.step, row.sign_off)
            if role in roles or {Shared(*place), Shared(*place, row.strand)} & steps:
                how = Standing(row.standing), Aside(row.aside)
                yield Lying(row.procedure_sha, row.step, row.strand, *how, row.person, row.files)


def find(conn: Connection, typed: str, limit: int = 30, services: Iterable[str] = ()) -> tuple[WorkRow, ...]:
    """Files by their numbers, words of name and company, phone, NIB, NPWP, NIK or document (`keywords`).

    Their numbers are the permit's too. They are those of who applies and who came, as the file shows them and
    as they are known now.
    `services` are the ids of those that the words name. Numbers come first, the exact one (zeros before it
    may be left out) before all; then files under way, then the newest.
    """
    typed = " ".join(typed.split())
    files = json.dumps(keywords.found(conn, typed, services, limit))
    number = containing(signs(typed)) if any(c.isdigit() for c in typed) else ""
    rows = _rows(conn, _FOUND, files=files, typed=typed, signs=number, limit=limit)
    files = json.dumps([row.file_id for row in rows])
    people: dict[int, list[Any]] = {}
    for person in run(conn, _PEOPLE, files=files):
        people.setdefault(person.id, []).append(person)
    parents = {child.id: child.number for child in run(conn, _PARENTS, files=files)}
    return tuple(
        replace(
            row, found_by=_found_by(row, typed, people.get(row.file_id, ()), parents.get(row.file_id, ""))
        )
        for row in rows
    )


def _found_by(row: WorkRow, typed: str, people: Iterable[Any], parent: str) -> tuple[FoundBy, str] | None:
    """By what of a file it was found; None where its row says it, or where that is its service."""
    number = signs(typed) if any(map(str.isdecimal, typed)) else ""
    listed = row.company or row.applicant
    if is_said(typed, listed) or (number and number in signs(row.number)):
        return None
    applies, comes = dict[str, tuple[FoundBy, str]](), dict[str, tuple[FoundBy, str]]()
    for _, came_name, came, version, owner, words in people:
        known = applicants.read(words, owner, version)
        for thing, column in found_in(typed, applicants.searched(known)).items():
            by = _COLUMNS[column]
            if came:
                comes[thing] = FoundBy.CAME, came_name
            else:
                applies.setdefault(thing, (by, _as_known(known, by, thing, column)))
    if comes.keys() - applies.keys():
        return next(iter(comes.values()))
    if applies:
        return next((found for found in applies.values() if found[1] != listed), None)
    for by, told in (
        (FoundBy.OUTSIDE, row.outside_number),
        (FoundBy.PERMIT, row.permit),
        (FoundBy.PARENT, parent),
    ):
        if number and number in signs(told):
            return by, told
    return None


def _as_known(known: Applicant, by: FoundBy, thing: str, column: str) -> str:
    """The name or telephone of somebody in which it is; of other numbers nothing."""
    if by is FoundBy.PHONE:
        return next(phone for phone in known.phones if thing in phone_digits(phone))
    if by is FoundBy.NAME:
        return known.name if column == "name_folded" else known.company
    return ""


def of_applicant(conn: Connection, applicant: int, service: str = "", limit: int = 30) -> tuple[WorkRow, ...]:
    """The files of a person, or those for one service: those under way first, then the newest."""
    return tuple(_rows(conn, _OF_APPLICANT, applicant=applicant, service=service, limit=limit))


def these(conn: Connection, files: Iterable[int]) -> tuple[WorkRow, ...]:
    """The files with these ids, a row each, open or closed."""
    return tuple(_rows(conn, _THESE, files=json.dumps(sorted(set(files)))))


def taken_away(conn: Connection, person: int, files: Iterable[int]) -> tuple[WorkRow, ...]:
    """Of these files those that somebody else ended or moved between hands, and none acted on since."""
    return tuple(_rows(conn, _TAKEN_AWAY, person=person, files=json.dumps(sorted(set(files)))))


def recent(conn: Connection, person: int, limit: int = 8) -> tuple[RecentAct, ...]:
    """The person's last acts on files, newest first; undone acts and the undoing are both among them."""
    rows = run(conn, _RECENT, person=person, limit=limit)
    return tuple(RecentAct(**{**row.by_name(), "data": json.loads(row.data)}) for row in rows)


def done_by(conn: Connection, person: int) -> Iterator[DoneAct]:
    """All that a person did to files, queue numbers and their day, newest first, as far as it is asked for.

    Of the day: a counter was closed for a while, numbers were stopped, the day was closed, or times doubted.
    """
    before = 1 << 62
    while True:
        rows = run(conn, _DONE_BY, person=person, before=before, limit=_PAGE).all()
        yield from (DoneAct(**{**row.by_name(), "data": json.loads(row.data)}) for row in rows)
        if len(rows) < _PAGE:
            return
        before = rows[-1].entry


def _standing(
    conn: Connection, standing: Standing, limit: int, aside: Aside = Aside.NOT
) -> tuple[WorkRow, ...]:
    return tuple(_rows(conn, _STANDING, standing=standing.value, aside=aside.value, limit=limit))


def _rows(conn: Connection, statement: Any, seen: Seen | None = None, /, **values: Any) -> list[WorkRow]:
    found = run(conn, statement, **values)
    if seen is None:
        rows = [_row(row) for row in found]
    else:
        kept = {row: seen.rows.get(row) or _row(row) for row in found}
        seen.rows, rows = kept, [*kept.values()]
    return [replace(row, beside=_beside(conn, row)) if row.strand else row for row in rows]


def _beside(conn: Connection, row: WorkRow) -> tuple[Beside, ...]:
    found = run(conn, _BESIDE, file=row.file_id, strand=row.strand)
    return tuple(Beside(step, strand) for step, strand in found)


def _row(row: Any) -> WorkRow:
    values = row.by_name()
    values["due"] = due_from(values)
    for column in COLUMNS:
        del values[column]
    values["standing"] = Standing(values["standing"])
    values["aside"] = Aside(values["aside"])
    values["party"] = Party(values["party"])
    values["trouble"] = bool(values["trouble"])
    values["facts"] = _facts(values["facts"])
    return WorkRow(**values)


def _facts(kept: str) -> Mapping[str, str]:
    """What is laid down about a file; nothing where it is damaged: the list stands, `loket periksa` tells."""
    try:
        facts = json.loads(kept)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}
