"""The life of a file, played from the counter to where its fate ends."""

from __future__ import annotations

from loket.demo.arrivals import Arrival, Case, arrive_at_counter, arrive_online, leave_counter
from loket.demo.clock import before
from loket.demo.fates import WORKDAY_MINUTES, End, Fate, Turn
from loket.demo.hands import task
from loket.demo.route import presumed, reachable, way_to
from loket.demo.stage import Life, Playing, Sight, Stage, look
from loket.demo.words import AGENCIES, POWER_CUT, TAKEN_OVER, TROUBLES, VOIDED, WITHDRAWN
from loket.desk.authority import Who
from loket.desk.case import file_view
from loket.desk.case.perform import perform
from loket.desk.case.record import Late, Ref
from loket.desk.papers import delivery
from loket.desk.papers.parts import RECEIPT
from loket.desk.papers.printing import Came
from loket.desk.promises.finish import told
from loket.flow.acts import (
    Arrive,
    BringPayment,
    MarkTrouble,
    PutBack,
    Rest,
    Resubmit,
    Skip,
    Take,
    TakeOver,
    Void,
    Withdraw,
)
from loket.flow.fold import forward
from loket.flow.queue.acts import Outcome
from loket.flow.standing import Standing
from loket.flow.state import Interval
from loket.flow.times import step_time
from loket.lengths import MINUTE
from loket.sop.model import ISSUED, PARENT_FACT, Branch, Step
from loket.store.files import children

LONG = 120.0  # minutes; who works longer on a file has others in hand besides
COUNTER_MINUTES = 20.0  # nobody stands longer at a counter for one step
HANDOVER_BEGAN = 44.0  # whoever is to be seen at the hand-over came so many minutes before the demo begins


def file_life(stage: Stage, plan: Arrival) -> Life:
    """One file, from its applicant's number (or its arrival from elsewhere) to where its fate ends."""
    case = yield from (arrive_online(stage, plan) if plan.online else arrive_at_counter(stage, plan))
    yield from _live(stage, case)


def follow_up_life(stage: Stage, file: int, plan: Arrival) -> Life:
    """A file that another one opened."""
    yield stage.after(stage.rng.uniform(0.2, 1.0) * plan.gap)
    yield from _live(stage, Case(file, plan))


def _live(stage: Stage, case: Case) -> Life:
    """Go on until the fate is met; the stage stops whoever is still under way when the demo begins."""
    turns = list(case.plan.fate.turns)
    while True:
        sight = look(stage.desk, case.file)
        here = sight.here
        if case.turned is not None and (here is None or (here.step, here.visit) != case.turned):
            turns.pop(0)
            case.turned = None
        if case.visit is not None and not _at_counter(stage, case, sight, here):
            returned = here is not None and here.standing is Standing.APPLICANT
            yield from leave_counter(stage, case, Outcome.RETURNED if returned else Outcome.FILED)
        if here is None:
            return
        if not turns and _arrived(case.plan.fate, here):
            yield from _end(stage, case, sight, here)
            return
        if here.standing is Standing.WORKING:
            yield from _work(stage, case, sight, here, turns)
        else:
            yield from _wait(stage, case, sight, here, turns)


def _arrived(fate: Fate, here: Interval) -> bool:
    if fate.end in (End.ONWARD, End.STAYS):
        return fate.end is End.STAYS
    return here.step == fate.goal and here.standing not in (Standing.APPLICANT, Standing.PAYMENT)


def _at_counter(stage: Stage, case: Case, sight: Sight, here: Interval | None) -> bool:
    """Whether the person who serves the applicant has the file, or is to do its next step as well."""
    if here is None or case.visit is None or not here.standing.at_work:
        return False
    step = sight.procedure.at(here.step, here.strand)
    return bool(set(step.handling_roles(here.sign_off)) & stage.roles_of(case.visit.person))


def _wait(stage: Stage, case: Case, sight: Sight, here: Interval, turns: list[Turn]) -> Playing[None]:
    """Let time pass, and then do what brings the file into somebody's hands again."""
    desk, gap, rng = stage.desk, case.plan.gap, stage.rng
    if here.awaits_parent:
        yield stage.after(60)
        return
    if here.standing is Standing.COLLECTION and case.plan.fate.goal is not None:
        yield max(stage.clock.at, before(stage.time, stage.until, HANDOVER_BEGAN))
    yield stage.after(0.1 if case.visit else rng.uniform(0.2, 1.4) * (3 if case.present else gap))
    if here.standing is Standing.WAITING:
        yield from _take(stage, case, sight, here, turns)
        return
    while (who := stage.clerk()) is None:
        yield stage.after(3)
    if here.standing is Standing.APPLICANT:
        perform(desk, who, _present(stage, sight), Resubmit())
    elif here.standing is Standing.PAYMENT:
        perform(desk, who, _present(stage, sight), BringPayment())
    elif here.standing is Standing.COLLECTION:
        perform(desk, who, _present(stage, sight), Arrive())
        case.present = True


