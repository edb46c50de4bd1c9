"""Which screen a role works on: the first screen a person lands on, and the others they may change to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.base import LoketScreen

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.people.staff import Person


@dataclass(frozen=True, slots=True)
class Home:
    """A screen to land on: its name for the clerk, and how to make it (imported only then)."""

    name: str
    make: Callable[[], LoketScreen]


def _intake() -> LoketScreen:
    from screens.intake.screen import IntakeScreen

    return IntakeScreen()


def _desk(name: str) -> Callable[[], LoketScreen]:
    def make() -> LoketScreen:
        from screens.deskwork import DeskScreen

        return DeskScreen(name)

    return make


def _issuance() -> LoketScreen:
    from screens.issuance import IssuanceScreen

    return IssuanceScreen()


def _survey() -> LoketScreen:
    from screens.survey import SurveyScreen

    return SurveyScreen()


def _supervisor() -> LoketScreen:
    from screens.supervisor import SupervisorScreen

    return SupervisorScreen()


HOMES = {
    "intake": Home("Pendaftaran", _intake),
    "completeness": Home("Kelengkapan", _desk("Kelengkapan")),
    "backoffice": Home("Back Office", _desk("Back Office")),
    "assessment": Home("Penilaian teknis", _desk("Penilaian teknis")),
    "verification": Home("Verifikasi", _desk("Verifikasi")),
    "issuance": Home("Pengambilan", _issuance),
    "survey": Home("Survei kepuasan", _survey),
    "supervisor": Home("Semua berkas", _supervisor),
    "archive": Home("Arsip", _desk("Arsip")),
    "admin": Home("Semua berkas", _supervisor),
    "desk": Home("Meja kerja", _desk("Meja kerja")),
}

DESKS = frozenset({"completeness", "backoffice", "assessment", "verification", "issuance", "archive"})


def home_screen(desk: Desk, person: Person) -> LoketScreen:
    """The screen of the person's first role."""
    from loket.desk.people.staff import home

    return HOMES[home(desk, person)].make()


def other_homes(desk: Desk, person: Person) -> tuple[tuple[str, str], ...]:
    """Every screen the person's roles open, id and name; a desk for all their steps is always among them."""
    from loket.desk.people.staff import homes

    own = homes(desk, person)
    names: dict[str, str] = {}
    for home in own if DESKS & set(own) else (*own, "desk"):
        names.setdefault(HOMES[home].name, home)
    return tuple((home, name) for name, home in names.items())
