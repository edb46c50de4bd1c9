"""Acts on a file: authority checked, the procedure asked, journal and intervals written at once.

Every act names the file and the version the person saw. Whoever comes second is told who came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record, remarks_of, with_agency
from loket.desk.case.readiness import LACKING, MARK_NOTE, NotReady, check_ready, checklist
from loket.desk.office import Desk
from loket.desk.words.moments import day_began
from loket.flow.acts import (
    Act,
    Actor,
    Arrive,
    Choose,
    Depart,
    Event,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Refused,
    Register,
    Rest,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Why,
    Withdraw,
)
from loket.flow.limits import earliest_due, is_running, judge_all
from loket.flow.rules import check
from loket.flow.state import VOIDED, FileState, Standing, in_force, parent_result, places
from loket.office.model import file_number, number_series
from loket.sla import State, WorkingTime
from loket.sop.model import PARENT_FACT, Branch, Direction
from loket.store import files, numbers, texts
from loket.store.errors import StoreTrouble
from loket.store.files import NO_LIMIT, NOT_STARTED, RESTING, Due, NewFile
from loket.store.sql import Connection
from loket.text import clean, clean_lines

AGENCY_LETTERS = 60
_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Ref:
    """A file and the version of it that a person saw."""

    file: int
    version: int


@dataclass(frozen=True, slots=True)
class Late:
    """An act recorded after it happened: when (ms UTC), and why so late (power cut, paper fallback)."""

    at: int
    reason: str


class Changed(Exception):
    """The file has moved on since the person read it."""

    def __init__(self, file: int) -> None:
        super().__init__("berkas sudah berubah")
        self.file = file


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
        remark = _keep_reason(conn, who.person, desk.now(), reason, ref.file)
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
            return _keep_reason(conn, who.person, desk.now(), text, ref.file)

        return record(conn, desk, person, ref, make(remark), late=late)


def _keep_reason(conn: Connection, person: int, at: int, text: str, file: int) -> int:
    """Keep a reason, cleaned, and give its id. Raises Refused for one that says nothing."""
    words = clean_lines(text)
    if not words:
        raise Refused(Why.REASON_NEEDED)
    return texts.add_remark(conn, person, at, words, file)


def _if_said(remark: Remark, reason: str) -> int | None:
    """The id of a reason that may be left out."""
    return remark(reason) if clean_lines(reason) else None


def record(
    conn: Connection, desk: Desk, person: Actor, ref: Ref, act: Act, *, late: Late | None = None
) -> Ref:
    """Check an act and write it with everything that follows from it, inside the caller's transaction.

    Raises:
        Refused: by the procedure, the standing of the file or the person's roles.
        NotReady: when something that the step asks for is still missing.
        Changed: when the file has moved on since `ref` was read.
    """
    before = on_record(conn, desk, ref.file)
    try:
        today = day_began(desk.time(conn), desk.now())
        role = check(before.procedure, before.state, person, act, today=today)
        role = role or _role_in_hand(before.state, person)
    except Refused as refused:
        raise with_agency(refused, remarks_of(conn, ref.file)) from None
    _check_seen(before, ref)
    check_ready(conn, desk, before, act)
    at, recorded, why = _moment(conn, desk, person, before, late)
    by = (person.person, role, person.station)
    if isinstance(act, Choose):
        before = _mark_missing(conn, desk, before, act, recorded, by)
    elif isinstance(act, Undo):
        _unmark_missing(conn, before, recorded, person.person)
    event = Event(before.state.seq + 1, at, recorded, act, *by, why)
    if isinstance(act, Undo):
        _undo_follow_ups(conn, desk, before, event)
    after = write(conn, desk, before, event)
    _follow(conn, desk, person, before, after, event)
    return Ref(ref.file, after.state.seq)


def _mark_missing(
    conn: Connection,
    desk: Desk,
    file: OnRecord,
    act: Choose,
    now: int,
    by: tuple[int, str | None, str | None],
) -> OnRecord:
    """Mark as lacking what a return asks for: when the file comes back, it has to be looked at again.

    The journal's note of it keeps the mark that stood there before (`semula`), for an undo.
    """
    for item in checklist(conn, desk, file.row):
        if item.requirement.id in act.missing and item.mark != LACKING:
            texts.set_mark(conn, file.row.id, item.requirement.id, LACKING, item.note, by[0], now)
            note = Note(MARK_NOTE, {"item": item.requirement.id, "tanda": LACKING, "semula": item.mark})
            file = write(conn, desk, file, Event(file.state.seq + 1, now, now, note, *by))
    return file


def _unmark_missing(conn: Connection, file: OnRecord, now: int, person: int) -> None:
    """Give back the marks that the return now undone had changed, where nobody has changed them since."""
    marks = texts.marks(conn, file.row.id)
    seq = file.state.last.seq if file.state.last is not None else 0
    for event in reversed(file.events[: seq - 1]):
        if not isinstance(event.act, Note) or "semula" not in event.act.data:
            return
        item, before = event.act.data["item"], event.act.data["semula"]
        if marks[item].mark == LACKING:
            texts.set_mark(conn, file.row.id, item, before, marks[item].note, person, now)


def _role_in_hand(state: FileState, person: Actor) -> str | None:
    """The role in which a person has the file in hand; a note, which needs no role, is recorded in it."""
    return state.open.role if state.open is not None and state.open.person == person.person else None


def _check_seen(before: OnRecord, ref: Ref) -> None:
    """Refuse when anything but notes was added after the version that the person read."""
    if any(e.seq > ref.version and not isinstance(e.act, Note) for e in before.events):
        raise Changed(ref.file)


def _moment(
    conn: Connection, desk: Desk, person: Actor, before: OnRecord, late: Late | None
) -> tuple[int, int, int | None]:
    """When the act happened, when it is recorded, and (late) the remark that says why so late."""
    recorded = max(desk.now(), before.events[-1].recorded, before.state.last_at)
    if late is None:
        return recorded, recorded, None
    happened = late_moment(before.events, desk.time(conn), recorded, late.at)
    return happened, recorded, _keep_reason(conn, person.person, recorded, late.reason, before.row.id)


def late_moment(events: Iterable[Event], time: WorkingTime, now: int, at: int) -> int:
    """The instant (ms UTC) of a late act that somebody says happened in the minute of `at`.

    It lies on the office's date of `now`, not after `now`, and not before the last act in force (acts undone
    and notes do not count). In the same minute as that act it is taken to have followed it at once.

    Raises:
        Refused: TOO_EARLY with the instant of the last act, when that minute is not possible.
    """
    last = max(event.at for event in in_force(events))
    happened = max(at, last) if at // _MINUTE == last // _MINUTE else at
    if not max(last, day_began(time, now)) <= happened <= now:
        raise Refused(Why.TOO_EARLY, at=last)
    return happened


def write(conn: Connection, desk: Desk, before: OnRecord, event: Event) -> OnRecord:
    """Append the event to the journal and bring the intervals and the cached deadline in line with it."""
    after = before.with_event(event)
    due = next_due(conn, desk, after, event.recorded)
    files.record(conn, before.row.id, before.state.seq, event, before.state, after.state, due)
    return after


def next_due(conn: Connection, desk: Desk, file: OnRecord, now: int) -> Due:
    """What lists have of the earliest running limit; where none runs, a sentinel that sorts after it."""
    judged = judge_all(file.procedure, file.state, file.reading, desk.time(conn), now)
    here = file.state.open
    waiting = here is not None and here.standing is Standing.WAITING
    due = earliest_due(judged, on_pile=waiting)
    if due is not None:
        return Due(*due)
    if not is_running(judged):
        return Due(NO_LIMIT, NO_LIMIT)
    started = any(v.state is not State.NOT_STARTED for _, v in judged)
    resting = RESTING if started and not waiting else NOT_STARTED
    return Due(resting, resting)


def _follow(
    conn: Connection, desk: Desk, person: Actor, before: OnRecord, after: OnRecord, event: Event
) -> None:
    """What an act brings about on other files: a follow-up, or the result that follow-ups wait for."""
    if isinstance(event.act, Choose) and before.step is not None:
        branch = before.step.branch(event.act.branch)
        left = after.step is None or after.step.sequence != before.step.sequence
        if branch is not None and branch.opens and left and branch.direction is Direction.FORWARD:
            _open_follow_up(conn, desk, person, after, branch.opens, event)
    outcome = after.state.outcome
    if outcome is not None and before.state.outcome is None:
        for row in files.children(conn, before.row.id):
            child = on_record(conn, desk, row.id)
            if child.state.open is not None and PARENT_FACT not in child.state.facts:
                now = max(event.recorded, child.events[-1].recorded, child.state.last_at)
                write(conn, desk, child, Event(child.state.seq + 1, now, now, ParentEnded(outcome)))


def _open_follow_up(
    conn: Connection, desk: Desk, person: Actor, parent: OnRecord, opens: str, event: Event
) -> None:
    sha, procedure = desk.current(conn, opens)
    facts = {k: v for k, v in parent.state.facts.items() if k in procedure.facts}
    if parent.state.outcome is not None:
        facts[PARENT_FACT] = parent_result(parent.state.outcome)
    service = desk.office.services_of(opens)[0].id
    now = event.recorded
    follow_up = NewFile(
        number=next_number(conn, desk, service),
        service=service,
        procedure_id=opens,
        procedure_sha=sha,
        applicant_id=parent.row.applicant_id,
        company=parent.row.company,
        kind=parent.row.kind,
        channel=parent.row.channel,
        arrived_at=now,
        opened_at=now,
        parent_id=parent.row.id,
    )
    row = files.file_row(conn, files.create_file(conn, follow_up))
    act = Register(procedure.starts[0], facts, parent.row.id)
    entry = Event(1, now, now, act, person.person, event.role, event.station)
    reading = desk.reckoning(conn).reading(service, parent.row.service)
    write(conn, desk, OnRecord(row, (), procedure, FileState(), reading), entry)


def _undo_follow_ups(conn: Connection, desk: Desk, before: OnRecord, undoing: Event) -> None:
    """Take back what the undone act brought about on follow-ups; refuse when others have gone on there.

    A follow-up that the act opened is voided; where it brought the parent's result, that is undone there too.
    """
    last = before.state.last
    if last is None:
        return
    branch = _branch(before, last)
    loses_result = before.state.outcome is not None and before.with_event(undoing).state.outcome is None
    for row in files.children(conn, before.row.id):
        child = on_record(conn, desk, row.id)
        latest = child.state.last
        opened = branch is not None and bool(branch.opens) and row.opened_at == last.recorded
        told = loses_result and any(isinstance(e.act, ParentEnded) for e in in_force(child.events))
        if latest is None or child.state.outcome == VOIDED or not (opened or told):
            continue
        if not isinstance(latest.act, Register if opened else ParentEnded):
            raise Refused(Why.UNDO_TOO_LATE, person=latest.person, at=latest.at)
        act = Void() if opened else Undo(latest.seq)
        now = max(undoing.recorded, child.events[-1].recorded, child.state.last_at)
        who = (undoing.person, undoing.role, undoing.station)
        write(conn, desk, child, Event(child.state.seq + 1, now, now, act, *who))


def _branch(file: OnRecord, event: Event) -> Branch | None:
    """The branch that an event chose; None for any other act."""
    if not isinstance(event.act, Choose):
        return None
    where = places(file.procedure, file.events)[event.seq]
    return file.procedure.step(where.step).branch(event.act.branch)


def next_number(conn: Connection, desk: Desk, service: str) -> str:
    """The next file number by the office's template; a number once issued is never used again."""
    today = desk.time(conn).local(desk.now()).date()
    running = numbers.next_number(conn, number_series(desk.office, today), "")
    return file_number(desk.office, desk.service(service), running, today)
