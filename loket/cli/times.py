"""`loket batas`: when a time runs out, and how that came about."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from loket.cli.data import DATA_VARIABLE, data_place, may_have_data
from loket.cli.failed import Failed
from loket.cli.opened import data_option, opened
from loket.cli.typed import read_moment
from loket.desk.errors import NotTheOffice
from loket.flow.times import Reading, budget
from loket.office.calendar import office_calendar, seed_holidays
from loket.office.model import DayReading
from loket.office.profile import sound_office
from loket.office.times import Times, times_of
from loket.office.whole import find_profile
from loket.sla import (
    Budget,
    ExplainLine,
    OutsideHorizon,
    WorkingTime,
    compile_calendar,
    due,
    explain,
    explain_text,
    spans_outside,
)
from loket.sop.durations import BadDuration, parse_duration
from loket.sop.model import Duration, Unit
from loket.store.errors import StoreMissing

PAST_HORIZON = 3
UNKNOWN = "batas waktu belum dapat dihitung"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """What was asked, read: from `start` (ms UTC), so much time, resting in between."""

    office: str
    times: Times
    time: WorkingTime
    start: int
    allowed: Duration
    budget: Budget
    pauses: tuple[tuple[int, int], ...]


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("batas", help="Hitung batas waktu menurut jam dan hari kerja kantor.")(deadline)


def deadline(
    start: Annotated[str, typer.Argument(metavar="MULAI", help='misalnya "2026-03-17 14:30"')],
    allowed: Annotated[str, typer.Argument(metavar="WAKTU", help='misalnya "60 menit" atau "5 hari kerja"')],
    office: Annotated[str, typer.Option("--kantor", metavar="ID", help="kantor yang jamnya dipakai")] = "",
    pause: Annotated[
        list[str] | None, typer.Option("--jeda", metavar="A..B", help="waktu berhenti; boleh beberapa")
    ] = None,
    explained: Annotated[bool, typer.Option("--jelaskan", help="tampilkan hitungannya")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="tulis sebagai JSON")] = False,
    data: Annotated[str | None, data_option("pakai kalender data kantor ini")] = None,
) -> int:
    """Print the instant at which the time runs out."""
    asked = _read(*calendar_of(office, data), start, allowed, pause or [])
    try:
        at = due(asked.time, asked.budget, asked.start, asked.pauses)
    except OutsideHorizon as outside:
        at, missing = None, outside.date
    if as_json:
        print(json.dumps(_json(asked, at), ensure_ascii=False, indent=2))
    if at is None:
        print(f"{UNKNOWN}: kalender kantor belum memuat {missing:%d-%m-%Y}", file=sys.stderr)
        return PAST_HORIZON
    if not as_json:
        _show(asked, at, explained)
    return 0


def calendar_of(office: str, data: str | None) -> tuple[str, Times, WorkingTime]:
    """An office's id and by what it reckons: as its database has it, else by its profile and the seed.

    A database that was not named in the command counts when it is this office's. Nothing in it is changed.

    Raises:
        Failed: no office was named.
        NotTheOffice, StoreTrouble: the database that `data` names is another's or cannot be opened.
    """
    if not office and data is None:
        raise Failed("Kantor belum disebut; tulis --kantor ID atau --data LETAK.")
    if data is not None or may_have_data(data_place()):
        try:
            return _kept_calendar(office, data)
        except (NotTheOffice, StoreMissing):
            if not office or (data is not None and str(data) != os.environ.get(DATA_VARIABLE)):
                raise
    profile = sound_office(find_profile(office))
    times = times_of(profile)
    return profile.id, times, compile_calendar(office_calendar(times, seed_holidays(), revision=0))


def _kept_calendar(office: str, data: str | None) -> tuple[str, Times, WorkingTime]:
    with opened(data, office=office or None, settle=False) as desk, desk.store.read() as conn:
        reckoning = desk.reckoning(conn)
    return desk.office.id, reckoning.times, reckoning.time


def _read(
    office: str, times: Times, time: WorkingTime, start: str, allowed: str, pauses: Sequence[str]
) -> AskedTime:
    begun = time.instant(read_moment(start, times.zone_minutes))
    try:
        duration = parse_duration(allowed)
    except BadDuration as error:
        raise Failed(f"{error.wrong}; tulis {error.right}.") from None
    if not duration.reckoned:
        raise Failed(f"“{duration.text}” bukan batas waktu: tidak ada yang dihitung.")
    reading = Reading(calendar_days=times.day_reading is DayReading.CALENDAR)
    rests = tuple(sorted(_pause(time, times.zone_minutes, text) for text in pauses))
    return AskedTime(office, times, time, begun, duration, budget(duration, reading), rests)


def _pause(time: WorkingTime, zone_minutes: int, text: str) -> tuple[int, int]:
    begin, dots, end = text.partition("..")
    if not dots or not begin.strip() or not end.strip():
        raise Failed(f"Jeda “{text}” belum benar; tulis MULAI..SELESAI.")
    a, b = (time.instant(read_moment(part, zone_minutes)) for part in (begin, end))
    if b < a:
        raise Failed(f"Jeda “{text}” berakhir sebelum mulai.")
    return a, b


def _lines(asked: AskedTime, at: int) -> tuple[ExplainLine, ...]:
    """The arithmetic; a rest that begins after the time ran out changes nothing."""
    spans = spans_outside(asked.start, [(a, b) for a, b in asked.pauses if a < at])
    return explain(asked.time, asked.budget, spans, at)


def _iso(time: WorkingTime, t: int) -> str:
    return time.local(t).isoformat(timespec="seconds")


def _show(asked: AskedTime, at: int, explained: bool) -> None:
    print(_iso(asked.time, at))
    if explained:
        if asked.allowed.unit is Unit.DAYS:
            print(f"“{asked.allowed.text}” dibaca {asked.times.day_reading} (pengaturan kantor)")
        if asked.allowed.least is not None:
            print(f"“{asked.allowed.text}” dinilai menurut yang paling lama")
        print("\n".join(explain_text(_lines(asked, at), asked.time)))
    elif asked.time.estimated_between(asked.start, at):
        print("perkiraan: ada hari libur yang belum ditetapkan", file=sys.stderr)


def _json(asked: AskedTime, at: int | None) -> dict[str, object]:
    time = asked.time
    return {
        "kantor": asked.office,
        "mulai": _iso(time, asked.start),
        "waktu": asked.allowed.text,
        "jam": str(asked.budget.clock),
        "jumlah": asked.budget.amount,
        "jeda": [{"mulai": _iso(time, a), "selesai": _iso(time, b)} for a, b in asked.pauses],
        "batas": None if at is None else _iso(time, at),
        "perkiraan": at is not None and time.estimated_between(asked.start, at),
        "rincian": [_line(time, line) for line in _lines(asked, at)] if at is not None else [],
    }


def _line(time: WorkingTime, line: ExplainLine) -> dict[str, object]:
    return {
        "jenis": str(line.kind),
        "mulai": _iso(time, line.start),
        "selesai": _iso(time, line.end),
        "dihitung": line.counted,
        "jumlah": line.total,
        "keterangan": line.note,
        "perkiraan": line.estimated,
    }
