"""Whether searches go by the newest version of each person who applied, or came for who did."""

from __future__ import annotations

from loket.desk.agreement.finding import Finding, Kind, finding
from loket.store import applicants
from loket.store.sql import Connection


def compare(conn: Connection) -> tuple[Finding, ...]:
    """Persons of whom the table has something else than their newest version says."""
    here, kept = applicants.every(conn), applicants.every_newest(conn)
    wrong = sorted(person for person in here.keys() | kept.keys() if here.get(person) != kept.get(person))
    return finding(Kind.APPLICANT, [f"orang ke-{person}" for person in wrong])
