"""Acts on a file: authority checked, the procedure asked, journal and intervals written at once.

Every act names the file and the version the person saw. Whoever comes second is told who came first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from loket.desk.case.consequences import follow
from loket.desk.case.on_form import said_by_fields
from loket.desk.case.on_record import Happened, OnRecord, on_record, remarks_of, with_agency, write
from loket.desk.case.readiness import Found, check_ready
from loket.desk.errors import Changed
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.flow.acts import (
    Act,
    Actor,
    AtPlace,
    Choose,
    Event,
    LetGo,
    Note,
    Redate,
    Refused,
    Remember,
    Take,
    Why,
    at_strand,
)
from loket.flow.fold import replay
from loket.flow.rules import check
from loket.flow.state import FileState, Interval
from loket.lengths import MINUTE
from loket.sla import WorkingTime
from loket.store import files, texts
from loket.store.sql import Connection
from loket.text import clean_lines


@dataclass(frozen=True, slots=True)
class Ref:
    """A file, the version of it that a person saw, and the strand they looked at."""

    file: int
    version: int
    strand: int = 0


@dataclass(frozen=True, slots=True)
class Late:
    """An act recorded after it happened: when (ms UTC), and why so late (power cut, paper fallback)."""

    at: int
    reason: str


def taking(file: OnRecord, actor: Actor) -> tuple[Take, str] | None:
    """The act by which whoever has just brought a file on takes it in hand, and in which role.

    None where they may not, where several answer at once, and where the file rests for somebody.
    """
    if len(file.state.opens) != 1 or file.here is None or file.here.aside:
        return None
    take = Take(strand=file.here.strand)
    try:
        return take, check(file.procedure, file.state, actor, take) or ""
    except Refused:
        return None


def keep_reason(conn: Connection, person: int, at: int, text: str, file: int) -> int:
    """Keep a reason, cleaned, and give its id. Raises Refused for one that says nothing."""
    words = clean_lines(text)
    if not words:
        raise Refused(Why.REASON_NEEDED)
    return texts.add_remark(conn, person, at, words, file)


def ref_of(file: OnRecord) -> Ref:
    """What names a file as it is."""
    return Ref(file.row.id, file.state.seq, file.here.strand if file.here is not None else 0)


def record(
    conn: Connection,
    desk: Desk,
    person: Actor,
    ref: Ref,
    act: Act,
    *,
    late: Late | None = None,
    known: OnRecord | None = None,
    found: Found | None = None,
) -> OnRecord:
    """Check an act and write it with everything that follows from it, inside the caller's transaction.

    Gives the file as it is then; its row is still the one read before. `known`: the file, where the caller
    has read it already; `found`: what its step asks for, where that was looked at.

    Raises:
        Refused: by the procedure, the standing of the file or the person's roles; NOT_DONE_THEN where what
            is recorded for others cannot have been done at the time stated.
        NotReady: when something that the step asks for is still missing.
        Changed: when the file has moved on since `ref` was read.
    """
    before = known if known is not None else on_record(conn, desk, ref.file, ref.strand)
    act = at_strand(act, ref.strand)
    if isinstance(act, Choose):
        act = replace(act, facts=said_by_fields(conn, desk, before))
    now = desk.now()
    try:
        role = check(before.procedure, before.state, person, act, today=day_began(before.time, now))
        role = role or _role_in_hand(before, person)
    except Refused as refused:
        raise with_agency(refused, remarks_of(conn, ref.file)) from None
    _check_moved(conn, before, ref, act)
    check_ready(conn, desk, before, act, found)
    at, why = _moment(conn, person, before, now, late)
    if isinstance(act, Choose) and act.acted_at is not None:
        act = replace(act, acted_at=elsewhere_moment(before.state, act.strand, act.acted_at, at))
    by = (person.person, role, person.station)
    event = Event(before.state.seq + 1, at, now, act, *by, why)
    after = write(conn, before, event)
    return follow(conn, desk, Happened(before, event, after))


def _role_in_hand(file: OnRecord, person: Actor) -> str | None:
    """The role in which a person has the file in hand; a note, which needs no role, is recorded in it."""
    return next((i.role for i in file.state.opens if i.person == person.person), None)


def _check_moved(conn: Connection, before: OnRecord, ref: Ref, act: Act) -> None:
    """Refuse when the file moved, or was put right, after the version that the person read.

    Notes, corrected times, and what is to be remembered of it move nothing.

    Whoever acts on one of several parts is told only if that part is no more where they saw it.
    """
    if ref.version == before.state.seq:
        return
    since = files.events(conn, ref.file, before.state.seq, after=ref.version)
    if all(isinstance(other.act, (Note, Redate, Remember, LetGo)) for other in since):
        return
    strand = act.strand if isinstance(act, AtPlace) else 0
    seen = replay(before.procedure, (e for e in before.events if e.seq <= ref.version)) if strand else None
    if seen is None or _stay(seen, strand) != _stay(before.state, strand):
        raise Changed(ref.file)


def _stay(state: FileState, strand: int) -> Interval | None:
    """Where a strand is, told apart from any other time that it was there."""
    here = state.at(strand)
    return None if here is None else here._replace(seq=0)


def _moment(
    conn: Connection, person: Actor, before: OnRecord, now: int, late: Late | None
) -> tuple[int, int | None]:
    """When an act that is recorded now happened, and (late) the remark that says why so late.

    It is what the clock shows, also where it was set back since; `in_force` sees to the order.
    """
    if late is None:
        return now, None
    happened = late_moment(before.state.last_at, before.time, now, late.at)
    return happened, keep_reason(conn, person.person, now, late.reason, before.row.id)


def late_moment(last: int, time: WorkingTime, now: int, at: int) -> int:
    """The instant (ms UTC) of a late act that somebody says happened in the minute of `at`.

    It lies on the office's date of `now`, not after `now`, and not before the file's last act in force, which
    was at `last` (acts undone and notes do not count). In the same minute as that act it is taken to have
    followed it at once.

    Raises:
        Refused: TOO_EARLY with the instant of the last act, when that minute is not possible.
    """
    happened = max(at, last) if at // MINUTE == last // MINUTE else at
    if not max(last, day_began(time, now)) <= happened <= now:
        raise Refused(Why.TOO_EARLY, at=last)
    return happened


def elsewhere_moment(state: FileState, strand: int, at: int, recorded: int) -> int:
    """The instant (ms UTC) of what somebody says was done elsewhere in the minute of `at`.

    It lies not after it is recorded, and not before what brought the file to its place was done; in the same
    minute as that it is taken to have followed at once.

    Raises:
        Refused: NOT_DONE_THEN with the instant from which on it may be.
    """
    came = state.carried(strand).came
    happened = max(at, came) if at // MINUTE == came // MINUTE else at
    if not came <= happened <= recorded:
        raise Refused(Why.NOT_DONE_THEN, at=came)
    return happened
