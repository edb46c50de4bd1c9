"""The open office as the program has it: who is signed in, what is watched and written, what stands above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.desk.errors import ClockDoubted
from loket.desk.words.clock import note
from loket.desk.words.moments import clock_words, standing_words
from loket.lengths import MINUTE
from screens.entry.sign_in import SignInScreen
from screens.live.ahead import prepare
from screens.live.changes import Changes
from screens.live.doubts import ClockDoubts
from screens.live.questions import Questions
from screens.live.writes import Writes
from screens.shell.asking import FAILED
from screens.shell.screen import LoketScreen
from screens.shell.stack import tell_seen
from screens.shell.theme import LIGHT
from screens.widgets.top_bar import CONNECTED, DISCONNECTED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump

    from loket.desk.clock import Asked
    from loket.desk.office import Desk
    from loket.desk.people.sign_in import Person
    from loket.desk.restored import Lost
    from loket.desk.time.clock import Basis, Doubt
    from loket.desk.watching import Change, Feed, Present
    from screens.live.operator import Operator
    from screens.shell.crash import CrashReport
    from screens.shell.live import Reply
    from screens.widgets.top_bar import TopBar

POLL_SECONDS = 0.25


class LiveOffice:
    """What screens know of the application (`shell.live.Live`), and what the application leaves to it.

    `lost`: what the data lack that were opened.
    """

    def __init__(self, app: CrashReport, desk: Desk, feed: Feed, present: Present, lost: Lost | None) -> None:
        self.app, self.desk, self.lost = app, desk, lost
        self.operator: Operator | None = None
        self.staff, self.names, self.working = present.staff, present.names, present.time
        self.writes = Writes(app, self.sentence)
        self.doubts = ClockDoubts(desk, present.clock)
        self.changes = Changes(app, desk, feed, self)
        self.questions = Questions(app, lambda: self.covered)
        self._told: tuple[int, tuple[Doubt, ...]] = (0, ())

    def begin(self) -> None:
        """From now on the database is watched and the clock ticks."""
        # the people are painted first: a thread that imports holds up what the screen does
        self.app.call_after_refresh(
            self.app.run_worker, partial(prepare, self.desk), thread=True, group="ahead"
        )
        self.app.set_interval(POLL_SECONDS, self.changes.look)
        self.app.set_interval(1.0, self.tick)

    def let_go(self) -> None:
        """The program ends: what waits beneath a cover is told at the very end."""
        for answer in self.operator.held if self.operator is not None else ():
            self.writes.untold(answer)

    def close(self) -> tuple[str, ...]:
        """Once the screens are gone: what became of nothing that was to be written, a sentence each."""
        said = self.writes.finish()
        self.changes.feed.close()
        self.desk.store.close()
        return said

    def tick(self) -> None:
        """A second has passed: countdowns and the clock in the top bar."""
        now = self.desk.now()
        if self.operator is not None:
            self.operator.cover_if_left()
        self._judge_clock(now)
        tell_seen(self.app, lambda screen: screen.tick(now))

    # who is signed in

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self.operator.person if self.operator is not None else None

    @property
    def covered(self) -> bool:
        """Whether the person is away and their screen covered."""
        return self.operator is not None and self.operator.covered

    def signed_in(self, person: Person, station: str | None) -> None:
        """Bring a person to the first screen of their role."""
        # it brings every screen: imported ahead, by `prepare`, while somebody types their name
        from screens.live.operator import Operator

        self.names[person.id] = person.name
        self.operator = Operator(self, person, station)
        self.operator.begin()

    def touched(self) -> None:
        """Somebody pressed a key or pointed: they are there."""
        if self.operator is not None:
            self.operator.touched()

    def scanned(self, text: str) -> None:
        """A text came at once where nothing can be typed; beneath a cover nothing opens."""
        from screens.lookup.scan import open_scanned  # as the operator: with what it opens, after the people

        if not self.covered:
            open_scanned(self.app, self.operator, text)

    def list_keys(self, press: Callable[[str], None]) -> None:
        """All that can be done on the screen that is seen; `press` presses what is picked."""
        from screens.lookup.all_keys import list_keys  # likewise

        if isinstance(screen := self.app.screen, LoketScreen) and screen.LISTED:
            list_keys(screen, press)

    def sign_out(self) -> None:
        """Back to the sign-in; nothing of the last person stays on the screen."""
        operator, self.operator = self.operator, None
        self.questions.clear()
        if operator is not None:
            operator.end()
        while not isinstance(sign_in := self.app.screen, SignInScreen):
            self.app.pop_screen()
        self.app.theme = LIGHT
        sign_in.clear()

    # what others changed

    def clock_learned(self, basis: Basis) -> None:
        self.doubts.basis = basis
        self._judge_clock(self.desk.now())

    def present_read(self, present: Present) -> None:
        self.staff, self.names, self.working = present.staff, present.names, present.time
        self.doubts.basis = present.clock
        if self.operator is not None:
            self.operator.see_staff(present.staff)

    def heard(self, changes: tuple[Change, ...]) -> None:
        if self.operator is not None:
            self.operator.hear(changes)

    def replaced(self, title: str, *lines: str) -> None:
        self.questions.tell(title, *lines)

    def _judge_clock(self, now: int) -> None:
        """See what speaks against the clock; the top bar says it, and whoever may tell is asked of news."""
        news = self.doubts.judge()
        moment = (now // MINUTE, self.doubts.found)  # what the top bar's words depend on
        if moment != self._told:
            self._told = moment
            tell_seen(self.app, lambda screen: screen.refresh_top())
        if news and self.operator is not None:
            self.operator.doubt_clock()

    # what was refused to screens

    def holds(self, to: MessagePump, answer: Reply) -> bool:
        """Whether an answer has to wait: beneath a covered screen nothing opens, closes or is said."""
        return self.operator is not None and self.operator.holds(to, answer)

    def homeless(self, answer: Reply) -> None:
        """What was refused to a screen that is gone is said on the one that is seen."""
        if answer.error is None or answer.asked == "read" or self.holds(self.app, answer):
            return
        if not self.app.is_running:
            self.writes.untold(answer)
            return
        what = "Ketikan batal:" if answer.asked == "keep" else "Batal:"
        sentence = self.sentence(answer.error)
        if sentence is None:
            self.app.report(answer.error)
        self.app.say(f"{what} {sentence}" if sentence is not None else FAILED[answer.asked])

    def sentence(self, error: Exception) -> str | None:
        """What a refusal says to the clerk; None when it is none."""
        # it brings the fold and what edits TOML: as the operator
        from loket.desk.words.refusals import refusal

        return refusal(error, self.names, self.working, self.desk.now())

    def heed(self, error: Exception) -> None:
        """Of a refusal that was said: where the clock is in doubt, ask about it."""
        if isinstance(error, ClockDoubted) and self.operator is not None:
            self.operator.ask_clock()

    # what it asks and shows above

    def about_clock(self) -> Asked | None:
        """What the person has to be asked about the computer's clock as it goes now."""
        return self.doubts.about(self.person.roles) if self.person is not None else None

    def show_top(self, bar: TopBar, title: str, unread: bool = False, *, counter: bool = True) -> None:
        """Counter (where that is meant) or screen, who is there, the time, whether the data can be read."""
        place, operator, now = title, self.operator, self.desk.now()
        if operator is not None:
            station = operator.who.station if counter else None
            at = self.desk.office.counter(station) if station else None
            place = f"{at.name if at else title} · {operator.person.name}"
        words = note(self.doubts.found) or standing_words(self.working, now)
        state = UNREAD if unread else CONNECTED
        bar.show(
            place,
            f"{clock_words(self.working, now)} · {words}",
            state if self.changes.connected else self._seen(DISCONNECTED),
        )

    def _seen(self, state: str) -> str:
        """Of when the data are that are shown, where they cannot be read: `○ data 09.12, basis data …`."""
        return state.replace("○", f"○ data {self.working.local(self.changes.seen_at):%H.%M},")
