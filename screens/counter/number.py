"""The queue number at Loket 2: the next one to call, the one being served, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Digits, Static

from loket.desk.queue import calling, line
from loket.desk.queue.line import TicketRow
from loket.flow.queue import BUSY, Outcome, OutOfTurn, TicketStanding
from screens.calling.asked import OUTCOMES, ask_why_first, give, give_first, hand_on
from screens.calling.closing import CLOSES, close_day
from screens.calling.on_paper import ON_PAPER, take_in
from screens.calling.pausing import pause_row
from screens.counter.at_counter import CounterKey, DoneKey, FileKey, MoreKey, NumberKey
from screens.counter.card import (
    beside_numbers,
    colleagues_number,
    given_number,
    next_number,
    of_other_counter,
    own_number,
)
from screens.file.undo import take_back, undo_key
from screens.widgets.dialogs import Confirm, Do, Pick, do
from screens.widgets.key_bar import Key
from screens.widgets.rows import text_of
from screens.widgets.styles import Line, styled
from screens.wording.acts import lies_with
from screens.wording.lists import all_of, undo_word
from screens.wording.numbers import how_it_stands

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue
    from screens.counter.at_counter import AtCounter
    from screens.counter.host import CounterHost
    from screens.widgets.work_list import Row

_ANSWER = "jawab dulu: H hadir atau L tidak hadir"
_NO_FILE = "tidak ada berkas yang dibuka"
_NOTHING_CAME = "belum ada berkas dari nomor ini"
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


class NumberCard(Vertical):
    """Shows a number before it is called, while it is called, and while it is served."""

    DEFAULT_CSS = """
    NumberCard { height: 1fr; padding: 1 2; }
    NumberCard Digits { width: auto; color: $loket-accent; }
    NumberCard #number-words { height: auto; }
    """

    def __init__(self, host: CounterHost, *, id: str | None = None) -> None:
        """`host` is the screen, which alone may call a desk."""
        super().__init__(id=id)
        self.host = host
        self.at_counter: AtCounter | None = None
        self.last_file: int | None = None
        self._issued: TicketRow | None = None
        self._listed = False
        """Whether the number just given was listed yet: all may have been read before it was given."""

    def compose(self) -> ComposeResult:
        yield Digits("")
        yield Static("", id="number-words", markup=False)

    @property
    def current(self) -> TicketRow | None:
        """The number this person has called or is serving."""
        return self.at_counter.queue.current if self.at_counter is not None else None

    @property
    def called(self) -> TicketRow | None:
        """The number that was called and is not at the counter yet."""
        return self._own(TicketStanding.CALLED)

    @property
    def served(self) -> TicketRow | None:
        """The number whose person is at the counter."""
        return self._own(TicketStanding.SERVED)

    def _own(self, standing: TicketStanding) -> TicketRow | None:
        return self.current if self.current is not None and self.current.standing is standing else None

    @property
    def at_hand(self) -> TicketRow | None:
        """The number that F2 is about: one's own, or the one under the cursor.

        While a number that was just given is shown it is the one whose turn it is: nobody goes first who
        came last.
        """
        if self.at_counter is None:
            return None
        queue = self.at_counter.queue
        if self._issued is not None:
            return self.current or next(iter(queue.waiting), self._issued)
        marked = (ticket for ticket in self.listed if NumberKey(ticket.id) == self.host.queue.cursor_id)
        return self.current or next(marked, None)

    @property
    def listed(self) -> tuple[TicketRow, ...]:
        """The numbers of the list that can be called or taken over."""
        queue = self.at_counter.queue if self.at_counter is not None else None
        return queue.all_open if queue is not None else ()

    @property
    def _beside(self) -> Row[CounterKey] | None:
        """The row under the cursor, where it is of no number that can be called."""
        if self.at_hand is not None and self.at_hand is not self.current:
            return None
        cursor = self.host.queue.cursor_id
        if self.current is not None and cursor == NumberKey(self.current.id):
            return None
        return next((row for row in self.host.queue.rows if row.id == cursor), None)

    @property
    def of_colleague(self) -> TicketRow | None:
        """The number shown, where a colleague has it."""
        shown = self.at_hand
        return shown if shown is not None and shown is not self.current and shown.standing in BUSY else None

    @property
    def _printed(self) -> str | None:
        """The number of the file just dealt with, as long as its act stands."""
        recent = self.at_counter.recent if self.at_counter is not None else ()
        return next((done.number for done in recent if done.file == self._to_print), None)

    @property
    def _to_print(self) -> int | None:
        """The file just dealt with; while somebody is served, never one of anybody else."""
        if self.current is None or self.at_counter is None:
            return self.last_file
        own = [matter.row.id for matter in self.at_counter.queue.matters]
        return self.last_file if self.last_file in own else next(reversed(own), None)

    # what it shows

    def show(self, at_counter: AtCounter) -> None:
        """Show the numbers as they are now; with another number the file just dealt with is of that one."""
        before, now = self.current, at_counter.queue.current
        if now is not None and (before is None or before.id != now.id):
            self.last_file = next((matter.row.id for matter in reversed(at_counter.queue.matters)), None)
        self.at_counter = at_counter
        if self._issued is not None:
            queue = at_counter.queue
            found = next((ticket for ticket in queue.all_open if ticket.id == self._issued.id), None)
            self._issued = found if found is not None or self._listed else self._issued
            self._listed = found is not None
        self.tick(self.host.desk.now())

    def point_at(self, row: CounterKey) -> None:
        """The cursor came to a row of the list."""
        if self._issued is None or row != NumberKey(self._issued.id):
            self.forget()

    def forget(self) -> None:
        """Show what is under the cursor, no longer the number just given."""
        self._issued = None
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
        elif ticket is None and (row := self._beside) is not None:
            words = " ".join(filter(None, (text_of(cell) for cell in row.cells[:2])))
            lines = beside_numbers(words, _ENTER[type(row.id)], queue.waiting, len(queue.passed))
            if (printed := self._printed) is not None:
                lines.append((f"F5 mencetak {printed}.", "redup"))
        elif self._issued is not None:
            shown = self._issued
            lines = given_number(self._issued, ticket or self._issued, self.host.wanted(self._issued))
        else:
            before = self._first_before(ticket)
            lines = next_number(ticket, wanted, standing, before, passed=len(queue.passed))
        digits = self.query_one(Digits)
        digits.display = shown is not None
        digits.update(shown.number if shown is not None else "")
        self.query_one("#number-words", Static).update(styled(lines))

    def _first_before(self, ticket: TicketRow | None) -> TicketRow | None:
        """Whose turn it is before that of a number that waits; None where it is its own, or had its turn."""
        waiting = self.at_counter.queue.waiting if self.at_counter is not None else ()
        return waiting[0] if ticket in waiting and ticket is not waiting[0] else None

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
        if number is not None and (number is not self.current or self._to_print is None):
            return f"{number.number} belum punya berkas"
        named = self._to_print is not None if self._beside is None else self._printed is not None
        return None if named else no_file

    def _why_beside(self) -> str | None:
        """Why a file's keys rest with the cursor on one that is not open, or on a line for several."""
        row = self._beside
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
        nobody: str | None = "tidak ada nomor yang menunggu"
        if self.at_counter is not None and self.at_counter.queue.passed:
            nobody = "tinggal yang dilewati; tunjuk satu di daftar"
        if self.at_counter is not None and self.at_counter.queue.waiting:
            nobody = None
        return Key("f2", "Panggil", None if self.at_hand is not None else nobody, does="call")

    def press_f2(self) -> None:
        """Call the number shown, else show whose turn it is; a number still open first gets its outcome."""
        if self.current is not None:
            self._finish(self.current)
        elif self.of_colleague is not None:
            self._ask_take_over(self.of_colleague)
        elif self.at_hand is not None and self.at_counter is not None:
            number, first = self.at_hand, self._first_before(self.at_hand)
            self._issued = None
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
                self._move(lambda: calling.take_over(host.desk, host.who, ticket))

        self.app.push_screen(question, sure)

    def _call(self, chosen: TicketRow | None, reason: OutOfTurn | None = None) -> None:
        """Call the number chosen; None: whichever is first by now, for others call too."""
        host = self.host

        def call() -> TicketRow | None:
            if chosen is None:
                return calling.call_next(host.desk, host.who)
            return calling.call(host.desk, host.who, chosen, reason)

        def called(ticket: TicketRow | None) -> None:
            host.fold()
            host.changed()
            if ticket is None:
                host.say("Tidak ada lagi nomor yang menunggu.")

        self.forget()
        host.act(call, called)

    def press_f3(self) -> None:
        """Call the same number again; with none called, register once more for who registered last."""
        host, called = self.host, self.called
        if called is not None:
            self._move(lambda: calling.recall(host.desk, host.who, called.id))
        else:
            host.open_again()

    def press_f5(self) -> None:
        """The papers of the file just dealt with."""
        if self._to_print is not None:
            self.host.open_papers(self._to_print)

    def press_f7(self) -> None:
        """Ask which of what else can be done with numbers."""
        rows, why = self.further()
        self.app.push_screen(Pick("Lainnya", rows, why=why), do)

    def further(self) -> tuple[list[tuple[Do, str]], dict[Do, str]]:
        """A number for somebody, a file without a number, or what else becomes of the number at hand.

        What cannot be done now stands in its place, with the reason.
        """
        rows: list[tuple[Do, str]] = [
            (self._issue, "Beri nomor antrean"),
            (partial(self.host.open_form, None), "Daftarkan berkas tanpa nomor (surel, siCantik, OSS …)"),
        ]
        why, called, passed = dict[Do, str](), self.called, self.at_hand
        rows += self._given_on(why)
        rows.append((self._back, f"Taruh {called.number if called else 'nomor'} kembali ke antrean"))
        if called is None:
            served = f"{self.served.number} sudah hadir" if self.served is not None else ""
            why[self._back] = served or "belum dipanggil"
        if passed is not None and passed.standing is TicketStanding.PASSED and self.current is None:
            left: Do = partial(self._end, passed, Outcome.LEFT)
            return [*rows, (left, f"Tutup {passed.number}: orangnya sudah pergi"), *self._of_day()], why
        left = partial(self.host.say, "")
        rows.append((left, "Tutup nomor yang dilewati"))
        still_open = f"{self.current.number} masih terbuka" if self.current is not None else ""
        why[left] = still_open or "pilih dulu di DILEWATI"
        return [*rows, *self._of_day()], why

    def _of_day(self) -> list[tuple[Do, str]]:
        """What is done with the queue of today, once it was read."""
        if self.at_counter is None:
            return []
        paper: Do = partial(take_in, self.host, self.host.changed)
        pause = pause_row(self.host, self.at_counter.queue, self.host.changed)
        return [pause, (paper, ON_PAPER), (partial(close_day, self.host, self.at_counter.queue), CLOSES)]

    def _given_on(self, why: dict[Do, str]) -> list[tuple[Do, str]]:
        """Who goes first, who fetches something, and who is served elsewhere."""
        served = self.served.number if self.served is not None else "nomor"
        moved = self.at_hand if self.at_hand is not None and self.of_colleague is None else None
        if self.served is None:
            why[self._hold] = "belum dilayani"
        if moved is None:
            why[self._transfer] = "tunjuk dulu di daftar"
        return [
            (self._issue_first, "Nomor yang didahulukan (lansia, ibu hamil …)"),
            (self._hold, f"Tahan {served}: pemohon kembali nanti"),
            (self._transfer, f"Pindahkan {moved.number if moved else 'nomor'} ke keperluan lain"),
        ]

    def _hold(self) -> None:
        host, served = self.host, self.served
        if served is None:
            return

        def held(_: object) -> None:
            host.close_card()
            host.changed()
            host.say(f"{served.number} ditahan; panggil lagi dari DITAHAN.")

        host.act(lambda: calling.hold(host.desk, host.who, served.id), held)

    def _transfer(self) -> None:
        host, moved = self.host, self.at_hand

        def waits(ticket: TicketRow) -> None:
            host.close_card()
            host.changed()
            host.say(f"{ticket.number} menunggu untuk {host.wanted(ticket)}.")

        if moved is not None:
            hand_on(host, moved, waits)

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
        if called is not None:
            self._move(lambda: calling.no_show(host.desk, host.who, called.id))

    def close_left_over(self, ticket: TicketRow) -> None:
        """A number of an earlier day is never called; it can only be closed."""
        host = self.host
        day = f"{ticket.day[8:]}-{ticket.day[5:7]}"

        def ask(came_of: Outcome | None) -> None:
            outcome = came_of or Outcome.LEFT
            words = f"Nomor {ticket.number} tanggal {day} belum selesai. Catat sebagai {outcome.value}?"

            def sure(yes: bool | None) -> None:
                if yes:
                    self._move(lambda: calling.finish(host.desk, host.who, ticket.id, outcome))

            self.app.push_screen(Confirm(ticket.number, words, yes="Ya, tutup"), sure)

        host.read(lambda: line.came_of(host.desk, host.who, ticket.id), ask, group="left over")

    def _move(self, call: Callable[[], object]) -> None:
        self.host.act(call, lambda _: self.host.changed())

    def _back(self) -> None:
        host, current = self.host, self.current
        if current is not None:
            self._move(lambda: calling.back(host.desk, host.who, current.id))

    def _issue(self) -> None:
        """Give out a number for what somebody comes for, and show it large."""
        give(self.host, self._given)

    def _issue_first(self) -> None:
        give_first(self.host, self._given)

    def _given(self, ticket: TicketRow) -> None:
        self._issued, self._listed = ticket, False
        self.host.close_card()
        self.host.say(f"Nomor {ticket.number} diberikan.")

    def _finish(self, ticket: TicketRow) -> None:
        """Ask what came of the number, the cursor on the likeliest, then show the next one."""
        of_files = self.at_counter.queue.came_of_it if self.at_counter is not None else None
        likely = of_files or Outcome.ASKED

        def picked(outcome: Outcome | None) -> None:
            if outcome is None:
                return
            if self.host.unregistered(ticket):
                words = "Isian pendaftaran belum didaftarkan. F9 mengembalikannya, hari ini saja."
                title, yes = f"Selesaikan {ticket.number}", "Ya, tanpa mendaftar"
                question = Confirm(title, words, yes=yes, dangerous=True)
                self.app.push_screen(question, lambda sure: self._end(ticket, outcome) if sure else None)
            else:
                self._end(ticket, outcome)

        why = {Outcome.FILED: _NOTHING_CAME} if of_files is None else {}
        rows = list(OUTCOMES.items())
        self.app.push_screen(Pick(f"{ticket.number}: apa hasilnya?", rows, likely=likely, why=why), picked)

    def _end(self, ticket: TicketRow, outcome: Outcome) -> None:
        host = self.host
        left = host.still_in_hand(ticket)

        def ended(_: object) -> None:
            host.form.put_away(ticket)
            self.forget()
            host.close_card()
            host.changed()
            host.say(f"{ticket.number}: {OUTCOMES[outcome].lower()}.{left}")

        host.act(lambda: calling.finish(host.desk, host.who, ticket.id, outcome), ended)
