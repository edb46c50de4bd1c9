"""Deadlines in words: what a list says of a limit the file says too, at any moment and in any calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.desk.case import lists
from loket.desk.case.overview import Group, group
from loket.desk.words.deadline import limit_line, listed, listed_until
from loket.flow.countdown import Countdown, Stand, countdown, moment, stands
from loket.flow.deadline import Deadline, Still, file_due
from loket.flow.limits import Limit, LimitKind
from loket.lengths import HOUR, MINUTE
from loket.sla import Budget, Clock, OfficeCalendar, Span, State, WorkingTime, compile_calendar, judge
from loket.sla.words import time_left, time_passed
from loket.sop.model import Party
from tests.desk.kantor import Kantor, reading_calendar_days
from tests.desk.karimun import instant
from tests.sla.office import at, ordinary
from tests.sla.test_walker import LENGTH, budgets, calendars, minutes, quick

MINUTES_60 = Budget(Clock.WORK, 60 * MINUTE)


def limit(budget: Budget, *spans: Span, kind: LimitKind = LimitKind.LEGAL) -> Limit:
    return Limit(kind, budget, spans, frozenset({Party.OFFICE}), "10 menit")


def stand(allowed: Limit, now: int, time: WorkingTime | None = None) -> Stand:
    time = time or ordinary()
    (found,) = stands([(allowed, judge(time, allowed.budget, allowed.spans, now))], time)
    return found


def said(budget: Budget, begun: str, now: str, *, kind: LimitKind = LimitKind.LEGAL) -> tuple[str, str]:
    """What a list says of the limit, and what the file does behind its name."""
    running = stand(limit(budget, Span(at(begun)), kind=kind), at(now))
    assert running.countdown is not None
    then = moment(ordinary(), at(now))
    return listed(running.countdown, then), limit_line(running, ordinary(), then).partition(" · ")[2]


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0 dtk"),
        (40_000, "40 dtk"),
        (9 * MINUTE + 5_000, "9 mnt 05 dtk"),
        (10 * MINUTE, "10 mnt"),
        (6 * HOUR, "6 jam"),
        (5 * HOUR + 12 * MINUTE, "5 jam 12 mnt"),
        (12 * HOUR + 12 * MINUTE, "12 jam"),
    ],
)
def test_what_is_left_is_no_time_of_day(ms: int, words: str) -> None:
    assert time_left(ms) == words


@pytest.mark.parametrize(
    ("ms", "words"),
    [(40_000, "40 dtk"), (9 * MINUTE + 5_000, "9 mnt"), (5 * HOUR + 12 * MINUTE, "5 jam")],
)
def test_a_lateness_is_told_in_its_largest_unit(ms: int, words: str) -> None:
    assert time_passed(ms) == words


CALENDAR_DAYS = Budget(Clock.CALENDAR_DAYS, 6)  # from Monday 16 November: until Sunday the 22nd at 24.00


@pytest.mark.parametrize(
    ("now", "listed", "on_file"),
    [
        ("2026-11-19 10:00", "Min 22 Nov", "paling lambat Min 22 Nov 24.00"),
        ("2026-11-22 10:00", "hari ini", "hari ini · paling lambat 24.00"),
        ("2026-11-23 00:01", "LEWAT 1 hari", "LEWAT 1 hari kalender · paling lambat Min 22 Nov 24.00"),
    ],
)
def test_a_limit_that_ends_at_24_belongs_to_that_day(now: str, listed: str, on_file: str) -> None:
    assert said(CALENDAR_DAYS, "2026-11-16 09:00", now) == (listed, on_file)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-19 17:00", "LEWAT"),
        ("2026-11-20 09:30", "LEWAT 2 jam"),
        ("2026-11-20 16:00", "LEWAT 7 jam"),
        ("2026-11-23 13:30", "LEWAT 12 jam"),
        ("2026-11-27 16:30", "LEWAT 6 hari"),  # 45 hours of work would be read as two days
    ],
)
def test_a_limit_in_minutes_is_late_by_hours_and_then_by_working_days(now: str, words: str) -> None:
    list_says, file_says = said(MINUTES_60, "2026-11-19 15:00", now)
    assert list_says == words
    assert file_says.partition(" · ")[0] == (f"{words} kerja" if words.endswith("hari") else words)


def test_on_the_last_day_of_a_limit_in_days_the_file_too_says_what_is_left() -> None:
    list_says, file_says = said(Budget(Clock.DAYS, 1), "2026-11-18 09:00", "2026-11-19 09:00")
    assert list_says == "6 jam"
    assert file_says == "sisa 6 jam · paling lambat 16.00"


def test_the_sum_of_an_sop_names_its_end_only_when_that_is_another_day() -> None:
    whole = {
        now: said(MINUTES_60, "2026-11-19 15:30", now, kind=LimitKind.WHOLE)
        for now in ("2026-11-19 15:40", "2026-11-20 07:40")
    }
    assert list(whole.values()) == [
        ("Jum 20 Nov", "sisa 50 mnt · paling lambat Jum 20 Nov 08.00"),
        ("20 mnt", "sisa 20 mnt"),
    ]


def test_a_date_beyond_an_estimated_holiday_is_an_estimate_on_the_list_too() -> None:
    assert said(Budget(Clock.DAYS, 3), "2027-03-05 09:00", "2027-03-05 10:00") == (
        "± Kam 18 Mar",
        "paling lambat Kam 18 Mar 16.00 (perkiraan)",
    )


def test_beyond_the_calendar_a_lateness_is_counted_to_its_end() -> None:
    assert said(MINUTES_60, "2027-12-29 09:00", "2028-02-01 09:00") == (
        "LEWAT 2 hari",
        "LEWAT 2 hari kerja · paling lambat Rab 29 Des 2027 10.00",
    )


def test_a_limit_of_trouble_says_that_it_is_one() -> None:
    now = at("2026-11-20 09:00")
    late = limit(Budget(Clock.DAYS, 1), Span(at("2026-11-16 09:00")), kind=LimitKind.TROUBLE)
    words = limit_line(stand(late, now), ordinary(), moment(ordinary(), now))
    assert words == "Batas gangguan · LEWAT 3 hari kerja · paling lambat Sel 17 Nov 16.00"


def test_the_applicants_own_time_is_nobodys_deadline() -> None:
    own = Limit(
        LimitKind.STEP, MINUTES_60, (Span(at("2026-11-19 09:00")),), frozenset({Party.APPLICANT}), "1 jam"
    )
    now = at("2026-11-19 15:00")
    judged = [(own, judge(ordinary(), own.budget, own.spans, now))]
    assert file_due(judged, ordinary(), waiting=False) is Still.RESTING
    (running,) = stands(judged, ordinary())
    words = limit_line(running, ordinary(), moment(ordinary(), now))
    assert words == "Waktu pemohon 1 jam, tidak dihitung atas kantor"


def test_beyond_the_calendar_a_limit_that_runs_is_more_urgent_than_one_that_does_not() -> None:
    beyond = limit(Budget(Clock.DAYS, 5), Span(at("2027-12-29 09:00")))
    rests = limit(MINUTES_60, kind=LimitKind.STEP)
    now = at("2027-12-29 09:01")
    judged = [(each, judge(ordinary(), each.budget, each.spans, now)) for each in (rests, beyond)]
    assert file_due(judged, ordinary(), waiting=True) is Still.UNKNOWN


kinds = st.sampled_from(list(LimitKind))
gaps = st.lists(minutes, min_size=1, max_size=4, unique=True).map(sorted)


def spans_of(edges: list[int], zero: int) -> list[Span]:
    """From the first edge to the second, from the third to the fourth; the last may be open."""
    instants: list[int | None] = [zero + edge * MINUTE for edge in edges] + [None]
    return [Span(a, b) for a, b in zip(instants[::2], instants[1::2], strict=False) if a is not None]


@settings(quick, max_examples=100)
@given(calendars(), budgets, kinds, gaps, minutes, st.integers(0, 3 * LENGTH * 1440), st.booleans())
def test_a_list_and_the_file_say_the_same_of_a_limit_whenever_it_was_read(
    calendar: OfficeCalendar,
    budget: Budget,
    kind: LimitKind,
    edges: list[int],
    read: int,
    on: int,
    waiting: bool,
) -> None:
    time = compile_calendar(calendar)
    zero = time.horizon[0]
    spans = spans_of(edges, zero)
    written = max(zero + read * MINUTE, (spans[-1].end or spans[-1].start))
    now = written + on * MINUTE
    allowed = limit(budget, *spans, kind=kind)
    then = judge(time, budget, spans, written)
    kept = file_due([(allowed, then)], time, waiting=waiting)
    later = judge(time, budget, spans, now)
    assert file_due([(allowed, later)], time, waiting=waiting) == kept

    here, at_now = stand(allowed, written, time), moment(time, now)
    assert here.state(at_now) is later.state
    assert here.ran_out(at_now) is later.exceeded
    if isinstance(kept, Still):
        return
    assert (
        kept.at - 24 * HOUR
        <= time.instant(kept.last)
        < kept.at
        <= time.instant(kept.last + timedelta(days=1))
    )
    words = listed(countdown(time, kept), at_now)
    assert words.startswith("LEWAT") is (now > kept.at)
    assert words.removeprefix("± ") in limit_line(here, time, at_now)
    assert words.startswith("± ") <= kept.estimated


@settings(quick, max_examples=100)
@given(calendars(), budgets, minutes, st.integers(0, 3), st.integers(-90_000, 90_000), st.floats(0, 1))
def test_a_list_says_the_same_until_the_moment_that_it_names(
    calendar: OfficeCalendar, budget: Budget, begun: int, near_what: int, apart: int, part: float
) -> None:
    """Near where it runs out, where that comes near, where its last day begins, and an hour late."""
    time = compile_calendar(calendar)
    start = time.horizon[0] + begun * MINUTE + apart % MINUTE
    allowed = limit(budget, Span(start, None))
    kept = file_due([(allowed, judge(time, budget, allowed.spans, start))], time, waiting=True)
    if isinstance(kept, Still):
        return
    turns = (kept.at, kept.near, time.instant(kept.last), kept.at + HOUR)
    clock, now = countdown(time, kept), moment(time, turns[near_what] + apart)
    until = listed_until(clock, now)
    for at_last in (now.at + int(part * (until - now.at)), until - 1):
        then = moment(time, max(now.at, at_last))
        assert listed(clock, then) == listed(clock, now)
        assert (clock.is_late(then), clock.is_near(then)) == (clock.is_late(now), clock.is_near(now))


@pytest.mark.parametrize(
    ("now", "words", "until"),
    [
        ("08:10:20", "49 mnt", "08:11:00"),
        ("08:10:59", "49 mnt", "08:11:00"),
        ("08:40:00", "20 mnt", "08:40:00.001"),
        ("08:40:00.001", "19 mnt", "08:41:00"),
        ("08:51:20", "8 mnt 40 dtk", "08:51:20"),
        ("09:00:20", "LEWAT 20 dtk", "09:00:20"),
        ("09:01:20", "LEWAT 1 mnt", "09:02:00"),
        ("09:30:20", "LEWAT 30 mnt", "09:31:00"),
    ],
)
def test_words_last_for_a_minute_unless_they_tell_seconds(now: str, words: str, until: str) -> None:
    running = stand(limit(MINUTES_60, Span(at("2026-11-20 08:00"))), at("2026-11-20 08:00"))
    assert running.countdown is not None
    then = moment(ordinary(), at(f"2026-11-20 {now}"))
    assert listed(running.countdown, then) == words
    assert listed_until(running.countdown, then) == at(f"2026-11-20 {until}")


def test_a_deadline_keeps_what_it_is_of() -> None:
    allowed = limit(CALENDAR_DAYS, Span(at("2026-11-16 09:00")))
    now = at("2026-11-16 09:01")
    judged = [(allowed, judge(ordinary(), allowed.budget, allowed.spans, now))]
    assert file_due(judged, ordinary(), waiting=False) == Deadline(
        at("2026-11-23 00:00"),
        Clock.CALENDAR_DAYS,
        LimitKind.LEGAL,
        date(2026, 11, 22),
        at("2026-11-20 00:00"),
        legal=at("2026-11-23 00:00"),
    )


def test_what_has_run_out_stays_late_on_the_pile_and_only_there() -> None:
    rested = limit(MINUTES_60, Span(at("2026-11-19 09:00"), at("2026-11-19 11:00")))
    judged = [(rested, judge(ordinary(), MINUTES_60, rested.spans, at("2026-11-19 12:00")))]
    assert judged[0][1].state is State.RESTING
    on_pile = file_due(judged, ordinary(), waiting=True)
    assert isinstance(on_pile, Deadline)
    assert on_pile.at == at("2026-11-19 10:00")
    assert file_due(judged, ordinary(), waiting=False) is Still.RESTING


def test_on_the_sunday_that_is_its_last_day_a_file_is_due_today(kantor: Callable[..., Kantor]) -> None:
    """Purwakarta's technical team has two days, read as calendar days from Friday on."""
    office = reading_calendar_days(kantor("purwakarta", "2026-11-20 08:00+07:00"))
    file = office.register().file
    for key, done in (("fo", "lengkap"), ("bo", "teruskan")):
        office.do(file, key, done)
    (row,) = lists.all_open(office.desk, office.who("fo"))
    assert isinstance(row.clock, Countdown)
    assert (row.clock.deadline.last, row.clock.deadline.clock) == (date(2026, 11, 22), Clock.CALENDAR_DAYS)
    seen = {
        now: group(row, moment(office.desk.working_time(), instant(f"2026-11-{now}+07:00")), near_days=0)
        for now in ("20 09:00", "22 23:59", "23 00:01")
    }
    assert list(seen.values()) == [Group.NEAR, Group.TODAY, Group.OVERDUE]
