"""A file as pages of text: its head, its way through the SOP, its history, times, limits, papers and data.

Pure functions from what a desk read to lines; the screen `case` puts them into a pager.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rich.text import Text

from loket.desk.case.attachments import KINDS
from loket.desk.case.fields import permit_words
from loket.desk.case.file_view import FileView
from loket.desk.case.on_form import LACKING, PRESENT, UNCHECKED
from loket.desk.intake.doubt import IN_PERSON
from loket.desk.words.deadline import SINCE, legal_lapse, limit_line
from loket.flow.accounts import Account, spent
from loket.flow.acts import Choose, Event, Note, Skip, ending
from loket.flow.countdown import Moment, Stand, moment
from loket.flow.limits import Limit
from loket.flow.state import Interval
from loket.lengths import MINUTE
from loket.office.model import Office
from loket.sla.explain import format_when
from loket.sla.words import short_length
from loket.sop.model import Direction, Milestone, Party, Step
from loket.text import WHOLE, capitalized, clean, fit, pad, uncapitalized
from screens.widgets.check_list import SIGNS
from screens.widgets.styles import Inks, line
from screens.wording.history import event_words, place_of, undone
from screens.wording.lists import entered, fact_words, limit_style, step_number, step_words
from screens.wording.place import IN_HEAD, because, related_words, remembered, standing_lines
from screens.wording.requirements import check_items

HERE = "▸"
"""Before the step at which a file is, on its way."""
Explained = tuple[tuple[Stand, tuple[str, ...]], ...]
_STEP, _WORDS = 46, 24


def head(view: FileView, office: Office, ink: Inks, now: Moment, size: tuple[int, int]) -> list[Text]:
    """Number, service, applicant, whose desk, since when, why it rests, warning and nearest limit.

    `size`: the width, and how many lines there are: what the others leave a reason may have.
    """
    row, applicant = view.row, view.applicant
    person = [applicant.company, applicant.name, applicant.identity, *applicant.phones]
    lines = [
        line((f"{row.number}  {view.service_name}", "bold"), f" · {view.asked_for}"),
        line(" · ".join(clean(part) for part in person if part)),
    ]
    if view.step is not None:
        lines.append(line(f"Langkah {step_words(view.procedure.step(view.step.sequence))}"))
    for standing in standing_lines(view, office.roles):
        lines.append(line((clean(standing.text, 400), ink[standing.style])))
    if (said := remembered(view)) is not None:
        lines.append(line((said.text, ink[said.style])))
    at = len(lines)
    if permit := permit_words(view.values):
        lines.append(line((clean(f"Izin terbit: {permit}"), "bold")))
    if lapse := legal_lapse(view.running, now):
        lines.append(line((lapse, ink["lewat"])))
    if (stand := view.first_due) is not None:
        lines.append(line((limit_line(stand, view.time, now), ink[limit_style(stand, now)])))
    lines += _related(view, ink)
    width, most = max(1, size[0]), size[1] - 1  # lines end at words: one more may be needed
    room = (most - sum(-(-text.cell_len // width) for text in lines)) * width
    reasons = [line((words, ink["istirahat"])) for words in because(view, max(room, IN_HEAD))]
    return [*lines[:at], *reasons, *lines[at:]]


def _related(view: FileView, ink: Inks) -> list[Text]:
    return [
        line(f"{what} · {stands}", ("   Enter membukanya", ink["redup"]))
        for _, what, stands in related_words(view)
    ]


_MOST_LEFT = 3
"""So many other files are named that still say what was put right."""


def correcting(view: FileView) -> str:
    """What it is called to put right what was registered of this file."""
    return "Ralat data" if view.state.is_decided else "Perbaiki data"


def still_old(numbers: Sequence[str]) -> str:
    """That other files still say what was put right: each is put right by itself."""
    named = ", ".join(numbers[:_MOST_LEFT])
    more = f" dan {len(numbers) - _MOST_LEFT} lagi" if len(numbers) > _MOST_LEFT else ""
    return f"Berkas {named}{more} masih memakai data lama; perbaiki juga di sana." if numbers else ""


# the way through the SOP


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the SOP as this file met it: `sign` and `words` say done, skipped, now or ahead."""

    step: Step
    sign: str
    words: str
    visits: tuple[tuple[Interval, ...], ...]


