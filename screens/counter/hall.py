"""The left column of Loket 2: the numbers and files that concern the counter, in groups that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from loket.desk.case import lists
from loket.desk.queue import line
from loket.flow.queue import TicketStanding
from loket.flow.standing import Standing
from screens.counter.card import Names
from screens.file.undo import JustDone, Known, Undoable, just_done, last_undoable
from screens.widgets.work_list import Cell, Row
from screens.wording.lists import (
    OVERSIGHT,
    TO_BEGIN,
    TO_COLLECT,
    TO_COMPLETE,
    TO_PAY,
    UNREADABLE,
    Since,
    clock_cell,
    listed_name,
    row_clock,
    waiting_cell,
)

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.case.lists import Pile, PileRow
    from loket.desk.office import Desk
    from loket.desk.queue.line import Queue, TicketRow
    from loket.flow.countdown import Countdown, Moment
    from loket.sla import WorkingTime

CALLED, SERVED, HAND, WAITING = "DIPANGGIL", "DILAYANI", "DI TANGAN ANDA", "MENUNGGU"
COLLEAGUES, PASSED = "PADA REKAN", "DILEWATI"
DESK = "BERKAS DI MEJA INI"
LEFT_OVER, RECENT, RESTING = "KEMARIN", "BARU SAJA", "TERTUNDA"
TO_COME = "HARI DEPAN"  # numbers given by a clock that was ahead

_RECENT_SHOWN = 3
_LEAST_LINES = 3
_FOLDED = (RESTING, TO_BEGIN, OVERSIGHT)
"""Groups of what nobody at the counter can do anything about now: one line, until they are opened."""
_NEVER_FOLDED = frozenset({CALLED, SERVED, HAND})


@dataclass(frozen=True, slots=True)
class NumberRow:
    """The row of a queue number."""

    ticket: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """The row of a file, or of one of its parts."""

    file: int
    strand: int


@dataclass(frozen=True, slots=True)
class DoneRow:
    """The row of what was just done to a file: the act `seq`."""

    file: int
    seq: int


@dataclass(frozen=True, slots=True)
class MoreRow:
    """The row that stands for what a group has more."""

    group: str


HallRow = NumberRow | FileRow | DoneRow | MoreRow


@dataclass(frozen=True, slots=True)
class Hall:
    """What the counter has before it, read at one moment.

    `to_begin` are follow-ups that wait for months for their applicants; `all_to_begin`: how many there are,
    as `all_with_applicants` of what they have to complete.
    """

    queue: Queue
    pile: Pile
    with_applicants: tuple[PileRow, ...]
    all_with_applicants: int
    to_begin: tuple[PileRow, ...]
    all_to_begin: int
    to_collect: tuple[PileRow, ...]
    recent: tuple[JustDone, ...]
    undo: Undoable | None
    time: WorkingTime
    now: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `in_all`: how many there are, where that is more than the rows read."""

    name: str
    rows: tuple[Row[HallRow], ...]
    in_all: int = 0


def look(desk: Desk, who: Who, roles: Iterable[str], known: Known) -> Hall:
    """Read the hall; of the person's `roles` those that sit at their counter have their files there.

    `known` keeps what was worked out of files from one time to the next.
    """
    seat = desk.office.counter(who.station) if who.station is not None else None
    mine = {role for role in roles if seat is None or role in seat.roles}
    collect = lists.to_collect(desk, who)
    with_applicants, all_with_applicants = lists.with_applicants(desk, who)
    to_begin, all_to_begin = lists.to_begin(desk, who)
    return Hall(
        queue=line.queue(desk, who),
        pile=lists.pile(desk, who, roles=mine),
        with_applicants=with_applicants,
        all_with_applicants=all_with_applicants,
        to_begin=to_begin,
        all_to_begin=all_to_begin,
        to_collect=tuple(row for row in collect if row.step and mine & set(row.step.handling_roles(0))),
        recent=tuple(islice(just_done(desk, who, known), _RECENT_SHOWN)),
        undo=last_undoable(desk, who, known),
        time=desk.working_time(),
        now=desk.now(),
    )


