"""What was promised of a file, in words: a word on lists, a line on the file."""

from __future__ import annotations

from datetime import date

from loket.desk.case.file_view import FileView
from loket.flow.promise import Stay, falls, next_working_day
from loket.sla import OutsideHorizon
from loket.sla.words import short_date

BROKEN, AT_RISK = "JANJI:", "janji:"
"""The words on lists: of what is over and undecided, and of what falls by the next working day."""


def promise_line(view: FileView) -> str:
    """Which date the applicant was told, and how near it is; empty where none was, or it is decided."""
    told, at = view.row.promised_on, view.row.promised_at
    if told is None or at is None or view.state.is_decided:
        return ""
    day = date.fromisoformat(told)
    now_falls = falls(day, at, (Stay(i.standing, i.start, i.end) for i in view.state.intervals), view.time)
    words = f"Janji kepada pemohon: selesai {short_date(day)}"
    if now_falls is None:
        return f"{words} · berhenti selama berkas pada pemohon"
    if now_falls != day:
        words = f"{words}, mundur ke {short_date(now_falls)} karena waktu pada pemohon"
    pressing = _pressing(view, now_falls)
    return f"{words} · {pressing}" if pressing else words


def _pressing(view: FileView, day: date) -> str:
    today = view.time.date_of(view.now)
    if day < today:
        return "LEWAT"
    if day == today:
        return "HARI INI"
    try:
        return "hari kerja berikutnya" if day <= next_working_day(view.now, view.time) else ""
    except OutsideHorizon:
        return ""
