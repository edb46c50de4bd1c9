"""The present moment in words: the date, the time, and whether working time runs or stands still."""

from __future__ import annotations

from loket.sla import OutsideHorizon, WorkingTime
from loket.sla.words import short_date


def moment_line(time: WorkingTime, now: int) -> str:
    """Such as `Jumat 20 Nov 09.12 · istirahat 11.30–13.00` or `… · istirahat s.d. 13.00, waktu berhenti`."""
    local = time.local(now)
    shown = f"{short_date(local.date())} {local:%H.%M}"
    try:
        return " · ".join(filter(None, [shown, _standing(time, now)]))
    except OutsideHorizon:
        return f"{shown} · di luar kalender kantor"


def _standing(time: WorkingTime, now: int) -> str:
    today = time.local(now).date()
    closes = time.closes_at(now)
    if closes is not None:
        opens = time.next_opening(now)
        if time.local(opens).date() == today:
            return f"istirahat {time.local(closes):%H.%M}–{time.local(opens):%H.%M}"
        return f"tutup {time.local(closes):%H.%M}"
    opens = time.next_opening(now)
    when = time.local(opens)
    if when.date() == today:
        word = "istirahat s.d." if time.working_between(time.instant(today, 0), now) else "buka pukul"
        return f"{word} {when:%H.%M}, waktu berhenti"
    return f"tutup, buka lagi {short_date(when.date())} {when:%H.%M}, waktu berhenti"
