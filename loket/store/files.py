"""Files: registering one, recording acts on it, reading it back.

`record` is the only writer of a registered file. It writes the event to the journal, and beside it the
snapshot of the file and the difference in intervals, guarded by the version that the caller read, all in the
caller's transaction. A snapshot is sealed with the number of the fold: one that was damaged, or that another
fold took, is not believed, and the caller replays the journal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from operator import attrgetter
from typing import Any

from loket.flow.acts import BrokenHistory, Event, Note, Remember, from_data, to_data
from loket.flow.deadline import Deadline, Still
from loket.flow.promise import told
from loket.flow.snapshot import FOLD, Snapshot, read
from loket.flow.standing import Standing
from loket.flow.state import VOIDED, Aside, FileState, Interval
from loket.matching import folded, kept_signs
from loket.sop.model import Party
from loket.store import applicants, deadlines, journal, keywords, sql, values
from loket.store.applicants import Applicant
from loket.store.deadlines import due_from, due_values
from loket.store.errors import Stale
from loket.store.journal import Stamp
from loket.store.sql import Connection, Known, canonical, ids_in, insert, put_off, run, text


@dataclass(frozen=True, slots=True)
class NewFile:
    """What is known about a file when it is registered; instants in ms UTC.

    `kind` is baru, perpanjangan or perubahan; `came_as` pemohon or kuasa, with name and phone of who came.
    Names are those of the versions that stand beside them.
    `procedure_sha` and `form_sha` name the versions of SOP and form by which it is handled.
    """

    number: str
    service: str
    procedure_id: str
    procedure_sha: str
    applicant_id: int
    applicant_version: int
    applicant: str
    kind: str
    channel: str
    arrived_at: int
    opened_at: int
    company: str = ""
    came_as: str = "pemohon"
    came_id: int | None = None
    came_version: int | None = None
    came_name: str = ""
    came_phone: str = ""
    proxy_seen: bool = False
    outside_number: str = ""
    ticket_id: int | None = None
    parent_id: int | None = None
    form_sha: str | None = None


@dataclass(frozen=True, slots=True)
class FileRow(NewFile):
    """A registered file. `version` is the sequence of its latest event.

    `remembered_at`: when something is to be remembered of it (ms UTC), if anything is.
    `promised_on`: the date (ISO) that its applicant was told last, at the instant `promised_at`.
    """

    id: int = 0
    version: int = 0
    outcome: str | None = None
    ended_at: int | None = None
    decided_at: int | None = None
    complete_at: int | None = None
    correct_at: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    remembered_at: int | None = None
    promised_on: str | None = None
    promised_at: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file's row, the service of its parent where it has one, and its snapshot if that is to be believed.

    `damaged`: it is not, though this fold took it. Whether follow-ups of it were ever opened, and whether it
    ever came of a queue number (`has_follow_ups`, `has_matters`).
    """

    row: FileRow
    parent: str | None
    snapshot: Snapshot | None
    damaged: bool
    has_follow_ups: bool
    has_matters: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A file under way in a recomputation of deadlines; `due` has that of each strand that is open."""

    file_id: int
    version: int
    due: Mapping[int, Deadline | Still]


REGISTERED = "registered"
"""Kind of the values in which a file's registration is kept, so that the journal seals it."""
OUTSIDE = "outside"
"""Kind of those that hold the number another system gave it: whoever is erased would be found there by it."""
_NEW = tuple(NewFile.__dataclass_fields__)
_OF_VERSIONS = ("applicant", "company", "came_name", "came_phone")
_APART = (*_OF_VERSIONS, "outside_number")
"""What a registration as it is kept has not: it is kept elsewhere, where it can be erased."""
SHOWN = ("applicant_id", "applicant_version", *_OF_VERSIONS, "came_id", "came_version")
"""The columns that a file's row has of the versions of who applies and who came for them."""
_SOUGHT = ("names_folded", "signs", "phone_digits", "numbers", "identities")
_KEPT_WITH = text(
    "SELECT subject_id, seq, value.kind, text FROM journal, json_each(nullif(kept, '')) AS sealed"
    " JOIN value ON value.id = CAST(sealed.key AS BIGINT)"
    f" WHERE subject = 'file' AND subject_id IN {ids_in('ids')}"
    " AND value.kind IN (:registered, :outside) ORDER BY journal.id, value.id"
)
_COLUMNS = tuple(FileRow.__dataclass_fields__)
_ID = _COLUMNS.index("id")
_INTERVAL = Interval._fields
_WORDS = ("party", "standing", "aside")
# `_value_`: what `value` gives, which asks the enum for it
_TOLD = attrgetter(*(f"{name}._value_" if name in _WORDS else name for name in _INTERVAL))
_NAMES = {"person": "person_id", "start": "start_at", "end": "end_at"}
_INTERVAL_COLUMNS = tuple(_NAMES.get(name, name) for name in _INTERVAL)
_UNWRITTEN, _SIGNS, _KEYWORDS = "files", "signs", "keywords"
"""What becomes of files, and of what they are found by, until it is written: by the file's id."""
_NO_DUE = due_values(Still.NO_LIMIT)

