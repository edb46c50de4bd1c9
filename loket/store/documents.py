"""The office's documents, every version that was ever in force: profile, SOPs, forms, survey.

A file ends by the rules it began with, whatever SOP, form or profile say later.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from loket.office.shelf import FORM, SOP
from loket.store.sql import Connection, run, text

__all__ = ["FORM", "SOP", "Document", "every", "keep", "kept", "known", "newest", "versions"]


@dataclass(frozen=True, slots=True)
class Document:
    """A version of a document: its text, and of an SOP the office's part of it as JSON."""

    kind: str
    name: str
    source: str
    office: str = ""

    @property
    def sha(self) -> str:
        """The fingerprint that it goes by; an SOP is another one with another part of the office."""
        text = f"{self.kind}/{self.name}\0{self.source}\0{self.office}"
        return hashlib.sha256(text.encode()).hexdigest()


_COLUMNS = "kind, name, source, office"
_EVERY = text(f"SELECT sha, {_COLUMNS} FROM document ORDER BY name, sha")
_KEEP = text(f"INSERT INTO document (sha, {_COLUMNS}) VALUES (:sha, :kind, :name, :source, :office)")
_KEPT = text(f"SELECT {_COLUMNS} FROM document WHERE sha = :sha AND kind = :kind")
_HAS = text("SELECT 1 FROM document WHERE sha = :sha")
_KNOWN = text("SELECT 1 FROM document WHERE kind = :kind AND name = :name AND source = :source LIMIT 1")
_NEWEST = text("SELECT sha FROM document WHERE kind = :kind AND name = :name ORDER BY rowid DESC LIMIT 1")
_VERSIONS = text("SELECT sha FROM document WHERE kind = :kind ORDER BY name, sha")


def keep(conn: Connection, document: Document) -> str:
    """Keep a version and return its fingerprint; one already kept stays."""
    sha = document.sha
    if run(conn, _HAS, sha=sha).first() is None:
        row = {"kind": document.kind, "name": document.name, "source": document.source}
        run(conn, _KEEP, sha=sha, office=document.office, **row)
    return sha


def kept(conn: Connection, kind: str, sha: str) -> Document:
    """A version. Raises KeyError."""
    found = run(conn, _KEPT, sha=sha, kind=kind).first()
    if found is None:
        raise KeyError(sha)
    return Document(*found)


def known(conn: Connection, kind: str, name: str, source: str) -> bool:
    """Whether a document was ever in force as it is written here."""
    return run(conn, _KNOWN, kind=kind, name=name, source=source).first() is not None


def newest(conn: Connection, kind: str, name: str) -> str | None:
    """The fingerprint of the version of a document that was kept last; None where there never was one."""
    found: str | None = run(conn, _NEWEST, kind=kind, name=name).scalar()
    return found


def every(conn: Connection) -> tuple[tuple[str, Document], ...]:
    """Every kept version of every document, by the fingerprint that it is kept under."""
    return tuple((sha, Document(*rest)) for sha, *rest in run(conn, _EVERY))


def versions(conn: Connection, kind: str) -> tuple[str, ...]:
    """The fingerprint of every kept version."""
    return tuple(run(conn, _VERSIONS, kind=kind).scalars())
