"""The application: opens the office, signs people in and out, keeps every screen on the newest truth.

Painted first, imported after: the office and its database are opened by a worker once the first frame stands.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import constants, events, on
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from loket.failing import CRASH_LOG
from loket.resources import resource
from screens.entry.sign_in import SignInScreen
from screens.shell.asking import FAILED
from screens.shell.crash import CrashReport
from screens.shell.host import Answer
from screens.shell.keyboard import Keyboard, takes_text
from screens.shell.routes import GoHome, Leave, Route
from screens.shell.screen import LoketScreen
from screens.shell.theme import CONTRAST, DARK, LIGHT, install
from screens.shell.writing import AGAIN_SECONDS, Typed, Write, WriteQueue
from screens.widgets.room import too_small
from screens.widgets.top_bar import CONNECTED, DISCONNECTED, UNREAD, TopBar

if TYPE_CHECKING:
    from rich.console import RenderableType

    from loket.desk.authority import Who
    from loket.desk.case.file_view import FileView
    from loket.desk.clock import Asked
    from loket.desk.office import Desk
    from loket.desk.people.seats import Neighbour
    from loket.desk.people.sign_in import Person, Warned
    from loket.desk.restored import Lost
    from loket.desk.time.clock import Basis, Doubt
    from loket.desk.watching import Change, Feed, Present
    from loket.sla import WorkingTime
    from screens.entry.lock import LockScreen

POLL_SECONDS = 0.25
MINUTE = 60_000
LOOKS = (LIGHT, DARK, CONTRAST)
NOT_YET = "Data kantor belum dapat ditulis; yang diketik disimpan begitu bisa."
LAST_TRIES = 3
_NOT_A_SLIP = "Bila bukan petugas itu sendiri yang salah ketik, ganti kata sandinya."


@dataclass
class OfficeOpened(Message):
    """The office's database is open."""

    desk: Desk
    feed: Feed
    present: Present
    lost: Lost | None


@dataclass
class PresentRead(Message):
    """Staff and calendar as they are now; None when they could not be read."""

    present: Present | None


@dataclass
class NotTaken(Message):
    """The database does not take what was typed; it is tried again."""


@dataclass
class OpeningFailed(Message):
    """The office's database cannot be opened."""

    error: Exception


