"""Reads a list of days off as people paste it: a decree's lines, or the columns of a spreadsheet.

`17-08-2026 Proklamasi Kemerdekaan`, `1 ⇥ Senin ⇥ 17 Agustus 2026 ⇥ Proklamasi`, `18 dan 20 Maret 2026 Cuti
bersama Idulfitri`: the first date of a line is its day or days, what is left its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from loket.dates import DATE_FORMS, read_date
from loket.office.calendar import NATIONAL
from loket.sla.calendar import Holiday
from loket.text import clean, fit

JOINT_LEAVE = "cuti_bersama"
_WEEKDAYS = frozenset(
    {"senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad"},
)
_MONTH = r"[a-z]{3,9}\.?"
_UNTIL = r"s\.?/?d\.?|sampai|[-–]"
_LISTED = re.compile(
    rf"(?=\b(\d{{1,2}}(?:\s*(?:,|&|dan|{_UNTIL})\s*\d{{1,2}})+),?\s+({_MONTH})\s+(\d{{4}})\b)"
)
_SINGLE = re.compile(
    r"(?=\b(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ]\d{{2,4}})\b)"
)
_MONTHS = "jan|feb|mar|apr|mei|jun|jul|ag[ust]|sep|okt|nov|des"
_DAY = re.compile(
    rf"\b(\d{{1,2}}(?:\s*(?:,|&|dan|{_UNTIL})\s*\d{{1,2}})*)\s+((?:{_MONTHS})[a-z]*\.?)(?!\s+\d{{4}})"
)
"""A day, or several, and a month, with no year behind it."""
_BETWEEN_DAYS = re.compile(rf"\s*(,|&|dan|{_UNTIL})\s*")
_SERIAL = re.compile(r"^\s*\d{1,3}[.)]?(?=\s)")


class Unread(Exception):
    """Lines that are no days off; `lines` say each what is wrong with it."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_pasted(
    text: str, kind: str, decree: str, status: str, year: int | None = None
) -> tuple[Holiday, ...]:
    """The days off, in order; what calls itself so is cuti bersama among national days. Raises Unread.

    A line that has no year of its own is of the `year`, or else of the one year that stands in it.
    """
    found, wrong = dict[tuple[date, str], Holiday](), list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or (not any(map(str.isdigit, line)) and "tanggal" in line.lower()):
            continue  # the heading of a table
        days, name = _read(line)
        if not days and (of := year or _year_in(line)):
            days, name = _read_without_year(line, of)
        shown = fit(clean(line), 60)
        if not days:
            no_date = f"tanpa tanggal. Tulis {DATE_FORMS}."
            lacks = "tanpa tahun: isi Tahun." if _DAY.search(line.lower()) else no_date
            wrong.append(f"Baris {number}: “{shown}” {lacks}")
        elif not name:
            wrong.append(f"Baris {number}: “{shown}” tanpa nama hari libur.")
        joint = kind == NATIONAL and name.lower().startswith("cuti bersama")
        for day in days:
            off = Holiday(day, JOINT_LEAVE if joint else kind, name, decree, status)
            known = found.get((day, off.kind))
            names = dict.fromkeys([known.name, name]) if known is not None else [name]
            found[day, off.kind] = Holiday(day, off.kind, "; ".join(names), decree, status)
    if wrong:
        raise Unread(tuple(wrong))
    return tuple(sorted(found.values(), key=lambda off: (off.date, off.kind)))


def _read(line: str) -> tuple[tuple[date, ...], str]:
    """The days of a line, and what it calls them."""
    lower = line.lower()
    for pattern, read in ((_LISTED, _listed), (_SINGLE, _single)):
        for place in pattern.finditer(lower):
            if days := tuple(read(place)):
                end = place.end(place.lastindex or 0)
                return days, _name(f"{line[: place.start()]}\t{line[end:]}")
    return (), ""


def _year_in(line: str) -> int | None:
    """The one year that a line names (`Tahun Baru 2027 Masehi`); None where it names none, or several."""
    found = set(re.findall(r"\b20\d\d\b", line))
    return int(found.pop()) if len(found) == 1 else None


def _read_without_year(line: str, year: int) -> tuple[tuple[date, ...], str]:
    """As `_read`, of a line in which a day and a month stand without a year."""
    tried = (_read(f"{line[: day.end(2)]} {year}{line[day.end(2) :]}") for day in _DAY.finditer(line.lower()))
    return next((found for found in tried if found[0]), ((), ""))


def _single(place: re.Match[str]) -> Iterator[date]:
    day = read_date(place[1].replace(".", "-") if place[1].count(".") == 2 else place[1])
    return iter(() if day is None else (day,))


def _listed(place: re.Match[str]) -> Iterator[date]:
    """The days of `18, 20 dan 23-24 Maret 2026`."""
    first, *others = _BETWEEN_DAYS.split(place[1])
    numbers = [int(first)]
    for between, number in zip(others[::2], others[1::2], strict=True):
        until = int(number)
        numbers += [until] if between in (",", "&", "dan") else range(numbers[-1] + 1, until + 1)
    days = (read_date(f"{number} {place[2]} {place[3]}") for number in numbers)
    return (day for day in days if day is not None)


def _name(rest: str) -> str:
    """What is left of a line, without its number, the name of the weekday and what parts columns."""
    cells = [cell for cell in re.split(r"[\t;|]|\s{3,}", _SERIAL.sub("", rest)) if cell.strip()]
    return clean(" ".join(filter(None, map(_cell, cells))))


def _cell(cell: str) -> str:
    words: Iterable[str] = cell.strip(' ,:"–-.').split()
    kept = [word for word in words if word.lower().strip("(),") not in _WEEKDAYS]
    return "" if len(kept) == 1 and kept[0].isdigit() else " ".join(kept).strip(" ,:–-")
