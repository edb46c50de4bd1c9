"""The board of the hall: the number just called seven lines high, the last calls, who waits for what.

It reads what was called from the data, so that it says the same after a restart. It names nobody, tells the
time by its own clock, and says since when what it shows is old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from loket.desk.queue.board import Board, Call, board
from loket.desk.words.announced import large_counter
from loket.desk.words.moments import none_left_words
from loket.location import Location
from screens.hall.app import WRONG_KEY, HallApp
from screens.widgets.large import LargeText
from screens.widgets.styles import Inks, Line, inks, line, styled
from screens.wording.numbers import wait_so_far, wait_words

if TYPE_CHECKING:
    from loket.desk.office import Desk

_NEW = 20_000
"""So long (ms) a call stands out."""
_PASSED = " · terlewat"
_EACH = 10_000
"""So long (ms) each sentence stands where there are several to say."""
_WAIT = "Tunggu nomor Anda dipanggil; yang terlewat dapat melapor ke loket."
_OLD = "Papan tidak terbaca sejak {at}. Dengarkan panggilan petugas."


class BoardApp(HallApp):
    """A board in a terminal of its own."""

    TITLE = "Papan antrean"
    REFUSED = "Kunci papan ini tidak berlaku lagi. Minta kunci baru kepada admin."
    DEFAULT_CSS = """
    BoardApp #board-top { height: 1; padding: 0 2; background: $loket-panel; }
    BoardApp #board { height: 1fr; }
    BoardApp #board-now { width: 2fr; padding: 1 3; }
    BoardApp #board-number { height: 8; color: $loket-accent; }
    BoardApp #board-place { height: 8; }
    BoardApp #board-side { width: 1fr; height: 1fr; padding: 1; border-left: solid $loket-line; }
    BoardApp #board-calls { height: auto; margin: 1 0; }
    BoardApp #board-said { height: auto; padding: 0 2; background: $loket-panel; }
    """

    def __init__(self, place: Location, key: str, hall: str = "") -> None:
        super().__init__(place, key)
        self.hall = hall
        """The room whose calls it shows; empty: all."""
        self._shown: Board | None = None

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

    def read(self, desk: Desk) -> int:
        """Read the calls and who waits."""
        self._shown = board(desk, self.key, self.hall)
        return self._shown.now

    def empty(self) -> None:
        """Show no call any more."""
        self._shown = None

    def draw(self) -> None:
        """Show it all as it is at this second."""
        now = self.now
        calls = self._shown.calls if self._shown is not None else ()
        latest = self._shown.latest if self._shown is not None else None
        self.query_one("#board-top", Static).update(self.top)
        self.query_one("#board-number", LargeText).show(latest.number if latest is not None else "")
        self.query_one("#board-place", LargeText).show(*(large_counter(latest.counter) if latest else [""]))
        self.query_one("#board-counter", Static).update(styled(_to_counter(latest, now, calls)))
        self.query_one("#board-calls", Static).update(styled([self._called(call) for call in calls]))
        side = _beside(self._shown, now) if self._shown is not None else ()
        self.query_one("#board-side", Static).update(_in_columns(side, inks(self)))
        words = self.query_one("#board-said", Static)
        words.styles.min_height = 2 if self._shown is not None and self._shown.rules else 1
        words.update(styled([self._said()]))

    def _called(self, call: Call) -> Line:
        at = f"{self.time.local(call.at):%H.%M}" if self.time is not None else ""
        return f"{at}  {call.number}  {call.counter}{_PASSED if call.passed else ''}", ""

    def _said(self) -> Line:
        if self.refused:
            return f"{self.refused} {WRONG_KEY}", "lewat"
        if self.old_since is not None:
            at = f"{self.time.local(self.old_since):%H.%M}" if self.time is not None else "tadi"
            return _OLD.format(at=at), "lewat"
        if self.time is not None and self._shown is not None and self._shown.none_left is not None:
            return none_left_words(self.time, self._shown.none_left, self.now), "tebal"
        said = (_WAIT, *(self._shown.rules if self._shown is not None else ()))
        return said[self.now // _EACH % len(said)], "redup"


def _to_counter(call: Call | None, now: int, earlier: Sequence[Call]) -> list[Line]:
    """Where whoever has the number goes, also when they come too late."""
    if call is None:
        return [] if earlier else [("Belum ada nomor yang dipanggil.", "redup")]
    if call.passed:
        return [(f"→ {call.counter}{_PASSED}, silakan melapor", "tebal")]
    times = f" · panggilan ke-{call.times}" if call.times > 1 else ""
    return [(f"→ {call.counter}{times}", "aksen" if abs(now - call.at) < _NEW else "tebal")]


def _beside(board: Board, now: int) -> Iterator[tuple[str, Line]]:
    """Who waits for what, and how long who comes now: else how long the first of them; who is closed.

    Each with how many they are before it, where that is said.
    """
    yield "", ("Menunggu", "redup")
    for lane in board.lanes:
        yield str(lane.waiting), (lane.errand.name, "" if lane.waiting else "redup")
        if lane.waiting and lane.wait is not None:
            yield "", (f"perkiraan {wait_words(lane.wait)}", "redup")
        elif lane.since is not None:
            yield "", (wait_so_far(now - lane.since, "terlama"), "redup")
    if board.others:
        yield str(board.others), ("keperluan lain", "")
    for counter in board.closed:
        yield "", (f"{counter} tutup sementara", "tebal")


def _in_columns(lines: Iterable[tuple[str, Line]], ink: Inks) -> Table:
    """Words that go on beneath themselves where they are too long, beside how many."""
    found = Table.grid(padding=(0, 1, 0, 0))
    found.add_column(justify="right")
    found.add_column()
    for many, (words, style) in lines:
        found.add_row(line((many, ink[style])), line((words, ink[style])))
    return found
