"""What a kiosk asks: a page of choices, each on a line that is pressed, clicked or touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from loket.text import clean
from screens.hall.keypad import LETTERS
from screens.widgets.qr import Modules

DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class Choice:
    """What one key, click or touch does; `note` stands behind its words."""

    key: str
    words: str
    does: Callable[[], None]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked, and the answers to it; `typing`: letters narrow them, which `keys` on the screen give.

    Above these `lines` to read, or beside them a QR `code`.
    """

    title: str
    choices: list[Choice] = field(default_factory=list)
    typing: bool = False
    keys: Sequence[str] = ()
    lines: Sequence[str] = ()
    code: Modules = ()


def numbered(choices: Sequence[Choice]) -> list[Choice]:
    """The choices under the digits from 1 on, as many as there are."""
    return [replace(choice, key=key) for key, choice in zip(DIGITS, choices, strict=False)]


def narrowed(
    title: str, typed: str, choices: Sequence[Choice], back: Choice, always: Sequence[Choice] = ()
) -> Page:
    """The choices in whose words stands what was typed, as many as digits; behind them what goes `always`."""
    words = typed.casefold().split()
    found = [choice for choice in choices if all(word in choice.words.casefold() for word in words)]
    shown = found[: len(DIGITS) - len(always)]
    more = f" ({len(found) - len(shown)} lagi)" if len(found) > len(shown) else ""
    asked = f"{typed}▏" if typed else "Ketik beberapa huruf namanya."
    none = "" if found else "  Tidak ada yang cocok; hapus beberapa huruf."
    keys = LETTERS if len(choices) > len(DIGITS) - len(always) else ()
    found_choices = [*numbered([*shown, *always]), back]
    return Page(f"{title}{more}? {asked}{none}", found_choices, typing=True, keys=keys)


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
