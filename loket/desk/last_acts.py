"""What a person did today, files, queue numbers and their day alike, and taking it back in that order.

What one key did is one: it is taken back whole or not at all. The journal says what belongs together, so
that this holds also after a screen was left and in another program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from loket.desk.authority import Who, actor
from loket.desk.case import undoing as of_files
from loket.desk.case.given_back import is_forgotten
from loket.desk.case.on_record import OnRecord, acting
from loket.desk.errors import Forgotten
from loket.desk.office import Desk
from loket.desk.queue import undoing as of_numbers
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Correct, Redate, Refused, Register, Take, Why
from loket.flow.queue.acts import BROUGHT
from loket.store import files, lists
from loket.store.lists import DoneAct
from loket.store.sql import Connection

FILE, NUMBER, DAY = "file", "ticket", "office"
"""What an act was done to, in the journal's words."""


@dataclass(frozen=True, slots=True)
class KeyAct:
    """What one key did, the last of it first; `entry` is its first entry in the journal."""

    entry: int
    acts: tuple[DoneAct, ...]

    @property
    def at(self) -> int:
        """When the last of it was done (ms UTC)."""
        return self.acts[0].at

    @property
    def main(self) -> DoneAct:
        """The act that says what the key did: whoever decides or receives a file takes it only by the way.

        Whoever closes the day ends its numbers and stops others by that.
        """
        on_day = [act for act in self.acts if act.subject == DAY]
        if on_day:
            return on_day[-1]
        on_files = [act for act in self.acts if act.subject == FILE]
        return next((act for act in on_files if act.kind != Take.word), (on_files or list(self.acts))[0])

    @property
    def parts(self) -> tuple[tuple[DoneAct, ...], ...]:
        """What can be taken back apart: files that were decided together, numbers that ended with their day.

        No key moves files and numbers alike: what it brought a number goes back with the file.
        """
        found = dict.fromkeys((act.subject, act.subject_id) for act in reversed(self.acts))
        return tuple(tuple(a for a in self.acts if (a.subject, a.subject_id) == each) for each in found)


@dataclass(frozen=True, slots=True)
class Next:
    """What F9 would take back next: `free`, the parts of `act` that can still be.

    `stays`: by the numbers of what was done later, and of its other parts, what hinders taking that back.
    Where nothing can be, `act` is the latest and `why` says what hinders it.
    """

    act: KeyAct
    free: tuple[tuple[DoneAct, ...], ...]
    stays: Mapping[str, Exception] = field(default_factory=dict)
    why: Exception | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of what would be taken back; what was done to all of the day has none."""
        mains = (KeyAct(self.act.entry, part).main for part in self.free)
        return tuple(main.number for main in mains if main.subject != DAY)


Known = dict[tuple[object, ...], Exception | None]
"""What hinders taking acts on a file back, by the file's version: what others have gone on with stays so."""


def next_undo(desk: Desk, who: Who, known: Known) -> Next | None:
    """The latest of the person's acts of today that can still be taken back; None where they did nothing.

    From beneath a later act of theirs that stays nothing is taken back. `known` keeps from one time to the
    next what was found of files that have not moved.
    """
    with desk.store.snapshot() as conn:
        person = actor(conn, desk, who)
        today = day_began(desk.time(conn), desk.now())
        stays: dict[str, Exception] = {}
        latest: Next | None = None
        stay: dict[tuple[str, int], Exception] = {}
        for act in _acts_since(conn, desk, who.person, today):
            whose = [(part[0].subject, part[0].subject_id) for part in act.parts]
            why = [
                stay.get(each) or _hindrance(conn, desk, person, part, (today, known))
                for each, part in zip(whose, act.parts, strict=True)
            ]
            stay |= {each: reason for each, reason in zip(whose, why, strict=True) if reason is not None}
            free = tuple(part for part, hindrance in zip(act.parts, why, strict=True) if hindrance is None)
            for part, hindrance in zip(act.parts, why, strict=True):
                if hindrance is not None:
                    stays.setdefault(KeyAct(act.entry, part).main.number, hindrance)
            if free:
                return Next(act, free, stays)
            latest = latest or Next(act, (), why=why[0])
    return latest


