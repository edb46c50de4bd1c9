"""Acts on a file as people do them: one, several by one key, or one on many files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import on_record
from loket.desk.case.record import Late, Ref, keep_reason, record
from loket.desk.errors import Changed, NotReady
from loket.desk.office import Desk
from loket.flow.acts import (
    Act,
    Actor,
    Arrive,
    Choose,
    Depart,
    MarkTrouble,
    PutBack,
    Refused,
    Rest,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Void,
    Why,
    Withdraw,
)
from loket.flow.rules import check
from loket.flow.state import Standing
from loket.store.errors import StoreTrouble
from loket.store.sql import Connection
from loket.text import clean, clean_lines

AGENCY_LETTERS = 60


Remark = Callable[[str], int]


def take(desk: Desk, who: Who, ref: Ref, *, late: Late | None = None) -> Ref:
    """Take the file from the pile."""
    return _act(desk, who, ref, lambda _: Take(), late)


def put_back(desk: Desk, who: Who, ref: Ref) -> Ref:
    """Put the file back on the pile."""
    return _act(desk, who, ref, lambda _: PutBack())


def take_over(desk: Desk, who: Who, ref: Ref, reason: str) -> Ref:
    """Take the file from a colleague."""
    return _act(desk, who, ref, lambda remark: TakeOver(remark(reason)))


def return_to_pile(desk: Desk, who: Who, ref: Ref, reason: str) -> Ref:
    """Take the file from a colleague and put it on the pile: both or neither."""
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        remark = keep_reason(conn, who.person, desk.now(), reason, ref.file)
        ref = record(conn, desk, person, ref, TakeOver(remark))
        return record(conn, desk, person, ref, PutBack())


def choose(
    desk: Desk,
    who: Who,
    ref: Ref,
    branch: str,
    *,
    reason: str = "",
    missing: tuple[str, ...] = (),
    late: Late | None = None,
) -> Ref:
    """Complete the step, or this sign-off of it, by one of the SOP's branches."""
    return _act(desk, who, ref, lambda remark: Choose(branch, _if_said(remark, reason), missing), late)


def rest(desk: Desk, who: Who, ref: Ref, agency: str, reason: str = "") -> Ref:
    """Let the file wait for another agency. Raises Refused as `agency_name` does."""
    name = agency_name(agency)
    return _act(desk, who, ref, lambda remark: Rest(remark(name), _if_said(remark, reason)))


def agency_name(typed: str) -> str:
    """The name of an agency as it is kept. Raises Refused for one that lists have no room for."""
    name = clean(typed)
    if len(name) > AGENCY_LETTERS:
        raise Refused(Why.TOO_LONG, detail=str(AGENCY_LETTERS))
    return name


def resume(desk: Desk, who: Who, ref: Ref) -> Ref:
    """What the file waited for has come; the person works on."""
    return _act(desk, who, ref, lambda _: Resume())


def mark_trouble(desk: Desk, who: Who, ref: Ref, reason: str) -> Ref:
    """Data or a national application fails: step limits rest."""
    return _act(desk, who, ref, lambda remark: MarkTrouble(remark(reason)))


def solve_trouble(desk: Desk, who: Who, ref: Ref) -> Ref:
    """The trouble is solved."""
    return _act(desk, who, ref, lambda _: SolveTrouble())


def resubmit(desk: Desk, who: Who, ref: Ref, *, late: Late | None = None) -> Ref:
    """The applicant brought what was missing."""
    return _act(desk, who, ref, lambda _: Resubmit(), late)


def arrive(desk: Desk, who: Who, ref: Ref) -> Ref:
    """The applicant came to collect."""
    return _act(desk, who, ref, lambda _: Arrive())


def receive(
    desk: Desk, who: Who, ref: Ref, act: Resubmit | Arrive | Resume, *, late: Late | None = None
) -> Ref:
    """What the file waited for is here; whoever may take it on has it in hand too: both or neither."""
    with desk.store.write() as conn:
        return take_in(conn, desk, actor(conn, desk, who), ref, act, late=late)


def take_in(
    conn: Connection,
    desk: Desk,
    person: Actor,
    ref: Ref,
    act: Resubmit | Arrive | Resume,
    *,
    late: Late | None = None,
) -> Ref:
    """`receive` inside the caller's transaction."""
    ref = record(conn, desk, person, ref, act, late=late)
    return record(conn, desk, person, ref, Take()) if _is_theirs(conn, desk, person, ref) else ref


def _is_theirs(conn: Connection, desk: Desk, person: Actor, ref: Ref) -> bool:
    """Whether the person may take the file from its pile."""
    here = on_record(conn, desk, ref.file)
    try:
        check(here.procedure, here.state, person, Take())
    except Refused:
        return False
    return True


def depart(desk: Desk, who: Who, ref: Ref) -> Ref:
    """The applicant went away again without the permit."""
    return _act(desk, who, ref, lambda _: Depart())


def skip(desk: Desk, who: Who, ref: Ref) -> Ref:
    """The optional step is not needed."""
    return _act(desk, who, ref, lambda _: Skip())


def withdraw(desk: Desk, who: Who, ref: Ref, reason: str) -> Ref:
    """The applicant withdraws the application."""
    return _act(desk, who, ref, lambda remark: Withdraw(remark(reason)))


def void(desk: Desk, who: Who, ref: Ref, reason: str) -> Ref:
    """Void a registration made by mistake; its number is never used again."""
    return _act(desk, who, ref, lambda remark: Void(_if_said(remark, reason)))


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one file among many: its new version, or why not (then it is as it was).

    `taken`: the act that took it first, since it waited.
    """

    ref: Ref
    refused: Exception | None = None
    taken: int | None = None


def choose_many(desk: Desk, who: Who, refs: tuple[Ref, ...], branch: str) -> tuple[Done, ...]:
    """Decide many files by one branch; each is an act of its own, and a waiting one is taken first."""
    return tuple(_take_and_choose(desk, who, ref, branch) for ref in refs)


def _take_and_choose(desk: Desk, who: Who, seen: Ref, branch: str) -> Done:
    ref, taken = seen, None
    try:
        with desk.store.write() as conn:
            person = actor(conn, desk, who)
            here = on_record(conn, desk, ref.file).state.open
            if here is not None and here.standing is Standing.WAITING:
                ref = record(conn, desk, person, ref, Take())
                taken = ref.version
            return Done(record(conn, desk, person, ref, Choose(branch)), taken=taken)
    except (Refused, NotReady, Changed, StoreTrouble) as refused:
        return Done(seen, refused)


def _act(
    desk: Desk,
    who: Who,
    ref: Ref,
    make: Callable[[Remark], Act],
    late: Late | None = None,
) -> Ref:
    """Do one act in one transaction; `make` gets a function that keeps a typed reason and gives its id."""
    with desk.store.write() as conn:
        person = actor(conn, desk, who)

        def remark(text: str) -> int:
            return keep_reason(conn, who.person, desk.now(), text, ref.file)

        return record(conn, desk, person, ref, make(remark), late=late)


def _if_said(remark: Remark, reason: str) -> int | None:
    """The id of a reason that may be left out."""
    return remark(reason) if clean_lines(reason) else None
