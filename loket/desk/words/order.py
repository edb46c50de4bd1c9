"""In which order numbers are called, in words: for who asks why somebody else comes first."""

from __future__ import annotations

from loket.flow.order import place
from loket.lengths import MINUTE
from loket.office.model import Office
from loket.sla.words import clock_text
from loket.store.tickets import TicketRow

_DAY_MINUTES = 24 * 60


def booked_at(office: Office, number: TicketRow) -> str:
    """`pesanan 10.00`; empty for who did not book."""
    return f"pesanan {_clock(office, number.slot_at)}" if number.slot_at is not None else ""


def place_words(office: Office, number: TicketRow) -> str:
    """In which place a number stands that came of a booking; empty for others."""
    policy, slot, came = office.settings.policy, number.slot_at, number.issued_at
    if slot is None:
        return ""
    if came > slot + policy.late:
        late = _clock(office, slot + policy.late)
        return f"Pesanan {_clock(office, slot)}, datang sesudah {late}: menurut kedatangan."
    stands = place(came, slot, policy)
    if stands == came:
        return f"Pesanan {_clock(office, slot)}, datang lebih awal: menurut kedatangan."
    return f"Pesanan {_clock(office, slot)}: mendahului yang datang sesudah {_clock(office, stands)}."


def rule_words(office: Office) -> str:
    """Who goes before whom by arrival: whom the office calls first."""
    policy = office.settings.policy
    if not policy.ratio:
        return "Semua nomor dipanggil menurut kedatangan."
    return (
        f"{_who_first(office)} boleh mendahului: paling banyak {policy.ratio} di antara"
        f" dua nomor biasa; yang menunggu {policy.most_wait // MINUTE} menit tidak didahului lagi."
    )


def _who_first(office: Office) -> str:
    """For whom that holds; `loket.flow.queue.acts.Priority`."""
    owed = any(each.precedes for each in office.compensations.values())
    return f"Lansia, disabilitas, hamil, membawa balita{', yang janjinya terlewat' if owed else ''}"


def booked_rule(office: Office) -> str:
    """When who booked is called: to the whole hall, which need not reckon it."""
    late = office.settings.policy.late // MINUTE
    in_time = f"paling lambat {late} menit sesudahnya" if late else "sebelum jam itu"
    return f"Yang memesan jam dipanggil sekitar jamnya bila datang {in_time}; sesudahnya menurut kedatangan."


def _clock(office: Office, at: int) -> str:
    return clock_text((at // MINUTE + office.zone_minutes) % _DAY_MINUTES)
