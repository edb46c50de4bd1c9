"""An entry of the calendar in a line, and what a change of it does, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loket.desk.calendar.days import DaysChanged
from loket.sla.words import clock_text, short_date
from loket.store.calendar import DayRow
from loket.text import clean


def day_line(entry: DayRow) -> str:
    """Its date, kind, name, by what decree, and whether it is an estimate."""
    day = date.fromisoformat(entry.date)
    marks = "; ".join(filter(None, [entry.decree, "perkiraan" if entry.status == "perkiraan" else ""]))
    suffix = f" ({clean(marks)})" if marks else ""
    return f"{short_date(day, year=True):<15} {day_kind(entry):<15} {clean(entry.name)}{suffix}"


def short_line(entry: DayRow) -> str:
    """Its date, kind and name alone: `Kam 24 Des 2026 cuti bersama: Natal`."""
    return f"{short_date(date.fromisoformat(entry.date), year=True)} {day_kind(entry)}: {clean(entry.name)}"


def day_kind(entry: DayRow) -> str:
    """What it is: `cuti bersama`, or for a decision of the office's own its hours."""
    if entry.hours is None:
        return entry.kind.replace("_", " ")
    return f"khusus: {hours_words(entry)}"


def hours_words(entry: DayRow) -> str:
    """The hours of the office's own decision for a date."""
    return ", ".join(f"{clock_text(a)}–{clock_text(b)}" for a, b in entry.hours or ()) or "tutup"


def change_lines(entered: tuple[DayRow, ...], change: DaysChanged) -> Iterator[str]:
    """What comes and goes, and how far the calendar reaches."""
    yield from (f"+ {day_line(entry)}" for entry in entered)
    yield from (f"− {day_line(entry)}" for entry in (*change.replaced, *change.taken_out))
    yield from reach_lines(change)


def reach_lines(change: DaysChanged) -> Iterator[str]:
    """How far the calendar reaches then, and what a list leaves open."""
    if change.opened:
        yield f"Kalender kantor sekarang sampai {short_date(change.last, year=True)}."
    if change.unopened:
        years = ", ".join(map(str, change.unopened))
        yield f"Tahun {years} belum dibuka: kalender baru sampai {short_date(change.last, year=True)}."
    for left, words in ((change.estimates, "perkiraan"), (change.missing, "hari yang sudah ditetapkan")):
        if left:
            how = "tidak ada dalam daftar, dan tetap dihitung libur; Daftar lengkap: Ya mencabutnya"
            yield f"{len(left)} {words} {how}:"
            yield from (f"  {short_line(entry)}" for entry in left)
