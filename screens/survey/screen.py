"""Loket 5: the satisfaction survey that the SOP asks for before a permit is handed over.

The answers are kept apart from the file. So nothing of them is written to a draft either: a survey closed
half filled is remembered only while this screen lasts and the file stays in hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loket.desk import survey
from loket.desk.case import lists
from loket.desk.case.perform import perform, receive
from loket.desk.queue.on_the_spot import number_for
from loket.desk.survey import questions
from loket.flow.acts import Arrive, Depart, PutBack, Take
from loket.flow.countdown import Countdown
from loket.flow.standing import Standing
from loket.sop.model import Kind
from loket.text import capitalized, clause, clean
from screens.calling.queue_line import QueueLine
from screens.file.screen import receiving_key
from screens.file.undo import Known, last_undoable, take_back, undo_key
from screens.shell.screen import LoketScreen
from screens.survey.questions import Questionnaire
from screens.widgets.dialogs import Confirm
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.fitting import left_width
from screens.widgets.form import Form
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.styles import styled
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.lists import CLOCKS, UNREADABLE, Since, counter_cell, listed_name, remembering, row_clock

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import Pile, PileRow
    from loket.desk.case.record import Ref
    from loket.office.survey import Question
    from screens.file.undo import Undoable

_APART = "Jawaban disimpan terpisah dari berkas: tanpa nama, nomor, dan jam."
_NONE_YET = "Izin yang siap diambil tampil di kiri dengan sendirinya. Bila pemohonnya datang, pilih lalu F8."
_CHOOSE_FIRST = "pilih dulu siapa yang datang, dengan panah atau Enter"
_SCHOOLS = ("SD", "SMP", "SMA", "D1–D4", "S1", "S2", "S3")
_WORK = ("PNS", "TNI", "Polri", "swasta", "wirausaha", "lainnya")


def _optional(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "tidak diisi"), *((word, word) for word in words)]


SURVEYS = frozenset({Kind.SURVEY})
HERE = "SUDAH DATANG"
TO_COME = "MENUNGGU DIAMBIL"


class _Lists(NamedTuple):
    """What is read for the screen: `filled` are files whose survey was sent and taken back."""

    pile: Pile
    coming: tuple[PileRow, ...]
    all_coming: int
    filled: frozenset[int]
    undoable: Undoable | None
    questions: tuple[Question, ...]


class SurveyForm(Form):
    """The nine questions, and about the respondent only what the regulation asks for."""

    DEFAULT_CSS = """
    SurveyForm { padding: 0; scrollbar-size-vertical: 1; }
    SurveyForm #survey-about { color: $loket-muted; height: auto; }
    """

    def compose(self) -> ComposeResult:
        yield Questionnaire(id="questions")
        yield Field(TextField("umur", "Umur", digits=True, max_length=3))
        yield Field(Choice("jenis_kelamin", "Jenis kelamin", _optional(("L", "P"))))
        yield Field(Choice("pendidikan", "Pendidikan", _optional(_SCHOOLS)))
        yield Field(Choice("pekerjaan", "Pekerjaan", _optional(_WORK)))
        yield Static(_APART, id="survey-about", markup=False)

    def field_stops(self) -> list[Widget]:
        """From the questions on to the respondent."""
        return [widget for widget in self.query("*") if widget.focusable]


class SurveyScreen(LoketScreen):
    """Who came for a permit at the left, the questions at the right."""

    title_words = "Survei kepuasan"
    EXPLAINED = CLOCKS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+n", "queue", show=False)]
    DEFAULT_CSS = """
    SurveyScreen #comers { border-right: solid $loket-line; }
    SurveyScreen #survey-pane { height: 1fr; width: 1fr; }
    SurveyScreen #survey-head { padding: 0 1; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, PileRow] = {}
        self._collect: set[int] = set()
        self._open: int | None = None
        self._to_begin: int | None = None
        self._wanted: int | None = None  # what has the cursor once the lists were read anew
        self._saved = False
        self._unchosen: int | None = None  # where the cursor came to stand by itself after a survey
        self._woken: set[int] = set()  # whose applicant came by F8 here
        self._filled: frozenset[int] = frozenset()  # whose survey was sent and taken back
        self._to_ask: tuple[Question, ...] = ()
        self.undoable: Undoable | None = None
        self._known = Known()
        self._unsent: dict[int, tuple[dict[str, int], dict[str, str]]] = {}
        self.comers = WorkList[int](
            (Column("number", weight=2, most=18), Column("who", weight=1), Column("time", align="right")),
            empty="Tidak ada izin yang menunggu diambil.",
            countdown_column="time",
            render_countdown=self._render_clock,
            id="comers",
        )
        self.head = Static("", id="survey-head", markup=False)
        self.form = SurveyForm(id="survey-form")
        self.queue_line = QueueLine(self)

    @property
    def calls(self) -> bool:
        return self.queue_line.calls

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield self.queue_line
        with Horizontal():
            yield self.comers
            with Vertical(id="survey-pane"):
                yield self.head
                yield self.form
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the list."""
        self._draw()
        super().on_mount()
        self.comers.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The list takes more room where there is more."""
        self.comers.styles.width = left_width(event.size.width)

    @cached_property
    def questions(self) -> Questionnaire:
        """The nine questions."""
        return self.form.query_one(Questionnaire)

    # what it shows

    def changed(self) -> None:
        """Read the list again."""
        self.queue_line.look()
        self.read(self._read_lists, self._show_lists, group="lists")

    def _read_lists(self) -> _Lists:
        coming, all_coming = lists.to_collect(self.desk, self.who, SURVEYS)
        pile = lists.pile(self.desk, self.who, SURVEYS)
        filled = survey.filled(self.desk, [row.work.file_id for row in (*pile.in_hand, *pile.waiting)])
        undoable = last_undoable(self.desk, self.who, self._known)
        return _Lists(pile, coming, all_coming, filled, undoable, questions(self.desk))

    def _show_lists(self, answer: _Lists) -> None:
        pile, coming, all_coming, self._filled, self.undoable, self._to_ask = answer
        held = tuple(row for row in pile.in_hand if row.work.standing is Standing.WORKING)
        groups = (
            ("DI TANGAN ANDA", held),
            (HERE, pile.waiting),
            (TO_COME, coming),
            (UNREADABLE, pile.unreadable),
        )
        self.rows = {row.work.file_id: row for _, rows in groups for row in rows}
        self._collect = {row.work.file_id for row in coming}
        self.comers.tick(self.desk.now())
        rows = (self._row(row, group) for group, rows in groups for row in rows)
        in_all = {HERE: max(len(pile.waiting), pile.in_all(Standing.WAITING)), TO_COME: all_coming}
        self.comers.set_rows(rows, in_all)
        if self._saved:
            self._saved, self._unchosen = False, self.comers.cursor_id
        if self._wanted is not None and self.comers.select(self._wanted):
            if self._wanted in self._filled:
                self.say(f"{self._said} Jawabannya tetap tersimpan; F8 meneruskan berkasnya.")
            self._wanted = self._unchosen = None
        if self._open is not None and self._open not in self._in_hand:
            self._close()
        self._unsent = {file: kept for file, kept in self._unsent.items() if file in self._in_hand}
        if self._to_begin is not None and self._to_begin in self._in_hand - self._filled:
            file, self._to_begin = self._to_begin, None
            self.comers.select(file)
            self._begin(file)
        self._draw()
        self.refresh_bars()

    def _row(self, row: PileRow, group: str) -> Row[int]:
        work = row.work
        name = remembering(Cell(listed_name(work)), work, self.desk.now())
        cells = (self.listed(work.number), name, "")
        clock = Since(work.start_at) if work.file_id in self._collect else row_clock(row)
        return Row(work.file_id, cells, group, clock)

    def _render_clock(self, row: Row[int], now: int) -> Cell:
        assert isinstance(row.countdown, Countdown | Since)
        return counter_cell(row.countdown, self.moment(now))

    def tick(self, now: int) -> None:
        """A second has passed."""
        self.queue_line.tick(now)
        self.comers.tick(now)

    @property
    def _in_hand(self) -> set[int]:
        return {file for file, row in self.rows.items() if row.work.standing is Standing.WORKING}

    @property
    def _chosen(self) -> PileRow | None:
        """The open file, else the one under the cursor."""
        file = self._open if self._open is not None else self.comers.cursor_id
        return self.rows.get(file) if file is not None else None

    def _draw(self) -> None:
        row = self._chosen
        self.form.display = self._open is not None
        if row is None:
            self.head.update(Content(_NONE_YET))
            return
        lines = [
            (f"{row.work.number} {self.service_name(row.work.service)}", "tebal"),
            (" · ".join(filter(None, (clean(row.work.company), clean(row.work.applicant)))), ""),
        ]
        if self._open is None:
            hint = "F2 memulai survei."
            if row.work.file_id in self._collect:
                hint = "F8 bila pemohon sudah datang."
                if row.work.file_id == self._unchosen:
                    hint = f"{capitalized(_CHOOSE_FIRST)}; F8 bila pemohon sudah datang."
            elif row.work.file_id in self._filled:
                hint = "Survei sudah diisi; F8 meneruskan."
            lines += [("", ""), (hint, "redup")]
        self.head.update(styled(lines))

    @on(WorkList.Highlighted)
    def _moved(self) -> None:
        if self.comers.cursor_id != self._unchosen:
            self._unchosen = None
        self._draw()
        self.refresh_bars()

    @on(WorkList.Opened)
    def _opened(self, event: WorkList.Opened[int]) -> None:
        self._unchosen = None
        self.refresh_bars()
        if event.id in self._in_hand - self._filled:
            self._begin(event.id)

    def _begin(self, file: int) -> None:
        """Ask the questions for a file that is in hand; what was answered before stands there."""
        if self._open != file:
            self._remember()
            self._open = file
            answers, about = self._unsent.pop(file, ({}, {}))
            self.questions.begin(self._to_ask, answers)
            self.form.load({name: about.get(name, "") for name in self.form.values()})
            self.form.scroll_home(animate=False)
        self._draw()
        self.refresh_bars()
        self.questions.focus()

    def _remember(self) -> None:
        """Keep what the open questions hold until the file is opened again."""
        answers, about = dict(self.questions.answers), self.form.values()
        if self._open is not None and (answers or any(about.values())):
            self._unsent[self._open] = answers, about

    def _put_away(self, file: int) -> None:
        """Close the questions; what was answered is remembered, and that is said."""
        self._remember()
        self._close()
        if file in self._unsent:
            self.say("Jawaban diingat selama layar ini terbuka; Enter pada berkas melanjutkan.")

    def _forget(self, file: int) -> None:
        """What was answered goes with the survey that is closed."""
        self._unsent.pop(file, None)
        self._close()

    def _close(self) -> None:
        self._open = None
        self._draw()
        self.refresh_bars()
        self.comers.focus()

    def why_not_work(self, view: FileView | None) -> str | None:
        """What is on the list can be chosen there."""
        return None if view is not None and view.ref.file in self.rows else super().why_not_work(view)

    def show_file(self, file: int) -> None:
        """Choose the file on the list, as the arrows do; of another, the open questions are closed."""
        if self._open == file:
            return
        if self._open is not None:
            self._put_away(self._open)
        self._unchosen = None
        self.comers.select(file)
        self._draw()
        self.refresh_bars()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """What can be done with the open survey, or with the file under the cursor."""
        row = self._chosen
        nothing = "tidak ada berkas yang dipilih" if row is None else None
        begun = None if self._open is not None else "survei belum dimulai"
        return (
            Key("f1", "Bantu"),
            Key("f2", "Mulai", self._why_not_begin(row), does="begin"),
            Key("f3", "Menolak", nothing or self._why_not_gone(row), does="decline"),
            Key("f4", "Riwayat", nothing),
            Key("f6", "Pergi lagi", nothing or self._why_not_gone(row), does="depart"),
            Key("f7", "Taruh kembali", begun, does="put away"),
            self._onward(row),
            undo_key(self, self.undoable),
            Key("f10", "Tutup"),
        )

    def _why_not_begin(self, row: PileRow | None) -> str | None:
        """F2 is about the file under the cursor; with the cursor on none about who waits longest."""
        if not any(each.work.standing.at_work for each in self.rows.values()):
            return "tidak ada pemohon di loket"
        here = row is None or row.work.standing.at_work
        return None if here else "pemohon berkas ini belum datang; F8 bila sudah"

    def _why_not_gone(self, row: PileRow | None) -> str | None:
        here = row is not None and row.work.file_id not in self._collect
        return None if here else "pemohon belum datang"

    def press_f6(self) -> None:
        """The applicant went away: the permit waits to be collected again, and no answer is kept."""
        if self._chosen is not None:
            self._unless_answered(self._chosen, self._depart)

    def _unless_answered(self, row: PileRow, then: Callable[[PileRow], None]) -> None:
        """Go on at once where nothing was answered; else ask, for the answers go with it."""
        answers = self._answers(row.work.file_id)
        if not answers:
            then(row)
            return
        words = f"{len(answers)} jawaban {row.work.number} yang sudah diisi dibuang."
        asked = Confirm("Tutup survei ini?", words, yes="Ya, buang jawabannya", dangerous=True)
        self.app.push_screen(asked, lambda yes: then(row) if yes else None)

    def _answers(self, file: int) -> Mapping[str, int]:
        return self.questions.answers if file == self._open else self._unsent.get(file, ({}, {}))[0]

    def _depart(self, row: PileRow) -> None:
        ref = row.ref

        def gone(_: Ref) -> None:
            self._woken.discard(ref.file)
            self._forget(ref.file)
            self.changed()
            self.say(f"{row.work.number} menunggu diambil lagi, terhitung dari sekarang.")

        self.act(lambda: perform(self.desk, self.who, ref, Depart()), gone)

    def _onward(self, row: PileRow | None) -> Key:
        if self._open is None and row is not None and row.work.file_id in self._collect:
            chosen = row.work.file_id != self._unchosen
            why = None if chosen else _CHOOSE_FIRST
            return replace(receiving_key(Arrive()), why=why)
        if self._open is None and row is not None and row.work.file_id in self._filled:
            return Key("f8", "Teruskan", does="go on")
        return Key("f8", "Simpan", self._why_not_submit(), does="submit")

    def _why_not_submit(self) -> str | None:
        if self._open is None:
            return "survei belum dimulai"
        if spilled := self.form.spilled():
            return clause(next(iter(spilled.values())))
        missing = self.questions.unanswered
        return f"belum dijawab nomor {', '.join(map(str, missing))}" if missing else None

    def hindered(self, key: str) -> None:
        """Where F8 cannot save for want of an answer, the first question without one is asked."""
        if key == "f8" and self._open is not None and self.questions.unanswered:
            self.questions.go_to_unanswered()
            self.questions.focus()

    @on(Questionnaire.Answered)
    def _answered(self) -> None:
        self.refresh_bars()

    def press_f2(self) -> None:
        """Begin the survey of the file under the cursor, else of the one that waits longest."""
        if self._open is not None:
            self.questions.focus()
            return
        row = self._chosen
        if row is None:
            free = [r for r in self.rows.values() if r.work.standing.at_work]
            row = next(iter(free), None)
        if row is None:
            return
        if row.work.file_id in self._in_hand - self._filled:
            self._begin(row.work.file_id)
            return
        ref = row.ref
        self.act(lambda: perform(self.desk, self.who, ref, Take()), self._taken)

    def press_f3(self) -> None:
        """The applicant will not answer: that is asked once, kept, and the file goes on."""
        row = self._chosen
        if row is None:
            return
        number, answers = row.work.number, self._answers(row.work.file_id)
        lost = f" {len(answers)} jawaban yang sudah diisi dibuang." if answers else ""
        name, company = clean(row.work.applicant), clean(row.work.company)
        whose = f"{name} ({company})" if company else name
        words = f"Tercatat bahwa {whose} menolak mengisi; berkas lanjut ke penyerahan.{lost}"
        title, yes = f"{number}: pemohon menolak survei?", "Ya, pemohon menolak"
        asked = Confirm(title, words, yes=yes, dangerous=True)

        def decline(yes: bool | None) -> None:
            if yes:
                said = f"{number}: pemohon menolak survei; dapat diserahkan. F9 urung."
                self.act(
                    lambda: survey.decline(self.desk, self.who, row.ref), lambda _: self._sent(row, said)
                )

        self.app.push_screen(asked, decline)

    def _sent(self, row: PileRow, said: str) -> None:
        """The file has gone on: nothing that was answered stays here."""
        self._saved = True
        self._forget(row.work.file_id)
        self.changed()
        self.say(said)

    def press_f9(self) -> None:
        """Take back one's latest act; its file is at the survey again, and has the cursor.

        What was answered of it and is not sent goes with the survey that is taken back: that is asked.
        """
        undoable = self.undoable
        place = undoable.place if undoable is not None else None

        def undone(sentence: str) -> None:
            self._wanted = place[0] if place is not None else None
            self.changed()
            self.say(sentence)

        row = self.rows.get(place[0]) if place is not None else None
        if row is None:
            take_back(self, undoable, undone)
        else:
            self._unless_answered(row, lambda _: take_back(self, undoable, undone))

    def press_f8(self) -> None:
        """The applicant came; or, with nine answers, keep them and send the file on."""
        row = self._chosen
        if self._open is None and row is not None and row.work.file_id in self._filled:
            said = f"{row.work.number} dapat diserahkan. F9 urung."
            self.act(lambda: survey.go_on(self.desk, self.who, row.ref), lambda _: self._sent(row, said))
        elif self._open is None:
            self._arrive()
        else:
            self._send(self._open)

    def _arrive(self) -> None:
        row = self._chosen
        if row is None:
            return
        ref = row.ref
        self._woken.add(ref.file)

        def take_in() -> Ref:
            number_for(self.desk, self.who, ref.file)
            return receive(self.desk, self.who, ref, Arrive())

        self.act(take_in, self._taken)

    def _taken(self, ref: Ref) -> None:
        """The questions open once the list shows the file in hand."""
        self._to_begin = ref.file
        self.changed()

    def _send(self, file: int) -> None:
        row = self.rows.get(file)
        if row is None:
            return
        ref, answers, about = row.ref, dict(self.questions.answers), self.form.values()

        said = f"Terima kasih. Survei tersimpan; {row.work.number} dapat diserahkan."
        self.act(
            lambda: survey.submit(self.desk, self.who, ref, answers, about), lambda _: self._sent(row, said)
        )

    def press_f4(self) -> None:
        """The file's history."""
        if self._chosen is not None:
            self.open_case(self._chosen.work.file_id)

    def press_f7(self) -> None:
        """The applicant will not fill it now: the file waits at the counter again, and no answer is kept.

        One opened by mistake, with nothing answered, waits to be collected as before.
        """
        row = self.rows.get(self._open) if self._open is not None else None
        if row is None:
            return
        if row.work.file_id in self._woken and not self.questions.answers:
            self._depart(row)
        else:
            self._unless_answered(row, self._put_back)

    def _put_back(self, row: PileRow) -> None:
        ref = row.ref

        def back(_: Ref) -> None:
            self._forget(ref.file)
            self.changed()
            self.say(f"{row.work.number} ditaruh kembali dan menunggu lagi, terhitung dari sekarang.")

        self.act(lambda: perform(self.desk, self.who, ref, PutBack()), back)

    @property
    def at_home(self) -> bool:
        return self._open is None and self.queue_line.still_open is None

    def press_f10(self) -> None:
        """Close the questions; with none open, change person or screen; answers not sent are named first."""
        if self._open is not None:
            self._put_away(self._open)
        elif self._unsent:
            numbers = ", ".join(self.rows[file].work.number for file in self._unsent)
            question = f"Jawaban survei {numbers} belum disimpan dan hilang bila layar ini ditutup."
            asked = Confirm(self.title_words, question, yes="Ya, tutup", dangerous=True)
            self.app.push_screen(asked, lambda yes: self.leave() if yes else None)
        elif (open_number := self.queue_line.still_open) is not None:
            self.say(open_number)
        else:
            self.leave()

    def action_queue(self) -> None:
        """The queue of this counter."""
        self.queue_line.press()
