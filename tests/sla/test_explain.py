"""A deadline can be followed by hand: each explanation as a clerk reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from loket.lengths import MINUTE
from loket.sla import (
    Budget,
    Clock,
    DayOverride,
    LineKind,
    Span,
    compile_calendar,
    explain,
    explain_text,
    format_when,
    format_working,
    judge,
)
from loket.sla.words import format_exact
from tests.sla.office import at, hours, office_calendar, ordinary

HOUR = Budget(Clock.WORK, 60 * MINUTE)


def told(
    budget: Budget, spans: Sequence[tuple[str, str | None]], now: str, *, ended: bool = False
) -> list[str]:
    counted = [Span(at(a), None if b is None else at(b)) for a, b in spans]
    return explain_text(explain(ordinary(), budget, counted, at(now), ended=ended), ordinary())


def test_over_lebaran_the_closed_dates_become_one_line() -> None:
    assert told(HOUR, [("2026-03-17 14:30", None)], "2026-03-17 14:31") == [
        "Sel 17 Mar 14.30–15.00   30 menit   jumlah 30 menit",
        "18–24 Mar   tutup: Cuti Bersama Hari Suci Nyepi, Hari Suci Nyepi, "
        "Cuti Bersama Hari Raya Idul Fitri, Hari Raya Idul Fitri, "
        "Hari kedua dari Hari Raya Idul Fitri (SKB 3 Menteri 1497/2025, 2/2025, 5/2025)",
        "Rab 25 Mar 07.30–08.00   30 menit   jumlah 1 jam",
        "paling lambat Rab 25 Mar 2026 08.00",
    ]


def test_the_break_and_the_weekend_are_named() -> None:
    long = Budget(Clock.WORK, 5 * 60 * MINUTE)
    assert told(long, [("2026-11-20 10:30", None)], "2026-11-20 10:30") == [
        "Jum 20 Nov 10.30–11.30   1 jam   jumlah 1 jam",
        "Jum 20 Nov 11.30–13.00   istirahat",
        "Jum 20 Nov 13.00–16.30   3 jam 30 menit   jumlah 4 jam 30 menit",
        "21–22 Nov   tutup: Sabtu, Minggu",
        "Sen 23 Nov 07.30–08.00   30 menit   jumlah 5 jam",
        "paling lambat Sen 23 Nov 2026 08.00",
    ]


def test_a_rest_is_shown_as_not_counted() -> None:
    spans = [("2026-11-19 09:00", "2026-11-19 09:20"), ("2026-11-19 12:30", None)]
    assert told(HOUR, spans, "2026-11-19 12:40") == [
        "Kam 19 Nov 09.00–09.20   20 menit   jumlah 20 menit",
        "Kam 19 Nov 09.20 – Kam 19 Nov 12.30   berhenti: di luar hitungan",
        "Kam 19 Nov 12.30–13.00   istirahat",
        "Kam 19 Nov 13.00–13.40   40 menit   jumlah 1 jam",
        "paling lambat Kam 19 Nov 2026 13.40",
    ]


def test_while_it_rests_the_rest_of_the_budget_is_told() -> None:
    assert told(HOUR, [("2026-11-19 09:00", "2026-11-19 09:20")], "2026-11-20 09:00")[-1] == (
        "berhenti sejak Kam 19 Nov 09.20, sisa 40 menit"
    )


def test_what_is_late_says_by_how_much() -> None:
    assert told(HOUR, [("2026-11-19 09:00", None)], "2026-11-19 11:05")[-2:] == [
        "paling lambat Kam 19 Nov 2026 10.00",
        "terlampaui 1 jam 5 menit",
    ]
    assert told(Budget(Clock.DAYS, 1), [("2026-11-18 09:00", None)], "2026-11-19 17:00")[-1] == (
        "lewat setelah jam tutup"
    )
    spans = [("2026-11-19 09:00", "2026-11-19 10:30"), ("2026-11-20 09:00", None)]
    assert told(HOUR, spans, "2026-11-20 09:10") == [
        "Kam 19 Nov 09.00–10.00   1 jam   jumlah 1 jam",
        "paling lambat Kam 19 Nov 2026 10.00",
        "terlampaui 40 menit",
    ]


def test_finished_work_is_summed_up() -> None:
    lines = told(HOUR, [("2026-11-19 09:00", "2026-11-19 09:20")], "2026-11-23 09:00", ended=True)
    assert lines == [
        "Kam 19 Nov 09.00–09.20   20 menit   jumlah 20 menit",
        "paling lambat Kam 19 Nov 2026 10.00",
        "selesai Kam 19 Nov 09.20, terpakai 20 menit",
    ]


def test_hari_kerja_are_counted_date_by_date() -> None:
    spans = [("2026-11-18 09:00", "2026-11-19 10:00"), ("2026-11-23 09:00", None)]
    assert told(Budget(Clock.DAYS, 2), spans, "2026-11-23 10:00") == [
        "Rab 18 Nov 09.00   hari diterima, belum dihitung",
        "Kam 19 Nov   hari ke-1",
        "Kam 19 Nov 10.00 – Sen 23 Nov 09.00   berhenti: di luar hitungan",
        "Sen 23 Nov 09.00   hari dilanjutkan, tidak dihitung lagi",
        "Sel 24 Nov   hari ke-2",
        "paling lambat Sel 24 Nov 2026 16.00",
    ]


def test_an_estimated_holiday_marks_its_date_and_the_deadline() -> None:
    lines = told(Budget(Clock.DAYS, 2), [("2026-12-30 09:00", None)], "2026-12-30 10:00")
    assert lines[2] == "1–3 Jan   tutup: Tahun Baru Masehi (perlu dicek kantor terhadap SKB 2027; perkiraan)"
    assert lines[-1] == "paling lambat Sen 4 Jan 2027 16.00 (perkiraan)"


def test_calendar_days_count_closed_dates_and_end_at_24() -> None:
    lines = told(Budget(Clock.CALENDAR_DAYS, 2), [("2026-11-19 09:00", None)], "2026-11-19 10:00")
    assert lines[1:] == [
        "Jum 20 Nov   hari ke-1",
        "Sab 21 Nov   hari ke-2   (Sabtu)",
        "paling lambat Sab 21 Nov 2026 24.00",
    ]


def test_work_until_midnight_ends_at_24_of_its_day() -> None:
    late = DayOverride(date(2026, 11, 20), hours("20.00-24.00"), "layanan malam", "SK Kadis 3/2026")
    time = compile_calendar(office_calendar(overrides=[late]))
    begun = at("2026-11-20 20:00")
    lines = explain(time, Budget(Clock.WORK, 300 * MINUTE), [Span(begun)], begun)
    assert explain_text(lines, time)[0] == "Jum 20 Nov 20.00–24.00   4 jam   jumlah 4 jam   (layanan malam)"


def test_past_the_calendar_the_explanation_says_why_it_stops() -> None:
    lines = told(Budget(Clock.DAYS, 5), [("2027-12-29 09:00", None)], "2027-12-30 09:00")
    assert lines[1] == "Kam 30 Des   hari ke-1"
    assert lines[-1] == "batas waktu belum dapat dihitung: kalender kantor baru sampai Jum 31 Des 2027"
    assert len(told(HOUR, [("2028-02-01 09:00", None)], "2028-02-01 09:10")) == 1


def test_nothing_started_explains_nothing_and_a_zero_budget_is_due_at_once() -> None:
    assert told(HOUR, [], "2026-11-19 09:00") == []
    zero = Budget(Clock.DAYS, 0)
    assert told(zero, [("2026-11-19 09:00", None)], "2026-11-19 09:00") == [
        "paling lambat Kam 19 Nov 2026 09.00"
    ]


@pytest.mark.parametrize("budget", [HOUR, Budget(Clock.WORK, 3000 * MINUTE), Budget(Clock.DAYS, 9)])
def test_the_lines_add_up_to_the_budget_and_end_when_it_is_due(budget: Budget) -> None:
    spans = [Span(at("2026-03-11 10:00"), at("2026-03-12 13:15")), Span(at("2026-03-16 12:10"))]
    now = at("2026-03-16 12:20")
    verdict = judge(ordinary(), budget, spans, now)
    lines = explain(ordinary(), budget, spans, now)
    if not verdict.exceeded:
        assert sum(line.counted for line in lines if line.kind is LineKind.COUNTED) == budget.amount
    deadline = next(line for line in lines if line.kind is LineKind.DUE)
    assert (deadline.end, deadline.total) == (verdict.due, budget.amount)


def test_when_is_short_today_and_full_on_other_days() -> None:
    time, now = ordinary(), at("2026-11-20 09:08")
    assert format_when(time, at("2026-11-20 09:18"), now) == "09.18"
    assert format_when(time, at("2026-11-23 08:00"), now) == "Sen 23 Nov 08.00"
    assert format_when(time, at("2027-01-06 16:00"), now) == "Rab 6 Jan 2027 16.00"
    assert format_when(time, at("2026-11-21 00:00"), now) == "24.00"
    assert format_when(time, at("2028-05-02 09:00"), now) == "Sel 2 Mei 2028 09.00"


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0 menit"),
        (59_999, "kurang dari 1 menit"),
        (5 * MINUTE, "5 menit"),
        (60 * MINUTE, "1 jam"),
        (65 * MINUTE + 30_000, "1 jam 5 menit"),
        (-65 * MINUTE, "1 jam 5 menit"),
        (2250 * MINUTE, "37 jam 30 menit"),
    ],
)
def test_lengths_of_working_time(ms: int, words: str) -> None:
    assert format_working(ms) == words


def test_seconds_are_told_so_that_the_lines_add_up() -> None:
    assert format_exact(7 * 60_000 + 40_000) == "7 menit 40 detik"
    assert format_exact(40_000) == "40 detik"
    assert format_exact(3_600_000) == "1 jam"
    assert format_exact(3_605_000) == "1 jam 5 detik"


def test_seconds_that_were_begun_are_lost_from_no_sum() -> None:
    start, second = at("2026-11-20 08:00"), 1000
    parts = ((0, 1600), (10_000, 11_600), (20_000, 21_600))
    spans = [Span(start + a, start + b) for a, b in parts]
    lines = explain(ordinary(), HOUR, spans, start + 30 * second)
    told = [words.split("   ") for words in explain_text(lines, ordinary())]
    assert [part[1:] for part in told if "jumlah" in part[-1]] == [
        ["1 detik", "jumlah 1 detik"],
        ["2 detik", "jumlah 3 detik"],
        ["1 detik", "jumlah 4 detik"],
    ]
    assert told[-1][0].endswith("sisa 59 menit 56 detik")