def way(view: FileView) -> list[Stop]:
    """Every step of the procedure in its order, with the file's visits to it."""
    by_step: dict[int, dict[tuple[int, int], list[Interval]]] = {}
    for interval in view.state.intervals:
        stretch = by_step.setdefault(interval.step, {})
        stretch.setdefault((interval.visit, interval.strand), []).append(interval)
    reached = max(by_step, default=0)
    stops = []
    for step in view.procedure.steps:
        visits = tuple(tuple(stretch) for stretch in by_step.get(step.sequence, {}).values())
        sign, words = _sign(view, step, visits, reached)
        stops.append(Stop(step, sign, words, visits))
    return stops


def _sign(
    view: FileView, step: Step, visits: tuple[tuple[Interval, ...], ...], reached: int
) -> tuple[str, str]:
    here = view.here
    if here is not None and here.step == step.sequence:
        return HERE, "sekarang" if here.visit == 1 else f"sekarang, kali ke-{here.visit}"
    if visits and visits[-1][-1].ended_by == ending(Skip):
        return "–", "tidak diperlukan"
    if visits:
        times = max(stretch[-1].visit for stretch in visits)
        if any(stretch[-1].visit == times and _went_back(view, stretch[-1]) for stretch in visits):
            return "↩", "dikembalikan" if times == 1 else f"dikembalikan, kali ke-{times}"
        return "✓", "selesai" if times == 1 else f"selesai, {times} kali"
    if step.before_registration:
        return "·", "sebelum pendaftaran"
    if here is None or step.sequence < reached:
        return "·", "tidak singgah" if step.passes else "tidak dilalui"
    return "○", "nanti"


def _went_back(view: FileView, last: Interval) -> bool:
    """Whether the file left the step there for its applicant or an earlier desk."""
    branch = view.procedure.at(last.step, last.strand).branch(last.ended_by)
    return branch is not None and branch.direction in (Direction.RETURN, Direction.BACK)


def way_lines(view: FileView, ink: Inks, width: int) -> list[Text]:
    """A line for each step, beneath it one for each visit; where there is room, the sign in words too."""
    styles = {HERE: "bold", "✓": "", "↩": "", "–": ink["redup"], "·": ink["redup"], "○": ink["redup"]}
    lines: list[Text] = []
    for stop in way(view):
        name = f"{stop.sign} {step_number(stop.step):>3}  {stop.step.name}"
        if width < _STEP + _WORDS:
            lines.append(line((name, styles[stop.sign])))
        else:
            lines.append(line((pad(name, _STEP), styles[stop.sign]), (f"  {stop.words}", ink["redup"])))
        for visit in stop.visits:
            lines.append(line((f"       {_visit(view, visit)}", ink["redup"])))
    return lines


def _visit(view: FileView, visit: tuple[Interval, ...]) -> str:
    workers = dict.fromkeys(_worker(view, i) for i in visit)
    start, end = visit[0].start, visit[-1].end
    until = format_when(view.time, end, view.now) if end is not None else "sekarang"
    span = f"{format_when(view.time, start, view.now)} – {until}"
    place = view.procedure.at(visit[0].step, visit[0].strand)
    part = place.name if place.strand else ""
    return " · ".join(filter(None, [part, span, clean(", ".join(filter(None, workers)))]))


def _worker(view: FileView, here: Interval) -> str:
    """Who had the file, and whether only to record what others did."""
    name = view.people.get(here.person or 0, "")
    step = view.procedure.at(here.step, here.strand)
    recording = here.person is not None and here.role in step.recording_roles(here.sign_off)
    return f"{name} (mencatat)" if name and recording else name


# history


def history_lines(view: FileView, ink: Inks) -> list[Text]:
    """What happened, newest first, under the step where it happened; what was undone stays readable."""
    taken_back = undone(view)
    told: list[tuple[int | None, Text]] = []  # each with the step where it happened
    step: int | None = None
    told_before, times = "", 1
    for at, event in enumerate(view.events):
        place = place_of(view, at)
        step = place.step if place is not None else step
        words = _event_words(view, at, event, place)
        times = times + 1 if isinstance(event.act, Note) and words == told_before else 1
        if times > 1:
            told.pop()
        told_before = words
        told.append((step, _event_line(view, event, words, times, event.seq in taken_back, ink)))
    lines: list[Text] = []
    for step, happened in groupby(reversed(told), key=itemgetter(0)):
        heading = f"Langkah {step_words(view.procedure.step(step))}" if step is not None else "Pendaftaran"
        lines.append(line((heading, ink["judul"])))
        lines += [words for _, words in happened]
    came = _came_before(view)
    return [*lines, line(came)] if came else lines


