"""Figures of made-up numbers: which lengths there are, from when somebody waits, when a counter is free."""

from __future__ import annotations

from dataclasses import replace

from loket.flow.queue.acts import Outcome
from loket.flow.queue.figures import Measured, QueueDay, figures
from loket.flow.queue.legs import Fate, Life, legs
from loket.flow.queue.state import Stretch, TicketStanding
from loket.lengths import HOUR, MINUTE

MIDNIGHT = 24 * HOUR
WAITING, CALLED, SERVED = TicketStanding.WAITING, TicketStanding.CALLED, TicketStanding.SERVED
HELD, PASSED = TicketStanding.HELD, TicketStanding.PASSED


def life(
    *lasted: tuple[TicketStanding, float], errands: tuple[tuple[int, str], ...] = ((1, "daftar"),)
) -> Life:
    """A number given at 08.00 that stood so for so many minutes each, at Loket 2, and ended."""
    at, stretches = MIDNIGHT + 8 * HOUR, list[Stretch]()
    for seq, (standing, minutes) in enumerate(lasted, 1):
        end = at + int(minutes * MINUTE)
        stretches.append(Stretch(seq, standing, at, end, "2", 7))
        at = end
    acts = {"2": (stretches[0].start, stretches[-1].end or 0)}
    return Life(1, Outcome.SERVED, tuple(stretches), errands, acts)


def of_day(*lives: Life, **more: object) -> QueueDay:
    hours = [(MIDNIGHT + 8 * HOUR, MIDNIGHT + 12 * HOUR), (MIDNIGHT + 13 * HOUR, MIDNIGHT + 16 * HOUR)]
    return replace(QueueDay(MIDNIGHT, hours, {}, lives), **more)  # type: ignore[arg-type]


def test_of_ten_lengths_the_fifth_is_in_the_middle_and_nine_do_not_pass_the_ninth() -> None:
    every = [life((WAITING, minutes), (CALLED, 1), (SERVED, 2 * minutes)) for minutes in range(10, 0, -1)]
    found = figures([of_day(*every[:4]), of_day(*every[4:])])
    wait = Measured(10, int(5.5 * MINUTE), 5 * MINUTE, 9 * MINUTE)
    assert found.every.wait == wait
    assert (found.every.service.middle, found.every.service.ninth) == (10 * MINUTE, 18 * MINUTE)
    assert (found.days, found.numbers) == (2, 10)
    assert figures([]).every.wait == Measured()


def test_who_is_handed_on_waits_since_then_but_if_nobody_had_served_them_since_they_came() -> None:
    again = (WAITING, 20), (CALLED, 1), (SERVED, 4)
    errands = ((1, "daftar"), (4, "ambil"))
    first, second = legs(life((WAITING, 10), (CALLED, 1), (SERVED, 3), *again, errands=errands))
    assert (first.fate, first.wait, first.service()) == (Fate.SERVED, 10 * MINUTE, 3 * MINUTE)
    assert (second.errand, second.wait, second.service()) == ("ambil", 20 * MINUTE, 4 * MINUTE)
    first, second = legs(life((WAITING, 10), (CALLED, 1), (PASSED, 5), *again, errands=errands))
    assert (first.fate, first.wait) == (Fate.MOVED, None)
    assert (second.fate, second.wait) == (Fate.SERVED, 36 * MINUTE)
    fetched = legs(life((WAITING, 10), (CALLED, 1), (SERVED, 3), (HELD, 30), (CALLED, 1), (SERVED, 2)))
    assert [(leg.wait, leg.service()) for leg in fetched] == [(10 * MINUTE, 5 * MINUTE)]


def test_a_counter_is_free_within_hours_between_its_acts_and_but_for_pauses() -> None:
    long = life((WAITING, 60), (CALLED, 10), (SERVED, 20), (HELD, 270), (CALLED, 10), (SERVED, 50))
    pause = {"2": [(MIDNIGHT + 10 * HOUR, MIDNIGHT + 11 * HOUR)], "4": [(MIDNIGHT, 2 * MIDNIGHT)]}
    found = figures([of_day(long, pauses=pause)])
    (counter,) = found.counters
    assert (counter.attended, counter.idle) == (5 * HOUR, 3 * HOUR + 30 * MINUTE)
    free = {hour.key: hour.idle // MINUTE for hour in found.hours}
    assert free == {"08": 60, "09": 30, "11": 60, "13": 60}
    assert figures([of_day(long, hours=[])]).counters[0].attended == 0
