"""The present moment in words: the date, the time, and whether working time runs or stands still."""

from __future__ import annotations

from datetime import timedelta

from loket.desk.errors import LastGiven, NoneForNow, NoneLeft, UsedUp
from loket.sla import OutsideHorizon, WorkingTime
from loket.sla.words import long_date, short_date
from loket.text import clean

_STILL_SERVED = "Yang sudah punya nomor tetap dilayani."


def clock_words(time: WorkingTime, now: int) -> str:
    """Such as `Jum 20 Nov 09.12`."""
    local = time.local(now)
    return f"{short_date(local.date())} {local:%H.%M}"


def for_when(time: WorkingTime, at: int, now: int) -> str:
    """For when something is to be remembered: `14.00` today, else `Rab 25 Nov 14.00`, or that day alone."""
    local = time.local(at)
    if local.date() == time.date_of(now):
        return f"{local:%H.%M}"
    day = short_date(local.date(), year=local.year != time.date_of(now).year)
    return f"{day} {local:%H.%M}" if local.hour or local.minute else day


def closed_words(time: WorkingTime, opens: int | None, now: int) -> str:
    """That no numbers are given, and when again: `Tutup. Nomor diberikan lagi pukul 13.00.`"""
    if opens is None:
        return "Tutup. Tanyakan kepada petugas kapan buka lagi."
    local = time.local(opens)
    day = "" if time.date_of(opens) == time.date_of(now) else f" {long_date(local.date())}"
    return f"Tutup. Nomor diberikan lagi{day} pukul {local:%H.%M}."


def none_left_words(time: WorkingTime, none: NoneLeft, now: int) -> str:
    """Why no number is given any more, and when one is: to whoever came for one."""
    why = why_none_words(time, none)
    match none:
        case NoneForNow(until=int()):
            return f"{why} {_STILL_SERVED}"
        case NoneForNow(again=again):
            return f"{why} {_STILL_SERVED} Kembali {_again(time, again, now)}."
        case LastGiven(again=again):
            return f"{why} Kembali {_again(time, again, now)}."
        case UsedUp(again=again):
            return f"{why} Kembali {_again(time, again, now)}, atau tanyakan kepada petugas."
    return f"{why} Tanyakan kepada petugas."


def why_none_words(time: WorkingTime, none: NoneLeft) -> str:
    """Why no number is given any more: all that a clerk need be told."""
    match none:
        case NoneForNow(until=int(until), reason=reason):
            return f"Kios tutup sampai {time.local(until):%H.%M} ({reason})."
        case NoneForNow(reason=reason):
            return f"Kios tutup hari ini ({reason})."
        case LastGiven(at=at):
            return f"Nomor terakhir diberikan {time.local(at):%H.%M}."
        case UsedUp(what=what, quota=quota):
            return f"Jatah hari ini untuk {clean(what)} sudah habis ({quota} nomor)."
    return "Nomor tidak diberikan lagi."


def _again(time: WorkingTime, opens: int | None, now: int) -> str:
    """`besok mulai 08.00`: when the door is open on another day."""
    if opens is None:
        return "pada hari pelayanan berikutnya"
    local = time.local(opens)
    tomorrow = time.date_of(now) + timedelta(days=1)
    day = "besok" if local.date() == tomorrow else long_date(local.date())
    return f"{day} mulai {local:%H.%M}"


def made(time: WorkingTime, at: int, by: str, why: str) -> str:
    """A change of the office: `20-11-2026 09.12 oleh Ayu Contoh: Rapat`."""
    who, reason = f" oleh {clean(by)}" if by else "", f": {clean(why)}" if why else ""
    return f"{time.local(at):%d-%m-%Y %H.%M}{who}{reason}"


def standing_words(time: WorkingTime, now: int) -> str:
    """What the office's clock does: `istirahat 11.30–13.00` ahead, or `… s.d. 13.00, waktu berhenti`."""
    try:
        closes = time.closes_at(now)
        return _closed(time, now) if closes is None else _open(time, closes)
    except OutsideHorizon:
        return "di luar kalender kantor"


def _open(time: WorkingTime, closes: int) -> str:
    closing = time.local(closes)
    try:
        opens = time.local(time.next_opening(closes))
    except OutsideHorizon:  # the calendar's last closing: nothing is known of the next day
        opens = None
    if opens is not None and opens.date() == closing.date():
        return f"istirahat {closing:%H.%M}–{opens:%H.%M}"
    return f"tutup {closing:%H.%M}"


def _closed(time: WorkingTime, now: int) -> str:
    today = time.date_of(now)
    opens = time.local(time.next_opening(now))
    if opens.date() == today:
        word = "istirahat s.d." if time.working_between(time.instant(today), now) else "buka pukul"
        return f"{word} {opens:%H.%M}, waktu berhenti"
    return f"tutup, buka {short_date(opens.date())} {opens:%H.%M}, waktu berhenti"
