"""The ticket of a queue number, narrow enough for the roll of a kiosk's printer. It names nobody."""

from __future__ import annotations

from dataclasses import dataclass

from loket.office.model import Office
from loket.paper import escpos
from loket.paper.escpos import WIDTH, Align
from loket.paper.layout import moment, page, wrap

_TITLE = "NOMOR ANTREAN"
_WAIT = "Tunggu sampai nomor ini dipanggil; yang terlewat dapat melapor ke loket."


@dataclass(frozen=True, slots=True)
class TicketData:
    """A number, what it is for, when it was given (ms UTC) and how many are called `before` it.

    None: it waits no more, and nothing is said of waiting. `place`: why there, for who booked. `told`: from
    how many minutes to how many its person probably waits.
    """

    number: str
    wanted: str
    at: int
    before: int | None
    place: str = ""
    told: tuple[int, int] | None = None


def ticket(office: Office, data: TicketData) -> str:
    """The ticket as plain text."""
    return page(wrap(office.short, WIDTH), [_TITLE, data.number], *_below(office, data))


def on_roll(office: Office, data: TicketData) -> bytes:
    """The ticket for a receipt printer, its number large."""
    return escpos.roll(
        escpos.lines(wrap(office.short, WIDTH), Align.CENTRE, bold=True),
        escpos.lines(["", _TITLE], Align.CENTRE),
        escpos.large(data.number),
        *(escpos.lines(["", *block], Align.CENTRE) for block in _below(office, data)),
    )


def _below(office: Office, data: TicketData) -> list[list[str]]:
    """What stands below the number."""
    return [
        wrap(data.wanted, WIDTH),
        wrap(moment(data.at, office), WIDTH),
        *(wrap(words, WIDTH) for words in _of_waiting(data) if words),
    ]


def _of_waiting(data: TicketData) -> tuple[str, ...]:
    if data.before is None:
        return ()
    return (before_words(data.before), told_words(data.told), data.place, _WAIT)


def told_words(told: tuple[int, int] | None) -> str:
    """How long its person probably waits; nothing where no wait is told."""
    if told is None:
        return ""
    least, most = told
    return f"Perkiraan menunggu {f'{least}–{most}' if least else f'sampai {most}'} menit."


def before_words(before: int | None) -> str:
    """How many are called before a number; nothing of one that waits no more."""
    if before is None:
        return ""
    return f"{before} nomor dipanggil sebelum nomor ini." if before else "Nomor ini berikutnya."
