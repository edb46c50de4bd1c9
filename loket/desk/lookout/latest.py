"""The office's last acts, whoever did them, newest first: on files, queue numbers and the queue's day.

Also who does not come or is on duty, and days off, which move what applicants were promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter

from loket.desk.authority import Who, actor, need
from loket.desk.errors import Unreadable
from loket.desk.note_names import AMENDS_BACK_NOTE, AMENDS_NOTE, REMARK_NOTE, REMINDED_NOTE, TOLD_NOTE
from loket.desk.office import Desk
from loket.desk.words.acts import ACTS, NUMBER_ACTS
from loket.desk.words.history import calendar_told, day_told, in_short, roster_told
from loket.flow.acts import ParentEnded, Register, Right, Take, Undo, from_data
from loket.sop.model import Step
from loket.store import latest as store
from loket.store.latest import CALENDAR, DAY, FILE, NUMBER, ROSTER, Done
from loket.store.sql import Connection

MOST = 20
_NOTES = (REMINDED_NOTE, REMARK_NOTE, TOLD_NOTE, AMENDS_NOTE, AMENDS_BACK_NOTE)
BY_ITSELF = "program"
"""Who did what nobody did: a file came back to its pile, a day's numbers were closed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did (`who`) and when (ms UTC), in words.

    `number` is that of the file or queue number, or the name of whom the roster is about, else empty;
    `others`: how many more the same key did. `file`: None where it was done to no file.
    """

    entry: int
    at: int
    who: str
    number: str
    others: int
    words: str
    file: int | None = None


def latest(desk: Desk, who: Who, *, most: int = MOST) -> tuple[Deed, ...]:
    """What one key did is one deed; of a queue number it is the latest alone. Raises Refused."""
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        found = store.latest(conn, _NOTES)
        return tuple(islice(_deeds(conn, desk, found), most))


def _deeds(conn: Connection, desk: Desk, found: Iterable[Done]) -> Iterator[Deed]:
    told = set[int]()
    for _, together in groupby(found, attrgetter("key")):
        acts = [*together]
        main = _main(acts)
        if main.subject == NUMBER and main.subject_id in told:
            continue
        told |= {act.subject_id for act in acts if act.subject == NUMBER}
        others = len({act.subject_id for act in acts if act.subject == main.subject}) - 1
        yield Deed(
            main.entry,
            main.at,
            main.person or BY_ITSELF,
            main.number,
            others,
            _words(conn, desk, main),
            main.subject_id if main.subject == FILE else None,
        )


def _main(acts: Sequence[Done]) -> Done:
    """What the key was for: taking, and what follows from an act, comes by the way.

    Whoever closes the day ends its numbers by that; whoever decides a file may end a number.
    """
    for subject in (ROSTER, CALENDAR, DAY, FILE, NUMBER):
        of_it = [act for act in acts if act.subject == subject]
        if of_it:
            return next((act for act in of_it if not _by_the_way(act)), of_it[0])
    raise ValueError("no acts")


def _by_the_way(act: Done) -> bool:
    if act.kind == Register.word:
        return act.data.get("parent") is not None
    return act.kind in (Take.word, ParentEnded.word)


def _words(conn: Connection, desk: Desk, done: Done) -> str:
    if done.subject == NUMBER:
        return NUMBER_ACTS.get(done.kind, ACTS[Undo].done)
    if done.subject == CALENDAR:
        return calendar_told(done.data)
    if done.subject == ROSTER:
        known = desk.newest(conn).office.roles.get(done.data.get("role", ""))
        return roster_told(done.kind, known.name if known is not None else done.data.get("role", ""))
    if done.subject == DAY:
        counter = desk.newest(conn).office.counter(done.data.get("counter", ""))
        return day_told(done.kind, counter.name if counter is not None else "")
    return in_short(from_data(done.kind, done.data), _step(conn, desk, done), done.sign_off or 0)


def _step(conn: Connection, desk: Desk, done: Done) -> Step | None:
    """Where the file was; None where that cannot be known any more."""
    if done.step is None:
        return None
    try:
        return desk.procedure(conn, done.procedure_sha).at(done.step, done.strand)
    except (Unreadable, LookupError):
        return None
