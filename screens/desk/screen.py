"""The desks behind the counters: a pile at the left, the file under the cursor at the right.

Back office, assessment, verification, archive, completeness are this one screen. It lists every step of the
person's roles, so that no file falls between two screens; the kind of step decides the form beside it.
Opening a file never acts: F2 takes it, F8 sends it on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from loket.desk.case import lists
from loket.desk.case.lists import Lies
from loket.desk.case.perform import perform, receive
from loket.desk.promises.standing import pressing
from loket.desk.queue.on_the_spot import number_for
from loket.desk.words.acts import ACTS
from loket.flow.acts import Act, Take
from loket.flow.countdown import Countdown
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.text import capitalized, fit, uncapitalized
from screens.calling.queue_line import QueueLine
from screens.desk.marked import ONE_STEP, forward_marked, recorded_for, same_step
from screens.desk.taken_away import IN_HAND, TakenAway
from screens.file.deciding import SEND_ON, forward, forward_branches, verb
from screens.file.due import Due
from screens.file.elsewhere import recorded_word
from screens.file.host import NO_FILE
from screens.file.pane import StepPane
from screens.file.screen import UNDO_SWEPT, FileScreen, brought, receiving, receiving_key
from screens.file.undo import Known, last_undoable, take_back, undo_key
from screens.shell.screen import help_key
from screens.widgets.dialogs import Confirm
from screens.widgets.form import Form
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.acts import choice_words, went
from screens.wording.lists import (
    OVERSIGHT,
    POSTPONED,
    PROMISE_WORDS,
    REMEMBERED,
    RESTING,
    TO_COLLECT,
    TO_COMPLETE,
    TO_PAY,
    UNREADABLE,
    Promises,
    Since,
    by_pressure,
    clock_cell,
    nearest,
    pile_row,
)
from screens.wording.place import standing_line

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import Pile, PileRow, RowKey
    from loket.desk.case.record import Ref
    from loket.sop.model import Branch
    from screens.file.checklist import KeptCheckList
    from screens.file.undo import Undoable

Answered: TypeAlias = (
    "tuple[Pile, tuple[tuple[PileRow, ...], int], Undoable | None, tuple[PileRow, ...], Promises]"
)
"""The pile, what is shown beside it, what F9 takes back, what colleagues took from the list, and promises."""
_BESIDE_STEP = 6
"""Cells of a heading beside its words, the step's name and its number."""
READING = "Membaca …"
NONE_HERE = "Tidak ada berkas di meja ini."
NONE_YET = "Berkas yang sampai ke meja ini tampil di kiri dengan sendirinya."
TO_CHOOSE = "Pilih berkas di kiri. F2 mengambil berkas yang ditunjuk."
_BACK = "Kembali ke daftar; F10 sekali lagi menutup layar ini."
_FOR_APPLICANTS: Mapping[Lies, str] = {
    Standing.COLLECTION: TO_COLLECT,
    Standing.PAYMENT: TO_PAY,
    Standing.APPLICANT: TO_COMPLETE,
}
"""The groups of what waits for applicants at this desk; all else that waits for others rests."""
WITH_OTHERS = "DIKERJAKAN REKAN"
CUT: Mapping[str, tuple[Lies, ...]] = {
    **{name: (how,) for how, name in _FOR_APPLICANTS.items()},
    RESTING: POSTPONED,
    WITH_OTHERS: (Standing.WORKING,),
    OVERSIGHT: (Aside.OVERSIGHT,),
    UNREADABLE: (None,),
}
"""The groups that may have more files than are listed, but for what waits, and how files lie in them."""
_ON_ONE_FILE = frozenset({"f4", "f5", "f6", "f7", "f8"})


def _key(view: FileView) -> RowKey:
    """The row of the list that the file shown belongs to."""
    return view.ref.file, view.ref.strand