class LoketApp(CrashReport):
    """Loket in a terminal. `path` is the office's database, `hint` what the sign-in says below its fields."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [resource("loket.tcss")]
    TITLE = "Loket"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find", "Cari", priority=True),
        Binding("ctrl+l", "pause", "Jeda", priority=True),
    ]

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
        self._unheard: tuple[Change, ...] = ()  # what the feed told, and not every screen knows yet
        self.working: WorkingTime | None = None
        self.connected = False
        self._clock: Basis | None = None
        self.lost: Lost | None = None
        self._doubted: tuple[Doubt, ...] = ()
        self._outdated, self._rereading = False, False  # staff and calendar
        self._told: tuple[int, tuple[Doubt, ...]] = (0, ())
        self._writes = WriteQueue()
        self._again: Timer | None = None
        self._untold: list[Answer] = []
        self._lock: LockScreen | None = None
        self._held: list[tuple[MessagePump, Answer]] = []
        self._to_ask: deque[Callable[[], None]] = deque()  # questions that no key asked for
        self._touched = 0  # when somebody pressed a key last, by the clock that nobody sets
        self.keyboard = Keyboard(self)

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

    def get_driver_class(self) -> type[Driver]:
        """A terminal of our own; the browser and Windows have Textual's."""
        if constants.DRIVER is not None or sys.platform == "win32":
            return super().get_driver_class()
        from screens.shell.driver import TerminalDriver

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
        return SignInScreen(self.hint)

    def on_mount(self) -> None:
        """Paint the sign-in, then open the office behind it."""
        # called by the signal itself, what fails would be lost without a word
        self.theme_changed_signal.subscribe(
            self, lambda _: self.call_later(self.everyone, LoketScreen.repaint)
        )
        self.call_after_refresh(self.open_office)

    def open_office(self) -> None:
        """Import the engine and open the database, in a thread."""

        def work() -> None:
            worker = get_current_worker()
            answer: OfficeOpened | OpeningFailed
            try:
                answer = _open(self.path, self.office_id)
            except Exception as error:
                answer = OpeningFailed(error)
            if not worker.is_cancelled:
                self.post_message(answer)

        self.run_worker(work, thread=True, exclusive=True, group="office", exit_on_error=False)

    def on_office_opened(self, opened: OfficeOpened) -> None:
        """From now on the database is watched and the clock ticks."""
        self._desk, self._feed, self.lost = opened.desk, opened.feed, opened.lost
        self._take_in(opened.present)
        self._doubted = self.desk.doubts(opened.present.clock)  # asked as somebody signs in
        self.connected = True
        self._sign_in_screen().office_opened(opened.desk, opened.present.staff)
        self.run_worker(lambda: _prepare(self.desk), thread=True, group="ahead")
        self.set_interval(POLL_SECONDS, self.look)
        self.set_interval(1.0, self.tick)
        self.at_work = True

    def on_opening_failed(self, failed: OpeningFailed) -> None:
        """The sign-in says why; what has no sentence of its own is kept in the log."""
        from loket.desk.words.trouble import unforeseen

        if unforeseen(failed.error):
            self.report(failed.error)
        self._sign_in_screen().office_failed(failed.error)

    def _take_in(self, present: Present) -> None:
        self.names, self.working = present.names, present.time
        self._clock = present.clock

    def _sign_in_screen(self) -> SignInScreen:
        return next(s for s in self.screen_stack if isinstance(s, SignInScreen))

    def look(self) -> None:
        """Look whether anything was written, by whomever; the screens on top show the new truth."""
        from loket.desk.watching import clock_basis
        from loket.desk.words.trouble import database_trouble

        if self._feed is None:
            return
        try:
            self._unheard += self._feed.poll()
            if self._unheard:
                self._clock = clock_basis(self.desk)
                self._judge_clock(self.desk.now())
        except Exception as error:
            if not database_trouble(error):
                raise
            self._set_connected(False)
            return
        changes, self._unheard = self._unheard, ()
        self._hear(changes)
        self._outdated |= any(change.subject in ("calendar", "person") for change in changes)
        if self._outdated:
            self._read_present()
            return
        if not self._rereading:
            self._set_connected(True)
        if changes:
            self.everyone(lambda screen: screen.changed())

    def _hear(self, changes: tuple[Change, ...]) -> None:
        """What others addressed to the person is said on the screen that is seen."""
        from loket.desk.case.directing import ADDRESSING, Addressed, addressed
        from screens.wording.place import addressed_words

        person = self.person
        if person is None:
            return
        others = [c.id for c in changes if c.kind in ADDRESSING and c.person_id != person.id]
        if not others:
            return
        who = self.who

        def say(found: tuple[Addressed, ...]) -> None:
            for said in found:
                self.say(addressed_words(said, self.names))

        self.everyone(
            lambda screen: screen.read(lambda: addressed(self.desk, who, others), say, group="addressed")
        )

    def _read_present(self) -> None:
        """Read staff and calendar again, in a thread; what could not be read is read at the next look."""
        if self._rereading:
            return
        self._outdated, self._rereading = False, True

        def work() -> None:
            from loket.desk.watching import present
            from loket.desk.words.trouble import database_trouble

            read = PresentRead(None)
            try:
                read.present = present(self.desk)
            except Exception as error:
                if not database_trouble(error):
                    raise
            finally:
                self.post_message(read)

        self.run_worker(work, thread=True, group="present")

    def on_present_read(self, read: PresentRead) -> None:
        """Screens read again once staff and calendar are the newest."""
        self._rereading = False
        self._outdated |= read.present is None
        if read.present is not None:
            self._take_in(read.present)
            self._see_who_is_left(read.present)
            self.everyone(lambda screen: screen.changed())
        self._set_connected(read.present is not None)

    def _see_who_is_left(self, present: Present) -> None:
        """Who was taken off the staff, or lost a role, works here no more: not at the next act, but now."""
        person = self.person
        now = next((m for m in present.staff if person is not None and m.id == person.id), None)
        if person is None or now is None:
            return
        if now.active and set(person.roles) <= set(now.roles):
            self.person = replace(person, name=now.name, roles=now.roles)
            return
        self.keep_typed()
        self.sign_out()
        why = "Peran Anda diubah; masuk lagi untuk bekerja dengan peran yang baru."
        if not now.active:
            why = "Akun Anda dinonaktifkan. Bila ini keliru, hubungi admin."
        kept = "Isian yang sudah tersimpan tetap ada."
        self._notice("Layar ditutup", [f"{now.name}:", why, kept])

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self.everyone(lambda screen: screen.refresh_bars())

    def everyone(self, do: Callable[[LoketScreen], None]) -> None:
        """Tell the screen that is seen, beneath any dialog."""
        seen = next(reversed(self._screens), None)
        if seen is not None and seen.whole:
            do(seen)

    def say(self, sentence: str) -> None:
        """Say a sentence on the screen that is seen."""
        self.everyone(lambda screen: screen.say(sentence))

    def close_screen(self, screen: Screen[Any]) -> None:
        """Take a screen away; a person whose own screen cannot be shown, or who is away, is signed out."""
        if screen in self.screen_stack[:2] or self._lock is not None:
            self.sign_out()
        else:
            super().close_screen(screen)

    def in_turn(self, write: Write) -> None:
        """Write this in a thread after all that was given here before; it outlives its screen."""
        self._writes.put(write)
        if current_thread() is main_thread():
            self.write_on()
        else:
            self.call_later(self.write_on)

    def typed(self, file: int) -> Typed:
        """What was typed for a file and waits to be written."""
        return self._writes.typed(file)

    def write_on(self) -> None:
        """Write what waits, unless somebody is at it."""
        if not self._writes.begin():
            return

        def work() -> None:
            if self._writes.work() is not None and self.is_running:
                self.post_message(NotTaken())

        self.run_worker(work, thread=True, group="writes")

    def on_not_taken(self) -> None:
        """Say that it still has to be written, and try again after a moment."""
        self.say(self._writes.waits or NOT_YET)
        if self._again is not None:
            self._again.stop()
        self._again = self.set_timer(AGAIN_SECONDS, self.write_on)

    def on_answer(self, answer: Answer) -> None:
        """What was refused to a screen that is gone is said on the one that is seen."""
        if answer.error is None or answer.asked == "read" or self.holds(self, answer):
            return
        if not self.is_running:
            self.untold(answer)
            return
        what = "Ketikan batal:" if answer.asked == "keep" else "Batal:"
        sentence = self.sentence(answer.error)
        if sentence is None:
            self.report(answer.error)
        self.say(f"{what} {sentence}" if sentence is not None else FAILED[answer.asked])

    def untold(self, answer: Answer) -> None:
        """What was refused when no screen was left to say so; it is said at the very end."""
        if answer.error is not None and answer.asked != "read":
            self._untold.append(answer)

    def leave(self) -> None:
        """The person goes, and the program ends."""
        self.rise()
        self.exit(0)

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End, whoever wants it; what was typed on any screen is kept first."""
        try:
            self.keep_typed()
            for _, answer in self._held:
                self.untold(answer)
        finally:
            super().exit(result, return_code, message)

    def keep_typed(self) -> None:
        """Keep what was typed on any screen."""
        for screen in self._screens:
            if screen.whole:
                screen.keep_typed()

    def finish(self) -> tuple[str, ...]:
        """Once the screens are gone: write what still waits; what became of nothing, a sentence each."""
        if self._writes.left:
            say_beside("Menyimpan yang terakhir diketik …")
        left = self._writes.finish(LAST_TRIES)
        if self._feed is not None:
            self._feed.close()
            self.desk.store.close()
        acts = sum(answer.asked == "act" for answer in self._untold)
        typed = len(self._untold) - acts
        said = (
            (left, f"Data kantor tidak dapat ditulis: {left} ketikan terakhir tidak tersimpan."),
            (typed, f"Ketikan terakhir tidak tersimpan: {typed} isian ditolak. Periksa berkasnya."),
            (acts, f"Tindakan terakhir batal: {acts} tindakan belum tercatat. Periksa berkasnya."),
        )
        return tuple(sentence for count, sentence in said if count)

    def tick(self) -> None:
        """A second has passed: countdowns and the clock in the top bar."""
        now = self.desk.now()
        self._cover_if_left()
        self._judge_clock(now)
        self.everyone(lambda screen: screen.tick(now))

    def _judge_clock(self, now: int) -> None:
        """See what speaks against the clock; the top bar says it, and whoever may tell is asked of news."""
        before, self._doubted = self._doubted, self.desk.doubts(self._clock) if self._clock else ()
        moment = (now // MINUTE, self._doubted)  # what the top bar's words depend on
        if moment != self._told:
            self._told = moment
            self.everyone(lambda screen: screen.refresh_top())
        if set(self._doubted) - set(before):
            self._doubt_clock()

    def _about_clock(self) -> Asked | None:
        """What the person has to be asked about the computer's clock as it goes now."""
        from loket.desk.clock import asked

        if self._clock is None or self.person is None:
            return None
        return asked(self.desk, self._clock, self.person.roles)

    def _ask_in_turn(self, ask: Callable[[], None]) -> None:
        """Ask something of the program's own accord: once nothing else is asked, never over a question."""
        self._to_ask.append(ask)
        self.ask_next()

    def ask_next(self) -> None:
        """No question is open any more: ask what waits for that, one after the other."""
        while self._to_ask and self._lock is None and isinstance(self.screen, LoketScreen):
            self._to_ask.popleft()()

    def _notice(self, title: str, lines: list[str]) -> None:
        """Something to read and close, in its turn."""
        from screens.widgets.dialogs import Message as Notice

        def show() -> None:
            self.push_screen(Notice(title, lines))

        self._ask_in_turn(show)

    def ask_clock(self) -> None:
        """Ask whether the computer's clock is right, where something speaks against it."""
        self._ask_in_turn(self._ask_clock)

    def _ask_clock(self) -> None:
        from screens.entry.clock import ask

        about, screen = self._about_clock(), self.screen
        if about is not None and isinstance(screen, LoketScreen):
            ask(screen, about)

    def _ask_restored(self) -> None:
        """Ask who may tell whether data that lack their newest acts are the right ones."""
        from screens.entry.restored import ask

        screen = self.screen
        if self.lost is not None and self.person is not None and isinstance(screen, LoketScreen):
            ask(screen, self.lost, self.person.roles)

    def _doubt_clock(self) -> None:
        """The clock has jumped: ask at once whoever may tell and types nothing; say it to anybody else."""
        from loket.desk.time.clock import ClockDoubted

        about, screen = self._about_clock(), self.screen
        if about is None:
            return
        busy = self._lock is not None or takes_text(self.focused)
        if about.may_tell and not busy and isinstance(screen, LoketScreen):
            self.ask_clock()
        else:
            self.say(self.sentence(ClockDoubted(about.now, about.found)) or "")

    def signed_in(self, person: Person, station: str | None) -> None:
        """Bring a person to the first screen of their role."""
        from loket.desk.authority import Who
        from screens.opening import first_screen

        self.person, self._who = person, Who(person.id, station)
        self.names[person.id] = person.name
        self._touched = self.desk.running()
        self.theme = self._kept_look()
        home = first_screen(self.desk, person)
        self.push_screen(home)
        self._warn(person.id, person.warned)
        if station is not None:
            self._sit_down(home, bool(person.warned))
        for ask in (self._ask_clock, self._ask_restored):
            self.call_later(self._ask_in_turn, ask)  # each by itself: one that fails hinders no other

    def _sit_down(self, home: LoketScreen, warned: bool) -> None:
        """Take a seat at the counter, and tell who sits there already; `warned`: something else was said."""
        from loket.desk.people import seats

        who = self.who

        def told(others: tuple[Neighbour, ...]) -> None:
            if not others or self._who != who:
                return
            counter = self.desk.office.counter(others[0].counter)
            name = counter.name if counter is not None else "Loket ini"
            here, gone = (self._since(s for s in others if s.gone is gone) for gone in (False, True))
            said = [f"{name} dipakai {here}." if here else ""]
            said += [f"Layar {gone} di sini terputus tanpa keluar." if gone else ""]
            sentence = " ".join(filter(None, said))
            if warned:
                self._notice(name, [sentence])
            else:
                home.say(sentence)

        home.keep(lambda: seats.sit(self.desk, who), told)

    def _since(self, seats: Iterable[Neighbour]) -> str:
        """Who sits there and since when, in words."""
        assert self.working is not None
        return " dan ".join(f"{seat.name} sejak {self.working.local(seat.since):%H.%M}" for seat in seats)

    def rise(self) -> None:
        """Leave the seat at the counter."""
        if self._who is None or self._who.station is None:
            return
        from loket.desk.people import seats
        from loket.desk.words.trouble import unforeseen

        def answered(_: object, error: Exception | None) -> None:
            if error is not None and unforeseen(error):
                self.call_later(self.outlive, error)

        self.in_turn(Write(partial(seats.rise, self.desk, self._who), answered, lasting=False))

    def _warn(self, person: int, warned: tuple[Warned, ...]) -> None:
        """Tell of wrong passwords: in passing where they may be one's own slips, else to be answered."""
        from loket.desk.words.refusals import warning
        from loket.people import FREE_TRIES

        assert self.working is not None
        lines = [
            warning(told, told.person == person, self.names, self.working, self.desk.now()) for told in warned
        ]
        if [told.count < FREE_TRIES for told in warned] == [True]:
            self.call_after_refresh(self.say, lines[0])
        elif lines:
            self._notice("Kata sandi salah", [*lines, "", _NOT_A_SLIP])

    def _kept_look(self) -> str:
        """The look this person chose the last time; the light one when that cannot be read now."""
        from loket.desk.people import preferences
        from loket.desk.words.trouble import database_trouble

        try:
            name = preferences.kept(self.desk, self.who, preferences.LOOK)
        except Exception as error:
            if not database_trouble(error):
                raise
            return LIGHT
        return name if name in LOOKS else LIGHT

    def next_look(self) -> None:
        """Light, dark, high contrast, in turn; kept for the person, unless they may no longer sign in."""
        from loket.desk.people import preferences

        self.theme = LOOKS[(LOOKS.index(self.theme) + 1) % len(LOOKS)]
        keep = partial(preferences.keep, self.desk, self.who, preferences.LOOK, self.theme)

        def kept(error: Exception | None) -> None:
            if error is not None and self.sentence(error) is None:
                raise error

        def answered(_: object, error: Exception | None) -> None:
            self.call_later(kept, error)

        self.in_turn(Write(keep, answered, lasting=True))

    # covered while the person is away

    async def on_event(self, event: events.Event) -> None:
        """Whatever somebody types or points at says that they are there; a key waits for those before it.

        In a window too small to see what it does, it does nothing.
        """
        if isinstance(event, events.InputEvent | events.Paste) and self._desk is not None:
            self._touched = self._desk.running()
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if typed and too_small(self.size):
            return
        if not typed or self.keyboard.takes(cast("events.Key | events.Paste", event)):
            await super().on_event(event)

    def action_pause(self) -> None:
        """Cover the screen at once, whatever is open."""
        self.cover()

    def cover(self) -> None:
        """Hide what is on the screen until the person comes back, or somebody else signs in."""
        if self.person is None or self._lock is not None:
            return
        from screens.entry.lock import LockScreen

        self.keep_typed()
        self._lock = LockScreen(self.desk.now())
        self.push_screen(self._lock)

    def _cover_if_left(self) -> None:
        """Cover a screen that nobody has touched for as long as the office says; not before an applicant."""
        minutes = self.desk.office.settings.lock_minutes
        left = self.desk.running() - self._touched >= minutes * MINUTE
        if minutes and left and not any(screen.serving for screen in self._screens):
            self.cover()

    def holds(self, to: MessagePump, answer: Answer) -> bool:
        """Whether an answer has to wait: beneath a covered screen nothing opens, closes or is said."""
        if self._lock is None or to is self._lock:
            return False
        self._held.append((to, answer))
        return True

    def uncover(self, warned: tuple[Warned, ...]) -> None:
        """The person is back: all is as it was left, and what was answered meanwhile arrives."""
        lock = self._take_off_cover()
        assert lock is not None
        self.close_screen(lock)
        assert self.person is not None
        self._warn(self.person.id, warned)
        self.ask_clock()

    def _take_off_cover(self) -> LockScreen | None:
        lock, self._lock = self._lock, None
        held, self._held = self._held, []
        for to, answer in held:
            to.post_message(answer)
        return lock

    def sign_out(self) -> None:
        """Back to the sign-in; nothing of the last person stays on the screen."""
        self.rise()
        self._take_off_cover()
        self._to_ask.clear()
        while not isinstance(self.screen, SignInScreen):
            self.pop_screen()
        self.person, self._who = None, None
        self.theme = LIGHT
        self._sign_in_screen().clear()

    @property
    def _screens(self) -> list[LoketScreen]:
        """What is shown and lies beneath, without the questions over it."""
        return [screen for screen in self.screen_stack if isinstance(screen, LoketScreen)]

    @property
    def own_screen(self) -> LoketScreen:
        """The screen of the person's work, beneath what they look up."""
        return next(s for s in self._screens if not isinstance(s, SignInScreen))

    def back_to_own(self) -> LoketScreen:
        """Take away what the person looked up over their own screen."""
        own = self.own_screen
        while self.screen is not own:
            self.pop_screen()
        return own

    def work_on(self, file: int) -> None:
        """Back to the person's own screen, with this file."""
        self.back_to_own().show_file(file)

    @property
    def working_word(self) -> str:
        """What it is called to go back to the person's own screen with a file."""
        return self.own_screen.working_word

    def why_not_work(self, view: FileView | None) -> str | None:
        """Why the person's own screen does not work on a file; None where it does."""
        return self.own_screen.why_not_work(view)

    def action_find(self) -> None:
        """Find any file; what was being typed beneath stays."""
        if self.person is not None and self._lock is None and isinstance(self.screen, LoketScreen):
            self.screen.find()

    @on(Route)
    def _go(self, route: Route) -> None:
        """Go where a screen asks; beneath a covered screen nothing opens."""
        from screens.opening import home_screen, leave, opened

        if self.person is None or self._lock is not None:
            return
        match route:
            case GoHome(home):
                self.switch_screen(home_screen(self.desk, self.person, home))
            case Leave():
                leave(self.own_screen)
            case _:
                self.push_screen(opened(route))

    @property
    def acting(self) -> bool:
        """Whether a desk does something that a key asked for."""
        return any(screen.acting for screen in self._screens)

    @property
    def waiting(self) -> bool:
        """Whether it takes so long that the person was told."""
        return any(screen.acting and screen.waited for screen in self._screens)

    def hurry(self) -> None:
        """A key is to act: what waits for a rest of the hands is done now."""
        self.everyone(lambda screen: screen.hurry())

    def scanned(self, text: str) -> None:
        """A text came at once where nothing can be typed; beneath a cover nothing opens."""
        from screens.lookup.scan import open_scanned

        if self._lock is None:
            open_scanned(self, text)

    def show_top(self, bar: TopBar, title: str, unread: bool = False) -> None:
        """Counter or screen, who sits there, the time, whether the database answers and all could be read."""
        place, moment = title, ""
        if self.person is not None and self._who is not None:
            counter = self.desk.office.counter(self._who.station) if self._who.station else None
            place = f"{counter.name if counter else title} · {self.person.name}"
        if self.working is not None:
            from loket.desk.words.clock import note as doubt
            from loket.desk.words.moments import clock_words, standing_words

            now = self.desk.now()
            note = doubt(self._doubted) or standing_words(self.working, now)
            moment = f"{clock_words(self.working, now)} · {note}"
        state = UNREAD if unread else CONNECTED
        bar.show(place, moment, state if self.connected else DISCONNECTED)

    def sentence(self, error: Exception) -> str | None:
        """What a refusal says to the clerk; None when it is none."""
        from loket.desk.words.refusals import refusal

        assert self.working is not None
        return refusal(error, self.names, self.working, self.desk.now())