def undo(desk: Desk, who: Who, asked: Next) -> None:
    """Take back what was asked for, all of it or nothing.

    Raises:
        Refused, TicketRefused, AnotherDay, CounterBusy, NotBooked, Forgotten: it cannot be any more, or was
            taken back already.
    """
    acts = sorted((act for part in asked.free for act in part), key=attrgetter("entry"), reverse=True)
    on = next((act.subject_id for act in acts if act.subject == FILE), 0)
    with desk.write(about=acting(desk, who.person, on)) as conn:
        person = actor(conn, desk, who)
        if any(act.subject != FILE for act in acts):  # of a file its rules say whether an act stands
            today = day_began(desk.time(conn), desk.now())
            still = {act.entry for each in _acts_since(conn, desk, who.person, today) for act in each.acts}
            if any(act.entry not in still for act in acts):
                raise Refused(Why.NOTHING_TO_UNDO)
        known: OnRecord | None = None
        for act in acts:
            if act.subject == FILE:
                known = known if known is not None and known.row.id == act.subject_id else None
                known = of_files.take_back(conn, desk, person, act.subject_id, act.seq, known)
            elif act.subject == DAY:
                of_numbers.take_back_on_day(conn, desk, person, act)
            else:
                of_numbers.take_back(conn, desk, person, act.subject_id, act.seq)


def _acts_since(conn: Connection, desk: Desk, person: int, began: int) -> Iterator[KeyAct]:
    """What the person has done since then and not taken back, the latest first.

    Of what they did to all of the day it is what still holds: a counter that is open again, by whatever,
    cannot be opened.
    """
    undone: set[tuple[str, int, int]] = set()
    hold = cache(lambda: of_numbers.standing_on_day(conn, desk))  # most days hold nothing of that kind
    found: dict[int, list[DoneAct]] = {}
    for act in lists.done_by(conn, person):
        if act.at < began:
            break
        taken_back = act.data.get("undone")
        if taken_back is not None:
            undone.add((act.subject, act.subject_id, taken_back))
        elif act.subject == DAY and act.entry not in hold():
            continue
        elif (act.subject, act.subject_id, act.seq) not in undone and not _follows(act):
            found.setdefault(act.key, []).append(act)
        while found and (key := next(iter(found))) >= act.entry:  # of that key nothing older can come
            yield KeyAct(key, tuple(found.pop(key)))
    yield from (KeyAct(key, tuple(acts)) for key, acts in found.items())


def _follows(act: DoneAct) -> bool:
    """Whether it follows from an act on a file, and goes back with that, or only corrects times."""
    if act.subject == NUMBER and act.kind in BROUGHT:
        return True
    return act.kind == Redate.word or (act.kind == Register.word and act.data.get("parent") is not None)


def _hindrance(
    conn: Connection, desk: Desk, person: Actor, part: tuple[DoneAct, ...], kept: tuple[int, Known]
) -> Exception | None:
    """Why not all acts of a part can be taken back; None when they can."""
    today, known = kept
    for (subject, subject_id), acts in _by_subject(part).items():
        seqs = [act.seq for act in acts]
        if subject == DAY:
            why = next(filter(None, (of_numbers.hindrance_on_day(conn, desk, act) for act in acts)), None)
        elif subject == NUMBER:
            why = of_numbers.hindrance(conn, desk, person, subject_id, seqs)
        else:
            key = (subject_id, tuple(seqs), acts[0].version, today, person.roles)
            if key not in known:
                known[key] = of_files.hindrance(conn, desk, person, subject_id, seqs)
            why = known[key] or _forgotten(conn, subject_id, acts)
        if why is not None:
            return why
    return None


def _forgotten(conn: Connection, file: int, acts: list[DoneAct]) -> Exception | None:
    """Why it stays where somebody was erased since whom it would show: the file has not moved by that."""
    if any(is_forgotten(conn, file, act.seq) for act in acts if act.kind == Correct.word):
        return Forgotten(former=True)
    return Forgotten() if files.ended_for_good(conn, file) else None


def _by_subject(acts: tuple[DoneAct, ...]) -> Mapping[tuple[str, int], list[DoneAct]]:
    found: dict[tuple[str, int], list[DoneAct]] = {}
    for act in acts:
        found.setdefault((act.subject, act.subject_id), []).append(act)
    return found
