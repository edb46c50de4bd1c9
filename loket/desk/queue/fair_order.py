"""Every call out of turn and every number beyond the day's quota, with its reason: the page of the order."""

from __future__ import annotations

from datetime import date

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.office import Desk
from loket.desk.queue.figures import check_days
from loket.desk.words.order import rule_words
from loket.flow.acts import Right
from loket.flow.queue.acts import OutOfTurn
from loket.lengths import MINUTE
from loket.paper.queue_figures import counter_name, errand_name
from loket.paper.queue_order import QueueOrder, Singled, queue_order
from loket.store import journal, queue_days
from loket.store.queue_days import BesideRule
from loket.store.sql import Connection


def of_period(desk: Desk, who: Who | None, first: date, last: date) -> QueueOrder:
    """Those of the days from the first to the last; without anybody it is whoever has the database itself.

    Raises:
        Refused: the person is no supervisor.
        Invalid: the last day is before the first.
    """
    with desk.store.snapshot() as conn:
        if who is not None:
            need(actor(conn, desk, who), Right.SUPERVISE)
        return _order(conn, desk, first, last)


def page(desk: Desk, who: Who, first: date, last: date) -> str:
    """The same as a paper. Raises as `of_period`."""
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        return queue_order(desk.newest(conn).office, _order(conn, desk, first, last))


def page_of_today(desk: Desk, who: Who) -> str:
    """Those of today as a paper. Raises Refused for whom neither calls numbers nor supervises."""
    with desk.store.snapshot() as conn:
        runs_queue(actor(conn, desk, who))
        today = date.fromisoformat(desk.today(conn))
        return queue_order(desk.newest(conn).office, _order(conn, desk, today, today))


def _order(conn: Connection, desk: Desk, first: date, last: date) -> QueueOrder:
    check_days(first, last)
    office, span = desk.newest(conn).office, (first.isoformat(), last.isoformat())
    found = queue_days.beside_rule(conn, *span)
    calls = [_singled(conn, desk, each) for each in found if isinstance(each.reason, OutOfTurn)]
    beyond = [_singled(conn, desk, each) for each in found if not isinstance(each.reason, OutOfTurn)]
    numbers, head = queue_days.count(conn, *span), journal.head(conn).written
    return QueueOrder(first, last, desk.now(), numbers, rule_words(office), calls, beyond, head)


def _singled(conn: Connection, desk: Desk, found: BesideRule) -> Singled:
    office, time = desk.newest(conn).office, desk.time(conn)
    minute = (found.at - time.midnight(found.at)) // MINUTE
    counter = counter_name(office, found.station) if found.station else ""
    errand = errand_name(office, found.errand)
    return Singled(date.fromisoformat(found.day), minute, found.number, errand, counter, str(found.reason))
