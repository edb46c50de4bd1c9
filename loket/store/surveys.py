"""Filled-in surveys (SKM). They name neither file nor hour: an answer must not lead to who gave it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loket.store.sql import Connection, canonical, run, text


@dataclass(frozen=True, slots=True)
class Survey:
    """One filled-in survey; `submitted_on` is the office's date, ISO."""

    id: int
    service: str
    submitted_on: str
    answers: Mapping[str, int]
    respondent: Mapping[str, str]


_ADD = text(
    "INSERT INTO survey (id, service, submitted_on, answers, respondent)"
    " VALUES (:id, :service, :submitted_on, :answers, :respondent) RETURNING id"
)
_BETWEEN = text(
    "SELECT id, service, submitted_on, answers, respondent FROM survey"
    " WHERE submitted_on >= :first AND submitted_on <= :last AND id > :after ORDER BY id LIMIT :limit"
)


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


def between(
    conn: Connection, first: str, last: str, *, after: int = 0, limit: int = 500
) -> tuple[Survey, ...]:
    """Surveys of the dates `first` to `last` (ISO, both included), going on after the id `after`."""
    rows = run(conn, _BETWEEN, first=first, last=last, after=after, limit=limit)
    return tuple(_survey(row) for row in rows)


def _survey(row: Any) -> Survey:
    return Survey(row.id, row.service, row.submitted_on, json.loads(row.answers), json.loads(row.respondent))
