"""The journal: what happened, append-only, each entry sealed with the hash of the one before.

Entries carry ids and the procedure's words, never a name, NIK or free text, because they cannot be erased.
What people typed lies in `loket.store.values`: the entry that follows it in its transaction has a commitment
to each such value (`kept`), so that one that is changed or gone is found out as the entry itself would be.
What one transaction writes one key did: its second entry and all further ones name the first (`together`).
`journal_head` names the last entry, so that a journal cut short is found out too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from loket.flow.acts import BrokenHistory, Note, Redate
from loket.store import sql
from loket.store.sql import Connection, Known, canonical, ids_in, insert, put_off, run, text

_WRITTEN = (
    *("id", "subject", "subject_id", "seq", "kind", "at", "recorded", "person_id", "role", "station"),
    *("late", "together", "kept", "data", "prev_hash", "hash"),
)
_COLUMNS = ", ".join(_WRITTEN)
_SET_HEAD = text(
    "UPDATE journal_head SET last_id = :number, hash = :hash, acted = :acted, affirmed = :affirmed"
    " WHERE id = 1"
)
_HEAD = text("SELECT last_id, hash, acted, affirmed FROM journal_head WHERE id = 1")
_LAST_ENTRY = text("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
_HASH = text("SELECT hash FROM journal WHERE id = :id")
_NEWEST = text("SELECT max(id) FROM journal")
_LAST_SEQ = text("SELECT max(seq) FROM journal WHERE subject = :subject AND subject_id = :subject_id")
_SINCE = text(f"SELECT {_COLUMNS} FROM journal WHERE id > :last ORDER BY id LIMIT :limit")
_THESE = text(f"SELECT {_COLUMNS} FROM journal WHERE id IN {ids_in('ids')} ORDER BY id DESC")
_HISTORY = text(
    f"SELECT {_COLUMNS} FROM journal WHERE subject = :subject AND subject_id = :subject_id"
    " AND seq > :after ORDER BY seq"
)
_LATELY = text(
    f"SELECT {_COLUMNS} FROM journal WHERE subject = :subject AND subject_id = :subject_id"
    " AND seq < :before ORDER BY seq DESC LIMIT :limit"
)
_PAGE = 50
_LAST_OF_KIND = text(
    f"SELECT {_COLUMNS} FROM journal WHERE subject = :subject AND subject_id = :subject_id AND kind = :kind"
    " ORDER BY seq DESC LIMIT 1"
)
_EVERY_OF_KIND = text(
    f"SELECT {_COLUMNS} FROM journal WHERE subject = :subject AND subject_id = :subject_id AND kind = :kind"
    " ORDER BY seq"
)
_OF_KINDS = text(
    f"SELECT {_COLUMNS} FROM journal WHERE subject = :subject"
    " AND kind IN (SELECT value FROM json_each(:kinds)) AND recorded >= :since ORDER BY id"
)
_SAYS = text(
    "SELECT 1 FROM journal WHERE subject = :subject AND subject_id = :subject_id AND kind = :kind"
    " AND data = :data LIMIT 1"
)
_FIRST_AFTER = text("SELECT min(id) FROM journal WHERE recorded > :at")
_RECORDED = text("SELECT recorded FROM journal WHERE id = :id")
_AHEAD = text(
    "SELECT subject_id, seq FROM journal WHERE id >= :first AND id < :answer AND recorded > :at"
    f" AND subject = 'file' AND kind <> '{Redate.word}' ORDER BY id"
)
_CHUNK = 1000
# what a transaction knows
_TOGETHER, _TO_SEAL, _LAST, _ROWS = "together", "to_seal", "last", "journal"
CLOCK_AFFIRMED = "clock_affirmed"
CLOCK_DENIED = "clock_denied"
FOUNDED = "founded"
CLOCK_SET = "clock_set"
SERIES_MENDED = "series_mended"
SURVEYS_SEALED = "surveys_sealed"
SURVEYS_SO_FAR = "surveys_so_far"
RESTORED = "restored"
MOVED = "moved"
"""The office moved, from a file (`data["from"]`) or a server to (`data["to"]`) another."""
BACKED_UP = "backed_up"
COUNTER_PAUSED = "counter_paused"
COUNTER_OPENED = "counter_opened"
REFERRED = "referred"
QUEUE_CLOSED = "queue_closed"
QUEUE_REOPENED = "queue_reopened"
SHEET_OUT = "queue_sheet_out"
MORNING_OUT = "morning_sheet_out"
NUMBERS_STOPPED = "numbers_stopped"
NUMBERS_RESUMED = "numbers_resumed"
TIMES_DOUBTED = "times_doubted"
TIMES_BELIEVED = "times_believed"
COMPENSATED = "compensated"
"""What somebody was offered who waited longer than promised (`loket.store.amends`), or that it is no more."""
COMPENSATION_USED = "compensation_used"
"""A number (`data["ticket"]`) goes first by that."""
ALARM_HANDLED = "alarm_handled"
ALARM_LEFT = "alarm_left"
PERSON_ERASED = "erased"
"""Values (`data["values"]`, their ids) lost words and salt on decree; with them went `PAPERS`."""
PAPERS = "papers"
"""The SHA-256s of attachments that were erased with a person, whose data they show."""
OFFICE = 1
"""The subject id of what is written about the office as a whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry. `at` and `recorded` are ms UTC; `late` the remark saying why they differ.

    `together`: the first entry of the same key; None for that one itself. `kept`: the commitments to values,
    by their ids.
    """

    id: int
    subject: str
    subject_id: int
    seq: int
    kind: str
    at: int
    recorded: int
    person_id: int | None
    role: str | None
    station: str | None
    late: int | None
    together: int | None
    kept: Mapping[str, str]
    data: Mapping[str, Any]
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The journal's last entry at some time: its number and its hash, or the beginning of that.

    `acted`: when somebody last acted on a file or a number, or answered for the clock; ms UTC by the clock of
    then, 0 when nobody has yet. Notes, signing in, and what the program does by itself are no acts.
    `affirmed`: the entry in which somebody last answered for the clock; 0 when nobody has.
    """

    number: int
    hash: str
    acted: int = 0
    affirmed: int = 0

    @property
    def written(self) -> str:
        """As it is printed and written down: `1234:9f3a-77b1-02cd-88e0`."""
        return f"{self.number}:{'-'.join(re.findall('.{4}', self.hash[:16]))}"


