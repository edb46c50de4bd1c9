"""What is said and asked where a database has not all that it had when it was last closed."""

from __future__ import annotations

from loket.desk.restored import Lost
from loket.desk.words.clock import moment
from loket.sla import WorkingTime


def reminder(lost: Lost) -> str:
    """In one line, for whoever opens the program."""
    words = absent(lost)
    return f"{words[0].upper()}{words[1:]}. Tanya penyelia atau admin."


def question(lost: Lost, time: WorkingTime) -> str:
    """What is missing, since when and until when, and whether that is right."""
    return (
        f"Waktu Loket terakhir ditutup, riwayat sampai catatan ke-{lost.ended.number}"
        f" ({moment(time, lost.ended.at)}). Sekarang {absent(lost)}; yang terakhir di sini"
        f" {moment(time, lost.left.at)}. Apakah data ini dipulihkan dari cadangan?"
    )


def absent(lost: Lost) -> str:
    """`catatan ke-1001 sampai ke-1234 tidak ada`; where others are in their place, only that the last is."""
    first, last = lost.left.number + 1, lost.ended.number
    if first > last:
        return f"catatan ke-{last} bukan lagi yang dulu"
    return f"catatan ke-{first}{f' sampai ke-{last}' if last > first else ''} tidak ada"
