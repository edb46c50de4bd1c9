"""Which screen a role works on: the first screen a person lands on, and the others they may change to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.base import LoketScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from loket.desk.context import Desk
    from loket.desk.staff import Person


def _intake() -> LoketScreen:
    from screens.intake import IntakeScreen

    return IntakeScreen()


def _completeness() -> LoketScreen:
    from screens.completeness import CompletenessScreen

    return CompletenessScreen()


def _backoffice() -> LoketScreen:
    from screens.backoffice import BackOfficeScreen

    return BackOfficeScreen()


def _assessment() -> LoketScreen:
    from screens.assessment import AssessmentScreen

    return AssessmentScreen()


def _verification() -> LoketScreen:
    from screens.verification import VerificationScreen

    return VerificationScreen()


def _issuance() -> LoketScreen:
    from screens.issuance import IssuanceScreen

    return IssuanceScreen()


def _survey() -> LoketScreen:
    from screens.survey import SurveyScreen

    return SurveyScreen()


def _supervisor() -> LoketScreen:
    from screens.supervisor import SupervisorScreen

    return SupervisorScreen()


HOMES: dict[str, tuple[str, Callable[[], LoketScreen]]] = {
    "intake": ("Pendaftaran", _intake),
    "completeness": ("Kelengkapan", _completeness),
    "backoffice": ("Back Office", _backoffice),
    "assessment": ("Penilaian teknis", _assessment),
    "verification": ("Verifikasi", _verification),
    "issuance": ("Pengambilan", _issuance),
    "survey": ("Survei kepuasan", _survey),
    "supervisor": ("Semua berkas", _supervisor),
    "archive": ("Arsip", _backoffice),
    "admin": ("Semua berkas", _supervisor),
}


def home_screen(desk: Desk, person: Person) -> LoketScreen:
    """The screen of the person's first role."""
    from loket.desk.staff import home

    return HOMES[home(desk, person)][1]()


def other_homes(desk: Desk, person: Person) -> tuple[tuple[str, str], ...]:
    """Every screen the person's roles open: id and name."""
    from loket.desk.staff import homes

    return tuple((home, HOMES[home][0]) for home in homes(desk, person))
