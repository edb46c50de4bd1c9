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
from dataclasses import dataclass
from functools import partial
from typing import Any

from loket.store import journal, meta
from loket.store.journal import OFFICE, SURVEYS_SEALED, SURVEYS_SO_FAR, Stamp, last_of_kind, last_seq
from loket.store.sql import Connection, canonical, put_off, run, text

Digest = tuple[int, str]
"""How many surveys a day has, and a hash over all of them."""
NONE: Digest = (0, "")
_SALT_BYTES = 16

_ADD = text(
    "INSERT INTO survey (id, service, submitted_on, answers, respondent)"
    " VALUES (:id, :service, :submitted_on, :answers, :respondent)"
)
_SURVEY = ("id", "service", "answers", "respondent")

_OF_DAYS = text(
    "SELECT submitted_on, id, service, answers, respondent FROM survey"
    " WHERE submitted_on >= :since ORDER BY submitted_on, id"
)


@dataclass(frozen=True, slots=True)
class Unsealed:
    """The surveys from the day `since` on, by their days, which no seal of a day has yet.

    `seq`: of the journal's last entry on the office.
    """

    since: str
    days: Mapping[str, list[list[Any]]]
    seq: int


def unsealed(conn: Connection, today: str) -> Unsealed:
    """Those, and in any case those of today; to be read before anything is written that would wait."""
    last = last_of_kind(conn, "office", OFFICE, SURVEYS_SEALED)
    since = str(last.data["before"]) if last is not None else ""
    return Unsealed(since, _by_day(conn, min(since, today)), last_seq(conn, "office", OFFICE))


def keep(
    conn: Connection,
    service: str,
    answers: Mapping[str, int],
    respondent: Mapping[str, str],
    today: str,
    before: Unsealed,
    stamp: Stamp,
) -> None:
    """Keep a survey of today, and seal those of today as they are now.

    Before that those of the days before it are sealed that are not yet. Where the clock went back to a day
    that was sealed already, that day is open again.
    """
    seq = before.seq
    past = {day: digest_of(found) for day, found in before.days.items() if before.since <= day < today}
    if past or before.since > today:
        days = {day: list(digest) for day, digest in past.items()}
        told = {"before": today, "days": days, "salt": salt(conn)}  # the seal of the last of them can be read
        seq += 1
        journal.append(conn, "office", OFFICE, SURVEYS_SEALED, told, stamp, seq=seq)
    survey = _drawn(service, answers, respondent)
    so_far, drawn = digest_of(sorted([*before.days.get(today, ()), survey])), secrets.token_hex(_SALT_BYTES)
    put_off(conn, "survey", partial(_write, conn, survey, today, drawn))
    told = {"day": today, "seal": sealed(drawn, so_far)}
    journal.append(conn, "office", OFFICE, SURVEYS_SO_FAR, told, stamp, seq=seq + 1)


def salt(conn: Connection) -> str:
    """The salt of the latest seal of a day that goes on, or went on then."""
    return meta.get(conn, meta.SURVEYS_SALT) or ""


def sealed(salt: str, digest: Digest) -> str:
    """The seal of the surveys of a day that goes on."""
    return hashlib.sha256(canonical([salt, *digest]).encode()).hexdigest()


def digests(conn: Connection) -> dict[str, Digest]:
    """Those of each day that has surveys."""
    return {day: digest_of(surveys) for day, surveys in _by_day(conn).items()}


def _by_day(conn: Connection, since: str = "") -> dict[str, list[list[Any]]]:
    days: dict[str, list[list[Any]]] = {}
    for day, *survey in run(conn, _OF_DAYS, since=since):
        days.setdefault(day, []).append(survey)
    return days


def digest_of(surveys: list[list[Any]]) -> Digest:
    """That of these, by their ids."""
    return len(surveys), hashlib.sha256(canonical(surveys).encode()).hexdigest()


def _drawn(service: str, answers: Mapping[str, int], respondent: Mapping[str, str]) -> list[Any]:
    """A survey as it is sealed.

    Its id is drawn at random: the order of surveys must not tell whose they are.
    """
    said = (canonical(dict(answers)), canonical(dict(respondent)))
    return [secrets.randbits(52), service, *said]


def _write(conn: Connection, survey: list[Any], day: str, salt: str) -> None:
    run(conn, _ADD, submitted_on=day, **dict(zip(_SURVEY, survey, strict=True)))
    meta.put(conn, meta.SURVEYS_SALT, salt)
