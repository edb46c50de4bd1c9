"""Loket 2: the queue at the left, the person in front of the clerk at the right.

One screen from the number to the next desk: call, who came, register, tick the requirements, send on.
Opening a row or moving the cursor never acts. The right side shows one of three: a number, the registration
form, or a file; each knows its keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from loket.desk.errors import Invalid
from loket.desk.intake.registration import starts
from loket.desk.last_acts import NUMBER
from loket.desk.words.order import booked_rule, rule_words
from loket.flow.acts import Withdraw
from loket.flow.queue.acts import TakenOver
from loket.flow.queue.state import TicketStanding
from screens.counter.at_counter import (
    AtCounter,
    CounterKey,
    DoneKey,
    FileKey,
    MoreKey,
    NumberKey,
    look,
)
from screens.counter.file import FilePane
from screens.counter.form import RegistrationForm
from screens.counter.host import CounterHost
from screens.counter.known import check_known
from screens.counter.number import ROOM, NumberCard
from screens.counter.queue_list import QueueList, file_of
from screens.file.due import Due
from screens.file.undo import Known, Undoable
from screens.shell.screen import help_key
from screens.widgets.fitting import left_width
from screens.widgets.form import Form
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import WorkList
from screens.wording.acts import went
from screens.wording.case import still_old
from screens.wording.lists import CLOCKS, REMEMBERED, TO_BEGIN
from screens.wording.numbers import wanted, who_serves

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.queue.line import TicketRow
    from loket.sop.model import Branch
    from screens.counter.fields import Starts
    from screens.file.checklist import KeptCheckList
    from screens.widgets.dialogs import Do

_WRONG = "isian belum benar."

Part = NumberCard | RegistrationForm | FilePane


class CounterScreen(CounterHost):
    """The screen of a registration counter."""

    title_words = "Pendaftaran"
    BINDINGS = [
        Binding("h,H", "letter('h')", "Hadir", show=False),
        Binding("l,L", "letter('l')", "Tidak hadir", show=False),
        Binding("n,N", "letter('n')", "NIK lengkap", show=False),
        Binding("ctrl+n", "numbers", show=False),
    ]
    DEFAULT_CSS = """
    CounterScreen #queue { border-right: solid $loket-line; }
    CounterScreen #card { height: 1fr; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._known = Known()
        self._of_known = ""  # what was said of whom the form shows
        self._brought: list[int] = []  # files that came of the number served, or served last
        self._visited = False  # whether there is such a number
        self._due = Due(self)
        self._lost: int | None = None  # the number that a colleague took over
        self._given_back: int | None = None  # the number of which this person took that back
        self._to_serve: int | None = None  # the number given on the spot, until it is read
        self._returning: FileKey | None = None  # the row of the file that they still have to complete
        self.queue = QueueList(self, lambda: self.file_shown, id="queue")
        self.number = NumberCard(self, id="number")
        self.form = RegistrationForm(id="register")
        self.file = FilePane(self, lambda: self.number.served, id="file")
        self._shown: Part = self.number

    def explained(self) -> Sequence[tuple[str, str]]:
        """Also why somebody is called before who came first."""
        office = self.desk.office
        return (*CLOCKS, *REMEMBERED, ("Urutan", rule_words(office)), ("", booked_rule(office)))

    def compose(self) -> ComposeResult:
        yield TopBar()
        with Horizontal():
            yield self.queue
            with Vertical(id="card"):
                yield self.number
                yield self.form
                yield self.file
        yield KeyBar(room=ROOM)

    def on_mount(self) -> None:
        """The cursor stands in the queue."""
        self._show(self.number)
        super().on_mount()
        self.queue.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The queue takes more room where there is more."""
        self.queue.styles.width = left_width(event.size.width)
        self.call_after_refresh(self._fill_queue)

    @property
    def at_counter(self) -> AtCounter | None:
        """What the counter has before it, as it was read last."""
        return self.queue.at_counter

    @property
    def shown(self) -> Part:
        """Which of the three is at the right side, or about to be: a file once it was read."""
        return self._shown

    def unregistered(self, ticket: TicketRow) -> bool:
        """Whether the form holds something, in sight or not, that would be lost with the number."""
        of_form = self.form.ticket
        return of_form is not None and of_form.id == ticket.id and self.form.typed

    @property
    def form_apart(self) -> bool:
        """Whether the form shown is of a file that came without a number."""
        return self.shown is self.form and self.form.ticket is None

    @property
    def _form_has_its_number(self) -> bool:
        """Whether the number of the form is still this person's; a file without a number needs none."""
        ticket, current = self.form.ticket, self.number.current
        return ticket is None or (current is not None and current.id == ticket.id)

    @property
    def before_nik(self) -> str:
        """A NIK is typed into the registration form, once that is open."""
        if self.shown is self.form:
            return "Letakkan dulu kursor di isian NIK, lalu pindai lagi."
        return "Buka dulu isian pendaftaran, atau cari dengan Ctrl+F; lalu pindai."

    @property
    def serving(self) -> bool:
        """Whether a number is being served."""
        return self.number.served is not None

    @property
    def file_shown(self) -> FileKey | None:
        """The file at the right, by the part of it that was opened."""
        file = self.file.file if self.shown is self.file else None
        return FileKey(file, self.file.strand or 0) if file is not None else None

    @property
    def view(self) -> FileView | None:
        """The file at the right, once it was read."""
        return self.file.view if self.shown is self.file else None

    @property
    def check_list(self) -> KeptCheckList | None:
        """Where requirements are marked."""
        return self.file.step.check_list if self.file.general else self.file.checks

    @property
    def data_form(self) -> Form | None:
        """The fields of a step of another kind."""
        return self.file.step.form if self.shown is self.file and self.file.general else None

    def _read_starts(self) -> Starts:
        return {service.id: starts(self.desk, service.id) for service in self.desk.office.counter_services}

    # what it shows

    def changed(self) -> None:
        """Read what is there again, and the open file."""
        roles = self.live.person.roles if self.live.person is not None else ()
        self.read(lambda: look(self.desk, self.who, roles, self._known), self._show_all, group="counter")
        if self.form.starts.keys() != {service.id for service in self.desk.office.counter_services}:
            self.read(self._read_starts, self.form.offer_starts, group="starts")
        if self.shown is self.form:
            self.form.look_again()
            check_known(self.form)
        if self.shown is self.file:
            self.file.reread()

    def _show_all(self, at_counter: AtCounter) -> None:
        first, before = self.at_counter is None, self.number.current
        if at_counter.queue.current is not None:
            self._brought = [matter.row.id for matter in at_counter.queue.matters]
            self._visited = at_counter.queue.current.standing is TicketStanding.SERVED
        nobody = self.at_counter is None or not self.at_counter.queue.waiting
        lost_turn = self.queue.loses_turn(at_counter)
        self.queue.at_counter = at_counter
        self._fill_queue()
        self.number.show(at_counter)
        self.form.stand_beside(self.number.current)
        moved = _standing(before) != _standing(self.number.current)
        taken = self._taken_over(before)
        if taken is not None:
            self._brought, self._visited = [], False
        following = self.number.current or taken or next(iter(at_counter.queue.waiting), None)
        # who comes to a counter where nobody waited is called by F2, unless the clerk looks at something else
        came = nobody and self.queue.left
        apart = self.shown is self.file or self.form_apart
        if (moved or came or lost_turn) and not apart and following is not None:
            self.queue.select(NumberKey(following.id))
            self.queue.leave()
        self.refresh_bars()
        served = self.number.served
        if served is not None and (first or served.id == self._to_serve):
            self._to_serve = None
            self.open_form(served)
        elif self.shown is self.form and not self._form_has_its_number:
            self.close_card()
        self._tell_whose(taken)
        self._due.read(at_counter.files, at_counter.now)

    def _tell_whose(self, taken: TicketRow | None) -> None:
        """Say that a number was taken over, and that it is back; not to whoever gave it back themselves."""
        current = self.number.current
        if taken is not None and taken.id != self._given_back:
            self._lost = taken.id
            self.say(f"{taken.number} diambil alih {self.who_serves(taken)}. Ketikan Anda tersimpan.")
        elif current is not None and current.id == self._lost:
            self._lost = None
            self.say(f"{current.number} kembali pada Anda.")
        self._given_back = None

    def _taken_over(self, before: TicketRow | None) -> TicketRow | None:
        """The number that was this person's, where a colleague has it by now."""
        queue = self.at_counter.queue if self.at_counter is not None else None
        if before is None or queue is None:
            return None
        return next((other for other in queue.with_others if other.id == before.id), None)

    def _fill_queue(self) -> None:
        self.queue.fill()
        self._form_entered()

    def tick(self, now: int) -> None:
        """A second has passed."""
        self.queue.tick(now)
        self._due.tick(now)
        if not isinstance(self.shown, RegistrationForm):
            self.shown.tick(now)

    def _show(self, part: Part) -> None:
        """Put one of the three on the right side; what was there stays in sight until a file is read."""
        self._shown = part
        if part is not self.file:
            self._display()

    def _display(self) -> None:
        for each in (self.number, self.form, self.file):
            each.display = each is self._shown
        if self._shown is not self.form:
            self.form.out_of_sight()
        self.number.tick(self.desk.now())
        self.refresh_bars()

    def open_form(self, ticket: TicketRow | None) -> None:
        """Show the registration form for a number, or for a file that came without one."""
        self.form.open(ticket, self.show_form)

    @property
    def again(self) -> int | None:
        """The file after which F3 registers the next: the one shown, else the one under the cursor.

        With the cursor on no file it is the last that came of the number served, or served just before. Where
        none came of it, that person is nobody of the list.
        """
        if self.shown is self.file:
            return self.file.file
        if self._visited and not self._brought:
            return None
        return file_of(self.queue.cursor_id) or next(iter(self._brought[-1:]), None)

    def why_not_again(self) -> str | None:
        """Why F3 cannot register once more."""
        if self._visited and not self._brought and self.again is None:
            return "yang dilayani belum punya berkas; Enter membuka yang lain"
        return None if self.again is not None else "pilih dulu berkas pemohon itu di daftar"

    def open_again(self) -> None:
        """Show the registration form with what the last registration says for another; the number stays."""
        brought = self._brought
        if self.again is not None:
            served = brought[-1] if brought and self.again not in brought else None
            self.form.open_again(self.number.served, self.again, self.show_form, served=served)

    def serve(self, ticket: TicketRow) -> None:
        """Its form opens once it is read as this person's: what was read before would close it."""
        self._to_serve = ticket.id
        self.changed()

    def show_form(self) -> None:
        """Put the registration form on the right side."""
        self._show(self.form)

    def open_file(self, file: int, strand: int | None = None) -> None:
        """Show a file, from one of its strands; this reads and does nothing else."""
        self._leave_form()
        self.drop_late(file)
        self._show(self.file)
        self.file.open(file, strand, self._display)
        self.queue.point_at_file(FileKey(file, self.file.strand or 0))

    def why_not_work(self, view: FileView | None) -> str | None:
        """Any file that its applicant may still withdraw can be opened at the counter."""
        if view is not None and any(isinstance(o.act, Withdraw) and o.refusal is None for o in view.offers):
            return None
        return super().why_not_work(view)

    def take_up(self, file: int) -> None:
        self.file.take_up()

    def show_file(self, file: int) -> None:
        """Open the file at the right."""
        self.open_file(file)

    def show_number(self, ticket: TicketRow) -> bool:
        """Show the number as Enter on its row does; one that has ended is on no list."""
        queue = self.at_counter.queue if self.at_counter is not None else None
        if queue is None:
            return False
        listed = (queue.current, *queue.all_open)
        if all(other is None or other.id != ticket.id for other in listed):
            return False
        self._open_number(ticket.id)
        self.queue.select(NumberKey(ticket.id))
        return True

    def close_card(self) -> None:
        """Put the form or file out of sight; what was typed is kept."""
        self._put_away()
        if self.queue.cursor_id is None:
            self.queue.action_edge(-1)
        self.queue.leave()
        self.set_focus(self.queue)
        self.changed()

    def _put_away(self) -> None:
        self.keep_typed()
        self.drop_late(None)
        self.file.close()
        self._show(self.number)

    def _leave_form(self) -> None:
        if self.shown is self.form:
            self.form.keep_now()

    def keep_typed(self) -> None:
        """Keep the registration as a draft, or the step's data."""
        self._leave_form()
        super().keep_typed()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """The ten keys; an open form or file puts its own in their places."""
        keys = [*self.number.own_keys(), help_key(self.view), Key("f10", "Tutup")]
        if self.shown is not self.number:
            keys += self.shown.own_keys()
        return tuple({key.key: key for key in keys}.values())

    def press(self, key: str) -> None:
        """A key belongs to the form or file that is open, else to the number, else to the screen."""
        parts = (part for part in (self.shown, self.number) if any(k.key == key for k in part.own_keys()))
        handler = getattr(next(parts, self), f"press_{key}", None)
        if handler is not None:
            handler()
        else:
            super().press(key)

    def further(self) -> Sequence[tuple[Do, str, str | None]]:
        """F7 is the open file's, else the number's."""
        if self.shown is self.file:
            return super().further()
        rows, why = self.number.further()
        return [(act, words, why.get(act)) for act, words in rows]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """H and L are only for a number that was called, N only for an open file."""
        if action != "letter":
            return True
        return self.shown is self.file if "n" in parameters else self.number.called is not None

    def action_letter(self, letter: str) -> None:
        """H and L answer whether the called person came; N shows the NIK of an open file."""
        if letter == "n":
            self.action_see_nik()
        elif letter == "h":
            self.number.mark_present()
        elif letter == "l":
            self.number.mark_absent()

    def action_numbers(self) -> None:
        """What else can be done with numbers, whatever is open; what this screen has keys for is told."""
        current = self.number.current
        self.number.ask_further(_still_open(current) if current is not None else "F2 memanggil berikutnya.")

    @property
    def at_home(self) -> bool:
        return self.shown is self.number and self.number.current is None

    def press_f10(self) -> None:
        """Close what is open; with nothing open, change person or screen."""
        if self.shown is not self.number:
            kept = self.form if self.shown is self.form and self.form.typed else None
            returning = self._returning if self.shown is self.form else None
            self.close_card()
            if returning is not None:
                self.queue.unfold(returning)
            if kept is not None:
                self.say(f"Isian disimpan; {self._opens_form} membukanya lagi.")
        elif self.number.current is not None:
            self.say(_still_open(self.number.current))
        else:
            self.leave()

    @property
    def _opens_form(self) -> str:
        """The key that shows the form again, once nothing else is open."""
        return "F7" if self.form.ticket is None else "F8"

    def gone(self, view: FileView, branch: Branch, *, in_hand: bool) -> None:
        """The file is another desk's now, and counts for the number that is served; or it goes on here."""
        here, way = view.here, view.ways[branch.id]
        assert here is not None  # a branch leaves the step where the file was
        if way.own:
            self.open_file(view.ref.file)
            self.changed()
            where = "di tangan Anda" if in_hand else "di meja ini"
            self.say(f"{view.row.number} tetap {where} untuk langkah berikutnya. F9 urung.")
            return
        words = f"{view.row.number} {went(view.procedure, here, branch, way, self.desk.office)}"
        self.number.last_file = view.ref.file
        self.close_card()
        if self.number.served is not None:
            self.queue.select(NumberKey(self.number.served.id))  # never on another person's file
        # with nobody served the cursor goes from the file's row to another, which may be a number
        prints = self.number.served is not None or not self.number.listed
        self.say(f"{words}. F9 urung{', F5 cetak' if prints else ''}.")

    def still_in_hand(self, ticket: TicketRow) -> str:
        """A sentence about the files of this number that the person has in hand yet; empty for none."""
        queue = self.at_counter.queue if self.at_counter is not None else None
        if queue is None or queue.current is None or queue.current.id != ticket.id:
            return ""
        mine = (m for m in queue.matters if any(i.person == self.who.person for i in m.opens))
        numbers = [matter.row.number for matter in mine]
        return f" {', '.join(numbers)} masih di tangan Anda." if numbers else ""

    def taken_back(self, undoable: Undoable, sentence: str) -> None:
        """What was undone lies open again: the file, or the form that was typed for a number.

        A correction moved nothing, and may be of anybody's file, and of all of the day nothing lies here:
        the clerk stays where they are.
        """
        if undoable.corrects or undoable.of_day:
            self.after(sentence)
            return
        if self.shown is self.form and self.form.typed:
            sentence += f" Isian disimpan; F10, lalu {self._opens_form} membukanya lagi."
        if undoable.place is not None:
            self.open_file(*undoable.place)
            self.after(sentence)
            return
        main = undoable.asked.act.main
        if main.subject == NUMBER and main.kind == TakenOver.word:
            self._given_back = main.subject_id
        self.number.forget()
        self.close_card()
        self.say(sentence)
        self.form.bring_back(undoable.asked.act, self.show_form)

    def show_nik(self, nik: str) -> None:
        """In full where the file shows it, else in one sentence."""
        if self.file.general:
            super().show_nik(nik)
        else:
            self.file.show_nik(nik)

    def refused(self, error: Exception) -> None:
        """What is wrong in the form is said at its fields; anything else in one sentence."""
        if isinstance(error, Invalid) and self.shown is self.form:
            self.form.show_faults(error.faults)
            self.say(f"{len(error.faults)} {_WRONG}")
        else:
            super().refused(error)

    @on(Form.Corrected)
    def _corrected(self, event: Form.Corrected) -> None:
        """How many are wrong is said as long as some are."""
        if self._said.endswith(_WRONG):
            self.say(f"{event.left} {_WRONG}" if event.left else "")

    # what comes from the list, the form and the file

    @on(events.DescendantFocus)
    def _form_entered(self) -> None:
        """While a number's form has the cursor, the list points at that number."""
        ticket = self.form.ticket if self.shown is self.form else None
        if ticket is not None and not self.queue.has_focus:
            self.queue.select(NumberKey(ticket.id))

    @on(WorkList.Opened)
    def _opened(self, event: WorkList.Opened[CounterKey]) -> None:
        match event.id:
            case MoreKey(group):
                self.queue.show_whole(group)
            case NumberKey(ticket):
                self._open_number(ticket)
            case FileKey(file, strand):
                self.open_file(file, strand)
            case DoneKey(file):
                self.open_file(file)

    @on(WorkList.Highlighted)
    def _highlighted(self, event: WorkList.Highlighted[CounterKey]) -> None:
        """The card shows what is under the cursor, for that is what the keys would act on.

        A file that the cursor left is shown no more. `event` may be late: the cursor is elsewhere by then.
        """
        cursor = self.queue.cursor_id
        if self.shown is self.file and cursor == event.id and file_of(cursor) != self.file.file:
            self._put_away()
        self.number.point_at(event.id)
        self.refresh_keys()

    def who_serves(self, ticket: TicketRow) -> str:
        """The colleague who has a number, and at which counter."""
        return who_serves(self.desk.office, self.live.names, ticket)

    def wanted(self, ticket: TicketRow) -> str:
        """What the person of a number came for."""
        return wanted(self.desk.office, ticket)

    def _open_number(self, ticket: int) -> None:
        """Show a number of the list; only its own keys do something with it."""
        queue = self.at_counter.queue if self.at_counter is not None else None
        if queue is None:
            return
        for old in queue.left_over:
            if old.id == ticket:
                self.number.close_left_over(old)
                return
        if queue.current is not None and queue.current.id == ticket:
            self.close_card()
        elif queue.current is not None:
            if self.shown is self.file:
                self.close_card()  # its own F2 would take the file
            self.say(_still_open(queue.current))
        else:
            self.close_card()

    @on(RegistrationForm.Registered)
    def _registered(self, event: RegistrationForm.Registered) -> None:
        self.number.last_file = event.file
        self.open_file(event.file)
        self.changed()
        if event.left:
            self.say(still_old(event.left))

    @on(RegistrationForm.Known)
    def _recognised(self, event: RegistrationForm.Known) -> None:
        """Somebody known: name the file that they still have to complete."""
        if self._said == self._of_known:
            self.say("")
        self._of_known, self._returning, applicant = "", None, event.applicant
        if applicant is None:
            return
        check_known(self.form)  # of a form that was left half typed they may have been known long ago
        rows = self.at_counter.with_applicants if self.at_counter is not None else ()
        for row in rows:
            if row.work.applicant_id == applicant:
                self._returning = FileKey(*row.key)
                self._say_of_known(f"{row.work.number} menunggu kelengkapan pemohon ini: F10, lalu Enter.")
                return
        for row in self.at_counter.to_begin if self.at_counter is not None else ():
            if row.work.applicant_id == event.applicant:
                self.queue.show_whole(TO_BEGIN)
                self.queue.select_file(FileKey(*row.key))
                self.say(f"Berkas lanjutan {row.work.number} menunggu pemohon ini: F10, lalu Enter.")
                return

    def _say_of_known(self, sentence: str) -> None:
        self._of_known = sentence
        self.say(sentence)


def _standing(ticket: TicketRow | None) -> tuple[int, str] | None:
    return (ticket.id, ticket.standing.value) if ticket is not None else None


def _still_open(ticket: TicketRow) -> str:
    """Which number this counter still has, and the keys that end it."""
    if ticket.standing is TicketStanding.CALLED:
        return f"Nomor {ticket.number} masih dipanggil: H hadir, L tidak hadir, F7 menaruhnya kembali."
    return f"Nomor {ticket.number} masih terbuka. F2 mengisi hasilnya, Ctrl+L jeda."
