"""Reads a list of days off from a CSV file, as this program writes it or as a spreadsheet saves it.

The columns are `tanggal, jenis, nama, dasar, status`, one day a line; commas, semicolons or tabs between
them, UTF-8 or Windows letters, dates and capitals as people write them. Everything wrong is reported at once,
by line, in Indonesian.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

from loket.dates import DATE_FORMS, read_date
from loket.sla.calendar import HOLIDAY_KINDS, HOLIDAY_STATUS, Holiday
from loket.sop.faults import Fault
from loket.sop.source import unopened
from loket.sop.tables import nearest

COLUMNS = ("tanggal", "jenis", "nama", "dasar", "status")
_SEPARATORS = (",", ";", "\t")
_ENCODINGS = ("utf-8-sig", "cp1252")
_DECREED = HOLIDAY_STATUS[0]
_SPREADSHEETS = (b"PK", b"\xd0\xcf\x11\xe0")
_SAVE_AS = "lembar kerja yang disimpan sebagai CSV"


def read_holidays(path: Path) -> tuple[tuple[Holiday, ...], tuple[Fault, ...]]:
    """The days off in date order, and everything wrong with the file; faulty lines are left out.

    Two days off of one kind on one date, as Idul Fitri and Kenaikan on 13 May 2021, are one with both names.
    """
    rows = _rows(path)
    if isinstance(rows, Fault):
        return (), (rows,)
    heading, *lines = rows or [(0, [])]
    place = {cell.strip().lower(): at for at, cell in enumerate(heading[1])}
    if lacking := [name for name in COLUMNS if name not in place]:
        wrong = f"judul kolom {', '.join(lacking)} tidak ada di baris pertama"
        return (), (Fault(path.name, "", wrong, f"kolom {', '.join(COLUMNS)}"),)
    faults: list[Fault] = []
    found: dict[tuple[date, str], Holiday] = {}
    for number, cells in lines:
        here = Fault(path.name, f"baris {number}", "", "")
        if len(cells) != len(heading[1]):
            right = f"{len(heading[1])} kolom; teks yang memuat pemisah kolom diapit tanda kutip"
            faults.append(replace(here, wrong=f"berisi {len(cells)} kolom", right=right))
            continue
        holiday = _holiday({name: cells[at].strip() for name, at in place.items()}, here, faults)
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


def _rows(path: Path) -> list[tuple[int, list[str]]] | Fault:
    """The lines that hold something, each with its number and its cells."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Fault(str(path), "", unopened(error), "berkas CSV yang ada")
    if raw.startswith(_SPREADSHEETS):
        return Fault(path.name, "", "bukan CSV", _SAVE_AS)
    text = _text(raw)
    if text is None:
        return Fault(
            path.name, "", "bukan CSV", "teks UTF-8 dengan koma, titik koma, atau tab sebagai pemisah"
        )
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip() and not line.startswith("sep=")), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        reader = csv.reader(lines, delimiter=separator)
        rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        return Fault(path.name, "", "bukan CSV", _SAVE_AS)
    return rows[1:] if rows and lines[0].startswith("sep=") else rows


def _text(raw: bytes) -> str | None:
    """The file as text; None where it is none."""
    for encoding in _ENCODINGS if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-16",):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


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
