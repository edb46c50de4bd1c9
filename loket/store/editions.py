"""Editions: the documents by which the office works, put in force together by one entry of the journal.

The entry names each document with its fingerprint; the texts lie in `loket.store.documents`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from loket.office.shelf import Key
from loket.store import journal, meta, values
from loket.store.journal import Stamp
from loket.store.sql import Connection, canonical

INSTALLED = "installed"
REASON = "edition"
"""The kind of values that say why an edition was installed; their owner is its number."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: its entry in the journal, the fingerprint of each document, who installed it, and when."""

    entry: int
    number: int
    documents: Mapping[Key, str]
    stamp: Stamp

    @property
    def seal(self) -> str:
        """A hash over all its documents: it is alike of editions that say the same."""
        return hashlib.sha256(canonical(_listed(self.documents)).encode()).hexdigest()


def install(conn: Connection, documents: Mapping[Key, str], stamp: Stamp, reason: str = "") -> None:
    """Put documents that are kept in force, as the next edition."""
    before = newest(conn)
    number = read(conn, before).number + 1 if before else 1
    if reason:
        values.keep(conn, REASON, number, "", reason, stamp.person, stamp.at)
    data = {"edition": number, "documents": _listed(documents)}
    entry = journal.append(conn, "office", journal.OFFICE, INSTALLED, data, stamp)
    meta.put(conn, meta.EDITION, str(entry))


def newest(conn: Connection) -> int:
    """The entry of the edition in force; 0 while the office has none."""
    kept = meta.get(conn, meta.EDITION) or ""
    return int(kept) if kept.isdecimal() else 0


def read(conn: Connection, entry: int) -> Edition:
    """The edition of that entry. Raises KeyError where the journal has none."""
    found = journal.these(conn, [entry])
    if not found or found[0].kind != INSTALLED:
        raise KeyError(entry)
    return read_entry(found[0])


def every(conn: Connection) -> tuple[Edition, ...]:
    """All editions, oldest first."""
    return tuple(map(read_entry, journal.every_of_kind(conn, "office", journal.OFFICE, INSTALLED)))


def reason(conn: Connection, number: int) -> str:
    """Why an edition was installed, as whoever did typed it."""
    found = values.newest(conn, REASON, number).get("")
    return (found.words or "") if found is not None else ""


def read_entry(entry: journal.Entry) -> Edition:
    """The edition that an entry of the journal put in force."""
    stamp = Stamp(entry.at, entry.person_id, entry.role, entry.station)
    documents = {}
    for listed, sha in entry.data["documents"].items():
        kind, _, name = listed.partition("/")
        documents[kind, name] = sha
    return Edition(entry.id, entry.data["edition"], documents, stamp)


def _listed(documents: Mapping[Key, str]) -> dict[str, str]:
    return {f"{kind}/{name}": sha for (kind, name), sha in documents.items()}
