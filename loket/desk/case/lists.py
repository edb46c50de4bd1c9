"""The piles of a desk: what waits, what is in hand, what rests, in the order of urgency.

Whoever may no longer sign in is refused here too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from loket.desk.authority import Who, actor
from loket.desk.case.record import Ref
from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.flow.acts import Undo
from loket.flow.countdown import Countdown, countdown
from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.matching import words_of
from loket.sla import WorkingTime
from loket.sop.model import Kind, Step
from loket.store import documents, lists
from loket.store.lists import FoundBy, Place, RecentAct, WorkRow
from loket.store.sql import Connection

__all__ = ["FoundBy", "Place", "RecentAct", "WorkRow"]

Lies = Standing | Aside | None
"""How a file lies on a desk: as it stands, or as oversight; None where its SOP cannot be read."""
RowKey = tuple[int, int]
"""What no other row of a list has: the file, and which of its strands."""


@dataclass(frozen=True, slots=True)
class PileRow:
    """A file, or a strand of one, on a list; `clock` counts down to its deadline, or says why there is none.

    `result` says how it was decided and what was issued, `beside` names the other parts that are still to
    answer. `roles` are the SOP's names of roles. `step` is None where this program cannot read the SOP that
    the file runs under.
    """

    work: WorkRow
    step: Step | None
    clock: Countdown | Still
    result: str = ""
    beside: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        """What an act on it names."""
        return Ref(self.work.file_id, self.work.version, self.work.strand)

    @property
    def key(self) -> RowKey:
        """By what its row is known."""
        return self.work.key

    @property
    def rests(self) -> bool:
        """Whether it waits for others or for trouble to end, and no limit runs meanwhile."""
        work = self.work
        others = work.trouble or not work.standing.at_work
        return others and isinstance(self.clock, Still)


@dataclass(frozen=True, slots=True)
class Pile:
    """A desk's list: what the person has in hand, what waits for their roles, with others, or rests.

    `overseen` is oversight that nobody has in hand: no work that waits. `unreadable` are the files of these
    whose SOP this program cannot read; they are in no other part. `cut`: where a list ends before all are
    told, how many there are in all, by how they lie and the name of their step; else empty.
    """

    in_hand: tuple[PileRow, ...]
    waiting: tuple[PileRow, ...]
    with_others: tuple[PileRow, ...]
    resting: tuple[PileRow, ...]
    overseen: tuple[PileRow, ...]
    unreadable: tuple[PileRow, ...]
    cut: Mapping[Lies, Mapping[str, int]] = field(default_factory=dict)

    def in_all(self, *how: Lies) -> int:
        """How many lie in one of these ways, those beyond the list's end too; 0 where no list was cut."""
        return sum(sum(self.cut.get(each, {}).values()) for each in how)


def pile(
    desk: Desk,
    who: Who,
    kinds: frozenset[Kind] | None = None,
    *,
    roles: Collection[str] | None = None,
    limit: int = 200,
) -> Pile:
    """What a person has in hand, all of it, and what else lies on the desk of their roles.

    Most urgent first, and of the rest no more than the first `limit` that stand alike; `kinds` narrows it to
    one screen, `roles` to those at one seat.
    """
    with desk.store.snapshot() as conn:
        theirs = actor(conn, desk, who).roles
        roles = theirs if roles is None else tuple(role for role in theirs if role in roles)
        mine = _of_kinds(rows_of(conn, desk, lists.held_by(conn, who.person)), kinds)
        where = roles, _shared(conn, desk, roles)
        rows = _most_urgent(conn, desk, where, kinds, limit)
        watched = _most_urgent(conn, desk, where, kinds, limit, Aside.OVERSIGHT)
        cut = limit in (len(rows), len(watched))
        all_there = tuple(lists.lying(conn, roles, shared=where[1])) if cut else ()
        if len(rows) == limit:  # else what waits would hide what rests, or is in others' hands
            there = {lying.standing for lying in all_there}
            rows = [
                row
                for how in Standing
                if how in there
                for row in _most_urgent(conn, desk, where, kinds, limit, standing=how)
            ]
        in_all = _in_all(conn, desk, who, all_there, kinds) if cut else {}
    unreadable = [r for r in (*mine, *rows, *watched) if r.step is None]
    mine = [r for r in mine if r.step is not None]
    overseen = [r for r in watched if r.step is not None and r.work.person is None]
    rows = [r for r in rows if r.step is not None] + [r for r in watched if r.step and r.work.person]
    others = [r for r in rows if r.work.person not in (None, who.person)]
    free = [r for r in rows if r.work.person is None]
    waiting = [r for r in free if r.work.standing is Standing.WAITING]
    resting = [r for r in free if r.work.standing is not Standing.WAITING]
    return Pile(
        tuple(mine),
        tuple(waiting),
        tuple(others),
        tuple(resting),
        tuple(overseen),
        tuple({row.work.file_id: row for row in unreadable}.values()),
        in_all,
    )


