"""Which screens a role works on, by name: the first that a person lands on, and the others they may go to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loket.desk.people.sign_in import homes
from loket.flow.acts import Right
from loket.office.model import short_role

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.people.sign_in import Person

HOMES: Mapping[str, str] = {
    "intake": "Pendaftaran",
    "completeness": "Kelengkapan",
    "backoffice": "Back Office",
    "assessment": "Penilaian teknis",
    "verification": "Verifikasi",
    "issuance": "Pengambilan",
    "survey": "Survei kepuasan",
    "supervisor": "Semua berkas",
    "archive": "Arsip",
    "admin": "Pengaturan",
    "desk": "Meja kerja",
}
"""What each is called for the clerk; `office.model.HOMES` has the same."""
DESKS = frozenset({"completeness", "backoffice", "assessment", "verification", "issuance", "archive"})
_ROLE_NAMES = DESKS - {"issuance"} | {"desk"}


def title(desk: Desk, person: Person, home: str) -> str:
    """What a home is called for this person.

    A desk goes by the person's role there, where that is one: the office's own word for who sits at it.
    """
    own = [role for role in desk.office.roles.values() if role.home == home and role.id in person.roles]
    return short_role(own[0].name) if home in _ROLE_NAMES and len(own) == 1 else HOMES[home]


def other_homes(desk: Desk, person: Person) -> tuple[tuple[str, str], ...]:
    """Every screen the person's roles open, id and name; a desk for all their steps is always among them.

    Whoever may administer keeps the office, wherever they land.
    """
    own = homes(desk, person)
    if Right.ADMINISTER in desk.office.rights_of(person.roles):
        own = (*dict.fromkeys((*own, "admin")),)
    names: dict[str, str] = {}
    for home in own if DESKS & set(own) else (*own, "desk"):
        names.setdefault(title(desk, person, home), home)
    return tuple((home, name) for name, home in names.items())
