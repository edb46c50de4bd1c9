"""Hari libur: by year; one added, changed, moved or taken out, a decree's list pasted or imported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loket.dates import DATE_FORMS, read_date
from loket.desk.calendar import days, history
from loket.desk.calendar.day_words import change_lines, day_kind, day_line
from loket.desk.calendar.days import NO_LIST, OVERRIDE, DayRow, HolidayList
from loket.desk.calendar.list_words import list_lines
from loket.desk.calendar.move_words import moves_told
from loket.office.pasted_days import Unread, read_pasted
from loket.office.reading import ProfileFaults
from loket.sla.calendar import HOLIDAY_KINDS, HOLIDAY_STATUS, Holiday
from loket.sla.words import short_date
from loket.text import capitalized
from screens.admin.documents import moved_lines, to_tell
from screens.admin.page import (
    NO,
    YES,
    Blank,
    Deed,
    Faulty,
    Filling,
    Item,
    Listing,
    Now,
    Page,
    Prepared,
    Typed,
)
from screens.widgets.columns import Column

_KINDS = [(kind, capitalized(kind.replace("_", " "))) for kind in HOLIDAY_KINDS]
_STATUS = [(status, capitalized(status)) for status in HOLIDAY_STATUS]
_DECREE = "Keputusan yang menetapkannya, misalnya SKB 3 Menteri 2026."
_NO_DATE = f"Bukan tanggal. Tulis {DATE_FORMS}."
_NO_MOVES = "Tidak ada batas waktu yang bergeser"
UNCHANGED = "Sudah tercatat; tidak ada yang berubah."


def read(now: Now) -> Listing:
    """The days off: those of this year and later first, then those of years before."""
    today = now.desk.working_time().date_of(now.desk.now())
    every = [day for day in days.days(now.desk, date.min, date.max) if day.kind != OVERRIDE]
    old = [day for day in every if int(day.date[:4]) < today.year]
    new = [day for day in every if int(day.date[:4]) >= today.year]
    deeds = (
        Deed("f3", "Tambah", does="add", fill=lambda: _adding(now)),
        Deed("f7", "Tempel daftar dari SKB atau lembar kerja", does="more", fill=lambda: _pasting(now)),
        Deed("f7", "Impor dari berkas CSV", does="more", fill=lambda: _importing(now)),
        history_deed(now),
    )
    coming = next((id_of(day) for day in new if day.date >= today.isoformat()), "")
    return Listing([_item(now, day) for day in (*new, *old)], deeds, coming)


NEWEST = 100


def history_deed(now: Now) -> Deed:
    """What was changed of the calendar."""

    def tells() -> Sequence[str]:
        time = now.desk.working_time()
        return [line for change in history.history(now.desk, NEWEST) for line in history.told(change, time)]

    return Deed("f7", "Riwayat kalender", does="more", tells=tells)


def id_of(day: DayRow) -> str:
    """By what a row is known."""
    return f"{day.date}/{day.kind}"


def _item(now: Now, day: DayRow) -> Item:
    estimate = day.status == HOLIDAY_STATUS[1]
    when = short_date(date.fromisoformat(day.date), year=True)
    sure = [Deed("f8", "Ditetapkan", does="decree", fill=lambda: _decreeing(now, day))] if estimate else []
    return Item(
        id_of(day),
        (short_date(date.fromisoformat(day.date)), day.name, day_kind(day), "±" if estimate else ""),
        (
            f"{when}: {day.name}{' (perkiraan)' if estimate else ''}",
            capitalized(day_kind(day)),
            f"Dasar: {day.decree or 'belum ditulis'}",
        ),
        (
            Deed("f4", "Ubah", does="change", fill=lambda: _changing(now, day)),
            Deed(
                "f6", "Hapus", does="remove", prepare=lambda: changed(now, (), (day,), f"{day.name} dihapus.")
            ),
            *sure,
        ),
        group=day.date[:4],
    )


def changed(
    now: Now,
    rows: Sequence[DayRow],
    without: Sequence[DayRow],
    said: str,
    listed: HolidayList = NO_LIST,
) -> Prepared:
    """A change of the calendar, told before with what it takes the place of and deadlines that it moves.

    Raises CalendarFault, OtherDay, and DayThere where somebody enters the same day meanwhile.
    """
    known = days.days(now.desk, date.min, date.max)
    entered = tuple(row for row in rows if row not in known)
    without = (*(row for row in without if row not in rows), *days.in_place(known, entered))
    change = days.foresee(now.desk, rows, without=without, listed=listed)
    if not (change.entries or change.taken_out or change.opened):
        return Prepared(lambda _: UNCHANGED)

    def do(reason: str) -> str:
        done = days.change_days(now.desk, now.who, rows, without=without, listed=listed, reason=reason)
        moved = f" Batas waktu {done.files} berkas bergeser." if done.moved else ""
        return f"{said}{moved}{to_tell(done.moved)}"

    told = list_lines(known, entered, listed, change) if listed.days else change_lines(entered, change)
    lines = (*told, *moved_lines(now, change.moved))
    return Prepared(do, lines, why=True, moves=moves_told(change.moved) or _NO_MOVES)


def _fields(day: DayRow | None = None) -> tuple[Blank, ...]:
    day = day or DayRow("", HOLIDAY_KINDS[0], "")
    when = f"{date.fromisoformat(day.date):%d-%m-%Y}" if day.date else ""
    return (
        Blank("date", "Tanggal", value=when, hint=f"{DATE_FORMS}. Mengubahnya memindahkan hari itu."),
        Blank("name", "Nama", value=day.name),
        Blank("kind", "Jenis", "choice", day.kind, _KINDS),
        Blank("decree", "Dasar", value=day.decree, hint=_DECREE),
        Blank("status", "Status", "choice", day.status, _STATUS, hint="Perkiraan: batas waktu bertanda ±."),
    )


def _row(typed: Typed) -> DayRow:
    """The day that was typed. Raises Faulty."""
    day, wrong = read_date(typed["date"]), dict[str, str]()
    if day is None:
        wrong["date"] = _NO_DATE
    if not typed["name"]:
        wrong["name"] = "Nama hari libur belum diisi."
    if day is None or wrong:
        raise Faulty(wrong)
    return days.holiday_row(Holiday(day, typed["kind"], typed["name"], typed["decree"], typed["status"]))


def _decree(typed: Typed) -> str:
    """The decree that was named. Raises Faulty."""
    if not typed["decree"]:
        raise Faulty({"decree": "Dasar penetapannya belum diisi."})
    return typed["decree"]


def _adding(now: Now) -> Filling:
    def prepare(typed: Typed) -> Prepared:
        row = _row(typed)
        return changed(now, (row,), (), f"{row.name} dicatat.")

    return Filling("Hari libur baru", _fields(), prepare)


def _changing(now: Now, day: DayRow) -> Filling:
    def prepare(typed: Typed) -> Prepared:
        row = _row(typed)
        return changed(now, (row,), (day,), f"{row.name} diubah.")

    return Filling(day_line(day), _fields(day), prepare)


def _decreeing(now: Now, day: DayRow) -> Filling:
    field = Blank("decree", "Dasar", hint=_DECREE)

    def prepare(typed: Typed) -> Prepared:
        row = DayRow(day.date, day.kind, day.name, _decree(typed))
        return changed(now, (row,), (day,), f"{day.name} ditetapkan.")

    return Filling(day_line(day), (field,), prepare)


_WHOLE = Blank(
    "whole",
    "Daftar lengkap",
    "flag",
    NO,
    hint="Ya: tahunnya dibuka; perkiraan dan hari yang tidak ada lagi dalam daftar itu dicabut.",
)


def _pasting(now: Now) -> Filling:
    fields = (
        Blank("list", "Daftar", "lines", hint="Tempel di sini: satu hari sebaris; judul SKB boleh ikut."),
        Blank("year", "Tahun", "number", hint="Bila baris dan judulnya tanpa tahun: “1 Januari Tahun Baru”."),
        Blank("kind", "Jenis", "choice", HOLIDAY_KINDS[0], _KINDS, hint="Judul “CUTI BERSAMA” mengubahnya."),
        Blank("decree", "Dasar", hint=_DECREE),
        Blank("status", "Status", "choice", HOLIDAY_STATUS[0], _STATUS),
        _WHOLE,
    )

    def prepare(typed: Typed) -> Prepared:
        decree = _decree(typed)
        try:
            year = int(typed["year"]) if typed["year"] else None
            found = read_pasted(typed["list"], typed["kind"], decree, typed["status"], year)
        except Unread as wrong:
            raise Faulty({}, wrong.lines) from None
        if not found:
            raise Faulty({"list": "Daftarnya belum ditempel."})
        return _listed(now, found, typed)

    return Filling("Tempel daftar hari libur", fields, prepare)


def _importing(now: Now) -> Filling:
    columns = "Kolom tanggal, jenis, nama, dasar, status; misalnya /home/kantor/libur-2028.csv"
    where = Blank("path", "Letak berkas CSV", hint=columns)

    def prepare(typed: Typed) -> Prepared:
        try:
            found = days.read_list(Path(typed["path"]).expanduser()).days
        except ProfileFaults as wrong:
            raise Faulty({}, list(map(str, wrong.faults))) from None
        return _listed(now, found, typed)

    return Filling("Impor hari libur", (where, _WHOLE), prepare)


def _listed(now: Now, found: Sequence[Holiday], typed: Typed) -> Prepared:
    """The days of a list; of a whole one also what it no longer has, and the years that it opens."""
    listed = HolidayList(tuple(found))
    asked = days.questions(now.desk, listed)
    if typed["whole"] == YES:
        years = tuple(short.year for short in asked.short)
        listed = HolidayList(tuple(found), replaces_estimates=True, withdrawn=asked.missing, opens=years)
    return changed(now, days.rows_of(listed), (), f"{len(found)} hari dalam daftar dicatat.", listed)


PAGE = Page(
    "Hari libur",
    "Libur nasional, cuti bersama, libur daerah dan kantor; F7 menempel daftar SKB.",
    (Column("when"), Column("name", weight=1), Column("kind", from_width=60), Column("status")),
    read,
)