def _in_all(
    conn: Connection,
    desk: Desk,
    who: Who,
    all_there: Iterable[lists.Lying],
    kinds: frozenset[Kind] | None,
) -> Mapping[Lies, Mapping[str, int]]:
    """How many files of a pile lie alike, by the name of their step, but for those in the person's hands."""
    found = defaultdict[Lies, Counter[str]](Counter)
    for lying in all_there:
        step = _step(conn, desk, lying.procedure_sha, lying.step, lying.strand)
        if lying.person == who.person or lying.aside is Aside.TO_BEGIN:
            continue
        if step is None:
            found[None][""] += lying.files
        elif kinds is None or step.kind in kinds:
            watched = lying.aside is Aside.OVERSIGHT and lying.person is None
            found[Aside.OVERSIGHT if watched else lying.standing][step.name] += lying.files
    return found


def _step(conn: Connection, desk: Desk, sha: str, step: int, strand: int) -> Step | None:
    """A place of an SOP; None where this program cannot read it."""
    try:
        return desk.procedure(conn, sha).at(step, strand)
    except (Unreadable, LookupError):
        return None


def _most_urgent(
    conn: Connection,
    desk: Desk,
    where: tuple[tuple[str, ...], tuple[lists.Shared, ...]],
    kinds: frozenset[Kind] | None,
    limit: int,
    aside: Aside = Aside.NOT,
    standing: Standing | None = None,
) -> list[PileRow]:
    """What lies with these roles, or at these steps of others; with `standing` only what stands so."""
    (roles, shared), rows, after = where, list[PileRow](), None
    which: dict[str, Any] = {"shared": shared, "aside": aside, "standing": standing, "limit": limit}
    while True:
        page = lists.worklist(conn, roles, after=after, **which)
        rows += _of_kinds(rows_of(conn, desk, page), kinds)
        if len(page) < limit or len(rows) >= limit:
            return rows[:limit]
        after = page[-1].place


def _of_kinds(rows: Iterable[PileRow], kinds: frozenset[Kind] | None) -> list[PileRow]:
    return [row for row in rows if kinds is None or row.step is None or row.step.kind in kinds]


def _shared(conn: Connection, desk: Desk, roles: tuple[str, ...]) -> tuple[lists.Shared, ...]:
    """Steps that one of `roles` may do or record, though their files wait under the first performer's."""
    found = []
    for sha in documents.versions(conn, documents.SOP):
        for step in _steps(conn, desk, sha):
            for sign_off in range(max(1, len(step.sign_offs))):
                first, *others = step.handling_roles(sign_off) or ("",)
                if first not in roles and set(others) & set(roles):
                    found.append(lists.Shared(first, sha, step.sequence, sign_off, step.strand))
    return tuple(dict.fromkeys(found))


def _steps(conn: Connection, desk: Desk, sha: str) -> tuple[Step, ...]:
    """The places of a version where somebody works, none where it cannot be read."""
    try:
        return desk.procedure(conn, sha).places
    except Unreadable:
        return ()


def with_applicants(
    desk: Desk, who: Who, *, aside: Aside = Aside.NOT, limit: int = 100
) -> tuple[tuple[PileRow, ...], int]:
    """Files and parts that applicants have to complete, longest first, and how many there are in all.

    With `aside` follow-ups that they have still to begin.
    """
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        rows = lists.waiting_applicant(conn, limit, aside=aside)
        in_all = lists.count_waiting_applicant(conn, aside=aside) if len(rows) == limit else len(rows)
        return rows_of(conn, desk, rows), in_all


def to_begin(desk: Desk, who: Who) -> tuple[tuple[PileRow, ...], int]:
    """Follow-ups that applicants have still to begin, longest first, and how many there are in all."""
    return with_applicants(desk, who, aside=Aside.TO_BEGIN)


