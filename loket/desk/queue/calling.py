"""Giving out, calling and ending queue numbers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from loket.desk.authority import Who, actor, need
from loket.desk.case.matters import history_of
from loket.desk.case.on_record import acting
from loket.desk.drafts import DRAFT_PLACE, NO_NUMBER
from loket.desk.errors import (
    AnotherDay,
    CounterBusy,
    Invalid,
    NotAgain,
    NotHere,
    NotInTurn,
    UnreadableNumber,
)
from loket.desk.office import Desk
from loket.desk.queue import pausing
from loket.desk.queue.admitting import why_none_left
from loket.desk.queue.expecting import waits
from loket.desk.queue.line import outcome_of
from loket.desk.queue.referring import NOWHERE, SentTo, keep_words
from loket.desk.queue.turns import attended, in_turn, leading, served_at
from loket.desk.time.today import day_began
from loket.flow.acts import Right
from loket.flow.estimate import told
from loket.flow.queue.acts import (
    Back,
    Beyond,
    Called,
    Finished,
    Given,
    Held,
    Lapsed,
    NoShow,
    Outcome,
    OutOfTurn,
    Preferred,
    Present,
    Priority,
    Recalled,
    Referred,
    TakenOver,
    TicketAct,
    Transferred,
)
from loket.flow.queue.rules import TicketRefused, check, why_not_recalled
from loket.flow.queue.state import TicketStanding
from loket.lengths import SECOND
from loket.office.model import Office
from loket.store import drafts, numbers, tickets
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

QUEUE_SERIES = "antrean-"
"""What the name of the counter of a series of queue numbers begins with; a day is its period."""
_MOST_LAPSED = 500  # at once: a transaction is short
NO_SERVICE = "Layanan belum dipilih. Pilih layanan yang dimohonkan."
NO_ERRAND = "Keperluannya belum dipilih. Pilih untuk apa pemohon datang."
_NOT_LISTED = "Urusan itu tidak ada lagi dalam daftar bukan kewenangan. Pilih lagi."


def issue_ticket(
    desk: Desk,
    who: Who,
    service: str = "",
    *,
    errand: str = "",
    priority: Priority | None = None,
    beyond: Beyond | None = None,
) -> TicketRow:
    """Give out the next number of today for an errand; without one it is to register for a `service`.

    `beyond`: why also where there is none any more.

    Raises:
        Invalid: the office has no such errand, the service is no counter's, or nothing says the letter.
        NoneLeft: there is none any more, and nothing says why one is given yet.
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(person, Right.COUNTER), person.station)
        errand = errand or next(each.id for each in desk.office.errands.values() if each.registers)
        return give_number(conn, desk, errand, service, priority, stamp, beyond)


def give_number(
    conn: Connection,
    desk: Desk,
    errand: str,
    service: str,
    priority: Priority | None,
    stamp: Stamp,
    beyond: Beyond | None = None,
) -> TicketRow:
    """The next number of today, in the caller's transaction. Raises as `issue_ticket`."""
    series = series_of(desk.newest(conn).office, errand, service)
    left = why_none_left(conn, desk, errand, service)
    if left is not None and beyond is None:
        raise left
    wanted = Given("", "", service, series, errand, priority, beyond if left is not None else None)
    wait = None  # who goes first is told of none: it is the others' wait
    if priority is None:
        wait = waits(conn, desk).get(errand)
    if wait is not None:
        least, most = told(wait)
        wanted = replace(wanted, told_least=least, told_most=most)
    return numbered(conn, desk, wanted, stamp)


def numbered(conn: Connection, desk: Desk, wanted: Given, stamp: Stamp) -> TicketRow:
    """Give out what is wanted with today's next number of its series."""
    today, series = desk.today(conn), wanted.series
    number = numbers.next_free(
        conn,
        f"{QUEUE_SERIES}{series}",
        today,
        lambda running: written(series, running),
        lambda conn, number: tickets.by_number(conn, today, number) is not None,
        stamp.at,
    )
    return tickets.give(conn, replace(wanted, day=today, number=number), stamp)


def series_of(office: Office, errand: str, service: str) -> str:
    """The letter of a number for that. Raises Invalid where nothing says it, or nobody can come for it."""
    _check_wanted(office, errand, service)
    series = office.series(errand, service)
    if not series:
        raise Invalid({"service": NO_SERVICE})
    return series


