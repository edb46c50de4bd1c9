"""`loket init` makes a new office's database; `loket petugas` keeps the people who may sign in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.asking import PASSWORD_VARIABLE, ask, ask_new_password, ask_perhaps
from loket.cli.data import data_place
from loket.cli.failed import Failed
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.cli.sharing import Group, given, group_named, may_be_given, shared_place
from loket.desk.founding import create_office
from loket.desk.office import Desk
from loket.desk.opening import system_clock
from loket.desk.people import changes, passwords, staff
from loket.desk.words.changes import told
from loket.flow.acts import Right
from loket.office.naming import BARE, bare, borrowed, renamed
from loket.office.profile import load_office, offices
from loket.office.whole import Whole, read_named
from loket.people import nip_fault, show_number
from loket.store.founding import in_the_making, stands
from loket.store.sqlite.database import remains
from loket.text import clean, ended

Nip = Annotated[str, typer.Argument(metavar="NIP", help="18 angka; dari yang tanpa NIP, no. pegawainya")]
WithoutNip = Annotated[
    str, typer.Option("--tanpa-nip", metavar="NOMOR", help="no. pegawai dari yang tidak punya NIP (kontrak)")
]
Roles = Annotated[list[str] | None, typer.Option("--peran", metavar="ID", help="peran; boleh diulang")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    app.command("init", help="Buat data kantor baru dengan satu admin.")(init)
    people = typer.Typer(
        help="Petugas: tambah, ubah, daftar, riwayat, sandi, buka.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    people.command("tambah", help="Tambah petugas.")(add)
    people.command("ubah", help="Ubah NIP, nama, peran, atau boleh tidaknya masuk.")(change)
    people.command("daftar", help="Daftar petugas.")(show)
    people.command("riwayat", help="Yang diubah pada petugas: kapan, oleh siapa, mengapa.")(history)
    people.command("sandi", help="Beri petugas kata sandi baru.")(password)
    people.command("buka", help="Petugas yang terlalu sering salah boleh langsung mencoba lagi.")(free)
    app.add_typer(people, name="petugas")


SECOND_ADMIN = (
    "kata sandi admin yang terlupa hanya dapat diganti admin lain (di layar, halaman Petugas; atau loket"
    " petugas tambah)."
)


def init(
    office: Annotated[
        str,
        typer.Option(
            "--kantor",
            metavar="ID",
            help=f"dokumen awal: {', '.join(offices())}, {BARE}, atau letak folder atau profil",
        ),
    ] = "",
    own_name: Annotated[
        str,
        typer.Option("--nama-kantor", metavar="NAMA", help="nama kantor sendiri, bila lain dari profil itu"),
    ] = "",
    nip: Annotated[str, typer.Option("--nip", metavar="NIP", help="NIP admin")] = "",
    without_nip: WithoutNip = "",
    name: Annotated[str, typer.Option("--nama", metavar="NAMA", help="nama admin")] = "",
    group: Group = "",
    data: Data = None,
) -> int:
    """Make the database; it is there with its admin or not at all."""
    place = data_place(data) if not group else shared_place(data)
    shares = group_named(group) if group else None
    if stands(place):
        raise Failed(f"Data kantor {place} sudah ada; tidak ada yang diubah.")
    if isinstance(place, Path):
        _refuse_remains(place)
    if shares is not None:
        may_be_given(place, shares)
    whole = _begun(office or _ask_office(), own_name)
    admin = next(role.id for role in whole.office.roles.values() if Right.ADMINISTER in role.rights)
    number = _number(nip, without_nip) or ask("NIP admin", _nip_fault)
    name = name or ask("Nama admin")
    secret = os.environ.get(PASSWORD_VARIABLE) or ask_new_password("Kata sandi", name, number)
    if shares is not None:
        given(place, shares)
    with in_the_making(place) as making:
        create_office(making, whole, now=system_clock())
        with opened(making) as desk:
            staff.add(
                desk,
                None,
                nip=number,
                name=name,
                password=secret,
                roles=[admin],
                without_nip=bool(without_nip),
            )
    print(f"Data kantor {whole.office.short} siap di {place}.")
    if shares is not None:
        print(f"Akun di kelompok {group} dapat membukanya, sesudah masuk lagi ke komputer ini.")
    where = f" --data {place}" if data is not None else ""
    print(f"Sekarang jalankan: loket{where}")
    print(f"Masuk sebagai {ended(clean(name))} Yang masih harus diisi kantor tampak di layar pertama.")
    print(f"Tunjuk admin kedua: {SECOND_ADMIN}")
    return 0


def _begun(office: str, own_name: str) -> Whole:
    """The documents with which the office begins, under its own name where it has one already."""
    if office == BARE:
        return bare(
            own_name or ask("Nama kantor Anda", lambda typed: "" if clean(typed) else "Tulis namanya.")
        )
    whole = read_named(office)
    own_name = own_name or (ask_perhaps(_OWN_NAME) if sys.stdin.isatty() else "")
    return renamed(whole, own_name) if own_name else borrowed(whole, {})


_OWN_NAME = "Nama kantor Anda (Enter: seperti profil itu)"


def _ask_office() -> str:
    """The office with whose documents this one begins, after those that come with the program were listed."""
    known = [f"  {id:<12} {load_office(id).name}" for id in offices()]
    known.append(f"  {BARE:<12} tanpa contoh: layanan, peran, dan loket diisi sendiri di layar")
    if not sys.stdin.isatty():
        raise Failed("\n".join(["Sebutkan --kantor ID: kantor yang dokumennya menjadi awal.", *known]))
    print("Kantor mana yang paling mirip? Dokumennya menjadi awal, dan dapat diubah sesudahnya.")
    print(*known, sep="\n")
    wrong = f"Tulis salah satu: {', '.join(offices())}, {BARE}."
    return ask("Kantor", lambda typed: "" if typed in (*offices(), BARE) else wrong)


def _refuse_remains(path: Path) -> None:
    """Make no office where another's last acts may still lie: SQLite would play them into the new one."""
    if left := remains(path):
        names = " dan ".join(file.name for file in left)
        raise Failed(
            f"Di {path.parent} masih ada {names}, tanpa {path.name}. Mungkin itu pekerjaan terakhir suatu"
            f" kantor yang {path.name}-nya hilang. Kembalikan {path.name} itu, atau pindahkan sisanya ke"
            " folder lain, lalu ulangi; tidak ada yang diubah."
        )