def _take(stage: Stage, case: Case, sight: Sight, here: Interval, turns: list[Turn]) -> Playing[None]:
    """Somebody of the step's roles takes the file, or does without an optional step."""
    step = sight.procedure.at(here.step, here.strand)
    roles = stage.hands_for(step, here.sign_off, _branch(case, sight, step, turns))
    who = case.visit
    while who is None:
        who = stage.pick(roles, besides=sight.signers)
        if who is None:
            yield stage.after(4)
    if step.optional and stage.rng.random() < 0.4:
        perform(stage.desk, who, _present(stage, sight), Skip())
        return
    perform(stage.desk, who, _present(stage, sight), Take())
    case.holder = who
    if _minutes(stage, case, sight, step, here) < LONG:
        stage.busy.add(who.person)


def _minutes(stage: Stage, case: Case, sight: Sight, step: Step, here: Interval) -> float:
    """The standard time of the step in working minutes; a guess where it has none."""
    with stage.desk.store.read() as conn:
        reading = stage.desk.reckoning(conn).reading(sight.row.service)
    time = step_time(step, here.sign_off, here.role, sight.state.facts, reading)
    if time is None or not time.reckoned:
        return 2 * case.plan.gap if step.party.value == "instansi" else 12
    return float(time.amount * WORKDAY_MINUTES if time.in_days else time.amount)


def _work(stage: Stage, case: Case, sight: Sight, here: Interval, turns: list[Turn]) -> Playing[None]:
    """Do the step that is in hand, sometimes in more than its time, and complete it."""
    step = sight.procedure.at(here.step, here.strand)
    branch = _branch(case, sight, step, turns)
    who = case.holder
    assert who is not None
    if (yield from _incident(stage, case, sight)):
        return
    part = stage.rng.uniform(1.1, 1.7) if stage.rng.random() < 0.15 else stage.rng.uniform(0.4, 0.95)
    minutes = part * _minutes(stage, case, sight, step, here)
    minutes = min(minutes, COUNTER_MINUTES if case.visit else max(15.0, 2 * case.plan.gap))
    todo = task(stage.desk, who, sight, branch, stage.rng)
    begun = stage.clock.at
    for done, chore in enumerate(todo.chores, start=1):
        yield stage.after(minutes / (len(todo.chores) + 1)) if done > 1 else stage.after(minutes / 4)
        chore()
    yield max(stage.after(0.3), stage.after(minutes - (stage.clock.at - begun) / MINUTE))
    late_entry = yield from _power_cut(stage, case)
    todo.finish(_present(stage, sight), late_entry)
    if case.visit is not None:
        _give_receipt(stage, who, case.file)
    _let_go(stage, case)
    if turns and turns[0] == Turn(step.sequence, branch.id):
        case.turned = (here.step, here.visit)
    if branch.opens:
        _follow(stage, case)


def _give_receipt(stage: Stage, who: Who, file: int) -> None:
    """Who stands at the counter takes a receipt home, where it tells a date."""
    view = file_view.view(stage.desk, who, file)
    day = told(stage.desk, view)
    if day is not None and view.row.promised_on is None:
        delivery.out(stage.desk, who, file, RECEIPT, Came.PRINTED, day)


def _present(stage: Stage, sight: Sight) -> Ref:
    """The file's present version: only the news of its parent comes to a file from outside its own life."""
    return sight.ref if sight.row.parent_id is None else look(stage.desk, sight.row.id).ref


def _expected(sight: Sight) -> dict[str, str]:
    """The file's facts, and that its parent will be issued where that is not known yet."""
    return {PARENT_FACT: ISSUED, **sight.state.facts} if sight.row.parent_id else dict(sight.state.facts)


def _let_go(stage: Stage, case: Case) -> None:
    if case.holder is not None and case.visit is None:
        stage.busy.discard(case.holder.person)
    case.holder = None


def _power_cut(stage: Stage, case: Case) -> Playing[Late | None]:
    """Now and then the power fails, and what happened is recorded some minutes later."""
    happened, later_on = stage.clock.at, stage.after(9)
    same_day = stage.time.day(happened) == stage.time.day(later_on)
    if case.visit is not None or not same_day or stage.rng.random() > 0.02:
        return None
    yield later_on
    return Late(happened, POWER_CUT)


