"""What should be seen to though the office is open."""

from __future__ import annotations

from loket import modes
from loket.desk import restored
from loket.desk.calendar.days import horizon_warning
from loket.desk.calendar.moving import left_out
from loket.desk.office import Desk
from loket.desk.words.restored import reminder
from loket.location import Server
from loket.sop.faults import Fault
from loket.store import kept_folder

BEHIND = "Dokumen kantor yang terbaru tidak terbaca program ini. Perbarui program ini."

OTHER_FOLDER = (
    "Lampiran tidak ditemukan di komputer ini: foldernya lain. Yang mengurus komputer: samakan LOKET_BERKAS."
)
OPEN_TO_ALL = "Data kantor terbaca semua akun komputer ini. Yang mengurus komputer: chmod o= {path}"


def beyond_words(fault: Fault) -> str:
    """A number of the office's documents that is beyond the bounds of this program, and what then holds."""
    return f"{fault.key} {fault.wrong}, seharusnya {fault.right}; sampai dibetulkan dipakai yang terdekat."


def reminders(desk: Desk) -> tuple[str, ...]:
    """What should be seen to though the office is open, a sentence each, the weightiest first."""
    unread, lost = ", ".join(left_out(desk)), restored.missing(desk)
    said = (
        reminder(lost) if lost is not None else None,
        f"Berkas {unread} tidak terbaca; batasnya tetap. Jalankan: loket periksa." if unread else None,
        BEHIND if desk.in_force.behind else None,
        None if _has_folder(desk) else OTHER_FOLDER,
        OPEN_TO_ALL.format(path=desk.store.path) if _open_to_all(desk) else None,
        *map(beyond_words, desk.in_force.beyond),
        horizon_warning(desk, desk.now()),
    )
    return tuple(sentence for sentence in said if sentence)


def _has_folder(desk: Desk) -> bool:
    with desk.store.read() as conn:
        return kept_folder.is_ours(conn, desk.store.place)


def _open_to_all(desk: Desk) -> bool:
    """Who reads what a server has is the server's to say."""
    return not isinstance(desk.store.place, Server) and modes.others_read(desk.store.path)
