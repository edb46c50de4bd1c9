"""The sheet of a day of the queue: what for, what came of it, how long it took. It names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.office.model import Office
from loket.paper.layout import centred, facts, hanging, letterhead, moment, page, wrap
from loket.sla.words import clock_text, short_length

NAME = "lembar antrean"
_NONE = "belum ada"


@dataclass(frozen=True, slots=True)
class WithReason:
    """A number for which the rule was left, at which minute of the day, where and why."""

    minute: int
    number: str
    counter: str
    reason: str


@dataclass(frozen=True, slots=True)
class Referred:
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
class QueueDay:
    """A day of the queue until `at` (ms UTC): how many numbers for what, and what came of how many.

    `waits`: from when each was given to its first call, `visits`: each from the call that its person came to
    until its end; ms.
    `unread`: those that cannot be read, and are counted nowhere else. `never_called`: of those that ended.
    `unprinted`: why the tickets did not come out of those that were cancelled for that.
    `out_of_turn` were called before others, `beyond` given though none was left.
    `stops`: at which minutes numbers were stopped, till when and why, or given again.
    `booked`: how many had booked a time, and how many of these came.
    `head` is the journal's, as it is written down.
    """

    at: int
    errands: Sequence[tuple[str, int]]
    outcomes: Sequence[tuple[str, int]]
    still_open: int
    unread: int
    never_called: int
    waits: Sequence[int]
    visits: Sequence[int]
    referred: Sequence[Referred]
    closings: Sequence[Closing]
    out_of_turn: Sequence[WithReason]
    head: str
    beyond: Sequence[WithReason] = ()
    booked: tuple[int, int] = (0, 0)
    stops: Sequence[tuple[int, str]] = ()
    unprinted: Sequence[tuple[str, int]] = ()


def queue_day(office: Office, day: QueueDay) -> str:
    """The sheet as plain text, 72 columns wide."""
    others = [
        (words, count)
        for words, count in (
            ("masih terbuka", day.still_open),
            ("tidak terbaca", day.unread),
            ("di antaranya berakhir tanpa pernah dipanggil", day.never_called),
            *((f"di antaranya tiketnya tidak tercetak: {why}", count) for why, count in day.unprinted),
        )
        if count
    ]
    return page(
        letterhead(office),
        centred(NAME.upper()),
        facts(
            [
                ("Sampai", moment(day.at, office)),
                ("Nomor", str(sum(count for _, count in day.errands))),
                *([("Pesanan", _of_bookings(*day.booked))] if day.booked[0] else []),
            ]
        ),
        ["KEPERLUAN", *_counted(day.errands)],
        ["HASIL", *_counted([*day.outcomes, *others])],
        ["BUKAN KEWENANGAN", *_referred(day.referred)] if day.referred else [],
        ["WAKTU", *facts([("Menunggu", _lengths(day.waits)), ("Sejak dipanggil", _lengths(day.visits))])],
        ["DI LUAR GILIRAN", *_reasons(day.out_of_turn)],
        ["DI LUAR JATAH", *_reasons(day.beyond)] if day.beyond else [],
        ["NOMOR TIDAK DIBERIKAN", *_stopped(day.stops)] if day.stops else [],
        ["DITUTUP", *(_closed(each) for each in day.closings)] if day.closings else [],
        facts([("Ujung riwayat", day.head)]),
        wrap("Catat ujung riwayat di luar komputer ini: loket periksa --jangkar membuktikannya kelak."),
    )


def _of_bookings(all_of_them: int, came: int) -> str:
    return f"{all_of_them}, datang {came}, belum atau tidak datang {all_of_them - came}"


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


def _counted(rows: Sequence[tuple[str, int]]) -> list[str]:
    return [line for words, count in rows for line in hanging(f"{count:4}  ", words)] or [_NONE]


def _referred(rows: Sequence[Referred]) -> list[str]:
    """Each with its sum, and how much of it came from where."""
    found = list[tuple[str, int]]()
    for row in rows:
        parts = [(row.at_kiosks, "di kios"), (row.at_counters, "di loket")]
        told = ", ".join(f"{count} {where}" for count, where in parts if count)
        found.append((f"{row.name}: {told}", row.at_kiosks + row.at_counters))
    return _counted(found)


def _lengths(lengths: Sequence[int]) -> str:
    """The shortest, the mean and the longest."""
    if not lengths:
        return _NONE
    mean = sum(lengths) // len(lengths)
    named = (("tersingkat", min(lengths)), ("rata-rata", mean), ("terlama", max(lengths)))
    return ", ".join(f"{word} {short_length(length)}" for word, length in named)
