"""What each correction of a file changed, in words: read from the versions that it points at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loket.desk.case.on_record import masked
from loket.desk.office import Desk
from loket.desk.words.history import AFTERWARDS, CORRECTED, FIELDS
from loket.flow.acts import Correct, Event
from loket.flow.fold import registered, replay
from loket.sop.model import Procedure
from loket.store import applicants
from loket.store.sql import Connection


def corrections(
    conn: Connection, desk: Desk, procedure: Procedure, events: Sequence[Event]
) -> dict[int, str]:
    """By the event: `Ralat: nama Siti → Sitti; NIK 2102…12 → 2102…21`, also where it was taken back since."""
    told = {}
    for at, event in enumerate(events):
        if isinstance(event.act, Correct):
            word = AFTERWARDS if replay(procedure, events[:at]).is_decided else CORRECTED
            told[event.seq] = f"{word}: {'; '.join(_changed(conn, desk, events, at))}"
    return told


def _changed(conn: Connection, desk: Desk, events: Sequence[Event], at: int) -> Iterator[str]:
    """What is otherwise after the `at`th event than before it."""
    before, after = registered(events[:at]), registered(events[: at + 1])
    if before is None or after is None:
        return
    yield from _of_person(conn, before.applicant, after.applicant, "")
    yield from _of_person(conn, before.came, after.came, " kuasa")
    names = {service: found.name for service, found in desk.office.services.items()}
    for word, was, now in (
        ("layanan", names.get(before.service, before.service), names.get(after.service, after.service)),
        ("jenis", before.kind, after.kind),
    ):
        if was != now:
            yield f"{word} {was} → {now}"


def _of_person(conn: Connection, before: int | None, after: int | None, whose: str) -> Iterator[str]:
    if before is None or after is None or before == after:
        return
    was, now = applicants.version(conn, before), applicants.version(conn, after)
    for name, word in FIELDS.items():
        if getattr(was, name) != getattr(now, name):
            old, new = getattr(masked(was), name), getattr(masked(now), name)
            yield f"{word}{whose} {old or '–'} → {new or '–'}"
