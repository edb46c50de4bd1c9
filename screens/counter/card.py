"""What the right side of Loket 2 says of a number or a file: pure functions to lines of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from loket.desk.case.on_form import PRESENT
from loket.desk.intake.cleaning import COUNTER_CHANNEL
from loket.desk.words.deadline import limit_line
from loket.flow.limits import LimitKind
from loket.flow.queue.state import TicketStanding
from loket.sla.words import short_date
from loket.sop.model import Party
from screens.widgets.check_list import CheckRow
from screens.widgets.styles import Line
from screens.wording.lists import in_room, limit_style, proxy_line, waited
from screens.wording.place import Roles, directed, place_line, remembered

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.queue.line import TicketRow
    from loket.flow.countdown import Moment
    from loket.sla import WorkingTime

Names = Callable[[str], str]
"""What the office calls a service, by its id."""


def next_number(
    ticket: TicketRow | None, wanted: str, standing: str, before: TicketRow | None, *, passed: int = 0
) -> list[Line]:
    """The number that F2 would call, before anything is announced; `before`: whose turn it is before it.

    `passed`: how many were passed over.
    """
    if ticket is None:
        left = (f"Tinggal yang dilewati: {passed}. Tunjuk di DILEWATI, lalu F2 memanggilnya.", "mendekati")
        return [
            left if passed else ("Tidak ada nomor yang menunggu.", ""),
            ("F7 memberi nomor, atau mendaftarkan berkas yang datang tanpa nomor.", "redup"),
        ]
    lines: list[Line] = [(wanted, "tebal"), (standing, "")]
    if before is not None:
        lines.append((f"Bukan giliran pertama: {before.number} lebih dulu.", "mendekati"))
    asks = "F2 menanyakan alasannya, lalu memanggil." if before is not None else "F2 memanggil nomor ini."
    return [*lines, ("", ""), (asks, "redup")]


def given_number(
    ticket: TicketRow, following: TicketRow, wanted: str, *, printed: bool = False
) -> list[Line]:
    """A number that was given at this counter just now; F2 calls the one whose turn it is."""
    calls = f"{following.number}, yang lebih dulu di sini" if following.id != ticket.id else "nomor ini"
    return [
        (wanted, "tebal"),
        (f"Nomor baru: {'berikan tiketnya kepada' if printed else 'tuliskan untuk'} pemohon.", ""),
        ("", ""),
        (f"F2 memanggil {calls}.", "redup"),
    ]


def beside_numbers(row: str, enter: str, waiting: Sequence[TicketRow], passed: int) -> list[Line]:
    """The row under the cursor that is no number to be called, what Enter does, and whose turn it is."""
    lines: list[Line] = [(row, "tebal"), (enter, ""), ("", "")]
    if waiting:
        first = f"F2 menunjuk {waiting[0].number}, F2 sekali lagi memanggilnya."
        points = f"{len(waiting)} nomor menunggu. {first}"
        return [*lines, (points, "redup")]
    return [*lines, *next_number(None, "", "", None, passed=passed)]


def of_other_counter(wanted: str, standing: str) -> list[Line]:
    """A number that others call."""
    return [
        (wanted, "tebal"),
        (standing, ""),
        ("", ""),
        ("Dipanggil di loket lain, yang melayani keperluannya.", "redup"),
    ]


def own_number(ticket: TicketRow, matters: Sequence[str], wanted: str, standing: str) -> list[Line]:
    """The number that this counter has called or is serving."""
    lines: list[Line] = [(wanted, "tebal"), (standing, "")]
    if ticket.standing is TicketStanding.CALLED:
        return [*lines, ("", ""), ("H hadir · L tidak hadir · F3 panggil ulang", "redup")]
    lines += [(matter, "aksen") for matter in matters]
    again = [("F3 bila orang atau kuasanya sama.", "redup")] if matters else []
    return [
        *lines,
        ("", ""),
        (f"F8 daftarkan berkas{' lain' if matters else ''} · F2 selesai", "redup"),
        *again,
        ("F2 juga bila pemohon pergi sebelum selesai.", "redup"),
        ("Berkas lama: pilih di MENUNGGU PEMOHON, lalu Enter.", "redup"),
    ]


def colleagues_number(
    ticket: TicketRow, served_by: str, wanted: str, time: WorkingTime, now: int
) -> list[Line]:
    """A number that a colleague has called or is serving; `served_by`: their name and counter."""
    state, since = ticket.ticket.standing, ticket.ticket.since
    return [
        (wanted, "tebal"),
        (f"{state} {served_by}", ""),
        (f"sejak {time.local(since):%H.%M} · {waited(now - since)}", ""),
        ("", ""),
        ("F2 mengambil alih, bila rekan itu tidak di tempat.", "redup"),
    ]


def file_head(view: FileView, roles: Roles, person: int, nik: str = "") -> list[Line]:
    """Who, what, and where it is; `nik`, or another document, in full once it was asked for, in words.

    `person` is who looks.
    """
    row, who = view.row, view.applicant
    applicant = " · ".join(filter(None, [who.name, row.company, nik or who.identity]))
    lines: list[Line] = [(f"{row.number} {view.service_name} · {view.asked_for}", "tebal"), (applicant, "")]
    if proxy := proxy_line(view):
        lines.append((proxy, "redup"))
    more = [f"no. {row.outside_number}" if row.outside_number else ""]
    more += [f"lewat {row.channel}" if row.channel != COUNTER_CHANNEL else ""]
    if view.returned is not None:
        more.append(f"dikembalikan {short_date(view.time.date_of(view.returned.at))}")
    if any(more):
        lines.append((" · ".join(filter(None, more)), "redup"))
    if view.returned is not None and view.returned.reason:
        lines.append((f"Alasan dikembalikan: {' '.join(view.returned.reason.split())}", "mendekati"))
    where = place_line(view, roles, person)
    lines.append((where.text, where.style or "redup"))
    if (said := remembered(view)) is not None:
        lines.append((said.text, said.style))
    lines += [(words, "") for words in directed(view)]
    return lines


def missing_title(view: FileView, items: Sequence[CheckRow]) -> str:
    """`Kekurangan Sel 17 Nov (5 lainnya sudah ada)` for a file that was returned; else what the list is."""
    if view.returned is None or not view.returned.missing:
        return "Persyaratan"
    others = sum(item.mark == PRESENT and item.id not in view.returned.missing for item in items)
    day = short_date(view.time.date_of(view.returned.at))
    return f"Kekurangan {day} ({others} lainnya sudah ada)"


def limit_lines(view: FileView, now: Moment, width: int) -> list[Line]:
    """The time that runs for the office's step, as it stands at `now`; the applicant's own is not counted."""
    lines: list[Line] = []
    if view.step is None or view.step.party is Party.APPLICANT:
        return lines
    for stand in view.running:
        if stand.limit.kind not in (LimitKind.STEP, LimitKind.GROUP):
            continue
        words = in_room(limit_line(stand, view.time, now), width)
        lines.append((words, limit_style(stand, now)))
    return lines
