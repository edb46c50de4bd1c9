"""Deadlines in words: the same limit is told in the same words on every list, on the file and beside it.

Pure functions of a file's limits, its deadline and a moment.
"""

from __future__ import annotations

from loket.flow.countdown import Countdown, Moment, Stand
from loket.flow.limits import Limit, LimitKind
from loket.lengths import MINUTE
from loket.sla import Clock, State, WorkingTime
from loket.sla.explain import format_when
from loket.sla.words import LAST_MINUTES, short_date, time_left, time_passed
from loket.sop.model import Milestone

LATE = "LEWAT"
TODAY = "hari ini"
NAMES = {
    LimitKind.STEP: "Batas",
    LimitKind.GROUP: "Batas bersama",
    LimitKind.WHOLE: "Seluruh SOP",
    LimitKind.TROUBLE: "Batas gangguan",
    LimitKind.LEGAL: "Batas hukum",
}
SINCE = {
    Milestone.REGISTERED: "pendaftaran",
    Milestone.COMPLETE: "dinyatakan lengkap",
    Milestone.CORRECT: "dinyatakan benar",
    Milestone.PAID: "pembayaran",
}
LEGAL_LAPSE = (
    "Batas waktu keputusan terlampaui — dapat dianggap dikabulkan secara hukum (UU 30/2014 Ps 53)."
    " Segera laporkan kepada pimpinan."
)


def listed(clock: Countdown, now: Moment) -> str:
    """A deadline in a column: `LEWAT 2 hari`, on its last day what is left, before that its last date.

    `± Kam 18 Mar`: a holiday on the way is not decreed yet.
    """
    if clock.is_late(now):
        return late(clock, now)
    if now.date < clock.deadline.last:
        return f"{'± ' if clock.deadline.estimated else ''}{short_date(clock.deadline.last)}"
    return _left_today(clock, now)


def listed_until(clock: Countdown, now: Moment) -> int:
    """The instant (ms) before which `listed` and its urgency cannot change; now where seconds are told.

    Seconds are told around the moment when it runs out. Else words change when a minute of working time is
    full, which never runs faster than the clock on the wall; at midnight; and where the limit comes near.
    """
    ran = now.work - clock.work
    if -LAST_MINUTES * MINUTE < ran < MINUTE:
        return now.at
    full = MINUTE - ran % MINUTE if ran > 0 else -ran % MINUTE + 1
    midnight = MINUTE - now.at % MINUTE  # at the earliest
    near = clock.deadline.near - now.at
    return now.at + min(full, midnight, near if near > 0 else midnight)


def late(clock: Countdown, now: Moment) -> str:
    """How late it is: `LEWAT 2 jam`, `LEWAT 3 hari`; `LEWAT` on the evening of its last day."""
    by, amount = clock.late_by(now)
    if not (amount if by is not Clock.WORK else amount // 1000):
        return LATE
    return f"{LATE} {time_passed(amount) if by is Clock.WORK else f'{amount} hari'}"


def _left_today(clock: Countdown, now: Moment) -> str:
    """What is left on the last day; on one without working time, that it is that day."""
    left = clock.left(now)
    return time_left(left) if left else TODAY


STOPPED = "waktu berhenti"
"""What is said last of a limit while its time stands still."""


def limit_line(stand: Stand, time: WorkingTime, now: Moment) -> str:
    """`Batas 10 menit · sisa 34 mnt · paling lambat 09.18`, or why no time runs; a step names its time.

    A time that is no limit is told as the SOP has it: `Batas: dapat ditunggu`.
    """
    limit = stand.limit
    if not limit.reckoned:
        return f"{NAMES[limit.kind]}: {limit.text}"
    if limit.applicants_own:
        return f"Waktu pemohon {limit.text}, tidak dihitung atas kantor"
    name = f"{NAMES[limit.kind]} {limit.text}" if limit.kind is LimitKind.STEP else NAMES[limit.kind]
    return " · ".join(filter(None, [name, *_how_it_stands(stand, time, now)]))


def not_begun(limit: Limit) -> str:
    """The moment for which a limit's time still waits, in words; empty once it has come."""
    return SINCE[limit.since] if limit.since is not None and not limit.begun else ""


def lapsed(stands: tuple[Stand, ...], now: Moment) -> Stand | None:
    """The legal line that ran out before the file was decided, even while it rests."""
    legal = (s for s in stands if s.limit.kind is LimitKind.LEGAL and not s.limit.finished)
    return next((stand for stand in legal if stand.ran_out(now)), None)


def legal_lapse(stands: tuple[Stand, ...], now: Moment) -> str:
    """The warning on a file whose legal line ran out before it was decided; else empty.

    It is a warning and no more: the program itself neither grants anything nor changes the file.
    """
    return LEGAL_LAPSE if lapsed(stands, now) is not None else ""


def _how_it_stands(stand: Stand, time: WorkingTime, now: Moment) -> list[str]:
    verdict, clock = stand.verdict, stand.countdown
    match stand.state(now):
        case State.NOT_STARTED:
            return [f"dihitung sejak {not_begun(stand.limit) or 'diambil'}"]
        case State.UNKNOWN:
            return ["batas waktu belum dapat dihitung"]
        case State.MET:
            return [f"selesai tepat waktu, terpakai {_amount(stand, verdict.used)}"]
        case State.LATE:
            return [f"selesai TERLAMBAT, terpakai {_amount(stand, verdict.used)}"]
        case State.RESTING if clock is None:
            return [f"sisa {_amount(stand, verdict.remaining)}", STOPPED]
    assert clock is not None
    if stand.state(now) is State.RESTING:
        return [_late_in_full(clock, now), STOPPED]
    return _running(stand, clock, time, now)


def _running(stand: Stand, clock: Countdown, time: WorkingTime, now: Moment) -> list[str]:
    due = f"paling lambat {format_when(time, clock.deadline.at, now.at)}"
    if clock.deadline.estimated:
        due += " (perkiraan)"
    if clock.is_late(now):
        return [_late_in_full(clock, now), due]
    if now.date < clock.deadline.last:
        return [f"sisa {time_left(clock.left(now))}" if clock.deadline.clock is Clock.WORK else "", due]
    left = _left_today(clock, now)
    left = left if left == TODAY else f"sisa {left}"
    return [left] if stand.limit.kind is LimitKind.WHOLE else [left, due]


def _late_in_full(clock: Countdown, now: Moment) -> str:
    """As a list has it, with the kind of its days."""
    by, amount = clock.late_by(now)
    words = late(clock, now)
    if by is Clock.WORK or not amount:
        return words
    return f"{words} {'kerja' if by is Clock.DAYS else 'kalender'}"


def _amount(stand: Stand, value: int) -> str:
    """A used or remaining amount in the limit's own unit."""
    clock = stand.limit.budget.clock
    if clock is Clock.WORK:
        return time_left(value)
    return f"{value} {'hari kerja' if clock is Clock.DAYS else 'hari kalender'}"
