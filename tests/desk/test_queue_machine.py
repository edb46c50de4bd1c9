"""Three people at two counters do anything with numbers, and days pass: what must hold after each key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.errors import AnotherDay, Changed, CounterBusy, NotAgain, NotHere, NotInTurn, NotReady
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.integrity import examine
from loket.desk.queue import calling, doubting, figures, line, on_paper, on_the_spot, pausing, ticket, turns
from loket.desk.queue.pausing import Pause
from loket.flow.acts import Choose, PutBack, Refused, Resubmit, Take, Void
from loket.flow.fold import in_force
from loket.flow.queue.acts import (
    Back,
    Called,
    Finished,
    Given,
    Held,
    Lapsed,
    NoShow,
    NotPrinted,
    Outcome,
    OutOfTurn,
    Present,
    Priority,
    TakenOver,
    Transferred,
    Undone,
    Unprinted,
)
from loket.flow.queue.rules import TicketRefused
from loket.flow.queue.state import BUSY, TicketStanding, TicketState
from loket.flow.queue.state import in_force as acts_in_force
from loket.lengths import MINUTE
from loket.store import files as stored
from loket.store import journal, tickets
from loket.store.applicants import NewApplicant
from loket.store.sql import Connection
from loket.store.tickets import TicketRow
from tests import registering
from tests.desk.kantor import NIK, Kantor, open_kantor
from tests.desk.queue_walker import figures as walked
from tests.desk.undo import f9
from tests.examples import tries

APPLICANT = NewApplicant("Contoh Siti", NIK, "081200001111")
REFUSED = (
    *(Refused, TicketRefused, CounterBusy, AnotherDay, NotReady, Changed, LookupError),
    *(NotAgain, NotHere, NotInTurn),
)
DAY = 24 * 60
ERRANDS = ("daftar", "daftar", "ambil")
MOVING = (Given, Called, Present, NoShow, Back, Held, Transferred, TakenOver, Finished, Lapsed, Unprinted)
AGAIN = ("call", "recall", "present", "no_show", "back", "finish", "call passed", "take over", "hold")
"""What done again at once, after it was taken back, must give the same."""
ONWARD = ("on", "on", "give")
TAKEN_BACK = ("receive", "void")
"""What is sometimes taken back at once."""
KEYS = (
    *(ONWARD * 8),
    *(
        "on the spot",
        "recall",
        "no_show",
        "back",
        "finish",
        "call passed",
        "take over",
        "close",
        "others'",
        "register",
    ),
    *("hold", "call held", "transfer", "transfer", "out of turn", "no ticket"),
    *("receive", "return", "return", "void", "put back", "take", "f9", "f9", "f9", "next day", "set back"),
    *("pause", "reopen", "on paper"),
)
"""What is pressed, `on` for whatever leads the person's number on."""


