"""A procedure as a drawing in text: its steps one below the other, and every way between them.

A step is a box: double for another agency, round for the applicant. Below it stand its branches in the SOP's
order. What leads to the step beneath goes straight down; every other way runs along the left edge, in a lane
for each step that such ways lead to, and enters its box at the arrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import wrap

from loket.sop.model import APPLICANT_ROLE, SYSTEM_ROLE, Branch, Direction, Kind, Party, Procedure, Step
from loket.sop.show import branch_notes, payer_words, recorded_words, shared_times, time_words, whole_words
from loket.text import cells, pad

LEAST = 80
_ROOM = 50
"""So wide is a box at least: where very many lanes leave less, the drawing is wider than asked for."""
_LANE = 2
"""So many columns has a lane: its line, and a gap."""
_STEM = 3
"""So far from the left edge of its box a step's branches hang."""
_FRAMES = {
    Party.OFFICE: ("┌", "─", "┐", "│", "└", "┘", "┬"),
    Party.APPLICANT: ("╭", "─", "╮", "│", "╰", "╯", "┬"),
    Party.AGENCY: ("╔", "═", "╗", "║", "╚", "╝", "╤"),
}
_ARROWS = {Direction.FORWARD: "→", Direction.BACK: "←", Direction.RETURN: "↩", Direction.REJECT: "×"}
_JOINED = {"├": "┼", "└": "┴"}
_LEGEND = (
    "┌─┐ kantor   ╭─╮ pemohon   ╔═╗ instansi lain",
    "↓ ke langkah di bawahnya   → maju, melompat   ← mundur",
    "↩ kembali ke pemohon   × ditolak   ■ berkas berakhir",
)
_OF_PARTS = ("∥ bersama-sama   ✓ jawaban satu bagian",)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line to the right of the lanes: which box a lane enters here, or for which one a branch leaves."""

    text: str
    enters: int | None = None
    leaves: int | None = None


@dataclass(frozen=True, slots=True)
class _Lane:
    """The ways to one step that is not the next: from which row to which, and in which column."""

    target: int
    first: int
    last: int
    column: int = 0


def drawing(procedure: Procedure, width: int) -> list[str]:
    """The whole flow, no line wider than `width` (at least 80 columns, and room for the boxes)."""
    width = max(width, LEAST)
    count = _count(_lanes(_rows(procedure, width)))
    edge = _LANE * count + (1 if count else 0)
    rows = _rows(procedure, max(width - edge, _ROOM))
    head = wrap(f"{procedure.id} · {procedure.name}", width)
    if procedure.limits.whole.stated:
        head += wrap(whole_words(procedure), width, subsequent_indent="  ")
    legend = (*_LEGEND, *_OF_PARTS) if any(step.parts for step in procedure.steps) else _LEGEND
    return [*head, "", *_beside(rows, _lanes(rows), edge), "", *legend]


def _rows(procedure: Procedure, room: int) -> list[_Row]:
    """The boxes and branches, `room` columns wide."""
    rows: list[_Row] = []
    comes = False
    for step, after in pairwise((*procedure.steps, None)):
        if step is None:
            continue
        below = after.sequence if after is not None else None
        rows += _box(step, procedure, room, comes)
        rows += _ways(step, below, procedure, room)
        comes = below is not None and any(branch.target == below for _, branch in _leaving(step))
    return rows


def _box(step: Step, procedure: Procedure, room: int, comes: bool) -> Iterator[_Row]:
    """The step's box; `comes`: the step above leads into it."""
    left, line, right, side, low_left, low_right, stem = _FRAMES[step.party]
    top = line * (_STEM - 1) + ("▼" if comes else line) + line * (room - _STEM - 2)
    yield _Row(f"{left}{top}{right}")
    number = f"{step.sequence:>2}  "
    inner = room - 4 - len(number)
    starts = "▶ mulai" if step.sequence in procedure.starts else ""
    names = wrap(step.name, inner - len(starts) - 1)
    yield _Row(f"{side} {number}{pad(names[0], inner - len(starts))}{starts} {side}", enters=step.sequence)
    for words in (*names[1:], *(part for said in _said(step, procedure) for part in wrap(said, inner))):
        yield _Row(f"{side} {' ' * len(number)}{pad(words, inner)} {side}")
    bottom = line * (_STEM - 1) + (stem if _leaving(step) else line) + line * (room - _STEM - 2)
    yield _Row(f"{low_left}{bottom}{low_right}")


def _said(step: Step, procedure: Procedure) -> Iterator[str]:
    """Who performs the step, in what time, and what is particular about it."""
    own = {APPLICANT_ROLE: "Pemohon", SYSTEM_ROLE: "Sistem"}
    names = {**own, **procedure.roles}
    who = " / ".join(dict.fromkeys(names.get(role, role) for role in step.roles))
    said = ["bersama-sama" if step.parts else who]
    said += [time_words(step.time, procedure)] if step.time.stated else []
    said += shared_times(step, procedure)
    said += filter(None, [recorded_words(step, procedure)])
    marks = {
        "sebelum pendaftaran": step.before_registration,
        "boleh dilewati": step.optional,
        "berkas tidak berhenti di sini": step.passes,
        "menunggu pemohon mengambil": step.awaits_collection,
        "menunggu hasil berkas induk": step.awaits_parent,
        payer_words(step, procedure): step.kind is Kind.PAYMENT and not step.parts,
    }
    yield " · ".join([*said, *(words for words, holds in marks.items() if holds)])
    for part in step.parts:
        yield from _part(part, procedure, names)
    for place, sign_off in enumerate(step.sign_offs, start=1):
        roles = " / ".join(names.get(role, role) for role in sign_off.roles)
        time = f", {time_words(sign_off.time, procedure)}" if sign_off.time.stated else ""
        recorded = f", {words}" if (words := recorded_words(sign_off, procedure)) else ""
        yield f"paraf {place}: {sign_off.label} ({roles}{time}{recorded})"


