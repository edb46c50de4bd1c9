"""When a file is due: the one value that lists, the file itself, papers and checks have of a limit's end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loket.flow.limits import Limit, LimitKind
from loket.sla import Clock, State, Verdict, WorkingTime


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a limit runs out, or ran out: `at` and, from when on that is near, `near` in ms UTC.

    `clock` is what its time is counted on, `last` its last date (24.00 is of the day that it ends).
    `estimated`: a holiday that is not decreed yet lies on the way to it. `legal`: when the legal line runs
    out, or ran out (ms UTC), where one does; it may be this limit or a later one.
    """

    at: int
    clock: Clock
    kind: LimitKind
    last: date
    near: int
    estimated: bool = False
    legal: int | None = None


class Still(StrEnum):
    """Why no time of a file runs out, the most urgent first."""

    UNKNOWN = "di luar kalender"
    NOT_STARTED = "belum mulai"
    NO_LIMIT = "tanpa batas"
    RESTING = "berhenti"


def deadline(limit: Limit, verdict: Verdict, time: WorkingTime, legal: int | None = None) -> Deadline | None:
    """When the limit is due or ran out; None where it rests before that, did not begin or is not known."""
    at = verdict.due if verdict.due is not None else verdict.ran_out
    if at is None:
        return None
    near = at if verdict.near is None else verdict.near
    return Deadline(at, limit.budget.clock, limit.kind, time.last_date(at), near, verdict.estimated, legal)


def of_strand(judged: Iterable[tuple[Limit, Verdict]], strand: int) -> tuple[tuple[Limit, Verdict], ...]:
    """Of a file's limits those that bear on a strand: its step's, and the whole file's."""
    return tuple([each for each in judged if each[0].strand in (None, strand)])


def first_due(judged: Iterable[tuple[Limit, Verdict]], *, waiting: bool) -> tuple[Limit, Verdict] | None:
    """The limit that a file's lists go by; None when none runs.

    Of the limits whose time runs against the office now it is the one that runs out first. While the file is
    `waiting` on a pile, a limit that has run out already counts too, even if its time does not run there.
    """
    found = list[tuple[tuple[int, int], Limit, Verdict]]()
    for limit, verdict in judged:
        if limit.finished or limit.applicants_own:
            continue
        if verdict.due is not None and verdict.near is not None:
            found.append(((verdict.due, verdict.near), limit, verdict))
        elif waiting and verdict.ran_out is not None:
            found.append(((verdict.ran_out, verdict.ran_out), limit, verdict))
    first = min(found, key=lambda each: each[0], default=None)
    return None if first is None else first[1:]


def file_due(
    judged: Iterable[tuple[Limit, Verdict]], time: WorkingTime, *, waiting: bool
) -> Deadline | Still:
    """A file's deadline as lists have it, or why there is none."""
    judged = tuple(judged)
    first = first_due(judged, waiting=waiting)
    found = deadline(*first, time, _legal(judged)) if first is not None else None
    if found is not None:
        return found
    states = {verdict.state for limit, verdict in judged if limit.reckoned and not limit.finished}
    if not states:
        return Still.NO_LIMIT
    if State.UNKNOWN in states:
        return Still.UNKNOWN
    return Still.NOT_STARTED if waiting or states == {State.NOT_STARTED} else Still.RESTING


def _legal(judged: Iterable[tuple[Limit, Verdict]]) -> int | None:
    """When the legal line runs out or ran out; None where none is known."""
    for limit, verdict in judged:
        if limit.kind is LimitKind.LEGAL and not limit.finished:
            return verdict.due if verdict.due is not None else verdict.ran_out
    return None
