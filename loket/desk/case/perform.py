"""Acts on a file as people do them: one, several by one key, or one on many files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace

from loket.desk.authority import Who, actor
from loket.desk.case.fields import written_elsewhere
from loket.desk.case.on_form import on_form
from loket.desk.case.on_record import OnRecord, acting, on_record
from loket.desk.case.readiness import Found, found_for, why_not_ready
from loket.desk.case.record import Late, Ref, keep_reason, record, ref_of, taking
from loket.desk.errors import Changed, ClockDoubted, Missing, NotReady, Overwritten, Unreadable
from loket.desk.office import Desk
from loket.flow.acts import (
    Act,
    Actor,
    Choose,
    Correct,
    Holds,
    PutBack,
    Refused,
    Take,
    TakeOver,
    Why,
    id_fields,
    typed,
)
from loket.flow.rules import check
from loket.flow.standing import Standing
from loket.flow.ways import led
from loket.store import journal
from loket.store.errors import StoreTrouble
from loket.store.sql import Connection
from loket.text import clean, clean_lines

NAME_LETTERS = 60


def perform(desk: Desk, who: Who, ref: Ref, act: Act, *, late: Late | None = None, **said: str) -> Ref:
    """Do one act in one transaction; raises what `record` does.

    `said`: what was typed for the act, by the field that then holds its id; `TakeOver(0)` with `remark=…`.

    Raises:
        Refused: also REASON_NEEDED where the act needs a text and none was typed, TOO_LONG for a name.
        TypeError: for a correction, which writes more than the act; `intake.correcting.correct` does both.
    """
    if isinstance(act, Correct):
        raise TypeError("what was registered is put right by intake.correcting.correct")
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person = actor(conn, desk, who)
        act = _with_texts(conn, desk, who, ref, act, said)
        return ref_of(record(conn, desk, person, ref, act, late=late))


def choose(
    desk: Desk,
    who: Who,
    ref: Ref,
    act: Choose,
    seen: Mapping[str, str],
    *,
    remark: str = "",
    late: Late | None = None,
) -> Chosen:
    """`perform` for whoever sees fields of the step that hold `seen`, by their keys.

    Where the next step is for the same desk, whoever chose has it in hand at once.

    Raises:
        Overwritten: one of them holds something else by now.
    """
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person = actor(conn, desk, who)
        before = on_record(conn, desk, ref.file, ref.strand)
        found = found_for(conn, desk, before) if seen else None
        _check_overwritten(found, seen)
        chosen = _with_texts(conn, desk, who, ref, act, {"remark": remark})
        after = record(conn, desk, person, ref, chosen, late=late, known=before, found=found)
        return _follow_on(conn, desk, person, before, after)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file after a choice; `in_hand`: at its next step whoever chose has it in hand already."""

    ref: Ref
    in_hand: bool = False


def _follow_on(conn: Connection, desk: Desk, person: Actor, before: OnRecord, file: OnRecord) -> Chosen:
    """Take the file at the step that follows, where it is for the same desk and the SOP asks nobody else.

    Where several answer at once each part is taken by itself, and oversight is begun when it is to be.
    """
    ref, found = ref_of(file), taking(file, person)
    if found is None:
        return Chosen(ref)
    (take, role), last = found, file.state.last
    chose = (last.role if last is not None else None) or ""
    moved = file.state.since != before.state.since or take.strand == before.strand
    homes = {desk.office.roles[r].home if r in desk.office.roles else r for r in (chose, role)}
    if not moved or len(homes) > 1:
        return Chosen(ref)
    taken = record(conn, desk, person, replace(ref, strand=take.strand), take, known=file)
    return Chosen(ref_of(taken), True)


def _check_overwritten(found: Found | None, seen: Mapping[str, str]) -> None:
    """Raises Overwritten unless the fields hold what was seen in them."""
    if found is not None and (others := written_elsewhere(found.fields, found.form.values, seen)):
        raise Overwritten(tuple(field.label for field in found.fields if field.key in others))


def _with_texts(conn: Connection, desk: Desk, who: Who, ref: Ref, act: Act, said: Mapping[str, str]) -> Act:
    """The act with the ids of the texts kept for it; an empty one that may be left out is not kept."""
    if not (asked := typed(type(act))):
        return act
    kept: dict[str, int | None] = {}
    for field in fields(act):
        if field.name in asked:
            words = as_kept(act, field.name, said.get(field.name, ""))
            needed = field.default is MISSING
            kept[field.name] = (
                keep_reason(conn, who.person, desk.now(), words, ref.file) if words or needed else None
            )
    return replace(act, **kept)  # type: ignore[arg-type]


