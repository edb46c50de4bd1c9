"""What should be seen to though the office is open."""

from __future__ import annotations

from loket.desk import restored
from loket.desk.calendar.days import horizon_warning
from loket.desk.calendar.moving import left_out, overtaken
from loket.desk.office import Desk
from loket.desk.words.restored import reminder


def reminders(desk: Desk) -> tuple[str, ...]:
    """What should be seen to though the office is open, a sentence each, the weightiest first."""
    with desk.store.read() as conn:
        old = overtaken(conn, desk)
    unread, lost = ", ".join(left_out(desk)), restored.missing(desk)
    said = (
        reminder(lost) if lost is not None else None,
        f"Berkas {unread} tidak terbaca; batasnya tetap. Jalankan: loket periksa." if unread else None,
        "Profil jam di program ini sudah lama dan tidak dipakai. Perbarui program ini." if old else None,
        horizon_warning(desk, desk.now()),
    )
    return tuple(sentence for sentence in said if sentence)
