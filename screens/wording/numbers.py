"""Words of a queue number, whichever counter shows it: what its person came for, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loket.desk.words.order import booked_at
from loket.desk.words.wanted import wanted_words
from loket.flow.estimate import told
from loket.flow.queue.state import TicketStanding
from loket.lengths import MINUTE
from screens.wording.lists import waited

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue, TicketRow
    from loket.flow.estimate import Wait
    from loket.office.model import Office
    from loket.sla import WorkingTime


def wanted(office: Office, ticket: TicketRow) -> str:
    """`SIP Bidan`, `Mengambil izin · SIP Bidan`: what its person came for; why it goes first before that."""
    named = wanted_words(office, ticket.errand, ticket.service)
    return " · ".join(filter(None, [ticket.priority, booked_at(office, ticket), named]))


def who_serves(office: Office, names: Mapping[int, str], ticket: TicketRow) -> str:
    """The colleague who has a number, and at which counter."""
    counter = office.counter(ticket.ticket.station) if ticket.ticket.station else None
    name = names.get(ticket.ticket.person or 0, "rekan")
    return f"{name}, {counter.name}" if counter is not None else name


def wait_words(wait: Wait) -> str:
    """`5–20 mnt`, `sampai 5 mnt`."""
    low, high = told(wait)
    return f"{low}–{high} mnt" if low else f"sampai {high} mnt"


def wait_so_far(ms: int, word: str = "menunggu") -> str:
    """`menunggu 12 mnt`; whoever came within the minute has not waited yet."""
    return f"{word} {waited(ms)}" if ms >= MINUTE else "baru saja datang"


def closed_for_now(queue: Queue, time: WorkingTime, now: int) -> list[str]:
    """What rests in the hall at that moment: this counter, and that numbers are given."""
    said = []
    if queue.paused is not None:
        since = f"{time.local(queue.paused.since):%H.%M}"
        said.append(f"TUTUP SEMENTARA sejak {since} ({queue.paused.reason})")
    stop = queue.stopped
    if stop is not None and (stop.until is None or now < stop.until):
        until = f"sampai {time.local(stop.until):%H.%M}" if stop.until is not None else "hari ini"
        said.append(f"Kios tutup {until} ({stop.reason})")
    return said


def how_it_stands(ticket: TicketRow, time: WorkingTime, now: int) -> str:
    """`menunggu 12 mnt`, `dipanggil 08.12 · 2 kali, 3 mnt yang lalu`: since when, or its last call."""
    state = ticket.ticket
    called = state.last_call_at if state.standing is TicketStanding.CALLED else None
    since = state.since if called is None else called
    at = f"{time.local(since):%H.%M}"
    ago = waited(now - since) + (" yang lalu" if now - since >= MINUTE else "")
    match state.standing:
        case TicketStanding.WAITING:
            return wait_so_far(now - ticket.issued_at)
        case TicketStanding.CALLED:
            times = f" · {state.calls} kali" if state.calls > 1 else ""
            return f"dipanggil {at}{times}, {ago}"
        case TicketStanding.SERVED:
            return f"dilayani sejak {at} · {waited(now - since)}"
    return f"{state.standing.value} {ago}"