def _event_words(view: FileView, at: int, event: Event, place: Interval | None) -> str:
    step = view.procedure.at(place.step, place.strand) if place is not None else None
    return clean(" · ".join((event_words(view, at), *_declared_by(view, event, step))), WHOLE)


def _declared_by(view: FileView, event: Event, step: Step | None) -> list[str]:
    """What the file was declared to be for the first time by an act."""
    branch = step.branch(event.act.branch) if step is not None and isinstance(event.act, Choose) else None
    declared = branch.declared if branch is not None else ()
    return [SINCE[mark] for mark, at in _declared(view) if mark in declared and at == event.at]


def _event_line(view: FileView, event: Event, words: str, times: int, undone: bool, ink: Inks) -> Text:
    """One act; the same note several times in a row is one line that says how often."""
    when = pad(format_when(view.time, event.at, view.now), 16)
    often = f" ({times} kali)" if times > 1 else ""
    back = " (diurungkan)" if undone else ""
    quiet = ink["redup"] if undone or isinstance(event.act, Note) else ""
    return line((f"  {when}  ", ink["redup"]), (f"{words}{often}{back}", quiet))


# times

_PARTIES = {Party.OFFICE: "Kantor", Party.APPLICANT: "Pemohon", Party.AGENCY: "Pihak lain"}
_ACCOUNTS = {
    Account.WAITED: "Kantor, menunggu di meja",
    Account.WORKED: "Kantor, dikerjakan",
    Account.TROUBLE: "Kantor, gangguan",
    Account.APPLICANT: "Pemohon",
    Account.AGENCY: "Pihak lain",
}


def time_lines(view: FileView, ink: Inks) -> list[Text]:
    """A table of accounts, then the whole: to the minute, and the sum of the lines as they stand there."""
    accounts = spent(view.state.intervals, view.time, view.now)
    lines = [line((f"{'':30}{'jam kerja':>17}{'menurut jam dinding':>21}", ink["redup"]))]
    for account in accounts:
        quiet = ink["redup"] if not account.elapsed else ""
        lines.append(
            line((_account_line(_ACCOUNTS[account.account], account.working, account.elapsed), quiet))
        )
    known = [_minutes(account.working) for account in accounts if account.working is not None]
    working = sum(known) if len(known) == len(accounts) else None
    elapsed = sum(_minutes(account.elapsed) for account in accounts)
    lines.append(line(("─" * 68, ink["redup"])))
    lines.append(line((_account_line("Seluruhnya", working, elapsed), "bold")))
    if came := _came_before(view):
        lines += [line(""), line(f"Belum termasuk: {uncapitalized(came)}")]
    return lines


def _came_before(view: FileView) -> str:
    """When and how an application came that was registered later; empty where both were at once."""
    at, registered = view.row.arrived_at, view.events[0].at
    if registered - at < MINUTE:
        return ""
    when = format_when(view.time, registered, view.now)
    came = format_when(view.time, at, view.now)
    return f"Diterima {came} lewat {view.row.channel}, didaftarkan {when}."


def _account_line(name: str, working: int | None, elapsed: int) -> str:
    words = "di luar kalender" if working is None else short_length(working)
    return f"{name:<30}{words:>17}{short_length(elapsed) if elapsed else '–':>21}"


def _minutes(ms: int) -> int:
    """Without the started minute, as `short_length` writes it."""
    return ms - ms % MINUTE


# limits


def limit_lines(view: FileView, explained: Explained, ink: Inks) -> list[Text]:
    """Each limit with its verdict and, beneath it, its arithmetic interval by interval."""
    lines: list[Text] = []
    now = moment(view.time, view.now)
    for stand, arithmetic in explained:
        style = ink[limit_style(stand, now)]
        lines.append(line((limit_line(stand, view.time, now), style or "bold")))
        lines.append(line((f"    {_counted_for(view, stand.limit)}", ink["redup"])))
        lines += [line(f"    {words}") for words in arithmetic]
        lines.append(line(""))
    return lines or [line(("SOP tidak menyebut batas waktu untuk keadaan berkas ini.", ink["redup"]))]


