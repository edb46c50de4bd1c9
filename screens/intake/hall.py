"""The left column of Loket 2: the numbers and files that concern the counter, in groups that fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.flow.acts import Choose, kind_of
from loket.flow.ticket import TicketStanding
from loket.sop.model import APPLICANT_ROLE, Direction
from screens.intake.card import Names
from screens.widgets.work_list import Cell, Row
from screens.words import countdown, countdown_cell, waited

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.casefile import FileView
    from loket.desk.context import Desk
    from loket.desk.files import Ref
    from loket.desk.intake import Queue, TicketRow
    from loket.desk.lists import Pile, PileRow
    from loket.office.model import Office
    from loket.sla import WorkingTime
    from loket.sop.model import Branch, Procedure, Step
    from screens.words import Countdown

CALLED, SERVED, HAND, WAITING = "DIPANGGIL", "DILAYANI", "DI TANGAN ANDA", "MENUNGGU"
ELSEWHERE, PASSED = "DI LOKET LAIN", "DILEWATI"
DESK, APPLICANTS, COLLECT = "BERKAS DI MEJA INI", "MENUNGGU PEMOHON", "MENUNGGU DIAMBIL"
LEFT_OVER, RECENT = "KEMARIN", "BARU SAJA"

_RECENT_SHOWN = 3
_LEAST_LINES = 2


@dataclass(frozen=True, slots=True)
class JustDone:
    """One of the person's last acts in words; `undo` is set while it can be taken back."""

    file: int
    seq: int
    number: str
    at: int
    words: str
    undo: Ref | None


@dataclass(frozen=True, slots=True)
class Hall:
    """What the counter has before it, read at one moment."""

    queue: Queue
    pile: Pile
    with_applicants: tuple[PileRow, ...]
    to_collect: tuple[PileRow, ...]
    recent: tuple[JustDone, ...]
    time: WorkingTime


@dataclass(frozen=True, slots=True)
class Since:
    """A clock that counts up from an instant."""

    at: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `in_all`: how many there are, where that is more than the rows read."""

    name: str
    rows: tuple[Row, ...]
    in_all: int = 0


def look(desk: Desk, who: Who, roles: Iterable[str], known: dict[tuple[int, int, int], JustDone]) -> Hall:
    """Read the hall. `known` keeps what was worked out for acts on files that have not moved since."""
    from loket.desk import intake, lists

    mine = set(roles)
    collect = lists.to_collect(desk)
    return Hall(
        queue=intake.queue(desk, who),
        pile=lists.pile(desk, who),
        with_applicants=lists.with_applicants(desk),
        to_collect=tuple(row for row in collect if mine & set(row.step.signing_roles(0))),
        recent=_recent(desk, who, known),
        time=desk.working_time(),
    )


def _recent(desk: Desk, who: Who, known: dict[tuple[int, int, int], JustDone]) -> tuple[JustDone, ...]:
    """The latest act that stands on each of the last files; taking one is no news to who took it."""
    from loket.desk import casefile, lists

    shown: list[JustDone] = []
    for act in lists.in_force(lists.recent(desk, who, limit=20)):
        if act.kind == "taken" or any(done.file == act.file_id for done in shown):
            continue
        key = (act.file_id, act.seq, act.version)
        if key not in known:
            view = casefile.view(desk, who, act.file_id)
            words, undo = act_words(view, act.seq, desk.office), _undo(view, act.seq)
            known[key] = JustDone(act.file_id, act.seq, act.number, act.at, words, undo)
        shown.append(known[key])
    return tuple(shown[:_RECENT_SHOWN])


def _undo(view: FileView, seq: int) -> Ref | None:
    """The file as seen, if its act `seq` can still be taken back by this person."""
    from loket.flow.acts import Undo

    allowed = any(offer.act == Undo(seq) and offer.refusal is None for offer in view.offers)
    return view.ref if allowed else None


def act_words(view: FileView, seq: int, office: Office) -> str:
    """What the act with this sequence did, as short as a list needs it."""
    act = next(event.act for event in view.events if event.seq == seq)
    if isinstance(act, Choose) and seq in view.places:
        branch = view.procedure.step(view.places[seq].step).branch(act.branch)
        if branch is not None:
            return "→ " + where_to(view.procedure, branch, office)
    return _DONE.get(kind_of(act), "dikerjakan")


def where_to(procedure: Procedure, branch: Branch, office: Office) -> str:
    """Whose desk a branch leads to, in the office's words: `Back Office`, `pemohon`, or `selesai`."""
    step = next_stop(procedure, branch)
    if step is None:
        return branch.outcome or "selesai"
    if branch.resume is not None or not step.roles or step.roles[0] == APPLICANT_ROLE:
        return APPLICANT_ROLE
    role = office.roles.get(step.roles[0])
    return short_role(role.name if role is not None else procedure.roles.get(step.roles[0], step.name))


def next_stop(procedure: Procedure, branch: Branch) -> Step | None:
    """The step at which a file stops after the branch, those it only passes left out; None when it ends."""
    target = branch.target
    while target is not None and procedure.step(target).passes:
        onward = procedure.step(target).branches
        target = next(each.target for each in onward if each.direction is Direction.FORWARD)
    return procedure.step(target) if target is not None else None


