"""How values look on a screen: pure functions from what a desk answers to words and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from loket.desk.case.fields import OWN_FIELDS
from loket.desk.case.lists import FoundBy
from loket.desk.intake.doubt import PROXY
from loket.desk.promises.words import AT_RISK, BROKEN
from loket.desk.words.deadline import TODAY, listed, listed_until
from loket.flow.countdown import Countdown, Moment, Stand
from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.lengths import DAY, MINUTE
from loket.matching import has_words
from loket.sla import State
from loket.sla.words import SHORT_MONTHS
from loket.sop.model import ISSUED, PARENT_FACT
from loket.text import cells, fit
from screens.widgets.work_list import Cell, Row, Urgency

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import PileRow, RowKey, WorkRow
    from loket.sop.model import Procedure, SopRow, Step

TO_COLLECT = "MENUNGGU DIAMBIL"
TO_PAY = "MENUNGGU PEMBAYARAN"
TO_COMPLETE = "MENUNGGU PEMOHON"
TO_BEGIN = "LANJUTAN PADA PEMOHON"
OVERSIGHT = "PENGAWASAN"
RESTING = "TERTUNDA"
"""Groups that are called so on every screen: permits that lie ready, what is owed, what applicants are to
complete, what comes afterwards, what a desk put aside."""
POSTPONED = tuple(how for how in Standing if how.postponed)
"""How files stand that a desk put aside."""


@dataclass(frozen=True, slots=True)
class Since:
    """An instant since when something is so: no time of it runs out."""

    at: int
    style: Urgency = ""


def row_clock(row: PileRow) -> Countdown | Since:
    """The clock of a file on a list: down to its deadline, else since when it is where it is."""
    if isinstance(row.clock, Still):
        return Since(row.work.start_at, "istirahat" if row.rests else "redup")
    return row.clock


def clock_cell(clock: Countdown | Since, now: Moment) -> Cell:
    """The cell of a row's clock; an amount in it is always time that is left, or by how much it is late."""
    if isinstance(clock, Since):
        return Cell(since_words(now.wall(clock.at), now.date), clock.style, now.midnight + DAY)
    style: Urgency = "lewat" if clock.is_late(now) else "mendekati" if clock.is_near(now) else ""
    return Cell(listed(clock, now), style, listed_until(clock, now))


def since_words(at: datetime, today: date) -> str:
    """`sejak 09.12` of today, `sejak 13 Nov` of this year, else `sejak 11-2025`."""
    if at.date() == today:
        return f"sejak {at:%H.%M}"
    return f"sejak {at.day} {SHORT_MONTHS[at.month - 1]}" if at.year == today.year else f"sejak {at:%m-%Y}"


def counter_cell(clock: Since | Countdown, now: Moment) -> Cell:
    """The same in the column of a counter, where people wait too: how long somebody or something does.

    Time that is left has an arrow before it. A word, seconds, and minutes beside hours would take their room
    from the names; they stand with the open file.
    """
    if isinstance(clock, Since):
        waits = now.at - clock.at
        words = waited(waits) if waits >= MINUTE else "<1 mnt"
        return Cell(words, clock.style, now.at + MINUTE - waits % MINUTE)
    cell = clock_cell(clock, now)
    if clock.is_late(now) or now.date < clock.deadline.last or cell.text == TODAY:
        return cell
    amount, unit, *_ = cell.text.split()
    return replace(cell, text=f"{LEFT}{amount} {unit}")


LEFT = "↓"
CLOCKS = (
    ("7 hari", "Di kanan baris: sudah selama itu menunggu."),
    (
        f"{LEFT}9 mnt",
        "Sisa waktu sampai batas terdekat berkas itu; tanggal: hari terakhirnya; LEWAT: sudah lewat.",
    ),
)
"""What `counter_cell` says, explained."""


def by_pressure(rows: Iterable[PileRow], now: Moment) -> list[PileRow]:
    """Rows in the order of their deadlines; what lies since an earlier day comes before what is due later."""

    def pressure(row: PileRow) -> tuple[int, int]:
        if not isinstance(row.clock, Still):
            return (0 if row.clock.deadline.last <= now.date else 2, 0)
        return (1, row.work.start_at) if row.work.start_at < now.midnight else (3, 0)

    return sorted(rows, key=pressure)


def waited(ms: int) -> str:
    """How long something waits, by the clock on the wall: `baru saja`, `12 mnt`, `3 jam`, `2 hari`."""
    minutes = ms // MINUTE
    if minutes < 1:
        return "baru saja"
    if minutes < 60:
        return f"{minutes} mnt"
    hours = minutes // 60
    return f"{hours} jam" if hours < 24 else f"{hours // 24} hari"