_CREATE = text(
    f"INSERT INTO file ({', '.join((*_NEW, *_SOUGHT))}, version, facts)"
    f" VALUES ({', '.join(':' + name for name in (*_NEW, *_SOUGHT))}, 0, '{{}}') RETURNING id"
)
_NUMBERS = text(f"SELECT id, number FROM file WHERE id IN {ids_in('ids')}")
_LOAD = text(f"SELECT {', '.join(_COLUMNS)} FROM file WHERE id = :id")
KEPT_COLUMNS = (
    f"{', '.join(f'file.{name}' for name in _COLUMNS)}, fold, state, seal,"
    " (SELECT parent.service FROM file parent WHERE parent.id = file.parent_id),"
    " EXISTS (SELECT 1 FROM file child WHERE child.parent_id = file.id),"
    " EXISTS (SELECT 1 FROM matter WHERE matter.file_id = file.id)"
)
KEPT_BESIDE = "LEFT JOIN snapshot ON snapshot.file_id = file.id"
"""What `kept` reads, and what it joins for it, for a statement that reads it beside other things."""
_AT_HAND = "file"
_KEPT = text(f"SELECT {KEPT_COLUMNS} FROM file {KEPT_BESIDE} WHERE file.id = :id")
_KEEP = text(
    "INSERT INTO snapshot (file_id, fold, state, seal) VALUES (:file, :fold, :state, :seal)"
    " ON CONFLICT (file_id) DO UPDATE SET fold = excluded.fold, state = excluded.state, seal = excluded.seal"
)
_CHILDREN = text(f"SELECT {', '.join(_COLUMNS)} FROM file WHERE parent_id = :parent ORDER BY id")
_ADVANCE = text(
    "UPDATE file SET version = :version, outcome = :outcome, ended_at = :ended_at, decided_at = :decided_at,"
    " complete_at = :complete_at, correct_at = :correct_at, facts = :facts, remembered_at = :remembered_at,"
    " signs = coalesce(:signs, signs)"
    " WHERE id = :id AND version = :expected"
)
_INTERVALS = text(f"SELECT {', '.join(_INTERVAL_COLUMNS)} FROM interval WHERE file_id = :file ORDER BY seq")
_CUT = text(f"DELETE FROM interval WHERE file_id = :file AND (seq > :seq OR seq IN {ids_in('dropped')})")
_WRITTEN = ("file_id", *_INTERVAL_COLUMNS, *deadlines.COLUMNS)
_CHANGED = (  # a deadline is written only with an interval that is new
    "ON CONFLICT (file_id, seq) DO UPDATE"
    f" SET {', '.join(f'{name} = excluded.{name}' for name in _INTERVAL_COLUMNS)}"
)
_SET_DUE = text(
    f"UPDATE interval SET {', '.join(f'{name} = :{name}' for name in deadlines.COLUMNS)}"
    " WHERE file_id = :file AND strand = :strand AND end_at IS NULL"
    f" AND ({' OR '.join(f'{name} IS DISTINCT FROM :{name}' for name in deadlines.COLUMNS)})"
)
_PROMISE = text("UPDATE file SET promised_on = :day, promised_at = :at WHERE id = :id")
_SET_REGISTERED = text("UPDATE file SET arrived_at = :arrived, opened_at = :opened WHERE id = :id")
_RUNNING = text("SELECT number, procedure_sha FROM file WHERE ended_at IS NULL ORDER BY id")
_RUNNING_PER_SERVICE = text(
    "SELECT service, count(*) FROM file WHERE ended_at IS NULL GROUP BY service ORDER BY service"
)
_PER_SERVICE = text("SELECT service, count(*) FROM file GROUP BY service ORDER BY service")
_OPEN_WITH_DUE = text(
    f"SELECT i.file_id, i.strand, f.version, {', '.join(deadlines.COLUMNS)}"
    " FROM interval i JOIN file f ON f.id = i.file_id WHERE i.end_at IS NULL AND i.file_id IN"
    " (SELECT DISTINCT file_id FROM interval WHERE end_at IS NULL AND file_id > :after"
    " ORDER BY file_id LIMIT :limit) ORDER BY i.file_id, i.strand"
)
_NEWEST = text("SELECT coalesce(max(id), 0) FROM file")
_SEARCHED = text(f"SELECT {', '.join(_SOUGHT)} FROM file WHERE id = :id")
_SEEK = text(f"UPDATE file SET {', '.join(f'{name} = :{name}' for name in _SOUGHT)} WHERE id = :id")
_SEEK_PERMIT = text("UPDATE file SET signs = :signs WHERE id = :id")
PERMIT_NUMBER = "izin_nomor"
"""The key of the number of the permit that was issued, among the data of a file."""
_PERMIT = text(
    f"SELECT text FROM value WHERE kind = 'field' AND owner = :id AND key = '{PERMIT_NUMBER}'"
    " ORDER BY id DESC LIMIT 1"
)
# Whoever has the number as the newest of theirs, typed before the file's own: so one of two can go on.
_OWN_PERMIT = f"FROM value own WHERE own.kind = 'field' AND own.owner = :file AND own.key = '{PERMIT_NUMBER}'"
WITH_PERMIT = (
    "SELECT f.number FROM value v JOIN file f ON f.id = v.owner"
    f" WHERE v.kind = 'field' AND v.key = '{PERMIT_NUMBER}' AND v.owner <> :file"
    f" AND v.text = (SELECT own.text {_OWN_PERMIT} ORDER BY own.id DESC LIMIT 1)"
    f" AND v.id < (SELECT max(own.id) {_OWN_PERMIT})"
    f" AND coalesce(f.outcome, '') <> '{VOIDED}'"
    " AND NOT EXISTS (SELECT 1 FROM value later WHERE later.kind = 'field' AND later.owner = v.owner"
    " AND later.key = v.key AND later.id > v.id) ORDER BY v.id LIMIT 1"
)
"""The query for the number of the file whose permit had the number of this one's before, for a statement that
reads it beside other things. A voided file, and one whose own number was put right, has it no more.
"""
_OF_NUMBERS = text(
    "SELECT id, number FROM file WHERE replace(number, '/', '-') IN"
    " (SELECT replace(value, '/', '-') FROM json_each(:numbers)) ORDER BY id"
)
_OF_SIGNS = text(
    "SELECT id FROM file WHERE replace(replace(upper(number), '/', ''), '-', '') IN"
    " (SELECT value FROM json_each(:signs)) ORDER BY id"
)
_TAKEN = text("SELECT 1 FROM file WHERE number = :number")
_OF_PERSON = text(
    f"SELECT {', '.join(_COLUMNS)} FROM file WHERE applicant_id = :person OR came_id = :person ORDER BY id"
)
_SHOW_VERSIONS = text(f"UPDATE file SET {', '.join(f'{name} = :{name}' for name in SHOWN)} WHERE id = :id")
_SHOW_OUTSIDE = text("UPDATE file SET outside_number = :number WHERE id = :id")
CORRECTABLE = ("service", "kind", "form_sha", "came_as", "proxy_seen", "outside_number")
"""What of a registration is put right with the file alone."""
_CORRECT = text(f"UPDATE file SET {', '.join(f'{name} = :{name}' for name in CORRECTABLE)} WHERE id = :id")
_ONCE_OF_PERSON = text(
    f"SELECT {', '.join(_COLUMNS)} FROM file"
    " WHERE applicant_id <> :person AND coalesce(came_id, 0) <> :person AND id IN"
    " (SELECT owner FROM value WHERE kind = :kind AND :person IN"
    " (CAST(json_extract(text, '$.applicant_id') AS BIGINT),"
    " CAST(json_extract(text, '$.came_id') AS BIGINT))) ORDER BY id"
)
_LAST_OF = text(
    "SELECT person.id, number, service FROM"
    " (SELECT CAST(value AS BIGINT) AS id FROM json_each(:people)) person JOIN file ON file.id ="
    " (SELECT max(f.id) FROM file f WHERE (f.applicant_id = person.id OR f.came_id = person.id)"
    f" AND coalesce(f.outcome, '') <> '{VOIDED}')"
)
_REGISTRATIONS = text(
    "SELECT owner, text FROM value WHERE kind = :kind AND owner IN"
    " (SELECT id FROM file WHERE applicant_id = :person OR came_id = :person) ORDER BY id"
)
_PEOPLE_WITH = text(
    "SELECT applicant_id, came_id FROM file WHERE EXISTS"
    " (SELECT 1 FROM json_each(:numbers) WHERE instr(identities, ' ' || value || ' ') > 0)"
)
_ENDED_FOR_GOOD = text(
    "SELECT 1 FROM file f WHERE f.id = :file AND f.ended_at IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM journal j, json_each(j.data, '$.files') erased WHERE j.subject = 'office'"
    " AND j.subject_id = :office AND j.kind = :erased AND CAST(erased.value AS BIGINT) = f.id"
    " AND CAST(json_extract(j.data, '$.applicant') AS BIGINT) IN (f.applicant_id, f.came_id))"
)


