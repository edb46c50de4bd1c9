"""The screens that a person's roles open, and those over them: the one place that makes any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.people.sign_in import home
from screens.admin.home import AdminScreen
from screens.counter.correcting import CorrectScreen
from screens.counter.screen import CounterScreen
from screens.desk.issuance import IssuanceScreen
from screens.desk.screen import DeskScreen
from screens.entry.homes import title
from screens.entry.leaving import leave
from screens.file.case import CaseScreen
from screens.file.papers import PrintScreen
from screens.file.sop import SopScreen
from screens.lookup.find import FindScreen
from screens.lookup.help import HelpScreen
from screens.shell.routes import (
    OpenCase,
    OpenCorrection,
    OpenFind,
    OpenHelp,
    OpenPapers,
    OpenSop,
    Route,
)
from screens.supervise.screen import SupervisorScreen
from screens.survey.screen import SurveyScreen

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.people.sign_in import Person
    from screens.shell.screen import LoketScreen

__all__ = ["first_screen", "home_screen", "leave", "opened"]


def first_screen(desk: Desk, person: Person) -> LoketScreen:
    """The screen of the person's first role."""
    return home_screen(desk, person, home(desk, person))


def home_screen(desk: Desk, person: Person, home: str) -> LoketScreen:
    """One of the screens that the person's roles open."""
    match home:
        case "intake":
            return CounterScreen()
        case "issuance":
            return IssuanceScreen()
        case "survey":
            return SurveyScreen()
        case "supervisor":
            return SupervisorScreen()
        case "admin":
            return AdminScreen()
    return DeskScreen(title(desk, person, home))


def opened(route: Route) -> LoketScreen:
    """The screen to which a route leads. Raises TypeError for one that leads to none."""
    match route:
        case OpenHelp(view):
            return HelpScreen(view)
        case OpenCase(file):
            return CaseScreen(file)
        case OpenPapers(file, number, sheet, days):
            return PrintScreen(file, number, sheet, days)
        case OpenCorrection(file, then, at):
            return CorrectScreen(file, then, at)
        case OpenSop(procedure, step):
            return SopScreen(procedure, step)
        case OpenFind(words):
            return FindScreen(words)
    raise TypeError(f"no screen for {type(route).__name__}")
