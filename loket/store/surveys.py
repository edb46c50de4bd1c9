"""Filled-in surveys (SKM). They name neither file nor hour: an answer must not lead to who gave it.

So no entry of the journal can seal one answer; the first survey of a later day seals all those of the days
before it, by how many they are and a hash over them in no order of time. Of a day that goes on each survey
seals those so far, by a hash of that with a salt of which only the newest is kept: whoever had an earlier
one could try which answer came next, and beside whose file.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from loket.store import journal, meta
from loket.store.journal import OFFICE, SURVEYS_SEALED, SURVEYS_SO_FAR, Stamp, last_of_kind
from loket.store.sql import Connection, canonical, run, text

Digest = tuple[int, str]
"""How many surveys a day has, and a hash over all of them."""
NONE: Digest = (0, "")
_SALT_BYTES = 16

_ADD = text(
    "INSERT INTO survey (id, service, submitted_on, answers, respondent)"
    " VALUES (:id, :service, :submitted_on, :answers, :respondent) RETURNING id"
)

_OF_DAYS = text(
    "SELECT submitted_on, id, service, answers, respondent FROM survey"
    " WHERE submitted_on >= :since AND submitted_on < :before ORDER BY submitted_on, id"
)


def seal_days(conn: Connection, today: str, stamp: Stamp) -> None:
    """Seal the surveys of the days before `today` that are not sealed yet.

    Where the clock went back to a day that was sealed already, that day is open again.
    """
    last = last_of_kind(conn, "office", OFFICE, SURVEYS_SEALED)
    since = str(last.data["before"]) if last is not None else ""
    found = digests(conn, since, today)
    if found or since > today:
        days = {day: list(digest) for day, digest in found.items()}
        told = {"before": today, "days": days, "salt": salt(conn)}  # the seal of the last of them can be read
        journal.append(conn, "office", OFFICE, SURVEYS_SEALED, told, stamp)


def seal_so_far(conn: Connection, today: str, stamp: Stamp) -> None:
    """Seal the surveys of today as they are now."""
    meta.put(conn, meta.SURVEYS_SALT, secrets.token_hex(_SALT_BYTES))
    told = {"day": today, "seal": sealed(salt(conn), digests(conn, today).get(today, NONE))}
    journal.append(conn, "office", OFFICE, SURVEYS_SO_FAR, told, stamp)


def salt(conn: Connection) -> str:
    """The salt of the latest seal of a day that goes on, or went on then."""
    return meta.get(conn, meta.SURVEYS_SALT) or ""


def sealed(salt: str, digest: Digest) -> str:
    """The seal of the surveys of a day that goes on."""
    return hashlib.sha256(canonical([salt, *digest]).encode()).hexdigest()


def digests(conn: Connection, since: str = "", before: str = "9999") -> dict[str, Digest]:
    """Those of each day between that has surveys."""
    days: dict[str, list[list[Any]]] = {}
    for day, *survey in run(conn, _OF_DAYS, since=since, before=before):
        days.setdefault(day, []).append(survey)
    return {day: digest_of(surveys) for day, surveys in days.items()}


def digest_of(surveys: list[list[Any]]) -> Digest:
    """That of these, by their ids."""
    return len(surveys), hashlib.sha256(canonical(surveys).encode()).hexdigest()


def add(
    conn: Connection,
    service: str,
    answers: Mapping[str, int],
    respondent: Mapping[str, str],
    submitted_on: str,
) -> int:
    """Keep a survey and return its id, drawn at random: the order of surveys must not tell whose they are."""
    values: dict[str, Any] = {"id": secrets.randbits(52)}
    values |= {"answers": canonical(dict(answers)), "respondent": canonical(dict(respondent))}
    return int(run(conn, _ADD, service=service, submitted_on=submitted_on, **values).scalar_one())
