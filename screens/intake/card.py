"""What the right side of Loket 2 says of a number or a file: pure functions to lines of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from loket.text import clean, mask_nik
from screens.widgets.check_list import SIGNS, CheckItem, Mark
from screens.words import limit_line, limit_style, waited

if TYPE_CHECKING:
    from loket.desk.casefile import FileView
    from loket.desk.intake import TicketRow
    from loket.sla import Verdict, WorkingTime

Line = tuple[str, str]
"""Words and how they are drawn: "", redup, tebal, aksen, mendekati, lewat, istirahat."""

_STYLES = {
    "redup": "$loket-muted",
    "tebal": "bold",
    "aksen": "bold $loket-accent",
    "mendekati": "$loket-mendekati",
    "lewat": "bold $loket-lewat",
    "istirahat": "$loket-istirahat",
}

_MARKS: dict[str, Mark] = {sign: sign for sign in SIGNS}


def content(lines: Sequence[Line]) -> Content:
    """The lines as they are drawn; what people typed is never markup."""
    parts = [Content.styled(clean(words, 600), _STYLES.get(style, "")) for words, style in lines]
    return Content("\n").join(parts)


def next_number(ticket: TicketRow | None, first: bool, names: Mapping[str, str], now: int) -> list[Line]:
    """The number that F2 would call, before anything is announced."""
    if ticket is None:
        return [
            ("Tidak ada nomor yang menunggu.", ""),
            ("F7 memberi nomor, atau mendaftarkan berkas yang datang tanpa nomor.", "redup"),
        ]
    lines = [
        (names.get(ticket.service, ticket.service), "tebal"),
        (f"menunggu {waited(now - ticket.issued_at)}", ""),
    ]
    if not first:
        lines.append(("Bukan giliran pertama: ada yang menunggu lebih lama.", "mendekati"))
    return [*lines, ("", ""), ("F2 memanggil nomor ini.", "redup")]


def held_number(
    ticket: TicketRow, matters: Sequence[str], names: Mapping[str, str], time: WorkingTime, now: int
) -> list[Line]:
    """The number that this counter has called or is serving."""
    state, since = ticket.ticket, ticket.ticket.since
    service = (names.get(ticket.service, ticket.service), "tebal")
    if state.standing == "dipanggil":
        times = f" · {state.calls} kali" if state.calls > 1 else ""
        return [
            service,
            (f"dipanggil {time.local(since):%H.%M}{times}, {waited(now - since)} yang lalu", ""),
            ("", ""),
            ("H hadir · L tidak hadir · F3 panggil ulang", "redup"),
        ]
    lines = [service, (f"dilayani sejak {time.local(since):%H.%M} · {waited(now - since)}", "")]
    lines += [(matter, "aksen") for matter in matters]
    return [
        *lines,
        ("", ""),
        (f"F8 daftarkan berkas{' lain' if matters else ''} · F2 selesai", "redup"),
        ("Berkas lama: pilih di MENUNGGU PEMOHON, lalu Enter.", "redup"),
    ]


def issued_number(ticket: TicketRow, names: Mapping[str, str]) -> list[Line]:
    """A number just given at the counter."""
    return [
        (names.get(ticket.service, ticket.service), "tebal"),
        ("Nomor baru: tuliskan untuk pemohon.", ""),
    ]


def file_head(view: FileView, service: str, nik: str = "") -> list[Line]:
    """Who and what; `nik` in full once it was asked for."""
    from loket.sla.words import short_date

    row, who = view.row, view.applicant
    shown = nik or mask_nik(who.nik)
    applicant = " · ".join(filter(None, [who.name, row.company, f"NIK {shown}" if shown else ""]))
    lines = [(f"{row.number} {service} · {row.kind}", "tebal"), (applicant, "")]
    if row.came_as == "kuasa":
        seen = "surat kuasa ada" if row.proxy_seen else "surat kuasa belum dilihat"
        lines.append((" · ".join(filter(None, [f"Kuasa {row.came_name}", row.came_phone, seen])), "redup"))
    more = [f"no. {row.outside_number}" if row.outside_number else ""]
    more += [f"lewat {row.channel}" if row.channel != "loket" else ""]
    if view.returned is not None:
        more.append(f"dikembalikan {short_date(view.time.local(view.returned.at).date())}")
    if any(more):
        lines.append((" · ".join(filter(None, more)), "redup"))
    lines.append((_where(view), "istirahat" if _rests(view) else "redup"))
    return lines


def _rests(view: FileView) -> bool:
    return view.state.open is not None and view.state.open.standing not in ("menunggu", "dikerjakan")


def _where(view: FileView) -> str:
    """Whose hands the file is in, since when."""
    from loket.sla.explain import format_when

    here = view.state.open
    if here is None or view.step is None:
        return f"Selesai: {view.state.outcome or ''}"
    at = format_when(view.time, here.start, view.now)
    who = f" {view.people.get(here.person, '')}" if here.person is not None else ""
    waits = f": {here.waits_for}" if here.waits_for else ""
    number = view.step.row.number.rstrip(".") if view.step.row is not None else ""
    name = f"{number} {view.step.name}".strip()
    return f"{name} · {here.standing.value}{who}{waits} sejak {at}"


def missing_title(view: FileView, items: Sequence[CheckItem]) -> str:
    """`Kekurangan Sel 17 Nov (5 lainnya sudah ada)` for a file that was returned; else what the list is."""
    from loket.sla.words import short_date

    if view.returned is None or not view.returned.missing:
        return "Persyaratan"
    others = sum(item.mark == "ada" and item.id not in view.returned.missing for item in items)
    day = short_date(view.time.local(view.returned.at).date())
    return f"Kekurangan {day} ({others} lainnya sudah ada)"


def check_items(view: FileView) -> list[CheckItem]:
    """The file's requirements, those first that lacked when it was last returned."""
    asked = view.returned.missing if view.returned is not None else ()
    items = sorted(view.checklist, key=lambda item: item.requirement.id not in asked)
    found = []
    for item in items:
        need = item.requirement
        words = need.name if need.obligatory else f"{need.name} (bila ada)"
        found.append(CheckItem(need.id, words, _MARKS.get(item.mark, "periksa"), item.note))
    return found