_SHORTER = (("paling lambat", "s.d."), (" menit ·", " mnt ·"))


def in_room(limit: str, width: int) -> str:
    """A limit's words, with shorter ones as far as its line needs them, and they help."""
    fitting = limit
    for words, shorter in _SHORTER:
        if cells(fitting) > width:
            fitting = fitting.replace(words, shorter)
    return fitting if cells(fitting) <= width else limit


_BUSINESS_FORM = re.compile(r"(PT|CV|UD)\b\.?\s*(.+)", re.IGNORECASE)


def listed_name(work: WorkRow) -> str:
    """Who applies, as lists say it: `Contoh Graha, UD`, since what tells names apart is not cut first.

    `!` before it says that trouble keeps the file.
    """
    name = work.company or work.applicant
    form = _BUSINESS_FORM.fullmatch(work.company)
    mark = "! " if work.trouble else ""
    return f"{mark}{form[2]}, {form[1]}" if form else f"{mark}{name}"


Promises: TypeAlias = Mapping[int, tuple[date, bool]]
"""By files the date that falls by the next working day, and whether it is over (`promises.standing`)."""


def promised_name(work: WorkRow, promises: Promises) -> Cell:
    """Who applies, with a word before it where what they were promised falls by tomorrow, or is broken."""
    name = listed_name(work)
    if work.file_id not in promises:
        return Cell(name)
    _, broken = promises[work.file_id]
    return Cell(f"{BROKEN if broken else AT_RISK} {name}", "lewat" if broken else "mendekati")


TO_COME, NOW = "◇", "◆ INGAT"


def remembering(cell: Cell, work: WorkRow, now: int) -> Cell:
    """Who applies, with a sign where something is to be remembered of the file; set off once it is due."""
    if work.remembered is None:
        return cell
    if now < work.remembered:
        return replace(cell, text=f"{TO_COME} {cell.text}")
    return replace(cell, text=f"{NOW} {cell.text}", style="mendekati")


def next_to_remember(rows: Iterable[PileRow], now: int) -> int | None:
    """When the next of these is to be remembered (ms UTC); None where none is."""
    coming = (row.work.remembered for row in rows)
    return min((at for at in coming if at is not None and at > now), default=None)


REMEMBERED = (
    (TO_COME, "Ada ingat pada berkas itu: catatan dan jamnya tampil pada berkasnya."),
    (NOW, "Sudah waktunya; F7 mencabutnya setelah selesai."),
)
"""What these signs say, explained."""
PROMISE_WORDS = (
    (AT_RISK, "Janji kepada pemohon jatuh hari ini atau hari kerja berikutnya, dan belum diputuskan."),
    (BROKEN, "Tanggal yang dijanjikan kepada pemohon sudah lewat."),
)
"""What these words say, explained."""
FOUND_ROOM = 34
"""So many cells a found row has for the name on the smallest screen."""
_FOUND_BY = {
    FoundBy.OUTSIDE: "no. {}",
    FoundBy.PERMIT: "izin {}",
    FoundBy.PARENT: "lanjutan {}",
    FoundBy.NAME: "{}",
    FoundBy.PHONE: "HP {}",
    FoundBy.NIK: "NIK",
    FoundBy.DOCUMENT: "tanda pengenal",
    FoundBy.TAX: "NIB/NPWP",
    FoundBy.CAME: "kuasa: {}",
}


def found_name(work: WorkRow, typed: str) -> str:
    """The same of a file that was found; first by what, where nothing else of its row says that.

    Of a long name what was typed is in sight: rather the words before it are left out.
    """
    name = listed_name(work)
    if work.found_by is None:
        return _from(name, typed)
    by, told = work.found_by
    return f"{_FOUND_BY[by].format(f'…{told[-4:]}' if by is FoundBy.PHONE else told)} · {name}"


def _from(name: str, typed: str) -> str:
    """The name without the first words for which what was typed would have no room."""
    shown = left = name
    while cells(shown) > FOUND_ROOM and not has_words(fit(shown, FOUND_ROOM), typed):
        _, _, left = left.partition(" ")
        if not has_words(left, typed):
            break
        shown = f"… {left}"
    return shown


def nearest(keys: Iterable[RowKey], wanted: RowKey) -> RowKey:
    """The row of that part of a file; where it is not listed, another part's of the same file."""
    of_file = [key for key in keys if key[0] == wanted[0]]
    return wanted if wanted in of_file else next(iter(of_file), wanted)


