"""Filled-in surveys (SKM). They name neither file nor hour: an answer must not lead to who gave it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from loket.store.sql import Connection, canonical, run, text

_ADD = text(
    "INSERT INTO survey (id, service, submitted_on, answers, respondent)"
    " VALUES (:id, :service, :submitted_on, :answers, :respondent) RETURNING id"
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
