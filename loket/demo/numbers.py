"""Queue numbers that bring no file: questions on past days, and how the queue stands this morning."""

from __future__ import annotations

from loket.demo.arrivals import LAST_CALL
from loket.demo.clock import before
from loket.demo.stage import Life, Playing, Stage
from loket.desk.queue import calling
from loket.flow.queue.acts import Outcome, OutOfTurn
from loket.store.tickets import TicketRow

_WAITING_SINCE = (12.0, 9.5, 6.0, 4.0, 1.5)
_LEFT_OVER = (31.0, 18.0)


def question(stage: Stage, service: str, roles: tuple[str, ...]) -> Life:
    """Somebody takes a number only to ask, or leaves before their turn; late in the day, comes tomorrow."""
    while (clerk := stage.clerk()) is None or not stage.same_day(LAST_CALL):
        yield stage.after(1)
    ticket = calling.issue_ticket(stage.desk, clerk, service)
    stage.line.append(ticket.id)
    yield stage.after(stage.rng.uniform(2, 8))
    while stage.line[0] != ticket.id or (who := stage.seat(roles)) is None:
        if not stage.same_day(LAST_CALL):
            calling.finish(stage.desk, clerk, ticket.id, Outcome.LEFT)
            stage.line.remove(ticket.id)
            return
        yield stage.after(1)
    stage.line.remove(ticket.id)
    stage.sit(who)
    calling.call(stage.desk, who, ticket, OutOfTurn.OVERLOOKED)
    if stage.rng.random() < 0.25:
        yield stage.after(2)
        calling.no_show(stage.desk, who, ticket.id)
        stage.rise(who)
        yield stage.after(25)
        calling.back(stage.desk, who, ticket.id)
        calling.finish(stage.desk, who, ticket.id, Outcome.LEFT)
        return
    yield stage.after(0.5)
    calling.present(stage.desk, who, ticket.id)
    yield stage.after(stage.rng.uniform(2, 6))
    calling.finish(stage.desk, who, ticket.id, Outcome.ASKED)
    stage.rise(who)


def this_morning(stage: Stage, services: tuple[str, ...], roles: tuple[str, ...], yesterday: int) -> None:
    """Enter those who wait when the demo begins: waiting, called, passed over, and left from yesterday.

    `yesterday` is when the office closed on the working day before.
    """

    def service(place: int) -> str:
        return services[place % len(services)]

    for place, minutes in enumerate(_LEFT_OVER):
        stage.enter(before(stage.time, yesterday, minutes), _only_issued(stage, service(place)))
    stage.enter(before(stage.time, stage.until, 30), _passed_over(stage, service(0), roles))
    stage.enter(before(stage.time, stage.until, 21), _called(stage, service(1), roles))
    for place, minutes in enumerate(_WAITING_SINCE):
        stage.enter(before(stage.time, stage.until, minutes), _only_issued(stage, service(place)))


def _issue(stage: Stage, service: str) -> Playing[TicketRow]:
    while (clerk := stage.clerk()) is None:
        yield stage.after(0.5)
    return calling.issue_ticket(stage.desk, clerk, service)


def _only_issued(stage: Stage, service: str) -> Life:
    yield from _issue(stage, service)


def _passed_over(stage: Stage, service: str, roles: tuple[str, ...]) -> Life:
    ticket = yield from _issue(stage, service)
    yield max(stage.clock.at, before(stage.time, stage.until, 15))
    while (who := stage.seat(roles, first=True)) is None:
        yield stage.after(0.5)
    stage.sit(who)
    calling.call(stage.desk, who, ticket, OutOfTurn.OVERLOOKED)
    yield stage.after(1)
    calling.recall(stage.desk, who, ticket.id)
    yield stage.after(1)
    calling.no_show(stage.desk, who, ticket.id)
    stage.rise(who)


def _called(stage: Stage, service: str, roles: tuple[str, ...]) -> Life:
    ticket = yield from _issue(stage, service)
    yield max(stage.clock.at, before(stage.time, stage.until, 1))
    while (who := stage.seat(roles, first=True)) is None:
        yield stage.after(0.1)
    stage.sit(who)
    calling.call(stage.desk, who, ticket, OutOfTurn.OVERLOOKED)