def _open(path: Path, office: str | None) -> OfficeOpened:
    from loket.desk.opening import open_desk
    from loket.desk.restored import missing
    from loket.desk.watching import present, watch

    desk = open_desk(path, office=office)
    return OfficeOpened(desk, watch(desk), present(desk), missing(desk))


def _prepare(desk: Desk) -> None:
    """While somebody types their name, import and read what most first screens need: half of their time."""
    import screens.opening  # noqa: F401
    from loket.desk.people import sign_in  # noqa: F401
    from loket.desk.watching import read_ahead
    from loket.desk.words.trouble import database_trouble

    try:
        read_ahead(desk)
    except Exception as error:
        if not database_trouble(error):
            raise
    finally:
        if not gc.isenabled():
            gc.freeze()  # the modules are all in: nothing of them will ever be garbage
            gc.enable()


def say_beside(sentence: str) -> None:
    """Say something beside the screens; a terminal that is gone hears nothing."""
    with suppress(OSError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def run(path: Path, *, office: str | None = None, mouse: bool = False, hint: tuple[str, ...] = ()) -> int:
    """Open the program on the office's database; the exit code."""
    gc.disable()
    app = LoketApp(path, office=office, hint=hint)
    app.run(mouse=mouse)
    if lost := app.finish():
        for sentence in lost:
            say_beside(sentence)
        return 1
    return app.return_code or 0
