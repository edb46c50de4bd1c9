"""What the person of a queue number came for, in words: on its ticket, at counters and on the kiosk."""

from __future__ import annotations

from loket.office.model import Office


def wanted_words(office: Office, errand: str, service: str) -> str:
    """`SIP Bidan` where a file comes of it, else `Mengambil izin · SIP Bidan`; what is unknown by its id."""
    known, permit = office.errands.get(errand), office.services.get(service)
    named = permit.name if permit is not None else service
    if named and known is not None and known.registers:
        return named
    return " · ".join(filter(None, [known.name if known is not None else errand, named]))
