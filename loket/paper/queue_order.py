"""For which numbers of some days the rule of the order was left, and why: for whoever asks how fair it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from loket.office.model import Office
from loket.paper.layout import centred, facts, hanging, letterhead, moment, page, wrap
from loket.paper.queue_figures import period_words
from loket.sla.words import clock_text, long_date

NAME = "di luar urutan"
_NONE = "tidak ada"


@dataclass(frozen=True, slots=True)
class Singled:
    """A number for which the rule was left, at which minute of the day, for what it was, where and why."""

    day: date
    minute: int
    number: str
    errand: str
    counter: str
    reason: str


@dataclass(frozen=True, slots=True)
class QueueOrder:
    """Of the days from `first` to `last` all calls before others (`out_of_turn`) and numbers given `beyond`.

    `at`: when this was made (ms UTC); `numbers`: how many were given and not cancelled; `rule`: in which
    order the office calls them; `head` is the journal's, as it is written down.
    """

    first: date
    last: date
    at: int
    numbers: int
    rule: str
    out_of_turn: Sequence[Singled]
    beyond: Sequence[Singled]
    head: str


def queue_order(office: Office, order: QueueOrder) -> str:
    """The page as plain text, 72 columns wide. It names nobody."""
    return page(
        letterhead(office),
        [*centred("PANGGILAN DAN NOMOR DI LUAR URUTAN"), *centred(period_words(order.first, order.last))],
        facts(
            [
                ("Dibuat", moment(order.at, office)),
                ("Nomor diberikan", str(order.numbers)),
                ("Di luar giliran", str(len(order.out_of_turn))),
                ("Tanpa jatah", str(len(order.beyond))),
                ("Aturan sekarang", order.rule),
            ]
        ),
        ["DIPANGGIL DI LUAR GILIRAN", *_by_day(order.out_of_turn)],
        ["DIBERI WALAU TIDAK ADA NOMOR LAGI", *_by_day(order.beyond)],
        wrap(
            "Selebihnya dipanggil menurut aturan itu. Program menolak panggilan sebelum giliran yang tidak"
            " beralasan; yang diurungkan dan nomor yang dibatalkan tidak disebut."
        ),
        facts([("Ujung riwayat", order.head)]),
    )


def _by_day(numbers: Sequence[Singled]) -> list[str]:
    """Beneath each day, set in, its numbers in the order of their times."""
    lines = list[str]()
    for day, of_day in groupby(numbers, key=lambda one: one.day):
        lines.append(long_date(day))
        for one in of_day:
            told = f"{one.number} {one.counter} ({one.errand}): {one.reason}"
            lines += hanging(f"  {clock_text(one.minute)}  ", told)
    return lines or [_NONE]
