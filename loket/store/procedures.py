"""The text of each SOP under which a file was registered: a file ends by the rules it began with."""

from __future__ import annotations

from loket.store.sql import Connection, run, text

_KEEP = text(
    "INSERT INTO procedure_version (sha, procedure_id, source) VALUES (:sha, :procedure_id, :source)"
    " ON CONFLICT (sha) DO NOTHING"
)
_SOURCE = text("SELECT source FROM procedure_version WHERE sha = :sha")
_ALL = text("SELECT sha, procedure_id FROM procedure_version ORDER BY procedure_id, sha LIMIT 1000")


def keep(conn: Connection, sha: str, procedure_id: str, source: str) -> None:
    """Keep a version's TOML text; nothing happens when it is kept already."""
    run(conn, _KEEP, sha=sha, procedure_id=procedure_id, source=source)


def source(conn: Connection, sha: str) -> str:
    """The TOML text of a kept version. Raises KeyError."""
    found: str | None = run(conn, _SOURCE, sha=sha).scalar()
    if found is None:
        raise KeyError(sha)
    return found


def versions(conn: Connection) -> tuple[tuple[str, str], ...]:
    """(sha, procedure id) of every kept version."""
    return tuple((sha, procedure_id) for sha, procedure_id in run(conn, _ALL))