def limit_lines(view: FileView, now: int, width: int) -> list[Line]:
    """The time that runs for the office's step, as it stands at `now`; the applicant's own is not counted."""
    from loket.flow.limits import LimitKind
    from loket.sla import judge
    from loket.sop.model import Party

    lines: list[Line] = []
    if view.step is None or view.step.party is Party.APPLICANT:
        return lines
    for limit, _ in view.judged:
        if limit.kind not in (LimitKind.STEP, LimitKind.GROUP) or limit.finished:
            continue
        verdict: Verdict = judge(view.time, limit.budget, limit.spans, now, ended=limit.finished)
        words = limit_line(limit, verdict, view.time, now)
        if len(words) > width:
            words = words.replace("Batas langkah", "Batas").replace(" menit ·", " mnt ·")
        lines.append((words, limit_style(verdict)))
    return lines


def hindrance(view: FileView, items: Sequence[CheckItem]) -> str:
    """Why the file cannot go on yet; empty when nothing of the checklist hinders it."""
    from loket.sop.model import Kind

    if view.step is None or view.step.kind is not Kind.COMPLETENESS:
        return ""
    needed = {item.requirement.id for item in view.checklist if item.requirement.obligatory}
    lacking = sum(item.mark == "kurang" for item in items)
    unchecked = sum(item.mark == "periksa" and item.id in needed for item in items)
    parts = [f"{lacking} kurang" if lacking else "", f"{unchecked} belum diperiksa" if unchecked else ""]
    return ", ".join(filter(None, parts))
