"""The kiosk: one key, one click or one touch for each answer, then the number stands large.

It asks for what somebody comes, the permit where a file comes of it, and who goes first where some do; what
it tells without a number is in `without_number`. What nobody goes on with goes back to the start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from loket.desk.errors import Closed, NoneLeft, NotBooked, NothingOwed, PrintFailed
from loket.desk.papers.printing import Came
from loket.desk.queue import kiosk
from loket.desk.queue.kiosk import Issued, Kiosk, Lane, ticket_of
from loket.desk.words.moments import closed_words, none_left_words
from loket.desk.words.refusals import refusal
from loket.desk.words.wanted import wanted_words
from loket.flow.queue.acts import SEEN, InHand, NotPrinted, Priority
from loket.lengths import SECOND
from loket.location import Location
from loket.office.model import Errand, Service
from loket.paper.ticket import before_words, told_words
from loket.text import capitalized
from screens.calling.asked import Wish, wishes
from screens.hall.app import WRONG_KEY
from screens.hall.asking import ENTER, ESCAPE, ROWS, AskingApp
from screens.hall.choices import DIGITS, Choice, Page, narrowed
from screens.hall.keypad import SIGNS
from screens.hall.printer import LOOK_SECONDS, KioskPrinter
from screens.hall.without_number import READ, WithoutNumber
from screens.widgets.large import LargeText
from screens.widgets.styles import Line, styled
from screens.wording.numbers import wait_words

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.queue.line import TicketRow
    from loket.office.printer import Printer
    from loket.sla import WorkingTime

SHOWN, IDLE = 15 * SECOND, 30 * SECOND
"""How long (ms) a number stands, and how long an answer is waited for."""
_KEYS = "123456789abdefghijlmnoqrsuvwxyz"  # C: print, P: who goes first, K: who booked, T: without number
_ASK_STAFF = "Minta nomor kepada petugas."
_TROUBLED = f"Kios sedang terganggu. {_ASK_STAFF}"
_FAILED = f"Nomor tidak dapat diberikan. {_ASK_STAFF}"
_USED_UP = "jatah hari ini habis"
_BOOKED = "Sudah memesan jam"
_NO_TICKET = "Tiket Anda belum keluar? Kios ini sempat mati"
_GONE = "Nomor {} sudah dipanggil, atau tiketnya sudah keluar. Tanyakan kepada petugas."
_FIRST = "Didahulukan: lansia, disabilitas, hamil, membawa balita"
_KEEP, _PRINTING, _PRINTED = "Catat nomornya.", "Tiket sedang dicetak …", "Ambil tiketnya."
_UNSURE = "Tiket dikirim, belum pasti tercetak. Nomor ini tetap berlaku."
_NOT_PRINTED = "Tiket tidak tercetak. Catat nomornya: nomor ini tetap berlaku."
_CANCELLED = f"Nomor {{}} dibatalkan: tiketnya tidak tercetak. {_ASK_STAFF}"


class KioskApp(AskingApp):
    """A kiosk in a terminal of its own, and its `printer`."""

    TITLE = "Nomor antrean"
    REFUSED = f"Kunci kios ini tidak berlaku lagi. {_ASK_STAFF}"
    DEFAULT_CSS = """
    KioskApp #kiosk-top { height: 1; padding: 0 2; background: $loket-panel; }
    KioskApp #kiosk-down { height: 1; padding: 0 2; }
    KioskApp #kiosk-number { height: auto; padding: 1 2 0 2; }
    KioskApp #kiosk-large { height: 8; color: $loket-accent; }
    KioskApp #kiosk-said { height: auto; padding: 0 2; background: $loket-panel; }
    """

    def __init__(self, place: Location, key: str, printer: Printer) -> None:
        super().__init__(place, key)
        self.printer = KioskPrinter(printer, lambda: self.running)
        self._shown: Kiosk | None = None
        self.page = self._errands
        self._priority: Priority | None = None
        self._of_file = ""  # whose number goes first by what they are owed
        self._part = 0  # of what people come for
        self._giving = False
        self._issued: Issued | None = None
        self._ticket = list[Line]()
        self._printing: Issued | None = None
        self._unsure: Issued | None = None  # of which a ticket may be out
        self._given = set[int]()  # the numbers that this program gave, whose tickets it sees to
        self._asked_of_doubt = False
        self._without = WithoutNumber(self, self.printer)

    def compose(self) -> ComposeResult:
        yield Static("", id="kiosk-top", markup=False)
        with Vertical(id="kiosk-number"):
            yield LargeText(id="kiosk-large")
            yield Static("", id="kiosk-facts", markup=False)
        yield Static("", id="kiosk-down", markup=False)
        yield from self.body()
        yield Static("", id="kiosk-said", markup=False)

    def on_mount(self) -> None:
        """Ask the printer now and again whether it can print."""
        if self.printer.there:
            self._look_at_printer()
            self.set_interval(LOOK_SECONDS, self._look_at_printer)

    def _look_at_printer(self) -> None:
        self.run_worker(self.printer.look(), exit_on_error=False)

    def read(self, desk: Desk) -> int:
        """Read who waits for what, and whether the door is open."""
        self._shown = kiosk.kiosk(desk, self.key)
        if not self._asked_of_doubt:
            self._asked_of_doubt = True
            if self._in_doubt:
                self.page = self._left
                self.touched = desk.running()
        return self._shown.now

    def empty(self) -> None:
        """Ask nothing any more."""
        self._shown = None

    # what is shown

    def draw(self) -> None:
        """Show what is asked now; what was left alone goes back to the start."""
        if self._left_alone():
            self.start()
        page = self.asked()
        self.show(page)
        self.query_one("#kiosk-top", Static).update(self.top)
        down = self.query_one("#kiosk-down", Static)
        down.display = bool(self.printer.said and page.choices and not page.code) and self._issued is None
        down.update(styled([(f"{self.printer.said} {_ASK_STAFF}", "lewat")]))
        self.query_one("#kiosk-number").display = shown = self._issued is not None and not self._hidden
        if self._issued is not None and shown:
            self.query_one("#kiosk-large", LargeText).show(self._issued.row.number)
            self.query_one("#kiosk-facts", Static).update(styled(self._facts(self._issued)))
        said = self.query_one("#kiosk-said", Static)
        said.display = not page.code
        said.update(styled([self._said(page)]))

    def _left_alone(self) -> bool:
        if self._giving or (self._issued and self._issued is self._printing):
            return False
        limit = SHOWN if self._issued is not None else READ if self._without.open else IDLE
        return self.left_for >= limit

    @property
    def busy(self) -> bool:
        """Whether a number is being given."""
        return self._giving

    def asked(self) -> Page:
        """What is asked now, or why nothing is."""
        if self._issued is not None:
            done = Choice("0", "Selesai", self.start)
            again = Choice("1", "Tiketnya tidak keluar? Cetak lagi", self._print_again)
            unsure = self._unsure is self._issued and self._printing is None
            return Page(_PRINTING if self._hidden else "", [*([again] if unsure else []), done])
        if self.refused:
            return Page(self.refused, lines=[WRONG_KEY])
        if self.time is None or self.old_since is not None or self._shown is None:
            return Page(_TROUBLED)
        if self._giving:
            return Page("Nomor sedang diambil …")
        if self._without.open or (self.page == self._code and not self._shown.closed):
            return self.page()
        if self.page == self._left and self._in_doubt:
            return self.page()
        if self._shown.none_left is not None:
            said = none_left_words(self.time, self._shown.none_left, self._shown.now)
            return Page(said, [*self._for_left, *self._for_booked, *self._without.choices])
        if self._shown.closed:
            said = closed_words(self.time, self._shown.opens, self._shown.now)
            return Page(said, [*self._for_left, *self._without.choices])
        return self.page() if self.page != self._left else self._errands()

    @property
    def _hidden(self) -> bool:
        """Whether the number is not shown yet: without a ticket it would be none."""
        return self._issued is not None and self._issued is self._printing is not self._unsure

    def _said(self, page: Page) -> Line:
        if self.told:
            return self.told, "lewat"
        if self._issued is not None and not self._hidden:
            return "Tunggu sampai nomor Anda dipanggil.", "redup"
        return ("Sentuh, klik, atau tekan angkanya." if page.choices else ""), "redup"

    def _facts(self, issued: Issued) -> list[Line]:
        priority = issued.row.priority
        first: list[Line] = [(f"Tercatat: {priority}", "")] if priority is not None else []
        before = " ".join(filter(None, (before_words(issued.before), told_words(issued.told))))
        place: list[Line] = [(issued.place, "")] if issued.place else []
        return [(issued.wanted, "tebal"), (before, ""), *place, *first, *self._ticket]

    # the pages

    def _errands(self) -> Page:
        others = [*self._for_left, *self._for_first, *self._for_booked, *self._without.choices]
        return Page("Untuk apa Anda datang?", [*self._lanes(ROWS - len(others)), *others])

    def _lanes(self, room: int) -> list[Choice]:
        """What people come for, a part at a time where there is not room for all."""
        lanes, turn = self._shown.lanes if self._shown is not None else (), list[Choice]()
        if len(lanes) > room:
            parts = ceil(len(lanes) / (room - 1))
            part = self._part % parts
            lanes = lanes[part * (room - 1) :][: room - 1]
            turn.append(Choice("0", f"Keperluan lain (bagian {part + 1} dari {parts})", self._turn))
        found = [
            Choice(key, lane.errand.name, partial(self._want, lane.errand), self._note(lane))
            for key, lane in zip(_KEYS, lanes, strict=False)
        ]
        return [*found, *turn]

    def _note(self, lane: Lane) -> str:
        return self._full(lane.errand) or _waiting(lane)

    def _turn(self) -> None:
        self._part += 1

    @property
    def _for_first(self) -> list[Choice]:
        """To who goes first, where some do; who said so can take it back."""
        if self._priority is not None:
            return [Choice("p", f"Tercatat: {self._priority}. Keliru? Batalkan", self.start)]
        offered = self.desk is not None and self.desk.office.settings.priority_ratio
        return [Choice("p", _FIRST, partial(self.go, self._priorities))] if offered else []

    @property
    def _for_booked(self) -> list[Choice]:
        """To the code of who booked: their place was kept, also where others get no number any more."""
        shown = self._shown
        offered = shown is not None and shown.booked and not shown.closed
        return [Choice("k", _BOOKED, partial(self.go, self._code))] if offered else []

    @property
    def _in_doubt(self) -> tuple[TicketRow, ...]:
        """Numbers that were given before this program began: whether their tickets came out nobody knows."""
        found = self._shown.in_doubt if self._shown is not None else ()
        return tuple(row for row in found if row.id not in self._given)

    @property
    def _for_left(self) -> list[Choice]:
        """To whoever stood here when the kiosk died."""
        return [Choice("c", _NO_TICKET, partial(self.go, self._left))] if self._in_doubt else []

    def _left(self) -> Page:
        """Whose ticket did not come out: they know what they came for, and when."""
        choices = [
            Choice(key, row.number, partial(self._reclaim, row), self._came_for(row))
            for key, row in zip(DIGITS, self._in_doubt, strict=False)
        ]
        title = "Kios ini sempat mati. Belum punya tiket? Sentuh nomor Anda."
        return Page(title, [*choices, replace(self.back, words="Bukan saya")])

    def _came_for(self, row: TicketRow) -> str:
        if self.desk is None or self.time is None:
            return ""
        named = wanted_words(self.desk.office, row.errand, row.service)
        return f"{named}, diambil {self.time.local(row.issued_at):%H.%M}"

    def _reclaim(self, row: TicketRow) -> None:
        if self.desk is not None:
            self._giving = True
            self.run_worker(self._hand_again(self.desk, row), exit_on_error=False)

    async def _hand_again(self, desk: Desk, row: TicketRow) -> None:
        """Print the ticket of a number that was given before: its place is kept."""
        issued, told = None, _GONE.format(row.number)
        try:
            issued = await asyncio.to_thread(kiosk.still_in_doubt, desk, self.key, row.id)
        except Exception as error:
            told = _FAILED
            if self.time is None or refusal(error, {}, self.time, desk.now()) is None:
                self.report(error)
        else:
            self._given.add(row.id)  # it is seen to now, or there is nothing left to see to
        self._giving = False
        self.start()
        if issued is None:
            self.told = told
            self.see_to()
        else:
            self._unsure = issued  # a ticket may be out: nothing cancels it any more
            await self._stand(desk, issued)

    def _code(self) -> Page:
        """The code of who booked: it says what for."""
        take = [Choice(ENTER, "Ambil nomor", self._take_booked)] if self.typed else []
        typed = f"{self.typed.upper()}▏" if self.typed else "Ketik atau sentuh kodenya."
        choices = [*take, replace(self.back, key=ESCAPE)]
        return Page(f"Kode pesanan Anda? {typed}", choices, typing=True, keys=SIGNS, lines=self._noted)

    def _priorities(self) -> Page:
        choices = [
            Choice(key, capitalized(priority), partial(self._first, priority))
            for key, priority in zip(DIGITS, SEEN, strict=False)
        ]
        if self.desk is not None and any(each.precedes for each in self.desk.office.compensations.values()):
            key = DIGITS[len(choices)]
            choices.append(Choice(key, capitalized(Priority.AMENDS), partial(self.go, self._file)))
        return Page("Anda termasuk yang mana?", [*choices, self.back])

    def _file(self) -> Page:
        """The number of the file of which a promise was broken; that it was is asked with the number."""
        take = [Choice(ENTER, "Lanjut", self._owed)] if self.typed else []
        typed = f"{self.typed.upper()}▏" if self.typed else "Ketik atau sentuh angka dan hurufnya."
        choices = [*take, replace(self.back, key=ESCAPE)]
        return Page(f"Nomor berkas Anda? {typed}", choices, typing=True, keys=SIGNS)

    @property
    def _noted(self) -> list[str]:
        """That somebody goes first, on what is asked behind the start."""
        return [f"Tercatat: {self._priority}."] if self._priority is not None else []

    def _services(self, errand: Errand) -> Page:
        """The permits in whose names stands what was typed; that it is asked at the counter always goes."""
        named, later = list[Choice](), list[Choice]()
        for wish, name in self._wishes(errand):
            choice = Choice("", name, partial(self._take, wish), self._full(self._service(wish)))
            (named if wish.service else later).append(choice)
        page = narrowed("Izin apa", self.typed, named, self.back, later)
        return replace(page, lines=self._noted)

    def _wishes(self, errand: Errand) -> list[tuple[Wish, str]]:
        """What a number for this errand may be for."""
        known = wishes(self.desk.office) if self.desk is not None else []
        return [(wish, name) for wish, name, _ in known if wish.errand == errand.id]

    def _service(self, wish: Wish) -> Service | None:
        return self.desk.office.services.get(wish.service) if self.desk is not None else None

    def _full(self, what: Errand | Service | None) -> str:
        """That no number of that is left today; empty where one is."""
        return _USED_UP if self._shown is not None and what in self._shown.used_up else ""

    # what is chosen

    def start(self) -> None:
        """Begin anew, for whoever comes next."""
        self.go(self._errands)
        self._without.close()
        self._part, self._priority, self._issued, self.told = 0, None, None, ""
        self._of_file = ""

    def _first(self, priority: Priority) -> None:
        self._priority = priority
        self.go(self._errands)

    def _owed(self) -> None:
        self._of_file = self.typed
        self._first(Priority.AMENDS)

    def _want(self, errand: Errand) -> None:
        """Ask for the permit where a file comes of it; else that is all there is to ask."""
        found = self._wishes(errand)
        if len(found) == 1:
            self._take(found[0][0])
        else:
            self.go(partial(self._services, errand))

    def _take(self, wish: Wish) -> None:
        if self.desk is not None and self._of_file:
            owed = (self.desk, self.key, self._of_file, wish.errand, wish.service)
            self._begin(self.desk, partial(kiosk.give_owed, *owed))
        elif self.desk is not None and self._shown is not None:
            given = (self.desk, self.key, wish.errand, wish.service, self._priority)
            self._begin(self.desk, partial(kiosk.give, *given))

    def _take_booked(self) -> None:
        if self.desk is not None:
            given = (self.desk, self.key, self.typed, self._priority)
            self._begin(self.desk, partial(kiosk.give_booked, *given))

    def _begin(self, desk: Desk, give: Callable[[], Issued]) -> None:
        if self.time is not None:
            self._giving = True
            self.run_worker(self._give(desk, self.time, give), exit_on_error=False)

    # the number

    async def _give(self, desk: Desk, time: WorkingTime, give: Callable[[], Issued]) -> None:
        """Give the number out, beside what is drawn, and print its ticket; none while that cannot be."""
        told, issued = _FAILED, None
        if self.printer.down is not None:
            await self.printer.look()
        try:
            if self.printer.down is None:
                issued, told = await asyncio.to_thread(give), ""
        except Exception as error:
            said = refusal(error, {}, time, desk.now())
            if said is not None and isinstance(error, (Closed, NoneLeft, NotBooked, NothingOwed)):
                told = said
            if said is None:
                self.report(error)
        self._giving = False
        if issued is not None or self.page != self._code:  # a code is mended, not typed anew
            self.start()
        self.told = told
        if issued is None:
            self.see_to()
        else:
            self._given.add(issued.row.id)
            await self._stand(desk, issued)

    async def _stand(self, desk: Desk, issued: Issued) -> None:
        """Show the number with its ticket, where there is a printer."""
        self._issued = issued
        if self.printer.there:
            await self._print_ticket(desk, issued)
            return
        self._ticket = [(_KEEP, "")]
        self.see_to()
        await self._handed(desk, issued, InHand.READ)

    def _print_again(self) -> None:
        if self.desk is not None and self._issued is not None:
            self._printing = self._issued  # two presses at once are one
            self.run_worker(self._print_ticket(self.desk, self._issued), exit_on_error=False)

    async def _print_ticket(self, desk: Desk, issued: Issued) -> None:
        """Print the ticket; a number of which none can be out is cancelled."""
        self._printing, self._ticket = issued, [(_PRINTING, "")]
        how: InHand | None = InHand.READ
        self.see_to()
        try:
            ticket = ticket_of(desk, issued)
            came = await self.printer.print(ticket.text, ticket.rolled)
            self._unsure = issued if came is not Came.PRINTED else None
            how = InHand.PRINTED if self._unsure is None else InHand.PERHAPS
            said: list[Line] = [(_PRINTED if self._unsure is None else _UNSURE, "")]
        except PrintFailed as failed:
            said = [(_NOT_PRINTED, "lewat"), (f"Untuk petugas: {failed}", "redup")]
            if self._unsure is not issued and await self._cancelled(desk, issued, failed.why):
                said, how = [], None
        except Exception as error:
            self.report(error)
            said = [(_NOT_PRINTED, "lewat")]
        if self._printing is issued:
            self._printing = None
        if self._issued is not issued:  # somebody else stands there by now
            self._redraw()
        else:
            self._ticket = said
            if not said:
                self.start()
                self.told = _CANCELLED.format(issued.row.number)
            self.see_to()
        if how is not None:
            await self._handed(desk, issued, how)

    async def _handed(self, desk: Desk, issued: Issued, how: InHand) -> None:
        """Keep that its person has the number: of one without that the next start asks whose it is."""
        try:
            await asyncio.to_thread(kiosk.handed, desk, self.key, issued.row.id, how)
        except Exception as error:
            if self.time is None or refusal(error, {}, self.time, desk.now()) is None:
                self.report(error)

    async def _cancelled(self, desk: Desk, issued: Issued, why: NotPrinted) -> bool:
        """Cancel the number; whether that went: it stands where somebody called it meanwhile."""
        try:
            return await asyncio.to_thread(kiosk.cancel_unprinted, desk, self.key, issued.row.id, why)
        except Exception as error:
            if self.time is None or refusal(error, {}, self.time, desk.now()) is None:
                self.report(error)
            return False


def _waiting(lane: Lane) -> str:
    """How many wait at its counter, as a ticket says it, and how long whoever comes now probably does."""
    probably = f" · perkiraan {wait_words(lane.wait)}" if lane.wait is not None else ""
    return f"{lane.before} menunggu{probably}"
