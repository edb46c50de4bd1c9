"""Asking a desk: what is read, done and kept, and what becomes of the answer.

What a screen asks in this way runs in a thread and is answered with one message. A reading is left out when
a newer one is asked for; a writing never is. What could not be read is read again after a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from screens.shell.live import Application, AtWork, Live, Reply
from screens.shell.writing import AGAIN_SECONDS, Typed, Write
from screens.widgets.room import Arranging, Roomy

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.office import Desk
    from loket.sla import WorkingTime

PATIENT_SECONDS = 0.5
FRAME_PATIENCE_SECONDS = 0.5
"""No reading waits longer for a frame: the program may be ending."""
WAITING = "Menunggu giliran menulis …"
"""What is said of an act that was not answered in `PATIENT_SECONDS`: another program is writing."""
FAILED = {
    "read": "Belum terbaca karena gangguan program. Coba lagi, atau beri tahu admin.",
    "act": "Belum tercatat karena gangguan program. Coba lagi, atau beri tahu admin.",
    "print": "Belum tercetak karena gangguan program. Coba lagi, atau beri tahu admin.",
    "keep": "Ketikan terakhir belum tercatat: program terganggu. Beri tahu admin.",
}
"""What is said where a desk failed, by what was asked of it."""


@runtime_checkable
class Outlet(Protocol):
    """A terminal that frames are written to in a thread, which a reading would hold up."""

    def wait_written(self, seconds: float) -> None:
        """Wait until the terminal was given all that is drawn, for no longer than this."""


class Asking(Screen[None], Roomy):
    """A screen that asks a desk. What it shows stands in `LoketScreen`."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Arranging()
        self.acting = self.waited = False
        self._live: Live | None = None
        self._who: Who | None = None
        self._later: Timer | None = None
        self._slow: Timer | None = None
        self._said = ""
        self._questions: list[Callable[[], None]] = []  # to be asked until they are answered
        self._asked: set[str] = set()
        self._unread: dict[str, int] = {}  # how often in a row each group of questions failed

    @property
    def live(self) -> Live:
        """The open office; a screen that is gone knows it still, for what is yet to be written."""
        found = self.opened
        assert found is not None
        return found

    @property
    def opened(self) -> Live | None:
        """The open office; None while the sign-in waits for it."""
        if self._live is None and isinstance(app := self.app, Application):
            self._live = app.live
        return self._live

    @property
    def operator(self) -> AtWork:
        """Who is signed in; the sign-in itself asks for nobody."""
        operator = self.live.operator
        assert operator is not None
        return operator

    @property
    def desk(self) -> Desk:
        """The open office."""
        return self.live.desk

    @property
    def who(self) -> Who:
        """The person whose screen this is; what they typed is written for them also when they have left."""
        assert self._who is not None
        return self._who

    @property
    def working(self) -> WorkingTime:
        """The office's working time at the calendar's newest revision."""
        return self.live.working

    def say(self, sentence: str) -> None:
        """One sentence for the clerk, until the next one."""
        self._said = sentence

    def changed(self) -> None:
        """Something in the database changed; re-read what this screen shows."""

    def unread_changed(self) -> None:
        """Whether what is shown is the newest is otherwise than before."""

    def read(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        *,
        group: str = "read",
        until_answered: bool = False,
        after_frame: bool = False,
    ) -> None:
        """Ask the desk for something to show; a later question of the same group replaces this one.

        So each asks for all that its group shows, and nothing is lost with the one before.
        However many calls it makes, they tell of one moment. What could not be read is asked again if
        `changed` asks for it, or `until_answered`. With `after_frame` what the key did is painted first:
        at once they would take each other's time. What was replaced by then is not read.
        """
        self._asked.add(group)
        again = partial(self.read, call, then, group=group, until_answered=True) if until_answered else None

        painted = Event()
        driver: object = self.app._driver
        if not (after_frame and self.call_after_refresh(painted.set)):
            painted.set()

        def work() -> None:
            worker = get_current_worker()
            if not painted.is_set():
                painted.wait(FRAME_PATIENCE_SECONDS)
                if isinstance(driver, Outlet):
                    driver.wait_written(FRAME_PATIENCE_SECONDS)
            if worker.is_cancelled:
                return
            answer = Reply(None, None, "read", then, group=group, again=again)
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
        self._write(Reply(None, None, "act", then, failed), call)

    def _say_it_waits(self) -> None:
        """Say that the act waits, unless something was said since it was begun."""
        self.waited = True
        if not self._said:
            self.say(WAITING)

    def apart(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] = lambda _: None,
        *,
        group: str,
        after: Callable[[Any], None] = lambda _: None,
        alone: bool = True,
    ) -> None:
        """Do something slow that writes nothing (print) in a thread of its own: it holds up nothing else.

        `after` is given what came of it in that thread, once that was told, also when the screen is gone.
        `alone`: meanwhile no act begins here.
        """
        self.acting = self.acting or alone
        answer = Reply(None, None, "act" if alone else "print", then, failed)

        def work() -> None:
            try:
                answer.value = call()
            except Exception as error:
                answer.error = error
            self.tell(answer)
            if answer.error is None:
                after(answer.value)

        self.app.run_worker(work, thread=True, group=group, exit_on_error=False)

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
        self._write(Reply(None, None, "keep", then, failed), call, typed, waits)

    def keep_typed(self) -> None:
        """Keep at once what was typed here and still waits for a rest of the hands."""

    def _write(
        self, answer: Reply, call: Callable[[], Any], typed: Typed | None = None, waits: str = ""
    ) -> None:
        """Write in the order of the keys: what was typed before an act is kept before it."""

        def answered(value: Any, error: Exception | None) -> None:
            answer.value, answer.error = value, error
            self.tell(answer)

        self.live.writes.put(Write(call, answered, answer.asked == "keep", typed, waits))

    def tell(self, answer: Reply) -> None:
        """Bring an answer from the thread that has it to this screen, or to the application."""
        app = self.live.app
        if not (app.is_running and (self.post_message(answer) or app.post_message(answer))):
            self.live.writes.untold(answer)

    def on_reply(self, answer: Reply) -> None:
        """Show what came back, or say why not. Of a screen that is gone, the application says it."""
        if self.live.app.is_running and self.live.holds(self, answer):
            answer.stop()
            return
        if answer.asked == "act":
            self.acting = self.waited = False
            if self._slow is not None:
                self._slow.stop()
        if not self.live.app.is_running:
            self.live.writes.untold(answer)
            answer.stop()
            return
        if self not in self.live.app.screen_stack:
            return  # nobody sees this screen any more, and its parts may be gone
        answer.stop()
        well = self._take_in(answer) if answer.error is None else self._tell_failure(answer, answer.error)
        if answer.asked == "read":
            self._mark_read(answer, well)
            if not well and self._later is None:
                self._later = self.set_timer(AGAIN_SECONDS, self.look_again)
        elif not well:
            self.changed()

    def _take_in(self, answer: Reply) -> bool:
        """Show what came back; whether it could be shown: what is shown by half is read again."""
        if answer.asked == "act":
            self.say("")  # what hindered before hinders no more
        try:
            answer.then(answer.value)
        except Exception as error:
            if not self.live.app.outlive(error):
                raise
            return False
        return True

    def _tell_failure(self, answer: Reply, error: Exception) -> bool:
        """Say why nothing came back."""
        answer.failed(error)
        if self.live.sentence(error) is not None:
            self.refused(error)
        elif self.live.app.report(error) or answer.asked != "read":
            self.say(FAILED[answer.asked])
        return False

    def _mark_read(self, answer: Reply, well: bool) -> None:
        """Show at the top whether something could not be read."""
        before, times = self.unread, self._unread.pop(answer.group, 0)
        if not well:
            self._unread[answer.group] = times + 1
            if answer.again is not None:
                self._questions.append(answer.again)
        if before != self.unread:
            self.unread_changed()

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
        self.say(self.live.sentence(error) or "")
        self.live.heed(error)
