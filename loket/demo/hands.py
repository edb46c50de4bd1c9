"""What somebody does with a file in hand before it goes on: tick, fill in, and then choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from loket.demo.route import presumed
from loket.demo.stage import Sight
from loket.demo.words import lacking, reason, value_of
from loket.desk import survey
from loket.desk.authority import Who, actor
from loket.desk.case import entries
from loket.desk.case.fields import asked_fields
from loket.desk.case.on_form import LACKING, PRESENT, UNCHECKED, CheckItem, on_form
from loket.desk.case.on_record import on_record
from loket.desk.case.perform import perform
from loket.desk.case.record import Late, Ref
from loket.desk.office import Desk
from loket.flow.acts import Choose
from loket.flow.offers import choosing
from loket.sop.model import Branch, Demand, Direction


@dataclass(frozen=True, slots=True)
class Chore:
    """The small things to do one after another, and then the act that completes the step."""

    chores: tuple[Callable[[], object], ...]
    finish: Callable[[Ref, Late | None], Ref]


def task(desk: Desk, who: Who, sight: Sight, branch: Branch, rng: Random) -> Chore:
    """What it takes to leave the step where `sight` stands by `branch`."""
    here = sight.here
    assert here is not None
    demands = sight.procedure.at(here.step, here.strand).demanded(here.sign_off)
    if Demand.SURVEY in demands and branch.direction is Direction.FORWARD:
        return Chore((), lambda ref, _: survey.submit(desk, who, ref, _answers(desk, rng), {}))
    file = sight.row.id
    chores: list[Callable[[], object]] = []
    onward = branch.direction is Direction.FORWARD
    if onward and (values := _values(desk, sight, demands, rng)):
        chores.append(lambda: entries.save_fields(desk, who, file, values))
    if Demand.REQUIREMENTS in demands:
        return _check(desk, who, sight, branch, rng, chores)
    why = "" if onward else reason(branch.direction.value, rng)
    chosen = _chosen(desk, who, sight, branch)
    return Chore(
        tuple(chores), lambda ref, late: perform(desk, who, ref, chosen(late), remark=why, late=late)
    )


def _chosen(desk: Desk, who: Who, sight: Sight, branch: Branch) -> Callable[[Late | None], Choose]:
    """The choice of a branch; of what others did elsewhere it is recorded as soon as they did it."""
    with desk.store.read() as conn:
        person = actor(conn, desk, who)
    strand = sight.here.strand if sight.here is not None else 0
    acts = choosing(sight.procedure, sight.state, person, branch, strand)
    role = acts[0].for_role if acts else None

    def act(late: Late | None) -> Choose:
        at = late.at if late is not None else desk.now()
        return Choose(branch.id, for_role=role, acted_at=at if role is not None else None)

    return act


def _check(
    desk: Desk, who: Who, sight: Sight, branch: Branch, rng: Random, first: list[Callable[[], object]]
) -> Chore:
    """Go through the requirements after `first`; a return finds one or two of them lacking."""
    file = sight.row.id
    with desk.store.read() as conn:
        form = on_form(conn, desk, on_record(conn, desk, file))
    returns = branch.direction is not Direction.FORWARD
    items = form.items if returns else form.every_item  # onward it is filled in before, and more may apply
    obligatory = [i for i in items if i.requirement.obligatory]
    short = rng.sample(obligatory, min(len(obligatory), rng.randint(1, 2))) if returns else []
    notes = {i.requirement.id: lacking(i.requirement, rng) for i in short}

    def chore(item: CheckItem) -> Callable[[], object]:
        name = item.requirement.id
        mark = LACKING if name in notes else PRESENT
        return lambda: entries.set_mark(desk, who, file, name, mark, notes.get(name, ""))

    # the first time all is looked through, the proxy's letter too, which was marked at the registration
    again = any(i.mark != UNCHECKED and not i.requirement.of_proxy for i in items)
    left = (i for i in items if i.mark != PRESENT or i.requirement.id in notes or not again)
    chores = (*first, *map(chore, left))
    why = "; ".join(f"{i.requirement.name}: {notes[i.requirement.id]}" for i in short)
    if returns and not why:
        why = reason(branch.direction.value, rng)

    chosen = _chosen(desk, who, sight, branch)

    def finish(ref: Ref, late: Late | None) -> Ref:
        act = replace(chosen(late), missing=tuple(notes))
        return perform(desk, who, ref, act, remark=why, late=late)

    return Chore(chores, finish)


def _values(desk: Desk, sight: Sight, demands: frozenset[Demand], rng: Random) -> dict[str, str]:
    """Values for the fields that the step asks for and nobody has filled in yet."""
    with desk.store.read() as conn:
        form = on_form(conn, desk, on_record(conn, desk, sight.row.id))
    asked, facts = asked_fields(form.every_field, demands), presumed(sight.procedure, form.recorded)
    chosen = {fact.field: facts[name] for name, fact in sight.procedure.facts.items() if fact.field}
    empty, number = [field for field in asked if not form.values.get(field.key)], sight.row.number
    today = desk.working_time().date_of(desk.now())
    return {field.key: chosen.get(field.key) or value_of(field, rng, number, today) for field in empty}


def _answers(desk: Desk, rng: Random) -> dict[str, int]:
    return {question.code: rng.choice((2, 3, 3, 3, 4, 4)) for question in survey.questions(desk)}
