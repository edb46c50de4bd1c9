"""Reads a list of days off as people paste it: a decree's lines, or the columns of a spreadsheet.

`17-08-2026 Proklamasi Kemerdekaan`, `1 ⇥ Senin ⇥ 17 Agustus 2026 ⇥ Proklamasi`, `18 dan 20 Maret 2026 Cuti
bersama Idulfitri`: the first date of a line is its day or days, what is left its name. A heading (`B. CUTI
BERSAMA TAHUN 2027`) says the kind and the year of the rows below it, which then name only the festival.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from loket.dates import DATE_FORMS, read_date
from loket.office.calendar import NATIONAL
from loket.sla.calendar import HOLIDAY_KINDS, Holiday
from loket.text import clean, fit

JOINT_LEAVE = "cuti_bersama"
_MONTH = r"[a-z]{3,9}\.?"
_ALSO = r",?\s*dan\b|,|&"
_UNTIL = r"s\.?/?d\.?|sampai|[-–]"
_SEVERAL = rf"\d{{1,2}}(?:\s*(?:{_ALSO}|{_UNTIL})\s*\d{{1,2}})"
_LISTED = re.compile(rf"(?=\b({_SEVERAL}+),?\s+({_MONTH})\s+(\d{{4}})\b)")
_SINGLE = re.compile(
    r"(?=\b(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ]\d{{2,4}})\b)"
)
_MONTHS = "jan|feb|mar|apr|mei|jun|jul|ag[ust]|sep|okt|nov|des"
_DAY = re.compile(rf"\b({_SEVERAL}*)\s+((?:{_MONTHS})[a-z]*\.?)(?!\s+\d{{4}})")
"""A day, or several, and a month, with no year behind it."""
_OF_TWO_MONTHS = re.compile(
    rf"\b({_SEVERAL}*\s+(?:{_MONTHS})[a-z]*)(?:\s+(\d{{4}}))?\s*({_ALSO}|{_UNTIL})"
    rf"\s*({_SEVERAL}*\s+(?:{_MONTHS})[a-z]*)(?:\s+(\d{{4}}))?\b"
)
_BETWEEN_DAYS = re.compile(rf"\s*({_ALSO}|{_UNTIL})\s*")
_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)"
_WEEKDAYS = rf"\(?{_WEEKDAY}(?:\s*(?:{_ALSO}|{_UNTIL}|/)\s*{_WEEKDAY})*\)?"
_AT_AN_END = re.compile(rf"^\W*{_WEEKDAYS}(?!\w)|(?<!\w){_WEEKDAYS}\W*$", re.IGNORECASE)
"""The weekdays of a row, before its name or behind it."""
_HEADING = re.compile(
    r"(?:tentang\s+)?(?:[a-z0-9]{1,4}[.)]\s*)?(?:daftar\s+)?"
    r"(?:(?:hari[- ]?)*(libur(?:\s+(?:nasional|daerah|kantor))?))?(?:\s*dan\s+)?(cuti\s+bersama)?"
    r"(?:\s*tahun)?(?:\s*\b(20\d\d)\b(?:\s+masehi)?)?\s*[:.]?"
)
_COLUMNS = re.compile(
    r"(?:\W*\b(?:no|nomor|hari|libur|tanggal|bulan|tahun|nama|keterangan|uraian|peringatan|jumlah)\b)+\W*"
    r"|\(?\d{1,2}[.)]*(?:\s+\(?\d{1,2}[.)]*)*"
)
"""What the columns are called, and the row that numbers them."""
_OF_A_DECREE = re.compile(r"(?:lampiran|keputusan|menteri|nomor|republik|ditetapkan|tentang)\b")
_SIGNED = re.compile(r"pada tanggal\W*\d{1,2} \w+ \d{4}\W*")
"""What stands above and below the rows of a decree."""
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

    A line that has no year of its own is of its heading's, else of the `year`, or else of the one year that
    stands in it.
    """
    found, wrong = dict[tuple[date, str], Holiday](), list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if _is_beside(line):
            continue
        if (heading := _heading(line)) is not None:
            kind, year = heading[0] or kind, heading[1] or year
            continue
        days, name = _across(line, year or _year_in(line)) or _read(line)
        if not days and (of := year or _year_in(line)):
            days, name = _read_without_year(line, of)
        if not days or not name:
            wrong.append(f"Baris {number}: “{fit(clean(line), 60)}” {_lacking(line, days)}")
        joint = kind == NATIONAL and name.lower().startswith("cuti bersama")
        for day in days:
            off = Holiday(day, JOINT_LEAVE if joint else kind, name, decree, status)
            known = found.get((day, off.kind))
            names = dict.fromkeys([known.name, name]) if known is not None else [name]
            found[day, off.kind] = Holiday(day, off.kind, "; ".join(names), decree, status)
    if wrong:
        raise Unread(tuple(wrong))
    return tuple(sorted(found.values(), key=lambda off: (off.date, off.kind)))


