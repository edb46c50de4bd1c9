"""How a deadline came about, interval by interval: first as data, then as Indonesian lines for the screen.

Plain nights are not listed: the gap between two lines says enough. Breaks, closed dates and rests are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from loket.lengths import DAY, MINUTE
from loket.sla.clocks import OutsideHorizon, WorkingTime
from loket.sla.day import Day
from loket.sla.judge import Budget, Clock, Span, State, Verdict, judge, merge_spans, runs_out
from loket.sla.words import clock_text, date_range, format_exact, short_date

ESTIMATED = "perkiraan"


class LineKind(StrEnum):
    """What a line of the explanation is about."""

    COUNTED = "dihitung"
    RECEIVED = "hari_diterima"
    BREAK = "istirahat"
    CLOSED = "tutup"
    PAUSE = "berhenti"
    DUE = "batas"
    LATE = "lewat"
    RESTING = "masih_berhenti"
    ENDED = "selesai"
    UNKNOWN = "belum_dapat_dihitung"


@dataclass(frozen=True, slots=True)
class ExplainLine:
    """One stretch of the arithmetic from `start` to `end`, or an instant where they are equal.

    `counted` is what the stretch adds and `total` what is used up to its end, in the budget's own unit (ms or
    days). On a LATE line `counted` is what was used beyond the budget, on a RESTING line what is left.
    """

    kind: LineKind
    clock: Clock
    start: int
    end: int
    counted: int
    total: int
    note: str = ""
    estimated: bool = False


def explain(
    time: WorkingTime, budget: Budget, spans: Sequence[Span], now: int, *, ended: bool = False
) -> tuple[ExplainLine, ...]:
    """The arithmetic of a limit up to when it is or was due; `ended` as for `judge`."""
    counted = merge_spans(spans)
    verdict = judge(time, budget, spans, now, ended=ended)
    lines: list[ExplainLine] = []
    due: int | None = None
    total = 0
    for position, span in enumerate(counted):
        if position:
            gap = counted[position - 1].end or span.start
            lines.append(_line(LineKind.PAUSE, budget, gap, span.start, total, "berhenti: di luar hitungan"))
        end = max(now, span.start) if ended and span.end is None else span.end
        due = runs_out(time, budget, span.start, budget.amount - total)
        try:
            chunk = _stretch(time, budget, span.start, end, due, now, total, first=not position)
        except OutsideHorizon:
            break
        lines += chunk
        total = chunk[-1].total if chunk else total
        if due is not None and (now if end is None else end) > due:
            break
    return (*lines, *_conclusion(budget, counted, verdict, due, now))


def explain_text(lines: Sequence[ExplainLine], time: WorkingTime) -> list[str]:
    """The explanation in Indonesian, one line each; neighbouring closed dates become one line."""
    text: list[str] = []
    for closed, group in groupby(lines, key=lambda line: line.kind is LineKind.CLOSED):
        if closed:
            run = list(group)
            text.append(_closed_text(time, run[0].start, run[-1].end))
        else:
            text += [_line_text(time, line) for line in group]
    return text


def format_when(time: WorkingTime, t: int, now: int) -> str:
    """`09.18` when t is today, else `Rab 25 Mar 08.00`, with the year when it is another one.

    Midnight is written 24.00 of the day it ends, for this is how a limit ends there.
    """
    day, clock = _wall(time, t, ends=True)
    today = time.date_of(now)
    return clock if day == today else f"{short_date(day, year=day.year != today.year)} {clock}"


def format_end(time: WorkingTime, t: int) -> str:
    """When a time ends, whole: `Rab 25 Mar 2026 08.00`, or `24.00` of that day."""
    day, clock = _wall(time, t, ends=True)
    return f"{short_date(day, year=True)} {clock}"


def _stretch(
    time: WorkingTime,
    budget: Budget,
    start: int,
    end: int | None,
    due: int | None,
    now: int,
    total: int,
    *,
    first: bool,
) -> list[ExplainLine]:
    """The lines of one span, as far as it is known and as the budget lasts. Raises OutsideHorizon."""
    if budget.amount <= 0:
        return []
    if end is None:
        end = min(max(now, start), time.horizon[1]) if due is None else due
    runs_dry = due is not None and due <= end
    stop = due if due is not None and runs_dry else end
    if budget.clock is Clock.WORK:
        return list(_work_lines(time, budget, start, stop, total))
    # A limit that ends at 24.00 ends on the day before that midnight.
    last = max(start, stop - 1) if runs_dry else stop
    return list(_day_lines(time, budget, start, last, total, first=first))


def _work_lines(
    time: WorkingTime, budget: Budget, start: int, stop: int, total: int
) -> Iterator[ExplainLine]:
    for day in time.days_between(start, stop):
        midnight = time.instant(day.date)
        if not day.hours:
            a, b = max(start, midnight), min(stop, midnight + DAY)
            if a < b:
                yield _line(LineKind.CLOSED, budget, a, b, total, _reason(day), estimated=day.estimated)
            continue
        left_off: int | None = None
        for opens, closes in day.hours:
            a, b = max(start, midnight + opens * MINUTE), min(stop, midnight + closes * MINUTE)
            if left_off is not None and max(left_off, start) < min(a, stop):
                yield _line(LineKind.BREAK, budget, max(left_off, start), min(a, stop), total, "istirahat")
            if a < b:
                total += b - a
                yield _line(LineKind.COUNTED, budget, a, b, total, day.reason, counted=b - a)
            left_off = midnight + closes * MINUTE


def _day_lines(
    time: WorkingTime, budget: Budget, start: int, last: int, total: int, *, first: bool
) -> Iterator[ExplainLine]:
    note = "hari diterima, belum dihitung" if first else "hari dilanjutkan, tidak dihitung lagi"
    yield _line(LineKind.RECEIVED, budget, start, start, total, note)
    for day in time.days_between(start, last)[1:]:
        midnight = time.instant(day.date)
        if day.hours or budget.clock is Clock.CALENDAR_DAYS:
            total += 1
            opens = midnight + (day.hours[0][0] if day.hours else 0) * MINUTE
            closes = midnight + day.hours[-1][1] * MINUTE if day.hours else midnight + DAY
            note = day.reason if day.hours else _reason(day)
            yield _line(
                LineKind.COUNTED, budget, opens, closes, total, note, counted=1, estimated=day.estimated
            )
        else:
            note = _reason(day)
            yield _line(
                LineKind.CLOSED, budget, midnight, midnight + DAY, total, note, estimated=day.estimated
            )


def _conclusion(
    budget: Budget, counted: Sequence[Span], verdict: Verdict, due: int | None, now: int
) -> Iterator[ExplainLine]:
    """The last lines: when it is or was due, by how much it is late, that it rests, ended or is unknown."""
    if verdict.state is State.UNKNOWN:
        yield _line(LineKind.UNKNOWN, budget, now, now, verdict.used)
        return
    if not counted:
        return
    if due is not None and (verdict.exceeded or verdict.state is not State.RESTING):
        used = verdict.used if verdict.state is State.MET else budget.amount
        yield _line(LineKind.DUE, budget, due, due, used, estimated=verdict.estimated)
    stopped = counted[-1].end or now
    if due is not None and verdict.exceeded:
        over = max(-verdict.remaining, 0)
        yield _line(LineKind.LATE, budget, due, max(stopped, due), verdict.used, counted=over)
    if verdict.state is State.RESTING:
        left = max(verdict.remaining, 0)
        yield _line(LineKind.RESTING, budget, stopped, max(now, stopped), verdict.used, counted=left)
    elif verdict.state in (State.MET, State.LATE):
        yield _line(LineKind.ENDED, budget, stopped, stopped, verdict.used)


def _line(
    kind: LineKind,
    budget: Budget,
    start: int,
    end: int,
    total: int,
    note: str = "",
    *,
    counted: int = 0,
    estimated: bool = False,
) -> ExplainLine:
    return ExplainLine(kind, budget.clock, start, end, counted, total, note, estimated)


def _reason(day: Day) -> str:
    """Why a date is closed: `Sabtu`, or `libur: Hari Suci Nyepi (SKB …), perkiraan`."""
    if day.kind == "mingguan":
        return day.reason
    decree = f" ({day.decree})" if day.decree else ""
    return f"libur: {day.reason}{decree}" + (f", {ESTIMATED}" if day.estimated else "")


def _wall(time: WorkingTime, t: int, *, ends: bool) -> tuple[date, str]:
    """Date and `09.18` at the office; with `ends`, midnight is 24.00 of the day before."""
    local = time.local(t)
    if ends and (t - time.horizon[0]) % DAY == 0:
        return time.last_date(t), "24.00"
    return local.date(), clock_text(local.hour * 60 + local.minute)


def _full(time: WorkingTime, t: int) -> str:
    day, clock = _wall(time, t, ends=False)
    return f"{short_date(day)} {clock}"


def _amount(clock: Clock, amount: int) -> str:
    if clock is Clock.WORK:
        return format_exact(amount)
    return f"{amount} {'hari kerja' if clock is Clock.DAYS else 'hari kalender'}"


def _part(line: ExplainLine, since: int, until: int) -> str:
    """What lies between two sums, as it is between them as they are written: without the started second."""
    second = 1000 if line.clock is Clock.WORK else 1
    return _amount(line.clock, (until // second - since // second) * second)


def _closed_text(time: WorkingTime, start: int, end: int) -> str:
    """`18–24 Mar   tutup: Hari Suci Nyepi, … (SKB …)`; weekdays are named only where nothing else is."""
    days = time.closed_dates_between(start, end - 1)
    named = [day for day in days if day.kind != "mingguan"] or days
    reasons = ", ".join(dict.fromkeys(day.reason for day in named))
    marks = [*dict.fromkeys(day.decree for day in named if day.decree)]
    if any(day.estimated for day in named):
        marks.append(ESTIMATED)
    suffix = f" ({'; '.join(marks)})" if marks else ""
    return f"{date_range(days[0].date, days[-1].date)}   tutup: {reasons}{suffix}"


def _line_text(time: WorkingTime, line: ExplainLine) -> str:
    match line.kind:
        case LineKind.COUNTED:
            return _counted_text(time, line)
        case LineKind.RECEIVED:
            return f"{_full(time, line.start)}   {line.note}"
        case LineKind.BREAK:
            return f"{_from_to(time, line)}   {line.note}"
        case LineKind.PAUSE:
            return f"{_full(time, line.start)} – {_full(time, line.end)}   {line.note}"
        case LineKind.LATE:
            over = f"terlampaui {_amount(line.clock, line.counted)}"
            return over if line.counted else "lewat setelah jam tutup"
        case LineKind.RESTING:
            left = _part(line, line.total, line.total + line.counted)
            return f"berhenti sejak {_full(time, line.start)}, sisa {left}"
        case LineKind.ENDED:
            return f"selesai {_full(time, line.end)}, terpakai {_amount(line.clock, line.total)}"
        case LineKind.UNKNOWN:
            end = short_date(time.days[-1].date, year=True)
            return f"batas waktu belum dapat dihitung: kalender kantor baru sampai {end}"
    mark = f" ({ESTIMATED})" if line.estimated else ""
    return f"paling lambat {format_end(time, line.end)}{mark}"


def _from_to(time: WorkingTime, line: ExplainLine) -> str:
    return f"{_full(time, line.start)}–{_wall(time, line.end, ends=True)[1]}"


def _counted_text(time: WorkingTime, line: ExplainLine) -> str:
    note = f"   ({line.note})" if line.note else ""
    if line.clock is not Clock.WORK:
        return f"{short_date(time.date_of(line.start))}   hari ke-{line.total}{note}"
    counted, total = _part(line, line.total - line.counted, line.total), _amount(line.clock, line.total)
    return f"{_from_to(time, line)}   {counted}   jumlah {total}{note}"
