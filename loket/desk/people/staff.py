"""The people of the office: who they are, which roles they hold, whether they may sign in.

Called with a `Who` this needs the right to administer; without one it is an office that has no people yet, or
the demo's. Everything is journaled by ids.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from loket.desk.authority import Who, administering
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.desk.people.passwords import new_hash
from loket.flow.acts import Right
from loket.people import is_nip, nip_fault, other_number_fault, staff_number
from loket.store import people
from loket.store.people import Person as Member
from loket.store.sql import Connection
from loket.text import clean

__all__ = ["Member"]


def staff(desk: Desk, who: Who | None = None) -> tuple[Member, ...]:
    """Everybody, those who may sign in first, by name."""
    with desk.store.read() as conn:
        administering(conn, desk, who)
        return people.staff(conn)


def by_nip(desk: Desk, nip: str) -> Member:
    """The person with that NIP, or other number. Raises Invalid."""
    with desk.store.read() as conn:
        found = people.by_nip(conn, staff_number(nip))
    if found is None:
        raise Invalid({"nip": "Tidak ada petugas dengan nomor itu."})
    return found


def check_new(desk: Desk, *, nip: str, name: str, roles: Collection[str], without_nip: bool = False) -> None:
    """Whether somebody can be added so. Raises Invalid as `add` would."""
    with desk.store.read() as conn:
        _new(conn, desk, nip, name, roles, without_nip=without_nip)


def add(
    desk: Desk,
    who: Who | None,
    *,
    nip: str,
    name: str,
    password: str,
    roles: Collection[str],
    without_nip: bool = False,
    reason: str = "",
) -> int:
    """Add somebody who may sign in, and give the id.

    `without_nip`: they have none (contract staff), and `nip` is another number of theirs. `reason`: why, for
    the history.

    Raises:
        Invalid: with a sentence for each field that is wrong.
        Refused: when `who` may not administer.
    """
    check_new(desk, nip=nip, name=name, roles=roles, without_nip=without_nip)
    hashed = new_hash(password, name, nip)
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        new = _new(conn, desk, nip, name, roles, without_nip=without_nip)
        because(conn, reason, stamp, secret=password)
        return people.add(conn, new.nip, new.name, hashed, new.roles, stamp)


def check_change(
    desk: Desk,
    person: int,
    *,
    nip: str | None = None,
    name: str | None = None,
    roles: Collection[str] | None = None,
    active: bool | None = None,
    without_nip: bool = False,
) -> None:
    """Whether somebody can be changed so. Raises Invalid as `change` would."""
    with desk.store.read() as conn:
        _changed(conn, desk, member(conn, person), nip, name, roles, active, without_nip=without_nip)


def change(
    desk: Desk,
    who: Who | None,
    person: int,
    *,
    nip: str | None = None,
    name: str | None = None,
    roles: Collection[str] | None = None,
    active: bool | None = None,
    without_nip: bool = False,
    reason: str = "",
) -> bool:
    """Correct number or name, give exactly these roles, stop or allow signing in; None leaves it as it is.

    Gives whether anything differs from before; where nothing does nothing is written.

    `without_nip`: `nip` is another number, of who has none. `reason`: why, for the history.

    Raises:
        Invalid: also when nobody who may administer would be left.
        Refused: when `who` may not administer.
    """
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        old = member(conn, person)
        new = _changed(conn, desk, old, nip, name, roles, active, without_nip=without_nip)
        if new == old:
            return False
        because(conn, reason, stamp)
        if (new.nip, new.name) != (old.nip, old.name):
            people.change(conn, person, new.nip, new.name, stamp)
        if new.roles != old.roles:
            people.set_roles(conn, person, new.roles, stamp)
        if new.active != old.active:
            people.set_active(conn, person, new.active, stamp)
        return True


def set_password(desk: Desk, who: Who | None, person: int, password: str, reason: str = "") -> None:
    """Give somebody a new password; `reason`: why, for the history. Raises Invalid or Refused."""
    with desk.store.read() as conn:
        administering(conn, desk, who)
        known = member(conn, person)
    hashed = new_hash(password, known.name, known.nip)
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        because(conn, reason, stamp, secret=password)
        people.set_password(conn, person, hashed, stamp)


def member(conn: Connection, person: int) -> Member:
    """Somebody of the office, also who may no longer sign in. Raises KeyError."""
    found = people.by_id(conn, person)
    if found is None:
        raise KeyError(person)
    return found


def _new(
    conn: Connection, desk: Desk, nip: str, name: str, roles: Collection[str], *, without_nip: bool
) -> Member:
    """Somebody who is to be added, not yet with an id. Raises Invalid."""
    new = Member(0, staff_number(nip), clean(name), active=True, roles=tuple(roles))
    _check(conn, desk, new, other_number_fault(nip) if without_nip else nip_fault(nip))
    return new


def _changed(
    conn: Connection,
    desk: Desk,
    old: Member,
    nip: str | None,
    name: str | None,
    roles: Collection[str] | None,
    active: bool | None,
    *,
    without_nip: bool,
) -> Member:
    """Somebody as they are to be. Raises Invalid."""
    new = replace(
        old,
        nip=staff_number(nip) if nip is not None else old.nip,
        name=clean(name) if name is not None else old.name,
        roles=tuple(sorted(set(roles))) if roles is not None else old.roles,
        active=active if active is not None else old.active,
    )
    number_fault = other_number_fault if without_nip else nip_fault
    _check(conn, desk, new, number_fault(nip) if nip is not None else "")
    others = [m for m in people.staff(conn) if m.id != old.id]
    if not any(Right.ADMINISTER in desk.office.rights_of(m.roles) for m in (*others, new) if m.active):
        raise Invalid({"roles": "Harus tetap ada satu admin yang aktif."})
    return new


def _check(conn: Connection, desk: Desk, person: Member, number_fault: str) -> None:
    """All that is wrong with somebody, told at once; `number_fault`: with the number. Raises Invalid."""
    faults: dict[str, str] = {}
    if number_fault:
        faults["nip"] = number_fault
    elif (other := people.by_nip(conn, person.nip)) is not None and other.id != person.id:
        what = "NIP" if is_nip(person.nip) else "Nomor"
        faults["nip"] = f"{what} itu sudah dipakai petugas lain."
    if not person.name:
        faults["name"] = "Nama petugas belum diisi."
    unknown = sorted(set(person.roles) - set(desk.office.roles))
    if unknown or not person.roles:
        wrong = f"Peran {', '.join(unknown)} tidak ada di kantor ini" if unknown else "Peran belum dipilih"
        known = ", ".join(role.name for role in desk.office.roles.values())
        faults["roles"] = f"{wrong}. Pilih dari: {known}."
    if faults:
        raise Invalid(faults)
