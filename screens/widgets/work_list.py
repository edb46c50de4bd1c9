"""A list of work that people read while it changes: the cursor stays on its row, whatever arrives or leaves.

The list owns its cursor and its marks by row id, not by position. It draws line by line and repaints only
what changed, so that a second's tick over fifty rows costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar, Generic, Literal, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from loket.text import Align, cells, clean, pad, wrap
from screens.widgets.columns import GAP, Column, Span, place
from screens.widgets.rows import Cell, Id, Row, Urgency, text_of

__all__ = ["Align", "Cell", "Column", "Row", "Urgency", "WorkList"]

_GUTTER, _MARGIN = 3, 1

Of = TypeVar("Of", bound=Hashable)
"""As `Id`, of the list that a message is about."""

RenderCountdown = Callable[[Row[Id], int], Cell]


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of the screen shows; two equal lines look the same."""

    kind: Literal["blank", "titles", "heading", "row", "note", "empty"] = "blank"
    text: str = ""
    row: Row[Any] | None = None
    countdown: Cell | None = None
    cursor: bool = False
    marked: bool = False


_BLANK = _Line()


@lru_cache(maxsize=4096)
def _fitted(text: str, width: int, align: Align) -> str:
    return pad(clean(text), width, align)


def _regions(lines: Sequence[int], x: int, width: int) -> list[Region]:
    """What those lines, in their order, take up: lines that follow each other are one region."""
    found: list[Region] = []
    for y in lines:
        if found and found[-1].bottom == y:
            found[-1] = Region(x, found[-1].y, width, found[-1].height + 1)
        else:
            found.append(Region(x, y, width, 1))
    return found


