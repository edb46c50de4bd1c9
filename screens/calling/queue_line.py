"""The queue at a counter where other work is done: one line that says how it stands, Ctrl+N acts on it.

It stands on the screens of those who sit at a counter and may call its numbers, as long as there is anything
to say of them: of an empty queue it takes no line. What can be done with the number at hand is one list, the
likeliest first; nothing is called by opening it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Static

from loket.desk.queue import calling, line
from loket.flow.acts import Right
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import TicketStanding
from loket.text import capitalized, cells, fit
from screens.calling.asked import (
    ask_why_first,
    ended_words,
    hand_on,
    outcome_rows,
)
from screens.calling.referring import REFER, ask_sent, refer, show_referral
from screens.calling.rows import BACK, BACK_SAID, HAND_ON, HOLD, PASSED_SAID, Rows, day_rows, given_rows
from screens.calling.ticket import CounterTickets
from screens.widgets.dialogs import Do, Pick, do
from screens.widgets.styles import Line, styled
from screens.wording.numbers import closed_for_now, how_it_stands, wanted

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue, TicketRow
    from loket.desk.queue.referring import SentTo
    from loket.flow.queue.acts import OutOfTurn
    from screens.shell.screen import LoketScreen

KEY = "Ctrl+N"


class QueueLine(Static):
    """Shows how the queue stands; `press` asks what is to be done with the number at hand."""

    DEFAULT_CSS = """
    QueueLine { height: 1; padding: 0 1; background: $loket-panel; }
    """

    def __init__(self, host: LoketScreen) -> None:
        """`host` is the screen, which alone may call a desk."""
        super().__init__("", id="queue-line", markup=False)
        self.host = host
        self._tickets = CounterTickets(host)
        self.queue: Queue | None = None
        self.display = False

    @property
    def calls(self) -> bool:
        """Whether whoever is signed in calls numbers here."""
        return self.queue is not None

    @property
    def current(self) -> TicketRow | None:
        """The number that this person has called or is serving."""
        return self.queue.current if self.queue is not None else None

    @property
    def still_open(self) -> str | None:
        """That a number is open yet, and how it is ended; None where none is."""
        return f"Nomor {self.current.number} masih terbuka: {KEY} mengakhirinya." if self.current else None

    def look(self) -> None:
        """Read the queue, where whoever is signed in may call it from where they sit."""
        host = self.host
        office, who = host.desk.office, host.who
        may = Right.COUNTER in office.rights_of(host.operator.person.roles)
        if may and who.station is not None:
            host.read(lambda: line.queue(host.desk, who), self._show, group="queue")

    def _show(self, queue: Queue) -> None:
        self.queue = queue
        numbers = queue.current or queue.waiting or queue.held or queue.passed
        self.display = bool(numbers or queue.paused or queue.stopped)
        self.tick(self.host.desk.now())

    def tick(self, now: int) -> None:
        """Say how the queue stands at this moment."""
        if self.queue is not None:
            self.update(styled([self._words(self.queue, now)]))

    def _words(self, queue: Queue, now: int) -> Line:
        if queue.current is not None:
            number, ticket = queue.current.number, queue.current
            does = "hadir atau tidak" if ticket.standing is TicketStanding.CALLED else "selesai, tahan"
            stands = how_it_stands(ticket, self.host.working, now)
            return self._with_key(f"{number} {self._wanted(ticket)} · {stands}", f"{KEY}: {does}"), "aksen"
        parts = closed_for_now(queue, self.host.working, now)
        style = "mendekati" if parts else "" if queue.waiting else "redup"
        parts.append(f"Antrean {len(queue.waiting)}" if queue.waiting else "Antrean kosong")
        parts += [
            f"{len(rows)} {word}"
            for word, rows in (("ditahan", queue.held), ("dilewati", queue.passed))
            if rows
        ]
        if queue.waiting:
            first = queue.waiting[0]
            parts.append(
                f"{first.number} {self._wanted(first)}, {how_it_stands(first, self.host.working, now)}"
            )
        key = f"{KEY} {'memanggil' if queue.waiting else 'antrean'}"
        return self._with_key(" · ".join(parts), key), style

    def _with_key(self, said: str, key: str) -> str:
        """What is said and then the key, which stays in sight where there is no room for both."""
        end = f" · {key}"
        return fit(said, self.host.size.width - 2 - cells(end)) + end

    def _wanted(self, ticket: TicketRow) -> str:
        return wanted(self.host.desk.office, ticket)

    # what can be done

    def press(self) -> None:
        """Ask what is to be done, with the number at hand or with those that wait."""
        if self.queue is None:
            self.host.say("Antrean dipanggil oleh petugas yang duduk di loketnya.")
            return
        now = self.host.desk.now()
        shown = self.queue.current or next(iter(self.queue.waiting), None)
        title = f"{shown.number} · {self._wanted(shown)}" if shown is not None else "Antrean loket ini"
        lines = [how_it_stands(shown, self.host.working, now)] if shown is not None else []
        current = self.queue.current
        if current is not None and current.standing is TicketStanding.SERVED:
            pick = self._asks_what_came(self.queue, current, title, lines)
        else:
            rows = self._of_called(current) if current is not None else self._calls(self.queue)
            pick = Pick(title, rows, lines=lines)
        self.host.app.push_screen(pick, do)

    def _calls(self, queue: Queue) -> Rows:
        """With no number at hand: call, whose turn it is first, or give one."""
        rows: Rows = []
        if queue.waiting:
            rows.append((self._call_next, f"Panggil {queue.waiting[0].number}"))
        if queue.waiting[1:] or queue.held or queue.passed:
            rows.append((self._ask_other, "Panggil nomor lain"))
        return [
            *rows,
            *given_rows(self.host, self._tickets, self._given, []),
            *day_rows(self.host, queue, self._given, self.host.changed),
        ]

    def _of_called(self, number: TicketRow) -> Rows:
        """What becomes of the number that was called, the likeliest first."""
        return [
            (self._move(calling.present, number), "Hadir"),
            (self._move(calling.no_show, number, PASSED_SAID), "Tidak hadir"),
            (self._move(calling.recall, number), "Panggil ulang"),
            (self._move(calling.back, number, BACK_SAID), BACK.format(number.number)),
            self._hands_on(number),
        ]

    def _asks_what_came(self, queue: Queue, number: TicketRow, title: str, lines: list[str]) -> Pick[Do]:
        """What becomes of the number that is served, the cursor on the likeliest."""
        outcomes, hindered = outcome_rows(queue.came_of_it)
        ends = {outcome: self._ends(number, outcome, queue.referred) for outcome, _ in outcomes}
        rows: Rows = [
            *((ends[outcome], _ended(words.lower())) for outcome, words in outcomes),
            (self._move(calling.hold, number), HOLD.format(number.number)),
            self._hands_on(number),
            (partial(refer, self.host, number), REFER.format(number.number)),
        ]
        likely = line.likely(self.host.desk.office, number, queue.came_of_it, queue.referred)
        why = {ends[outcome]: reason for outcome, reason in hindered.items()}
        return Pick(title, rows, lines=lines, likely=ends[likely], why=why)

    def _hands_on(self, number: TicketRow) -> tuple[Do, str]:
        return partial(hand_on, self.host, number, self._moved), HAND_ON.format(number.number)

    def _ask_other(self) -> None:
        queue = self.queue
        if queue is None:
            return
        first, now = next(iter(queue.waiting), None), self.host.desk.now()
        others = (*queue.held, *queue.passed, *queue.waiting[1:])
        rows = [
            (o, f"{o.number} {self._wanted(o)}", how_it_stands(o, self.host.working, now)) for o in others
        ]

        def picked(number: TicketRow | None) -> None:
            if number is None:
                return
            if first is not None and number.standing is TicketStanding.WAITING:
                ask_why_first(self.host, number, first, lambda why: self._call(number, why))
            else:
                self._call(number)

        self.host.app.push_screen(Pick("Panggil yang mana?", rows), picked)

    # doing it

    def _call(self, number: TicketRow, reason: OutOfTurn | None = None) -> None:
        host = self.host
        self._act(lambda: calling.call(host.desk, host.who, number, reason))

    def _call_next(self) -> None:
        host = self.host
        self._act(lambda: calling.call_next(host.desk, host.who))

    def _move(self, call: Callable[..., object], number: TicketRow, said: str = "") -> Do:
        """`said`: the sentence once it is done, with the number."""
        host = self.host

        def moved(_: object) -> None:
            host.changed()
            if said:
                host.say(said.format(number.number))

        return lambda: host.act(lambda: call(host.desk, host.who, number.id), moved)

    def _ends(self, number: TicketRow, outcome: Outcome, referred: int) -> Do:
        host = self.host

        def end(sent: SentTo) -> None:
            def ended(row: TicketRow) -> None:
                self.host.changed()
                host.say(ended_words(row, outcome))
                show_referral(host, number, sent)

            host.act(lambda: calling.finish(host.desk, host.who, number.id, outcome, sent), ended)

        return lambda: ask_sent(host, number, outcome, referred, end)

    def _given(self, ticket: TicketRow) -> None:
        self.host.changed()
        self._tickets.given(ticket, ": tuliskan untuk pemohon.")

    def _moved(self, ticket: TicketRow) -> None:
        self.host.changed()
        self.host.say(f"{ticket.number} menunggu untuk {self._wanted(ticket)}; nomornya tetap.")

    def _act(self, call: Callable[[], object]) -> None:
        self.host.act(call, lambda _: self.host.changed())


def _ended(outcome: str) -> str:
    return capitalized(outcome) if outcome.startswith("selesai") else f"Selesai: {outcome}"
