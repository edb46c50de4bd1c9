"""The office's documents as they stood when a file was registered under them: SOPs and forms.

A file ends by the rules it began with, whatever SOP, form or profile say later.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket.store.sql import Connection, run, text

SOP, FORM = "sop", "form"
"""The kinds of documents."""


@dataclass(frozen=True, slots=True)
class Document:
    """A version of a document; `sha` is the fingerprint of its text, an SOP's with the office's part."""

    sha: str
    kind: str
    name: str
    source: str
    office: str


_EVERY = text("SELECT sha, kind, name, source, office FROM document ORDER BY name, sha")
_KEEP = text(
    "INSERT INTO document (sha, kind, name, source, office) VALUES (:sha, :kind, :name, :source, :office)"
    " ON CONFLICT (sha) DO NOTHING"
)
_KEPT = text("SELECT source, office FROM document WHERE sha = :sha AND kind = :kind")
_VERSIONS = text("SELECT sha FROM document WHERE kind = :kind ORDER BY name, sha")


def keep(conn: Connection, kind: str, sha: str, name: str, source: str, office: str = "") -> None:
    """Keep a version: its TOML text, and of an SOP the office's part as JSON; one already kept stays."""
    run(conn, _KEEP, sha=sha, kind=kind, name=name, source=source, office=office)


def kept(conn: Connection, kind: str, sha: str) -> tuple[str, str]:
    """The TOML text of a version and the office's part as JSON. Raises KeyError."""
    found = run(conn, _KEPT, sha=sha, kind=kind).first()
    if found is None:
        raise KeyError(sha)
    return found.source, found.office


def every(conn: Connection) -> tuple[Document, ...]:
    """Every kept version of every document."""
    return tuple(Document(*row) for row in run(conn, _EVERY))


def versions(conn: Connection, kind: str) -> tuple[str, ...]:
    """The fingerprint of every kept version."""
    return tuple(run(conn, _VERSIONS, kind=kind).scalars())