def pile_row(
    row: PileRow,
    group: str | None,
    number: str,
    service: str,
    now: int,
    promises: Promises = MappingProxyType({}),
) -> Row[RowKey]:
    """A file on a work list: its number as lists write it, who, what, and its clock.

    `now` (ms UTC) decides what is to be remembered, `promises` which files' fall by tomorrow, or are broken.
    """
    work = row.work
    return Row(
        row.key,
        (number, remembering(promised_name(work, promises), work, now), Cell(service, "redup"), ""),
        group=group,
        countdown=row_clock(row),
    )


UNREADABLE = "TIDAK TERBACA"
"""The group of files whose SOP this program cannot read; what to do is said when one is opened."""

UNDONE_UNASKED = MINUTE
"""What was done no longer ago than this, F9 takes back without a question."""


def undo_word(number: str) -> str:
    """What F9 is called where it would take something back: of which file or number; a long one is cut."""
    return f"Urung {fit(number, 14)}"


def undo_question(act: str, number: str) -> str:
    """The question before an act of some time ago is taken back, naming the file and the act."""
    return f"Urungkan “{act}” pada {number}?"


def step_number(step: Step) -> str:
    """The number printed before the step in its SOP, without the full stop; empty where it has none.

    Of several rows the first and the last. Pariaman's OSS prints it in the text of the activity.
    """
    numbers = [number for row in step.rows if (number := _row_number(row))]
    return "–".join(dict.fromkeys((*numbers[:1], *numbers[-1:])))


def _row_number(row: SopRow) -> str:
    in_text = re.match(r"(\d+)\.", row.activity)
    return row.number.strip().rstrip(".)") or (in_text[1] if in_text else "")


def step_words(step: Step) -> str:
    """`6 Entri data`: the step by its printed number and its name; of the office's own, that it is."""
    own = " (tambahan kantor)" if step.office_addition else ""
    return f"{step_number(step)} {step.name}{own}".strip()


def place_words(procedure: Procedure, place: Step) -> str:
    """The step to which a place belongs, and if it is one of several parts, which."""
    words = step_words(procedure.step(place.sequence))
    return f"{words} · {place.name}" if place.strand else words


def all_of(names: Iterable[str]) -> str:
    """`PUPR`, `ATR/BPN dan PUPR`, `ATR/BPN, PUPR dan DLH`."""
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} dan {last}" if others else last


def fact_words(view: FileView) -> list[tuple[str, str]]:
    """What the SOP's branches have laid down about the file, in its own words: what, and how it stands."""
    known, said = view.procedure.facts, list[tuple[str, str]]()
    for key, value in view.form.facts.items():
        if key in known:
            said.append((known[key].name, known[key].values.get(value, value)))
        elif key == PARENT_FACT:  # told to every follow-up, also where its SOP does not ask for it
            said.append(("Izin induk", "sudah terbit" if value == ISSUED else "tidak terbit"))
        else:
            said.append((key, value))
    return said


def entered(view: FileView) -> list[tuple[str, str]]:
    """What was entered about the file, by the labels and in the order of the forms it was asked for on.

    What was entered in a field that does not apply to it now is left aside.
    """
    fields = {field.key: field for field in (*view.form.fields, *view.fields, *OWN_FIELDS)}
    known = {*fields, *(field.key for field in view.form.every_field)}
    said = [(field.label, field.in_words(view.values.get(key, ""))) for key, field in fields.items()]
    said += [(key, value) for key, value in view.values.items() if key not in known]
    return [(label, value) for label, value in said if value]


def proxy_line(view: FileView) -> str:
    """`Kuasa Budi Contoh · 0812… · surat kuasa ada`; empty where the applicant came."""
    row = view.row
    if row.came_as != PROXY:
        return ""
    seen = "surat kuasa ada" if row.proxy_seen else "surat kuasa belum dilihat"
    return " · ".join(filter(None, [f"Kuasa {row.came_name}", row.came_phone, seen]))


def limit_style(stand: Stand, now: Moment) -> Urgency:
    """How urgent a limit is, as the name of a style."""
    styles: dict[State, Urgency] = {
        State.OVERDUE: "lewat",
        State.LATE: "lewat",
        State.AT_RISK: "mendekati",
        State.RESTING: "lewat" if stand.ran_out(now) else "istirahat",
        State.NOT_STARTED: "redup",
        State.UNKNOWN: "redup",
        State.MET: "aman",
    }
    return styles.get(stand.state(now), "")
