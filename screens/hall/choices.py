"""What a kiosk asks: a page of choices, each on a line that is pressed, clicked or touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from loket.text import clean


@dataclass(frozen=True, slots=True)
class Choice:
    """What one key, click or touch does; `note` stands behind its words."""

    key: str
    words: str
    does: Callable[[], None]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked, and the answers to it; `typing`: letters narrow them."""

    title: str
    choices: list[Choice] = field(default_factory=list)
    typing: bool = False


class Row(Static):
    """A choice on a line as high as there is room."""

    class Touched(Message):
        """It was clicked or touched."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self) -> None:
        super().__init__("", classes="kiosk-row", markup=False)
        self._choice: Choice | None = None

    def show(self, choice: Choice | None) -> None:
        """Stand for this choice; for none, not at all."""
        self._choice, self.display = choice, choice is not None
        if choice is not None:
            note = f"  {choice.note}" if choice.note else ""
            key = (f" {choice.key.upper()} ", "bold reverse")
            self.update(Content.assemble(key, f"  {clean(choice.words)}", (note, "$loket-muted")))

    def on_click(self, event: events.Click) -> None:
        """The second of two quick ones is meant for what stood there before."""
        if self._choice is not None and event.chain == 1:
            self.post_message(self.Touched(self._choice))
