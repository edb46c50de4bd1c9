"""A bare screen to put widgets on, in the program's own look."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from loket.resources import resource
from screens.shell.crash import CrashReport
from screens.shell.theme import LIGHT, install
from screens.widgets.check_list import CheckList
from screens.widgets.fields import Choice
from screens.widgets.form import Form
from screens.widgets.work_list import WorkList

Told = TypeVar("Told", bound=Message)

HOSTILE = (
    "[/bold] PT Maju",
    "[@click=app.quit]x[/]",
    "Budi\x1b]52;c;aGFsbw==\x07",
    "\x1b[2J\x1b]0;judul\x07\x9b31m",
    "Siti\u202egnap\u202c\u200b\u2066",
    "N" * 300,
    "漢字" * 80,
    "A" + "\u0301" * 200,
    "baris\nsatu\r\ttab\x00",
)


class Stage(CrashReport):
    """Shows the given widgets and keeps every message that reaches the app."""

    CSS_PATH = [resource("loket.tcss")]

    def __init__(self, *widgets: Widget, theme: str = LIGHT) -> None:
        super().__init__()
        install(self, theme)
        self._widgets = widgets
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def of(self, kind: type[Told]) -> list[Told]:
        """The messages of this kind so far."""
        return [event for event in self.heard if isinstance(event, kind)]

    @on(WorkList.Opened)
    @on(WorkList.Highlighted)
    @on(WorkList.MarksChanged)
    @on(CheckList.Changed)
    @on(CheckList.NoteWanted)
    @on(Choice.Changed)
    @on(Form.Edited)
    def _hear(self, event: Told) -> None:
        self.heard.append(event)


@asynccontextmanager
async def on_stage(
    *widgets: Widget, size: tuple[int, int] = (80, 24), theme: str = LIGHT, stage: Stage | None = None
) -> AsyncIterator[tuple[Stage, Pilot[int]]]:
    """A running stage of this size with the widgets on it, and the hands that press its keys."""
    stage = stage or Stage(*widgets, theme=theme)
    async with stage.run_test(size=size, notifications=True) as pilot:
        yield stage, pilot


def watch_repaints(widget: Widget) -> list[Region | None]:
    """Return a list that grows by each region `widget` asks to be repainted; None is all of it."""
    asked: list[Region | None] = []
    original = widget.refresh

    def refresh(
        *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Widget:
        asked.extend(regions or [None])
        return original(*regions, repaint=repaint, layout=layout, recompose=recompose)

    widget.refresh = refresh  # type: ignore[method-assign]
    return asked