NO_HEAD = Head(0, "")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who acts, in which role, at which station, and when (ms UTC)."""

    at: int
    person: int | None = None
    role: str | None = None
    station: str | None = None


def begin(known: Known, end: Head, together: int | None = None) -> None:
    """A transaction begins behind this end of the journal.

    What it writes belongs to the entry `together`, else to the first it writes.
    """
    known.update({_TOGETHER: together, _TO_SEAL: {}, _LAST: end, _ROWS: []})


def seal_with_next(conn: Connection, value: int, commitment: str) -> None:
    """The next entry of this transaction has this commitment to a value."""
    sql.known(conn)[_TO_SEAL][str(value)] = commitment


def check_sealed(conn: Connection) -> None:
    """Called before the commit. Raises AssertionError where a value was kept and no entry followed it."""
    assert not sql.known(conn)[_TO_SEAL], "a value was kept, but no entry of the journal seals it"


def together(conn: Connection) -> int | None:
    """The entry to which all that this transaction writes belongs; None before it has written any."""
    found: int | None = sql.known(conn).get(_TOGETHER)
    return found


def append(
    conn: Connection,
    subject: str,
    subject_id: int,
    event_kind: str,
    data: Mapping[str, Any],
    stamp: Stamp,
    *,
    seq: int | None = None,
    recorded: int | None = None,
    late: int | None = None,
) -> int:
    """Write one entry and return its id; `seq` None takes the subject's next, `recorded` when it happened.

    `subject` is file, ticket, person, calendar or office.
    """
    known = sql.known(conn)
    last: Head = known[_LAST]
    row = {
        "id": last.number + 1,
        "subject": subject,
        "subject_id": subject_id,
        "seq": seq if seq is not None else last_seq(conn, subject, subject_id) + 1,
        "kind": event_kind,
        "at": stamp.at,
        "recorded": recorded if recorded is not None else stamp.at,
        "person_id": stamp.person,
        "role": stamp.role,
        "station": stamp.station,
        "late": late,
        "together": known[_TOGETHER],
        "kept": canonical(known[_TO_SEAL]) if known[_TO_SEAL] else "",
        "data": canonical(dict(data)),
    }
    sealed = _followed(last, row, _seal(row, last.hash))
    known[_ROWS].append((*row.values(), last.hash, sealed.hash))
    known[_LAST], known[_TO_SEAL] = sealed, {}
    if known[_TOGETHER] is None:
        known[_TOGETHER] = sealed.number
    put_off(conn, _ROWS, partial(_write, conn))
    return sealed.number


def _write(conn: Connection) -> None:
    """Write the entries that wait to be, and that the last of them is the last."""
    known = sql.known(conn)
    rows, known[_ROWS] = known[_ROWS], []
    insert(conn, "journal", _WRITTEN, rows)
    end: Head = known[_LAST]
    run(conn, _SET_HEAD, number=end.number, hash=end.hash, acted=end.acted, affirmed=end.affirmed)


def _followed(head: Head, entry: Mapping[str, Any], seal: str) -> Head:
    """The journal's last entry once this one, sealed so, has followed."""
    affirms = entry["kind"] == CLOCK_AFFIRMED
    by_somebody = entry["person_id"] is not None and entry["kind"] != Note.word
    acted = by_somebody and (affirms or entry["subject"] in ("file", "ticket"))
    return Head(
        entry["id"],
        seal,
        entry["recorded"] if acted else head.acted,
        entry["id"] if affirms else head.affirmed,
    )


