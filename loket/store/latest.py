"""What the office did last, whoever it was: on files, queue numbers and their day, the roster, days off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loket.flow.acts import Note
from loket.flow.queue.acts import Handed
from loket.store.journal import (
    ALARM_HANDLED,
    ALARM_LEFT,
    COUNTER_OPENED,
    COUNTER_PAUSED,
    NUMBERS_RESUMED,
    NUMBERS_STOPPED,
    QUEUE_CLOSED,
    QUEUE_REOPENED,
    TIMES_BELIEVED,
    TIMES_DOUBTED,
)
from loket.store.roster import ENDED, ROSTERED
from loket.store.sql import Connection, run, text

FILE, NUMBER, DAY, ROSTER, CALENDAR = "file", "ticket", "office", "person", "calendar"
"""What an act was done to, in the journal's words."""
OF_DAY = (
    *(COUNTER_PAUSED, COUNTER_OPENED, NUMBERS_STOPPED),
    *(NUMBERS_RESUMED, QUEUE_CLOSED, QUEUE_REOPENED, TIMES_DOUBTED, TIMES_BELIEVED),
    *(ALARM_HANDLED, ALARM_LEFT),
)
"""The entries about the office that are acts on the queue's day."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act in the journal: `key`, the first entry that the same key wrote, and when it happened (ms UTC).

    `number`: of the file or queue number, of the roster who it is about. `person` is empty for what the
    program did by itself. Of a file `procedure_sha` is the SOP, `step` and `sign_off` the place that it left
    where a step was completed.
    """

    entry: int
    key: int
    subject: str
    subject_id: int
    kind: str
    data: Mapping[str, Any]
    at: int
    number: str
    person: str
    procedure_sha: str
    strand: int
    step: int | None
    sign_off: int | None


# Where a file was whose step was completed: the interval that this ended. What was taken back ended none.
_WHERE = (
    "(SELECT i.{column} FROM interval i WHERE i.file_id = f.id AND i.end_at = j.at"
    " AND i.ended_by = json_extract(j.data, '$.branch')"
    " AND i.strand = coalesce(CAST(json_extract(j.data, '$.strand') AS BIGINT), 0) ORDER BY i.seq LIMIT 1)"
)
_LATEST = text(
    "SELECT j.id AS entry, coalesce(j.together, j.id) AS key, j.subject, j.subject_id, j.kind, j.data, j.at,"
    " coalesce(f.number, t.number, w.name, '') AS number, coalesce(p.name, '') AS person,"
    " coalesce(f.procedure_sha, '') AS procedure_sha,"
    " coalesce(CAST(json_extract(j.data, '$.strand') AS BIGINT), 0) AS strand,"
    f" {_WHERE.format(column='step')} AS step, {_WHERE.format(column='sign_off')} AS sign_off"
    " FROM journal j LEFT JOIN person p ON p.id = j.person_id"
    f" LEFT JOIN file f ON j.subject = '{FILE}' AND f.id = j.subject_id"
    f" LEFT JOIN ticket t ON j.subject = '{NUMBER}' AND t.id = j.subject_id"
    f" LEFT JOIN person w ON j.subject = '{ROSTER}' AND w.id = j.subject_id"
    " WHERE j.id < :before AND CASE j.subject"  # one expression: else all of the journal would be sorted
    f" WHEN '{ROSTER}' THEN j.kind IN ('{ROSTERED}', '{ENDED}')"
    f" WHEN '{CALENDAR}' THEN j.person_id IS NOT NULL"
    f" WHEN '{DAY}' THEN j.kind IN (SELECT value FROM json_each(:of_day))"
    f" ELSE j.subject IN ('{FILE}', '{NUMBER}') AND j.kind <> '{Handed.word}' AND (j.kind <> '{Note.word}'"
    " OR json_extract(j.data, '$.what') IN (SELECT value FROM json_each(:notes))) END"
    " ORDER BY j.id DESC LIMIT :limit"
)
_PAGE = 100


def latest(conn: Connection, notes: Iterable[str]) -> Iterator[Done]:
    """The acts of everybody, the newest first, as far as they are asked for; of notes those of these names.

    What is asked for a few acts is one statement.
    """
    before, named = 1 << 62, {"notes": json.dumps([*notes]), "of_day": json.dumps(OF_DAY)}
    while True:
        rows = run(conn, _LATEST, before=before, limit=_PAGE, **named).all()
        yield from (Done(**{**row.by_name(), "data": json.loads(row.data)}) for row in rows)
        if len(rows) < _PAGE:
            return
        before = rows[-1].entry
