"""By which edition of its documents the office works: the newest one that this program can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from loket.flow.acts import BrokenHistory
from loket.office.model import Office
from loket.office.profile import parse_office
from loket.office.reading import ProfileFaults
from loket.office.shelf import PROFILE, Key, place_of
from loket.sop.faults import Fault
from loket.sop.source import Written
from loket.store import documents, editions, meta
from loket.store.editions import Edition
from loket.store.journal import Stamp
from loket.store.sql import Connection


@dataclass(frozen=True, slots=True)
class InForce:
    """The office by an edition; `newest` is the entry of the newest, which may be another, not to be read.

    `beyond`: numbers in it that this program does not take any more, for which the nearest stand.
    """

    newest: int
    edition: Edition
    office: Office
    beyond: tuple[Fault, ...] = ()

    @property
    def documents(self) -> Mapping[Key, str]:
        """The fingerprint of each document of the office."""
        return self.edition.documents

    @property
    def behind(self) -> bool:
        """Whether this program cannot read the newest edition, and works by one before."""
        return self.edition.entry != self.newest


def in_force(conn: Connection, known: InForce | None = None) -> InForce:
    """The edition in force; `known` where that still is. A later program's, or a damaged one, is left out.

    One with numbers that were within bounds when it was taken in is read all the same.

    Raises ProfileFaults when none can be read.
    """
    newest = editions.newest(conn)
    if known is not None and known.newest == newest:
        return known
    wrong: tuple[Fault, ...] = ()
    for edition in _newest_first(conn, newest):
        profile = next((key for key in edition.documents if key[0] == PROFILE), None)
        if profile is None:
            continue
        try:
            kept = documents.kept(conn, PROFILE, edition.documents[profile])
        except KeyError:
            continue
        office, faults = parse_office(Written(kept.name, place_of(*profile), kept.source))
        if office is not None and all(fault.beyond for fault in faults):
            return InForce(newest, edition, office, tuple(faults))
        wrong = wrong or tuple(faults)
    raise ProfileFaults(wrong or [Fault("kantor", "", "tidak ada dokumen yang terbaca", "pulihkan cadangan")])


def _newest_first(conn: Connection, newest: int) -> Iterator[Edition]:
    """All editions; at last, where the journal has lost or garbled them, the profile that was kept last."""
    with suppress(KeyError, BrokenHistory):
        yield editions.read(conn, newest)
    with suppress(BrokenHistory):
        yield from (edition for edition in editions.every(conn)[::-1] if edition.entry != newest)
    name = meta.get(conn, meta.OFFICE) or ""
    if (sha := documents.newest(conn, PROFILE, name)) is not None:
        yield Edition(0, 0, {(PROFILE, name): sha}, Stamp(0))
