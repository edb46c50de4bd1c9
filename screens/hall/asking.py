"""What asks whoever stands before it: a page, each answer one key, one click or one touch."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from loket.location import Location
from loket.text import clean, scrub
from screens.hall.app import HallApp
from screens.hall.choices import Choice, Page, Row
from screens.hall.keypad import RUBOUT, Keypad
from screens.widgets.qr import QrCode

ROWS = 20
"""How many choices are shown at once."""
ENTER, ESCAPE = "enter", "esc"
"""The keys of choices where letters and digits are typed."""
_PRESSED = {"escape": (ESCAPE, "0"), "enter": (ENTER,)}


class AskingApp(HallApp):
    """Asks the `page`; letters that were `typed` narrow it, `told` is what went wrong meanwhile."""

    DEFAULT_CSS = """
    AskingApp #kiosk-body { height: 1fr; }
    AskingApp #kiosk-text { height: auto; padding: 0 2; }
    AskingApp #kiosk-title { height: auto; padding: 0 2; text-style: bold; color: $loket-accent; }
    AskingApp #kiosk-rows { height: 1fr; padding: 0 2; }
    AskingApp .kiosk-row { height: 1fr; min-height: 1; max-height: 3; content-align: left middle; }
    AskingApp .kiosk-row:hover { background: $loket-cursor; }
    """

    page: Callable[[], Page]

    def __init__(self, place: Location, key: str) -> None:
        super().__init__(place, key)
        self.typed = self.told = ""
        self.touched = 0

    @abstractmethod
    def asked(self) -> Page:
        """What is asked now."""

    @abstractmethod
    def start(self) -> None:
        """Begin anew, for whoever comes next."""

    @property
    @abstractmethod
    def busy(self) -> bool:
        """Whether what was chosen is being done: until then nothing can be."""

    @property
    def back(self) -> Choice:
        """To begin anew."""
        return Choice("0", "Kembali", self.start)

    @property
    def left_for(self) -> int:
        """How long nobody answered (ms)."""
        return self.running - self.touched if self.desk is not None else 0

    @property
    def running(self) -> int:
        """What the clock shows that only runs on (ms); without the office, when somebody was here."""
        return self.desk.running() if self.desk is not None else self.touched

    def body(self) -> ComposeResult:
        """Where it is asked."""
        with Horizontal(id="kiosk-body"):
            yield QrCode(id="kiosk-code")
            with Vertical():
                yield Static("", id="kiosk-title", markup=False)
                yield Static("", id="kiosk-text", markup=False)
                yield Keypad()
                with Vertical(id="kiosk-rows"):
                    for _ in range(ROWS):
                        yield Row()

    def show(self, page: Page) -> None:
        """Show what is asked."""
        self.query_one(QrCode).show(page.code)
        self.query_one(Keypad).show(page.keys, beside=len(page.choices))
        text = self.query_one("#kiosk-text", Static)
        text.display = bool(page.lines)
        text.update("\n".join(map(scrub, page.lines)))
        for at, row in enumerate(self.query(Row)):
            row.show(page.choices[at] if at < len(page.choices) else None)
        self.query_one("#kiosk-title", Static).update(clean(page.title))

    def go(self, page: Callable[[], Page]) -> None:
        """Ask that next."""
        self.page, self.typed = page, ""

    def see_to(self) -> None:
        """Somebody is here: wait for their next answer."""
        self.touched = self.running
        self.draw()

    def on_key(self, event: events.Key) -> None:
        """One key, one answer; letters look for a permit where permits are asked."""
        letter = (event.character or "").casefold()
        page, pressed = self.asked(), _PRESSED.get(event.key, (letter,))
        chosen = next((choice for choice in page.choices if choice.key in pressed), None)
        if chosen is not None:
            self._do(chosen)
        elif event.key == "escape" or (letter == "0" and not page.typing):
            self._do(self.back)
        elif page.typing and event.key == "backspace":
            self._type(self.typed[:-1])
        elif page.typing and event.is_printable:
            self._type(self.typed + letter)

    @on(Row.Touched)
    def _on_row(self, event: Row.Touched) -> None:
        meant = (event.choice.key, event.choice.words)
        chosen = next((c for c in self.asked().choices if (c.key, c.words) == meant), None)
        if chosen is not None:
            self._do(chosen)

    @on(Keypad.Pressed)
    def _on_sign(self, event: Keypad.Pressed) -> None:
        if self.asked().typing:
            self._type(self.typed[:-1] if event.sign == RUBOUT else self.typed + event.sign.casefold())

    def _do(self, choice: Choice) -> None:
        if self.busy:
            return  # two presses at once are one
        self.told = ""
        choice.does()
        self.see_to()

    def _type(self, typed: str) -> None:
        self.typed, self.told = scrub(typed)[:40], ""
        self.see_to()