def add(
    nip: Nip = "",
    name: Annotated[str, typer.Argument(metavar="NAMA", help="nama petugas")] = "",
    roles: Roles = None,
    without_nip: WithoutNip = "",
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Add somebody who may sign in; what is not named is asked for."""
    if without_nip and not name:
        nip, name = "", nip  # a name alone, no NIP before it
    other = bool(without_nip)
    with opened(data) as desk:
        number, name = _number(nip, without_nip) or ask("NIP", _nip_fault), name or ask("Nama")
        held = roles or _ask_roles(desk)
        staff.check_new(desk, nip=number, name=name, roles=held, without_nip=other)
        who = administrator(desk, by)
        secret = ask_new_password("Kata sandi petugas", name, number)
        staff.add(
            desk,
            who,
            nip=number,
            name=name,
            password=secret,
            roles=held,
            without_nip=other,
            reason=reason,
        )
    print(f"{clean(name)} sudah dapat masuk.")
    return 0


def change(
    nip: Nip,
    new_nip: Annotated[str | None, typer.Option("--nip", metavar="NIP", help="NIP yang benar")] = None,
    name: Annotated[str | None, typer.Option("--nama", metavar="NAMA", help="nama yang benar")] = None,
    without_nip: WithoutNip = "",
    roles: Roles = None,
    active: Annotated[bool | None, typer.Option("--aktif/--nonaktif", help="boleh masuk atau tidak")] = None,
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Change what is known of somebody; what is not named stays."""
    number, other = _number(new_nip or "", without_nip) or None, bool(without_nip)
    if number is None and name is None and not roles and active is None:
        raise Failed("Sebutkan yang diubah: --nip, --tanpa-nip, --nama, --peran, --aktif atau --nonaktif.")
    with opened(data) as desk:
        person = staff.by_nip(desk, nip).id
        held = roles or None
        staff.check_change(desk, person, nip=number, name=name, roles=held, active=active, without_nip=other)
        staff.change(
            desk,
            administrator(desk, by),
            person,
            nip=number,
            name=name,
            roles=held,
            active=active,
            without_nip=other,
            reason=reason,
        )
    print("Sudah diubah.")
    return 0


def show(as_json: Json = False, data: Data = None) -> int:
    """Print everybody, one a line."""
    with opened(data) as desk:
        members, roles = staff.staff(desk), desk.office.roles

    def line(member: staff.Member) -> str:
        inactive = "" if member.active else "  (nonaktif)"
        held = ", ".join(f"{roles[id].name} ({id})" if id in roles else id for id in member.roles)
        return f"{show_number(member.nip):<21}  {clean(member.name)}  {held}{inactive}"

    tell(members, line, "Belum ada petugas.", as_json=as_json)
    return 0


def history(as_json: Json = False, data: Data = None) -> int:
    """Print all that was changed of people, the newest first."""
    with opened(data) as desk:
        found = changes.of_staff(desk, None)
        tell(found, lambda change: told(desk, change), "Belum ada yang dicatat.", as_json=as_json)
    return 0


def password(nip: Nip, reason: Because = "", by: As = "", data: Data = None) -> int:
    """Give somebody a new password."""
    with opened(data) as desk:
        person = staff.by_nip(desk, nip)
        who = administrator(desk, by)
        secret = ask_new_password("Kata sandi baru", person.name, person.nip)
        staff.set_password(desk, who, person.id, secret, reason)
    print("Kata sandi sudah diganti.")
    return 0


def free(nip: Nip, reason: Because = "", by: As = "", data: Data = None) -> int:
    """Let somebody who gave too many wrong passwords try again at once."""
    with opened(data) as desk:
        person = staff.by_nip(desk, nip)
        lifted = passwords.lift(desk, administrator(desk, by), person.id, reason)
    print(f"{clean(person.name)} boleh langsung mencoba lagi." if lifted else "Tidak ada yang ditahan.")
    return 0


def _number(nip: str, without_nip: str) -> str:
    """The number that was named, a NIP or another. Raises Failed where it is both."""
    if nip and without_nip:
        raise Failed("Sebutkan NIP atau --tanpa-nip, bukan keduanya.")
    return nip or without_nip


def _nip_fault(typed: str) -> str:
    """What is wrong with a NIP that was asked for, and what to do without one."""
    wrong = nip_fault(typed)
    return f"{wrong} Tanpa NIP: hentikan (Ctrl+C), lalu ulangi dengan --tanpa-nip NOMOR." if wrong else ""


def _ask_roles(desk: Desk) -> list[str]:
    """The roles a person types, by id, after the office's were listed."""
    if sys.stdin.isatty():
        for role in desk.office.roles.values():
            print(f"  {role.id:<12} {role.name}")
    return [part.strip() for part in ask("Peran (pisahkan dengan koma)").split(",") if part.strip()]
