"""What can go wrong between the program and its database, each with what its message needs."""

from __future__ import annotations

from enum import Enum, auto

from loket.location import Location


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


class StoreUnreachable(StoreTrouble):
    """The path cannot be read or written, lies on a network disk, or the disk is full."""


class StoreBusy(StoreTrouble):
    """Somebody else kept writing for longer than the program waits."""


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
