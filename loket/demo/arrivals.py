"""How a file comes in: from somebody with a queue number, or by e-mail, siCantik, OSS or WhatsApp."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loket.demo.clock import before
from loket.demo.fates import Fate
from loket.demo.names import Visitor
from loket.demo.stage import Playing, Stage, look
from loket.desk.authority import Who
from loket.desk.errors import StillRunning, WhoIsIt
from loket.desk.intake import registration
from loket.desk.intake.cleaning import COUNTER_CHANNEL, Registration
from loket.desk.intake.doubt import Answer
from loket.desk.office import Desk
from loket.desk.queue import calling
from loket.flow.queue.acts import Outcome

LAST_CALL = 75.0  # minutes before closing; nobody is called later, so that every visit ends the same day
_CHANNELS = (("sicantik", "SC-2026-{n:06}"), ("surel", ""), ("oss", "I-2026{n:08}"), ("wa", ""))


@dataclass(slots=True)
class Arrival:
    """A file to come: its service, who brings it, and its fate.

    `gap` is about how long it lies on each pile, in working minutes; `roles` may register it.
    """

    service: str
    kind: str
    visitor: Visitor
    fate: Fate
    gap: float
    roles: tuple[str, ...] = ()
    online: bool = False


@dataclass(slots=True)
class Case:
    """A file under way: who has it in hand, and who serves its applicant at a counter, under which number.

    `turned` is the step and visit at which its fate's next turn was taken; `present`: its applicant came to
    collect and waits in the hall.
    """

    file: int
    plan: Arrival
    holder: Who | None = None
    visit: Who | None = None
    ticket: int | None = None
    turned: tuple[int, int] | None = None
    present: bool = False
    incidents: int = 0


def arrive_online(stage: Stage, plan: Arrival) -> Playing[Case]:
    """It came by other ways than the counter, some hours before somebody registers it."""
    rng = stage.rng
    channel, number = rng.choice(_CHANNELS)
    arrived = before(stage.time, stage.clock.at, rng.uniform(20, 200))
    while (who := stage.pick(plan.roles) or stage.clerk()) is None:
        yield stage.after(3)
    asked = Registration(
        plan.service,
        plan.kind,
        plan.visitor.applicant,
        channel=channel,
        arrived_at=arrived,
        outside_number=number.format(n=rng.randint(1, 99_999)),
        start=plan.fate.start,
    )
    file = register(stage.desk, who, asked)
    here = look(stage.desk, file).here
    if here is None or here.person != who.person:
        return Case(file, plan)  # others work on it first
    stage.busy.add(who.person)
    return Case(file, plan, holder=who)


def arrive_at_counter(stage: Stage, plan: Arrival) -> Playing[Case]:
    """Take a number, wait for one's turn, and be registered at a counter; late in the day, come tomorrow."""
    desk, rng = stage.desk, stage.rng
    while (clerk := stage.clerk()) is None or not stage.same_day(LAST_CALL):
        yield stage.after(1)
    ticket = calling.issue_ticket(desk, clerk, plan.service)
    stage.line.append(ticket.id)
    yield stage.after(rng.uniform(2, 9))
    while stage.line[0] != ticket.id or (who := stage.seat(plan.roles)) is None:
        if not stage.same_day(LAST_CALL):
            calling.finish(desk, clerk, ticket.id, Outcome.LEFT)
            stage.line.remove(ticket.id)
            return (yield from arrive_at_counter(stage, plan))
        yield stage.after(1)
    stage.line.remove(ticket.id)
    stage.sit(who)
    calling.call(desk, who, ticket)
    yield stage.after(rng.uniform(0.3, 1.2))
    calling.present(desk, who, ticket.id)
    yield stage.after(rng.uniform(1.5, 4))
    file = register(desk, who, at_counter(plan, ticket.id))
    return Case(file, plan, holder=who, visit=who, ticket=ticket.id)


def register(desk: Desk, who: Who, asked: Registration) -> int:
    """Register, by a clerk who sees that somebody of the same name is somebody else; the file.

    Who has the same under way already means another.
    """
    try:
        return registration.register(desk, who, asked).file
    except WhoIsIt as doubt:
        answer = Answer(doubt.whom, frozenset(person.version for person in doubt.known), None)
        return register(desk, who, replace(asked, answers=(*asked.answers, answer)))
    except StillRunning as running:
        return register(desk, who, replace(asked, beside=frozenset(running.files)))


def at_counter(plan: Arrival, ticket: int | None) -> Registration:
    """What the clerk types for the person at the counter."""
    visitor = plan.visitor
    return Registration(
        plan.service,
        plan.kind,
        visitor.applicant,
        channel=COUNTER_CHANNEL,
        came_as=visitor.came_as,
        came_name=visitor.came_name,
        came_phone=visitor.came_phone,
        proxy_seen=visitor.came_as == "kuasa",
        ticket=ticket,
        start=plan.fate.start,
    )


def leave_counter(stage: Stage, case: Case, outcome: Outcome) -> Playing[None]:
    """The visit ends with its outcome, and the counter is free."""
    if case.visit is None or case.ticket is None:
        return
    yield stage.after(stage.rng.uniform(0.3, 1))
    calling.finish(stage.desk, case.visit, case.ticket, outcome)
    stage.rise(case.visit)
    case.visit = case.ticket = None
