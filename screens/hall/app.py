"""What stands in the hall: an app of its own on the office's data, which it opens, reads and reads again.

What of the data cannot be read just now is told, and read again once it can be.
"""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.css.query import NoMatches

from loket.desk.errors import KeyRefused
from loket.desk.opening import open_desk
from loket.desk.watching import Feed, watch
from loket.desk.words.refusals import good_elsewhere
from loket.desk.words.trouble import database_trouble
from loket.lengths import MINUTE
from loket.location import Location, beside
from loket.log import LOG
from loket.resources import resource
from loket.sla.words import short_date
from screens.shell.crash import CrashReport
from screens.shell.theme import install

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.sla import WorkingTime

WRONG_KEY = (
    "Untuk petugas: kunci salah, atau sudah dicabut. Ctrl+Q menutup; jalankan lagi dengan kunci yang benar."
)
"""Told beside what the hall is told, to who installs it."""
LOOK_SECONDS, AGAIN_SECONDS = 0.25, 5.0
"""How often it looks for what was written, and how long after one that failed it opens the data again."""


class HallApp(CrashReport):
    """In a terminal of its own, which Ctrl+Q leaves; `key` is its device's, `place` is where the data lie.

    `refused`: what is told where the key opens nothing; `old_since`: since when (ms UTC, 0: ever) the data
    cannot be read.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [resource("loket.tcss")]
    REFUSED: ClassVar[str]
    """What is told where the key opens nothing, any more."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(self, place: Location, key: str) -> None:
        super().__init__()
        install(self)
        self.place, self.key = place, key
        self.crash_log = beside(place).parent / LOG
        self.desk: Desk | None = None
        self.time: WorkingTime | None = None
        self.refused = ""
        self.old_since: int | None = None
        self._feed: Feed | None = None
        self._seen = 0
        self._waits = 0

    @abstractmethod
    def read(self, desk: Desk) -> int:
        """Read all that is shown; when that was (ms UTC). Raises KeyRefused."""

    @abstractmethod
    def empty(self) -> None:
        """Forget all that was read: the key is refused."""

    @abstractmethod
    def draw(self) -> None:
        """Show it all as it is at this second."""

    def on_mount(self) -> None:
        """Show what stands now, and look again four times a second."""
        self.at_work = True
        self.look()
        self.call_after_refresh(self._redraw)
        self.set_interval(LOOK_SECONDS, self.look)
        self.set_interval(1, self._redraw)

    def action_say_how_to_close(self) -> None:
        """Ctrl+C does nothing, and nobody in the hall is told what closes it."""

    def on_unmount(self) -> None:
        """Let go of the data."""
        self._let_go()

    @property
    def now(self) -> int:
        """The present instant; as long as nothing can be read, when that could be last."""
        return self.desk.now() if self.desk is not None else self._seen

    @property
    def top(self) -> str:
        """The office's name, the date and the time."""
        if self.desk is None or self.time is None:
            return "Loket"
        local = self.time.local(self.now)
        return f"{self.desk.office.short} · {short_date(local.date())} · {local:%H.%M}"

    def look(self) -> None:
        """Read the hall again: it changed, a minute is over, or it could not be read before."""
        if self._waits > 0:
            self._waits -= 1
            return
        try:
            if not self._read():
                return
        except KeyRefused as error:
            self.refused, self._seen = good_elsewhere(error) or self.REFUSED, self.now
            self.empty()
        except Exception as error:
            if not database_trouble(error):
                raise
            self.old_since = self.old_since or self._seen
            self._let_go()
            self._waits = round(AGAIN_SECONDS / LOOK_SECONDS)
        self._redraw()

    def _redraw(self) -> None:
        """Draw, unless the parts are not there yet, or are taken down already."""
        with suppress(NoMatches):
            self.draw()

    def _read(self) -> bool:
        """Whether there was anything to read."""
        if self.desk is None:
            self.desk = open_desk(self.place, settle=False)
            self._feed = watch(self.desk)
        elif self._feed is not None and not self._feed.poll():
            same_minute = self.desk.now() // MINUTE == self._seen // MINUTE
            if same_minute and self.old_since is None:
                return False
        self._seen, self.time = self.read(self.desk), self.desk.working_time()
        self.old_since, self.refused = None, ""
        return True

    def _let_go(self) -> None:
        if self._feed is not None:
            self._feed.close()
        if self.desk is not None:
            self.desk.store.close()
        self.desk, self._feed = None, None