def _is_beside(line: str) -> bool:
    """Whether a line is empty, or stands beside the rows: the columns' names, the decree's own words."""
    words = line.strip().lower()
    if not words or _COLUMNS.fullmatch(words) or _SIGNED.fullmatch(words):
        return True
    if not any(map(str.isdigit, words)) and "tanggal" in words:
        return True
    return bool(_OF_A_DECREE.match(words)) and not (_DAY.search(words) or _read(words)[0] or _heading(line))


def _heading(line: str) -> tuple[str, int | None] | None:
    """The kind and the year that a heading says, each empty where it does not; None where it is none."""
    found = _HEADING.fullmatch(line.strip().lower())
    off, joint, year = found.groups() if found is not None else (None, None, None)
    if found is None or not (off or joint or year):
        return None
    kind = "" if off and joint else JOINT_LEAVE if joint else "_".join(off.split()) if off else ""
    return kind if kind in HOLIDAY_KINDS else "", int(year) if year else None


def _lacking(line: str, days: Collection[date]) -> str:
    """What a row does not say."""
    if days:
        return "tanpa nama hari libur."
    if _DAY.search(line.lower()):
        return "tanpa tahun: isi Tahun."
    return f"tanpa tanggal. Tulis {DATE_FORMS}."


def _read(line: str) -> tuple[tuple[date, ...], str]:
    """The days of a line, and what it calls them."""
    lower = line.lower()
    for pattern, read in ((_LISTED, _listed), (_SINGLE, _single)):
        for place in pattern.finditer(lower):
            if days := tuple(read(place)):
                end = place.end(place.lastindex or 0)
                return days, _name(f"{line[: place.start()]}\t{line[end:]}")
    return (), ""


def _across(line: str, year: int | None) -> tuple[tuple[date, ...], str] | None:
    """As `_read`, of a line whose days are of two months; None where they are not."""
    place = _OF_TWO_MONTHS.search(line.lower())
    if place is None:
        return None
    before, its, between, after, last = place.groups()
    first, _ = _read(f"{before} {its or last or year}")
    then, _ = _read(f"{after} {last or its or year}")
    if not first or not then:
        return None
    if not re.fullmatch(_ALSO, between):
        apart = (then[0] - first[-1]).days
        first = (*first, *(first[-1] + timedelta(days=count) for count in range(1, apart)))
    return (*first, *then), _name(f"{line[: place.start()]}\t{line[place.end() :]}")


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
        numbers += [until] if re.fullmatch(_ALSO, between) else range(numbers[-1] + 1, until + 1)
    days = (read_date(f"{number} {place[2]} {place[3]}") for number in numbers)
    return (day for day in days if day is not None)


def _name(rest: str) -> str:
    """What is left of a line, without its number, the name of the weekday and what parts columns."""
    cells = [cell for cell in re.split(r"[\t;|]|\s{3,}", _SERIAL.sub("", rest)) if cell.strip()]
    return clean(" ".join(filter(None, map(_cell, cells))))


def _cell(cell: str) -> str:
    words = _AT_AN_END.sub("", cell.strip(' ,:"–-.')).split()
    return "" if len(words) == 1 and words[0].isdigit() else " ".join(words).strip(" ,:–-")
