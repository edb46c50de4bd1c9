"""A booked time in a line: for lists at counters, of the admin, and of the command line."""

from __future__ import annotations

from loket.desk.words.wanted import wanted_words
from loket.office.model import Office
from loket.sla import WorkingTime
from loket.store.bookings import Booking


def booking_line(office: Office, time: WorkingTime, booking: Booking) -> str:
    """`10.00 K7QM Rina Contoh · SIP Bidan`."""
    whose = " ".join(filter(None, [booking.code, booking.name]))
    wanted = wanted_words(office, booking.errand, booking.service)
    return f"{time.local(booking.slot):%H.%M} {whose} · {wanted}"