class WorkList(Widget, Generic[Id], can_focus=True):
    """Rows under headings, with a cursor, marks and one column that counts down.

    `render_countdown(row, now_ms)` gives the cell of the column with key `countdown_column`, for rows that
    have a countdown, and is asked again only once the cell's `until` has come. `empty` is the sentence
    shown when there is nothing to do. With `keeps_top` what comes above the cursor is seen as long as the
    list stands at its top and the cursor has room below: there the most urgent is looked for.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "work-list--titles",
        "work-list--heading",
        "work-list--cursor",
        "work-list--cursor-blurred",
        "work-list--mark",
        "work-list--note",
        "work-list--new",
        "work-list--empty",
        "urgency--aman",
        "urgency--mendekati",
        "urgency--lewat",
        "urgency--istirahat",
        "urgency--redup",
        "urgency--tebal",
        "urgency--coret",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Naik", show=False),
        Binding("down", "move(1)", "Turun", show=False),
        Binding("pageup", "page(-1)", "Layar sebelumnya", show=False),
        Binding("pagedown", "page(1)", "Layar berikutnya", show=False),
        Binding("home", "edge(-1)", "Paling atas", show=False),
        Binding("end", "edge(1)", "Paling bawah", show=False),
        Binding("enter", "open", "Buka", show=False),
        Binding("t,T", "toggle_mark", "Tandai", show=False),
        Binding("s,S", "mark_group", "Tandai semua", show=False),
    ]

    @dataclass
    class _About(Message, Generic[Of]):
        """A message about the row `id` of `work_list`."""

        id: Of
        work_list: WorkList[Of]

        @property
        def control(self) -> WorkList[Of]:
            """The list it came from, for `@on` with a selector."""
            return self.work_list

    class Opened(_About[Of]):
        """Enter was pressed on the row `id`."""

    class Highlighted(_About[Of]):
        """The cursor came to stand on the row `id`, by a key or because its row left."""

    @dataclass
    class MarksChanged(Message, Generic[Of]):
        """The marked rows are now `marked`."""

        marked: frozenset[Of]
        work_list: WorkList[Of]

        @property
        def control(self) -> WorkList[Of]:
            """The list it came from, for `@on` with a selector."""
            return self.work_list

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "Tidak ada berkas.",
        markable: bool = False,
        keeps_top: bool = False,
        countdown_column: str | None = None,
        render_countdown: RenderCountdown[Id] | None = None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.columns = tuple(columns)
        self.empty = empty
        self.markable, self.keeps_top = markable, keeps_top
        self.marked: set[Id] = set()
        self._render_countdown = render_countdown
        keys = [column.key for column in self.columns]
        self._countdown_at = keys.index(countdown_column) if countdown_column in keys else -1
        self._rows: tuple[Row[Id], ...] = ()
        self._lines: list[_Line] = []
        self._line_of: dict[Id, int] = {}
        self._counts: Mapping[str, int] = {}
        self._cursor: Id | None = None
        self._top = 0
        self._unseen: set[Id] = set()
        self._of: object = None
        self._now_ms = 0
        self._clocks: dict[Id, tuple[int, Cell]] = {}  # and when each was asked
        self._picture: list[_Line] = []
        self._base: Style | None = None
        self._needs: Sequence[int] = (0,) * len(self.columns)
        self._placed: tuple[int, Sequence[Span | None]] = (-1, ())

    # what the owner says and asks

    @property
    def rows(self) -> tuple[Row[Id], ...]:
        """The rows in the order shown."""
        return self._rows

    @property
    def cursor_id(self) -> Id | None:
        """The row the cursor is on, or None where it is on none."""
        return self._cursor

    def set_rows(
        self, rows: Iterable[Row[Id]], counts: Mapping[str, int] | None = None, *, of: object = None
    ) -> None:
        """Show `rows` in this order; the cursor, its place on the screen and the marks stay by id.

        Where all has room nothing is scrolled, and no line is left empty below what is held out of sight.

        `counts` gives the number printed after a group's name where there are more than the rows given.
        `of` is what the rows were chosen by. What came since the same was shown in the same room is new.
        """
        of, self._of = self._of, (of, self._room)
        same = of == self._of
        before, old_lines = self._rows, self._line_of
        held = old_lines.get(self._cursor, 0) - self._top if self._cursor is not None else 0
        self._rows, self._counts = tuple(rows), counts or {}
        self._keep_clocks(before)
        self._lay_out()
        cursor = self._nearest(before)
        arrived = {row.id for row in self._rows if row.id not in old_lines} if before else set()
        self._unseen = (self._unseen | arrived) & self._line_of.keys() if same else set()
        self._keep_marks()
        if len(self._lines) <= self._room - bool(self.marked):
            self._unseen = set()
        last_top = max(0, len(self._lines) - self._view_height)
        line = self._line_of[cursor] if cursor is not None else 0
        held_top = line - held if before and cursor is not None else 0
        stays = self.keeps_top and self._top == 0 and line < self._view_height
        self._top = 0 if stays else min(max(0, held_top), last_top)
        self._put_cursor(cursor)
        self._measure()  # asks for words, which may fail: the rows and the cursor agree by then
        self._show()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other rows from here on, under these columns; there are none yet."""
        self.columns = tuple(columns)
        self._needs, self._placed = (0,) * len(self.columns), (-1, ())
        self.set_rows(())

    def select(self, row_id: Id) -> bool:
        """Put the cursor on the row `row_id`; False when it is not in the list."""
        if row_id not in self._line_of:
            return False
        self._put_cursor(row_id)
        self._reveal()
        self._show()
        return True

    def unselect(self) -> None:
        """Let the cursor stand on no row until it is moved or put on one."""
        self._put_cursor(None)
        self._show()

    def room_beside(self, taken: int) -> int:
        """Cells for the second of two columns where the first has as many as are `taken`."""
        return max(0, self.size.width - _GUTTER - _MARGIN - GAP - taken)

    def clock(self, row: Row[Id]) -> Cell | None:
        """The cell of the row's countdown now, or None where it has none."""
        if row.countdown is None or self._render_countdown is None or self._countdown_at < 0:
            return None
        asked, cell = self._clocks.get(row.id, (-1, None))
        if cell is None or (asked != self._now_ms and cell.until <= self._now_ms):
            cell = self._render_countdown(row, self._now_ms)
            self._clocks[row.id] = self._now_ms, cell
        return cell

    def set_marks(self, marked: Iterable[Id]) -> None:
        """Mark exactly these rows (those that are in the list), without a message."""
        self.marked = set(marked) & self._line_of.keys()
        self._show()

    def tick(self, now_ms: int) -> None:
        """Tell the time: repaints only those countdown cells whose words changed. Never changes the order."""
        if now_ms < self._now_ms:
            self._clocks.clear()
        self._now_ms = now_ms
        if self._countdown_at >= 0 and self._needs[self._countdown_at] != self._need(self._countdown_at):
            self._measure()
        spans = self._spans(self.size.width)
        if self._countdown_at < 0 or (span := spans[self._countdown_at]) is None:
            return
        changed: list[int] = []
        for y, line in enumerate(self._picture):
            if line.row is None or line.countdown is None:
                continue
            cell = self.clock(line.row)
            if cell != line.countdown:
                self._picture[y] = replace(line, countdown=cell)
                changed.append(y)
        if changed:
            start = max(0, _GUTTER + span[0] - GAP - 2)  # where the cell before it may be cut
            self.refresh(*_regions(changed, start, _GUTTER + span[0] + span[1] - start))

    # where things stand

    def _lay_out(self) -> None:
        groups: dict[str, int] = {}
        for row in self._rows:
            if row.group is not None:
                groups[row.group] = groups.get(row.group, 0) + 1
        groups.update(self._counts)
        self._lines, self._line_of = [], {}
        group: str | None = None
        for row in self._rows:
            if row.group is not None and row.group != group:
                self._lines.append(_Line("heading", f"{row.group} {groups[row.group]}"))
            group = row.group
            self._line_of[row.id] = len(self._lines)
            self._lines.append(_Line("row", row=row))

    def _measure(self) -> None:
        """Find the columns' widths anew; where they move every line is drawn anew."""
        width = self.size.width
        before = self._spans(width)
        self._needs, self._placed = [self._need(at) for at in range(len(self.columns))], (-1, ())
        if self._spans(width) != before:
            self.refresh()

    def _need(self, at: int) -> int:
        """The cells of the widest in a column, its title too; 0 where nothing stands in it."""
        several = [row for row in self._rows if len(row.cells) > 1]
        stands = ((row.cells[at] if at < len(row.cells) else "", row) for row in several)
        if at == self._countdown_at:
            stands = ((self.clock(row) or cell, row) for cell, row in stands)
        words = {text_of(cell) for cell, _ in stands}  # each once: of most columns many rows say the same
        widest = max(map(cells, words), default=0)
        return max(widest, cells(self.columns[at].title)) if widest else 0

    def _nearest(self, before: Sequence[Row[Id]]) -> Id | None:
        """The row for the cursor: its own, or of those that stood around it the first below or above."""
        if not self._rows or (before and self._cursor is None):
            return None
        ids = [row.id for row in before]
        at = ids.index(self._cursor) if self._cursor in ids else 0
        for row_id in (*ids[at:], *reversed(ids[:at])):
            if row_id in self._line_of:
                return row_id
        return self._rows[0].id

    def _keep_clocks(self, before: Sequence[Row[Id]]) -> None:
        """What clocks say stays of rows that are the same as before; others are asked anew."""
        known = {row.id: row for row in before}
        same = {row.id for row in self._rows if known.get(row.id) is row}
        self._clocks = {id: clock for id, clock in self._clocks.items() if id in same}

    def _keep_marks(self) -> None:
        gone = self.marked - self._line_of.keys()
        if gone:
            self.marked -= gone
            self.post_message(self.MarksChanged(frozenset(self.marked), self))

    def _put_cursor(self, row_id: Id | None) -> None:
        if row_id == self._cursor:
            return
        self._cursor = row_id
        if row_id is not None:
            self.post_message(self.Highlighted(row_id, self))

    @property
    def _has_titles(self) -> bool:
        return any(column.title for column in self.columns) and bool(self._rows)

    @property
    def _view_height(self) -> int:
        """Lines for rows and headings: without the titles, and without the last line if it holds a note."""
        noted = len(self._lines) > self._room or self._unseen or self.marked
        return max(1, self._room - 1 if noted else self._room)

    @property
    def _room(self) -> int:
        """Lines without the titles."""
        return self.size.height - self._has_titles

    def _reveal(self) -> None:
        """Scroll no further than needed to see the cursor's line and, above it, its heading."""
        if self._cursor is None:
            return
        line = self._line_of[self._cursor]
        first = line - 1 if line and self._lines[line - 1].kind == "heading" else line
        height = self._view_height
        if first < self._top:
            self._top = first
        elif line >= self._top + height:
            self._top = line - height + 1

    # what the screen shows

    def _paint_line(self, line: _Line) -> _Line:
        row = line.row
        if row is None:
            return line
        cursor, marked = row.id == self._cursor, row.id in self.marked
        return _Line("row", "", row, self.clock(row), cursor, marked)  # fifty for each key: no `replace`

    def _compose_picture(self) -> list[_Line]:
        height = self.size.height
        if not self._rows:
            said = [_Line("empty", words) for words in wrap(clean(self.empty), self.size.width - 2)]
            return [*said, *[_BLANK] * height][:height]
        view = self._view_height
        visible = self._lines[self._top : self._top + view]
        self._unseen -= {line.row.id for line in visible if line.row is not None}
        picture = [_Line("titles")] if self._has_titles else []
        picture += [self._paint_line(line) for line in visible]
        picture += [_BLANK] * (height - len(picture))
        if view + self._has_titles < height:
            picture[-1] = _Line("note", self._note())
        return picture[:height]

    def _note(self) -> str:
        """The last line: what is marked, what is new out of sight, and where in a long list one is."""
        parts = []
        if self._unseen:
            above = [row_id for row_id in self._unseen if self._line_of[row_id] < self._top]
            arrow = "↑" if len(above) == len(self._unseen) else "↓" if not above else "↕"
            parts.append(f"+{len(self._unseen)} baru {arrow}")
        if self.marked:
            parts.append(f"{len(self.marked)} ditandai · S semua")
        if self._cursor is not None and len(self._lines) > self._view_height:
            parts.append(f"{list(self._line_of).index(self._cursor) + 1} dari {len(self._rows)}")
        return " · ".join(parts)

    def _show(self) -> None:
        """Take the new picture and repaint the lines that differ from the old one."""
        old, self._picture = self._picture, self._compose_picture()
        if len(old) != len(self._picture):
            self.refresh()
            return
        width = self.size.width
        changed = [y for y, line in enumerate(self._picture) if line != old[y]]
        if changed:
            self.refresh(*_regions(changed, 0, width))

    def on_resize(self, event: events.Resize) -> None:
        """Where all has room by now nothing stays scrolled."""
        self._picture = []
        self._top = min(self._top, max(0, len(self._lines) - self._view_height))
        self._reveal()
        self._show()

    def on_focus(self) -> None:
        self._repaint_cursor()

    def on_blur(self) -> None:
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        width = self.size.width
        self.refresh(*[Region(0, y, width, 1) for y, line in enumerate(self._picture) if line.cursor])

    # drawing

    def notify_style_update(self) -> None:
        self._base = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        line = self._picture[y] if y < len(self._picture) else _BLANK
        if self._base is None:
            self._base = self.rich_style  # worked out anew each time it is asked for: too dear for every line
        width, base = self.size.width, self._base
        if line.kind == "row" and line.row is not None:
            return Strip(self._draw_row(line, line.row, base, width)).adjust_cell_length(width, base)
        if line.kind == "titles":
            style = self.get_component_rich_style("work-list--titles")
            titles = tuple(column.title for column in self.columns)
            segments = self._draw_cells(" " * _GUTTER, titles, style, width)
            return Strip(segments).adjust_cell_length(width, style)
        if line.kind == "blank":
            return Strip.blank(width, base)
        name = "new" if line.kind == "note" and self._unseen else line.kind
        style = self.get_component_rich_style(f"work-list--{name}")
        align: Align = "right" if line.kind == "note" else "left"
        text = f" {pad(clean(line.text), max(0, width - 2), align)} "
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def _draw_row(self, line: _Line, row: Row[Id], base: Style, width: int) -> list[Segment]:
        style = base
        if row.style:
            style += self._urgency(row.style)
        if line.cursor:
            style += self._partial("work-list--cursor" if self.has_focus else "work-list--cursor-blurred")
        shown = list(row.cells)
        if line.countdown is not None:
            shown += [""] * (self._countdown_at + 1 - len(shown))
            shown[self._countdown_at] = line.countdown
        cursor = "▸" if line.cursor else " "
        if not line.marked:
            return self._draw_cells(f"{cursor}  ", shown, style, width)
        mark = Segment("●", style + self._partial("work-list--mark"))
        return [Segment(cursor, style), mark, *self._draw_cells(" ", shown, style, width)]

    def _draw_cells(
        self, before: str, shown: Sequence[Cell | str], style: Style, width: int
    ) -> list[Segment]:
        """`before` and the cells, in as few segments as there are styles: each costs at every tick.

        A row of one cell has the whole line for it. One too long for its column goes on into what the next,
        which stands at its right edge, leaves free.
        """
        segments: list[Segment] = []
        plain, drawn = before, 0
        room = width - _GUTTER - _MARGIN
        spans = [(0, room)] if len(shown) == 1 else self._spans(width)
        placed = [(at, span) for at, span in enumerate(spans) if span is not None]
        given = [shown[at] if at < len(shown) else "" for at, _ in placed]
        texts = [clean(text_of(cell)) for cell in given]
        for nth, (at, (start, room)) in enumerate(placed):
            cell, text, end = given[nth], texts[nth], start + room
            kind = cell.style if isinstance(cell, Cell) else ""
            start = max(start, drawn)
            if nth + 1 < len(placed) and cells(text) > room:
                after, (_, next_room) = placed[nth + 1]
                if self.columns[after].align == "right":
                    end += max(0, next_room - cells(texts[nth + 1]))
            plain += " " * (start - drawn)
            text, drawn = _fitted(text, end - start, self.columns[at].align), end
            if kind:
                segments += (Segment(plain, style), Segment(text, style + self._urgency(kind)))
                plain = ""
            else:
                plain += text
        segments.append(Segment(plain + " " * (width - _GUTTER - drawn), style))
        return segments

    def _spans(self, width: int) -> Sequence[Span | None]:
        """Where the cells of a row lie, behind the gutter and clear of the right edge."""
        if self._placed[0] != width:
            self._placed = (width, place(self.columns, self._needs, width - _GUTTER - _MARGIN))
        return self._placed[1]

    def _urgency(self, kind: Urgency) -> Style:
        return self._partial(f"urgency--{kind}")

    def _partial(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the letters T and S to others where nothing can be marked."""
        return self.markable if action in ("toggle_mark", "mark_group") else True

    def _step(self, by: int) -> None:
        if not self._rows:
            return
        ids = list(self._line_of)
        at = ids.index(self._cursor) + by if self._cursor is not None else 0
        self._put_cursor(ids[max(0, min(len(ids) - 1, at))])
        self._reveal()
        self._show()

    def action_move(self, by: int) -> None:
        self._step(by)

    def action_page(self, direction: int) -> None:
        self._step(direction * max(1, self._view_height - 1))

    def action_edge(self, direction: int) -> None:
        self._step(direction * len(self._rows))

    def action_open(self) -> None:
        if self._cursor is not None:
            self.post_message(self.Opened(self._cursor, self))

    def action_toggle_mark(self) -> None:
        """Mark the row, or not any more, and go on to the next."""
        if self._cursor is None:
            return
        self.marked ^= {self._cursor}
        self.post_message(self.MarksChanged(frozenset(self.marked), self))
        self._step(1)

    def action_mark_group(self) -> None:
        """Mark all rows under the cursor's heading; where all are marked, none of them."""
        groups = {row.id: row.group for row in self._rows}
        if self._cursor is None:
            return
        rows = {row_id for row_id, group in groups.items() if group == groups[self._cursor]}
        self.marked = self.marked - rows if rows <= self.marked else self.marked | rows
        self.post_message(self.MarksChanged(frozenset(self.marked), self))
        self._show()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._step(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._step(-3)

    def on_click(self, event: events.Click) -> None:
        line = self._picture[event.y] if 0 <= event.y < len(self._picture) else _BLANK
        if line.row is not None:
            self.select(line.row.id)
