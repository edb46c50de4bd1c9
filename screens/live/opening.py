"""Opening the office behind the first frame, in the thread that imports all this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket import __version__
from loket.desk.opening import open_desk
from loket.desk.restored import missing
from loket.desk.watching import present, watch
from loket.location import beside
from loket.log import LOG, note
from screens.live.office import LiveOffice

if TYPE_CHECKING:
    from loket.location import Location
    from screens.shell.crash import CrashReport


def open_office(app: CrashReport, place: Location, office: str | None, station: str) -> LiveOffice:
    """Open the office's database for the application; raises what `open_desk` does."""
    note(beside(place).parent / LOG, f"mulai loket {__version__}")
    desk = open_desk(place, office=office, station=station)
    return LiveOffice(app, desk, watch(desk), present(desk), missing(desk))