def by_step(
    heading: str, rows: Sequence[PileRow], width: int, in_all: Mapping[str, int]
) -> list[tuple[str, Sequence[PileRow], int]]:
    """A group for each step that the files are at, the most urgent first; one alone needs no name.

    Steps whose names are the same as far as there is room for them are one group, in one order. Each with how
    many there are: where the list was cut `in_all` has that by the steps, and where one of these has no row
    all are one group.
    """
    most = max(len(rows), sum(in_all.values()))
    room = max(8, width - len(heading) - len(str(most)) - _BESIDE_STEP)
    steps: dict[str, list[PileRow]] = {}
    for row in rows:
        steps.setdefault(fit(row.step.name, room) if row.step else "", []).append(row)
    files = Counter[str]()
    for name, many in in_all.items():
        files[fit(name, room)] += many
    if len(steps) < 2 or files.keys() - steps.keys():
        return [(heading, rows, files.total() or len(rows))]
    return [(f"{heading} · {name}", group, files[name] or len(group)) for name, group in steps.items()]


class DeskScreen(FileScreen):
    """A pile and a file; `title` names the desk in the top bar."""

    EXPLAINED: ClassVar[Sequence[tuple[str, str]]] = (*REMEMBERED, *PROMISE_WORDS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,N", "see_nik", show=False),
        Binding("ctrl+n", "queue", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_words = title
        self.rows: dict[RowKey, PileRow] = {}
        self._due = Due(self)
        self.undoable: Undoable | None = None
        self._known = Known()
        self._wanted: RowKey | None = (
            None  # the file, and part of it, to lie under the cursor once the pile is read
        )
        self._to_work: int | None = None  # the file whose work is to have the cursor once it is shown
        self._quicker = False
        self._sent_on: int | None = None  # the file last sent on, until the pile was read without it
        self._left_at: RowKey | None = None  # where the program put the cursor then; nobody moved it since
        self._taken_away = TakenAway()
        self.pile: WorkList[RowKey] = WorkList(
            (
                Column("number", weight=3, most=18),
                Column("who", weight=2),
                Column("service", weight=1, from_width=40),
                Column("time", align="right"),
            ),
            empty=READING,
            markable=True,
            countdown_column="time",
            render_countdown=self._render_countdown,
            id="pile",
        )
        self.pane = StepPane(self, id="pane")
        self.queue_line = QueueLine(self)

    @property
    def calls(self) -> bool:
        return self.queue_line.calls

    # what it shows

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield self.queue_line
        with Horizontal(id="desk"):
            yield self.pile
            yield self.pane
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the pile."""
        super().on_mount()
        self.pile.focus()

    def on_resize(self) -> None:
        """Headings are as long as the list is wide; before the pile was read there are none."""
        if self.rows:
            self.call_after_refresh(self.changed)

    @property
    def view(self) -> FileView | None:
        """The file under the cursor; None until it is read, so that no quick key acts on the one before."""
        shown = self.pane.view
        return shown if shown is not None and _key(shown) == self.pile.cursor_id else None

    @property
    def _under_cursor(self) -> PileRow | None:
        key = self.pile.cursor_id
        return self.rows.get(key) if key is not None else None

    @property
    def check_list(self) -> KeptCheckList | None:
        """The step's checklist."""
        return self.pane.check_list

    @property
    def data_form(self) -> Form | None:
        """The step's fields."""
        return self.pane.form

    def _render_countdown(self, row: Row[RowKey], now: int) -> Cell:
        assert isinstance(row.countdown, Countdown | Since)
        return clock_cell(row.countdown, self.moment(now))

    def tick(self, now: int) -> None:
        """A second has passed."""
        self.queue_line.tick(now)
        self.pile.tick(now)
        self.pane.tick(now)
        self._due.tick(now)

    def changed(self) -> None:
        """Read the pile again, and the file that is shown."""
        self.queue_line.look()
        # what is read before the act that they follow was answered moves no cursor
        wanted, sent = (None, None) if self.acting else (self._wanted, self._sent_on)
        before = dict(self.rows)
        self.read(
            lambda: self._read_pile(before),
            lambda answer: self._show_pile(answer, wanted, sent),
            group="pile",
        )

    def _read_pile(self, before: Mapping[RowKey, PileRow]) -> Answered:
        undoable = last_undoable(self.desk, self.who, self._known)
        pile, also = lists.pile(self.desk, self.who), self.also_to_collect()
        now = (*pile.in_hand, *pile.waiting, *pile.with_others, *pile.resting, *pile.overseen, *also[0])
        missing = self._taken_away.missing(before, (*now, *pile.unreadable), self.who.person)
        struck = lists.taken_away(self.desk, self.who, missing) if missing else ()
        return pile, also, undoable, struck, pressing(self.desk, self.who)

    def also_to_collect(self) -> tuple[tuple[PileRow, ...], int]:
        """Permits to be collected that are shown beside the pile, and how many there are in all.

        Runs in the reading thread.
        """
        return (), 0

    def _show_pile(self, answer: Answered, wanted: RowKey | None, sent: int | None) -> None:
        pile, (also, all_to_collect), self.undoable, struck, promises = answer
        self._taken_away.strike(struck)
        now = self.moment(self.desk.now())
        resting = by_pressure({row.key: row for row in (*also, *pile.resting)}.values(), now)
        waiting_here = pile.cut.get(Standing.WAITING, {})
        waiting = by_step("MENUNGGU", by_pressure(pile.waiting, now), self.pile.size.width, waiting_here)
        groups = self._taken_away.among(
            (
                (IN_HAND, pile.in_hand),
                *((name, rows) for name, rows, _ in waiting),
                *(
                    (name, [r for r in resting if r.work.standing is how])
                    for how, name in _FOR_APPLICANTS.items()
                ),
                (RESTING, [row for row in resting if row.work.standing.postponed]),
                (OVERSIGHT, pile.overseen),
                (WITH_OTHERS, pile.with_others),
                (UNREADABLE, pile.unreadable),
            )
        )
        self.rows = {row.key: row for _, rows in groups for row in rows}
        self.pile.tick(now.at)
        shown = [
            self._taken_away.draw(
                pile_row(
                    row,
                    heading,
                    self.listed(row.work.number),
                    self.service_name(row.work.service),
                    now.at,
                    promises,
                ),
                row,
            )
            for heading, rows in groups
            for row in rows
        ]
        self.pile.empty = NONE_HERE
        self.pane.nothing = TO_CHOOSE if self.rows else NONE_YET
        listed = sum(row.work.standing is Standing.COLLECTION for row in self.rows.values())
        cut = {name: many for name, how in CUT.items() if (many := pile.in_all(*how))}
        collect = max(all_to_collect, listed, cut.get(TO_COLLECT, 0))
        self.pile.set_rows(shown, {name: many for name, _, many in waiting} | cut | {TO_COLLECT: collect})
        if wanted is not None:
            self._find(wanted)
        elif sent is not None:
            self._go_on(sent)
        self._read_file()
        self._due.read(self.rows.values(), now.at)

    def _go_on(self, sent: int) -> None:
        """A file that was sent on and waits in this list leaves the cursor to the next that can be taken."""
        self._sent_on = None
        here, following = self.pile.cursor_id, self._next_waiting
        if here is not None and here[0] == sent and following is not None:
            self.pile.select(following.key)
        self._left_at = self.pile.cursor_id if here is not None and here[0] != sent else None

    def _find(self, wanted: RowKey) -> None:
        """What was undone or looked up lies under the cursor; in hand, with the cursor at its work.

        Where this list has it not, no later one moves the cursor to it.
        """
        self._wanted = None
        if self.pile.select(nearest(self.rows, wanted)):
            self._to_work = wanted[0]

    @on(WorkList.Highlighted)
    def _highlighted(self) -> None:
        if not self.whole:
            return
        key = self.pile.cursor_id
        self._left_at = self._left_at if key == self._left_at else None
        if seen := self._taken_away.seen(key):
            self.rows.pop(seen, None)
            self.changed()
        self._read_file()

    @on(WorkList.MarksChanged)
    @on(events.DescendantFocus)
    def _keys_changed(self) -> None:
        """Files were marked, or the cursor went from the pile to the file or back: the keys say so."""
        if self.focused is not self.pile:
            self.unsay(_BACK)
        self.refresh_keys()

    @on(StepPane.Another)
    def _another_shown(self) -> None:
        self._to_list()

    def _to_list(self) -> None:
        """The list has the cursor, at once: nothing that was begun before takes it back to the file."""
        self._to_work = None
        self.pane.leave()
        self.set_focus(self.pile)

    @on(WorkList.Opened)
    def _opened(self) -> None:
        self.pane.focus_work(reading=True)

    def _read_file(self) -> None:
        if not self.whole:
            return
        row = self._under_cursor
        if row is None:
            self._show_file(None)
            return
        self.read_file(row.work.file_id, self._show_file, strand=row.work.strand)

    def _show_file(self, view: FileView | None) -> None:
        if view is not None and _key(view) != self.pile.cursor_id:
            return
        self.drop_late(view.ref.file if view is not None else None, view)
        mine = self.holds(view)
        self.pane.show(view, mine=mine)
        self.refresh_keys()
        if view is None or view.ref.file != self._to_work:
            self._to_work = None
        elif mine:
            self._to_work = None
            self.pane.focus_work()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """Always the same ten; what cannot be done now says why."""
        nothing = None if self.view is not None else NO_FILE
        return (
            help_key(self.view),
            self._taking_key(),
            *((Key("t", "Tandai", does="mark"),) if self.focused is self.pile and self.rows else ()),
            Key("f4", "Riwayat", nothing),
            Key("f5", "Cetak", nothing),
            self.back_key(),
            Key("f7", "Lainnya", nothing),
            self._onward_key(),
            UNDO_SWEPT if self.swept is not None else undo_key(self, self.undoable),
            Key("f10", "Tutup"),
        )

    def _onward_key(self) -> Key:
        """F8 for the file under the cursor; with marked files for all of them, and how many they are."""
        marked = self.marked_rows
        if not marked:
            return Key("f8", self.onward_word(), self.why_not_onward())
        step = same_step(marked)
        sign_off, word = marked[0].work.sign_off, SEND_ON
        if step is not None:
            word = verb(step, sign_off, forward_branches(step))
            word = recorded_word(word, bool(recorded_for(self, step, sign_off)))
        return Key("f8", f"{word} {len(marked)}", ONE_STEP if step is None else None)

    def _taking_key(self) -> Key:
        """F2 takes a file, or receives from its applicant what it waits for."""
        received = self._receiving
        if received is None:
            return Key("f2", "Ambil", self._why_not_take(), does="take")
        return receiving_key(received, "f2")

    @property
    def _receiving(self) -> Act | None:
        """What F2 receives of applicants; it is no F8, lest one struck twice records what nobody brought."""
        return brought(self.view) if self._under_cursor is not None else None

    @property
    def marked_rows(self) -> list[PileRow]:
        """The files that are marked, in the order of the pile."""
        return [row for file, row in self.rows.items() if file in self.pile.marked]

    def _why_not_take(self) -> str | None:
        row = self._under_cursor
        if row is None:
            return "tidak ada berkas yang menunggu"
        if row.work.person == self.who.person:
            return "sudah di tangan Anda"
        if why := self._taken_away.why(row.key):
            return why
        view = self.view
        if view is None or row.work.standing.at_work:
            return None
        received = receiving(view)
        if received is None:
            return None  # the desk says why not
        words = uncapitalized(standing_line(view, self.desk.office.roles).text)
        return f"{words}; F7: {ACTS[type(received)].key}"

    @property
    def _next_waiting(self) -> PileRow | None:
        """The most urgent file that nobody has taken."""
        waiting = (r for r in self.rows.values() if r.work.standing is Standing.WAITING)
        return next((row for row in waiting if row.key not in self._taken_away), None)

    @property
    def _not_free(self) -> PileRow | None:
        """The file under the cursor, when a colleague works on it or it waits for somebody else."""
        row = self._under_cursor
        if row is None or row.work.standing is Standing.WAITING:
            return None
        mine = row.work.standing is Standing.WORKING and row.work.person == self.who.person
        return None if mine else row

    def take_key(self, key: str) -> None:
        """A function key: the file under the cursor must have been read before one acts on it."""
        unread = self.view is None and self.pile.cursor_id is not None
        if unread and key in _ON_ONE_FILE and not (key == "f8" and self.pile.marked):
            self.say("Berkas itu sedang dibaca; tekan sekali lagi.")
        else:
            super().take_key(key)

    def hindered(self, key: str) -> None:
        """With marked files F8 says nothing of the file that is shown."""
        if not self.pile.marked:
            super().hindered(key)

    def press_f2(self) -> None:
        """Take the file under the cursor.

        Of a file that a colleague has it says so and stays there, so that F7 may take it over. Where somebody
        was quicker by a moment, the cursor goes to the next that waits: none is taken unseen.
        """
        row = self._under_cursor
        if row is None:
            return
        if (received := self._receiving) is not None and self.view is not None:
            if self._left_at == row.key:  # struck for the file that was sent on, or to take the next
                self._left_at = None
                self.say(f"{row.work.number} {row.work.applicant}: F2 sekali lagi bila pemohonnya datang.")
                return
            self._receive(received, self.view)
            return
        ref = row.ref
        self._quicker = row.work.standing is Standing.WAITING
        late = self.late_for(ref.file)
        number = row.work.number
        self.act(
            lambda: perform(self.desk, self.who, ref, Take(), late=late),
            lambda _: self._taken(ref.file, number),
            late=late,
        )

    def take_up(self, file: int) -> None:
        self._to_work = file

    def put_down(self) -> None:
        self._to_list()

    def _taken(self, file: int, number: str) -> None:
        """The file is in hand: the cursor goes to where its work begins."""
        self._quicker = False
        self.take_up(file)
        self.after(f"{number}: diambil.")

    def press_f8(self) -> None:
        """Onward by the SOP's branch; with marked files, all of them after one question."""
        if self.pile.marked:
            forward_marked(self, self.marked_rows, self.pile.set_marks)
        else:
            forward(self)

    def _receive(self, act: Act, view: FileView) -> None:
        """What the file waited for is here; it is in hand at once where the step is this person's."""
        ref = view.ref
        late = self.late_for(ref.file) if ACTS[type(act)].timed else None

        def received(_: Ref) -> None:
            self.take_up(ref.file)
            self.after(f"{view.row.number}: {uncapitalized(ACTS[type(act)].done)}.")

        def take_in() -> Ref:
            if brought(view) is not None:
                number_for(self.desk, self.who, ref.file)
            return receive(self.desk, self.who, ref, act, late=late)

        self.act(take_in, received, late=late)

    def press_f9(self) -> None:
        """Take back the latest act that can still be taken back; its file lies under the cursor again."""
        if self.swept is not None:
            self.swept.action_sweep()
            return
        undoable = self.undoable

        def undone(sentence: str) -> None:
            self._wanted = undoable.place if undoable is not None else None
            self.after(sentence)

        take_back(self, undoable, undone)

    def show_file(self, file: int) -> None:
        """Put the file under the cursor once the pile was read anew."""
        self._wanted = (file, 0)
        self._to_list()
        self.changed()

    def action_see_nik(self) -> None:
        """Ask before a NIK is shown in full: letters typed at the pile by mistake must not show one."""
        view = self.view
        if view is None:
            return
        what = view.applicant.document
        sentence = f"Yang melihat {what} lengkap tercatat."
        title = f"{capitalized(what)} {view.row.number}"
        question = Confirm(title, sentence, f"Lihat {what}", dangerous=True)
        self.app.push_screen(question, lambda yes: self.see_nik(view.ref.file) if yes else None)

    @property
    def at_home(self) -> bool:
        return self.focused is self.pile and self.queue_line.still_open is None

    def press_f10(self) -> None:
        """Leave the file, and say so; from the pile, change person or screen."""
        if self.focused is not self.pile:
            self._to_list()
            self.say(_BACK)
            return
        if (open_number := self.queue_line.still_open) is not None:
            self.say(open_number)
            return
        self.leave()

    def action_queue(self) -> None:
        """The queue of this counter."""
        self.queue_line.press()

    def gone(self, view: FileView, branch: Branch, *, in_hand: bool) -> None:
        """The branch was done; the list follows by itself, and has the cursor, or the next step in hand."""
        self._to_list()
        here, words, after = view.here, branch.label, ""
        if in_hand and (stop := view.ways[branch.id].stop) is not None:
            self._wanted = (view.ref.file, stop.strand)
            after = f" · di tangan Anda: {view.procedure.at(stop.step, stop.strand).name}"
        if view.step is not None and here is not None:
            words = choice_words(view.step, here.sign_off, branch, self.desk.office)
            if branch.answers:  # its own words do not tell where the file is then
                way = view.ways[branch.id]
                after = went(view.procedure, here, branch, way, self.desk.office)
                after = f" · {after}" if way.waits else f" {after}"
        self._sent_on = None if in_hand else view.ref.file
        self.after(f"{view.row.number}: {words}{after}. F9 urung.")

    def refused(self, error: Exception) -> None:
        """After a file that a colleague took just before, the cursor goes to the next that waits."""
        super().refused(error)
        taking, self._quicker, self._wanted = self._quicker, False, None
        if taking and self._not_free is not None and self._next_waiting is not None:
            self.pile.select(self._next_waiting.key)
