"""Finding any file, open or closed: whose desk, since when, why it rests. What was typed beneath stays.

A queue number of today leads to the files that came of it. What was found may be seen in part: under way,
ended, in one's own hands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input, Static

from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.queue.line import files_of, find_number
from loket.desk.words.deadline import limit_line
from loket.sla.explain import format_when
from loket.text import clean
from screens.shell.screen import LoketScreen, help_key
from screens.widgets.fields import Field, TextField
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.styles import inks, line
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.lists import found_name, limit_style
from screens.wording.place import because, file_holder, since, standing_lines

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import PileRow
    from loket.desk.queue.line import TicketRow

LEAST = 2
DEBOUNCE = 0.15
LIMIT = 60
NOTHING_TYPED = "Ketik sedikitnya 2 huruf atau angka; HP 5 angka; NIK dan paspor lengkap."
NOTHING_FOUND = "Tidak ada berkas yang cocok."
NOTHING_HERE = "Tidak ada di bagian ini; Tab menampilkan yang lain."
OTHERS = "Berkas lain yang cocok"


class SearchField(TextField):
    """The words to find; Enter opens and the arrows move in the list below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", show=False),
        *(
            Binding(key, f"screen.list('{action}', {by})", show=False)
            for key, action, by in (
                ("up", "move", -1),
                ("down", "move", 1),
                ("pageup", "page", -1),
                ("pagedown", "page", 1),
            )
        ),
    ]

    async def action_submit(self) -> None:
        """Open what stands under the cursor."""
        self.post_message(self.Submitted(self, self.value))