def _branch(case: Case, sight: Sight, step: Step, turns: list[Turn]) -> Branch:
    """The branch that leads towards the fate."""
    facts = presumed(sight.procedure, sight.state.facts)
    goal, wanted = case.plan.fate.goal, None
    if turns:
        goal, wanted = turns[0].step, turns[0].branch
        turn = step.branch(wanted)
        if goal == step.sequence and turn is not None and turn.holds(facts):
            return turn
    way = way_to(sight.procedure, step.sequence, _expected(sight), goal, wanted) if goal is not None else None
    chosen = step.branch(way.get(step.sequence, "")) if way else None
    return chosen or forward(step, facts)


def _incident(stage: Stage, case: Case, sight: Sight) -> Playing[bool]:
    """What happens on some days: put back, taken over. Whether the file left the hands it was in."""
    who = case.holder
    if case.visit is not None or who is None or case.incidents or stage.rng.random() > 0.12:
        return False
    case.incidents += 1
    yield stage.after(stage.rng.uniform(1, 4))
    here = sight.here
    assert here is not None
    same = (here.role,) if here.role is not None else ()
    colleague = stage.pick(same, besides=(who.person, *sight.signers))
    if colleague is not None and colleague.person != who.person and stage.rng.random() < 0.4:
        perform(stage.desk, colleague, _present(stage, sight), TakeOver(0), remark=TAKEN_OVER)
        _let_go(stage, case)
        case.holder = colleague
        stage.busy.add(colleague.person)
    else:
        perform(stage.desk, who, _present(stage, sight), PutBack())
        _let_go(stage, case)
    return True


def _follow(stage: Stage, case: Case) -> None:
    """Give the follow-up file that was just opened a life of its own; what lies apart stays so for months."""
    with stage.desk.store.read() as conn:
        opened = children(conn, case.file)[-1]
    sight = look(stage.desk, opened.id)
    if any(here.aside for here in sight.state.opens):
        return
    desks = reachable(sight.procedure, _expected(sight))
    goal = stage.rng.choice([*(step.sequence for step in desks), None, None])
    fate = Fate(End.PILE if goal else End.ONWARD, goal)
    plan = Arrival(opened.service, opened.kind, case.plan.visitor, fate, min(90.0, case.plan.gap))
    stage.enter(stage.clock.at, follow_up_life(stage, opened.id, plan))


def _end(stage: Stage, case: Case, sight: Sight, here: Interval) -> Playing[None]:
    """The fate is met: leave the file as it says."""
    fate, desk, rng = case.plan.fate, stage.desk, stage.rng
    match fate.end:
        case End.PILE if here.standing is Standing.WORKING and case.holder is not None:
            yield stage.after(1)
            perform(desk, case.holder, _present(stage, sight), PutBack())
            _let_go(stage, case)
        case End.WITHDRAWN:
            yield stage.after(rng.uniform(0.5, 2) * case.plan.gap)
            if (clerk := stage.clerk()) is not None:
                perform(desk, clerk, _present(stage, sight), Withdraw(0), remark=rng.choice(WITHDRAWN))
        case End.VOIDED:
            yield from _void(stage, case, sight)
        case End.HAND | End.REST | End.TROUBLE:
            yield from _hold(stage, case, sight, here)
    if case.visit is not None:
        yield from leave_counter(stage, case, Outcome.FILED)


def _hold(stage: Stage, case: Case, sight: Sight, here: Interval) -> Playing[None]:
    """Somebody takes the file and works on it, lets it rest for an agency, or is stopped by trouble."""
    fate, desk, rng = case.plan.fate, stage.desk, stage.rng
    if here.standing is Standing.WAITING:
        if fate.ago is not None and case.visit is None:
            yield max(stage.clock.at, before(stage.time, stage.until, fate.ago))
        yield from _take(stage, case, sight, here, [])
    who, ref = case.holder, look(desk, case.file).ref
    if who is None or fate.end is End.HAND:
        return
    yield stage.after(rng.uniform(2, 6))
    if fate.end is End.REST:
        agency, why = rng.choice(AGENCIES)
        perform(desk, who, ref, Rest(0), agency=agency, remark=why)
    else:
        ref = perform(desk, who, ref, MarkTrouble(0), remark=rng.choice(TROUBLES))
        yield stage.after(2)
        perform(desk, who, ref, PutBack())
    _let_go(stage, case)


def _void(stage: Stage, case: Case, sight: Sight) -> Playing[None]:
    """The registration was a mistake: whoever made it takes it back."""
    if case.holder is None:
        return
    yield stage.after(2)
    perform(stage.desk, case.holder, sight.ref, Void(), remark=VOIDED)
    _let_go(stage, case)
    if case.visit is not None:
        yield from leave_counter(stage, case, Outcome.LEFT)
