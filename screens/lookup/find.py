"""Finding any file, open or closed: whose desk, since when, why it rests. What was typed beneath stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input, Static

from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.queue.line import find_number
from loket.desk.words.deadline import limit_line
from loket.sla.explain import format_when
from loket.text import clean
from screens.shell.screen import LoketScreen
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
    from loket.desk.intake.registration import TicketRow

LEAST = 2
DEBOUNCE = 0.15
LIMIT = 60
NOTHING_TYPED = "Ketik sedikitnya 2 huruf atau angka; NIK dan paspor harus lengkap."
NOTHING_FOUND = "Tidak ada berkas yang cocok."


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

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self.rows: dict[int, PileRow] = {}
        self.view: FileView | None = None
        self._told: list[Text] = []
        self._wait: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopBar()
        hint = "nama, usaha, kuasa, nomor berkas/izin, telepon, NIK, paspor, layanan"
        yield Field(SearchField("words", "Cari", self._words, placeholder=hint))
        yield WorkList(
            (
                Column("number", "Nomor", most=18),
                Column("who", "Pemohon", weight=3, most=40),
                Column("service", "Layanan", weight=1),
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
            self._show(words, (), None)
            return
        self.read(
            lambda: (
                lists.find(self.desk, self.who, words, limit=LIMIT),
                find_number(self.desk, self.who, words),
            ),
            lambda found: self._show(words, *found),
        )

    def _show(self, words: str, rows: tuple[PileRow, ...], number: TicketRow | None) -> None:
        """The files; where there is none, how today's queue number that was typed stands."""
        if words != self.words:
            return
        time, now = self.working, self.desk.now()
        self.rows = {row.work.file_id: row for row in rows}
        self.found.empty = NOTHING_FOUND if len(words) >= LEAST else NOTHING_TYPED
        if number is not None:
            self.found.empty = self._number_words(number)
        self.found.set_rows(
            Row(
                row.work.file_id,
                (
                    self.listed(row.work.number),
                    found_name(row.work),
                    Cell(self.service_name(row.work.service), "redup"),
                    file_holder(row, self.desk.office.roles),
                    Cell(since(row, time, now), "redup"),
                ),
                style="redup" if row.work.ended_at is not None else "",
            )
            for row in rows
        )
        self._read_file()

    def _number_words(self, ticket: TicketRow) -> str:
        """How a queue number stands, at which counter, since when and what came of it."""
        counter = self.desk.office.counter(ticket.ticket.station) if ticket.ticket.station else None
        at = f" di {counter.name}" if counter is not None else ""
        outcome = f" ({ticket.ticket.outcome})" if ticket.ticket.outcome else ""
        since = format_when(self.working, ticket.ticket.since, self.desk.now())
        return f"Nomor antrean {ticket.number}: {ticket.standing}{at}{outcome}, sejak {since}."

    @on(WorkList.Highlighted)
    def _read_file(self) -> None:
        file = self.found.cursor_id
        if self.view is not None and self.view.ref.file != file:
            self.view = None  # no quick key acts on the one before
        if not isinstance(file, int):
            self._show_file(None)
            return
        self.read(lambda: view(self.desk, self.who, file), self._show_file, group="file")

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
            Key("f1", "Bantu"),
            self.session.work_key(self.view, why),
            Key("f4", "Riwayat", why),
            Key("f5", "Cetak", why),
            Key("f10", "Tutup"),
        )

    def press_f1(self) -> None:
        """Help, with this step of the SOP."""
        self.open_help(self.view)

    def press_f7(self) -> None:
        """Back to one's own screen, with this file."""
        if self.view is not None:
            self.session.work_on(self.view.ref.file)

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
