"""The supervisor's sheet of the morning: yesterday, what waits for whom, what presses today. One page.

It names the office's people, and of applicants nobody: a file is its number and its service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from loket.office.model import Office
from loket.paper.layout import WIDTH, centred, local_date, moment, page, wrap
from loket.sla.words import long_date, short_date
from loket.text import cells, clean, fit, pad

NAME = "lembar pagi"
LINES = 56
"""As many lines as one page of paper has."""
_NUMBER, _SERVICE = 8, 22
_COUNTED, _GAP = 44, "  "
SCREEN = _COUNTED + len(_GAP) + WIDTH
"""As many columns as the sheet has where its files stand beside what is counted."""
_OLDEST = "(sejak: yang terlama)"


@dataclass(frozen=True, slots=True)
class Passed:
    """How many files of a service came in and went out on a day."""

    service: str
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Waits:
    """For whom so many files wait, the longest since `since` (ms UTC); `in_hand` more are being worked on."""

    whom: str
    count: int
    since: int | None = None
    in_hand: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A file, and what is said of it."""

    number: str
    service: str
    words: str


@dataclass(frozen=True, slots=True)
class Some:
    """The first files of a kind, and how many there are `in_all`."""

    files: Sequence[Named] = ()
    in_all: int = 0


@dataclass(frozen=True, slots=True)
class Morning:
    """How the office stands at `at` (ms UTC), for the morning of `day`; `before`: the working day before.

    `decided`: how many files were decided how on the day before. `legal`: what nears its legal line; so many
    are past it (`past_legal`). `promised`: what applicants were promised for `day`; so many promises are
    `broken`. `moved`: which moved since, their people to be told. `uncovered`: what nobody does who comes.
    """

    at: int
    day: date
    before: date
    passed: Sequence[Passed]
    decided: Sequence[tuple[str, int]]
    desks: Sequence[Waits]
    others: Sequence[Waits]
    late: Some
    legal: Some
    past_legal: int
    promised: Some
    broken: int
    moved: Some
    to_collect: Some
    away: Sequence[str]
    uncovered: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the sheet: its rows are a line each, of which only so many are told as the page has room.

    A `whole` heading says what there is to say also where there are no rows. `of_files`: its rows are files.
    """

    title: str
    rows: Sequence[str]
    in_all: int
    told: int
    whole: bool = False
    of_files: bool = False

    def lines(self) -> list[str]:
        """Its heading and rows, and how many more there are."""
        left = self.in_all - self.told
        more = [f"  dan {left} lagi"] if left else []
        return [self.title, *self.rows[: self.told], *more]


def morning_sheet(office: Office, morning: Morning) -> str:
    """The sheet as plain text, 72 columns wide, on one page."""
    head = [
        [*centred(office.name), *centred(f"{NAME.upper()} {long_date(morning.day)}")],
        [f"Keadaan {_as_of(office, morning)}"],
    ]
    parts = _as_long_as(_parts(office, morning), lambda parts: _length(head, parts) <= LINES)
    return page(*_blocks(head, parts))


def beside(office: Office, morning: Morning, lines: int) -> str:
    """The same on so many lines and `SCREEN` columns: beside what is counted the files."""
    parts = _parts(office, morning)
    counted = [_narrowed(part) for part in parts if not part.of_files]
    files = [part for part in parts if part.of_files]
    told = f"keadaan {_as_of(office, morning)} · {clean(office.name)}"
    head = f"{NAME.upper()} {long_date(morning.day)} · {told}"
    most = lines - 2
    left = _column(_as_long_as(counted, lambda some: len(_column(some)) <= most))
    right = _column(_as_long_as(files, lambda some: len(_column(some)) <= most))
    rows = (f"{pad(a, _COUNTED)}{_GAP}{b}".rstrip() for a, b in zip_longest(left, right, fillvalue=""))
    return "\n".join((fit(head, SCREEN), "", *rows))


def _as_of(office: Office, morning: Morning) -> str:
    """Since when it is so; of its own day, which stands before, the time alone."""
    return moment(morning.at, office).removeprefix(f"{long_date(morning.day)} ")


def _column(parts: Sequence[_Part]) -> list[str]:
    blocks = _blocks((), parts, _COUNTED if parts and not parts[0].of_files else WIDTH)
    lines = (line for at, block in enumerate(blocks) for line in (*([""] if at else []), *block))
    return [part for line in lines for part in line.split("\n")]


def _folded(row: str) -> str:
    """A row in lines of the narrow column, where it is too long for one."""
    if cells(row) <= _COUNTED:
        return row
    indent = " " * (len(row) - len(row.lstrip()))
    first, *more = wrap(row, _COUNTED - len(indent) - 2)
    return "\n".join((f"{indent}{first}", *(f"{indent}  {line}" for line in more)))


def _narrowed(part: _Part) -> _Part:
    """A part whose heading and rows are folded to the narrow column; each stays one row."""
    return replace(part, title=_folded(part.title), rows=[_folded(row) for row in part.rows])


def _as_long_as(parts: Sequence[_Part], fits: Callable[[Sequence[_Part]], bool]) -> list[_Part]:
    """The same parts, of the longest ones a row less until they fit, or have one row each."""
    found = list(parts)
    while not fits(found) and (longest := max(found, key=lambda part: part.told)).told > 1:
        found[found.index(longest)] = replace(longest, told=longest.told - 1)
    return found


def _length(head: Sequence[Sequence[str]], parts: Sequence[_Part]) -> int:
    blocks = _blocks(head, parts)
    return sum(map(len, blocks)) + len(blocks) - 1


def _blocks(head: Sequence[Sequence[str]], parts: Sequence[_Part], width: int = WIDTH) -> list[Sequence[str]]:
    """What there is, part by part; last, in one sentence, of what there is none."""
    none = "; ".join(
        part.title.removesuffix(f" {_OLDEST}").lower() for part in parts if not part.rows and not part.whole
    )
    blocks = [*head, *(part.lines() for part in parts if part.rows or part.whole)]
    return [*blocks, wrap(f"Tidak ada: {none}.", width)] if none else blocks


def _parts(office: Office, morning: Morning) -> list[_Part]:
    return [
        _yesterday(morning),
        _of(f"MENUNGGU DI MEJA {_OLDEST}", [_waits(each, office, morning.day) for each in morning.desks]),
        _of(f"MENUNGGU PIHAK LUAR {_OLDEST}", [_waits(each, office, morning.day) for each in morning.others]),
        _files("LEWAT BATAS", morning.late),
        _files("BATAS HUKUM DEKAT", morning.legal, _passed(morning.past_legal)),
        _files("JANJI JATUH HARI INI", morning.promised, _not_seen_to(morning.broken)),
        *(
            [_files("JANJI BERGESER, PEMOHON BELUM DIBERI TAHU", morning.moved)]
            if morning.moved.files
            else []
        ),
        _files("MENUNGGU DIAMBIL", morning.to_collect),
        _of("TIDAK MASUK", [f"  {clean(words)}" for words in (*morning.away, *morning.uncovered)]),
    ]


def _yesterday(morning: Morning) -> _Part:
    came, went = sum(each.came for each in morning.passed), sum(each.went for each in morning.passed)
    decided = ", ".join(f"{count} {outcome}" for outcome, count in morning.decided)
    title = f"{short_date(morning.before).upper()}: {came} masuk, {went} keluar"
    rows = [f"{each.came:4} masuk {each.went:4} keluar  {clean(each.service)}" for each in morning.passed]
    return _of(f"{title}; diputuskan {decided}" if decided else title, rows, always=True)


def _of(title: str, rows: Sequence[str], *, always: bool = False) -> _Part:
    """`always`: the heading says all that there is to say where there are no rows."""
    return _Part(fit(title, WIDTH), [fit(row, WIDTH) for row in rows], len(rows), len(rows), always)


def _files(title: str, some: Some, beside: str = "") -> _Part:
    """`beside` stands behind the count, also where there are no rows."""
    rows = [fit(_file(each), WIDTH) for each in some.files]
    said = f"{title}: {some.in_all}{beside}" if rows or beside else title
    return _Part(fit(said, WIDTH), rows, some.in_all, len(rows), bool(beside), of_files=True)


def _passed(count: int) -> str:
    return f"; {count} sudah lewat dan belum diputuskan" if count else ""


def _not_seen_to(count: int) -> str:
    return f"; {count} sudah lewat dan belum ditindaklanjuti" if count else ""


def _file(each: Named) -> str:
    number = clean(each.number)
    service = pad(clean(each.service), _SERVICE)
    return f"  {pad(number, max(_NUMBER, cells(number)))}  {service}  {clean(each.words)}"


def _waits(waits: Waits, office: Office, today: date) -> str:
    told = [f"{waits.count}"] if waits.count else []
    if waits.count and waits.since is not None:
        since = local_date(waits.since, office)
        told[0] += f" sejak {short_date(since, year=since.year != today.year)}"
    told += [f"{waits.in_hand} dikerjakan"] if waits.in_hand else []
    return f"  {clean(waits.whom)}: {'; '.join(told)}"