def _part(part: Step, procedure: Procedure, names: Mapping[str, str]) -> Iterator[str]:
    """One of those who work at the same time, and its answers: what does not leave the box."""
    said = [" / ".join(names.get(role, role) for role in part.roles)]
    said += [time_words(part.time, procedure)] if part.time.stated else []
    said += filter(None, [recorded_words(part, procedure)])
    said += [payer_words(part, procedure)] if part.kind is Kind.PAYMENT else []
    said += [] if part.needed else ["tidak ditunggu"]
    yield f"∥ {part.name}: {' · '.join(said)}"
    for branch in part.branches:
        if branch.answers:
            notes = branch_notes(branch, procedure)
            yield f"  ✓ {branch.label}" + (f" [{'; '.join(notes)}]" if notes else "")
        elif branch.direction is Direction.RETURN:
            yield f"  ↩ {branch.label} (hanya bagian ini)"


def _leaving(step: Step) -> list[tuple[str, Branch]]:
    """Every branch by which the file leaves the step, after the part of it that alone may choose it."""
    ways = [("", branch) for branch in step.branches]
    for part in step.parts:
        away = (b for b in part.branches if not b.answers and b.direction is not Direction.RETURN)
        ways += [(f"∥ {part.name}: ", branch) for branch in away]
    return ways


def _ways(step: Step, below: int | None, procedure: Procedure, room: int) -> Iterator[_Row]:
    """The step's branches on their stem, which goes on to the box below when one of them leads there."""
    ways = _leaving(step)
    goes_on = below is not None and any(branch.target == below for _, branch in ways)
    for place, (whose, branch) in enumerate(ways, start=1):
        last = place == len(ways) and not goes_on
        arrow, words = _way(branch, below, procedure)
        lead = f"{' ' * _STEM}{'└' if last else '├'}─ {arrow} "
        first, *more = wrap(whose + words, room - cells(lead))
        leaves = branch.target if branch.target != below else None
        yield _Row(lead + first, leaves=leaves)
        for words in more:
            yield _Row(f"{' ' * _STEM}{' ' if last else '│'}{' ' * (cells(lead) - _STEM - 1)}{words}")


def _way(branch: Branch, below: int | None, procedure: Procedure) -> tuple[str, str]:
    """A branch's arrow and words."""
    arrow, notes = _ARROWS[branch.direction], branch_notes(branch, procedure)
    if branch.target is None:
        arrow = "■" if branch.direction is Direction.FORWARD else f"{arrow} ■"
    elif branch.target != below:
        arrow = f"{arrow} {branch.target}"
    elif branch.direction is Direction.FORWARD:
        arrow = "↓"
    resume = f", lalu masuk lagi di {branch.resume}" if branch.resume is not None else ""
    return arrow, f"{branch.label}{resume}" + (f" [{'; '.join(notes)}]" if notes else "")


def _lanes(rows: Sequence[_Row]) -> list[_Lane]:
    """A lane for each step that is jumped to, the shorter ones nearer to the boxes."""
    enters = {row.enters: at for at, row in enumerate(rows) if row.enters is not None}
    ends: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        if row.leaves in enters:
            ends.setdefault(row.leaves, [enters[row.leaves]]).append(at)
    found: list[_Lane] = []
    for lane in sorted(
        (_Lane(t, min(at), max(at)) for t, at in ends.items()), key=lambda x: x.last - x.first
    ):
        taken = {x.column for x in found if x.first <= lane.last and lane.first <= x.last}
        found.append(replace(lane, column=next(c for c in range(len(ends)) if c not in taken)))
    return found


def _count(lanes: Sequence[_Lane]) -> int:
    return 1 + max((lane.column for lane in lanes), default=-1)


def _beside(rows: Sequence[_Row], lanes: Sequence[_Lane], edge: int) -> Iterator[str]:
    """The rows with the lanes on their left, `edge` columns wide; a way passes under the lanes it crosses."""
    for at, row in enumerate(rows):
        margin = [" "] * edge
        for lane in lanes:
            if lane.first <= at <= lane.last:
                margin[_column(lane, edge)] = "│"
        text, target = row.text, row.enters if row.leaves is None else row.leaves
        if joined := [lane for lane in lanes if lane.target == target]:
            column = _column(joined[0], edge)
            margin[column] = "╭" if at == joined[0].first else "╰" if at == joined[0].last else "├"
            margin[column + 1 :] = ["─" if cell == " " else cell for cell in margin[column + 1 :]]
            if row.leaves is None:
                margin[-1] = "▶"
            else:
                text = "─" * _STEM + _JOINED[text[_STEM]] + text[_STEM + 1 :]
        yield ("".join(margin) + text).rstrip()


def _column(lane: _Lane, edge: int) -> int:
    """Where the lane's line stands: the first one nearest to the boxes."""
    return edge - 1 - _LANE * (lane.column + 1)
