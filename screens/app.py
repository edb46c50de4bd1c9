"""The application: opens the office, signs people in and out, keeps every screen on the newest truth.

Painted first, imported after: the office and its database are opened by a worker once the first frame stands.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from loket.failing import CRASH_LOG
from loket.resources import resource
from screens.base import LoketScreen
from screens.crash import CrashReport
from screens.signin import SignInScreen
from screens.theme import CONTRAST, DARK, LIGHT, install
from screens.widgets.top_bar import CONNECTED, DISCONNECTED, TopBar

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.context import Desk
    from loket.desk.staff import Member, Person
    from loket.sla import WorkingTime
    from loket.store.feed import Feed

POLL_SECONDS = 0.25
MINUTE = 60_000
LOOK = "tampilan"
LOOKS = (LIGHT, DARK, CONTRAST)


@dataclass
class OfficeOpened(Message):
    """The office's database is open, or cannot be opened (`error`)."""

    desk: Desk | None
    feed: Feed | None
    staff: tuple[Member, ...]
    working: WorkingTime | None
    latest: int = 0
    error: Exception | None = None


class LoketApp(CrashReport):
    """Loket in a terminal. `path` is the office's database, `hint` what the sign-in says below its fields."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [resource("loket.tcss")]
    TITLE = "Loket"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+f", "find", "Cari", priority=True)]

    def __init__(self, path: Path, *, office: str | None = None, hint: tuple[str, ...] = ()) -> None:
        super().__init__()
        install(self)
        self.crash_log = path.parent / CRASH_LOG
        self.path = path
        self.office_id = office
        self.hint = hint
        self.names: dict[int, str] = {}
        self.person: Person | None = None
        self._desk: Desk | None = None
        self._who: Who | None = None
        self._feed: Feed | None = None
        self.working: WorkingTime | None = None
        self.connected = False
        self.latest = 0
        self._told = (0, 0)

    @property
    def desk(self) -> Desk:
        """The open office; screens that ask for it are shown only once it is open."""
        assert self._desk is not None
        return self._desk

    @property
    def who(self) -> Who:
        """The signed-in person."""
        assert self._who is not None
        return self._who

    def get_default_screen(self) -> SignInScreen:
        """The sign-in is the lowest screen: an empty one beneath it would cost a fifth of the start."""
        return SignInScreen(self.hint)

    def on_mount(self) -> None:
        """Paint the sign-in, then open the office behind it."""
        self.call_after_refresh(self.open_office)

    def open_office(self) -> None:
        """Import the engine and open the database, in a thread."""

        def work() -> None:
            worker = get_current_worker()
            try:
                opened = _open(self.path, self.office_id)
            except Exception as error:
                opened = OfficeOpened(None, None, (), None, error=error)
            if not worker.is_cancelled:
                self.post_message(opened)

        self.run_worker(work, thread=True, exclusive=True, group="office", exit_on_error=False)

    def on_office_opened(self, opened: OfficeOpened) -> None:
        """From now on the database is watched and the clock ticks."""
        if opened.error is not None or opened.desk is None:
            self._sign_in_screen().office_failed(opened.error)
            return
        self._desk, self._feed = opened.desk, opened.feed
        self.names = {member.id: member.name for member in opened.staff}
        self.working, self.latest = opened.working, opened.latest
        self.connected = True
        self._sign_in_screen().office_opened(opened.desk, opened.staff)
        self.run_worker(lambda: _prepare(self.desk), thread=True, group="office", exit_on_error=False)
        self.set_interval(POLL_SECONDS, self.look)
        self.set_interval(1.0, self.tick)

    def _sign_in_screen(self) -> SignInScreen:
        return next(s for s in self.screen_stack if isinstance(s, SignInScreen))

    def look(self) -> None:
        """Look whether anything was written, by whomever; the screens on top show the new truth."""
        if self._feed is None:
            return
        try:
            changes = self._feed.poll()
        except Exception:
            self._set_connected(False)
            return
        self._set_connected(True)
        if changes:
            self.latest = max(self.latest, *(change.at for change in changes))
            if any(change.subject in ("calendar", "person") for change in changes):
                staff, self.working, _ = _read_office(self.desk)
                self.names = {member.id: member.name for member in staff}
            self.everyone(lambda screen: screen.changed())

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self.everyone(lambda screen: screen.refresh_bars())

    def everyone(self, do: Callable[[LoketScreen], None]) -> None:
        """Tell the screen that is seen, beneath any dialog."""
        seen = next((s for s in reversed(self.screen_stack) if isinstance(s, LoketScreen)), None)
        if seen is not None and seen.is_mounted and self.is_running:
            do(seen)

    def tick(self) -> None:
        """A second has passed: countdowns and the clock in the top bar."""
        now = self.desk.now()
        self.everyone(lambda screen: screen.tick(now))
        moment = (now // MINUTE, self.latest)  # what the top bar's words depend on
        if moment != self._told:
            self._told = moment
            self.everyone(lambda screen: screen.refresh_top())

    def signed_in(self, person: Person, station: str | None) -> None:
        """Bring a person to the first screen of their role."""
        from loket.desk.authority import Who
        from screens.homes import home_screen

        self.person, self._who = person, Who(person.id, station)
        self.names[person.id] = person.name
        self.theme = self._kept_look()
        self.push_screen(home_screen(self.desk, person))

    def _kept_look(self) -> str:
        """The look this person chose the last time."""
        from loket.desk import drafts

        kept = drafts.load(self.desk, self.who, LOOK, "")
        name = str(kept.data.get("nama", "")) if kept is not None else ""
        return name if name in LOOKS else LIGHT

    def next_look(self) -> None:
        """Light, dark, high contrast, in turn; kept for the person."""
        from loket.desk import drafts

        self.theme = LOOKS[(LOOKS.index(self.theme) + 1) % len(LOOKS)]
        drafts.save(self.desk, self.who, LOOK, "", {"nama": self.theme})

    def sign_out(self) -> None:
        """Back to the sign-in; nothing of the last person stays on the screen."""
        while not isinstance(self.screen, SignInScreen):
            self.pop_screen()
        self.person, self._who = None, None
        self.theme = LIGHT
        self._sign_in_screen().clear()

    def action_find(self) -> None:
        """Find any file; what was being typed beneath stays."""
        if self.person is None or not isinstance(self.screen, LoketScreen):
            return
        from screens.find import FindScreen

        if not isinstance(self.screen, FindScreen):
            self.push_screen(FindScreen())

    def show_top(self, bar: TopBar, title: str) -> None:
        """Counter or screen, who sits there, the time, and whether the database answers."""
        place, moment = title, ""
        if self.person is not None and self._who is not None:
            counter = self.desk.office.counter(self._who.station) if self._who.station else None
            place = f"{counter.name if counter else title} · {self.person.name}"
        if self.working is not None:
            from loket.desk.moments import clock_words, standing_words

            now = self.desk.now()
            behind = self.latest - now > self.desk.office.settings.clock_tolerance * 1000
            note = "JAM MUNDUR, periksa jam komputer" if behind else standing_words(self.working, now)
            moment = f"{clock_words(self.working, now)} · {note}"
        bar.show(place, moment, CONNECTED if self.connected else DISCONNECTED)

    def sentence(self, error: Exception) -> str | None:
        """What a refusal says to the clerk; None when it is none."""
        from loket.desk.sentences import refusal

        assert self.working is not None
        try:
            return refusal(error, self.names, self.working, self.desk.now())
        except TypeError:
            return None


def _open(path: Path, office: str | None) -> OfficeOpened:
    from loket.desk.context import open_desk
    from loket.store.feed import Feed

    desk = open_desk(path, office=office)
    staff, working, latest = _read_office(desk)
    return OfficeOpened(desk, Feed(desk.store), staff, working, latest)


def _prepare(desk: Desk) -> None:
    """While somebody types their name, import and read what most first screens need: half of their time."""
    import screens.deskwork
    import screens.homes
    import screens.intake  # noqa: F401
    from loket.desk import casefile, staff  # noqa: F401
    from loket.store import procedures

    with desk.store.read() as conn:
        for sha, _ in procedures.versions(conn):
            desk.procedure(conn, sha)
    if not gc.isenabled():
        gc.freeze()  # the modules are all in: nothing of them will ever be garbage
        gc.enable()


def _read_office(desk: Desk) -> tuple[tuple[Member, ...], WorkingTime, int]:
    """The staff, the calendar, and the latest instant in the journal."""
    from loket.store import journal, people

    with desk.store.read() as conn:
        return people.staff(conn), desk.time(conn), journal.last_recorded(conn)


def run(path: Path, *, office: str | None = None, mouse: bool = False, hint: tuple[str, ...] = ()) -> int:
    """Open the program on the office's database; the exit code."""
    gc.disable()
    app = LoketApp(path, office=office, hint=hint)
    app.run(mouse=mouse)
    return app.return_code or 0
