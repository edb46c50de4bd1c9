"""How values look on a screen: pure functions from what a desk answers to words and cells."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.text import fit
from screens.widgets.work_list import Cell, Row, Urgency

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import PileRow, WorkRow
    from loket.flow.limits import Limit
    from loket.sla import Verdict, WorkingTime
    from loket.sop.model import Step

MINUTE = 60_000
SECOND = 1_000
LAST_MINUTES = 10
TO_COLLECT = "MENUNGGU DIAMBIL"
"""Permits that lie ready for their applicants, on every screen."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """What a row's clock needs: when it is due and the working time up to then, or since when it waits."""

    since: int
    due: int | None
    due_work: int
    near: int = 0
    """From when on it is near, where it is due at all."""
    resting: bool = False
    due_day: int = 0
    """When the day it is due on begins, by the office's clock."""
    due_number: int | None = None
    """Its number on the clock of working days where it is due at closing: such a limit is late by days."""


def countdown(row: PileRow, time: WorkingTime) -> Countdown:
    """The clock of a row, with everything that does not change from second to second worked out."""
    from loket.sla import OutsideHorizon

    due_work = due_day = 0
    due_number = None
    if row.due is not None:
        try:
            due_work, due_day = time.work(row.due), time.instant(time.local(row.due).date())
            day = time.day(row.due)
            due_number = day if time.closing(day) == row.due else None
        except OutsideHorizon:
            return Countdown(row.work.start_at, None, 0)
    return Countdown(row.work.start_at, row.due, due_work, row.near or 0, row.rests, due_day, due_number)


def left(ms: int, day: int = 0) -> str:
    """Working time left: `3 mnt 20 dtk` in the last ten minutes, `34 mnt`, `5 jam 12 mnt`; `LEWAT 5 jam`.

    From two working days of `day` ms on in these. Never like a time of day: 09.18 is when, not how long.
    """
    late, ms = ms < 0, abs(ms)
    minutes, seconds = ms // MINUTE, ms % MINUTE // SECOND
    if not minutes:
        text = f"{seconds} dtk"
    elif minutes < LAST_MINUTES and not late:
        text = f"{minutes} mnt {seconds:02} dtk"
    elif minutes < 60:
        text = f"{minutes} mnt"
    elif day and ms >= 2 * day:
        text = f"{ms // day} hari kerja"
    else:
        text = f"{minutes // 60} jam" if late or minutes >= 10 * 60 else full(ms)
    return f"LEWAT {text}" if late else text