class Counters:
    """Loket 2 with two people at it and Loket 4 with one."""

    def __init__(self, folder: Path) -> None:
        self.office: Kantor = open_kantor(folder, "karimun")
        self.people: tuple[Who, ...] = tuple(map(self.office.who, ("fo2", "sinta", "fo4")))

    def press(self, who: Who, key: str, at: int) -> str:
        """One key, and what it meant; raises one of REFUSED where it is not possible now."""
        desk, office = self.office.desk, self.office
        seen = line.queue(desk, who)
        mine = seen.current.id if seen.current is not None else 0
        row = self.numbers()[at % len(self.numbers())].id if self.numbers() else 0
        file = at % self.files() + 1 if self.files() else 0
        first = Priority.ELDERLY if at % 4 == 0 else None
        asked = Registration("sip-bidan", "baru", APPLICANT, ticket=mine or None)
        if key == "on":
            steps = {None: "call", TicketStanding.CALLED: "present", TicketStanding.SERVED: "register"}
            key = steps[seen.current.standing if seen.current is not None else None]
        if key == "register" and seen.matters and at < 3:
            waited_for = seen.came_of_it is Outcome.RETURNED
            key = "finish" if at == 2 else "receive" if waited_for else "return"
            file = seen.matters[-1].row.id
        does: dict[str, Callable[[], object]] = {
            "give": lambda: calling.issue_ticket(desk, who, errand=ERRANDS[at % 3], priority=first),
            "on the spot": lambda: on_the_spot.serve(desk, who, ERRANDS[at % 3]),
            "call": lambda: calling.call_next(desk, who),
            "recall": lambda: calling.recall(desk, who, mine),
            "present": lambda: calling.present(desk, who, mine),
            "no_show": lambda: calling.no_show(desk, who, mine),
            "back": lambda: calling.back(desk, who, mine),
            "finish": lambda: calling.finish(desk, who, mine, Outcome.ASKED),
            "call passed": lambda: calling.call(desk, who, seen.passed[0]),
            "hold": lambda: calling.hold(desk, who, mine),
            "call held": lambda: calling.call(desk, who, seen.held[0]),
            "transfer": lambda: calling.transfer(desk, who, mine or row, ERRANDS[at % 3]),
            "out of turn": lambda: calling.call(desk, who, seen.waiting[-1], OutOfTurn.TOLD),
            "take over": lambda: calling.take_over(desk, who, seen.with_others[0]),
            "close": lambda: calling.finish(desk, who, seen.left_over[0].id, Outcome.LEFT),
            "others'": lambda: (calling.recall, calling.present, calling.back)[at % 3](desk, who, row),
            "no ticket": lambda: ticket.cancel_unprinted(desk, who, row, NotPrinted.PAPER),
            "register": lambda: registering.register(desk, who, asked),
            "receive": lambda: registration.receive(desk, who, mine, office.ref(file), Resubmit()),
            "return": lambda: perform(desk, who, office.ref(file), Choose("tidak"), remark="KTP kabur"),
            "void": lambda: perform(desk, who, office.ref(file), Void(), remark="salah"),
            "put back": lambda: perform(desk, who, office.ref(file), PutBack()),
            "take": lambda: perform(desk, who, office.ref(file), Take()),
            "pause": lambda: pausing.pause(desk, who, Pause.BREAK),
            "reopen": lambda: pausing.reopen(desk, who),
            "on paper": lambda: on_paper.take_in(desk, who, "daftar", "", (90, 90), office.at - 9 * MINUTE),
            "f9": lambda: f9(desk, who),
            "next day": lambda: office.wait(DAY),
            "set back": lambda: office.wait(-7),
        }
        nobody = does[key]() is None and key == "call"
        return "nobody" if nobody else key

    def numbers(self) -> list[TicketRow]:
        with self.office.desk.store.read() as conn:
            return [tickets.load(conn, ticket) for ticket, _ in tickets.all_kept(conn)]

    def files(self) -> int:
        with self.office.desk.store.read() as conn:
            return stored.newest(conn)

    def written(self) -> int:
        with self.office.desk.store.read() as conn:
            return journal.last_id(conn)

    def check(self) -> None:
        """What must hold at any time."""
        with self.office.desk.store.snapshot() as conn:
            busy: list[tuple[str, int | None]] = []
            for number, kept in tickets.all_kept(conn):
                state = tickets.known(conn, number)
                row = tickets.load(conn, number)
                assert (kept, row) == (tickets.projection(state), tickets.row_of(number, state))
                table = state.stretches
                assert all(one.end == other.start for one, other in pairwise(table))
                assert sum(each.end is None for each in table) == (row.standing is not TicketStanding.ENDED)
                busy += [(row.day, row.ticket.person)] if row.standing in BUSY else []
                assert set(tickets.files_of(conn, number)) == came_of(conn, number)
            assert len(busy) == len(set(busy)), "two numbers are busy with one person"
            numbers = tickets.of_day(conn, self.office.desk.today(conn))
            for station in ("2", "4", "5", None):
                few, all_ = (
                    turns.in_turn(conn, self.office.desk, station, among)
                    for among in (turns.leading(conn, self.office.desk), numbers)
                )
                assert few[:1] == all_[:1]


def came_of(conn: Connection, ticket: int) -> set[int]:
    """The files that were registered or received for a number and still are, as their own histories tell."""
    found = set()
    for entry in journal.history(conn, "ticket", ticket):
        if entry.kind in ("registered", "received"):
            row, events = stored.load(conn, entry.data["file"])
            stands = {event.seq for event in in_force(events)}
            if row.outcome != "dibatalkan" and entry.data.get("seq", 1) in stands:
                found.add(row.id)
    return found


