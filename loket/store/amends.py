"""What was offered to who waited longer than promised, and what it was used for: values, as bookings are.

Its owner is the file that was promised, or (`OF_NUMBER`) a queue number of which no file came; its key the id
of its first version, so that the newest of a key holds. The journal seals each; what was typed can be erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loket.store import journal, values
from loket.store.journal import COMPENSATED, COMPENSATION_USED, OFFICE, Entry, Stamp
from loket.store.sql import Connection, canonical, ids_in, run, text

OF_FILE, OF_NUMBER = "amends", "amends_number"
"""The kinds of these values."""


@dataclass(frozen=True, slots=True)
class Amends:
    """Something that was offered: `kind` by its id in the office's list, by whom and when (ms UTC).

    To the applicant of a `file`, or to who had the queue number `number`; `ticket`: the number that waited
    too long, where it was no date that was broken. `precedes`: they go first once; `used`: with which number.
    """

    key: str
    file: int | None
    number: int | None
    kind: str
    precedes: bool
    note: str
    ticket: int | None
    used: int | None
    person: int | None
    at: int


# A server may ask this of values of other kinds before it looks for ours, and fails where one is no number.
_FIRST = "first.id = CASE WHEN v.kind = {} THEN CAST(v.key AS BIGINT) END"
_HELD = text(
    "SELECT v.key, v.kind, v.owner, v.text, first.person_id, first.at FROM value v"
    f" JOIN value first ON {_FIRST.format(':kind')} WHERE v.id IN"
    f" (SELECT max(id) FROM value WHERE kind = :kind AND owner IN {ids_in('owners')}"
    " GROUP BY owner, key) AND v.text <> '' ORDER BY v.id"
)
_OURS = f"'{OF_FILE}'"
_ANSWERED = text(
    f"SELECT v.owner, max(first.at) AS at FROM value v JOIN value first ON {_FIRST.format(_OURS)}"
    f" WHERE v.id IN (SELECT max(id) FROM value WHERE kind = {_OURS}"
    f" AND owner IN {ids_in('owners')} GROUP BY owner, key) AND coalesce(v.text, '-') <> ''"
    f" AND CASE WHEN v.kind = {_OURS} THEN json_extract(v.text, '$[3]') END IS NULL GROUP BY v.owner"
)


def offer(
    conn: Connection,
    owner: tuple[str, int],
    kind: str,
    note: str,
    stamp: Stamp,
    *,
    precedes: bool,
    ticket: int | None = None,
) -> None:
    """Keep that this is offered; `owner`: the file or number, by the kind of value."""
    key = str(values.next_id(conn))
    words = canonical([kind, precedes, note, ticket, None])
    values.keep(conn, *owner, key, words, stamp.person, stamp.at)
    journal.append(conn, "office", OFFICE, COMPENSATED, {"kind": kind}, stamp)


def use(conn: Connection, amends: Amends, number: int, stamp: Stamp) -> None:
    """Keep with which queue number its person goes first."""
    words = canonical([amends.kind, amends.precedes, amends.note, amends.ticket, number])
    values.keep(conn, *_owner(amends), amends.key, words, stamp.person, stamp.at)
    journal.append(conn, "office", OFFICE, COMPENSATION_USED, {"ticket": number}, stamp)


def take_back(conn: Connection, amends: Amends, undone: Mapping[str, int], stamp: Stamp) -> None:
    """Let it be offered no more; `undone`: what tells that."""
    values.keep(conn, *_owner(amends), amends.key, "", stamp.person, stamp.at)
    journal.append(conn, "office", OFFICE, COMPENSATED, {"kind": amends.kind, **undone}, stamp)


def sealed_by(conn: Connection, entry: Entry) -> Amends | None:
    """What was offered with that entry, as it holds now; None where it does no more, or was erased."""
    for value in values.these(conn, map(int, entry.kept)):
        return next((each for each in _held(conn, value.kind, [value.owner]) if each.key == value.key), None)
    return None


def of_files(conn: Connection, files: Iterable[int]) -> tuple[Amends, ...]:
    """What was offered to the applicants of these files, the earliest first."""
    return _held(conn, OF_FILE, files)


def answered(conn: Connection, files: Iterable[int]) -> dict[int, int]:
    """By these files when something was offered last for a date that was broken (ms UTC), erased or not."""
    return {row.owner: row.at for row in run(conn, _ANSWERED, owners=canonical([*files]))}


def of_numbers(conn: Connection, numbers: Iterable[int]) -> tuple[Amends, ...]:
    """What was offered to who had these queue numbers of which no file came, the earliest first."""
    return _held(conn, OF_NUMBER, numbers)


def _owner(amends: Amends) -> tuple[str, int]:
    if amends.file is not None:
        return OF_FILE, amends.file
    assert amends.number is not None
    return OF_NUMBER, amends.number


def _held(conn: Connection, kind: str, owners: Iterable[int]) -> tuple[Amends, ...]:
    found = list[Amends]()
    for row in run(conn, _HELD, kind=kind, owners=canonical([*owners])):
        what, precedes, note, ticket, used = json.loads(row.text)
        file, number = (row.owner, None) if kind == OF_FILE else (None, row.owner)
        said = (what, bool(precedes), note, ticket, used, row.person_id, row.at)
        found.append(Amends(row.key, file, number, *said))
    return tuple(found)