def groups(hall: Hall, names: Names, served_by: Callable[[TicketRow], str], listed: Names) -> list[Group]:
    """The column's groups, empty ones left out.

    `served_by`: the colleague who has a number, and where; `listed`: a file's number on lists.
    """
    queue, time = hall.queue, hall.time

    def ticket(row: TicketRow, right: Cell | str = "", since: int | None = None) -> Row[HallRow]:
        clock = Since(since) if since is not None else None
        return Row(NumberRow(row.id), (row.number, names(row.service), right), countdown=clock)

    def colleagues(row: TicketRow) -> Row[HallRow]:
        who = Cell(served_by(row), "redup")
        return Row(NumberRow(row.id), (row.number, who, ""), countdown=Since(row.ticket.since))

    def clock_of(at: int) -> Cell:
        return Cell(f"{time.local(at):%H.%M}", "redup")

    today = time.local(hall.now).date().isoformat()
    own = (queue.current,) if queue.current is not None else ()
    heading = CALLED if own and own[0].standing is TicketStanding.CALLED else SERVED
    found = [
        Group(heading, tuple(ticket(row, since=row.ticket.since) for row in own)),
        Group(HAND, tuple(_file(row, listed, counted=True) for row in hall.pile.in_hand)),
        Group(WAITING, tuple(ticket(row, since=row.issued_at) for row in queue.waiting)),
        Group(
            DESK,
            tuple(_file(row, listed, counted=True) for row in hall.pile.waiting),
            hall.pile.all_waiting,
        ),
        Group(
            TO_COMPLETE, tuple(_file(row, listed) for row in hall.with_applicants), hall.all_with_applicants
        ),
        Group(TO_PAY, tuple(_file(row, listed) for row in _owing(hall))),
        Group(TO_COLLECT, tuple(_file(row, listed) for row in hall.to_collect)),
        Group(RESTING, tuple(_file(row, listed) for row in _resting(hall))),
        Group(TO_BEGIN, tuple(_file(row, listed) for row in hall.to_begin), hall.all_to_begin),
        Group(OVERSIGHT, tuple(_file(row, listed) for row in hall.pile.overseen)),
        Group(UNREADABLE, tuple(_file(row, listed) for row in hall.pile.unreadable)),
        Group(PASSED, tuple(ticket(row, clock_of(row.ticket.since)) for row in queue.passed)),
        Group(COLLEAGUES, tuple(map(colleagues, queue.with_others))),
        Group(TO_COME, tuple(_left_over(row, names) for row in queue.left_over if row.day > today)),
        Group(
            LEFT_OVER,
            tuple(_left_over(row, names) for row in queue.left_over if row.day < today),
            queue.all_earlier,
        ),
        Group(RECENT, tuple(_just_done(done, hall, listed) for done in hall.recent)),
    ]
    return [group for group in found if group.rows]


def _file(row: PileRow, listed: Names, *, counted: bool = False) -> Row[HallRow]:
    work = row.work
    clock = row_clock(row) if counted else Since(work.start_at)
    cells = (listed(work.number), listed_name(work), "")
    return Row(FileRow(*row.key), cells, countdown=clock)


def _owing(hall: Hall) -> list[PileRow]:
    """Files of this desk whose payers are to bring the proof here."""
    return [row for row in hall.pile.resting if row.work.standing is Standing.PAYMENT]


def _resting(hall: Hall) -> Iterable[PileRow]:
    """Files of this desk that wait for others than their applicants, who have groups of their own."""
    shown = {row.key for row in (*hall.to_collect, *_owing(hall))}
    rows = (row for row in hall.pile.resting if row.work.standing is not Standing.APPLICANT)
    return (row for row in rows if row.key not in shown)


