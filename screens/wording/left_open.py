"""What a person leaves open, each with what to do about it; on a covered screen only how much it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from loket.flow.queue.state import TicketStanding

if TYPE_CHECKING:
    from loket.desk.queue.left_open import LeftOpen
    from loket.sla import WorkingTime

_TO_DO = {
    TicketStanding.CALLED: "catat dulu hadir atau tidak",
    TicketStanding.SERVED: "isi dulu hasilnya",
    TicketStanding.HELD: "rekan juga dapat memanggilnya",
}


def open_lines(found: LeftOpen, time: WorkingTime) -> list[str]:
    """`A-006 ditahan 09.05 · rekan juga dapat memanggilnya`, a line each."""
    numbers = (
        f"{row.number} {row.standing} {time.local(row.ticket.since):%H.%M} · {_TO_DO[row.standing]}"
        for row in found.numbers
    )
    files = (f"{row.work.number} di tangan · F7 menaruhnya kembali" for row in found.files)
    return [*numbers, *files]


def open_counts(found: LeftOpen) -> str:
    """`1 nomor dilayani, 2 ditahan, 3 berkas di tangan`; empty where nothing is open."""
    standing = Counter(row.standing for row in found.numbers)
    words = [f"{standing[each]} nomor {each}" for each in _TO_DO if standing[each]]
    words += [f"{len(found.files)} berkas di tangan"] if found.files else []
    return ", ".join(words)
