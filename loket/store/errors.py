"""What can go wrong between the program and its database, each with what its message needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from loket.location import Location

_PROGRAM, _MOST = "loket ", 63
"""How what a program calls itself begins, and how many letters of it a server keeps."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose turn it is to write, as other programs are told: a person's id, a counter, and the computer."""

    person: int | None = None
    counter: str = ""
    computer: str = ""

    @property
    def written(self) -> str:
        """In few letters that every system takes; no name stands in them."""
        words = f"{_PROGRAM}{self.person or ''}/{self.counter.replace('/', '-')}/{self.computer}"
        return words.encode("ascii", "replace").decode()[:_MOST]


def holder(written: str) -> Holder | None:
    """The inverse of `Holder.written`; None for anything else."""
    person, *rest = written.removeprefix(_PROGRAM).split("/", 2)
    if not written.startswith(_PROGRAM) or len(rest) < 2 or (person and not person.isdigit()):
        return None
    return Holder(int(person) if person else None, *rest)


class StoreTrouble(Exception):
    """The database cannot be used; `detail` is the cause as the system gave it."""

    def __init__(self, place: Location, detail: str = "") -> None:
        super().__init__(f"{place}: {detail}" if detail else str(place))
        self.place = place
        self.detail = detail


class StoreMissing(StoreTrouble):
    """There is no database at the path, or an empty file."""


class StoreOtherTables(StoreTrouble):
    """A program with other tables has made the database; `detail` is its schema's fingerprint."""


class StoreBroken(StoreTrouble):
    """The file is damaged, or is no database of this program."""


class StoreValueBroken(StoreBroken):
    """A single value of the database cannot be read; `detail` is what it is called."""


class Fate(Enum):
    """What became of a database under a program that has it open."""

    GONE = auto()
    """Nothing is at its place."""
    OTHER = auto()
    """Another file is at its place."""
    CUT = auto()
    """It, or the log beside it, is not whole any more."""
    OLDER = auto()
    """Its contents are others: the journal does not go on from where it was."""
    MOVED = auto()
    """The office lies elsewhere now; what is left here nobody works with."""


class StoreReplaced(StoreTrouble):
    """The database is not the one any more that was opened, or not whole; its `fate`. Nothing was written.

    `to`: where the office moved, as it may be shown.
    """

    def __init__(self, place: Location, fate: Fate, to: str = "") -> None:
        super().__init__(place, fate.name.lower())
        self.fate = fate
        self.to = to


class Cause(Enum):
    """Why a database cannot be reached, as far as the system tells."""

    DISK = auto()
    """The path cannot be read or written, lies on a network disk, or the disk is full."""
    NO_ANSWER = auto()
    """The server, or the network to it, does not answer."""
    NOT_LET_IN = auto()
    NO_DATABASE = auto()
    NO_RIGHT = auto()
    READ_ONLY = auto()
    FULL = auto()
    """The server has no disk, memory or connections left."""
    SORTS = auto()
    """The server's database sorts by a language's rules."""
    NO_DRIVER = auto()
    """What this computer needs to speak to a server is not installed."""


class StoreUnreachable(StoreTrouble):
    """It cannot be reached, read or written, by its `cause`."""

    def __init__(self, place: Location, detail: str = "", cause: Cause = Cause.DISK) -> None:
        super().__init__(place, detail)
        self.cause = cause


class StoreBusy(StoreTrouble):
    """Somebody else kept writing for longer than the program waits: the `holder`, where that is known."""

    def __init__(self, place: Location, detail: str = "", holder: Holder | None = None) -> None:
        super().__init__(place, detail)
        self.holder = holder


class StoreSlept(StoreTrouble):
    """This program was stopped, or its computer slept, while it was its turn to write; nothing was kept."""


class StoreUnsure(StoreTrouble):
    """Of a transaction no answer came, and it cannot be asked now whether it was kept."""


class StoreKept(StoreTrouble):
    """The transaction before this one, of which no answer had come, was kept; of this one nothing was."""


class Stale(Exception):
    """A file has changed since it was read; nothing was written."""

    def __init__(self, subject_id: int) -> None:
        super().__init__(str(subject_id))
        self.subject_id = subject_id


class StaleNumber(Stale):
    """A queue number has changed since it was read; nothing was written."""


class NipTaken(Exception):
    """Another person has this NIP."""

    def __init__(self, nip: str) -> None:
        super().__init__(nip)
        self.nip = nip