def last_seq(conn: Connection, subject: str, subject_id: int) -> int:
    """The sequence of the subject's latest entry; 0 when it has none."""
    return int(run(conn, _LAST_SEQ, subject=subject, subject_id=subject_id).scalar() or 0)


def lately(
    conn: Connection, subject: str, subject_id: int, kinds: Collection[str], since: int
) -> Iterator[Entry]:
    """A subject's entries of these kinds that were recorded since that instant, the newest first.

    An entry recorded by a clock that was set back hides none before it, unless there is a page of such.
    """
    before = 1 << 62
    while rows := run(
        conn, _LATELY, subject=subject, subject_id=subject_id, before=before, limit=_PAGE
    ).all():
        recent = [row for row in rows if row.recorded >= since]
        if not recent:
            return
        for row in recent:
            if row.kind in kinds:
                yield _entry(row)
        if len(rows) < _PAGE:
            return
        before = rows[-1].seq


def last_of_kind(conn: Connection, subject: str, subject_id: int, event_kind: str) -> Entry | None:
    """The subject's latest entry of that kind."""
    row = run(conn, _LAST_OF_KIND, subject=subject, subject_id=subject_id, kind=event_kind).first()
    return None if row is None else _entry(row)


def every_of_kind(conn: Connection, subject: str, subject_id: int, event_kind: str) -> tuple[Entry, ...]:
    """All the subject's entries of that kind, oldest first."""
    rows = run(conn, _EVERY_OF_KIND, subject=subject, subject_id=subject_id, kind=event_kind)
    return tuple(_entry(row) for row in rows)


def of_kinds(conn: Connection, subject: str, kinds: Iterable[str], since: int = 0) -> tuple[Entry, ...]:
    """All entries of these kinds about any such subject, recorded since that instant, oldest first."""
    rows = run(conn, _OF_KINDS, subject=subject, kinds=json.dumps(list(kinds)), since=since)
    return tuple(_entry(row) for row in rows)


def has(conn: Connection, subject: str, subject_id: int, event_kind: str, data: Mapping[str, Any]) -> bool:
    """Whether an entry of that kind about the subject says just this."""
    about = {"subject": subject, "subject_id": subject_id, "kind": event_kind}
    return run(conn, _SAYS, data=canonical(dict(data)), **about).first() is not None


def last_id(conn: Connection) -> int:
    """The id of the latest entry; 0 when there is none."""
    return head(conn).number