def written(series: str, running: int) -> str:
    """A queue number as it stands on tickets and boards: `A-006`."""
    return f"{series}-{running:03}"


def _check_wanted(office: Office, errand: str, service: str) -> None:
    """Raises Invalid for what nobody can come for here."""
    if errand not in office.errands:
        raise Invalid({"errand": NO_ERRAND})
    if service and service not in {each.id for each in office.counter_services}:
        raise Invalid({"service": NO_SERVICE})


def call(desk: Desk, who: Who, ticket: TicketRow, reason: OutOfTurn | None = None) -> TicketRow:
    """Call a number to this counter; `reason`: why before others whose turn it is.

    Raises:
        NotInTurn: others come first, and no reason says why not.
        NotHere: its person came for what is served at other counters.
        CounterBusy: when the person still has a number open.
        TicketRefused: when another counter was quicker.
        AnotherDay: for a number of any other day than today.
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        free_seat(conn, desk, who)
        number = tickets.load(conn, ticket.id)
        first = None
        if number.day == desk.today(conn):
            first = _first_before(conn, desk, who, number)
            if first is not None and reason is None:
                raise NotInTurn(number, first)
        pausing.opened(conn, desk, who)
        return move_number(conn, desk, who, ticket.id, Called(reason if first is not None else None))


def _first_before(conn: Connection, desk: Desk, who: Who, number: TicketRow) -> TicketRow | None:
    """Whose turn it is before that number's; None where it is its own, or it had its turn before."""
    station = actor(conn, desk, who).station
    if not served_at(desk.newest(conn).office, station, number, attended(conn, desk)):
        raise NotHere(number)
    if number.standing is not TicketStanding.WAITING:
        return None
    first = next(iter(in_turn(conn, desk, station, leading(conn, desk))), None)
    return first if first is not None and first.id != number.id else None


def call_next(desk: Desk, who: Who) -> TicketRow | None:
    """Call the number whose turn it is at this counter; None when nobody waits for it."""
    with desk.write(about=acting(desk, who.person)) as conn:
        free_seat(conn, desk, who)
        station = actor(conn, desk, who).station
        first = next(iter(in_turn(conn, desk, station, leading(conn, desk))), None)
        if first is None:
            return None
        pausing.opened(conn, desk, who)
        return move_number(conn, desk, who, first.id, Called())


def take_over(desk: Desk, who: Who, ticket: TicketRow) -> TicketRow:
    """Go on with a number that a colleague has open and cannot end: they know, or are not there.

    Raises:
        CounterBusy: when the person still has a number open.
        TicketRefused: when it was moved since, or is nobody's.
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        free_seat(conn, desk, who)
        if (now := tickets.load(conn, ticket.id)).version != ticket.version:
            raise TicketRefused(now.number, now.ticket, TakenOver())
        pausing.opened(conn, desk, who)
        return move_number(conn, desk, who, ticket.id, TakenOver())


def free_seat(conn: Connection, desk: Desk, who: Who) -> None:
    """Refuse while the person has a number open; those that they left open on other days are ended.

    What was typed on earlier days for numbers is forgotten: none of them comes back.
    """
    need(actor(conn, desk, who), Right.COUNTER)
    today, now = desk.today(conn), desk.now()
    still_open = tickets.open_by(conn, who.person)
    for number in still_open:
        if number.day == today:
            raise CounterBusy(number)
    for left in still_open:
        lapse_number(conn, desk, left.id, Stamp(now))
    drafts.drop_past_drafts(conn, DRAFT_PLACE, day_began(desk.time(conn), now), kept=NO_NUMBER)


def lapse(desk: Desk) -> int:
    """Close what was left open before yesterday, with what became of it; how many.

    A day long whoever was at the counter may still say what came of it.
    """
    now = desk.now()
    with desk.write() as conn:
        yesterday = desk.time(conn).date_of(now) - timedelta(days=1)
        left = tickets.left_over(conn, yesterday.isoformat(), _MOST_LAPSED)
        return sum(lapse_number(conn, desk, number.id, Stamp(now)) for number in left)


def lapse_number(conn: Connection, desk: Desk, ticket: int, stamp: Stamp) -> bool:
    """Close a number whose day is over; one that cannot be read stays open, and holds nobody up."""
    outcome = outcome_of(conn, desk, ticket) or Outcome.LEFT
    with suppress(UnreadableNumber):
        tickets.record(conn, ticket, history_of(conn, ticket), Lapsed(outcome), stamp)
        return True
    return False


def recall(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Call the same number again.

    Raises:
        NotAgain: it was called as often as the office calls, or just now.
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        number, settings = tickets.load(conn, ticket).ticket, desk.newest(conn).office.settings
        apart, now = settings.call_seconds * SECOND, desk.now()
        why = why_not_recalled(number, now, settings.calls, apart)
        if why is not None and number.standing is TicketStanding.CALLED:
            left = apart - (now - (number.last_call_at or now))
            raise NotAgain(why, settings.calls, -(-left // SECOND))
        return move_number(conn, desk, who, ticket, Recalled())


def present(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """The person came to the counter."""
    return _one(desk, who, ticket, Present())


def no_show(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Nobody came; the number is passed over and may come back."""
    return _one(desk, who, ticket, NoShow())


