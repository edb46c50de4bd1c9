"""Somebody at work: from signing in until they leave, what they are told and asked, and where they go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from loket.desk import roster
from loket.desk.authority import Who
from loket.desk.case.directing import ADDRESSING, Addressed, addressed
from loket.desk.errors import ClockDoubted
from loket.desk.people import sessions
from loket.desk.words.refusals import warning
from loket.lengths import MINUTE
from loket.people import FREE_TRIES
from screens.entry import clock, restored
from screens.entry.leaving import ask_own_password
from screens.entry.sign_in import SignInScreen
from screens.live.cover import Cover
from screens.live.look import look_of, next_look
from screens.live.seat import rise, sit_down
from screens.opening import first_screen, home_screen, leave, opened
from screens.shell.keyboard import takes_text
from screens.shell.routes import GoHome, Leave, Route
from screens.shell.screen import LoketScreen
from screens.shell.stack import keep_typed, screens, tell_seen
from screens.wording.place import addressed_words
from screens.wording.roster import roster_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message_pump import MessagePump

    from loket.desk.case.file_view import FileView
    from loket.desk.people.sign_in import Person, Warned
    from loket.desk.watching import Change, Member
    from screens.shell.live import Live, Reply
    from screens.widgets.key_bar import Key

_NOT_A_SLIP = "Bila bukan petugas itu sendiri yang salah ketik, ganti kata sandinya."


class Operator:
    """A person signed in at a counter, or at none; the screens are `shell.live.AtWork` to them."""

    def __init__(self, live: Live, person: Person, station: str | None) -> None:
        self._live, self._app = live, live.app
        self.person, self.who = person, Who(person.id, station)
        self._cover = Cover(live.app)
        self._addressed: tuple[int, ...] = ()  # entries that may be addressed to them and were not said yet
        self.touched()

    def begin(self) -> None:
        """Show the first screen of the person's role, and tell and ask what there is."""
        live = self._live
        self._app.theme = look_of(self.person)
        home = first_screen(live.desk, self.person)
        self._app.push_screen(home)
        self._warn(self.person.warned)
        home.keep(lambda: roster.arrive(live.desk, self.who), self._say_today)
        # a sentence would take the place of the one about passwords
        tell = live.questions.tell if self.person.warned else lambda _, sentence: home.say(sentence)
        sit_down(live, self.who, home, tell)
        for ask in (self._ask_clock, self._ask_restored, self._ask_own_password):
            self._app.call_later(live.questions.ask, ask)  # one that fails hinders no other

    def _say_today(self, today: roster.Today) -> None:
        """Tell who was not to come that the office counts on it, and who is on duty in which role."""
        if words := roster_words(today, self._live.desk.office):
            self._app.say(words)

    def end(self) -> None:
        """The person goes."""
        rise(self._live, self.who)
        self._cover.take_off()

    def leave(self) -> None:
        """The person goes, and the program ends."""
        rise(self._live, self.who)
        self._app.exit(0)

    # what they are told

    def _warn(self, warned: tuple[Warned, ...]) -> None:
        """Tell of wrong passwords: in passing where they may be one's own slips, else to be answered."""
        live = self._live
        now, mine = live.desk.now(), self.person.id
        lines = [warning(told, told.person == mine, live.names, live.working, now) for told in warned]
        if [told.count < FREE_TRIES for told in warned] == [True]:
            self._app.call_after_refresh(self._app.say, lines[0])
        elif lines:
            self._live.questions.tell("Kata sandi salah", *lines, "", _NOT_A_SLIP)

    def hear(self, changes: Iterable[Change]) -> None:
        """What others addressed to the person is said on the screen that is seen, once they are at it."""
        if any(c.kind == sessions.ENDING and c.subject_id == self.person.id for c in changes):
            tell_seen(self._app, self._ask_whether_it_goes_on)
        others = [c.id for c in changes if c.kind in ADDRESSING and c.person_id != self.person.id]
        self._addressed += tuple(others)
        if others and not self.covered:
            self._say_addressed()

    def _say_addressed(self) -> None:
        live, who, asked = self._live, self.who, self._addressed
        if not asked:
            return

        def say(found: tuple[Addressed, ...]) -> None:
            self._addressed = tuple(entry for entry in self._addressed if entry not in asked)
            if found:
                self._app.say(" · ".join(addressed_words(said, live.names) for said in found))

        def ask(screen: LoketScreen) -> None:
            screen.read(lambda: addressed(live.desk, who, asked), say, group="addressed", until_answered=True)

        tell_seen(self._app, ask)

    def see_staff(self, staff: Iterable[Member]) -> None:
        """Who was taken off the staff, or lost a role or their counter, works here no more.

        Not at the next act, but now: whom they would call to a counter that is none nobody would hear of.
        """
        now = next((member for member in staff if member.id == self.person.id), None)
        if now is None:
            return
        seats = (None, *(counter.id for counter in self._live.desk.office.counters_of(now.roles)))
        if not now.active:
            self._sign_out("Akun Anda dinonaktifkan. Bila ini keliru, hubungi admin.")
        elif not set(self.person.roles) <= set(now.roles):
            self._sign_out("Peran Anda diubah; masuk lagi untuk bekerja dengan peran yang baru.")
        elif self.who.station not in seats:
            self._sign_out("Loket Anda tidak ada lagi bagi peran Anda; masuk lagi.")
        else:
            self.person = replace(self.person, name=now.name, roles=now.roles)

    def _ask_whether_it_goes_on(self, screen: LoketScreen) -> None:
        """An admin ended a session of the person's: maybe this one."""

        def told(goes_on: bool) -> None:
            if not goes_on:
                self._sign_out("Sesi ini diakhiri admin; masuk lagi untuk melanjutkan.")

        desk, who = self._live.desk, self.who
        screen.read(lambda: sessions.goes_on(desk, who), told, group="operator", until_answered=True)

    def _sign_out(self, why: str) -> None:
        """The person works here no more: all that was typed is kept, and the sign-in says why."""
        keep_typed(self._app)
        self._live.sign_out()
        kept = "Isian yang sudah tersimpan tetap ada."
        self._live.questions.tell("Layar ditutup", f"{self.person.name}:", why, kept)

    # what they are asked

    def ask_clock(self) -> None:
        """Ask whether the computer's clock is right, where something speaks against it."""
        self._live.questions.ask(self._ask_clock)

    def _ask_clock(self) -> None:
        about, screen = self._live.about_clock(), self._app.screen
        if about is not None and isinstance(screen, LoketScreen):
            clock.ask(screen, about)

    def _ask_restored(self) -> None:
        """Ask who may tell whether data that lack their newest acts are the right ones."""
        lost, screen = self._live.lost, self._app.screen
        if lost is not None and isinstance(screen, LoketScreen):
            restored.ask(screen, lost, self.person.roles)

    def _ask_own_password(self) -> None:
        """Who was given a password is to have one of their own."""
        screen = self._app.screen
        if self.person.given and isinstance(screen, LoketScreen):
            ask_own_password(screen)

    def doubt_clock(self) -> None:
        """The clock has jumped: ask at once whoever may tell and types nothing; say it to anybody else."""
        about = self._live.about_clock()
        if about is None:
            return
        busy = self.covered or takes_text(self._app.focused)
        if about.may_tell and not busy and isinstance(self._app.screen, LoketScreen):
            self.ask_clock()
        else:
            self._app.say(self._live.sentence(ClockDoubted(about.now, about.found)) or "")

    # covered while they are away

    @property
    def covered(self) -> bool:
        """Whether the person is away and the screen covered."""
        return self._cover.on

    def touched(self) -> None:
        """Somebody pressed a key or pointed; when, by the clock that nobody sets."""
        self._touched = self._live.desk.running()

    def cover(self) -> None:
        """Hide what is on the screen until the person comes back, or somebody else signs in."""
        if not self.covered:
            keep_typed(self._app)
            self._cover.put_on(self._live.desk.now())

    def cover_if_left(self) -> None:
        """Cover a screen that nobody has touched for as long as the office says; not before an applicant."""
        minutes = self._live.desk.office.settings.lock_minutes
        left = self._live.desk.running() - self._touched >= minutes * MINUTE
        if minutes and left and not any(screen.serving for screen in screens(self._app)):
            self.cover()

    def uncover(self, warned: tuple[Warned, ...]) -> None:
        """The person is back: all is as it was left, and what was answered meanwhile arrives."""
        lock = self._cover.take_off()
        assert lock is not None
        self._app.close_screen(lock)
        self._warn(warned)
        self.ask_clock()
        self._app.call_after_refresh(self._say_addressed)

    def holds(self, to: MessagePump, answer: Reply) -> bool:
        """Whether an answer has to wait: beneath a covered screen nothing opens, closes or is said."""
        return self._cover.holds(to, answer)

    @property
    def held(self) -> tuple[Reply, ...]:
        """The answers that wait."""
        return tuple(answer for _, answer in self._cover.held)

    def next_look(self) -> None:
        """Light, dark, high contrast, in turn."""
        next_look(self._live, self.who)

    # where they go

    @property
    def own_screen(self) -> LoketScreen:
        """The screen of the person's work, beneath what they look up."""
        return next(s for s in screens(self._app) if not isinstance(s, SignInScreen))

    def back_to_own(self) -> LoketScreen:
        """Take away what the person looked up over their own screen."""
        own = self.own_screen
        while self._app.screen is not own:
            self._app.pop_screen()
        return own

    def work_on(self, file: int) -> None:
        """Back to the person's own screen, with this file."""
        self.back_to_own().show_file(file)

    def work_key(self, view: FileView | None, why: str | None) -> Key:
        """The key that goes back to the person's own screen with a file; `why` not, or why it says so."""
        own = self.own_screen
        return replace(own.WORK, why=why or own.why_not_work(view))

    def go(self, route: Route) -> None:
        """Go where a screen asks; beneath a covered screen nothing opens."""
        if self.covered:
            return
        match route:
            case GoHome(home):
                self._app.switch_screen(home_screen(self._live.desk, self.person, home))
            case Leave():
                leave(self.own_screen)
            case _:
                self._app.push_screen(opened(route))
