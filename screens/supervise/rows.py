"""The supervisor's list as rows: how urgent, whose desk, waiting and working time apart. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from loket.desk.case.lists import RowKey
from loket.desk.case.overview import Count, Group, OpenFile, Order, group
from loket.flow.countdown import Moment
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.lengths import MINUTE
from loket.office.model import Office, listed_number
from screens.widgets.work_list import Cell, Row
from screens.wording.lists import (
    OVERSIGHT,
    RESTING,
    TO_BEGIN,
    TO_COLLECT,
    UNREADABLE,
    Since,
    by_pressure,
    listed_name,
    remembering,
    row_clock,
    waited,
)
from screens.wording.place import Roles, holder

HEADINGS = {
    Group.OVERDUE: "LEWAT",
    Group.TODAY: "HARI INI",
    Group.NEAR: "MENDEKATI",
    Group.RUNNING: "BERJALAN",
    Group.RESTING: RESTING,
    Group.TO_COLLECT: TO_COLLECT,
    Group.TO_BEGIN: TO_BEGIN,
    Group.OVERSIGHT: OVERSIGHT,
    Group.UNREADABLE: UNREADABLE,
}
OVERDUE = HEADINGS[Group.OVERDUE]


@dataclass(slots=True)
class Drawn:
    """The rows as they were drawn last; in the same minute that of a file which did not change stays."""

    office: Office | None = None
    minute: int = -1
    rows: Mapping[RowKey, tuple[OpenFile, Row[RowKey]]] = field(default_factory=dict)


def rows(
    files: Iterable[OpenFile],
    office: Office,
    now: Moment,
    order: Order = Order.DUE,
    drawn: Drawn | None = None,
) -> list[Row[RowKey]]:
    """The files under their headings, there the most urgent first; in another order without headings.

    `drawn` keeps the rows from one time to the next.
    """
    drawn, minute = Drawn() if drawn is None else drawn, now.at // MINUTE
    before = drawn.rows if drawn.office is office and drawn.minute == minute else {}
    roles = _short_roles(office)
    found = list[tuple[OpenFile, Row[RowKey]]]()
    for file, heading in _headed(files, office, now, order):
        had = before.get(file.row.key)
        same = had is not None and had[0] is file and had[1].group == heading
        found.append(had if had and same else (file, _row(file, heading, office, roles, now)))
    drawn.office, drawn.minute, drawn.rows = office, minute, {pair[1].id: pair for pair in found}
    return [row for _, row in found]


def _headed(
    files: Iterable[OpenFile], office: Office, now: Moment, order: Order
) -> list[tuple[OpenFile, str | None]]:
    """The files in the order in which they stand, and what each stands under."""
    if order is not Order.DUE:
        return [(file, None) for file in files]
    groups = list(Group)
    of_row = {file.row.key: file for file in files}
    pressing = by_pressure((file.row for file in of_row.values()), now)
    grouped = [(group(row, now, office.nearly_days(row.work.service)), of_row[row.key]) for row in pressing]
    grouped.sort(key=lambda pair: groups.index(pair[0]))  # stable: the order of the rows stays
    return [(file, HEADINGS[how]) for how, file in grouped]


def _short_roles(office: Office) -> Roles:
    return {id: replace(office.roles[id], name=name) for id, name in desk_names(office).items()}


def _row(file: OpenFile, heading: str | None, office: Office, roles: Roles, now: Moment) -> Row[RowKey]:
    row, work = file.row, file.row.work
    waiting, working = file.so_far(now)
    service = office.services.get(work.service)
    return Row(
        row.key,
        (
            listed_number(office, work.number, now.date),
            remembering(Cell(listed_name(work)), work, now.at),
            Cell(service.name if service else work.service, "redup"),
            Cell(row.step.name if row.step else "SOP tidak terbaca", "redup"),
            holder(row, roles),
            Cell("gangguan" if work.trouble else work.aside or work.standing.value, "redup"),
            "" if work.aside else short_time(waiting, now.usual_day),
            "" if work.aside else short_time(working, now.usual_day),
            "",
        ),
        group=heading,
        countdown=row_clock(row) if file.over.apart is None else Since(file.over.apart, "redup"),
    )


def short_time(ms: int | None, day: int) -> str:
    """Working time in a narrow column: `34 mnt`, `12 jam`, from two working days of `day` ms on `2 hari`.

    `?` where the calendar ends.
    """
    if ms is None:
        return "?"
    minutes = ms // MINUTE
    if minutes < 60:
        return f"{minutes} mnt" if minutes else "–"
    if day and ms >= 2 * day:
        return f"{ms // day} hari"
    return f"{minutes // 60} jam"


def desk_names(office: Office) -> Mapping[str, str]:
    """The office's roles, in its order, each by its shortest name that is not another's."""
    return _shortest(tuple((role.id, role.name) for role in office.roles.values()))


@lru_cache(maxsize=2)
def _shortest(roles: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    shortened = {id: _shorter(name) for id, name in roles}
    names: dict[str, str] = {}
    for id, whole in roles:
        candidates = (*shortened[id], whole)
        names[id] = next(
            name for name in candidates if sum(name in other for other in shortened.values()) < 2
        )
    return names


_DESK_CELLS = 16


def _shorter(name: str) -> tuple[str, ...]:
    """`FO/Petugas Loket 2` as FO and Petugas Loket 2, `Kepala Bidang Perizinan` as its first words.

    What has room stays: the two halves of `ATR/BPN` are one name.
    """
    if len(name) <= _DESK_CELLS:
        return (name,)
    parts = [part.strip() for part in name.partition(" (")[0].split("/")]
    words = parts[0].split()
    while len(words) > 1 and len(" ".join(words)) > _DESK_CELLS:
        words.pop()
    return (" ".join(words), parts[0], parts[-1])


def desk_words(role: str, name: str, counts: Iterable[Count], now: int) -> str:
    """`BO: 5 (2 jam)`: how many wait there to be taken, and how long the longest of them."""
    waiting = (count for count in counts if count.standing is Standing.WAITING and not count.aside)
    here = [count for count in waiting if count.role == role]
    if not here:
        return f"{name}: –"
    return f"{name}: {here[0].count} ({waited(now - here[0].since)})"


def late_words(whole: int, here: int | None) -> str:
    """`LEWAT 5`, of the whole office; where the list is narrowed `LEWAT 5, di sini 2`; empty for none."""
    narrowed = f", di sini {here}" if here is not None else ""
    return f"{OVERDUE} {whole}{narrowed}" if whole else ""


def standing_counts(counts: Iterable[Count], role: str | None) -> Mapping[Standing | Aside | None, int]:
    """How many files stand how, at one desk or all; under None all of these, without those that lie apart."""
    found: dict[Standing | Aside | None, int] = {}
    for count in counts:
        if role is None or count.role == role:
            for key in (count.aside,) if count.aside else (None, count.standing):
                found[key] = found.get(key, 0) + count.count
    return found
