"""When a file reached the moments from which a time may count."""

from __future__ import annotations

from loket.flow.acts import Skip, ending
from loket.flow.state import FileState, Interval
from loket.sop.model import Direction, Kind, Milestone, Procedure


def reached(procedure: Procedure, state: FileState, milestone: Milestone) -> int | None:
    """The instant of a moment in the file's life (ms UTC); None while it has not come."""
    match milestone:
        case Milestone.COMPLETE:
            return state.complete_at
        case Milestone.CORRECT:
            return state.correct_at
        case Milestone.PAID:
            paid = (i.end for i in state.intervals if _paid(procedure, state, i))
            return next(paid, None)
        case _:
            return state.intervals[0].start if state.intervals else None


def _paid(procedure: Procedure, state: FileState, interval: Interval) -> bool:
    """Whether the file left a payment with this interval, and onward: not to pay what was short."""
    step = procedure.at(interval.step, interval.strand)
    if step.kind is not Kind.PAYMENT or interval.end is None:
        return False
    branch, visit = step.branch(interval.ended_by), (interval.step, interval.visit, interval.strand)
    onward = interval.ended_by == ending(Skip) or (
        branch is not None and branch.direction is Direction.FORWARD
    )
    return onward and all((i.step, i.visit, i.strand) != visit for i in state.intervals[interval.seq :])
