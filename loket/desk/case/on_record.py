"""A file as the journal tells it: its row, what it is, its events where asked for, and one event more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from loket.desk.errors import Forgotten, Unreadable
from loket.desk.office import Desk
from loket.desk.time.reckoning import Reckoning
from loket.desk.words.history import agency_of
from loket.flow.acts import (
    BrokenHistory,
    Event,
    Note,
    Refused,
    Why,
)
from loket.flow.deadline import Deadline, Still, file_due, of_strand
from loket.flow.fold import dated, looks_back, replay, then
from loket.flow.limits import judge_all
from loket.flow.snapshot import Snapshot, taken
from loket.flow.standing import Standing
from loket.flow.state import FileState, Interval
from loket.flow.times import Reading
from loket.identity import mask_document, mask_nik, tells_nik
from loket.sla import WorkingTime
from loket.sop.model import Procedure, Step
from loket.store import files, texts
from loket.store.acting import Acting
from loket.store.applicants import NewApplicant
from loket.store.files import FileRow
from loket.store.sql import Connection
from loket.store.texts import Written


def _nothing_written() -> Written:
    return Written({}, {}, {}, lacked_once=False)


@dataclass(frozen=True)
class OnRecord:
    """A file, and what its events lead to.

    `reading` is how the office reads the times of this file, and `time` by what they are reckoned; `strand`
    which of its strands is looked at.
    `kept` is what the tables have of the state; None where they have to be written anew. The events are read
    once, and only if asked: an act costs the same on a file of ten and of five hundred. So is what is written
    on its form. `has_follow_ups` and `has_matters` as `files.Kept` has them.
    """

    row: FileRow
    procedure: Procedure
    state: FileState
    reading: Reading
    time: WorkingTime
    read_events: Callable[[], tuple[Event, ...]]
    kept: Snapshot | None = None
    strand: int = 0
    has_follow_ups: bool = False
    has_matters: bool = False
    read_written: Callable[[], Written] = _nothing_written

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Its events, at the instants that count."""
        return self.read_events()

    @cached_property
    def written(self) -> Written:
        """What is marked and typed on its form."""
        return self.read_written()

    @property
    def here(self) -> Interval | None:
        """Where the strand is; where it is nowhere any more, the file's first; None once that has ended."""
        return self.state.at(self.strand) or next(iter(self.state.opens), None)

    @property
    def step(self) -> Step | None:
        """The step, or the part of one, where it is; None once the file has ended."""
        here = self.here
        return self.procedure.at(here.step, here.strand) if here is not None else None

    def with_event(self, event: Event) -> OnRecord:
        """The file after one more event, with what is to be kept of it; its row is still the one read."""

        def events() -> tuple[Event, ...]:
            return tuple(dated((*self.events, event)))

        back = looks_back(event.act)
        state = replay(self.procedure, events()) if back else then(self.procedure, self.state, event)
        kept = taken(state, self.kept)
        of_row = (self.has_follow_ups, self.has_matters)
        same = (self.reading, self.time)
        return OnRecord(self.row, self.procedure, state, *same, events, kept, self.strand, *of_row)


Masked = TypeVar("Masked", bound=NewApplicant)


def masked(applicant: Masked) -> Masked:
    """An applicant as screens may have them: NIK and other document hidden, and a NPWP that tells the NIK."""
    hidden = mask_nik(applicant.nik)
    npwp = hidden if tells_nik(applicant.npwp, applicant.nik) else applicant.npwp
    return replace(applicant, nik=hidden, npwp=npwp, id_number=mask_document(applicant.id_number))


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that was just written, with the file before and after it."""

    before: OnRecord
    event: Event
    after: OnRecord


def acting(desk: Desk, person: int, file: int = 0) -> Acting:
    """Who will act, and on which file if on one, for the beginning of the transaction."""
    return Acting(person, desk.likely_today, file)


def on_record(conn: Connection, desk: Desk, file: int, strand: int = 0) -> OnRecord:
    """Read a file, to look at this strand of it.

    Raises:
        KeyError: when there is none with that id.
        Unreadable: its SOP or its history cannot be read.
    """
    try:
        found = files.kept(conn, file)
        row, kept = found.row, found.snapshot
        procedure = desk.procedure(conn, row.procedure_sha)
        state = kept.state if kept is not None else replay(procedure, _events(conn, row))
    except BrokenHistory as error:
        raise Unreadable(f"file {file}") from error
    reckoning = desk.reckoning(conn)
    reading = reckoning.reading(row.service, found.parent)
    return OnRecord(
        row,
        procedure,
        state,
        reading,
        reckoning.time,
        lambda: _events(conn, row),
        kept,
        strand,
        found.has_follow_ups,
        found.has_matters,
        lambda: texts.written(conn, file),
    )


def _events(conn: Connection, row: FileRow) -> tuple[Event, ...]:
    """The events up to the version of the row, at the instants that count. Raises Unreadable."""
    try:
        return tuple(dated(files.events(conn, row.id, row.version)))
    except BrokenHistory as error:
        raise Unreadable(f"file {row.id}") from error


def new_on_record(
    row: FileRow, procedure: Procedure, reckoning: Reckoning, parent: str | None = None
) -> OnRecord:
    """A file that nothing was recorded of yet; `parent` is the parent file's service."""
    reading = reckoning.reading(row.service, parent)
    return OnRecord(row, procedure, FileState(), reading, reckoning.time, tuple)


def reading_of(conn: Connection, reckoning: Reckoning, row: FileRow) -> Reading:
    """How the times of a file are read; a follow-up without a Standar Pelayanan takes its parent's."""
    parent = files.file_row(conn, row.parent_id).service if row.parent_id is not None else None
    return reckoning.reading(row.service, parent)


def remarks_of(conn: Connection, file: int) -> dict[int, str]:
    """What people typed about a file, by the ids that its events carry."""
    return texts.remarks(conn, file)


def with_agency(refused: Refused, remarks: Mapping[int, str]) -> Refused:
    """The refusal with the agency's name, where that is the reason."""
    if refused.why is Why.WITH_AGENCY:
        refused.detail = agency_of(refused.detail, remarks)
    return refused


def write(conn: Connection, before: OnRecord, event: Event) -> OnRecord:
    """Append the event to the journal and bring the intervals and the cached deadline in line with it.

    Raises Forgotten where it would open a file again whose person was erased.
    """
    after = before.with_event(event)
    opens_again = before.state.ended_at is not None and after.state.ended_at is None
    if opens_again and files.ended_for_good(conn, before.row.id):
        raise Forgotten
    stays = isinstance(event.act, Note) and before.kept is not None  # a note moves no deadline
    due = {} if stays else next_due(after, max(event.recorded, after.state.last_at))
    assert after.kept is not None
    files.record(conn, before.row.id, before.state.seq, event, before.kept, after.kept, due)
    return after


def next_due(file: OnRecord, now: int) -> dict[int, Deadline | Still]:
    """What lists have of each strand that is open: its first limit to run out, or why none does."""
    judged = judge_all(file.procedure, file.state, file.reading, file.time, now)
    return {
        here.strand: file_due(
            of_strand(judged, here.strand), file.time, waiting=here.standing is Standing.WAITING
        )
        for here in file.state.opens
    }