def back(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """The person is here after all, or was called by mistake: the number waits again in its place."""
    return _one(desk, who, ticket, Back())


def hold(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Its person fetches something, and is called again once they are back."""
    return _one(desk, who, ticket, Held())


def transfer(
    desk: Desk, who: Who, ticket: int, errand: str, service: str = "", counter: str = ""
) -> TicketRow:
    """It waits for another errand, or at another counter, with its number and in the place of its arrival.

    Raises:
        Invalid: nobody can come for that here, or no such counter serves it.
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        office = desk.newest(conn).office
        _check_wanted(office, errand, service)
        if counter and (office.counter(counter) is None or not office.serves(counter, errand, service)):
            raise Invalid({"counter": "Loket itu tidak melayani keperluan ini. Pilih loket lain."})
        return move_number(conn, desk, who, ticket, Transferred(errand, service, counter))


def prefer(desk: Desk, who: Who, ticket: int, priority: Priority) -> TicketRow:
    """Its person, who waits, goes first: that was not said when the number was given."""
    return _one(desk, who, ticket, Preferred(priority))


def finish(desk: Desk, who: Who, ticket: int, outcome: Outcome, sent: SentTo = NOWHERE) -> TicketRow:
    """The visit ends with one outcome. What was typed for it stays till the day is over: an undo shows it.

    `sent`: where to, of who came for another office's matter. Where files came of the number they are what it
    ends with: each matter has an outcome of its own.

    Raises:
        Invalid: what it was is not in the office's list (any more).
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        where = _where_to(conn, desk, who, ticket, sent)
        if outcome is Outcome.REFERRED:
            outcome = outcome_of(conn, desk, ticket) or outcome
        return move_number(conn, desk, who, ticket, Finished(outcome, *where))


def refer(desk: Desk, who: Who, ticket: int, sent: SentTo) -> TicketRow:
    """One matter more of who is served is another office's; the visit goes on. Raises Invalid as `finish`."""
    with desk.write(about=acting(desk, who.person)) as conn:
        where = _where_to(conn, desk, who, ticket, sent)
        return move_number(conn, desk, who, ticket, Referred(*where))


def _where_to(conn: Connection, desk: Desk, who: Who, ticket: int, sent: SentTo) -> tuple[str, int | None]:
    """The entry of the office's list, or the id of what was typed."""
    if sent.referral and sent.referral not in desk.newest(conn).office.referrals:
        raise Invalid({"referral": _NOT_LISTED})
    return sent.referral, keep_words(conn, desk, who, ticket, sent.words)


def _one(desk: Desk, who: Who, ticket: int, act: TicketAct) -> TicketRow:
    with desk.write(about=acting(desk, who.person)) as conn:
        return move_number(conn, desk, who, ticket, act)


def move_number(conn: Connection, desk: Desk, who: Who, ticket: int, act: TicketAct) -> TicketRow:
    """Do one act on a number in the caller's transaction; one of another day can only be ended.

    Raises:
        TicketRefused: as the number stands, or whoever has it.
        AnotherDay: for any act but the end.
        UnreadableNumber: its history cannot be read.
    """
    person = actor(conn, desk, who)
    role = need(person, Right.COUNTER)
    state = history_of(conn, ticket)
    if state.day != desk.today(conn):
        if not isinstance(act, Finished):
            raise AnotherDay(tickets.row_of(ticket, state))
        act = Lapsed(act.outcome, act.referral, act.remark)  # whoever had it is perhaps not here today
    check(state, act, who.person)
    return tickets.record(conn, ticket, state, act, Stamp(desk.now(), who.person, role, person.station))
