"""`loket kalender`: the office's days off and exceptions; a late decree moves the open deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.asking import agreed
from loket.cli.failed import Failed
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.cli.typed import read_date, read_hours
from loket.desk.calendar import days
from loket.desk.calendar import history as changed
from loket.desk.calendar.day_words import day_line
from loket.desk.time.reckoning import as_row
from loket.office.calendar import seed_holidays
from loket.sla import DayOverride, Holiday
from loket.sla.calendar import HOLIDAY_KINDS
from loket.sla.words import short_date
from loket.store.calendar import DayRow
from loket.text import capitalized, clean


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    calendar = typer.Typer(
        help="Kalender kantor: hari libur dan ketentuan khusus.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    calendar.command("tampil", help="Tampilkan hari libur dan ketentuan khusus.")(show)
    calendar.command("tambah", help="Catat hari libur, atau hari dengan jam khusus.")(add)
    calendar.command("hapus", help="Hapus satu catatan yang keliru.")(remove)
    calendar.command("impor", help="Impor hari libur dari berkas CSV.")(import_file)
    calendar.command("riwayat", help="Semua perubahan kalender: kapan, oleh siapa, mengapa.")(history)
    app.add_typer(calendar, name="kalender")


def show(
    year: Annotated[
        int | None, typer.Option("--tahun", metavar="TAHUN", min=1, max=9999, help="hanya tahun ini")
    ] = None,
    shipped: Annotated[bool, typer.Option("--bawaan", help="kalender bawaan program")] = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Print the entries, one a line."""
    first, last = date(year or 1, 1, 1), date(year or 9999, 12, 31)
    if shipped:
        entries = tuple(as_row(h) for h in seed_holidays() if first <= h.date <= last)
    else:
        with opened(data) as desk:
            entries = days.days(desk, first, last)
    tell(entries, day_line, "Tidak ada hari yang tercatat.", as_json=as_json)
    return 0


def history(as_json: Json = False, data: Data = None) -> int:
    """Print every change of the calendar, the newest first."""
    with opened(data) as desk:
        changes, time = changed.history(desk), desk.working_time()
    tell(changes, lambda change: "\n".join(changed.told(change, time)), "", as_json=as_json)
    return 0