def head(conn: Connection) -> Head:
    """The journal's last entry; inside a transaction that writes, what that has written last.

    Where somebody took it away it is the last that is there: that is found (`verify_chain`), and nothing is
    written.
    """
    last: Head | None = sql.known(conn).get(_LAST)
    if last is not None:
        return last
    found = run(conn, _HEAD).first() or run(conn, _LAST_ENTRY).first()
    return Head(*found) if found is not None else NO_HEAD


def passes(conn: Connection, head: Head) -> bool:
    """Whether the journal still has the entry that was its last once, as it was then."""
    if head.number == 0:
        return True
    found = run(conn, _HASH, id=head.number).scalar()
    return found is not None and found.startswith(head.hash)


def follows(conn: Connection, known: Head) -> bool:
    """Whether the journal still ends with an entry that was its last once, or has gone on from there."""
    now = head(conn)
    if now.number == known.number:
        return now.hash == known.hash
    return now.number > known.number and passes(conn, known)


def first_after(conn: Connection, at: int) -> int | None:
    """The id of the first entry that was recorded after an instant; None when there is none."""
    found: int | None = run(conn, _FIRST_AFTER, at=at).scalar()
    return found


def recorded_before(conn: Connection, entry: int) -> int:
    """When the entry before that one was recorded; 0 for the first."""
    return int(run(conn, _RECORDED, id=entry - 1).scalar() or 0)


def of_files_ahead(conn: Connection, first: int, answer: int, at: int) -> dict[int, tuple[int, ...]]:
    """Of the entries from `first` to before `answer`, those on files that were recorded after `at`.

    By file their sequences.
    """
    found: dict[int, tuple[int, ...]] = {}
    for file, seq in run(conn, _AHEAD, first=first, answer=answer, at=at):
        found[file] = (*found.get(file, ()), seq)
    return found


def read_since(conn: Connection, last: int, limit: int = 500) -> tuple[Entry, ...]:
    """The entries after the id `last`, oldest first."""
    return tuple(_entry(row) for row in run(conn, _SINCE, last=last, limit=limit))


def these(conn: Connection, ids: Iterable[int]) -> tuple[Entry, ...]:
    """The entries with these ids, newest first."""
    return tuple(_entry(row) for row in run(conn, _THESE, ids=json.dumps(list(ids))))


def walk(conn: Connection) -> Iterator[tuple[int, Entry | None]]:
    """All entries by their ids, in their order; None for one whose data cannot be read."""
    for row in _upto(conn, last_id(conn)):
        try:
            yield row.id, _entry(row)
        except BrokenHistory:
            yield row.id, None


def history(conn: Connection, subject: str, subject_id: int, *, after: int = 0) -> tuple[Entry, ...]:
    """A subject's entries after the sequence `after`, oldest first, all of them."""
    rows = run(conn, _HISTORY, subject=subject, subject_id=subject_id, after=after)
    return tuple(_entry(row) for row in rows)


def verify_chain(conn: Connection) -> int | None:
    """The id of the first entry that is changed, missing or out of place; None when the journal is whole."""
    newest = run(conn, _NEWEST).scalar() or 0
    head = run(conn, _HEAD).first()  # read after `newest` and before the entries, so that appends do no harm
    if head is None:
        return 1
    told = NO_HEAD
    for row in _upto(conn, head.last_id):
        entry, next_id = row.by_name(), told.number + 1
        del entry["prev_hash"], entry["hash"]
        if row.id != next_id or row.prev_hash != told.hash or row.hash != _seal(entry, told.hash):
            return next_id
        told = _followed(told, entry, row.hash)
    return None if told == Head(*head) and newest <= told.number else told.number + 1


def _upto(conn: Connection, end: int) -> Iterator[Any]:
    last = -1
    while rows := run(conn, _SINCE, last=last, limit=_CHUNK).all():
        yield from (row for row in rows if row.id <= end)
        last = rows[-1].id


def _seal(row: Mapping[str, Any], previous: str) -> str:
    """The hash over everything in the entry but its hashes, and the hash before it."""
    return hashlib.sha256(canonical([row, previous]).encode()).hexdigest()


def _entry(row: Any) -> Entry:
    try:
        kept = json.loads(row.kept) if row.kept else {}
        return Entry(**{**row.by_name(), "kept": kept, "data": json.loads(row.data)})
    except ValueError as error:
        raise BrokenHistory(f"entry {row.id}") from error
