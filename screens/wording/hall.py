"""Words of the hall for whoever oversees it: a counter and a lane as rows of a list, and on one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from loket.desk.lookout.hall import At
from loket.flow.lane import Word
from loket.flow.queue.state import TicketStanding
from loket.lengths import MINUTE
from loket.sla.words import short_length
from screens.widgets.work_list import Cell, Row, Urgency
from screens.wording.lists import Since
from screens.wording.numbers import wait_words, wanted

if TYPE_CHECKING:
    from loket.desk.lookout.hall import AtCounter
    from loket.desk.lookout.lanes import LaneLook, LanesLook
    from loket.office.model import Counter, Office

NOBODY = "tidak ada petugas"


def counter_row(found: AtCounter, office: Office, names: Mapping[int, str], *, silent: bool) -> Row[str]:
    """A counter: what it is called, who is there, whom they serve or that they do not, and since when.

    `silent`: people have waited too long for it to call.
    """
    counter = found.counter
    cells = (
        short_name(counter, office),
        Cell(who_words(found, names), "redup"),
        how_cell(found, office, silent=silent),
        "",
    )
    return Row(counter.id, cells, countdown=since(found))


def short_name(counter: Counter, office: Office) -> str:
    """`Loket 2` of `Loket 2 Pendaftaran`: the first two words of its name, where no other begins so."""
    words = counter.name.split()
    short = " ".join(words[:2])
    alone = sum(each.name.split()[:2] == words[:2] for each in office.counters) == 1
    return short if alone else counter.name


def who_words(found: AtCounter, names: Mapping[int, str]) -> str:
    """Who is there: `Sari Contoh`, `Sari Contoh +1`."""
    first, *others = (names.get(person, "petugas") for person in found.people or (0,))
    more = f" +{len(others)}" if others else ""
    return f"{first}{more}" if found.people else ""


def how_cell(found: AtCounter, office: Office, *, silent: bool) -> Cell:
    """How the counter is: `A-012 dilayani · SIP Bidan`, `tutup: istirahat`, `bebas`, `tidak memanggil`."""
    match found.how:
        case At.BUSY:
            first, *others = found.numbers
            calls = first.ticket.calls
            times = f" {calls}×" if first.standing is TicketStanding.CALLED and calls > 1 else ""
            more = f" +{len(others)}" if others else ""
            then = ", lalu tutup" if found.paused is not None else ""
            return Cell(f"{first.number}{more} {first.standing.value}{times}{then} · {wanted(office, first)}")
        case At.PAUSED:
            return Cell(f"tutup: {found.paused.reason if found.paused is not None else ''}", "istirahat")
        case At.IDLE:
            return Cell("tidak memanggil", "lewat") if silent else Cell("bebas")
    return Cell(NOBODY, "redup")


def since(found: AtCounter) -> Since | None:
    """Since when it is so; None where that is not known."""
    match found.how:
        case At.BUSY:
            return Since(found.numbers[0].ticket.since)
        case At.PAUSED:
            return Since(found.paused.since, "istirahat") if found.paused is not None else None
        case At.IDLE:
            return Since(found.idle) if found.idle is not None else None
    return Since(found.last, "redup") if found.last is not None else None


WORD_STYLES: Mapping[Word, Urgency] = {
    Word.QUIET: "redup",
    Word.USUAL: "",
    Word.BUSY: "mendekati",
    Word.FULL: "lewat",
}
SIGNS: Mapping[Word, str] = {Word.BUSY: "! ", Word.FULL: "!! "}
"""What stands before the word of a lane that needs somebody."""


def lane_row(lane: LaneLook, now: int) -> Row[str]:
    """A lane: for what, how many wait and since when, how long who comes now would, and how it is."""
    waits = Cell(str(lane.waiting), "" if lane.waiting else "redup")
    wait = wait_words(lane.wait).replace("sampai ", "≤ ") if lane.wait is not None else "–"
    clock = Since(lane.since, WORD_STYLES[lane.word]) if lane.since is not None else None
    return Row(
        lane.errand.id,
        (lane.errand.name, waits, "", Cell(wait, "redup"), lane_cell(lane, now)),
        countdown=clock,
    )


def lane_cell(lane: LaneLook, now: int) -> Cell:
    """`sepi`, `! padat`, `!! diam 12 mnt`, `!! tak ada loket`: how the lane is."""
    silence = lane.silence
    if silence is not None and silence.too_long:
        if not silence.counters:
            return Cell("!! tak ada loket", "lewat")
        return Cell(f"!! diam {minutes(now - silence.since)}", "lewat")
    return Cell(f"{SIGNS.get(lane.word, '')}{lane.word}", WORD_STYLES[lane.word])


def strip_items(
    counters: Iterable[AtCounter], lanes: LanesLook, office: Office, now: int
) -> list[tuple[str, Urgency]]:
    """The hall on a line or two: how many wait and how long, each lane that presses, each counter."""
    longest = lanes.longest
    long = f", terlama {minutes(longest)}" if longest >= MINUTE else ""
    waiting = f" Menunggu {lanes.waiting}{long} " if lanes.waiting else " Tidak ada yang menunggu "
    found: list[tuple[str, Urgency]] = [(waiting, "" if lanes.waiting else "redup")]
    for lane in lanes.lanes:
        cell = lane_cell(lane, now)
        if cell.style in ("mendekati", "lewat"):
            found.append((f" {lane.errand.name} {lane.waiting}: {cell.text} ", cell.style))
    for each in counters:
        silent = is_silent(each, lanes)
        style: Urgency = "lewat" if silent and each.how is At.IDLE else _SHORT_STYLES[each.how]
        found.append((f" {_short(each, office, now, silent=silent)} ", style))
    return found


def is_silent(found: AtCounter, lanes: LanesLook) -> bool:
    """Whether people wait for whom that counter calls, and it has not for too long."""
    silences = (lane.silence for lane in lanes.lanes if lane.silence is not None and lane.silence.too_long)
    return any(found.counter in silence.counters for silence in silences)


def minutes(ms: int) -> str:
    """`<1 mnt`, `12 mnt`, `1 jam 58 mnt`: how long something is so, as its alarm says it too."""
    return short_length(ms) if ms >= MINUTE else "<1 mnt"


def _short(found: AtCounter, office: Office, now: int, *, silent: bool) -> str:
    """`Loket 2 A-012 6 mnt`, `Loket 4 –`: a counter in as few words as tell it."""
    name = short_name(found.counter, office)
    clock = since(found)
    ago = f" {minutes(now - clock.at)}" if clock is not None else ""
    match found.how:
        case At.BUSY:
            return f"{name} {found.numbers[0].number}{ago}"
        case At.PAUSED:
            return f"{name} tutup{ago}"
        case At.IDLE:
            return f"{name} {'diam' if silent else 'bebas'}{ago}"
    return f"{name} –"


_SHORT_STYLES: Mapping[At, Urgency] = {
    At.BUSY: "",
    At.PAUSED: "istirahat",
    At.IDLE: "",
    At.EMPTY: "redup",
}


_BARS = "·▁▂▃▄▅▆▇█"


def spark(values: Sequence[int], width: int) -> str:
    """The last of these values as bars of eight heights, the highest of them full; nothing for nothing."""
    last = values[-width:] if width > 0 else ()
    most = max(last, default=0)
    return "".join(_BARS[-(-value * 8 // most)] if most else _BARS[0] for value in last)


def day_words(lanes: LanesLook, width: int) -> str:
    """The day on one line: how many waited at once and the longest wait, as bars; both as they are now."""
    day = lanes.day
    longest = lanes.longest
    now_waits, now_long = f" {lanes.waiting}", f" {minutes(longest)}" if lanes.waiting else " –"
    words = ("Menunggu ", now_waits, "   Terlama ", now_long)
    room = (width - sum(map(len, words))) // 2
    return f"{words[0]}{spark(day.waiting, room)}{words[1]}{words[2]}{spark(day.longest, room)}{words[3]}"
