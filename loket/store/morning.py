"""What a morning's sheet counts: what came in and went out on a day, for which agencies files wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.flow.standing import Standing
from loket.flow.state import VOIDED
from loket.store.sql import Connection, run, text
from loket.store.values import ERASED

# Nobody handed a follow-up in; a registration that was void came from nobody.
_OF_APPLICANTS = f"parent_id IS NULL AND coalesce(outcome, '') <> '{VOIDED}'"
_CAME = text(
    "SELECT service, count(*) FROM file WHERE opened_at >= :first AND opened_at < :until"
    f" AND {_OF_APPLICANTS} GROUP BY service"
)
_WENT = text(
    "SELECT service, coalesce(outcome, ''),"
    " count(CASE WHEN ended_at >= :first AND ended_at < :until THEN 1 END),"
    " count(CASE WHEN decided_at >= :first AND decided_at < :until THEN 1 END) FROM file"
    " WHERE (ended_at >= :first AND ended_at < :until OR decided_at >= :first AND decided_at < :until)"
    f" AND {_OF_APPLICANTS} GROUP BY 1, 2"
)
_AGENCIES = text(
    f"SELECT CASE WHEN i.agency IS NULL THEN '' ELSE coalesce(r.text, '{ERASED}') END AS agency, count(*),"
    " min(i.start_at) FROM interval i LEFT JOIN value r ON r.id = i.agency"
    f" WHERE i.end_at IS NULL AND i.standing = '{Standing.AGENCY}' AND i.aside = ''"
    " GROUP BY 1 ORDER BY count(*) DESC, 1"
)


@dataclass(frozen=True, slots=True)
class Went:
    """Of the files of a service with one outcome how many ended, and how many were decided, on a day."""

    service: str
    outcome: str
    ended: int
    decided: int


def came(conn: Connection, first: int, until: int) -> Mapping[str, int]:
    """How many files applicants handed in from one instant to before another, by service."""
    return dict(run(conn, _CAME, first=first, until=until))


def went(conn: Connection, first: int, until: int) -> tuple[Went, ...]:
    """What ended or was decided then."""
    rows = run(conn, _WENT, first=first, until=until)
    return tuple(
        Went(service, outcome, int(ended), int(decided)) for service, outcome, ended, decided in rows
    )


def agencies(conn: Connection) -> tuple[tuple[str, int, int], ...]:
    """For which agencies how many files wait, and since when the longest (ms UTC); the most first."""
    return tuple((agency, count, since) for agency, count, since in run(conn, _AGENCIES))
