"""The queue number at Loket 2: the next one to call, the one called or served, and the keys of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Digits, Static

from loket.desk.queue import calling
from loket.desk.queue.line import TicketRow
from loket.desk.words.order import place_words
from loket.flow.queue.acts import OutOfTurn
from loket.text import uncapitalized
from screens.calling.asked import ask_why_first
from screens.calling.rows import PASSED_SAID
from screens.calling.ticket import prints
from screens.counter.at_counter import CounterKey, DoneKey, FileKey, MoreKey, NumberKey
from screens.counter.at_hand import NumberAtHand
from screens.counter.card import (
    beside_numbers,
    colleagues_number,
    given_number,
    next_number,
    of_other_counter,
    own_number,
)
from screens.counter.ending import close_left_over, finish
from screens.counter.further import Further
from screens.file.undo import take_back, undo_key
from screens.widgets.dialogs import Confirm, Do, Pick, do
from screens.widgets.key_bar import Key
from screens.widgets.rows import text_of
from screens.widgets.styles import Line, styled
from screens.wording.acts import lies_with
from screens.wording.lists import all_of, undo_word
from screens.wording.numbers import closed_for_now, how_it_stands

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue
    from screens.counter.at_counter import AtCounter
    from screens.counter.host import CounterHost

_OTHER_DAY = "Nomor hari lain tidak dipanggil"
_ANSWER = "jawab dulu: H hadir atau L tidak hadir"
_NO_FILE = "tidak ada berkas yang dibuka"
_APART = "tutup dulu isian tanpa nomor ini (F10)"
ROOM = (Key("f2", "Ambil alih"), Key("f3", "Satu lagi"), Key("f9", undo_word("00001")))
"""The longest words that stand at some time where now others may."""
_ENTER: dict[type[CounterKey], str] = {
    FileKey: "Enter membukanya.",
    DoneKey: "Enter membukanya.",
    MoreKey: "Enter menampilkan semuanya.",
    NumberKey: "Enter menutupnya.",
}
"""What Enter does with a row that is of no number to be called: such a number is of another day."""


class NumberCard(NumberAtHand):
    """Shows a number before it is called, while it is called, and while it is served."""

    DEFAULT_CSS = """
    NumberCard { height: 1fr; padding: 1 2; }
    NumberCard Digits { width: auto; color: $loket-accent; }
    NumberCard #number-words { height: auto; }
    """

    def __init__(self, host: CounterHost, *, id: str | None = None) -> None:
        """`host` is the screen, which alone may call a desk."""
        super().__init__(host, id=id)
        self._further = Further(self)

    def compose(self) -> ComposeResult:
        yield Digits("")
        yield Static("", id="number-words", markup=False)

    # what it shows

    def show(self, at_counter: AtCounter) -> None:
        """Show the numbers as they are now."""
        self.know(at_counter)
        self.tick(self.host.desk.now())

    def point_at(self, row: CounterKey) -> None:
        """The cursor came to a row of the list."""
        if self.issued is None or row != NumberKey(self.issued.id):
            self.forget()

    def forget(self) -> None:
        """Show what is under the cursor."""
        super().forget()
        self.tick(self.host.desk.now())

    def tick(self, now: int) -> None:
        """Say how long somebody waits or is served."""
        if self.at_counter is None or not self.display:
            return
        ticket, queue, time = self.at_hand, self.at_counter.queue, self.at_counter.time
        wanted = self.host.wanted(ticket) if ticket is not None else ""
        standing = how_it_stands(ticket, time, now) if ticket is not None else ""
        shown: TicketRow | None = ticket
        lines: list[Line]
        if self.current is not None:
            lines = own_number(self.current, self._gone_on(queue), wanted, standing)
        elif ticket is not None and ticket is self.of_colleague:
            lines = colleagues_number(ticket, self.host.who_serves(ticket), wanted, time, now)
        elif ticket in queue.elsewhere:
            lines = of_other_counter(wanted, standing)
        elif ticket is None and (row := self.beside) is not None:
            words = " ".join(filter(None, (text_of(cell) for cell in row.cells[:2])))
            lines = beside_numbers(words, _ENTER[type(row.id)], queue.waiting, len(queue.passed))
            if self._of_other_day and queue.waiting:
                lines[-1] = (f"{_OTHER_DAY}. Pindah ke MENUNGGU, lalu F2.", "redup")
            if (printed := self.printed) is not None:
                lines.append((f"F5 mencetak {printed}.", "redup"))
        elif self.issued is not None:
            shown = self.issued
            following, wanted = ticket or self.issued, self.host.wanted(self.issued)
            lines = given_number(self.issued, following, wanted, printed=prints(self.host))
        else:
            before = self.first_before(ticket)
            lines = next_number(ticket, wanted, standing, before, passed=len(queue.passed))
            lines += self._booked(before, ticket)
        rests = [(f"{words}; F7 membukanya.", "mendekati") for words in closed_for_now(queue, time, now)]
        lines = [*rests, *lines]
        digits = self.query_one(Digits)
        digits.display = shown is not None
        digits.update(shown.number if shown is not None else "")
        self.query_one("#number-words", Static).update(styled(lines))

    def _booked(self, *numbers: TicketRow | None) -> list[Line]:
        """In which place those of these stand that came of bookings."""
        found = filter(None, numbers)
        said = [(number.number, place_words(self.host.desk.office, number)) for number in found]
        return [(f"{number}: {words}", "redup") for number, words in said if words]

    def _gone_on(self, queue: Queue) -> tuple[str, ...]:
        """Where the files brought with the number lie, those that this person works on left out."""
        host, found = self.host, list[str]()
        for matter in queue.matters:
            if not matter.opens:
                result = matter.procedure.result(matter.row.outcome, matter.row.facts)
                found.append(f"{matter.row.number}: {result}")
            elif all(here.person != host.who.person for here in matter.opens):
                where = all_of(lies_with(matter.procedure, here, host.desk.office) for here in matter.opens)
                found.append(f"{matter.row.number} → {where}")
        return tuple(found)

    # keys

    def own_keys(self) -> tuple[Key, ...]:
        """The keys of the counter; an open form or file puts its own in their places."""
        answer = _ANSWER if self.called else None
        no_file = self._why_beside() or _NO_FILE
        return (
            self._first_key(answer),
            self._again_key(),
            Key("f4", "Riwayat", no_file),
            Key("f5", "Cetak", self._why_not_print(no_file)),
            Key("f6", "Kembalikan", no_file),
            Key("f7", "Lainnya"),
            Key("f8", "Daftarkan", answer or self._why_not_register(), does="register"),
            undo_key(self.host, self.at_counter.undo if self.at_counter is not None else None),
        )

    def _again_key(self) -> Key:
        """F3: the same number once more while it is called, else the same person."""
        if self.called:
            return Key("f3", "Ulang", does="recall")
        return Key("f3", "Satu lagi", self.host.why_not_again(), does="again")

    def _why_not_register(self) -> str | None:
        return None if self.served else self._why_beside() or "belum ada nomor yang dilayani"

    def _why_not_print(self, no_file: str) -> str | None:
        """F5 prints the file just dealt with; with the cursor on another row only while the card names it.

        Of a number, one's own alone has a file by now.
        """
        number = self.at_hand
        if number is not None and (number is not self.current or self.to_print is None):
            return f"{number.number} belum punya berkas"
        named = self.to_print is not None if self.beside is None else self.printed is not None
        return None if named else no_file

    @property
    def _of_other_day(self) -> bool:
        """Whether the cursor is on a number of another day, which is never called."""
        return self.beside is not None and isinstance(self.beside.id, NumberKey)

    def _why_beside(self) -> str | None:
        """Why a file's keys rest with the cursor on one that is not open, or on a line for several."""
        row = self.beside
        if row is None or isinstance(row.id, NumberKey):
            return None
        if isinstance(row.id, MoreKey):
            return "baris ini mewakili beberapa; Enter menampilkan semuanya"
        return f"{text_of(row.cells[0])} belum dibuka; Enter membukanya"

    def _first_key(self, answer: str | None) -> Key:
        """F2: the outcome of one's own number, else what is to be done with the number that is shown."""
        if self.current is not None:
            if self.served:
                return Key("f2", "Selesai", _APART if self.host.form_apart else None, does="finish")
            return Key("f2", "Panggil", answer, does="call")
        if self.host.shown is not self:
            return Key("f2", "Panggil", "tutup dulu yang terbuka di kanan (F10)", does="call")
        if self.of_colleague is not None:
            return Key("f2", "Ambil alih", does="take over")
        if self.at_counter is not None and self.at_hand in self.at_counter.queue.elsewhere:
            return Key("f2", "Panggil", "keperluannya dilayani di loket lain", does="call")
        if self._of_other_day and self.at_counter is not None and self.at_counter.queue.waiting:
            return Key("f2", "Panggil", f"{uncapitalized(_OTHER_DAY)}; Enter menutupnya", does="call")
        nobody: str | None = "tidak ada nomor yang menunggu"
        if self.at_counter is not None and self.at_counter.queue.passed:
            nobody = "tinggal yang dilewati; tunjuk satu di daftar"
        if self.at_counter is not None and self.at_counter.queue.waiting:
            nobody = None
        return Key("f2", "Panggil", None if self.at_hand is not None else nobody, does="call")

    def press_f2(self) -> None:
        """Call the number shown, else show whose turn it is; a number still open first gets its outcome."""
        if self.current is not None:
            finish(self, self.current)
        elif self.of_colleague is not None:
            self._ask_take_over(self.of_colleague)
        elif self.at_hand is not None and self.at_counter is not None:
            number, first = self.at_hand, self.first_before(self.at_hand)
            self.issued = None
            if first is not None:
                ask_why_first(self.host, number, first, lambda reason: self._call(number, reason))
            else:
                self._call(None if number in self.at_counter.queue.waiting else number)
        elif self.at_counter is not None and self.at_counter.queue.waiting:
            self.host.queue.select(NumberKey(self.at_counter.queue.waiting[0].id))

    def _ask_take_over(self, ticket: TicketRow) -> None:
        """Ask, naming the colleague: they may be about to register what they have typed."""
        host = self.host
        since = f"{host.working.local(ticket.ticket.since):%H.%M}"
        words = f"{ticket.standing.value.capitalize()} {host.who_serves(ticket)} sejak {since}."
        question = Confirm(
            f"Ambil alih {ticket.number}?",
            f"{words} Isian yang diketiknya tetap padanya.",
            yes="Ya, ambil alih",
            dangerous=True,
        )

        def sure(yes: bool | None) -> None:
            if yes:
                self.move(lambda: calling.take_over(host.desk, host.who, ticket))

        self.app.push_screen(question, sure)

    def _call(self, chosen: TicketRow | None, reason: OutOfTurn | None = None) -> None:
        """Call the number chosen; None: whichever is first by now, for others call too."""
        host = self.host

        def call() -> TicketRow | None:
            if chosen is None:
                return calling.call_next(host.desk, host.who)
            return calling.call(host.desk, host.who, chosen, reason)

        def called(ticket: TicketRow | None) -> None:
            host.queue.fold()
            host.changed()
            if ticket is None:
                host.say("Tidak ada lagi nomor yang menunggu.")

        self.forget()
        host.act(call, called)

    def press_f3(self) -> None:
        """Call the same number again; with none called, register once more for who registered last."""
        host, called = self.host, self.called
        if called is not None:
            self.move(lambda: calling.recall(host.desk, host.who, called.id))
        else:
            host.open_again()

    def press_f5(self) -> None:
        """The papers of the file just dealt with."""
        if self.to_print is not None:
            self.host.open_papers(self.to_print)

    def press_f7(self) -> None:
        """Ask which of what else can be done with numbers."""
        self.ask_further()

    def ask_further(self, *lines: str) -> None:
        """The same also where a file has F7; `lines` stand above."""
        rows, why = self.further()
        self.app.push_screen(Pick("Lainnya", rows, why=why, lines=lines), do)

    def further(self) -> tuple[list[tuple[Do, str]], dict[Do, str]]:
        """What else can be done, and of what cannot be now why not."""
        return self._further.rows()

    def press_f8(self) -> None:
        """Register a file for the number that is served."""
        if self.served is not None:
            self.host.open_form(self.served)

    def press_f9(self) -> None:
        """Take back what was done last, with a number or a file."""
        undoable = self.at_counter.undo if self.at_counter is not None else None
        if undoable is not None:
            take_back(self.host, undoable, lambda sentence: self.host.taken_back(undoable, sentence))

    def mark_present(self) -> None:
        """The person came; the form opens at once, for whoever types on without looking up."""
        host, called = self.host, self.called
        if called is None:
            return
        host.open_form(called)
        host.form.present = called.id

        def known(_: object) -> None:
            host.form.present = None
            host.changed()

        host.act(lambda: calling.present(host.desk, host.who, called.id), known)

    def mark_absent(self) -> None:
        """Nobody came; the number is set aside."""
        host, called = self.host, self.called
        if called is None:
            return

        def passed(_: object) -> None:
            host.changed()
            host.say(PASSED_SAID.format(called.number))

        host.act(lambda: calling.no_show(host.desk, host.who, called.id), passed)

    def close_left_over(self, ticket: TicketRow) -> None:
        """A number of an earlier day is never called; it can only be closed."""
        close_left_over(self, ticket)
