"""What every screen shares: asking a desk, the live refresh, the key bar, the sentence of a refusal.

One worker shape for every call into `desk`: a thread, checked for cancellation, answering with one message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.context import Desk
    from screens.app import LoketApp


@dataclass
class Answer(Message):
    """What a desk answered: the value, or the exception it refused with. `then` receives the value."""

    value: Any
    error: Exception | None
    then: Callable[[Any], None]
    reading: bool


class LoketScreen(Screen[None]):
    """A screen of a signed-in person.

    Subclasses give `keys()` and react to `changed()` (somebody's act, also one's own) and `tick()`.
    """

    title_words = ""

    def __init__(self) -> None:
        super().__init__()
        self._acting = False

    @property
    def loket(self) -> LoketApp:
        """The application, typed."""
        return cast("LoketApp", self.app)

    @property
    def desk(self) -> Desk:
        """The open office."""
        return self.loket.desk

    @property
    def who(self) -> Who:
        """The signed-in person."""
        return self.loket.who

    def keys(self) -> tuple[Key, ...]:
        """The function keys as they are now, dimmed ones with their reason."""
        return ()

    def changed(self) -> None:
        """Something in the database changed; re-read what this screen shows."""

    def tick(self, now: int) -> None:
        """A second has passed."""

    def on_mount(self) -> None:
        """Show the bars; the first content is read at once after, in `on_screen_resume`."""
        self.refresh_bars()

    def on_screen_resume(self) -> None:
        """Come to the top, newly or from another screen: read what is shown, and show the keys again."""
        self.refresh_bars()
        self.changed()

    def refresh_bars(self) -> None:
        """Bring top bar and key bar up to date."""
        for bar in self.query(KeyBar):
            bar.set_keys(self.keys())
        self.refresh_top()

    def refresh_top(self) -> None:
        """The top bar alone; it repaints only what changed."""
        for child in self.children:  # a bar is the screen's own: no search through all it holds, each second
            if isinstance(child, TopBar):
                self.loket.show_top(child, self.title_words)

    def say(self, sentence: str) -> None:
        """One sentence above the key bar, until the next one."""
        for bar in self.query(KeyBar):
            bar.explain(sentence)

    def read(self, call: Callable[[], Any], then: Callable[[Any], None], *, group: str = "read") -> None:
        """Ask the desk for something to show; a later question of the same group replaces this one."""
        self._run(call, then, reading=True, group=group)

    def act(self, call: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Let the desk do something; never two at once, and what it refuses is said in one sentence."""
        if self._acting:
            return
        self._acting = True
        self._run(call, then, reading=False, group="act")

    def _run(
        self, call: Callable[[], Any], then: Callable[[Any], None], *, reading: bool, group: str
    ) -> None:
        def work() -> None:
            worker = get_current_worker()
            try:
                answer = Answer(call(), None, then, reading)
            except Exception as error:
                answer = Answer(None, error, then, reading)
            if not (reading and worker.is_cancelled):
                self.post_message(answer)

        self.run_worker(work, thread=True, exclusive=reading, group=group, exit_on_error=False)

    def on_answer(self, answer: Answer) -> None:
        """Show what came back, or say why not."""
        answer.stop()
        if not answer.reading:
            self._acting = False
        if not self.app.is_running or self not in self.app.screen_stack:
            return  # nobody sees this screen any more, and its parts may be gone
        if answer.error is not None:
            self.refused(answer.error)
        else:
            answer.then(answer.value)

    def refused(self, error: Exception) -> None:
        """Say why the desk refused and show the new truth; what is no refusal is a fault of the program."""
        sentence = self.loket.sentence(error)
        if sentence is None:
            raise error
        self.say(sentence)
        self.changed()