def of_person(conn: Connection, person: int) -> tuple[FileRow, ...]:
    """The files that somebody applied for or came for, in the order they were registered."""
    return tuple(_file(row.by_name()) for row in run(conn, _OF_PERSON, person=person))


def once_of_person(conn: Connection, person: int) -> tuple[FileRow, ...]:
    """The files that showed somebody until they were corrected, and show them no more."""
    return tuple(_file(row.by_name()) for row in run(conn, _ONCE_OF_PERSON, person=person, kind=REGISTERED))


def last_of(conn: Connection, people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """By their ids number and service of each one's newest file that is not void."""
    rows = run(conn, _LAST_OF, people=json.dumps([*people]))
    return {person: (number, service) for person, number, service in rows}


def registrations(conn: Connection, person: int) -> dict[int, list[dict[str, Any]]]:
    """By the files of somebody their registrations as they were kept, one after the other."""
    found: dict[int, list[dict[str, Any]]] = {}
    for file, words in run(conn, _REGISTRATIONS, person=person, kind=REGISTERED):
        found.setdefault(file, []).append(json.loads(words))
    return found


Registered = dict[int, dict[str, Any]]
"""A file's registration as it was kept, by the sequence of each event that kept it; without names."""


def registered(conn: Connection, file_id: int) -> Registered:
    """That of one file."""
    return registered_of(conn, (file_id,))[file_id]


def registered_of(conn: Connection, ids: Iterable[int]) -> dict[int, Registered]:
    """That of each of these files."""
    found: dict[int, Registered] = {file: {} for file in ids}
    outside = dict.fromkeys(found, "")
    told = {"registered": REGISTERED, "outside": OUTSIDE}
    for file, seq, kind, words in run(conn, _KEPT_WITH, ids=canonical([*found]), **told):
        if kind == OUTSIDE:
            outside[file] = _number_in(words)
        else:
            found[file][seq] = json.loads(words or "")
        if seq in found[file]:
            found[file][seq]["outside_number"] = outside[file]
    return found


def outside_number(conn: Connection, file_id: int) -> str:
    """The number that another system gave a file, as it is kept: of one that was erased only that it was."""
    kept = values.newest(conn, OUTSIDE, file_id).get("")
    return _number_in(kept.words) if kept is not None else ""


def _number_in(words: str | None) -> str:
    return values.ERASED if words is None else words


def before(registered: Mapping[int, dict[str, Any]], seq: int) -> dict[str, Any]:
    """Of these the one that held before that event."""
    return registered[max(other for other in registered if other < seq)]


def people_with(conn: Connection, numbers: Iterable[str]) -> set[int]:
    """Who applies or came by files that show one of these numbers (NIK, other document) of either of them."""
    rows = run(conn, _PEOPLE_WITH, numbers=json.dumps(sorted(numbers)))
    return {person for row in rows for person in row if person is not None}


def ended_for_good(conn: Connection, file_id: int) -> bool:
    """Whether a file has ended whose applicant, or who came for them, was erased since."""
    return (
        run(conn, _ENDED_FOR_GOOD, file=file_id, office=journal.OFFICE, erased=journal.PERSON_ERASED).first()
        is not None
    )


def of_numbers(conn: Connection, numbers: Iterable[str]) -> dict[int, str]:
    """The files with one of these numbers, in which `-` may stand for `/`: number by id."""
    return {row.id: row.number for row in run(conn, _OF_NUMBERS, numbers=json.dumps([*numbers]))}


def of_signs(conn: Connection, signs: Iterable[str]) -> tuple[int, ...]:
    """The files whose numbers have these letters and digits, whatever stands between. Looks through all."""
    return tuple(run(conn, _OF_SIGNS, signs=json.dumps([*signs])).scalars())


def is_taken(conn: Connection, number: str) -> bool:
    """Whether a file has that number."""
    return run(conn, _TAKEN, number=number).first() is not None


def create_file(conn: Connection, new: NewFile) -> int:
    """Write the file's row and return its id; its version is 0 until its registration is recorded.

    That entry seals what is known of the file.
    """
    file_id = int(run(conn, _CREATE, **asdict(new), **searched(conn, new)).scalar_one())
    values.keep(conn, REGISTERED, file_id, "", registration_words(new), None, new.opened_at)
    if new.outside_number:
        values.keep(conn, OUTSIDE, file_id, "", new.outside_number, None, new.opened_at)
    put_off(conn, f"{_KEYWORDS} {file_id}", partial(keywords.write_new, conn, file_id))
    return file_id


def searched(conn: Connection, new: NewFile) -> dict[str, str]:
    """What searches compare with, by the names of the columns: of whom the file shows, as it shows them."""
    permit = run(conn, _PERMIT, id=new.id).scalar() if isinstance(new, FileRow) else None
    versions = (new.applicant_version, new.came_version)
    shown = [applicants.searched(applicants.version(conn, each)) for each in versions if each is not None]
    identities = [each[name] for each in shown for name in ("nik", "id_number") if each[name]]
    return {
        "names_folded": " ".join(map(folded, (new.applicant, new.company, new.came_name))).strip(),
        "signs": _signs(new, permit or ""),
        "phone_digits": " ".join(each["phone_digits"] for each in shown).strip(),
        "numbers": " ".join(each["numbers"] for each in shown).strip(),
        "identities": f" {' '.join(identities)} ",
    }


def _signs(new: NewFile, permit: str) -> str:
    return " ".join(map(kept_signs, (new.number, new.outside_number, permit))).strip()


def search_columns(conn: Connection, file_id: int) -> dict[str, str]:
    """The same as the table has it."""
    return run(conn, _SEARCHED, id=file_id).one().by_name()


def registration_words(new: NewFile) -> str:
    """A file's registration as it is kept: JSON without names, which stand in the versions it points at, and
    without the number of another system.
    """
    return canonical({name: getattr(new, name) for name in _NEW if name not in _APART})


def of_versions(applicant: Applicant, came: Applicant | None) -> dict[str, Any]:
    """What a file's row has of the versions of who applies and who came for them, by the columns."""
    return {
        "applicant_id": applicant.id,
        "applicant_version": applicant.version,
        "applicant": applicant.name,
        "company": applicant.company,
        "came_id": came.id if came is not None else None,
        "came_version": came.version if came is not None else None,
        "came_name": came.name if came is not None else "",
        "came_phone": came.phone if came is not None else "",
    }


def kept(conn: Connection, file_id: int) -> Kept:
    """The file as it stands. Raises KeyError when there is no such file."""
    at_hand, found = sql.known(conn).pop(_AT_HAND, (0, None))
    if at_hand != file_id:
        found = run(conn, _KEPT, id=file_id).first()
    if found is None or found[_ID] is None:
        raise KeyError(file_id)
    *of_file, fold, state, seal, parent, followed, came_of = found
    row, snapshot = _file(dict(zip(_COLUMNS, of_file, strict=True))), None
    ours = fold in (FOLD, None)
    if ours and state is not None and seal == _seal(file_id, state):
        taken = read(state)
        snapshot = taken if taken.state.seq == row.version else None
    damaged = ours and snapshot is None
    return Kept(row, parent, snapshot, damaged, bool(followed), bool(came_of))


def begin(known: Known, found: tuple[int, tuple[Any, ...]]) -> None:
    """A transaction begins, with which a file was read (`KEPT_COLUMNS`); for whoever asks for it first."""
    known[_AT_HAND] = found


def show_versions(conn: Connection, file_id: int, applicant: Applicant, came: Applicant | None) -> None:
    """Let a file show these versions of who applies and who came for them."""
    run(conn, _SHOW_VERSIONS, id=file_id, **of_versions(applicant, came))
    seek(conn, file_id)


def show_outside_number(conn: Connection, file_id: int) -> None:
    """Let a file's row have the number of another system as it is kept now."""
    run(conn, _SHOW_OUTSIDE, id=file_id, number=outside_number(conn, file_id))


def seek(conn: Connection, file_id: int) -> None:
    """Let searches go by what the file's row, and its data, are now."""
    run(conn, _SEEK, id=file_id, **searched(conn, file_row(conn, file_id)))
    keywords.write(conn, file_id)


def seek_permit(conn: Connection, file: FileRow, permit: str) -> None:
    """Let searches find a file by the number of its permit."""
    sql.known(conn)[_SIGNS, file.id] = _signs(file, permit)
    put_off(conn, f"{_KEYWORDS} {file.id}", partial(keywords.write_permit, conn, file.id, permit))
    put_off(conn, f"{_SIGNS} {file.id}", partial(_write_signs, conn, file.id))


def _write_signs(conn: Connection, file_id: int) -> None:
    """What a file is found by, where no event was written with it."""
    if (signs := sql.known(conn).pop((_SIGNS, file_id), None)) is not None:
        run(conn, _SEEK_PERMIT, id=file_id, signs=signs)


def correct(
    conn: Connection,
    file_id: int,
    people: tuple[Applicant, Applicant | None],
    what: Mapping[str, Any],
    at: int,
) -> None:
    """Put right who applies and came, and `what` else (`CORRECTABLE`) is otherwise than it was.

    The event that says so follows and seals it.
    """
    before = file_row(conn, file_id)
    row = replace(before, **what)
    run(conn, _CORRECT, id=file_id, **{name: getattr(row, name) for name in CORRECTABLE})
    show_versions(conn, file_id, *people)
    _keep_registration(conn, file_id, at)
    if row.outside_number != before.outside_number:
        values.keep(conn, OUTSIDE, file_id, "", row.outside_number, None, at)


def load(conn: Connection, file_id: int) -> tuple[FileRow, list[Event]]:
    """The file and its events up to its version. Raises KeyError when there is no such file."""
    row = file_row(conn, file_id)
    return row, events(conn, file_id, row.version)


def events(conn: Connection, file_id: int, upto: int, *, after: int = 0) -> list[Event]:
    """The file's events up to a version of it, those after an earlier one."""
    entries = journal.history(conn, "file", file_id, after=after)
    return [event_of(entry) for entry in entries if entry.seq <= upto]


def is_noted(conn: Connection, file_id: int, note: Note) -> bool:
    """Whether the file's journal has this very note."""
    return journal.has(conn, "file", file_id, note.word, to_data(note))


def file_row(conn: Connection, file_id: int) -> FileRow:
    """The file without its events. Raises KeyError."""
    found = run(conn, _LOAD, id=file_id).first()
    if found is None:
        raise KeyError(file_id)
    return _file(found.by_name())


def numbers(conn: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The numbers of the files with these ids."""
    return dict(run(conn, _NUMBERS, ids=canonical(list(ids))))


def event_of(entry: journal.Entry) -> Event:
    """The event that a file's journal entry holds."""
    return Event(
        seq=entry.seq,
        at=entry.at,
        recorded=entry.recorded,
        act=from_data(entry.kind, entry.data),
        person=entry.person_id,
        role=entry.role,
        station=entry.station,
        late=entry.late,
    )


def record(
    conn: Connection,
    file_id: int,
    expected_version: int,
    event: Event,
    before: Snapshot | None,
    after: Snapshot,
    due: Mapping[int, Deadline | Still],
) -> int:
    """Write one event, what it changes, and the deadlines of what is open; the journal entry's id.

    `before` and `after` are what is kept around the event; without the first everything is written anew.
    `due` has the deadline of each strand; empty where all of them stay.

    Raises:
        Stale: the file is no longer at `expected_version`; nothing was written.
        ValueError: the event does not follow that version.
    """
    if event.seq != expected_version + 1:
        raise ValueError(f"event {event.seq} cannot follow version {expected_version}")
    waiting, this = sql.known(conn), (_UNWRITTEN, file_id)
    known: _Unwritten | None = waiting.get(this)
    if known is not None and known.after.state.seq != expected_version:
        raise Stale(file_id)
    first = (expected_version, before) if known is None else (known.expected, known.before)
    waiting[this] = _Unwritten(*first, after, due or (known.due if known is not None else {}))
    entry = journal.append(
        conn,
        "file",
        file_id,
        event.act.word,
        to_data(event.act),
        Stamp(event.at, event.person, event.role, event.station),
        seq=event.seq,
        recorded=event.recorded,
        late=event.late,
    )
    put_off(conn, f"{_UNWRITTEN} {file_id}", partial(_write, conn, file_id))
    if (day := told(event.act)) is not None:
        run(conn, _PROMISE, id=file_id, day=day, at=event.at)
    return entry


@dataclass(frozen=True, slots=True)
class _Unwritten:
    """What becomes of a file by the events of a transaction, and is not written yet."""

    expected: int
    before: Snapshot | None
    after: Snapshot
    due: Mapping[int, Deadline | Still]


def _write(conn: Connection, file_id: int) -> None:
    """Write the file as it is now. Raises Stale."""
    now: _Unwritten = sql.known(conn).pop((_UNWRITTEN, file_id))
    _advance(conn, file_id, now.expected, now.after.state)
    still_open = now.after.state.ended_at is None
    if now.expected and (now.before is None or still_open is not (now.before.state.ended_at is None)):
        keywords.move(conn, file_id, still_open=still_open)
    text = now.after.text
    run(conn, _KEEP, file=file_id, fold=FOLD, state=text, seal=_seal(file_id, text))
    if now.before is None:
        run(conn, _CUT, file=file_id, seq=0, dropped="[]")
    known = now.before.state.intervals if now.before is not None else ()
    opened = _write_intervals(conn, file_id, known, now.after.state.intervals, now.due)
    set_due(conn, file_id, {strand: each for strand, each in now.due.items() if strand not in opened})


def _seal(file_id: int, state: str) -> str:
    """The hash by which a snapshot is known to be as it was written."""
    return hashlib.sha256(f"{FOLD} {file_id} {state}".encode()).hexdigest()


def _advance(conn: Connection, file_id: int, expected: int, after: FileState) -> None:
    changed = run(
        conn,
        _ADVANCE,
        id=file_id,
        expected=expected,
        version=after.seq,
        outcome=after.outcome,
        ended_at=after.ended_at,
        decided_at=after.decided_at,
        complete_at=after.complete_at,
        correct_at=after.correct_at,
        facts=canonical(dict(after.facts)),
        remembered_at=remembered_at(after),
        signs=sql.known(conn).pop((_SIGNS, file_id), None),
    )
    if changed.rowcount == 0:
        raise Stale(file_id)


def remembered_at(state: FileState) -> int | None:
    """When something is to be remembered of a file (ms UTC), if anything is."""
    said = state.remembered.act if state.remembered is not None else None
    return said.due if isinstance(said, Remember) else None


def _write_intervals(
    conn: Connection,
    file_id: int,
    before: tuple[Interval, ...],
    after: tuple[Interval, ...],
    due: Mapping[int, Deadline | Still],
) -> set[int]:
    """Write the difference; the strands whose open interval was written, with its deadline.

    What is opened anew goes away first: a strand has never two open intervals. An undo shortens the list;
    where several strands are open it takes one from the middle.
    """
    changed = [b for a, b in zip(before, after, strict=False) if a is not b and a != b]
    dropped = [interval.seq for interval in changed if interval.end is None]
    if dropped or len(before) > len(after):
        run(conn, _CUT, file=file_id, seq=len(after), dropped=json.dumps(dropped))
    rows = sorted((*changed, *after[len(before) :]), key=lambda interval: interval.end is None)
    if rows:
        dues = {strand: due_values(each) for strand, each in due.items()}
        told = [(file_id, *_TOLD(each), *dues.get(each.strand, _NO_DUE)) for each in rows]
        insert(conn, "interval", _WRITTEN, told, _CHANGED)
    return {interval.strand for interval in rows if interval.end is None}


def set_registered(conn: Connection, file_id: int, arrived_at: int, opened_at: int) -> None:
    """Correct when the file came and was opened; the event that says so follows and seals it."""
    run(conn, _SET_REGISTERED, id=file_id, arrived=arrived_at, opened=opened_at)
    _keep_registration(conn, file_id, opened_at)


def _keep_registration(conn: Connection, file_id: int, at: int) -> None:
    values.keep(conn, REGISTERED, file_id, "", registration_words(file_row(conn, file_id)), None, at)


def set_due(conn: Connection, file_id: int, due: Mapping[int, Deadline | Still]) -> bool:
    """Set the deadline of each strand's open interval; whether any changed. Writes no journal entry."""
    changed = False
    for strand, deadline in due.items():
        columns = dict(zip(deadlines.COLUMNS, due_values(deadline), strict=True))
        changed |= bool(run(conn, _SET_DUE, file=file_id, strand=strand, **columns).rowcount)
    return changed


def intervals(conn: Connection, file_id: int) -> tuple[Interval, ...]:
    """The file's intervals as stored, in order."""
    return tuple(_interval(row) for row in run(conn, _INTERVALS, file=file_id))


def children(conn: Connection, parent_id: int) -> tuple[FileRow, ...]:
    """The follow-up files of a file, oldest first."""
    return tuple(_file(row.by_name()) for row in run(conn, _CHILDREN, parent=parent_id))


def open_with_due(conn: Connection, after_file_id: int = 0, limit: int = 500) -> tuple[OpenRow, ...]:
    """Files under way with an id above `after_file_id`, for recomputing deadlines in chunks."""
    found: dict[tuple[int, int], dict[int, Deadline | Still]] = {}
    for row in run(conn, _OPEN_WITH_DUE, after=after_file_id, limit=limit):
        found.setdefault((row.file_id, row.version), {})[row.strand] = due_from(row.by_name())
    return tuple(OpenRow(file, version, due) for (file, version), due in found.items())


def per_service(conn: Connection) -> tuple[tuple[str, int], ...]:
    """How many files each service has that has any."""
    return tuple((service, count) for service, count in run(conn, _PER_SERVICE))


def running_per_service(conn: Connection) -> tuple[tuple[str, int], ...]:
    """How many files of each service have not ended."""
    return tuple((service, count) for service, count in run(conn, _RUNNING_PER_SERVICE))


def running(conn: Connection) -> dict[str, list[str]]:
    """The numbers of the files that have not ended, by the version of the SOP by which each is handled."""
    found: dict[str, list[str]] = {}
    for number, sha in run(conn, _RUNNING):
        found.setdefault(sha, []).append(number)
    return found


def newest(conn: Connection) -> int:
    """The highest id of a file; 0 when there is none."""
    return int(run(conn, _NEWEST).scalar_one())


def _file(values: dict[str, Any]) -> FileRow:
    values["proxy_seen"] = bool(values["proxy_seen"])
    try:
        values["facts"] = json.loads(values["facts"])
    except ValueError as error:
        raise BrokenHistory(f"file {values['id']}") from error
    return FileRow(**values)


def _interval(row: Any) -> Interval:
    values: dict[str, Any] = dict(zip(_INTERVAL, row, strict=True))
    values["party"] = Party(values["party"])
    values["standing"] = Standing(values["standing"])
    values["aside"] = Aside(values["aside"])
    values["trouble"] = bool(values["trouble"])
    return Interval(**values)
