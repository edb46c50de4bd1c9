"""Opening the office behind the first frame, in the thread that imports all this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.opening import open_desk
from loket.desk.restored import missing
from loket.desk.watching import present, watch
from screens.live.office import LiveOffice

if TYPE_CHECKING:
    from pathlib import Path

    from screens.shell.crash import CrashReport


def open_office(app: CrashReport, path: Path, office: str | None) -> LiveOffice:
    """Open the office's database for the application; raises what `open_desk` does."""
    desk = open_desk(path, office=office)
    return LiveOffice(app, desk, watch(desk), present(desk), missing(desk))