def done_again(counters: Counters, who: Who, key: str) -> None:
    """Taken back and done once more in the same minute, the numbers stand as if it had been done once."""
    done = standing(counters)
    f9(counters.office.desk, who)
    counters.press(who, key, 0)
    assert standing(counters) == done, key


def standing(counters: Counters) -> list[tuple[Any, ...]]:
    with counters.office.desk.store.read() as conn:
        states = [tickets.known(conn, ticket) for ticket, _ in tickets.all_kept(conn)]
    return [(s.ticket, [(x.standing, x.start, x.end, x.person) for x in s.stretches]) for s in states]


def counted_again(counters: Counters) -> None:
    """A walker over the journal counts the same figures, with a number marked whose times nobody believes."""
    office, desk = counters.office, counters.office.desk
    numbers = counters.numbers()
    if numbers:
        one = numbers[len(numbers) // 2]
        doubting.doubt(desk, office.who("penyelia"), date.fromisoformat(one.day), one.number, "salah tekan")
    first, last = date(2026, 11, 1), date(2027, 3, 1)
    with desk.store.snapshot() as conn:
        entries, time = [entry for _, entry in journal.walk(conn) if entry is not None], desk.time(conn)
        days = [date.fromisoformat(number.day) for number in numbers]
        hours = {day: figures.door_spans(desk.office, time, day) for day in days}
    assert figures.of_office(desk, None, first, last).figures == walked(entries, time, hours, None)
    for who in counters.people:
        with desk.store.snapshot() as conn:
            own = figures.period(conn, desk, first, last, who.person).figures
        assert own == walked(entries, time, hours, who.person)


def waited_again(counters: Counters) -> None:
    """How many waited for what at any instant of a day is what the numbers' own acts say, one by one."""
    with counters.office.desk.store.snapshot() as conn:
        states = [tickets.known(conn, ticket) for ticket, _ in tickets.all_kept(conn)]
        waits = {day: tickets.waits_of_day(conn, day) for day in {state.day for state in states}}
    for day, kept in waits.items():
        numbers = [state for state in states if state.day == day]
        for at in {event.at for state in numbers for event in state.log}:
            here = (w for w in kept if w.start <= at and (w.end is None or at < w.end))
            found = Counter((w.errand, w.counter) for w in here)
            walked = (waiting_for(state, at) for state in numbers)
            assert found == Counter(what for what in walked if what is not None)


def waiting_for(state: TicketState, at: int) -> tuple[str, str] | None:
    """For what a number waited at an instant, and for which counter; None where it did not."""
    what, waits, stood_waiting, since, sent = ("", ""), False, False, 0, 0
    for event in acts_in_force(state.log):
        act, happened = event.act, max(since, event.at)
        if isinstance(act, Transferred) and stood_waiting:
            happened = sent = max(happened, sent)
        if isinstance(act, (Given, Transferred)) and happened <= at:
            what = act.errand, act.counter if isinstance(act, Transferred) else ""
        if isinstance(act, Transferred) and stood_waiting:
            continue
        if isinstance(act, MOVING) or act == Undone(1):
            since = happened
            stood_waiting = isinstance(act, Back | Transferred) or (isinstance(act, Given) and not act.served)
            waits = stood_waiting if happened <= at else waits
    return what if waits else None


@pytest.mark.of_both
@given(
    keys=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(KEYS), st.integers(0, 5)), min_size=20, max_size=60
    )
)
@settings(
    max_examples=tries(6),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_whatever_people_do_the_numbers_are_what_their_histories_say(
    keys: list[tuple[int, str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        counters = Counters(Path(folder))
        for person, key, at in keys:
            who = counters.people[person]
            counters.office.wait(1)
            written = counters.written()
            try:
                meant = counters.press(who, key, at)
            except REFUSED:
                assert counters.written() == written
                continue
            if meant in AGAIN and counters.written() > written:
                done_again(counters, who, meant)
            elif meant in TAKEN_BACK and at % 2 == 0:
                f9(counters.office.desk, who)
            counters.check()
        waited_again(counters)
        counted_again(counters)
        found = examine(counters.office.desk)
        assert found.whole
        assert found.numbers == len(counters.numbers())
        counters.office.desk.store.close()
