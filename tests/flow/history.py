"""Histories of a file written by hand, and how a limit stands over them.

The calendar is that of `tests.sla.office`: Monday to Thursday 07.30–12.00 and 13.00–16.00, Friday 07.30–11.30
and 13.00–16.30, Ramadan until 20 March 2026, no work from 18 to 24 March 2026. 16 November 2026 is a Monday.
"""

from __future__ import annotations

from loket.flow.limits import (
    Limit,
    LimitKind,
    judge_all,
    limits,
)
from loket.flow.standing import Standing
from loket.flow.state import FileState, Interval
from loket.flow.times import Reading
from loket.sla import Verdict
from loket.sop.model import Procedure
from tests.sla.office import at, ordinary, wall

PILE, WORK, APPLICANT, AGENCY, COLLECT = (
    *(Standing.WAITING, Standing.WORKING, Standing.APPLICANT),
    *(Standing.AGENCY, Standing.COLLECTION),
)
USUAL = Reading()
FROM_ARRIVAL = Reading(from_taking=False)
KARIMUN, SKP, PUSKESMAS = "karimun-sicantik", "purwakarta-skp", "purwakarta-puskesmas"
OSS, SICANTIK, SIGAP, MEMPAWAH = "pariaman-oss", "pariaman-sicantik", "pariaman-sigap", "mempawah-ss"


def stay(
    procedure: Procedure,
    step: int,
    standing: Standing,
    start: str,
    *,
    visit: int = 1,
    sign_off: int = 0,
    role: str | None = None,
    trouble: bool = False,
) -> Interval:
    """A stretch at a step that begins at `start`; `history` ends it."""
    party = standing.party or procedure.step(step).party
    person = 1 if standing is WORK else None
    role = role or procedure.step(step).signing_roles(sign_off)[0]
    return Interval(
        0, step, visit, sign_off, party, standing, at(f"2026-{start}"), role, person, trouble=trouble
    )


def history(
    *stays: Interval, complete: str | None = None, decided: str | None = None, ended: str | None = None
) -> FileState:
    """A file with these stays, each ended by the next; the last is open unless the file ended."""
    last = at(f"2026-{ended}") if ended else None
    ends = [s.start for s in stays[1:]] + [last]
    known = [s._replace(seq=n, end=end) for n, (s, end) in enumerate(zip(stays, ends, strict=True), 1)]
    return FileState(
        intervals=tuple(known),
        ended_at=last,
        complete_at=at(f"2026-{complete}") if complete else None,
        decided_at=at(f"2026-{decided}") if decided else None,
    )


def judged(
    procedure: Procedure, state: FileState, kind: LimitKind, now: str, reading: Reading = USUAL
) -> Verdict | None:
    found = [
        v
        for limit, v in judge_all(procedure, state, reading, ordinary(), at(f"2026-{now}"))
        if limit.kind is kind
    ]
    assert len(found) <= 1
    return found[0] if found else None


def due(
    procedure: Procedure, state: FileState, kind: LimitKind, now: str, reading: Reading = USUAL
) -> str | None:
    verdict = judged(procedure, state, kind, now, reading)
    return wall(verdict.due)[5:] if verdict is not None and verdict.due is not None else None


def limit_of(
    procedure: Procedure, state: FileState, kind: LimitKind, reading: Reading = USUAL
) -> Limit | None:
    return next((x for x in limits(procedure, state, reading) if x.kind is kind), None)
