"""The board of the hall: the number just called seven lines high, the last calls, who waits for what.

It reads what was called from the data, so that it says the same after a restart. It names nobody, tells the
time by its own clock, and says since when what it shows is old.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from loket.desk.errors import KeyRefused
from loket.desk.opening import open_desk
from loket.desk.queue.board import Board, Call, Lane, board
from loket.desk.watching import Feed, watch
from loket.desk.words.trouble import database_trouble
from loket.log import LOG
from loket.resources import resource
from loket.sla.words import short_date
from screens.shell.crash import CrashReport
from screens.shell.theme import install
from screens.widgets.large import LargeText
from screens.widgets.styles import Line, styled
from screens.wording.lists import waited

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.sla import WorkingTime

LOOK_SECONDS, AGAIN_SECONDS = 0.25, 5.0
"""How often it looks for calls, and how long after one that failed it opens the data again."""
_NEW = 20_000
"""So long (ms) a call stands out."""
_OLD = "Papan tidak terbaca sejak {at}. Dengarkan panggilan petugas."
_REFUSED = "Kunci papan ini tidak berlaku lagi. Minta kunci baru kepada admin."


class BoardApp(CrashReport):
    """A board in a terminal of its own; `key` is its device's, `path` the office's database."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [resource("loket.tcss")]
    TITLE = "Papan antrean"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f10", "quit", "Tutup", show=False)]
    DEFAULT_CSS = """
    BoardApp #board-top { height: 1; padding: 0 2; background: $loket-panel; }
    BoardApp #board { height: 1fr; }
    BoardApp #board-now { width: 2fr; padding: 1 3; }
    BoardApp #board-number { height: 8; color: $loket-accent; }
    BoardApp #board-place { height: 8; }
    BoardApp #board-side { width: 1fr; padding: 1 2; border-left: solid $loket-line; }
    BoardApp #board-calls { height: auto; margin: 1 0; }
    BoardApp #board-said { height: 1; padding: 0 2; background: $loket-panel; }
    """

    def __init__(self, path: Path, key: str) -> None:
        super().__init__()
        install(self)
        self.path, self._key = path, key
        self.crash_log = path.parent / LOG
        self.desk: Desk | None = None
        self._feed: Feed | None = None
        self._shown: Board | None = None
        self._time: WorkingTime | None = None
        self._old_since: int | None = None
        self._refused = False
        self._waits = 0

    def compose(self) -> ComposeResult:
        yield Static("", id="board-top", markup=False)
        with Horizontal(id="board"):
            with Vertical(id="board-now"):
                yield LargeText(id="board-number")
                yield LargeText(id="board-place")
                yield Static("", id="board-counter", markup=False)
                yield Static("", id="board-calls", markup=False)
            yield Static("", id="board-side", markup=False)
        yield Static("", id="board-said", markup=False)

    def on_mount(self) -> None:
        """Show what stands now, and look again four times a second."""
        self.at_work = True
        self.look()
        self.set_interval(LOOK_SECONDS, self.look)
        self.set_interval(1, self.draw)

    def on_unmount(self) -> None:
        """Let go of the data."""
        self._let_go()

    # what is read

    def look(self) -> None:
        """Read the hall again where anything was written, or the data could not be read before."""
        if self._waits > 0:
            self._waits -= 1
            return
        try:
            self._read()
        except KeyRefused:
            self._refused = True
            self._shown = None
        except Exception as error:
            if not database_trouble(error):
                raise
            self._old_since = self._old_since or self._last_seen()
            self._let_go()
            self._waits = round(AGAIN_SECONDS / LOOK_SECONDS)
        else:
            return
        self.draw()

    def _read(self) -> None:
        if self.desk is None:
            self.desk = open_desk(self.path, settle=False)
            self._feed = watch(self.desk)
        elif self._feed is not None and not self._feed.poll() and self._old_since is None:
            return
        self._shown, self._time = board(self.desk, self._key), self.desk.working_time()
        self._old_since, self._refused = None, False
        self.draw()

    def _last_seen(self) -> int:
        """When what is shown was read; of nothing yet, now."""
        return self._shown.now if self._shown is not None else 0

    def _let_go(self) -> None:
        if self._feed is not None:
            self._feed.close()
        if self.desk is not None:
            self.desk.store.close()
        self.desk, self._feed = None, None

    # what is shown

    def draw(self) -> None:
        """Show it all as it is at this second."""
        now = self.desk.now() if self.desk is not None else self._last_seen()
        calls = self._shown.calls if self._shown is not None else ()
        latest = next(iter(calls), None)
        self.query_one("#board-top", Static).update(self._top(now))
        self.query_one("#board-number", LargeText).show(latest.number if latest is not None else "")
        self.query_one("#board-place", LargeText).show(latest.place if latest is not None else "")
        self.query_one("#board-counter", Static).update(styled(_to_counter(latest, now)))
        self.query_one("#board-calls", Static).update(styled([self._called(call) for call in calls[1:]]))
        lanes = self._shown.lanes if self._shown is not None else ()
        self.query_one("#board-side", Static).update(styled(_waiting(lanes, now)))
        self.query_one("#board-said", Static).update(styled([self._said()]))

    def _top(self, now: int) -> str:
        if self.desk is None or self._time is None:
            return "Loket"
        local = self._time.local(now)
        return f"{self.desk.office.short} · {short_date(local.date())} · {local:%H.%M}"

    def _called(self, call: Call) -> Line:
        at = f"{self._time.local(call.at):%H.%M}" if self._time is not None else ""
        return f"{call.number:<8} {call.counter} · {at}", ""

    def _said(self) -> Line:
        if self._refused:
            return _REFUSED, "lewat"
        if self._old_since is not None:
            at = f"{self._time.local(self._old_since):%H.%M}" if self._time is not None else "tadi"
            return _OLD.format(at=at), "lewat"
        return "Tunggu nomor Anda dipanggil; yang terlewat dapat melapor ke loket.", "redup"


def _to_counter(call: Call | None, now: int) -> list[Line]:
    """Where whoever has the number goes."""
    if call is None:
        return [("Belum ada nomor yang dipanggil.", "redup")]
    times = f" · panggilan ke-{call.times}" if call.times > 1 else ""
    return [(f"→ {call.counter}{times}", "aksen" if now - call.at < _NEW else "tebal")]


def _waiting(lanes: tuple[Lane, ...], now: int) -> list[Line]:
    """Who waits for what, and how long the first of them."""
    lines: list[Line] = [("Menunggu", "redup")]
    for lane in lanes:
        first = f" · terlama {waited(now - lane.since)}" if lane.since is not None else ""
        lines.append((f"{lane.waiting:>3}  {lane.errand}{first}", "" if lane.waiting else "redup"))
    return lines
