"""Reads an office's weekly hours, as people write them: `senin = ["07.30-12.00", "13.00-16.00"]`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loket.dates import read_span
from loket.office.model import DoorDays
from loket.office.reading import Table, unique
from loket.sla.calendar import Week, WeekPattern
from loket.sla.day import Hours
from loket.sla.words import clock_text
from loket.sop.tables import MOST
from loket.text import capitalized

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_RIGHT = '"07.30-12.00", "13.00-16.00"; daftar kosong [] berarti tutup'


def read_patterns(tables: list[Table]) -> tuple[tuple[WeekPattern, ...], tuple[str, ...]]:
    """The patterns in order (of those valid on a date the later wins), and what the office must confirm."""
    patterns: list[WeekPattern] = []
    to_confirm: list[str] = []
    for table in tables:
        name, note = table.text("nama", required=True), table.text("catatan")
        week = read_week(table)
        first, last = table.day("mulai"), table.day("sampai")
        if first is not None and last is not None and last < first:
            table.fault("sampai", f"{last} sebelum mulai {first}", f"tanggal sesudah {first}")
        if table.flag("perlu_konfirmasi"):
            to_confirm.append(f"Jam “{name}”" + (f": {note}" if note else ""))
        table.close()
        patterns.append(WeekPattern(name, week, first, last))
    unique(tables, "nama")
    if tables and not any(p.first is None and p.last is None for p in patterns):
        tables[0].fault("", "tidak ada pola jam yang selalu berlaku", "satu [[jam]] tanpa mulai dan sampai")
    return tuple(patterns), tuple(to_confirm)


def read_door_days(tables: list[Table]) -> tuple[DoorDays, ...]:
    """Dates on which the door has hours of its own; without a last one each is for its first alone."""
    found = list[DoorDays]()
    for table in tables:
        name, first, last = table.text("nama", required=True), table.day("mulai"), table.day("sampai")
        hours = _day(table, "jam")
        if first is None and not table.has("mulai"):
            table.fault("mulai", "belum ada", "tanggal, misalnya 2026-12-05")
        elif first is not None and last is not None and last < first:
            table.fault("sampai", f"{last} sebelum mulai {first}", f"tanggal sesudah {first}")
        elif first is not None:
            found.append(DoorDays(name, first, last or first, hours))
        table.close()
    unique(tables, "nama")
    return tuple(found)


def shortest_day(weeks: Iterable[Week], special: Iterable[DoorDays]) -> tuple[int, str]:
    """How many minutes lie between opening and closing on the day that has fewest, and which day that is."""
    days = [(capitalized(name), day) for week in weeks for name, day in zip(WEEKDAYS, week, strict=True)]
    days += [(each.name, each.hours) for each in special]
    spans = [(day[-1][1] - day[0][0], f"{name} {day_words(day)}") for name, day in days if day]
    return min(spans, key=lambda span: span[0], default=(MOST, ""))


def week_words(hours: Sequence[str]) -> str:
    """The hours of the seven days in words; weekdays that follow each other and are alike together."""
    told, alike = list[str](), list[str]()
    for at, day in enumerate(WEEKDAYS):
        alike.append(capitalized(day))
        if at + 1 == len(WEEKDAYS) or hours[at + 1] != hours[at]:
            told.append(f"{'–'.join(dict.fromkeys((alike[0], alike[-1])))}: {hours[at]}")
            alike.clear()
    return "; ".join(told)


def day_words(hours: Hours) -> str:
    """The hours of a day: `08.00–12.00, 13.00–15.00`; closed: `tutup`."""
    return ", ".join("–".join(map(clock_text, span)) for span in hours) or "tutup"


def read_week(table: Table) -> Week:
    """The hours of each weekday."""
    mon, tue, wed, thu, fri, sat, sun = (_day(table, day) for day in WEEKDAYS)
    return mon, tue, wed, thu, fri, sat, sun


def _day(table: Table, day: str) -> Hours:
    """One day's working intervals in minutes after midnight, in order."""
    if not table.has(day):
        table.fault(day, "belum ada", _RIGHT)
    spans = [(text, read_span(text)) for text in table.texts(day)]
    hours: list[tuple[int, int]] = []
    for text, span in spans:
        if span is None:
            table.fault(day, f'"{text}" bukan jam', _RIGHT)
        elif hours and span[0] < hours[-1][1]:
            table.fault(day, f'"{text}" bertumpuk dengan jam sebelumnya', "jam yang urut dari pagi ke sore")
        else:
            hours.append(span)
    return tuple(hours)
