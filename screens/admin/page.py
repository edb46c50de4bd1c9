"""A page of the admin's home as data: its rows, what can be done with each, and the forms for it.

A page is a file in `pages` with a `PAGE`; no screen is to be written for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from loket.desk.authority import Who
from loket.desk.edition.changing import Seen
from loket.desk.office import Desk
from loket.desk.papers.printing import Terminal
from loket.office.model import Office
from screens.widgets.columns import Column
from screens.widgets.rows import Cell, Urgency

Typed = Mapping[str, str]
"""What stands in the fields of a form, by their names."""
Kind = Literal[
    "text", "number", "flag", "choice", "several", "facts", "lines", "pairs", "hours", "date", "password"
]
"""What a field holds: of `several` the chosen ones, of `facts` too (each `id=value`), of `lines` and `pairs`
(`id = words`) one on each line, of `hours` spans of a day with commas between.
"""
YES, NO = "ya", "tidak"


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a form. `options` are (value, words); `hint` is told while the cursor stands there.

    `when`: another field, and the values of it with which this one matters; with others it is not shown.
    `shows`: F5 shows what is chosen, in lines, which are read in a thread.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    hint: str = ""
    when: tuple[str, Collection[str]] | None = None
    shows: Callable[[str], Sequence[str]] | None = None
    capitals: bool = False
    """Whether it is kept in capital letters, however it is typed."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that is ready: `do` makes it, given the reason, and gives the sentence that says so.

    `lines` tell before what it changes; with none nothing is asked. `why`: the reason is asked for, with
    them, and `offers` is the one that stands there first; `warning` is told first then, and Enter answers
    no; `moves`, how many deadlines move, stands above them wherever one reads. `read`: the sentence stays
    until it is closed, for nobody is told it again.
    """

    do: Callable[[str], str]
    lines: Sequence[str] = ()
    why: bool = False
    offers: str = ""
    read: bool = False
    warning: str = ""
    moves: str = ""


class Faulty(Exception):
    """What was typed cannot be taken: a sentence at each field, and lines of what else is wrong."""

    def __init__(self, at: Mapping[str, str], lines: Sequence[str] = ()) -> None:
        super().__init__("belum benar")
        self.at, self.lines = at, lines


@dataclass(frozen=True, slots=True)
class Filling:
    """A form. `prepare` makes a change of what was typed, in a thread. It raises Faulty, or as a desk.

    `ready`: it can be saved as it stands, with nothing typed. `kept`: what is half typed is kept as a draft,
    passwords never. `why`: the reason is asked for as the last field, where `offers` stands first.
    """

    title: str
    entries: Sequence[Blank]
    prepare: Callable[[Typed], Prepared]
    ready: bool = False
    kept: bool = True
    why: bool = False
    offers: str = ""


@dataclass(frozen=True, slots=True)
class Slow:
    """What takes a while, in a thread of its own: `do` is given how the person's terminal prints.

    It gives a sentence, and raises PrintFailed or NotWell. `begun` is said while it lasts, `failed` stands
    over why it did not go.
    """

    begun: str
    failed: str
    do: Callable[[Terminal], str]


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done, at a function key or (`f7`) in the list behind it: a form, or a change at once.

    Both are made in a thread. `does` names it for Help; `why` it cannot be done now. `goes`: it leads to a
    row of another page; `tells`: it shows lines, read in a thread; `picks`: it leads to the row of a page
    that is picked of these by its words. `slow`: it takes a while. `answer`: the word of the button that
    does it, where that is not its label.
    """

    key: str
    label: str
    does: str
    fill: Callable[[], Filling] | None = None
    prepare: Callable[[], Prepared] | None = None
    goes: tuple[str, str] | None = None
    tells: Callable[[], Sequence[str]] | None = None
    picks: tuple[str, Sequence[tuple[str, str]]] | None = None
    slow: Slow | None = None
    why: str | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a page; `about` is told below while the cursor stands there."""

    id: str
    cells: tuple[Cell | str, ...]
    about: Sequence[str] = ()
    deeds: Sequence[Deed] = ()
    group: str | None = None
    style: Urgency = ""
    counts: bool = True
    """Whether it is one of what its heading counts; else it only says that there is none."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page shows, and what can be done on it whatever row the cursor is on; where it begins."""

    items: Sequence[Item]
    deeds: Sequence[Deed] = ()
    start: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """What a page is read from: the open office, who reads, and the documents in force."""

    desk: Desk
    who: Who
    seen: Seen

    @property
    def office(self) -> Office:
        """The office as its profile has it."""
        return self.desk.office


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it is for in a sentence, its columns, and how its rows are read, in a thread."""

    name: str
    about: str
    columns: Sequence[Column]
    read: Callable[[Now], Listing]
    empty: str = "Belum ada."
    counted: bool = False
    """Whether the list of pages says how many rows it has."""
    still: bool = False
    """Whether it is all in the documents: while their edition stands it is not read again."""
    help: Sequence[str] = ()
    """What F1 says besides what the page is for, a line each."""
