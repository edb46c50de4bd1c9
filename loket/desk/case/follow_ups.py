"""Follow-ups: files that an act on another file opens, tells, or takes back."""

from __future__ import annotations

from loket.desk.case.given_back import give_words_back
from loket.desk.case.number import next_number
from loket.desk.case.on_record import Happened, OnRecord, new_on_record, on_record, write
from loket.desk.errors import Missing
from loket.desk.office import Desk
from loket.flow.acts import (
    Choose,
    Event,
    ParentEnded,
    Refused,
    Register,
    Undo,
    Void,
    Why,
)
from loket.flow.fold import in_force, parent_result
from loket.flow.state import VOIDED
from loket.sop.model import PARENT_FACT, Branch, Direction
from loket.store import files
from loket.store.files import NewFile
from loket.store.sql import Connection


def open_follow_up(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Open the file that a branch opens, once the step has been left by it."""
    before, after = happened.before, happened.after
    branch = _branch(before, happened.event)
    if branch is not None and branch.opens and branch.direction is Direction.FORWARD and _left(happened):
        _open(conn, desk, after, branch.opens, happened.event)
    return after


def _left(happened: Happened) -> bool:
    """Whether the file, or its part, is done with the step: one of several sign-offs is not enough."""
    before, after = happened.before.state, happened.after.state
    return after.since != before.since or after.ended_at is not None or after.answers != before.answers


def tell_follow_ups(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Tell the file's end to its follow-ups, some of which wait for it; one that it just opened knows it."""
    outcome, before = happened.after.state.outcome, happened.before
    if outcome is None or before.state.outcome is not None or not before.has_follow_ups:
        return happened.after
    for row in files.children(conn, happened.before.row.id):
        child = on_record(conn, desk, row.id)
        if child.here is not None and PARENT_FACT not in child.state.facts:
            now = happened.event.recorded
            write(conn, child, Event(child.state.seq + 1, now, now, ParentEnded(outcome)))
    return happened.after


def _open(conn: Connection, desk: Desk, parent: OnRecord, opens: str, event: Event) -> None:
    sha, procedure = desk.current(conn, opens)
    facts = {k: v for k, v in parent.state.facts.items() if k in procedure.facts}
    if parent.state.outcome is not None:
        facts[PARENT_FACT] = parent_result(parent.state.outcome)
    services = desk.office.services_of(opens)
    if not services:
        raise Missing("layanan lanjutan", opens)
    service = services[0].id
    facts |= procedure.brought(service, parent.row.kind)
    now = event.recorded
    follow_up = NewFile(
        number=next_number(conn, desk, service),
        service=service,
        procedure_id=opens,
        procedure_sha=sha,
        form_sha=desk.current_form(conn, service),
        applicant_id=parent.row.applicant_id,
        applicant_version=parent.row.applicant_version,
        applicant=parent.row.applicant,
        company=parent.row.company,
        kind=parent.row.kind,
        channel=parent.row.channel,
        arrived_at=now,
        opened_at=now,
        parent_id=parent.row.id,
    )
    row = files.file_row(conn, files.create_file(conn, follow_up))
    act = Register(
        procedure.starts[0],
        facts,
        parent.row.id,
        opened_by=event.seq,
        applicant=row.applicant_version,
        service=service,
        kind=row.kind,
    )
    entry = Event(1, now, now, act, event.person, event.role, event.station)
    write(conn, new_on_record(row, procedure, desk.reckoning(conn), parent.row.service), entry)


def take_back_follow_ups(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Take back what the undone act brought about on follow-ups; refuse when others have gone on there.

    A follow-up that the act opened is voided; where it brought the parent's result, that is undone there too.
    """
    before, undoing, after = happened.before, happened.event, happened.after
    undone = undoing.act.undone if isinstance(undoing.act, Undo) else None
    loses_result = before.state.outcome is not None and after.state.outcome is None
    for row in files.children(conn, before.row.id) if before.has_follow_ups else ():
        child = on_record(conn, desk, row.id)
        latest = child.state.last
        first = child.events[0].act
        opened = isinstance(first, Register) and first.opened_by == undone
        told = loses_result and any(isinstance(e.act, ParentEnded) for e in in_force(child.events))
        if latest is None or child.state.outcome == VOIDED or not (opened or told):
            continue
        if not isinstance(latest.act, Register if opened else ParentEnded):
            raise Refused(Why.UNDO_TOO_LATE, person=latest.person, at=latest.at)
        act = Void(undone=latest.seq) if opened else Undo(latest.seq)
        now, who = undoing.recorded, (undoing.person, undoing.role, undoing.station)
        undone_there = Event(child.state.seq + 1, now, now, act, *who)
        written = write(conn, child, undone_there)
        give_words_back(conn, desk, Happened(child, undone_there, written))
    return after


def _branch(file: OnRecord, event: Event) -> Branch | None:
    """The branch that an event chose; None for any other act."""
    if not isinstance(event.act, Choose):
        return None
    where = file.state.at(event.act.strand)
    return file.procedure.at(where.step, where.strand).branch(event.act.branch) if where is not None else None
