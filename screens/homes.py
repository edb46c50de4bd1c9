"""Which screen a role works on: the first screen a person lands on, and the others they may change to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.office.model import short_role
from screens.base import LoketScreen

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.people.sign_in import Person


@dataclass(frozen=True, slots=True)
class Home:
    """A screen to land on: its name for the clerk, and how to make it under a title (imported only then)."""

    name: str
    make: Callable[[str], LoketScreen]


def _intake(_: str) -> LoketScreen:
    from screens.intake.screen import IntakeScreen

    return IntakeScreen()


def _desk(title: str) -> LoketScreen:
    from screens.deskwork import DeskScreen

    return DeskScreen(title)


def _issuance(_: str) -> LoketScreen:
    from screens.issuance import IssuanceScreen

    return IssuanceScreen()


def _survey(_: str) -> LoketScreen:
    from screens.survey import SurveyScreen

    return SurveyScreen()


def _supervisor(_: str) -> LoketScreen:
    from screens.supervisor import SupervisorScreen

    return SupervisorScreen()


HOMES = {
    "intake": Home("Pendaftaran", _intake),
    "completeness": Home("Kelengkapan", _desk),
    "backoffice": Home("Back Office", _desk),
    "assessment": Home("Penilaian teknis", _desk),
    "verification": Home("Verifikasi", _desk),
    "issuance": Home("Pengambilan", _issuance),
    "survey": Home("Survei kepuasan", _survey),
    "supervisor": Home("Semua berkas", _supervisor),
    "archive": Home("Arsip", _desk),
    "admin": Home("Semua berkas", _supervisor),
    "desk": Home("Meja kerja", _desk),
}

DESKS = frozenset({"completeness", "backoffice", "assessment", "verification", "issuance", "archive"})


def title(desk: Desk, person: Person, home: str) -> str:
    """What a home is called for this person.

    A desk goes by the person's role there, where that is one: the office's own word for who sits at it.
    """
    own = [role for role in desk.office.roles.values() if role.home == home and role.id in person.roles]
    if HOMES[home].make is _desk and len(own) == 1:
        return short_role(own[0].name)
    return HOMES[home].name


def home_screen(desk: Desk, person: Person) -> LoketScreen:
    """The screen of the person's first role."""
    from loket.desk.people.sign_in import home

    return make_home(desk, person, home(desk, person))


def make_home(desk: Desk, person: Person, home: str) -> LoketScreen:
    """One of the screens that the person's roles open."""
    return HOMES[home].make(title(desk, person, home))


def other_homes(desk: Desk, person: Person) -> tuple[tuple[str, str], ...]:
    """Every screen the person's roles open, id and name; a desk for all their steps is always among them."""
    from loket.desk.people.sign_in import homes

    own = homes(desk, person)
    names: dict[str, str] = {}
    for home in own if DESKS & set(own) else (*own, "desk"):
        names.setdefault(title(desk, person, home), home)
    return tuple((home, name) for name, home in names.items())