def _left_over(row: TicketRow, names: Names) -> Row[HallRow]:
    """By its day, for today has a number like it."""
    day = f"{row.day[8:10]}-{row.day[5:7]}"
    return Row(NumberRow(row.id), (day, f"{row.number} {names(row.service)}", ""), style="redup")


def _just_done(done: JustDone, hall: Hall, listed: Names) -> Row[HallRow]:
    """The act that F9 would take back carries the key, the others their time, or their day if not today's."""
    undo, at = hall.undo, hall.time.local(done.at)
    right = f"{at:%H.%M}" if at.date() == hall.time.local(hall.now).date() else f"{at:%d-%m}"
    if undo is not None and undo.includes(done):
        right = "F9"
    return Row(DoneRow(done.file, done.seq), (listed(done.number), done.words, Cell(right, "redup")))


def shorten(
    found: list[Group], height: int, opened: frozenset[str], cursor: HallRow | None = None
) -> tuple[list[Row[HallRow]], dict[str, int]]:
    """The rows that fit `height` lines with their headings, and how many each group has in all.

    The people who wait have half the lines before all others, and what the others leave. Of these the longest
    are shortened first, to one row and a line that says how many more there are; then the last of them become
    one line each. A group in `opened` is shown whole, and none gives up the row under the `cursor`.
    """
    least = {group.name: _lines_to(group, cursor) for group in found}
    lines = {group.name: 1 + len(group.rows) for group in found}
    for name in _FOLDED:
        if name in lines and name not in opened:
            lines[name] = max(1, least[name])
    waiting = lines.pop(WAITING, 0)
    room = height - min(waiting, height // 2)
    while sum(lines.values()) > room:
        cut = (name for name in lines if name not in opened and lines[name] > least[name])
        longest = max(cut, key=lines.__getitem__, default="")
        if lines.get(longest, 0) <= _LEAST_LINES:
            break
        lines[longest] -= 1
    for name in reversed([name for name in lines if name not in opened and name not in _NEVER_FOLDED]):
        if sum(lines.values()) > room and not least[name]:
            lines[name] = 1
    if waiting:
        free = max(height - sum(lines.values()), height // 2, _LEAST_LINES)
        lines[WAITING] = waiting if WAITING in opened else min(waiting, max(free, least[WAITING]))
    rows = [row for group in found for row in _shown(group, lines[group.name])]
    return rows, {group.name: _in_all(group) for group in found}


def _lines_to(group: Group, cursor: HallRow | None) -> int:
    """How many lines of the group, heading and the line for the rest included, show the cursor's row."""
    at = next((at for at, row in enumerate(group.rows) if row.id == cursor), None)
    return 0 if at is None else min(at + 3, 1 + len(group.rows))


def _in_all(group: Group) -> int:
    return max(group.in_all, len(group.rows))


def _shown(group: Group, lines: int) -> Iterable[Row[HallRow]]:
    """The rows of a group that has so many lines, its heading among them; of one line it is the heading."""
    more = MoreRow(group.name)
    if lines == 1:
        return [Row(more, (Cell(f"… {group.name} {_in_all(group)}", "redup"),))]
    if lines > len(group.rows):
        return [_in(row, group.name) for row in group.rows]
    cut = group.rows[: lines - 2]
    left = Cell(f"… {len(group.rows) - len(cut)} lagi", "redup")
    return [*(_in(row, group.name) for row in cut), Row(more, ("", left, Cell("Enter", "redup")), group.name)]


def _in(row: Row[HallRow], group: str) -> Row[HallRow]:
    return Row(row.id, row.cells, group, row.countdown, row.style)


def column_clock(clock: Since | Countdown, now: Moment) -> Cell:
    """The right cell of a row: how long somebody waits, or what is left of a file's time, in whole minutes.

    The seconds of the last minutes stand with the open file; here they would take their room from the names.
    """
    if isinstance(clock, Since):
        return waiting_cell(clock, now)
    cell = clock_cell(clock, now)
    minutes, rest, _ = cell.text.partition(" mnt ")
    return replace(cell, text=f"{minutes} mnt") if rest else cell