def return_to_pile(desk: Desk, who: Who, ref: Ref, reason: str) -> Ref:
    """Take the file from a colleague and put it on the pile: both or neither."""
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person = actor(conn, desk, who)
        remark = keep_reason(conn, who.person, desk.now(), reason, ref.file)
        file = record(conn, desk, person, ref, TakeOver(remark))
        return ref_of(record(conn, desk, person, ref_of(file), PutBack(), known=file))


def as_kept(act: Act, field: str, text: str) -> str:
    """What was typed for a field of an act, as it is kept. Raises Refused for a name too long for lists."""
    if id_fields(type(act))[field] is not Holds.NAME:
        return clean_lines(text)
    name = clean(text)
    if len(name) > NAME_LETTERS:
        raise Refused(Why.TOO_LONG, detail=str(NAME_LETTERS))
    return name


def receive(desk: Desk, who: Who, ref: Ref, act: Act, *, late: Late | None = None) -> Ref:
    """What the file waited for is here; whoever may take it on has it in hand too: both or neither."""
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        return take_in(conn, desk, actor(conn, desk, who), ref, act, late=late)


def take_in(
    conn: Connection,
    desk: Desk,
    person: Actor,
    ref: Ref,
    act: Act,
    *,
    late: Late | None = None,
) -> Ref:
    """`receive` inside the caller's transaction."""
    file = record(conn, desk, person, ref, act, late=late)
    if _is_theirs(file, person, ref_of(file)):
        file = record(conn, desk, person, ref_of(file), Take(), known=file)
    return ref_of(file)


def _is_theirs(file: OnRecord, person: Actor, ref: Ref) -> bool:
    """Whether the person may take the file from its pile."""
    try:
        check(file.procedure, file.state, person, Take(strand=ref.strand))
    except Refused:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one file among many: its new version, or why not (then it is as it was)."""

    ref: Ref
    refused: Exception | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a performer in the role `role` did elsewhere at `at` (ms UTC), and somebody records here."""

    role: str
    at: int


def choose_many(
    desk: Desk, who: Who, refs: tuple[Ref, ...], branch: str | None, elsewhere: Elsewhere | None = None
) -> tuple[Done, ...]:
    """Decide many files by one branch, each in a transaction of its own; a waiting one is taken first.

    Without a branch each goes the way that the SOP chooses by what is laid down about it. `elsewhere`: it was
    decided there, and is only recorded.
    The journal keeps that one key did it all.
    """
    done, together = [], None
    for seen in refs:
        try:
            with desk.write(together=together, about=acting(desk, who.person, seen.file)) as conn:
                person = actor(conn, desk, who)
                done.append(Done(_take_and_choose(conn, desk, person, seen, branch, elsewhere)))
                first = journal.together(conn)
        except (Refused, NotReady, Changed, ClockDoubted, Missing, Unreadable, StoreTrouble) as refused:
            done.append(Done(seen, refused))
        else:
            together = first
    return tuple(done)


def _take_and_choose(
    conn: Connection, desk: Desk, person: Actor, ref: Ref, branch: str | None, elsewhere: Elsewhere | None
) -> Ref:
    file = on_record(conn, desk, ref.file, ref.strand)
    here, step = file.state.at(ref.strand), file.step
    if here is not None and step is not None and not {*step.handling_roles(here.sign_off)} & {*person.roles}:
        raise Refused(Why.NOT_YOUR_STEP, detail=step.name)  # it left: not who has it there is what matters
    if here is not None and here.standing is Standing.WAITING:
        file = record(conn, desk, person, ref, Take(), known=file)
        ref = ref_of(file)
    act = Choose(branch or _way_of_sop(conn, desk, file))
    if elsewhere is not None:
        act = replace(act, for_role=elsewhere.role, acted_at=elsewhere.at)
    return ref_of(record(conn, desk, person, ref, act, known=file))


def _way_of_sop(conn: Connection, desk: Desk, file: OnRecord) -> str:
    """The branch that the SOP chooses; where there is none, what is lacking is the reason."""
    way = led(file.step, on_form(conn, desk, file).facts) if file.step is not None else None
    if way is None:
        found = found_for(conn, desk, file)
        lacks = why_not_ready(found) if found is not None else None
        raise lacks or Refused(Why.BRANCH_NOT_OPEN, detail=file.step.name if file.step is not None else "")
    return way.id
