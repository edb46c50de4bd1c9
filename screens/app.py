"""The application: paints the sign-in, then opens the office behind it; each key comes here first.

Painted first, imported after: what needs an open office stands in `screens/live`, which a worker imports once
the first frame stands.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, events, on
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from loket.location import Location, beside
from loket.log import LOG, note
from loket.resources import resource
from screens.entry.sign_in import SignInScreen
from screens.shell.crash import CrashReport
from screens.shell.keyboard import Keyboard
from screens.shell.live import Reply
from screens.shell.routes import Route
from screens.shell.screen import LoketScreen
from screens.shell.stack import keep_typed, screens, tell_seen
from screens.shell.theme import install
from screens.widgets.key_bar import KeyBar
from screens.widgets.room import too_small

if TYPE_CHECKING:
    from rich.console import RenderableType

    from screens.live.office import LiveOffice
    from screens.live.operator import Operator


@dataclass
class OfficeOpened(Message):
    """The office's database is open."""

    office: LiveOffice


@dataclass
class OpeningFailed(Message):
    """The office's database cannot be opened."""

    error: Exception


class LoketApp(CrashReport):
    """Loket in a terminal. `place`: of the office's data; `hint`: what the sign-in says below its fields.

    `station`: the id of the counter at which it stands, where that is known.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [resource("loket.tcss")]
    TITLE = "Loket"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find", "Cari", priority=True),
        Binding("ctrl+l", "pause", "Jeda", priority=True),
        Binding("ctrl+k", "list_keys", "Semua tombol", priority=True),
    ]

    def __init__(
        self,
        place: Location,
        *,
        office: str | None = None,
        hint: tuple[str, ...] = (),
        station: str = "",
    ) -> None:
        super().__init__()
        install(self)
        self.crash_log = beside(place).parent / LOG
        self.place = place
        self.office_id = office
        self.hint = hint
        self.station = station
        self.live: LiveOffice | None = None
        self.keyboard = Keyboard(self, self)

    @property
    def _operator(self) -> Operator | None:
        """Who is signed in."""
        return self.live.operator if self.live is not None else None

    # painted first

    def get_driver_class(self) -> type[Driver]:
        """A terminal of our own; the browser and Windows have Textual's."""
        if constants.DRIVER is not None or sys.platform == "win32":
            return super().get_driver_class()
        from screens.shell.driver import TerminalDriver  # Windows has nothing of what it imports

        return TerminalDriver

    def refresh_css(self, animate: bool = True) -> None:
        """Draw in the present look; before the first screen its names are enough, for nothing is drawn yet.

        Textual would parse the style sheet there once more than needed: 10 of the start's 300 ms.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> SignInScreen:
        """The sign-in is the lowest screen: an empty one beneath it would cost a fifth of the start."""
        return SignInScreen(self.hint, self.station)

    def on_mount(self) -> None:
        """Paint the sign-in, then open the office behind it."""
        # called by the signal itself, what fails would be lost without a word
        self.theme_changed_signal.subscribe(
            self, lambda _: self.call_later(tell_seen, self, LoketScreen.repaint)
        )
        self.call_after_refresh(self.open_office)

    # the office behind it

    def open_office(self) -> None:
        """Import the engine and open the database, in a thread."""

        def work() -> None:
            worker = get_current_worker()
            answer: OfficeOpened | OpeningFailed
            try:
                # the one place where the live part is imported: the first frame stands by now
                from screens.live.opening import open_office

                answer = OfficeOpened(open_office(self, self.place, self.office_id, self.station))
            except Exception as error:
                answer = OpeningFailed(error)
            if not worker.is_cancelled:
                self.post_message(answer)

        self.run_worker(work, thread=True, exclusive=True, group="office", exit_on_error=False)

    def on_office_opened(self, opened: OfficeOpened) -> None:
        """From now on people can sign in, and nothing that fails ends the program."""
        self.live = opened.office
        self._sign_in_screen().office_opened(self.live.desk, self.live.staff)
        self.live.begin()
        self.at_work = True

    def on_opening_failed(self, failed: OpeningFailed) -> None:
        """The sign-in says why; what has no sentence of its own is kept in the log."""
        # the opening has imported them, unless that is what failed
        from loket.desk.words.trouble import opening_failed, unforeseen

        if unforeseen(failed.error):
            self.report(failed.error)
        self._sign_in_screen().office_failed(opening_failed(failed.error))

    def _sign_in_screen(self) -> SignInScreen:
        return next(s for s in self.screen_stack if isinstance(s, SignInScreen))

    def on_reply(self, answer: Reply) -> None:
        """What was answered to a screen that is gone."""
        if self.live is not None:
            self.live.homeless(answer)

    @on(Route)
    def _go(self, route: Route) -> None:
        """Go where a screen asks."""
        if self._operator is not None:
            self._operator.go(route)

    def say(self, sentence: str) -> None:
        """Say a sentence on the screen that is seen."""
        tell_seen(self, lambda screen: screen.say(sentence))

    def close_screen(self, screen: Screen[Any]) -> None:
        """Take a screen away; a person whose own screen cannot be shown, or who is away, is signed out."""
        if self.live is not None and (screen in self.screen_stack[:2] or self.live.covered):
            self.live.sign_out()
        else:
            super().close_screen(screen)

    # keys

    async def on_event(self, event: events.Event) -> None:
        """Whatever somebody types or points at says that they are there; a key waits for those before it."""
        if isinstance(event, events.InputEvent | events.Paste) and self.live is not None:
            self.live.touched()
        typed = event if isinstance(event, events.Key | events.Paste) and not event.is_forwarded else None
        if typed is None or self._takes(typed):
            await super().on_event(event)

    def _takes(self, key: events.Key | events.Paste) -> bool:
        """Whether the key is dealt with now: in a window too small to see what it does, it does nothing."""
        return not too_small(self.size) and self.keyboard.takes(key)

    @property
    def acting(self) -> bool:
        """Whether a desk does something that a key asked for."""
        return any(screen.acting for screen in screens(self))

    @property
    def waiting(self) -> bool:
        """Whether it takes so long that the person was told."""
        return any(screen.acting and screen.waited for screen in screens(self))

    @property
    def esc_closes(self) -> bool:
        """Whether Esc is F10 on what is seen, after which nobody types on."""
        return not (isinstance(self.screen, LoketScreen) and self.screen.ESC_EMPTIES)

    def hurry(self) -> None:
        """A key is to act: what waits for a rest of the hands is done now."""
        tell_seen(self, lambda screen: screen.hurry())

    def scanned(self, text: str) -> None:
        """A text came at once where nothing can be typed."""
        if self.live is not None:
            self.live.scanned(text)

    def dropped(self) -> None:
        """A letter came for a field, or list, that had just gone."""
        self.say("Isiannya baru saja tertutup: huruf sesudahnya tidak dipakai.")

    def action_pause(self) -> None:
        """Cover the screen at once, whatever is open."""
        if self._operator is not None:
            self._operator.cover()

    @on(KeyBar.Pressed)
    def _pointed_at(self, pressed: KeyBar.Pressed) -> None:
        """A key was pointed at: it waits for those pressed before it."""
        self.keyboard.press(pressed.key)

    def action_list_keys(self) -> None:
        """List all that can be done here now; what is picked comes before any key that waits."""
        if self.live is not None:
            self.live.list_keys(partial(self.keyboard.press, first=True))

    def action_find(self) -> None:
        """Find any file; what was being typed beneath stays."""
        operator, screen = self._operator, self.screen
        if operator is not None and not operator.covered and isinstance(screen, LoketScreen):
            screen.find()

    # the end

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End, whoever wants it; what was typed on any screen is kept first."""
        try:
            keep_typed(self)
            if self.live is not None:
                self.live.let_go()
        finally:
            super().exit(result, return_code, message)

    def finish(self) -> tuple[str, ...]:
        """Once the screens are gone: write what still waits; what became of nothing, a sentence each."""
        if self.live is None:
            return ()
        if self.live.writes.left:
            say_beside("Menyimpan yang terakhir diketik …")
        lost = self.live.close()
        note(
            beside(self.place).parent / LOG,
            "selesai, ada ketikan yang tidak tersimpan" if lost else "selesai",
        )
        return lost


def say_beside(sentence: str) -> None:
    """Say something beside the screens; a terminal that is gone hears nothing."""
    with suppress(OSError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def run(
    place: Location,
    *,
    office: str | None = None,
    mouse: bool = False,
    hint: tuple[str, ...] = (),
    station: str = "",
) -> int:
    """Open the program on the office's database; the exit code."""
    gc.disable()  # until all modules are in: `live.ahead.prepare`
    app = LoketApp(place, office=office, hint=hint, station=station)
    app.run(mouse=mouse)
    if lost := app.finish():
        for sentence in lost:
            say_beside(sentence)
        return 1
    return app.return_code or 0