def full(ms: int) -> str:
    """A length of time to the minute, for tables whose lines add up: `11 mnt`, `2 jam 5 mnt`, `40 jam`."""
    hours, minutes = divmod(ms // MINUTE, 60)
    words = [f"{hours} jam" if hours else "", f"{minutes} mnt" if minutes or not hours else ""]
    return " ".join(filter(None, words))


def waited(ms: int) -> str:
    """How long something waits, by the clock on the wall: `12 mnt`, `3 jam`, `2 hari`."""
    minutes = max(0, ms) // MINUTE
    if minutes < 60:
        return f"{minutes} mnt"
    hours = minutes // 60
    return f"{hours} jam" if hours < 24 else f"{hours // 24} hari"


def countdown_cell(clock: Countdown, time: WorkingTime, now: int, now_work: int) -> Cell:
    """The cell of a row's clock at `now`; `now_work`: working time at now, reckoned once for all rows."""
    if clock.resting:
        return Cell(waited(now - clock.since), "istirahat")
    if clock.due is None:
        return Cell(waited(now - clock.since), "redup")
    remaining = clock.due_work - now_work
    if now > clock.due:
        return Cell(_late(clock, time, now, remaining), "lewat")
    words = _due_day(time, clock.due) if now < clock.due_day else left(remaining)
    return Cell(words, "mendekati" if now >= clock.near else "")


def _late(clock: Countdown, time: WorkingTime, now: int, remaining: int) -> str:
    """By how much it is late: in days where it was due at closing, as the file itself says it."""
    from loket.sla import OutsideHorizon

    if clock.due_number is None:
        return left(min(-1, remaining), time.usual_day).removesuffix(" kerja")
    try:
        days = time.day(now) - clock.due_number
    except OutsideHorizon:
        return "LEWAT"
    return f"LEWAT {days} hari" if days else "LEWAT"


def _due_day(time: WorkingTime, due: int) -> str:
    from loket.sla.words import short_date

    return short_date(time.local(due).date())


_BUSINESS_FORM = re.compile(r"(PT|CV|UD)\b\.?\s*(.+)", re.IGNORECASE)


def listed_name(work: WorkRow) -> str:
    """Who applies, as lists say it: `Contoh Graha, UD`, since what tells names apart is not cut first."""
    name = work.company or work.applicant
    form = _BUSINESS_FORM.fullmatch(work.company)
    return f"{form[2]}, {form[1]}" if form else name


def pile_row(row: PileRow, time: WorkingTime, group: str | None, number: str, service: str) -> Row:
    """A file on a work list: its number as lists write it, who, what, and its clock."""
    work = row.work
    mark = "! " if work.trouble else ""
    return Row(
        work.file_id,
        (number, Cell(f"{mark}{listed_name(work)}"), Cell(service, "redup"), ""),
        group=group,
        countdown=countdown(row, time),
    )


UNREADABLE = "TIDAK TERBACA"
"""The group of files whose SOP this program cannot read; what to do is said when one is opened."""

UNDONE_UNASKED = MINUTE
"""What was done no longer ago than this, F9 takes back without a question."""


def undo_word(number: str) -> str:
    """What F9 is called where it would take something back: the word and whose; a long number is cut."""
    return f"Urung {fit(number, 14)}"


def undo_question(act: str, number: str) -> str:
    """The question before an act of some time ago is taken back, naming the file and the act."""
    return f"Urungkan “{act}” pada {number}?"


def step_number(step: Step) -> str:
    """The number printed before the step in its SOP, without the full stop; empty where it has none.

    Pariaman's OSS prints it in the text of the activity.
    """
    if step.row is None:
        return ""
    in_text = re.match(r"(\d+)\.", step.row.activity)
    return step.row.number.strip().rstrip(".") or (in_text[1] if in_text else "")


def step_words(step: Step) -> str:
    """`6 Entri data`: the step by its printed number and its name; of the office's own, that it is."""
    own = " (tambahan kantor)" if step.office_addition else ""
    return f"{step_number(step)} {step.name}{own}".strip()


def fact_words(view: FileView) -> list[tuple[str, str]]:
    """What the SOP's branches have laid down about the file, in its own words: what, and how it stands."""
    known = view.procedure.facts
    return [
        (known[key].name, known[key].values.get(value, value)) if key in known else (key, value)
        for key, value in view.state.facts.items()
    ]


def entered(view: FileView) -> list[tuple[str, str]]:
    """What was entered about the file, by the labels and in the order of the forms it was asked for on."""
    from loket.desk.case.readiness import HANDOVER_FIELDS

    labels = {field.key: field.label for field in (*view.form_fields, *view.fields, *HANDOVER_FIELDS)}
    in_order = [*(key for key in labels if key in view.values), *(k for k in view.values if k not in labels)]
    return [(labels.get(key, key), view.values[key]) for key in in_order if view.values[key]]


def proxy_line(view: FileView) -> str:
    """`Kuasa Budi Contoh · 0812… · surat kuasa ada`; empty where the applicant came."""
    from loket.desk.intake.registration import PROXY

    row = view.row
    if row.came_as != PROXY:
        return ""
    seen = "surat kuasa ada" if row.proxy_seen else "surat kuasa belum dilihat"
    return " · ".join(filter(None, [f"Kuasa {row.came_name}", row.came_phone, seen]))


def running(view: FileView, now: int | None = None) -> list[tuple[Limit, Verdict]]:
    """The limits that still run, each judged at `now` (as the file was read, where none is given)."""
    from loket.sla import judge

    found = [(limit, verdict) for limit, verdict in view.judged if not limit.finished]
    if now is None or now <= view.now:
        return found
    return [(limit, judge(view.time, limit.budget, limit.spans, now, ended=False)) for limit, _ in found]


def limit_line(limit: Limit, verdict: Verdict, time: WorkingTime, now: int) -> str:
    """`Batas 10 menit · sisa 34 menit · paling lambat 09.18`, or why no time runs; a step names its time."""
    from loket.flow.limits import LimitKind

    if applicants_own(limit):
        return f"Waktu pemohon {limit.text}, tidak dihitung atas kantor"
    name = LIMIT_NAMES[limit.kind.value]
    full = f"{name} {limit.text}" if limit.kind is LimitKind.STEP else name
    return " · ".join(filter(None, [full, *_standing(limit, verdict, time, now)]))


LEGAL_LAPSE = (
    "Batas waktu keputusan terlampaui — dapat dianggap dikabulkan secara hukum (UU 30/2014 Ps 53)."
    " Segera laporkan kepada pimpinan."
)


def legal_lapse(view: FileView, now: int | None = None) -> str:
    """The warning on a file whose legal line ran out before it was decided, even while it rests; else empty.

    It is a warning and no more: the program itself neither grants anything nor changes the file.
    """
    from loket.flow.limits import LimitKind

    lapsed = (verdict.exceeded for limit, verdict in running(view, now) if limit.kind is LimitKind.LEGAL)
    return LEGAL_LAPSE if any(lapsed) else ""


def applicants_own(limit: Limit) -> bool:
    """Whether the time is the applicant's alone: shown, and never counted against the office."""
    from loket.sop.model import Party

    return limit.parties == {Party.APPLICANT}


def _standing(limit: Limit, verdict: Verdict, time: WorkingTime, now: int) -> list[str]:
    from loket.flow.limits import LimitKind
    from loket.sla import Clock, State
    from loket.sla.explain import format_when

    left_over = f"sisa {amount(limit, verdict.remaining)}"
    match verdict.state:
        case State.NOT_STARTED:
            return ["dihitung sejak diambil"]
        case State.RESTING:
            return [_overdue(limit, verdict, time, now) if verdict.exceeded else left_over, "waktu berhenti"]
        case State.UNKNOWN:
            return ["batas waktu belum dapat dihitung"]
        case State.MET:
            return [f"selesai tepat waktu, terpakai {amount(limit, verdict.used)}"]
        case State.LATE:
            return [f"selesai TERLAMBAT, terpakai {amount(limit, verdict.used)}"]
    due = f"paling lambat {format_when(time, verdict.due, now)}" if verdict.due is not None else ""
    if verdict.estimated:
        due += " (perkiraan)"
    if verdict.state is State.OVERDUE:
        return [_overdue(limit, verdict, time, now), due]
    if limit.budget.clock is not Clock.WORK:
        return [due]
    return [left_over] if limit.kind is LimitKind.WHOLE else [left_over, due]


def _overdue(limit: Limit, verdict: Verdict, time: WorkingTime, now: int) -> str:
    """How late it is, from when it ran out, as a list says it too; nothing on the evening of its last day."""
    from loket.sla import Clock, OutsideHorizon

    remaining = verdict.remaining
    if limit.budget.clock is not Clock.WORK:
        return f"LEWAT {amount(limit, -remaining)}" if remaining else "LEWAT"
    with suppress(OutsideHorizon):
        remaining = time.work(verdict.ran_out or now) - time.work(now)
    return left(min(-1, remaining), time.usual_day)


LIMIT_NAMES = {
    "langkah": "Batas",
    "kelompok": "Batas bersama",
    "keseluruhan": "Seluruh SOP",
    "gangguan": "Batas gangguan",
    "hukum": "Batas hukum",
}


def limit_style(verdict: Verdict) -> Urgency:
    """How urgent a limit is, as the name of a style."""
    from loket.sla import State

    styles: dict[State, Urgency] = {
        State.OVERDUE: "lewat",
        State.LATE: "lewat",
        State.AT_RISK: "mendekati",
        State.RESTING: "istirahat",
        State.NOT_STARTED: "redup",
        State.UNKNOWN: "redup",
        State.MET: "aman",
    }
    return "lewat" if verdict.state is State.RESTING and verdict.exceeded else styles.get(verdict.state, "")


def amount(limit: Limit, value: int) -> str:
    """A used or remaining amount in the limit's own unit."""
    from loket.sla import Clock
    from loket.sla.words import format_working

    if limit.budget.clock is Clock.WORK:
        return left(value) if 0 <= value < LAST_MINUTES * MINUTE else format_working(value)
    return f"{value} {limit.budget.clock.value.replace('_', ' ')}"
