"""The office's calendar: days off read from a CSV file, and the whole calendar put together.

The file has the columns `tanggal,jenis,nama,dasar,status`, one day a line. Everything wrong is reported at
once, by line, in Indonesian. The days that come with the program are a seed: what counts in an office are the
days kept in its database, which is why `office_calendar` takes them from the caller.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from loket.office.model import Office
from loket.office.times import Times
from loket.resources import resource
from loket.sla.calendar import HOLIDAY_KINDS, HOLIDAY_STATUS, DayOverride, Holiday, OfficeCalendar
from loket.sop.faults import Fault
from loket.sop.tables import nearest, unopened

COLUMNS = ("tanggal", "jenis", "nama", "dasar", "status")
NATIONAL = "libur_nasional"


def seed_holidays() -> tuple[Holiday, ...]:
    """The days off that come with the program: 2025 and 2026 as decreed, 2027 partly as an estimate."""
    found, faults = read_holidays(resource("data", "calendar", "holidays_2025_2027.csv"))
    if faults:
        raise ValueError("\n".join(str(fault) for fault in faults))
    return found


def read_holidays(path: Path) -> tuple[tuple[Holiday, ...], tuple[Fault, ...]]:
    """The days off in a CSV file in date order, and everything wrong with it; faulty lines are left out."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except OSError as error:
        return (), (Fault(str(path), "", unopened(error), "berkas CSV yang ada"),)
    except (UnicodeDecodeError, csv.Error):
        return (), (Fault(path.name, "", "bukan CSV", "teks UTF-8 dengan koma sebagai pemisah"),)
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        right = f"baris pertama {','.join(COLUMNS)}"
        return (), (Fault(path.name, "baris 1", "judul kolom tidak sesuai", right),)
    faults: list[Fault] = []
    found: dict[tuple[date, str], Holiday] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        holiday = _holiday(row, Fault(path.name, f"baris {line}", "", ""), faults)
        if holiday is None:
            continue
        if (holiday.date, holiday.kind) in found:
            wrong = f"{holiday.date} sudah tercatat sebagai {holiday.kind}"
            faults.append(Fault(path.name, f"baris {line}", wrong, "satu baris untuk tiap tanggal dan jenis"))
        found.setdefault((holiday.date, holiday.kind), holiday)
    return tuple(sorted(found.values(), key=lambda h: (h.date, h.kind))), tuple(faults)


def _holiday(row: Sequence[str], here: Fault, faults: list[Fault]) -> Holiday | None:
    """One line of the file; None after noting what is wrong with it."""
    before = len(faults)

    def fault(wrong: str, right: str) -> None:
        faults.append(Fault(here.file, here.key, wrong, right))

    if len(row) != len(COLUMNS):
        fault(f"berisi {len(row)} kolom", f"{len(COLUMNS)} kolom; teks yang memuat koma diapit tanda kutip")
        return None
    when, kind, name, decree, status = (cell.strip() for cell in row)
    day = _date(when)
    if day is None:
        fault(f'"{when}" bukan tanggal', "tahun-bulan-tanggal, misalnya 2026-03-19")
    if kind not in HOLIDAY_KINDS:
        fault(f'jenis "{kind}" tidak dikenal', nearest(kind, list(HOLIDAY_KINDS)))
    if status not in HOLIDAY_STATUS:
        fault(f'status "{status}" tidak dikenal', nearest(status, list(HOLIDAY_STATUS)))
    if not name:
        fault("nama hari tidak diisi", "nama hari liburnya")
    if not decree:
        fault("dasar tidak diisi", "keputusan yang menetapkannya, atau dari mana perkiraannya")
    return Holiday(day, kind, name, decree, status) if day is not None and len(faults) == before else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-19") else None
    except ValueError:
        return None


def last_known(days: Iterable[Holiday | DayOverride]) -> date:
    """The end of the unbroken run of years whose national days are known: a gap is not to be guessed over."""
    years = _national_years(days)
    last = min(years)
    while last + 1 in years:
        last += 1
    return date(last, 12, 31)


def opened_to(horizon: date, listed: Iterable[Holiday]) -> date:
    """How far the calendar reaches with an imported list: on through the years whose national days it has."""
    years, last = _national_years(listed), horizon.year
    while last + 1 in years:
        last += 1
    return horizon if last == horizon.year else date(last, 12, 31)


def office_calendar(
    office: Office | Times,
    days: Iterable[Holiday | DayOverride],
    revision: int,
    horizon: date | None = None,
) -> OfficeCalendar:
    """The office's calendar from its hours and the days off and exceptions kept for it.

    It spans years whose national holidays are known, since of others nobody can say which days are worked: at
    most to `horizon`, which an office moves by importing a year's list. Without one (the seed) a national day
    stands for its year. ValueError when none is known.
    """
    kept = list(days)
    years = _national_years(kept)
    if not years:
        raise ValueError("a calendar needs the national holidays of a year")
    end = horizon.year if horizon is not None else last_known(kept).year
    end = max((year for year in years if year <= end), default=min(years))
    first = end
    while first - 1 in years:
        first -= 1
    return OfficeCalendar(
        zone_minutes=office.zone_minutes,
        patterns=office.patterns,
        holidays=tuple(day for day in kept if isinstance(day, Holiday)),
        overrides=tuple(day for day in kept if isinstance(day, DayOverride)),
        first=date(first, 1, 1),
        last=date(end, 12, 31),
        revision=revision,
    )


def _national_years(days: Iterable[Holiday | DayOverride]) -> set[int]:
    return {day.date.year for day in days if isinstance(day, Holiday) and day.kind == NATIONAL}