def add(
    when: Annotated[str, typer.Argument(metavar="TANGGAL", help="misalnya 17-08-2026")],
    name: Annotated[str, typer.Argument(metavar="NAMA", help="nama hari, atau alasan jam khusus")],
    kind: Annotated[
        str, typer.Option("--jenis", metavar="JENIS", help=", ".join(HOLIDAY_KINDS))
    ] = "libur_daerah",
    decree: Annotated[str, typer.Option("--dasar", metavar="TEKS", help="keputusan yang menetapkannya")] = "",
    estimated: Annotated[bool, typer.Option("--perkiraan", help="belum ditetapkan")] = False,
    hours: Annotated[
        str | None, typer.Option("--jam", metavar="JAM", help="buka pada jam ini: 08.00-12.00, 13.00-15.00")
    ] = None,
    closed: Annotated[bool, typer.Option("--tutup", help="kantor tutup, misalnya karena banjir")] = False,
    instead: Annotated[bool, typer.Option("--ganti", help="ganti yang sudah tercatat di tempatnya")] = False,
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Enter a day off, or with --jam or --tutup the office's own decision for a date."""
    day = read_date(when)
    if hours is not None and closed:
        raise Failed("Pilih salah satu: --jam atau --tutup.")
    if kind not in HOLIDAY_KINDS:
        raise Failed(f"Jenis “{kind}” tidak dikenal; tulis {', '.join(HOLIDAY_KINDS)}.")
    if not clean(name):
        raise Failed("Nama hari atau alasannya belum diisi.")
    if hours is not None or closed:
        spans = read_hours(hours) if hours is not None else ()
        row = days.override_row(DayOverride(day, spans, name, decree))
    else:
        row = days.holiday_row(Holiday(day, kind, name, decree, "perkiraan" if estimated else "ditetapkan"))
    with opened(data) as desk:
        there = days.in_place(days.days(desk, day, day), [row])
        told = "\n".join(f"Sudah tercatat: {day_line(entry)}" for entry in there)
        if there and not (instead or agreed(f"{told}\nGanti dengan yang baru?")):
            raise Failed(f"{told}\nTidak ada yang dicatat. Untuk menggantinya ulangi dengan --ganti.")
        change = days.change_days(desk, administrator(desk, by), [row], without=there, reason=reason)
    _report(change)
    for entry in there:
        print(f"  diganti: {day_line(entry)}")
    return 0


def remove(
    when: Annotated[str, typer.Argument(metavar="TANGGAL", help="misalnya 17-08-2026")],
    kind: Annotated[
        str, typer.Option("--jenis", metavar="JENIS", help="bila tanggal itu punya beberapa catatan")
    ] = "",
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Take away an entry made by mistake; open deadlines follow."""
    day = read_date(when)
    with opened(data) as desk:
        entries = [e for e in days.days(desk, day, day) if kind in ("", e.kind)]
        if len(entries) != 1:
            kinds = ", ".join(e.kind for e in entries)
            raise Failed(f"Pilih --jenis: {kinds}." if entries else f"Tidak ada catatan pada {when}.")
        change = days.change_days(desk, administrator(desk, by), (), without=entries, reason=reason)
    moved = f"; batas waktu {change.files} berkas bergeser" if change.moved else ""
    print(f"Dihapus: {day_line(entries[0])}{moved}.")
    return 0


def import_file(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="CSV: tanggal,jenis,nama,dasar,status")],
    replace_estimates: Annotated[
        bool, typer.Option("--ganti-perkiraan", help="cabut perkiraan yang tidak ada dalam berkas")
    ] = False,
    withdraw: Annotated[
        bool,
        typer.Option("--cabut-yang-hilang", help="cabut hari yang sudah ditetapkan tetapi tidak ada lagi"),
    ] = False,
    open_years: Annotated[
        bool, typer.Option("--buka-tahun", help="buka tahunnya walaupun daftarnya pendek")
    ] = False,
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Enter every day of a file, or none when one line is wrong; next year's list opens that year.

    What a list leaves open is asked at a terminal; a script decides it by the options.
    """
    listed = days.read_list(path)
    with opened(data) as desk:
        asked = days.questions(desk, listed)
        withdrawn = asked.missing if withdraw or _to_withdraw(asked.missing) else ()
        opens = tuple(short.year for short in asked.short if open_years or agreed(_few(short)))
        decided = replace(listed, replaces_estimates=replace_estimates, withdrawn=withdrawn, opens=opens)
        change = days.import_days(desk, administrator(desk, by), decided, reason)
    _report(change)
    return 0


def _to_withdraw(missing: Sequence[DayRow]) -> bool:
    """Whether the days that a list no longer has are to go, after they were shown."""
    return bool(missing) and agreed("\n".join([*_gone(missing), "Cabut dari kalender?"]))


def _gone(missing: Sequence[DayRow]) -> Iterator[str]:
    yield f"{len(missing)} hari yang sudah ditetapkan tidak ada lagi dalam daftar itu:"
    yield from (f"  {day_line(entry)}" for entry in missing)


def _few(short: days.ShortYear) -> str:
    return (
        f"Daftar itu memuat {short.days} libur nasional tahun {short.year}; tahun lain paling sedikit"
        f" {short.usual}.\nBuka tahun {short.year}? Yang tidak ada di dalamnya dihitung hari kerja."
    )


def _report(change: days.DaysChanged) -> None:
    print("\n".join(_told(change)))


def _told(change: days.DaysChanged) -> Iterator[str]:
    """What a change did, in one sentence, then what it took out or left open."""
    done = [f"{change.entries} hari dicatat"] if change.entries else []
    estimates = sum(entry.status == "perkiraan" for entry in change.taken_out)
    decreed = len(change.taken_out) - estimates
    done += [f"{estimates} perkiraan dicabut"] if estimates else []
    done += [f"{decreed} hari dicabut"] if decreed else []
    done += [f"kalender kantor sekarang sampai {short_date(change.last, year=True)}"] if change.opened else []
    done += [f"batas waktu {change.files} berkas bergeser"] if change.moved else []
    yield f"{capitalized('; '.join(done))}." if done else "Sudah tercatat; tidak ada yang berubah."
    yield from (f"  dicabut: {day_line(entry)}" for entry in change.taken_out)
    for short in change.short:
        yield (
            f"Tahun {short.year} belum dibuka: daftarnya baru memuat {short.days} libur nasional, tahun lain"
            f" paling sedikit {short.usual}. Bila memang sudah lengkap, ulangi dengan --buka-tahun."
        )
    if set(change.unopened) - {short.year for short in change.short}:
        yield _unopened(change)
    if change.missing:
        yield from _gone(change.missing)
        yield "Hari itu tetap dihitung libur. Bila memang dicabut, ulangi dengan --cabut-yang-hilang."
    if change.estimates:
        yield f"{len(change.estimates)} perkiraan tidak ada dalam berkas itu, dan tetap dihitung libur:"
        yield from (f"  {day_line(entry)}" for entry in change.estimates)
        yield "Bila berkas itu sudah lengkap, ulangi dengan --ganti-perkiraan untuk mencabutnya."


def _unopened(change: days.DaysChanged) -> str:
    years = ", ".join(map(str, change.unopened))
    return (
        f"Tahun {years} belum dibuka: kalender kantor baru sampai {short_date(change.last, year=True)}. Yang"
        f" membukanya: loket kalender impor BERKAS, dengan semua libur nasional tahun {change.last.year + 1}."
    )
