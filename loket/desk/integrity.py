"""Whether an office's data are whole: database, chain of the journal, files and numbers as it tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from loket.desk.agreement import of_applicants, of_blobs, of_files, of_office, of_values
from loket.desk.agreement.finding import Finding, Kind, finding
from loket.desk.agreement.journaled import gather
from loket.desk.ahead import ahead
from loket.desk.calendar.moving import misdated
from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.flow import promise
from loket.flow.acts import BrokenHistory, Event
from loket.flow.fold import registered, replay
from loket.flow.standing import Standing
from loket.sla import CalendarFault
from loket.store import ending, files, integrity, journal, lists, people, tickets
from loket.store.journal import Entry
from loket.store.sql import Connection

Head = journal.Head
_PAGE = 500
_SUBJECTS = {
    "file": "berkas", "ticket": "nomor", "person": "petugas", "calendar": "kalender", "office": "kantor",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; the rest was not looked at where the database itself is not `sound`.

    `broken_at`: the first journal entry that is changed, missing or out of place. `differing`: the numbers
    of the files that stand in the tables otherwise than in their history, `numbers_differing` those of the
    queue, with their days, that do, or of which there is only the one or the other. `behind`: the newest
    edition of documents is one that this program cannot read. `stranded`: those of files under way
    at a step that nobody who may sign in has a role for. `ahead`: those of files and the queue's that a clock
    dated which was ahead. By these three nothing is broken. `misdated`: the numbers of files of which lists
    have another deadline than is reckoned; their next event sets it right. `head`: the journal's last entry;
    `anchored`: whether it still has the entry of an earlier head, where one was given. `lost`: what it
    had come to when it was last closed. `mended`: series of numbers that lay behind and were. `erased`: how
    many values the journal says were, on decree. `wrong`: all else that does not agree with the journal, or
    keeps a part from being looked at.
    """

    sound: bool
    entries: int = 0
    broken_at: int | None = None
    files: int = 0
    differing: tuple[str, ...] = ()
    numbers: int = 0
    numbers_differing: tuple[str, ...] = ()
    behind: bool = False
    stranded: tuple[str, ...] = ()
    misdated: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    head: journal.Head = journal.NO_HEAD
    anchored: bool | None = None
    lost: ending.Lost | None = None
    mended: tuple[str, ...] = ()
    erased: int = 0
    wrong: tuple[Finding, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        amiss = self.differing or self.numbers_differing or self.misdated or self.wrong or self.lost
        return self.sound and self.broken_at is None and not amiss and self.anchored is not False


def examine(desk: Desk, anchor: journal.Head | None = None) -> Findings:
    """Look at everything as it stands at one moment; others may go on working.

    `anchor` is the head of the journal as it was printed once, its hash perhaps shortened.
    """
    with desk.store.snapshot() as conn:
        if not integrity.is_sound(conn):
            return Findings(sound=False)
        known = tuple(integrity.all_numbers(conn))
        told = gather(journal.walk(conn), _days(desk))
        unread = list[str]()
        of_queue = [_number(conn, ticket, kept) for ticket, kept in tickets.all_kept(conn)]
        return Findings(
            sound=True,
            entries=journal.last_id(conn),
            broken_at=journal.verify_chain(conn),
            files=len(known),
            differing=tuple(number for file, number in known if not _agrees(conn, desk, file)),
            numbers=len(of_queue),
            numbers_differing=tuple(name for name, agrees in of_queue if not agrees),
            behind=desk.newest(conn).behind,
            stranded=_tried("peran yang ditunggu", lambda: tuple(_stranded(conn, desk)), unread),
            misdated=_tried("batas waktu di daftar", lambda: misdated(conn, desk), unread),
            ahead=_tried("tanggal yang maju", lambda: ahead(conn, desk).named, unread),
            head=journal.head(conn),
            anchored=journal.passes(conn, anchor) if anchor is not None else None,
            lost=ending.lost(conn, desk.store.path),
            mended=tuple(f"{series} (catatan ke-{entry})" for series, entry in told.mended.items()),
            erased=len(told.erased),
            wrong=(
                *finding(Kind.SCHEMA, integrity.strange(conn)),
                *finding(Kind.DANGLING, integrity.dangling(conn)),
                *finding(Kind.ENTRY, [str(entry) for entry in told.unread]),
                *finding(Kind.GAP, [_before(entry, dict(known)) for entry in told.gaps]),
                *of_files.compare(conn, told, dict(known)),
                *of_values.compare(conn, told, dict(known)),
                *of_applicants.compare(conn),
                *of_office.compare(conn, desk, told),
                *of_blobs.compare(conn, desk, told),
                *finding(Kind.UNREADABLE, unread),
            ),
        )


def _before(entry: Entry, numbers: Mapping[int, str]) -> str:
    """Of what an entry is missing, before which other one: `berkas 00012 (sebelum catatan ke-88)`."""
    subject = _SUBJECTS.get(entry.subject, entry.subject)
    name = numbers.get(entry.subject_id) if entry.subject == "file" else None
    return f"{subject} {name or f'ke-{entry.subject_id}'} (sebelum catatan ke-{entry.id})"


def _days(desk: Desk) -> Callable[[int], str]:
    """The office's date of an instant, by its profile: the calendar may be what is damaged."""
    zone = timezone(timedelta(minutes=desk.office.zone_minutes))
    return lambda at: datetime.fromtimestamp(at / 1000, zone).date().isoformat()


def _tried(part: str, look: Callable[[], tuple[str, ...]], unread: list[str]) -> tuple[str, ...]:
    """What a look at a part finds; where a damaged value prevents it, the part is named in `unread`."""
    try:
        return look()
    except (CalendarFault, BrokenHistory, ValueError, LookupError, TypeError):
        unread.append(part)
        return ()


def _stranded(conn: Connection, desk: Desk) -> Iterator[str]:
    """Files whose step waits for a role that the profile lost, or that nobody has (any more)."""
    held = {role for member in people.staff(conn) if member.active for role in member.roles}
    served = held & set(desk.office.roles)
    after = None
    while rows := lists.all_open(conn, after, _PAGE):
        yield from (row.number for row in rows if not _served(conn, desk, row, served))
        after = rows[-1].place


def _served(conn: Connection, desk: Desk, row: lists.WorkRow, roles: set[str]) -> bool:
    """Whether one of `roles` does or records the step of an open file; with the applicant it needs none."""
    if row.standing in (Standing.APPLICANT, Standing.PAYMENT):
        return True
    try:
        step = desk.procedure(conn, row.procedure_sha).at(row.step, row.strand)
        return bool(roles & set(step.handling_roles(row.sign_off)))
    except (Unreadable, LookupError):  # named among those that differ from their history
        return True


def _agrees(conn: Connection, desk: Desk, file: int) -> bool:
    """Whether replaying the file's journal gives what the tables say, and the snapshot that acts go by."""
    try:
        found = files.kept(conn, file)
        row = found.row
        events = [files.event_of(entry) for entry in journal.history(conn, "file", file)]
        state = replay(desk.procedure(conn, row.procedure_sha), events)
        stored = files.intervals(conn, file)
    except (Unreadable, BrokenHistory, ValueError):  # an interval's party or standing
        return False
    told, kept = (
        (side.outcome, side.ended_at, side.decided_at, side.complete_at, side.correct_at, dict(side.facts))
        for side in (state, row)
    )
    if row.remembered_at != files.remembered_at(state):
        return False
    if found.damaged or (found.snapshot is not None and found.snapshot.state != state):
        return False
    registered_for = [ticket for ticket, matter in tickets.matters_of(conn, file) if matter.file_seq == 1]
    whose = registered_for == ([] if row.ticket_id is None else [row.ticket_id])
    as_told, stated = registered(events), (row.applicant_version, row.came_version, row.service, row.kind)
    if as_told is None or stated != (as_told.applicant, as_told.came, as_told.service, as_told.kind):
        return False
    if (row.promised_on, row.promised_at) != _promised(events):
        return False
    return whose and state.intervals == stored and state.seq == row.version and told == kept


def _promised(events: Sequence[Event]) -> tuple[str, int] | tuple[None, None]:
    """The date that the applicant was told last, and when."""
    found = ((day, event.at) for event in reversed(events) if (day := promise.told(event.act)) is not None)
    return next(found, (None, None))


def _number(conn: Connection, ticket: int, kept: tickets.Kept) -> tuple[str, bool]:
    """A queue number with its day, and whether replaying its journal gives what the tables say."""
    try:
        told = tickets.projection(tickets.known(conn, ticket))
    except (BrokenHistory, KeyError):
        return _dated(kept.columns) or f"nomor ke-{ticket}", False
    return _dated(told.columns), told == kept


def _dated(columns: Mapping[str, Any]) -> str:
    """A queue number with its day, as a clerk writes it; empty where nothing is known of it."""
    if not columns:
        return ""
    year, month, day = str(columns["day"]).split("-")
    return f"{columns['number']} ({day}-{month}-{year})"
