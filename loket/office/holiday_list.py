"""Reads a list of days off from a CSV file, as this program writes it or as a spreadsheet saves it.

The columns are `tanggal, jenis, nama, dasar, status`, one day a line; commas, semicolons or tabs between
them, UTF-8 or Windows letters, dates and capitals as people write them. Everything wrong is reported at once,
by line, in Indonesian.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from loket.dates import DATE_FORMS, read_date
from loket.office.spreadsheet import read_lines
from loket.sla.calendar import HOLIDAY_KINDS, HOLIDAY_STATUS, Holiday
from loket.sop.faults import Fault
from loket.sop.tables import nearest

COLUMNS = ("tanggal", "jenis", "nama", "dasar", "status")
_DECREED = HOLIDAY_STATUS[0]


def read_holidays(path: Path) -> tuple[tuple[Holiday, ...], tuple[Fault, ...]]:
    """The days off in date order, and everything wrong with the file; faulty lines are left out.

    Two days off of one kind on one date, as Idul Fitri and Kenaikan on 13 May 2021, are one with both names.
    """
    faults: list[Fault] = []
    found: dict[tuple[date, str], Holiday] = {}
    for here, cells in read_lines(path, COLUMNS, COLUMNS, faults):
        holiday = _holiday(cells, here, faults)
        if holiday is None:
            continue
        known = found.setdefault((holiday.date, holiday.kind), holiday)
        if known is not holiday and holiday.name in known.name.split("; "):
            wrong = f"{holiday.name} pada {holiday.date:%d-%m-%Y} sudah tercatat"
            faults.append(replace(here, wrong=wrong, right="satu baris untuk tiap hari libur"))
        elif known is not holiday:
            found[known.date, known.kind] = _together(known, holiday)
    return tuple(sorted(found.values(), key=lambda h: (h.date, h.kind))), tuple(faults)


def _together(known: Holiday, other: Holiday) -> Holiday:
    """Two days off on one date as one. One decree is enough to make the day certain."""
    decrees = dict.fromkeys(filter(None, (known.decree, other.decree)))
    status = _DECREED if _DECREED in (known.status, other.status) else known.status
    return replace(known, name=f"{known.name}; {other.name}", decree="; ".join(decrees), status=status)


def _holiday(line: dict[str, str], here: Fault, faults: list[Fault]) -> Holiday | None:
    """One line of the file; None after noting what is wrong with it."""
    before = len(faults)

    def fault(wrong: str, right: str) -> None:
        faults.append(replace(here, wrong=wrong, right=right))

    day = read_date(line["tanggal"])
    if day is None:
        fault(f'"{line["tanggal"]}" bukan tanggal', DATE_FORMS)
    kind, status = _word(line["jenis"]), _word(line["status"])
    if kind not in HOLIDAY_KINDS:
        fault(f'jenis "{line["jenis"]}" tidak dikenal', nearest(kind, list(HOLIDAY_KINDS)))
    if status not in HOLIDAY_STATUS:
        fault(f'status "{line["status"]}" tidak dikenal', nearest(status, list(HOLIDAY_STATUS)))
    if not line["nama"]:
        fault("nama hari tidak diisi", "nama hari liburnya")
    if not line["dasar"]:
        fault("dasar tidak diisi", "keputusan yang menetapkannya, atau dari mana perkiraannya")
    if day is None or len(faults) > before:
        return None
    return Holiday(day, kind, line["nama"], line["dasar"], status)


def _word(typed: str) -> str:
    """`Libur Nasional` as `libur_nasional`."""
    return "_".join(typed.lower().split())