def apart_after(desk: Desk, who: Who, parent: int) -> tuple[PileRow, ...]:
    """Of the follow-ups of a file those that lie apart: still to be begun, or oversight."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return rows_of(conn, desk, lists.apart_after(conn, parent))


def to_collect(
    desk: Desk,
    who: Who,
    kinds: frozenset[Kind] | None = None,
    *,
    roles: Collection[str] | None = None,
    limit: int = 100,
) -> tuple[tuple[PileRow, ...], int]:
    """Permits ready for their applicants, longest first, and how many there are in all.

    `kinds` and `roles` narrow it to steps of these kinds, and to those that somebody with these roles does.
    """
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        found = lists.where_to_collect(conn)
        here = {place: n for place, n in found.items() if _is_for(conn, desk, place, kinds, roles)}
        return rows_of(conn, desk, lists.to_collect(conn, here, limit)), sum(here.values())


def _is_for(
    conn: Connection,
    desk: Desk,
    place: tuple[str, int, int],
    kinds: frozenset[Kind] | None,
    roles: Collection[str] | None,
) -> bool:
    """Whether the step at a place is of these kinds and done by these roles; one unread is of none."""
    found = _step(conn, desk, *place)
    if found is None:
        return kinds is roles is None
    of_kind = kinds is None or found.kind in kinds
    return of_kind and (roles is None or not {*roles}.isdisjoint(found.handling_roles(0)))


def in_hand(desk: Desk, who: Who) -> tuple[PileRow, ...]:
    """What a person has in hand, at whatever desk: told at sign-out, also to who may no longer sign in."""
    with desk.store.snapshot() as conn:
        return rows_of(conn, desk, lists.held_by(conn, who.person))


def all_open(desk: Desk, who: Who, *, limit: int = 200) -> tuple[PileRow, ...]:
    """Files under way, most urgent first."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return rows_of(conn, desk, lists.all_open(conn, limit=limit, aside=Aside.NOT))


def rows_of(conn: Connection, desk: Desk, works: Iterable[WorkRow]) -> tuple[PileRow, ...]:
    """These rows with their steps and clocks."""
    time = desk.time(conn)
    return tuple(_pile_row(conn, desk, time, work) for work in works)


def find(desk: Desk, who: Who, text: str, *, limit: int = 30) -> tuple[PileRow, ...]:
    """Files, open or closed, by number, name, company, phone, NIK or the name of their service."""
    words = words_of(text)
    named = [s.id for s in desk.office.services.values() if words and _each_in(words, words_of(s.name))]
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return rows_of(conn, desk, lists.find(conn, text, limit, named))


def _each_in(words: Iterable[str], name: Iterable[str]) -> bool:
    """Whether each word begins one of the name."""
    return all(any(part.startswith(word) for part in name) for word in words)


def under_way(desk: Desk, who: Who, applicant: int, service: str = "") -> tuple[PileRow, ...]:
    """What a person has under way, or for one service, the newest first."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        rows = lists.of_applicant(conn, applicant, service)
        return rows_of(conn, desk, [row for row in rows if row.under_way])


def these(conn: Connection, desk: Desk, files: Iterable[int]) -> tuple[PileRow, ...]:
    """The files with these ids, open or closed."""
    return rows_of(conn, desk, lists.these(conn, files))


def taken_away(desk: Desk, who: Who, files: Iterable[int]) -> tuple[PileRow, ...]:
    """Of the files that left a person's list those that others ended or moved from hand to hand."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return rows_of(conn, desk, lists.taken_away(conn, who.person, files))


def recent(desk: Desk, who: Who, *, limit: int = 8) -> tuple[RecentAct, ...]:
    """A person's last acts ("baru saja")."""
    with desk.store.read() as conn:
        actor(conn, desk, who)
        return lists.recent(conn, who.person, limit)


def not_undone(acts: tuple[RecentAct, ...]) -> tuple[RecentAct, ...]:
    """Of a person's last acts those in force: without what was taken back, and without the undoing itself."""
    undone = {(act.file_id, act.data["undone"]) for act in acts if act.kind == Undo.word}
    return tuple(a for a in acts if a.kind != Undo.word and (a.file_id, a.seq) not in undone)


def _pile_row(conn: Connection, desk: Desk, time: WorkingTime, work: WorkRow) -> PileRow:
    try:
        procedure = desk.procedure(conn, work.procedure_sha)
        step = procedure.at(work.step, work.strand)
        others = (procedure.at(i.step, i.strand) for i in work.beside)
        beside = tuple(part.name for part in others if part.needed)
        result = procedure.result(work.outcome, work.facts)
        roles = procedure.roles
    except (Unreadable, LookupError):
        step, result, beside, roles = None, "", (), {}
    due = work.due
    clock = due if isinstance(due, Still) else countdown(time, due)
    return PileRow(work, step, clock, result, beside, roles)
