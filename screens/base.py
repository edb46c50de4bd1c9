"""What every screen shares: its keys, asking a desk, the live refresh, the sentence of a refusal.

Every call into `desk` runs in a thread and answers with one message. A reading is left out when a newer one
is asked for; a writing never is. What could not be read is read again after a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.writing import AGAIN_SECONDS, Typed, Write

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.case.file_view import FileView
    from loket.desk.intake.registration import TicketRow
    from loket.desk.office import Desk
    from loket.flow.countdown import Moment
    from loket.sla import WorkingTime
    from screens.app import LoketApp

PATIENT_SECONDS = 0.5
WAITING = "Menunggu giliran menulis …"
"""What is said of an act that was not answered in `PATIENT_SECONDS`: another program is writing."""
FAILED = {
    "read": "Belum terbaca karena gangguan program. Coba lagi, atau beri tahu admin.",
    "act": "Belum tercatat karena gangguan program. Coba lagi, atau beri tahu admin.",
    "keep": "Ketikan terakhir belum tercatat: program terganggu. Beri tahu admin.",
}
"""What is said where a desk failed, by what was asked of it."""


@dataclass
class Answer(Message):
    """What a desk answered: the value, or the exception it refused with.

    `then` receives the value, `failed` the exception before it is said.
    """

    value: Any
    error: Exception | None
    asked: Literal["read", "act", "keep"]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None] = lambda _: None
    group: str = ""
    again: Callable[[], None] | None = None


class LoketScreen(Screen[None]):
    """A screen of a signed-in person.

    Subclasses give `keys()` with a method `press_f8` and the like for each, and react to `changed()`
    (somebody's act, also one's own) and `tick()`.
    """

    title_words = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(f"f{number}", f"key('f{number}')", show=False) for number in range(1, 11)),
        Binding("escape", "key('f10')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.acting = self.waited = False
        self._drawn = False
        self._loket: LoketApp | None = None
        self._who: Who | None = None
        self._later: Timer | None = None
        self._slow: Timer | None = None
        self._said = ""
        self._questions: list[Callable[[], None]] = []  # to be asked until they are answered
        self._asked: set[str] = set()
        self._unread: dict[str, int] = {}  # how often in a row each group of questions failed
        self._reckoned: tuple[WorkingTime | None, Moment | None] = (None, None)

    @property
    def loket(self) -> LoketApp:
        """The application, typed; a screen that is gone knows it still, for what is yet to be written."""
        if self._loket is None:
            self._loket = cast("LoketApp", self.app)
        return self._loket

    @property
    def desk(self) -> Desk:
        """The open office."""
        return self.loket.desk

    @property
    def who(self) -> Who:
        """The person whose screen this is; what they typed is written for them also when they have left."""
        assert self._who is not None
        return self._who

    @property
    def working(self) -> WorkingTime:
        """The office's working time at the calendar's newest revision."""
        assert self.loket.working is not None
        return self.loket.working

    def moment(self, now: int) -> Moment:
        """Now on the office's clocks, read once for all that is shown in that second."""
        from loket.flow.countdown import moment

        time, at = self._reckoned
        if time is not self.loket.working or at is None or at.at != now:
            at = moment(self.working, now)
            self._reckoned = (self.working, at)
        return at

    def service_name(self, service: str) -> str:
        """What the office calls a service; its id where the profile has it no more."""
        known = self.desk.office.services.get(service)
        return known.name if known is not None else service

    def listed(self, number: str) -> str:
        """What of a file's number tells it apart on a list, today."""
        from loket.office.model import listed_number

        return listed_number(self.desk.office, number, self.working.local(self.desk.now()).date())

    @property
    def whole(self) -> bool:
        """Whether its parts are there: keys are heard before a screen is drawn and while it is taken down."""
        return self._drawn and self.app.is_running and self in self.app.screen_stack

    @property
    def before_nik(self) -> str:
        """What to do before a NIK is scanned here, for whoever did not."""
        return "Ctrl+F dulu untuk mencari, lalu pindai lagi."

    @property
    def serving(self) -> bool:
        """Whether somebody stands before the person; then the screen does not cover itself."""
        return False

    def changed(self) -> None:
        """Something in the database changed; re-read what this screen shows."""

    def hurry(self) -> None:
        """A key is to act on what this screen shows: do now what waits for a rest of the hands."""

    def tick(self, now: int) -> None:
        """A second has passed."""

    def on_mount(self) -> None:
        """Show the bars; the first content is read at once after, in `on_screen_resume`."""
        self._drawn = True
        if self.loket.person is not None:
            self._who = self.loket.who
        self.refresh_bars()

    def on_screen_resume(self) -> None:
        """Come to the top, newly or from another screen: read what is shown, and show the keys again."""
        if self.app.screen is not self:  # on the way out: gone again before this was told
            return
        self.refresh_bars()
        self.changed()
        self.loket.ask_next()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """The function keys as they are now, dimmed ones with their reason."""
        return ()

    def action_key(self, key: str) -> None:
        """A function key; on a screen just left, or not drawn yet, it does nothing."""
        if self.app.screen is not self or not self.whole:
            return
        self.take_key(key)

    def take_key(self, key: str) -> None:
        """Say why the key cannot act now, or let it act."""
        bar, keys = self.query_one(KeyBar), self.keys()
        bar.set_keys(keys)
        if bar.explain_key(key):
            self.hindered(key)
        elif any(own.key == key for own in keys):
            self.press(key)

    def hindered(self, key: str) -> None:
        """A key was pressed that cannot act now, and the bar has said why."""

    def press(self, key: str) -> None:
        """Do what a key of this screen does."""
        getattr(self, f"press_{key}")()

    def press_f1(self) -> None:
        """Help for this screen."""
        self.open_help()

    def open_help(self, view: FileView | None = None) -> None:
        """Explain the keys and, of the file shown, this step of its SOP."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(view))

    def open_case(self, file: int) -> None:
        """Show a file whole: history, limits, papers, data."""
        from screens.case import CaseScreen

        self.app.push_screen(CaseScreen(file))

    def open_papers(self, file: int) -> None:
        """Show a file's papers, to be printed or saved."""
        from screens.prints import PrintScreen

        self.app.push_screen(PrintScreen(file))

    def why_not_work(self, view: FileView | None) -> str | None:
        """Why a file that was found cannot be worked on at this screen; None when it can."""
        return f"berkas tidak dikerjakan di layar {self.title_words}"

    def show_file(self, file: int) -> None:
        """Put a file that was found before the person; this reads and does nothing else."""

    def show_number(self, ticket: TicketRow) -> bool:
        """Put a queue number of today before the person; False where this screen has no place for it."""
        return False

    # what is shown above and below

    def refresh_bars(self) -> None:
        """Bring top bar and key bar up to date."""
        self.refresh_keys()
        self.refresh_top()

    def refresh_keys(self) -> None:
        """The key bar alone; the same keys change nothing."""
        for bar in self.query(KeyBar) if self.whole else ():
            bar.set_keys(self.keys())

    def refresh_top(self) -> None:
        """The top bar alone; it repaints only what changed."""
        for child in self.children:  # a bar is the screen's own: no search through all it holds, each second
            if isinstance(child, TopBar):
                self.loket.show_top(child, self.title_words, self.unread)

    def repaint(self) -> None:
        """Another look is on: draw everything anew, and write again what holds its colours in itself."""
        for widget in self.walk_children(Widget):
            widget.refresh()
        self.changed()

    def say(self, sentence: str) -> None:
        """One sentence above the key bar, until the next one."""
        self._said = sentence
        for bar in self.query(KeyBar):
            bar.explain(sentence)

    # asking a desk

    def see_nik(self, file: int) -> None:
        """Show a NIK in full; the look is kept in the journal."""
        from loket.desk.case import entries

        # a look is no act on the file: what goes with one stays
        LoketScreen.act(self, lambda: entries.see_nik(self.desk, self.who, file), self.show_nik)

    def show_nik(self, nik: str) -> None:
        """The NIK that was asked for."""
        self.say(f"NIK {nik}")

    def read(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        *,
        group: str = "read",
        until_answered: bool = False,
    ) -> None:
        """Ask the desk for something to show; a later question of the same group replaces this one.

        However many calls it makes, they tell of one moment. What could not be read is asked again if
        `changed` asks for it, or `until_answered`.
        """
        self._asked.add(group)
        again = partial(self.read, call, then, group=group, until_answered=True) if until_answered else None

        def work() -> None:
            worker = get_current_worker()
            answer = Answer(None, None, "read", then, group=group, again=again)
            try:
                with self.desk.at_one_moment():
                    answer.value = call()
            except Exception as error:
                answer.error = error
            if not worker.is_cancelled:
                self.post_message(answer)

        self.run_worker(work, thread=True, exclusive=True, group=group, exit_on_error=False)

    def act(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        """Let the desk do something; never two at once, and what it refuses is said in one sentence."""
        if self.acting:
            return
        self.acting = True
        self._said = ""
        self._slow = self.set_timer(PATIENT_SECONDS, self._say_it_waits)
        self._write(Answer(None, None, "act", then, failed), call)

    def _say_it_waits(self) -> None:
        """Say that the act waits, unless something was said since it was begun."""
        self.waited = True
        if not self._said:
            self.say(WAITING)

    def keep(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None] = lambda _: None,
        failed: Callable[[Exception], None] = lambda _: None,
        typed: Typed | None = None,
        waits: str = "",
    ) -> None:
        """Let the desk write down what was typed; nothing takes its place, and only a rule can refuse it.

        `waits` is said while the database does not take it.
        """
        self._write(Answer(None, None, "keep", then, failed), call, typed, waits)

    def keep_typed(self) -> None:
        """Keep at once what was typed here and still waits for a rest of the hands."""

    def _write(
        self, answer: Answer, call: Callable[[], Any], typed: Typed | None = None, waits: str = ""
    ) -> None:
        """Write in the order of the keys: what was typed before an act is kept before it."""

        def answered(value: Any, error: Exception | None) -> None:
            answer.value, answer.error = value, error
            self.tell(answer)

        self.loket.in_turn(Write(call, answered, answer.asked == "keep", typed, waits))

    def tell(self, answer: Answer) -> None:
        """Bring an answer from the thread that has it to this screen, or to the application."""
        app = self.loket
        if not (app.is_running and (self.post_message(answer) or app.post_message(answer))):
            app.untold(answer)

    def on_answer(self, answer: Answer) -> None:
        """Show what came back, or say why not. Of a screen that is gone, the application says it."""
        if self.loket.is_running and self.loket.holds(self, answer):
            answer.stop()
            return
        if answer.asked == "act":
            self.acting = self.waited = False
            if self._slow is not None:
                self._slow.stop()
        if not self.loket.is_running:
            self.loket.untold(answer)
            answer.stop()
            return
        if self not in self.loket.screen_stack:
            return  # nobody sees this screen any more, and its parts may be gone
        answer.stop()
        well = self._take_in(answer) if answer.error is None else self._tell_failure(answer, answer.error)
        if answer.asked == "read":
            self._mark_read(answer, well)
            if not well and self._later is None:
                self._later = self.set_timer(AGAIN_SECONDS, self.look_again)
        elif not well:
            self.changed()

    def _take_in(self, answer: Answer) -> bool:
        """Show what came back; whether it could be shown: what is shown by half is read again."""
        if answer.asked == "act":
            self.say("")  # what hindered before hinders no more
        try:
            answer.then(answer.value)
        except Exception as error:
            if not self.loket.outlive(error):
                raise
            return False
        return True

    def _tell_failure(self, answer: Answer, error: Exception) -> bool:
        """Say why nothing came back."""
        answer.failed(error)
        if self.loket.sentence(error) is not None:
            self.refused(error)
        elif self.loket.report(error) or answer.asked != "read":
            self.say(FAILED[answer.asked])
        return False

    def _mark_read(self, answer: Answer, well: bool) -> None:
        """Show at the top whether something could not be read."""
        before, times = self.unread, self._unread.pop(answer.group, 0)
        if not well:
            self._unread[answer.group] = times + 1
            if answer.again is not None:
                self._questions.append(answer.again)
        if before != self.unread:
            self.refresh_top()

    @property
    def unread(self) -> bool:
        """Whether what is shown is not the newest: a question failed, and again when it was repeated."""
        return max(self._unread.values(), default=0) > 1

    def look_again(self) -> None:
        """Read once more what could not be read; a question that is not asked again needs no answer."""
        if self._later is not None:
            self._later.stop()
            self._later = None
        self._asked.clear()
        self.changed()
        questions, self._questions = self._questions, []
        for ask in questions:
            ask()
        self._unread = {group: times for group, times in self._unread.items() if group in self._asked}

    def refused(self, error: Exception) -> None:
        """Say why the desk refused; of a clock in doubt, ask."""
        from loket.desk.time.clock import ClockDoubted

        self.say(self.loket.sentence(error) or "")
        if isinstance(error, ClockDoubted):
            self.loket.ask_clock()