def _counted_for(view: FileView, limit: Limit) -> str:
    """What the limit allows, where and from when it counts, and on whose account."""
    numbers = [view.procedure.step(at) for at in limit.steps]
    printed = [step_number(step) or str(step.sequence) for step in numbers]
    if len(printed) > 2:
        printed = [f"{printed[0]}–{printed[-1]}"]
    where = f"langkah {' dan '.join(printed)}" if printed else ""
    whose = "atas waktu " + " dan ".join(_PARTIES[p].lower() for p in Party if p in limit.parties)
    since = f"sejak {SINCE[limit.since]}" if limit.since is not None else ""
    return " · ".join(filter(None, [f"Waktu {limit.text}", where, since, whose]))


# papers and data

_STYLES: dict[str, str] = {PRESENT: "aman", LACKING: "lewat", UNCHECKED: "redup"}


def requirement_lines(view: FileView, ink: Inks) -> list[Text]:
    """Each requirement with its mark in sign and word, and the note on it."""
    lines = []
    for item in check_items(view):
        note = f": {item.note}" if item.note else ""
        text = clean(f"{item.text}{note}", WHOLE)
        lines.append(line((f"{SIGNS[item.mark]} {item.mark:<8}", ink[_STYLES[item.mark]]), text))
    return lines or [line(("Layanan ini belum punya daftar persyaratan.", ink["redup"]))]


def attachment_lines(view: FileView, ink: Inks) -> list[Text]:
    """Each scan or other paper: its name, then what it is, when and by whom it was attached."""
    lines = []
    for each in view.attached:
        size = f"{max(1, round(each.contents.size / 1024))} KB"
        by = view.people.get(each.person or 0, "folder lampiran")
        kind = KINDS.get(each.contents.type, each.contents.type)
        about = f" · {kind} {size} · {format_when(view.time, each.at, view.now)} · {by}"
        lines.append(
            line((f"ke-{each.blob}  ", ink["redup"]), clean(each.name, WHOLE), (about, ink["redup"]))
        )
    return lines or [line(("Belum ada lampiran.", ink["redup"]))]


def data_lines(view: FileView, ink: Inks) -> list[Text]:
    """How the file came in, what was entered, and the facts of the SOP."""
    row, applicant = view.row, view.applicant
    came = "pemohon sendiri"
    if row.came_as != IN_PERSON:
        seen = "surat kuasa dilihat" if row.proxy_seen else "surat kuasa belum dilihat"
        identity = view.came.identity if view.came is not None else ""
        came = " · ".join(filter(None, [f"{row.came_as} {row.came_name}", identity, row.came_phone, seen]))
    pairs = [
        ("Diterima", f"{format_when(view.time, row.arrived_at, view.now)} lewat {row.channel}"),
        *((capitalized(SINCE[mark]), format_when(view.time, at, view.now)) for mark, at in _declared(view)),
        ("SOP", view.procedure.name),
        ("Nomor luar", row.outside_number),
        ("Yang datang", came),
        ("Pemohon", applicant.name),
        ("Perusahaan", row.company or applicant.company),
        ("Telepon", " · ".join(applicant.phones)),
        ("Alamat", applicant.address),
    ]
    return [
        *_table("Pendaftaran", pairs, ink),
        *_table("Data yang diisi", entered(view), ink),
        *_table("Ketetapan menurut SOP", fact_words(view), ink),
    ]


def _declared(view: FileView) -> list[tuple[Milestone, int]]:
    """What the file was declared to be, and when that was first done."""
    state = view.state
    declared = ((Milestone.COMPLETE, state.complete_at), (Milestone.CORRECT, state.correct_at))
    return [(milestone, at) for milestone, at in declared if at is not None]


def _table(title: str, pairs: Iterable[tuple[str, str]], ink: Inks) -> list[Text]:
    filled = [(clean(label), clean(value, WHOLE)) for label, value in pairs if value]
    if not filled:
        return []
    width = min(28, max(len(label) for label, _ in filled)) + 2
    rows = [line((f"  {pad(fit(label, width - 2), width)}", ink["redup"]), value) for label, value in filled]
    return [line((title, ink["judul"])), *rows, line("")]


def by_section(view: FileView, explained: Explained, ink: Inks, width: int) -> Mapping[str, list[Text]]:
    """All pages of the file by the section's id."""
    return {
        "riwayat": history_lines(view, ink),
        "jalan": way_lines(view, ink, width),
        "waktu": time_lines(view, ink),
        "batas": limit_lines(view, explained, ink),
        "syarat": requirement_lines(view, ink),
        "data": data_lines(view, ink),
        "lampiran": attachment_lines(view, ink),
    }
