"""A clerk who means another file, where the applicant has one of that service under way already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from loket.desk.authority import Who
from loket.desk.case.record import Ref
from loket.desk.errors import StillRunning
from loket.desk.intake import correcting, registration
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.correcting import Correction
from loket.desk.intake.doubt import Answer
from loket.desk.intake.renewing import Corrected
from loket.desk.office import Desk


def register(desk: Desk, who: Who, asked: Registration, **more: Any) -> Ref:
    """Register, and mean it, also where another counter registers at the same time."""
    while True:
        try:
            return registration.register(desk, who, asked, **more)
        except StillRunning as running:
            asked = replace(asked, beside=frozenset(running.files))


def correct(
    desk: Desk, who: Who, ref: Ref, changed: dict[str, str], reason: str, answers: tuple[Answer, ...] = ()
) -> Corrected:
    """Put right, and mean it likewise."""
    asked = Correction(changed, reason, answers)
    while True:
        try:
            return correcting.correct(desk, who, ref, asked)
        except StillRunning as running:
            asked = replace(asked, beside=frozenset(running.files))
