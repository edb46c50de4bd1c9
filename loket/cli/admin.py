"""As whom a command changes the office: an admin, who proves it; nobody while the office has no people."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from loket.cli.asking import ask, ask_own_password
from loket.cli.failed import Failed
from loket.desk.authority import Who
from loket.desk.office import Desk
from loket.desk.people import passwords, staff
from loket.flow.acts import Right
from loket.people import nip_fault, staff_number

As = Annotated[
    str, typer.Option("--sebagai", metavar="NIP", help="NIP atau no. pegawai admin; kata sandinya ditanyakan")
]

Because = Annotated[str, typer.Option("--alasan", metavar="TEKS", help="mengapa, untuk riwayat")]


def administrator(desk: Desk, nip: str) -> Who | None:
    """The admin with that number, once the password was given; None for an office without people.

    A command asks for this last: what it would refuse anyway is refused before a password is typed.

    Raises:
        Failed: nobody was named, or somebody who is no admin.
        SignInFailed: the password is wrong.
    """
    members = staff.staff(desk)
    if not members:
        return None
    numbers = {member.nip for member in members}
    if not nip and sys.stdin.isatty():
        nip = ask("NIP admin", lambda typed: "" if staff_number(typed) in numbers else nip_fault(typed))
    if not nip:
        raise Failed("Sebutkan admin yang mengubahnya: --sebagai NIP.")
    admin = next((member for member in members if member.nip == staff_number(nip)), None)
    if admin is None or not admin.active or Right.ADMINISTER not in desk.office.rights_of(admin.roles):
        raise Failed("Nomor pada --sebagai bukan milik admin yang aktif.")
    with passwords.proved(desk, admin.nip, ask_own_password("admin")) as (_, proved):
        return Who(proved.id)
