"""Reads a list of booked times from a CSV file: `tanggal, jam, keperluan, layanan, nama, kode`, one a line.

What people come for is written by its id or as it is called. Everything wrong is reported at once, by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loket.dates import DATE_FORMS, read_clock, read_date
from loket.office.model import Errand, Office, Service
from loket.office.spreadsheet import read_lines
from loket.sop.faults import Fault
from loket.sop.tables import nearest

NEEDED = ("tanggal", "jam", "keperluan")
COLUMNS = (*NEEDED, "layanan", "nama", "kode")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that somebody wants to book: the `minute` of a day, for what; `name` or `code` say whose."""

    day: date
    minute: int
    errand: str
    service: str = ""
    name: str = ""
    code: str = ""


def read_bookings(path: Path, office: Office, faults: list[Fault]) -> Iterator[tuple[Fault, Wanted]]:
    """What is wanted, one line after the other and where it stands; everything wrong is noted in `faults`."""
    for here, cells in read_lines(path, NEEDED, COLUMNS, faults):
        wanted = _wanted(cells, office, here, faults)
        if wanted is not None:
            yield here, wanted


def _wanted(cells: Mapping[str, str], office: Office, here: Fault, faults: list[Fault]) -> Wanted | None:
    """One line of the file; None after noting what is wrong with it."""
    day, minute = read_date(cells["tanggal"]), read_clock(cells["jam"])
    services = {service.id: service for service in office.counter_services}
    errand, service = _called(cells["keperluan"], office.errands), _called(cells["layanan"], services)
    wrong = list[tuple[str, str]]()
    if day is None:
        wrong.append((f'"{cells["tanggal"]}" bukan tanggal', DATE_FORMS))
    if minute is None:
        wrong.append((f'"{cells["jam"]}" bukan jam', "jam seperti 09.30"))
    for typed, known, every in (
        (cells["keperluan"], errand, office.errands),
        (cells["layanan"], service, services),
    ):
        if known is None:
            names = [each.name for each in every.values()]
            wrong.append((f'"{typed}" tidak dikenal', nearest(typed, names)))
    if day is None or minute is None or errand is None or service is None:
        faults += [replace(here, wrong=what, right=right) for what, right in wrong]
        return None
    return Wanted(day, minute, errand, service, cells["nama"], cells["kode"])


def _called(typed: str, known: Mapping[str, Errand] | Mapping[str, Service]) -> str | None:
    """The id of what is written so, by that or its name; empty for nothing, None where nothing is."""
    word = " ".join(typed.casefold().split())
    if not word:
        return ""
    return next((each.id for each in known.values() if word in (each.id, each.name.casefold())), None)
