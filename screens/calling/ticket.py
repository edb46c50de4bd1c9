"""The ticket of a number that a counter gives, where its printer is a receipt printer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.desk.errors import PrintFailed
from loket.desk.papers import printing
from loket.desk.papers.printing import Came
from loket.desk.queue import ticket
from screens.widgets.dialogs import Do

if TYPE_CHECKING:
    from loket.desk.queue.line import TicketRow
    from screens.shell.screen import LoketScreen


def prints(host: LoketScreen) -> bool:
    """Whether numbers that are given here get a ticket."""
    return host.desk.office.printer_at(host.who.station).roll


class CounterTickets:
    """Prints for a screen, and knows the last number of which a ticket may be out, or not."""

    def __init__(self, host: LoketScreen) -> None:
        self._host = host
        self._unsure: TicketRow | None = None

    def given(self, number: TicketRow, hint: str = ".") -> None:
        """Say that a number was given, and print its ticket; `hint`: what is to be done where none is."""
        printed = prints(self._host)
        self._host.say(f"Nomor {number.number} diberikan{'; tiketnya dicetak …' if printed else hint}")
        if printed:
            self.print(number)

    def again(self) -> list[tuple[Do, str]]:
        """The row that prints the last ticket once more, where nobody knows of it."""
        number = self._unsure
        return [(partial(self.print, number), f"Cetak lagi tiket {number.number}")] if number else []

    def print(self, number: TicketRow) -> None:
        """Print the ticket; a number of which none can be out is cancelled."""
        host, desk, who = self._host, self._host.desk, self._host.who
        printer = desk.office.printer_at(who.station)
        again, self._unsure = self._unsure == number, None

        def out() -> Came | PrintFailed:
            try:
                paper = ticket.ticket_at_counter(desk, number)
                return printing.print_paper(paper.text, printer, host.to_terminal, paper.rolled)
            except PrintFailed as failed:
                return failed

        def told(came: Came | PrintFailed) -> None:
            if isinstance(came, PrintFailed):
                host.say(f"Tiket {number.number} tidak tercetak: {came.why}.")
            elif came is not Came.PRINTED:
                host.say(f"Tiket {number.number} {came}, belum pasti tercetak; dapat dicetak lagi.")
            else:
                host.say(f"Tiket {number.number} dicetak.")
            if came is not Came.PRINTED and (again or isinstance(came, Came)):
                self._unsure = number

        def cancelled(came: PrintFailed, gone: bool) -> None:
            if not gone:
                host.say(f"Tiket {number.number} tidak tercetak: {came.why}. Nomornya tetap berlaku.")
            else:
                host.changed()
                host.say(f"{number.number} batal, tiketnya tidak tercetak: {came.why}. F9 urung.")

        def after(came: Came | PrintFailed) -> None:
            if isinstance(came, PrintFailed) and not again:
                host.keep(
                    lambda: ticket.cancel_unprinted(desk, who, number.id, came.why), partial(cancelled, came)
                )

        host.apart(out, told, group="papers", after=after, alone=False)
