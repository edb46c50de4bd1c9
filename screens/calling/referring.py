"""Where somebody goes whose matter is another office's: asked when their number ends, then shown on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.desk.queue import calling
from loket.desk.queue.referring import NOWHERE, SentTo
from loket.flow.queue.acts import Outcome
from loket.office.printer import PrinterWay
from screens.widgets.dialogs import Ask, Pick

if TYPE_CHECKING:
    from loket.desk.queue.line import TicketRow
    from screens.shell.screen import LoketScreen

REFER = "Rujuk satu urusan {} ke kantor lain"


def ask_sent(
    screen: LoketScreen, number: TicketRow, outcome: Outcome, referred: int, then: Callable[[SentTo], None]
) -> None:
    """Ask where somebody is sent, unless that was said before (`referred`) or this is another outcome."""
    if outcome is not Outcome.REFERRED or referred:
        then(NOWHERE)
    else:
        ask_where(screen, number, then)


def refer(screen: LoketScreen, number: TicketRow) -> None:
    """Ask where one matter more belongs; the visit goes on."""

    def told(sent: SentTo) -> None:
        def referred(_: object) -> None:
            screen.changed()
            screen.say(f"{number.number}: satu urusan dirujuk; dilayani terus. F9 urung.")
            show_referral(screen, number, sent)

        screen.act(lambda: calling.refer(screen.desk, screen.who, number.id, sent), referred)

    ask_where(screen, number, told)


def ask_where(screen: LoketScreen, number: TicketRow, then: Callable[[SentTo], None]) -> None:
    """Ask where somebody is sent, by the office's list or in words."""
    title = f"{number.number}: ke mana?"

    def typed(words: str | None) -> None:
        if words is not None:
            then(SentTo(words=words))

    def ask() -> None:
        screen.app.push_screen(Ask(title, "Kantor tujuan"), typed)

    def picked(referral: str | None) -> None:
        if referral:
            then(SentTo(referral))
        elif referral is not None:
            ask()

    rows = [(each.id, f"{each.name} → {each.office}") for each in screen.desk.office.referrals.values()]
    if not rows:
        ask()
        return
    rows.append(("", "Kantor lain: ditulis"))
    screen.app.push_screen(Pick(title, rows), picked)


def show_referral(screen: LoketScreen, number: TicketRow, sent: SentTo) -> None:
    """Show the paper for who was sent elsewhere just now, where any is printed."""
    printer = screen.desk.office.printer_at(screen.who.station)
    if sent != NOWHERE and printer.way is not PrinterWay.FILE:
        screen.open_papers(number=number.id)
