"""What a list of days off changes: counted in one line, then only the days that differ, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loket.desk.calendar.day_words import day_kind, reach_lines, short_line
from loket.desk.calendar.days import DECREED_KINDS, DaysChanged, HolidayList
from loket.matching import words_of
from loket.sla.words import short_date
from loket.store.calendar import DayRow

_ESTIMATE = "perkiraan"
_MOST_DAYS_APART = 40
"""A festival that is decreed elsewhere than it was guessed lies no further off; Isra Mikraj comes twice in
some years.
"""
_SAID_OF_MANY = frozenset(
    words_of(
        "cuti bersama hari raya suci idul tahun baru kedua dari yesus kristus isa almasih nabi muhammad saw"
        " hijriah internasional nasional"
    )
)
"""Words that names of different festivals share."""


@dataclass(frozen=True, slots=True)
class _Differences:
    """The entries of a list, apart by what each does; of two the one that was there comes first."""

    confirmed: Sequence[DayRow]
    moved: Sequence[tuple[DayRow, DayRow]]
    renamed: Sequence[tuple[DayRow, DayRow]]
    turned: Sequence[tuple[DayRow, DayRow]]
    gone: Sequence[DayRow]
    new: Sequence[DayRow]


def list_lines(
    known: Iterable[DayRow], entered: Sequence[DayRow], listed: HolidayList, change: DaysChanged
) -> Iterator[str]:
    """How many days it confirms, moves, takes out and adds; then which, but for those that it confirms."""
    found = _differences(known, entered, change)
    counted = (
        (len(found.confirmed), "dipastikan"),
        (len(found.moved), "pindah"),
        (len(found.turned), "berjenis lain"),
        (len(found.renamed), "berubah nama atau dasarnya"),
        (len(found.gone), "dicabut"),
        (len(found.new), "baru"),
        (len(listed.days) - len(entered), "sudah tercatat"),
    )
    first, *others = [(number, what) for number, what in counted if number] or [(0, "berubah")]
    yield ", ".join([f"{first[0]} hari {first[1]}", *(f"{number} {what}" for number, what in others)]) + "."
    for old, row in found.turned:
        becomes = ("dari", "menjadi") if old in change.taken_out else ("tetap", "dan juga")
        turn = f"{becomes[0]} {day_kind(old)} {becomes[1]} {day_kind(row)}"
        yield f"Perhatikan: {_when(row)} ({row.name}) {turn}."
    yield from (f"{_when(old)} → {short_line(row)}" for old, row in found.moved)
    yield from (
        f"{_when(row)}: {old.name} → {row.name}" for old, row in found.renamed if old.name != row.name
    )
    yield from (f"− {short_line(row)}" for row in found.gone)
    yield from (f"+ {short_line(row)}" for row in found.new)
    yield from reach_lines(change)


def _differences(known: Iterable[DayRow], entered: Sequence[DayRow], change: DaysChanged) -> _Differences:
    there = {(row.date, row.kind): row for row in change.replaced}
    same = [(there[row.date, row.kind], row) for row in entered if (row.date, row.kind) in there]
    confirmed = [(old, row) for old, row in same if old.status == _ESTIMATE != row.status]
    decreed = {row.date: row for row in known if row.kind in DECREED_KINDS}
    others = [row for row in entered if (row.date, row.kind) not in there]
    turned = [(decreed[row.date], row) for row in others if row.kind in DECREED_KINDS and row.date in decreed]
    paired = _without(turned, 1, others), _without(turned, 0, change.taken_out)
    moved = _moved(*paired)
    return _Differences(
        confirmed=[row for _, row in confirmed],
        moved=moved,
        renamed=[pair for pair in same if pair not in confirmed],
        turned=turned,
        gone=_without(moved, 0, paired[1]),
        new=_without(moved, 1, paired[0]),
    )


def _without(pairs: Sequence[tuple[DayRow, DayRow]], side: int, rows: Iterable[DayRow]) -> list[DayRow]:
    told = {pair[side] for pair in pairs}
    return [row for row in rows if row not in told]


def _moved(new: Iterable[DayRow], gone: Iterable[DayRow]) -> list[tuple[DayRow, DayRow]]:
    """Each new day with the one that goes whose festival it has, the nearest such day."""
    left, found = [*gone], list[tuple[DayRow, DayRow]]()
    for row in new:
        alike = [old for old in left if old.kind == row.kind and _festival(old) & _festival(row)]
        nearest = min(alike, key=lambda old: _apart(old, row), default=None)
        if nearest is not None and _apart(nearest, row) <= _MOST_DAYS_APART:
            left.remove(nearest)
            found.append((nearest, row))
    return found


def _festival(row: DayRow) -> set[str]:
    """The words of its name by which it is told from others: `Idulfitri 1448 H` as `fitri`."""
    words = words_of(re.sub(r"\bidul", "idul ", row.name.lower()))
    return {word for word in words if len(word) > 2 and not word.isdigit()} - _SAID_OF_MANY


def _apart(one: DayRow, other: DayRow) -> int:
    return abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days)


def _when(row: DayRow) -> str:
    return short_date(date.fromisoformat(row.date), year=True)
