"""What came of a number at Loket 2: asked when its visit ends, or when one of another day is closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import calling, line
from loket.desk.queue.referring import NOWHERE
from loket.flow.queue.acts import Outcome
from screens.calling.asked import ended_words, outcome_rows
from screens.calling.referring import ask_sent, show_referral
from screens.widgets.dialogs import Confirm, Pick

if TYPE_CHECKING:
    from loket.desk.queue.line import TicketRow
    from loket.desk.queue.referring import SentTo
    from screens.counter.at_hand import NumberAtHand


def finish(card: NumberAtHand, ticket: TicketRow) -> None:
    """Ask what came of the number, the cursor on the likeliest, then show the next one."""
    queue = card.at_counter.queue if card.at_counter is not None else None
    of_files, referred = (queue.came_of_it, queue.referred) if queue is not None else (None, 0)
    likely = line.likely(card.host.desk.office, ticket, of_files, referred)

    def picked(outcome: Outcome | None) -> None:
        if outcome is not None:
            ask_sent(card.host, ticket, outcome, referred, partial(told, outcome))

    def told(outcome: Outcome, sent: SentTo) -> None:
        if card.host.unregistered(ticket):
            words = "Isian pendaftaran belum didaftarkan. F9 mengembalikannya, hari ini saja."
            title, yes = f"Selesaikan {ticket.number}", "Ya, tanpa mendaftar"
            question = Confirm(title, words, yes=yes, dangerous=True)
            card.app.push_screen(question, lambda sure: end(card, ticket, outcome, sent) if sure else None)
        else:
            end(card, ticket, outcome, sent)

    rows, why = outcome_rows(of_files)
    card.app.push_screen(Pick(f"{ticket.number}: apa hasilnya?", rows, likely=likely, why=why), picked)


def end(card: NumberAtHand, ticket: TicketRow, outcome: Outcome, sent: SentTo = NOWHERE) -> None:
    """End it so, and show what is next."""
    host = card.host
    left = host.still_in_hand(ticket)

    def ended(row: TicketRow) -> None:
        host.form.put_away(ticket)
        card.forget()
        host.close_card()
        host.changed()
        host.say(f"{ended_words(row, outcome)}{left}")
        show_referral(host, ticket, sent)

    host.act(lambda: calling.finish(host.desk, host.who, ticket.id, outcome, sent), ended)


def close_left_over(card: NumberAtHand, ticket: TicketRow) -> None:
    """A number of an earlier day is never called; it can only be closed."""
    host = card.host
    day = f"{ticket.day[8:]}-{ticket.day[5:7]}"

    def ask(came_of: Outcome | None) -> None:
        outcome = came_of or Outcome.LEFT
        words = f"Nomor {ticket.number} tanggal {day} belum selesai. Catat sebagai {outcome.value}?"

        def sure(yes: bool | None) -> None:
            if yes:
                card.move(lambda: calling.finish(host.desk, host.who, ticket.id, outcome))

        card.app.push_screen(Confirm(ticket.number, words, yes="Ya, tutup"), sure)

    host.read(lambda: line.came_of(host.desk, host.who, ticket.id), ask, group="left over")
