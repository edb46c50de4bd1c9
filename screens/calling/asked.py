"""What is asked about a queue number: what for, why it goes first, why before its turn, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.errors import NoneLeft
from loket.desk.queue import amends, calling
from loket.desk.queue.line import TicketRow
from loket.desk.words.moments import why_none_words
from loket.flow.queue.acts import SEEN, Beyond, Outcome, OutOfTurn, Priority
from loket.text import capitalized
from screens.widgets.dialogs import Ask, Pick

if TYPE_CHECKING:
    from loket.office.model import Office
    from screens.shell.screen import LoketScreen

LATER = "Layanan ditanyakan di loket"
OUTCOMES = {
    Outcome.FILED: "Berkas masuk",
    Outcome.RETURNED: "Dikembalikan",
    Outcome.ASKED: "Hanya bertanya",
    Outcome.COLLECTED: "Izin diambil",
    Outcome.SERVED: "Selesai dilayani",
    Outcome.REFERRED: "Bukan kewenangan kantor ini",
    Outcome.LEFT: "Pemohon pergi",
}
"""What may come of a number, in the one order in which it is always asked."""
_NOTHING_CAME = "belum ada berkas dari nomor ini"
_BESIDE = "Juga urusan yang bukan kewenangan kantor ini"


def outcome_rows(of_files: Outcome | None) -> tuple[list[tuple[Outcome, str]], dict[Outcome, str]]:
    """The outcomes as they are asked, and why one cannot be.

    `of_files`: what comes of the number's files, with which it then ends.
    """
    words = OUTCOMES if of_files is None else OUTCOMES | {Outcome.REFERRED: _BESIDE}
    why = {Outcome.FILED: _NOTHING_CAME} if of_files is None else {}
    return [*words.items()], why


def ended_words(number: TicketRow, asked: Outcome) -> str:
    """What is said of a number that has ended as it was asked."""
    came = number.ticket.outcome or asked
    beside = ", dan urusan yang bukan kewenangan kantor ini" if came is not asked else ""
    return f"{number.number}: {OUTCOMES[came].lower()}{beside}."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody comes for: an errand, and the service where it is known."""

    errand: str
    service: str = ""


def wishes(office: Office) -> list[tuple[Wish, str, str]]:
    """All that people come for, in words and with the letter of its numbers.

    Where a file comes of it these are the services, for so it is asked; then the other errands.
    """
    registering = [errand for errand in office.errands.values() if errand.registers]
    found = [
        (Wish(errand.id, service.id), service.name, office.series(errand.id, service.id))
        for errand in registering
        for service in office.counter_services
    ]
    found += [(Wish(errand.id), LATER, errand.prefix) for errand in registering if errand.prefix]
    others = [errand for errand in office.errands.values() if not errand.registers]
    return [*found, *((Wish(errand.id), errand.name, errand.prefix) for errand in others)]


def give(
    screen: LoketScreen,
    given: Callable[[TicketRow], None],
    priority: Priority | None = None,
    owed: str = "",
) -> None:
    """Ask what somebody comes for, and give them a number; `owed`: the file or NIK of who is to go first."""

    def wanted(wish: Wish, beyond: Beyond | None = None) -> None:
        def issue() -> TicketRow:
            if owed:
                return amends.give(screen.desk, screen.who, owed, wish.errand, wish.service, beyond)
            return calling.issue_ticket(
                screen.desk, screen.who, wish.service, errand=wish.errand, priority=priority, beyond=beyond
            )

        def failed(error: Exception) -> None:
            if isinstance(error, NoneLeft):
                _ask_why_yet(screen, error, partial(wanted, wish))

        screen.act(issue, given, failed)

    ask_wish(screen, "Nomor untuk apa?", wanted)


def _ask_why_yet(screen: LoketScreen, none: NoneLeft, then: Callable[[Beyond], None]) -> None:
    """Ask why a number is given though there is none any more today."""

    def picked(reason: Beyond | None) -> None:
        if reason is not None:
            then(reason)

    rows = [(reason, capitalized(reason)) for reason in Beyond]
    lines = [why_none_words(screen.working, none), "Alasannya tercatat."]
    screen.app.push_screen(Pick("Mengapa masih diberi nomor?", rows, lines=lines), picked)


