"""What was dated by a clock that was ahead: which files and numbers, and putting the times of a file right.

A clock that went back was answered for; what had been recorded before that for a later time was not recorded
by the clock that counts. It stays listed until it is put right or a later answer has overtaken it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import on_record
from loket.desk.case.record import Ref, keep_reason, record, ref_of
from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.flow.acts import Event, Redate, Refused, Register, Why
from loket.flow.fold import in_force
from loket.lengths import DAY
from loket.store import files, journal, tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class AheadFile:
    """A file with acts that a clock which was ahead had dated.

    `acts`: its events of then, at the instants that count now. `earliest`: when the first of them may have
    happened; `likely`: the same time of day, so many days before that all are past (None: before `earliest`).
    `corrected`: when they were put right last, None where they never were.
    """

    ref: Ref
    number: str
    acts: tuple[Event, ...]
    earliest: int
    likely: int | None
    corrected: int | None

    def shift(self, first_at: int, now: int) -> int:
        """By how much (ms) all move back if the first happened then. Raises Refused where that cannot be."""
        shift = self.acts[0].at - first_at
        if first_at < self.earliest or max(event.at for event in self.acts) - shift > now:
            raise Refused(Why.NOT_THEN, at=self.earliest)
        return shift


@dataclass(frozen=True, slots=True)
class Ahead:
    """All that is dated ahead, and what was put right today.

    `numbers` are of a day to come and still open; the counters close them.
    """

    files: tuple[AheadFile, ...] = ()
    numbers: tuple[TicketRow, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The numbers of what has still to be put right."""
        open_files = (file.number for file in self.files if file.corrected is None)
        return (*open_files, *(ticket.number for ticket in self.numbers))


def look(desk: Desk) -> Ahead:
    """What is dated ahead now."""
    with desk.store.snapshot() as conn:
        return ahead(conn, desk)


def ahead(conn: Connection, desk: Desk) -> Ahead:
    """The same at the caller's moment."""
    today, began = desk.today(conn), day_began(desk.time(conn), desk.now())
    known = [_file(conn, desk, file, spell) for spell in _spells(conn) for file in spell.files]
    shown = (file for file in known if file and (file.corrected is None or file.corrected >= began))
    return Ahead(tuple(shown), tickets.to_come(conn, today))


def redate(desk: Desk, who: Who, file: AheadFile, first_at: int, reason: str) -> Ref:
    """Say when the first of the acts dated ahead happened, and why; the others keep their distance.

    Raises:
        Refused: NOT_THEN where they cannot have happened then; to who does not supervise; without a reason.
        Changed: when the file has moved on since it was read.
    """
    with desk.write() as conn:
        person, now = actor(conn, desk, who), desk.now()
        shift = file.shift(first_at, now)
        remark = keep_reason(conn, who.person, now, reason, file.ref.file)
        instants = tuple(event.at - shift for event in file.acts)
        if isinstance(file.acts[0].act, Register):
            row = files.file_row(conn, file.ref.file)
            came = min(row.arrived_at, row.opened_at - shift)
            files.set_registered(conn, row.id, came, row.opened_at - shift)
        act = Redate(tuple(event.seq for event in file.acts), instants, remark)
        return ref_of(record(conn, desk, person, file.ref, act))


@dataclass(frozen=True, slots=True)
class _Spell:
    """A time in which the clock was ahead: what was dated later than `at` until an answer ended it.

    `files`: the sequences of their entries of then. `before`: when the last entry before it was recorded.
    """

    at: int
    before: int
    files: Mapping[int, tuple[int, ...]]


def _spells(conn: Connection) -> Iterator[_Spell]:
    """Each answer for a clock that had gone back, with what lies ahead of it and of every later answer."""
    answers = journal.every_of_kind(conn, "office", journal.OFFICE, journal.CLOCK_AFFIRMED)
    for number, answer in enumerate(answers):
        if (first := answer.data["ahead"]) is not None:
            at = max(later.at for later in answers[number:])
            before = journal.recorded_before(conn, first)
            yield _Spell(at, before, journal.of_files_ahead(conn, first, answer.id, at))


def _file(conn: Connection, desk: Desk, file: int, spell: _Spell) -> AheadFile | None:
    """The file with its acts of that time; None for one whose history cannot be read."""
    try:
        known = on_record(conn, desk, file)
    except Unreadable:
        return None
    acts = tuple(event for event in known.events if event.seq in spell.files[file])
    before = [event.at for event in in_force(known.events) if event.seq < acts[0].seq]
    earliest = max(before, default=spell.before)
    days = max(0, -(-(max(event.at for event in acts) - spell.at) // DAY))
    likely = acts[0].at - days * DAY
    corrections = [e for e in known.events if isinstance(e.act, Redate) and acts[0].seq in e.act.acts]
    return AheadFile(
        ref=Ref(file, known.state.seq),
        number=known.row.number,
        acts=acts,
        earliest=earliest,
        likely=likely if likely >= earliest else None,
        corrected=corrections[-1].recorded if corrections else None,
    )
