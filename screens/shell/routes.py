"""Where a screen asks to go: messages that the application answers, for no screen knows another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.sop.model import Procedure


@dataclass
class Route(Message):
    """To another screen, over the one that asks."""


@dataclass
class OpenHelp(Route):
    """What the keys of this screen do and, of the file shown, its step of the SOP."""

    view: FileView | None = None


@dataclass
class OpenCase(Route):
    """A file whole: history, limits, papers, data."""

    file: int


@dataclass
class OpenPapers(Route):
    """A file's papers, to be printed or saved; of a `number` where its person was sent.

    Of neither: a sheet of the office by its name, that of the queue's day where none is named; the figures of
    the queue also of other `days`, from the first to the last.
    """

    file: int | None = None
    number: int | None = None
    sheet: str = ""
    days: tuple[date, date] | None = None


@dataclass
class OpenCorrection(Route):
    """What was registered of a file, to be put right; `then` is given the sentence that says it was.

    `at`: the field in which the cursor begins.
    """

    file: int
    then: Callable[[str], None]
    at: str


@dataclass
class OpenSop(Route):
    """An SOP as written, at the step with that sequence."""

    procedure: Procedure
    step: int | None


@dataclass
class OpenFind(Route):
    """Any file; `words` are looked for at once."""

    words: str = ""


@dataclass
class Leave(Route):
    """Away from one's own screen: to another of them, to another person, or out."""


@dataclass
class GoHome(Route):
    """One of the screens that the person's roles open, in place of the one they work on."""

    home: str