def give_first(screen: LoketScreen, given: Callable[[TicketRow], None]) -> None:
    """The same for somebody who goes first; why is asked."""

    def owed(typed: str) -> None:
        give(screen, given, owed=typed)

    _ask_priority(screen, "Pemohon termasuk yang mana?", partial(give, screen, given), owed)


def prefer(screen: LoketScreen, number: TicketRow, then: Callable[[TicketRow], None]) -> None:
    """Ask why whoever waits with that number goes first, and note it."""

    def noted(priority: Priority) -> None:
        screen.act(lambda: calling.prefer(screen.desk, screen.who, number.id, priority), then)

    def owed(typed: str) -> None:
        screen.act(lambda: amends.prefer(screen.desk, screen.who, number.id, typed), then)

    _ask_priority(screen, f"Pemohon {number.number} termasuk yang mana?", noted, owed)


def _ask_priority(
    screen: LoketScreen, title: str, then: Callable[[Priority], None], owed: Callable[[str], None]
) -> None:
    """Ask why somebody goes first; of who is owed that, a file of theirs or the NIK."""

    def picked(priority: Priority | None) -> None:
        if priority is Priority.AMENDS:
            screen.app.push_screen(Ask(capitalized(priority), "Nomor berkasnya, atau NIK"), known_by)
        elif priority is not None:
            then(priority)

    def known_by(typed: str | None) -> None:
        if typed is not None and typed.strip():
            owed(typed)

    offered = any(each.precedes for each in screen.desk.office.compensations.values())
    rows = [(each, capitalized(each)) for each in Priority if each in SEEN or offered]
    screen.app.push_screen(Pick(title, rows), picked)


def hand_on(screen: LoketScreen, number: TicketRow, then: Callable[[TicketRow], None]) -> None:
    """Ask for what else a number waits, at which counter where several serve it, and let it wait there."""

    def transfer(wish: Wish, counter: str) -> None:
        def there() -> TicketRow:
            return calling.transfer(screen.desk, screen.who, number.id, wish.errand, wish.service, counter)

        screen.act(there, then)

    _ask_where(screen, number, transfer)


def ask_wish(screen: LoketScreen, title: str, then: Callable[[Wish], None]) -> None:
    """Ask what somebody comes for."""
    office = screen.desk.office
    rows = [(wish, _for_errand(office, wish, words), letter) for wish, words, letter in wishes(office)]

    def picked(wish: Wish | None) -> None:
        if wish is not None:
            then(wish)

    screen.app.push_screen(Pick(title, rows), picked)


def _for_errand(office: Office, wish: Wish, words: str) -> str:
    """What is asked for; of a service also for which errand, where people come for several."""
    errand = office.errands[wish.errand]
    return f"{words} · {errand.name}" if errand.registers and len(office.errands) > 1 else words


def ask_why_first(
    screen: LoketScreen, number: TicketRow, first: TicketRow, then: Callable[[OutOfTurn], None]
) -> None:
    """Ask why a number is called while it is another's turn."""

    def picked(reason: OutOfTurn | None) -> None:
        if reason is not None:
            then(reason)

    rows = [(reason, capitalized(reason)) for reason in OutOfTurn]
    lines = [f"{first.number} lebih dulu. Alasannya tercatat."]
    screen.app.push_screen(Pick(f"Mengapa {number.number} didahulukan?", rows, lines=lines), picked)


def _ask_where(screen: LoketScreen, number: TicketRow, then: Callable[[Wish, str], None]) -> None:
    """At which counter: empty, at any that serves it."""
    office = screen.desk.office

    def wanted(wish: Wish) -> None:
        serving = [(each.id, each.name) for each in office.calling(wish.errand, wish.service)]
        if len(serving) < 2:
            then(wish, "")
            return

        def picked(counter: str | None) -> None:
            if counter is not None:
                then(wish, counter)

        rows = [("", "Loket mana saja yang melayani"), *serving]
        screen.app.push_screen(Pick(f"{number.number}: di loket mana?", rows), picked)

    ask_wish(screen, f"Pindahkan {number.number} untuk apa?", wanted)
