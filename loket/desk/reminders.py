"""What should be seen to though the office is open."""

from __future__ import annotations

from loket.desk import restored
from loket.desk.calendar.days import horizon_warning
from loket.desk.calendar.moving import left_out
from loket.desk.office import Desk
from loket.desk.words.restored import reminder

BEHIND = "Dokumen kantor yang terbaru tidak terbaca program ini. Perbarui program ini."


def reminders(desk: Desk) -> tuple[str, ...]:
    """What should be seen to though the office is open, a sentence each, the weightiest first."""
    unread, lost = ", ".join(left_out(desk)), restored.missing(desk)
    said = (
        reminder(lost) if lost is not None else None,
        f"Berkas {unread} tidak terbaca; batasnya tetap. Jalankan: loket periksa." if unread else None,
        BEHIND if desk.in_force.behind else None,
        horizon_warning(desk, desk.now()),
    )
    return tuple(sentence for sentence in said if sentence)
