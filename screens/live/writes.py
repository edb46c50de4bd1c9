"""What all screens give to be written: in turn, and again while the database does not take it."""

from __future__ import annotations

from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from loket.desk.words.trouble import database_trouble, says_why
from screens.shell.writing import AGAIN_SECONDS, Typed, Write, WriteQueue

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from screens.shell.crash import CrashReport
    from screens.shell.live import Reply

NOT_YET = "Data kantor belum dapat ditulis; yang diketik disimpan begitu bisa."
LAST_TRIES = 3


class Writes:
    """The queue of the program, and the thread that works at it."""

    def __init__(self, app: CrashReport, sentence: Callable[[Exception], str | None]) -> None:
        self._app, self._sentence = app, sentence
        self._queue = WriteQueue(database_trouble)
        self._again: Timer | None = None
        self._untold: list[Reply] = []

    @property
    def left(self) -> int:
        """How many wait or are being written."""
        return self._queue.left

    def put(self, write: Write) -> None:
        """Write this in a thread after all that was given here before; it outlives its screen."""
        self._queue.put(write)
        if current_thread() is main_thread():
            self.go_on()
        else:
            self._app.call_later(self.go_on)

    def typed(self, file: int) -> Typed:
        """What was typed for a file and waits to be written."""
        return self._queue.typed(file)

    def go_on(self) -> None:
        """Write what waits, unless somebody is at it."""
        if not self._queue.begin():
            return

        def work() -> None:
            after: Callable[[], None] = (
                self.go_on
            )  # whoever is told of a write may fail: what waits behind it does not
            try:
                if (trouble := self._queue.work()) is not None:
                    after = partial(self._not_taken, trouble)
            finally:
                if self._app.is_running:
                    self._app.call_later(after)

        self._app.run_worker(work, thread=True, group="writes")

    def _not_taken(self, trouble: Exception) -> None:
        """Say that it still has to be written, and try again after a moment: the data may come back."""
        why = self._sentence(trouble) if says_why(trouble) else None
        self._app.say(why or self._queue.waits or NOT_YET)
        if self._again is not None:
            self._again.stop()
        self._again = self._app.set_timer(AGAIN_SECONDS, self.go_on)

    def untold(self, answer: Reply) -> None:
        """What was refused when no screen was left to say so; it is said at the very end."""
        if answer.error is not None and answer.asked != "read":
            self._untold.append(answer)

    def finish(self) -> tuple[str, ...]:
        """Once the screens are gone: write what still waits; what became of nothing, a sentence each."""
        left = self._queue.finish(LAST_TRIES)
        acts = sum(answer.asked == "act" for answer in self._untold)
        typed = len(self._untold) - acts
        said = (
            (left, f"Data kantor tidak dapat ditulis: {left} ketikan terakhir tidak tersimpan."),
            (typed, f"Ketikan terakhir tidak tersimpan: {typed} isian ditolak. Periksa berkasnya."),
            (acts, f"Tindakan terakhir batal: {acts} tindakan belum tercatat. Periksa berkasnya."),
        )
        return tuple(sentence for count, sentence in said if count)
