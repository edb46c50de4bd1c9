"""The hall on the supervisor's screen: a line for each counter, a line for each lane, and the day so far.

Where there is no room for both beside the files they stand as a line or two, until one goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from loket.lengths import MINUTE
from loket.text import cells, fit
from screens.supervise.alarms import pressing_words
from screens.widgets.styles import inks, pack, styled
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.hall import counter_row, day_words, is_silent, lane_row, minutes, strip_items
from screens.wording.lists import Since

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loket.desk.lookout.alarms import Alarms
    from loket.desk.lookout.hall import AtCounter
    from loket.desk.lookout.lanes import LaneLook, LanesLook
    from loket.office.model import Office

_TALL = 30
"""From so many lines of the screen on the hall is shown whole."""
_WIDE = 100
_KEY = " · A peringatan"
_MOST = 9
"""Lines of each of its lists, the titles too; beyond these it is scrolled."""


class Hall(Vertical):
    """Counters and lanes; `show` is given what they are, `tick` the time."""

    def __init__(self) -> None:
        super().__init__(id="hall")
        self.found: Mapping[str, AtCounter] = {}
        self.seen: LanesLook | None = None
        self._office: Office | None = None
        self._alarms: Alarms | None = None
        self._now, self._shut = 0, ""
        self._left: dict[str, str] = {}  # on which row of which list the cursor was

    def compose(self) -> ComposeResult:
        yield Static("", id="alarm", markup=False)
        yield Static("", id="hall-strip", markup=False)
        with Horizontal(id="hall-lists"):
            yield WorkList(
                (
                    Column("name", "Loket", weight=3, most=22),
                    Column("who", "Petugas", weight=2, most=18),
                    Column("how", "Keadaan", weight=1),
                    Column("since", "Sejak", align="right"),
                ),
                empty="Tidak ada loket.",
                countdown_column="since",
                render_countdown=_clock,
                id="counters",
            )
            yield WorkList(
                (
                    Column("lane", "Lajur", weight=1),
                    Column("waiting", "Tunggu", align="right"),
                    Column("longest", "Terlama", align="right"),
                    Column("wait", "Perkiraan", align="right"),
                    Column("word", ""),
                ),
                empty="Tidak ada lajur.",
                countdown_column="longest",
                render_countdown=_clock,
                id="lanes",
            )
        yield Static("", id="hall-day", markup=False)

    @property
    def counters(self) -> WorkList[str]:
        """The counters, in the office's order."""
        return self.query_one("#counters", WorkList)

    @property
    def lanes(self) -> WorkList[str]:
        """The lanes, in the office's order."""
        return self.query_one("#lanes", WorkList)

    @property
    def counter(self) -> AtCounter | None:
        """The counter under the cursor."""
        return self.found.get(self.counters.cursor_id or "")

    @property
    def lane(self) -> LaneLook | None:
        """The lane under the cursor."""
        lanes = self.seen.lanes if self.seen is not None else ()
        return next((lane for lane in lanes if lane.errand.id == self.lanes.cursor_id), None)

    @property
    def entered(self) -> bool:
        """Whether the cursor is in one of its lists."""
        return self.screen.focused in (self.counters, self.lanes)

    def enter(self, part: WorkList[Any]) -> None:
        """Go to one of its lists, which has room by then, or out of them."""
        self._arrange(part in (self.counters, self.lanes))
        part.focus()
        if part.cursor_id is None and part.rows:
            part.select(self._left.get(part.id or "", part.rows[0].id))

    def go_to(self, counters: Sequence[str]) -> None:
        """To the first of these counters that is listed, or to the lanes where none is."""
        here = next((counter for counter in counters if counter in self.found), None)
        self.enter(self.lanes if here is None else self.counters)
        if here is not None:
            self.counters.select(here)

    def show(
        self,
        found: Sequence[AtCounter],
        seen: LanesLook,
        office: Office,
        names: Mapping[int, str],
        now: int,
        shut: str = "",
    ) -> None:
        """Show the hall as it is; `shut`: why no numbers are given, if so."""
        self._shut = shut
        self.found, self.seen, self._office = {each.counter.id: each for each in found}, seen, office
        self.counters.set_rows(
            [counter_row(each, office, names, silent=is_silent(each, seen)) for each in found], of="counters"
        )
        self.lanes.set_rows([lane_row(lane, now) for lane in seen.lanes], of="lanes")
        self.fit()
        self.tick(now)

    def warn(self, found: Alarms) -> None:
        """Tell above all what presses, or that somebody sees to all there is; of nothing no line is taken."""
        self._alarms = found
        self._draw_alarm(found)

    def _draw_alarm(self, found: Alarms) -> None:
        room = self.screen.size.width - 2 - cells(_KEY)
        said, quiet = pressing_words(found, room), f"· {len(found.standing)} peringatan sedang ditangani"
        words = (said or fit(quiet, room)) + _KEY
        alarm, content = self.query_one("#alarm", Static), styled([(words, "lewat" if said else "redup")])
        alarm.display = bool(found.standing)
        if alarm.content != content:
            alarm.update(content, layout=False)

    def tick(self, now: int) -> None:
        """How long it is so by now."""
        self._now = now
        self.counters.tick(now)
        self.lanes.tick(now)
        if self.seen is not None and self._office is not None:
            items = strip_items(self.found.values(), self.seen, self._office, now)
            strip, ink = self.query_one("#hall-strip", Static), inks(self.app)
            shut = [(f" {self._shut} ", ink["mendekati"])] if self._shut else []
            text = pack([*shut, *((words, ink[style]) for words, style in items)], strip.size.width)
            if strip.display and strip.content != text:
                strip.update(text)
            day = self.query_one("#hall-day", Static)
            room = day.size.width - 2 - cells(self._shut)
            bars = pack([(day_words(self.seen, room), ink["redup"]), *shut], 0)
            if day.display and day.content != bars:
                day.update(bars, layout=False)

    @on(events.Resize)
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def fit(self) -> None:
        """Show as much as there is room for, or all of it where the cursor is in it."""
        self._arrange(self.entered)
        self.call_after_refresh(self._draw_anew)

    def _draw_anew(self) -> None:
        """What is cut to the width, or was not shown, by the room there is now."""
        if self._alarms is not None:
            self._draw_alarm(self._alarms)
        self.tick(self._now)

    def _arrange(self, entered: bool) -> None:
        size = self.screen.size
        tall = size.height >= _TALL
        self.set_class(size.width < _WIDE, "-narrow")
        self.set_class(tall, "-tall")
        self.screen.set_class(entered and not tall, "-in-hall")
        self.query_one("#hall-strip").display = not (tall or entered)
        self.query_one("#hall-lists").display = tall or entered
        self.query_one("#hall-day").display = tall or entered
        for part in (self.counters, self.lanes):
            part.styles.height = min(_MOST, 1 + max(1, len(part.rows)))
            if not (entered and part.has_focus) and part.cursor_id is not None:  # one cursor is seen
                self._left[part.id or ""] = part.cursor_id
                part.unselect()


def _clock(row: Row[str], now: int) -> Cell:
    assert isinstance(row.countdown, Since)
    ago = now - row.countdown.at
    return Cell(minutes(ago), row.countdown.style, now + MINUTE - ago % MINUTE)
