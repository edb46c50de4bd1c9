"""F7 at Loket 2: what else can be done with numbers, and with a file that comes without one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import calling, on_the_spot
from loket.desk.queue.on_the_spot import errand_at
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import TicketStanding
from screens.calling.asked import Wish, ask_wish, hand_on, prefer
from screens.calling.referring import REFER, refer
from screens.calling.rows import BACK, BACK_SAID, HAND_ON, HOLD, Rows, day_rows, given_rows
from screens.calling.ticket import CounterTickets
from screens.counter.ending import end
from screens.widgets.dialogs import Do

if TYPE_CHECKING:
    from loket.desk.queue.line import TicketRow
    from screens.counter.at_hand import NumberAtHand


class Further:
    """The rows of F7 for the number at hand of a `card`, and what each does."""

    def __init__(self, card: NumberAtHand) -> None:
        self._card = card
        self._tickets = CounterTickets(card.host)

    def rows(self) -> tuple[Rows, dict[Do, str]]:
        """A number for somebody, a file without a number, or what else becomes of the number at hand.

        What cannot be done now stands in its place, with the reason.
        """
        card, why = self._card, dict[Do, str]()
        rows = [
            *given_rows(card.host, self._tickets, self._given, self._without_number(why)),
            *self._given_on(why),
            self._of_passed(why),
        ]
        if card.at_counter is not None:
            rows += day_rows(card.host, card.at_counter.queue, self._given, card.host.changed)
        return rows, why

    def _without_number(self, why: dict[Do, str]) -> Rows:
        """A file of whoever stands here without a number, and of who is not here at all."""
        host, current = self._card.host, self._card.current
        elsewhere: Do = partial(host.open_form, None)
        if not host.desk.office.settings.numbers_for_all:
            return [(elsewhere, "Daftarkan berkas tanpa nomor (surel, siCantik, OSS …)")]
        if current is not None:
            why[self._serve] = f"{current.number} masih terbuka"
        return [
            (self._serve, "Layani yang datang tanpa nomor (diberi nomor)"),
            (elsewhere, "Daftarkan berkas dari surel, siCantik, OSS …"),
        ]

    def _serve(self) -> None:
        """Who stands here gets a number; what for is asked only where the letter depends on it."""
        host = self._card.host
        errand = errand_at(host.desk.office, host.who.station, registers=True)

        def served(ticket: TicketRow) -> None:
            host.serve(ticket)
            host.say(f"{ticket.number} diberikan dan dilayani.")

        def wanted(wish: Wish) -> None:
            host.act(lambda: on_the_spot.serve(host.desk, host.who, wish.errand, wish.service), served)

        if errand.prefix:
            wanted(Wish(errand.id))
        else:
            ask_wish(host, "Nomor untuk apa?", wanted)

    def _of_passed(self, why: dict[Do, str]) -> tuple[Do, str]:
        """The end of a number that was passed over."""
        card = self._card
        passed, current = card.at_hand, card.current
        if passed is not None and passed.standing is TicketStanding.PASSED and current is None:
            return partial(end, card, passed, Outcome.LEFT), f"Tutup {passed.number}: orangnya sudah pergi"
        left: Do = partial(card.host.say, "")
        why[left] = f"{current.number} masih terbuka" if current is not None else "pilih dulu di DILEWATI"
        return left, "Tutup nomor yang dilewati"

    def _given_on(self, why: dict[Do, str]) -> Rows:
        """Who fetches something, who is served elsewhere, and who waits again."""
        card = self._card
        served = card.served.number if card.served is not None else "nomor"
        moved = card.at_hand if card.at_hand is not None and card.of_colleague is None else None
        if card.served is None:
            why[self._hold] = "belum dilayani"
        if moved is None:
            why[self._transfer] = "tunjuk dulu di daftar"
        again = self._waits_again
        if again is None:
            present = card.served is not None
            why[self._back] = f"{served} sudah hadir" if present else "belum dipanggil atau ditunjuk"
        if card.served is None:
            why[self._refer] = "belum dilayani"
        return [
            (self._hold, HOLD.format(served)),
            (self._transfer, HAND_ON.format(moved.number if moved else "nomor")),
            (self._back, BACK.format(again.number if again else "nomor")),
            *self._first(why),
            (self._refer, REFER.format(served)),
        ]

    def _first(self, why: dict[Do, str]) -> Rows:
        """Who waits with the number at hand goes first, where the office calls anybody first."""
        host, number = self._card.host, self._card.at_hand
        if not host.desk.office.settings.priority_ratio:
            return []
        if number is not None and number.standing is TicketStanding.WAITING:
            return [(partial(prefer, host, number, self._preferred), f"Dahulukan {number.number}")]
        none: Do = partial(host.say, "")
        why[none] = "tunjuk dulu yang menunggu"
        return [(none, "Dahulukan nomor yang menunggu")]

    def _preferred(self, ticket: TicketRow) -> None:
        self._card.host.changed()
        self._card.host.say(f"{ticket.number} didahulukan: {ticket.priority}. F9 urung.")

    @property
    def _waits_again(self) -> TicketRow | None:
        """The number at hand where it can wait again: it was called, passed over, or is held."""
        card, number = self._card, self._card.at_hand
        aside = number is not None and number.standing in (TicketStanding.PASSED, TicketStanding.HELD)
        return number if aside else card.called

    def _refer(self) -> None:
        if self._card.served is not None:
            refer(self._card.host, self._card.served)

    def _hold(self) -> None:
        host, served = self._card.host, self._card.served
        if served is None:
            return

        def held(_: object) -> None:
            host.close_card()
            host.changed()
            host.say(f"{served.number} ditahan; panggil lagi dari DITAHAN.")

        host.act(lambda: calling.hold(host.desk, host.who, served.id), held)

    def _transfer(self) -> None:
        host, moved = self._card.host, self._card.at_hand

        def waits(ticket: TicketRow) -> None:
            host.close_card()
            host.changed()
            host.say(f"{ticket.number} menunggu untuk {host.wanted(ticket)}.")

        if moved is not None:
            hand_on(host, moved, waits)

    def _back(self) -> None:
        host, number = self._card.host, self._waits_again

        def waits(ticket: TicketRow) -> None:
            host.changed()
            host.say(BACK_SAID.format(ticket.number))

        if number is not None:
            host.act(lambda: calling.back(host.desk, host.who, number.id), waits)

    def _given(self, ticket: TicketRow) -> None:
        """Show large what was given."""
        self._card.given(ticket)
        self._card.host.close_card()
        self._tickets.given(ticket)