class FindScreen(LoketScreen):
    """Results as one types, or at once for `words`; Enter opens the file, Esc or F10 returns."""

    title_words = "Cari berkas"
    FINDS = False
    EXPLAINED = (
        ("Tab", "Semua yang ditemukan, yang berjalan, yang selesai, atau yang di tangan Anda saja."),
        ("A-006", "Nomor antrean hari ini: bagaimana keadaannya, dan berkas yang didaftarkan dengannya."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self.rows: dict[int, PileRow] = {}
        self.view: FileView | None = None
        self._found: tuple[PileRow, ...] = ()
        self._of_number: tuple[PileRow, ...] = ()
        self._number: TicketRow | None = None
        self._part = 0
        self._told: list[Text] = []
        self._wait: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopBar()
        hint = "nama, usaha, kuasa, nomor berkas/izin, telepon, NIK, paspor, layanan"
        yield Field(SearchField("words", "Cari", self._words, placeholder=hint))
        yield Static("", id="found-parts", markup=False)
        yield WorkList(
            (
                Column("number", "Nomor", most=18),
                Column("who", "Pemohon", weight=3, most=40),
                Column("service", "Layanan", weight=1, from_width=90),
                Column("where", "Di mana", weight=2),
                Column("since", "Sejak"),
            ),
            empty=NOTHING_TYPED,
            id="found",
        )
        yield Static("", id="found-more", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the words."""
        super().on_mount()
        self.query_one(SearchField).focus()

    def find(self, words: str = "") -> None:
        """Look for these words here; without any go on."""
        if words:
            self.query_one(SearchField).load_value(words)
            self.look_now()

    @property
    def found(self) -> WorkList[int]:
        """The files found."""
        return self.query_one("#found", WorkList)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one(SearchField).field_value()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._wait is not None:
            self._wait.stop()
        self._wait = self.set_timer(DEBOUNCE, self.look_now)

    def look_now(self) -> None:
        """Look for what was typed without waiting for a rest."""
        self.changed()
        if self._wait is not None:
            self._wait.stop()
            self._wait = None

    def hurry(self) -> None:
        """A key after the words is for what they find."""
        if self._wait is not None:
            self.look_now()

    def changed(self) -> None:
        """Look again: more was typed, or somebody acted."""
        words = self.words
        if len(words) < LEAST:
            self._show(words, (), None, ())
            return
        self.read(lambda: self._look(words), lambda found: self._show(words, *found))

    def _look(self, words: str) -> tuple[tuple[PileRow, ...], TicketRow | None, tuple[PileRow, ...]]:
        """The files, today's queue number that is written so, and its files. Runs in the reading thread."""
        number = find_number(self.desk, self.who, words)
        of_number = files_of(self.desk, self.who, number) if number is not None else ()
        return lists.find(self.desk, self.who, words, limit=LIMIT), number, of_number

    def _show(
        self,
        words: str,
        rows: tuple[PileRow, ...],
        number: TicketRow | None,
        of_number: tuple[PileRow, ...],
    ) -> None:
        """The files, those of the queue number first."""
        if words != self.words:
            return
        brought = {row.key for row in of_number}
        self._found = (*of_number, *(row for row in rows if row.key not in brought))
        self._of_number, self._number = of_number, number
        self._show_part()

    # the parts of what was found

    def _parts(self) -> tuple[tuple[str, Callable[[PileRow], bool]], ...]:
        """What is in each part."""
        return (
            ("Semua", lambda row: True),
            ("Berjalan", lambda row: row.work.ended_at is None),
            ("Selesai", lambda row: row.work.ended_at is not None),
            ("Di tangan Anda", self._is_mine),
        )

    def _is_mine(self, row: PileRow) -> bool:
        return row.work.ended_at is None and row.work.person == self.who.person

    def action_turn(self, by: int) -> None:
        """Another part of the same; what was typed stays."""
        self._part = (self._part + by) % len(self._parts())
        self._show_part()

    def _show_part(self) -> None:
        """The files of the part; where there is none, how the queue number that was typed stands."""
        _, belongs = self._parts()[self._part]
        shown = [row for row in self._found if belongs(row)]
        self.rows = {row.work.file_id: row for row in shown}
        self.found.empty = self._empty_words()
        self.found.set_rows(self._rows(shown), of=(self.words, self._part))
        self._draw_parts()
        self._read_file()

    def _empty_words(self) -> str:
        if self._found:
            return NOTHING_HERE
        if self._number is not None:
            return self._number_words(self._number)
        return NOTHING_FOUND if len(self.words) >= LEAST else NOTHING_TYPED

    def _rows(self, shown: Sequence[PileRow]) -> list[Row[int]]:
        """Under the queue number its files, where one was typed."""
        rows = [self._row(row) for row in shown]
        if self._number is None:
            return rows
        heading, brought = self._number_words(self._number), {row.work.file_id for row in self._of_number}
        return [replace(row, group=heading if row.id in brought else OTHERS) for row in rows]

    def _row(self, row: PileRow) -> Row[int]:
        time, now = self.working, self.desk.now()
        return Row(
            row.work.file_id,
            (
                self.listed(row.work.number),
                found_name(row.work, self.words),
                Cell(self.service_name(row.work.service), "redup"),
                file_holder(row, self.desk.office.roles),
                Cell(since(row, time, now), "redup"),
            ),
            style="redup" if row.work.ended_at is not None else "",
        )

    def _draw_parts(self) -> None:
        """Each part with its count; of more than were read, that there are more."""
        ink, words = inks(self.app), Text("")
        more = "+" if len(self._found) >= LIMIT else ""
        for at, (name, belongs) in enumerate(self._parts() if self._found else ()):
            count = f"{sum(map(belongs, self._found))}{more}"
            chosen = at == self._part
            words += line((f"{'●' if chosen else '○'} {name} {count}   ", "bold" if chosen else ink["redup"]))
        if self._found:
            words += line(("Tab", ink["redup"]))
        self.query_one("#found-parts", Static).update(words)

    def _number_words(self, ticket: TicketRow) -> str:
        """How a queue number stands, since when, at which counter and what came of it."""
        counter = self.desk.office.counter(ticket.ticket.station) if ticket.ticket.station else None
        at = f" di {counter.name}" if counter is not None else ""
        outcome = f" ({ticket.ticket.outcome})" if ticket.ticket.outcome else ""
        since = format_when(self.working, ticket.ticket.since, self.desk.now())
        return f"Nomor {ticket.number}: {ticket.standing} sejak {since}{at}{outcome}."

    @on(WorkList.Highlighted)
    def _read_file(self) -> None:
        file = self.found.cursor_id
        if self.view is not None and self.view.ref.file != file:
            self.view = None  # no quick key acts on the one before
        if not isinstance(file, int):
            self._show_file(None)
            return
        self.read(lambda: view(self.desk, self.who, file), self._show_file, group="file", after_frame=True)

    def _show_file(self, view: FileView | None) -> None:
        """Below the list: who, whose desk, why it rests and until when, of the file under the cursor."""
        if view is not None and view.ref.file != self.found.cursor_id:
            return
        self.view = view
        self._draw_more(self.desk.now())
        self.refresh_bars()

    def _draw_more(self, now: int) -> None:
        lines = self._more(self.view, max(now, self.view.now)) if self.view is not None else []
        if lines != self._told:
            self._told = lines
            self.query_one("#found-more", Static).update(Text("\n").join(lines))

    def tick(self, now: int) -> None:
        """The limit below the list counts down."""
        self._draw_more(now)

    def _more(self, view: FileView, now: int) -> list[Text]:
        at, due = self.moment(now), view.first_due
        ink, applicant = inks(self.app), view.applicant
        person = [applicant.company, applicant.name, applicant.identity, *applicant.phones]
        step = ""
        if view.step is not None:
            step = f" · {view.procedure.step(view.step.sequence).name}"
        return [
            line(
                (f"{view.row.number}  {view.service_name}", "bold"),
                f" · {view.asked_for}",
                (step, ink["redup"]),
            ),
            line(" · ".join(clean(part) for part in person if part)),
            *(
                line((clean(standing.text, 400), ink[standing.style]))
                for standing in standing_lines(view, self.desk.office.roles)
            ),
            *(line((words, ink["istirahat"])) for words in because(view)[:1]),
            *([line((limit_line(due, view.time, at), ink[limit_style(due, at)]))] if due is not None else []),
        ]

    # keys

    def keys(self) -> tuple[Key, ...]:
        """A file found is read, or put before the person where they work; nothing is done with it here."""
        why = None if self.view is not None else "belum ada berkas yang dipilih"
        return (
            help_key(self.view),
            Key("f4", "Riwayat", why),
            Key("f5", "Cetak", why),
            self.operator.work_key(self.view, why),
            Key("f10", "Tutup"),
        )

    def turns(self) -> Sequence[tuple[str, str]]:
        """Another part of what was found."""
        return (("tab", "Bagian berikutnya dari yang ditemukan"),) if self._found else ()

    def press_f1(self) -> None:
        """Help, with this step of the SOP."""
        self.open_help(self.view)

    def press_f7(self) -> None:
        """Back to one's own screen, with this file."""
        if self.view is not None:
            self.operator.work_on(self.view.ref.file)

    def press_f5(self) -> None:
        """The file's papers."""
        if self.view is not None:
            self.open_papers(self.view.ref.file)

    def press_f10(self) -> None:
        """Return to what was beneath."""
        self.app.pop_screen()

    @on(Input.Submitted)
    @on(WorkList.Opened)
    def press_f4(self) -> None:
        """Open the file under the cursor."""
        if self.found.cursor_id is not None:
            self.open_case(self.found.cursor_id)

    def action_list(self, action: str, by: int) -> None:
        """An arrow pressed while typing moves in the list."""
        if action == "move":
            self.found.action_move(by)
        else:
            self.found.action_page(by)
