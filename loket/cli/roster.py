"""`loket jadwal`: who does not come, and who is on duty in another role, on which days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.cli.typed import read_date
from loket.desk import roster, uncovered
from loket.desk.office import Desk
from loket.desk.people import staff

Nip = Annotated[str, typer.Argument(metavar="NIP", help="NIP atau no. pegawai petugas")]
First = Annotated[str, typer.Option("--mulai", metavar="TANGGAL", help="hari pertama; biasanya hari ini")]
Last = Annotated[str, typer.Option("--sampai", metavar="TANGGAL", help="hari terakhir; biasanya satu hari")]
Reason = Annotated[str, typer.Option("--alasan", metavar="TEKS", help=f"misalnya {', '.join(roster.AWAY)}")]
OnDuty = Annotated[
    str, typer.Option("--alasan", metavar="TEKS", help=f"misalnya {', '.join(roster.ON_DUTY)}")
]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    days = typer.Typer(
        help="Jadwal petugas: tidak masuk dan piket.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    days.command("tampil", help="Siapa tidak masuk atau piket, hari ini dan nanti.")(show)
    days.command("tidak-masuk", help="Petugas tidak masuk: berkasnya kembali ke tumpukan.")(away)
    days.command("piket", help="Petugas bekerja juga dalam peran lain pada hari itu.")(duty)
    days.command("cabut", help="Cabut satu catatan, mulai hari ini.")(end)
    days.command("riwayat", help="Semua yang pernah dicatat dan dicabut: kapan, oleh siapa.")(history)
    app.add_typer(days, name="jadwal")


def show(as_json: Json = False, data: Data = None) -> int:
    """Print what holds today or later, one a line."""
    with opened(data) as desk:
        tell(
            roster.coming(desk, None),
            lambda days: f"{days.id:>4}  {roster.line(desk, days)}",
            "Tidak ada yang tercatat tidak masuk atau piket.",
            as_json=as_json,
        )
    return 0


def history(as_json: Json = False, data: Data = None) -> int:
    """Print all that was entered and taken back, the newest first."""
    with opened(data) as desk:
        found = roster.history(desk, None)
        tell(found, lambda changed: roster.told(desk, changed), "Belum ada yang dicatat.", as_json=as_json)
    return 0


def away(
    nip: Nip,
    first: First = "",
    last: Last = "",
    reason: Reason = roster.AWAY[0],
    by: As = "",
    data: Data = None,
) -> int:
    """Somebody does not come."""
    return _enter(nip, first, last, reason, "", by, data)


def duty(
    nip: Nip,
    role: Annotated[str, typer.Argument(metavar="PERAN", help="id peran")],
    first: First = "",
    last: Last = "",
    reason: OnDuty = roster.ON_DUTY[0],
    by: As = "",
    data: Data = None,
) -> int:
    """Somebody does the work of another role too."""
    return _enter(nip, first, last, reason, role, by, data)


def _enter(nip: str, first: str, last: str, reason: str, role: str, by: str, data: Data) -> int:
    with opened(data) as desk:
        person = staff.by_nip(desk, nip)
        begins = read_date(first) if first else _today(desk)
        ends = read_date(last) if last else begins
        roster.check(desk, person.id, begins, ends, reason, role=role)
        lacking = [] if role else uncovered.while_away(desk, person.id, begins, ends)
        done = roster.enter(desk, administrator(desk, by), person.id, begins, ends, reason, role=role)
        listed = next(days for days in roster.coming(desk, None) if days.id == done.entry)
        print(f"Dicatat ({done.entry}): {roster.line(desk, listed)}.")
        for each in lacking:
            print(f"{uncovered.line(desk, each)} Bila perlu: loket jadwal piket NIP {each.role}.")
    if done.freed:
        print(f"{done.freed} berkasnya kembali ke tumpukan.")
    return 0


def _today(desk: Desk) -> date:
    return desk.working_time().date_of(desk.now())


def end(
    entry: Annotated[int, typer.Argument(metavar="NOMOR", help="nomor catatan menurut: loket jadwal tampil")],
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Take an entry back from today on."""
    with opened(data) as desk:
        listed = roster.one(desk, entry)
        said = roster.line(desk, listed)
        roster.end(desk, administrator(desk, by), entry, reason)
    print(f"Dicabut mulai hari ini: {said}.")
    return 0