def short_role(name: str) -> str:
    """A role without the short form before its stroke: `FO/Petugas Loket 4` as `Petugas Loket 4`."""
    return name.rsplit("/", 1)[-1]


_DONE = {
    "registered": "terdaftar",
    "taken": "diambil",
    "put_back": "ditaruh kembali",
    "taken_over": "diambil alih",
    "resubmitted": "kelengkapan diterima",
    "rested": "menunggu pihak lain",
    "resumed": "dilanjutkan",
    "trouble_marked": "gangguan dicatat",
    "trouble_solved": "gangguan selesai",
    "arrived": "pemohon datang",
    "skipped": "langkah tidak diperlukan",
    "withdrawn": "dicabut pemohon",
    "voided": "pendaftaran dibatalkan",
}


def groups(hall: Hall, names: Names, counters: Mapping[str, str], now: int) -> list[Group]:
    """The column's groups, empty ones left out. `counters`: id → name."""
    queue, time = hall.queue, hall.time

    def ticket(row: TicketRow, right: Cell | str = "", since: int | None = None) -> Row:
        clock = Since(since) if since is not None else None
        return Row(f"t:{row.id}", (row.number, names(row.service), right), countdown=clock)

    def elsewhere(row: TicketRow) -> Row:
        counter = counters.get(row.ticket.station or "", "loket lain")
        return Row(f"t:{row.id}", (row.number, Cell(counter, "redup"), ""), countdown=Since(row.ticket.since))

    def clock_of(at: int) -> Cell:
        return Cell(f"{time.local(at):%H.%M}", "redup")

    own = (queue.current,) if queue.current is not None else ()
    heading = CALLED if own and own[0].standing is TicketStanding.CALLED else SERVED
    found = [
        Group(heading, tuple(ticket(row, since=row.ticket.since) for row in own)),
        Group(HAND, tuple(_file(row, time, counted=True) for row in hall.pile.in_hand)),
        Group(WAITING, tuple(ticket(row, since=row.issued_at) for row in queue.waiting)),
        Group(
            DESK, tuple(_file(row, time, counted=True) for row in hall.pile.waiting), hall.pile.all_waiting
        ),
        Group(APPLICANTS, tuple(_file(row, time) for row in hall.with_applicants)),
        Group(COLLECT, tuple(_file(row, time) for row in hall.to_collect)),
        Group(PASSED, tuple(ticket(row, clock_of(row.ticket.since)) for row in queue.passed)),
        Group(ELSEWHERE, tuple(map(elsewhere, queue.called_elsewhere))),
        Group(LEFT_OVER, tuple(_left_over(row, names, now) for row in queue.left_over)),
        Group(RECENT, tuple(_just_done(done, hall) for done in hall.recent)),
    ]
    return [group for group in found if group.rows]


def _file(row: PileRow, time: WorkingTime, *, counted: bool = False) -> Row:
    work = row.work
    clock = countdown(row, time) if counted else Since(work.start_at)
    mark = "! " if work.trouble else ""
    return Row(
        f"f:{work.file_id}", (work.number, f"{mark}{work.company or work.applicant}", ""), countdown=clock
    )


def _left_over(row: TicketRow, names: Names, now: int) -> Row:
    day = f"{row.day[8:10]}-{row.day[5:7]}"
    return Row(f"t:{row.id}", (row.number, names(row.service), day), style="redup")


def _just_done(done: JustDone, hall: Hall) -> Row:
    """The act that F9 would take back carries the key, the others their time."""
    first = next((d for d in hall.recent if d.undo is not None), None)
    right = Cell("F9" if done is first else f"{hall.time.local(done.at):%H.%M}", "redup")
    return Row(f"r:{done.file}:{done.seq}", (done.number, done.words, right))


def shorten(found: list[Group], height: int, opened: frozenset[str]) -> tuple[list[Row], dict[str, int]]:
    """The rows that fit `height` lines with their headings, and how many each group has in all.

    The longest groups are shortened first, to one row and a line that says how many more there are; a group
    in `opened` is shown whole.
    """
    lines = {group.name: len(group.rows) for group in found}
    while sum(lines.values()) + len(lines) > height:
        longest = max((name for name in lines if name not in opened), key=lines.__getitem__, default="")
        if lines.get(longest, 0) <= _LEAST_LINES:
            break
        lines[longest] -= 1
    rows: list[Row] = []
    for group in found:
        room = lines[group.name]
        cut = group.rows if room == len(group.rows) else group.rows[: room - 1]
        rows += [_in(row, group.name) for row in cut]
        if len(cut) < len(group.rows):
            more = f"… {len(group.rows) - len(cut)} lagi"
            rows.append(Row(f"m:{group.name}", ("", Cell(more, "redup"), Cell("Enter", "redup")), group.name))
    return rows, {group.name: max(group.in_all, len(group.rows)) for group in found}


def _in(row: Row, group: str) -> Row:
    return Row(row.id, row.cells, group, row.countdown, row.style)


def clock_cell(clock: Since | Countdown, time: WorkingTime, now: int, now_work: int) -> Cell:
    """The right cell of a row: how long somebody waits, or what is left of a file's time."""
    if isinstance(clock, Since):
        return Cell(waited(now - clock.at))
    return countdown_cell(clock, time, now, now_work)
