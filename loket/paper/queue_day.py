"""The sheet of a day of the queue: what for, what came of it, how long it took. It names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.lengths import MINUTE
from loket.office.model import Office
from loket.paper.layout import (
    centred,
    facts,
    hanging,
    letterhead,
    local_date,
    minute_of_day,
    moment,
    page,
    wrap,
)
from loket.sla.words import clock_text, long_date, short_length

NAME = "lembar antrean"
_NONE = "belum ada"
_MEASURED = "Menunggu: dari diberikan sampai dipanggil. Kunjungan: dari dipanggil sampai selesai."


@dataclass(frozen=True, slots=True)
class WithReason:
    """A number for which the rule was left, at which minute of the day, where and why."""

    minute: int
    number: str
    counter: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReferredCount:
    """What another office handles, and how often a kiosk showed it, and a number ended with it."""

    name: str
    at_kiosks: int
    at_counters: int


@dataclass(frozen=True, slots=True)
class Closing:
    """The day was closed: of `at_first` numbers that it ended so many are still, `kept` stayed open.

    `undone`: that was taken back.
    """

    minute: int
    ended: int
    at_first: int
    kept: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """How many numbers there were of a kind, and how many of these (`parts`) were so or so."""

    words: str
    count: int
    parts: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Booked:
    """How many had booked a time of the day, how many of these came, and how many may come yet."""

    every: int
    came: int
    to_come: int


@dataclass(frozen=True, slots=True)
class AtCounter:
    """How many numbers a counter called and served; how many of those served went first."""

    name: str
    called: int
    served: int
    first: int


@dataclass(frozen=True, slots=True)
class PausedFor:
    """A counter was closed for a while, from one minute of the day to another (None: it is yet), and why."""

    counter: str
    reason: str
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class QueueDay:
    """A day of the queue until `at` (ms UTC): how many numbers for what, and what came of how many.

    `waits`: from when each was given to its first call, `visits`: each from the call that its person came to
    until its end; ms.
    `unread`: those that cannot be read, and are counted nowhere else. `never_called`: of those that ended.
    `out_of_turn` were called before others, `beyond` given though none was left.
    `on_paper`: handed out before they were taken in.
    `stops`: at which minutes numbers were stopped, till when and why, or given again.
    `head` is the journal's, as it is written down.
    """

    at: int
    errands: Sequence[Row]
    outcomes: Sequence[Row]
    unread: int
    never_called: int
    waits: Sequence[int]
    visits: Sequence[int]
    booked: Booked
    on_paper: int
    counters: Sequence[AtCounter]
    pauses: Sequence[PausedFor]
    stops: Sequence[tuple[int, str]]
    referred: Sequence[ReferredCount]
    closings: Sequence[Closing]
    out_of_turn: Sequence[WithReason]
    beyond: Sequence[WithReason]
    head: str


def queue_day(office: Office, day: QueueDay) -> str:
    """The sheet as plain text, 72 columns wide."""
    unread = [Row("tidak terbaca", day.unread)] if day.unread else []
    never = f"{day.never_called} nomor di atas berakhir tanpa pernah dipanggil."
    return page(
        letterhead(office),
        [*centred(NAME.upper()), *centred(long_date(local_date(day.at, office)))],
        facts(
            [
                ("Sampai", moment(day.at, office)),
                ("Nomor", str(sum(row.count for row in day.errands))),
                ("Nomor kertas", str(day.on_paper) if day.on_paper else ""),
                ("Pesanan", _of_bookings(day.booked) if day.booked.every else ""),
            ]
        ),
        ["KEPERLUAN", *_rows(day.errands)],
        ["HASIL", *_rows([*day.outcomes, *unread]), *(wrap(never) if day.never_called else [])],
        ["BUKAN KEWENANGAN", *_referred(day.referred)] if day.referred else [],
        [
            "WAKTU",
            *facts([("Menunggu", _lengths(day.waits)), ("Lama kunjungan", _lengths(day.visits))]),
            *wrap(_MEASURED),
        ],
        ["LOKET", *(line for each in day.counters for line in _at_counter(each))] if day.counters else [],
        ["LOKET TUTUP SEMENTARA", *(line for each in day.pauses for line in _paused(each, day.at, office))]
        if day.pauses
        else [],
        ["DI LUAR GILIRAN", *_reasons(day.out_of_turn)],
        ["DIBERI WALAU TIDAK ADA NOMOR LAGI", *_reasons(day.beyond)] if day.beyond else [],
        ["NOMOR TIDAK DIBERIKAN", *_stopped(day.stops)] if day.stops else [],
        ["DITUTUP", *(_closed(each) for each in day.closings)] if day.closings else [],
        facts([("Ujung riwayat", day.head)]),
        wrap("Catat ujung riwayat di luar komputer ini: loket periksa --jangkar membuktikannya kelak."),
    )


def _of_bookings(booked: Booked) -> str:
    missed = booked.every - booked.came - booked.to_come
    parts = [("datang", booked.came), ("masih ditunggu", booked.to_come), ("tidak datang", missed)]
    return ", ".join([str(booked.every), *(f"{words} {count}" for words, count in parts if count)])


def _at_counter(counter: AtCounter) -> list[str]:
    first = f" ({counter.first} didahulukan)" if counter.first else ""
    return hanging("  ", f"{counter.name}: {counter.called} dipanggil, {counter.served} dilayani{first}")


def _paused(paused: PausedFor, at: int, office: Office) -> list[str]:
    """One that is closed yet is so until the sheet was made."""
    until = minute_of_day(at, office) if paused.until is None else paused.until
    ends = "masih tutup" if paused.until is None else f"sampai {clock_text(until)}"
    length = short_length((until - paused.since) * MINUTE)
    return hanging(f"{clock_text(paused.since)}  ", f"{ends}, {length}, {paused.counter}: {paused.reason}")


def _reasons(numbers: Sequence[WithReason]) -> list[str]:
    return [
        line
        for one in sorted(numbers, key=lambda one: one.minute)
        for line in hanging(f"{clock_text(one.minute)}  ", f"{one.number} {one.counter}: {one.reason}")
    ] or [_NONE]


def _stopped(stops: Sequence[tuple[int, str]]) -> list[str]:
    return [f"{clock_text(minute)}  {words}" for minute, words in stops]


def _closed(day: Closing) -> str:
    if day.undone:
        return f"{clock_text(day.minute)}  diurungkan"
    back = f", {day.at_first - day.ended} diurungkan" if day.at_first > day.ended else ""
    return f"{clock_text(day.minute)}  {day.ended} nomor diakhiri{back}, {day.kept} dibiarkan terbuka"


def _rows(rows: Sequence[Row]) -> list[str]:
    """Each with its parts beneath it, set in."""
    lines = list[str]()
    for row in rows:
        lines += hanging(f"{row.count:4}  ", row.words)
        for words, count in row.parts:
            lines += hanging(f"{count:10}  ", words)
    return lines or [_NONE]


def _referred(rows: Sequence[ReferredCount]) -> list[str]:
    """Each with its sum, and how much of it came from where."""
    found = list[Row]()
    for row in rows:
        parts = [(row.at_kiosks, "di kios"), (row.at_counters, "di loket")]
        told = ", ".join(f"{count} {where}" for count, where in parts if count)
        found.append(Row(f"{row.name}: {told}", row.at_kiosks + row.at_counters))
    return _rows(found)


def _lengths(lengths: Sequence[int]) -> str:
    """The shortest, the mean and the longest."""
    if not lengths:
        return _NONE
    mean = sum(lengths) // len(lengths)
    named = (("tersingkat", min(lengths)), ("rata-rata", mean), ("terlama", max(lengths)))
    return ", ".join(f"{word} {short_length(length)}" for word, length in named)
