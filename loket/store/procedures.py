"""Under which rules each file was registered: the SOP's text and the office's own part of it.

A file ends by the rules it began with, whatever the SOP or the profile say later.
"""

from __future__ import annotations

from loket.store.sql import Connection, run, text

_KEEP = text(
    "INSERT INTO procedure_version (sha, procedure_id, source, office)"
    " VALUES (:sha, :procedure_id, :source, :office) ON CONFLICT (sha) DO NOTHING"
)
_KEPT = text("SELECT source, office FROM procedure_version WHERE sha = :sha")
_ALL = text("SELECT sha, procedure_id FROM procedure_version ORDER BY procedure_id, sha LIMIT 1000")


def keep(conn: Connection, sha: str, procedure_id: str, source: str, office: str) -> None:
    """Keep a version, its TOML text and the office's part as JSON; one already kept stays."""
    run(conn, _KEEP, sha=sha, procedure_id=procedure_id, source=source, office=office)


def kept(conn: Connection, sha: str) -> tuple[str, str]:
    """The TOML text of a version and the office's part as JSON. Raises KeyError."""
    found = run(conn, _KEPT, sha=sha).first()
    if found is None:
        raise KeyError(sha)
    return found.source, found.office


def versions(conn: Connection) -> tuple[tuple[str, str], ...]:
    """(sha, procedure id) of every kept version."""
    return tuple((sha, procedure_id) for sha, procedure_id in run(conn, _ALL))
