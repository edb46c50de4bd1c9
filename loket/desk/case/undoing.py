"""Taking back one's own act: the last one, with all that the same key did."""

from __future__ import annotations

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.case.perform import Done
from loket.desk.case.record import Ref, record
from loket.desk.errors import Changed
from loket.desk.office import Desk
from loket.flow.acts import (
    Actor,
    Arrive,
    PutBack,
    Refused,
    Resubmit,
    Resume,
    Take,
    TakeOver,
    Undo,
)
from loket.flow.state import in_force
from loket.store.errors import StoreTrouble
from loket.store.sql import Connection


def undo(desk: Desk, who: Who, ref: Ref, event: int) -> Ref:
    """Take back one's own last act of today, until somebody else has acted on the file.

    Of two that one key did, `return_to_pile` or `receive`, both are taken back or neither.
    """
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        before = _same_key(on_record(conn, desk, ref.file), event)
        return _undo(conn, desk, person, ref, event, before)


_ONE_KEY = ((TakeOver, PutBack), (Resubmit, Take), (Arrive, Take), (Resume, Take))


_ONE_KEY_TIME = 1_000
"""Within this time (ms) of each other the two are written; no hand does them one by one as quickly."""


def _same_key(file: OnRecord, event: int) -> int | None:
    """The act before this last one, if one key of the same person did both."""
    acts = in_force(file.events)[-2:]
    if [act.seq for act in acts] != [event - 1, event]:
        return None
    first, second = acts
    together = first.person == second.person and second.recorded - first.recorded < _ONE_KEY_TIME
    return first.seq if together and (type(first.act), type(second.act)) in _ONE_KEY else None


def _undo(conn: Connection, desk: Desk, person: Actor, ref: Ref, event: int, before: int | None) -> Ref:
    """Take back an act, and the one `before` it that belongs to it; each stands in the journal."""
    ref = record(conn, desk, person, ref, Undo(event))
    return ref if before is None else record(conn, desk, person, ref, Undo(before))


def undo_many(desk: Desk, who: Who, acts: tuple[Done, ...]) -> tuple[Done, ...]:
    """Take back what `choose_many` did, each file on its own; one that waited then waits again."""
    return tuple(_undo_chosen(desk, who, act) for act in acts)


def _undo_chosen(desk: Desk, who: Who, act: Done) -> Done:
    try:
        with desk.store.write() as conn:
            person = actor(conn, desk, who)
            return Done(_undo(conn, desk, person, act.ref, act.ref.version, act.taken))
    except (Refused, Changed, StoreTrouble) as refused:
        return Done(act.ref, refused)
