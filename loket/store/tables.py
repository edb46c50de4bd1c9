"""The tables: what `loket.store.schema` makes a database from.

Statements elsewhere in this room name tables and columns in SQL; nothing imports these classes while the
program runs. Instants are ms UTC, dates ISO text in the office's zone, structures JSON text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

# Batch migrations rebuild tables and lose constraints without a name; so every one has a name, from here on.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BIG = BigInteger().with_variant(Integer, "sqlite")
KEPT_IDS: dict[str, Any] = {"sqlite_autoincrement": True}  # an id once given is never given again


def _id() -> Any:
    return Field(default=None, primary_key=True, sa_type=BIG)


def _ref(target: str, **more: Any) -> Any:
    return Field(foreign_key=target, sa_type=BIG, **more)


def _big(**more: Any) -> Any:
    return Field(sa_type=BIG, **more)


def _text(**more: Any) -> Any:
    return Field(sa_type=Text, **more)


def _where(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    clause = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=clause, postgresql_where=clause)


class MetaTable(SQLModel, table=True):
    """Single values of the database: office id, calendar revision, the demo's clock."""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str = _text()


class PersonTable(SQLModel, table=True):
    """Somebody of the office who signs in. `nip` is another number of who has no NIP (`loket.people`)."""

    __tablename__ = "person"
    __table_args__ = (KEPT_IDS,)
    id: int = _id()
    nip: str = Field(unique=True)
    name: str
    password_hash: str
    active: bool = True
    created: int = _big()


class PersonRoleTable(SQLModel, table=True):
    """A role that a person holds."""

    __tablename__ = "person_role"
    person_id: int = _ref("person.id", primary_key=True)
    role: str = Field(primary_key=True)


class RosterTable(SQLModel, table=True):
    """Somebody from one date to another: away, or with `role` in that one too (`loket.store.roster`)."""

    __tablename__ = "roster"
    __table_args__ = (Index(None, "person_id"), KEPT_IDS)
    id: int = _id()
    person_id: int = _ref("person.id")
    role: str = ""
    first: str
    last: str
    freed: bool = False


class SessionTable(SQLModel, table=True):
    """Somebody signed in, at a counter or (empty) at none, since when, in which program; gone with them.

    Two may sit at one counter. `program`: what tells it from any other (`desk.place`); empty: not known.
    """

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("person_id", "program"), KEPT_IDS)
    id: int = _id()
    person_id: int = _ref("person.id")
    counter: str
    since: int = _big()
    program: str = ""
    place: str = ""


class DeviceTable(SQLModel, table=True):
    """A device with a key of its own, of which `proof` is the hash: `loket.store.devices`."""

    __tablename__ = "device"
    __table_args__ = (KEPT_IDS,)
    id: int = _id()
    kind: str
    name: str = Field(unique=True)
    proof: str = Field(unique=True)
    since: int = _big()
    active: bool = True


class TaskTable(SQLModel, table=True):
    """When a task of the background process was tried and went well last; `fault`: what kept it since."""

    __tablename__ = "task"
    name: str = Field(primary_key=True)
    tried: int = _big()
    well: int | None = _big(default=None, nullable=True)
    fault: str = ""


class LeaseTable(SQLModel, table=True):
    """Which program does the tasks, until when, and when it last did: one of an office. As in `session`."""

    __tablename__ = "lease"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    program: str
    until: int = _big()
    seen: int = _big()


class WrongPasswordTable(SQLModel, table=True):
    """Wrong passwords in a row for a person (`subject` below 0: for a name nobody has) at one place.

    `told` of `count` the person has been told of. What was typed is not kept.
    """

    __tablename__ = "wrong_password"
    __table_args__ = (
        Index(None, "subject"),
        Index(None, "last"),
        _where("uq_wrong_password_open", "open", "subject", "place", unique=True),
    )
    id: int = _id()
    subject: int = _big()
    place: str
    since: int = _big()
    last: int = _big()
    count: int
    told: int = 0
    open: bool = True


class ApplicantTable(SQLModel, table=True):
    """Who applies, or came for who does: the newest version (`loket.store.applicants`), for searches.

    The last four columns are what these compare with (`loket.matching`); `phone_digits`: of both telephones;
    `numbers`: the digits of the NIB, and of a NPWP that does not tell the NIK.
    """

    __tablename__ = "applicant"
    __table_args__ = (
        _where("uq_applicant_nik", "nik <> ''", "nik", unique=True),
        _where("uq_applicant_document", "id_number <> ''", "id_number", "id_kind", unique=True),
        CheckConstraint("(id_kind = '') = (id_number = '')", name="document"),
        Index(None, "name_folded"),
        Index(None, "company_folded"),
        Index(None, "phone_digits"),
        KEPT_IDS,
    )
    id: int = _id()
    version: int = _big()
    nik: str = ""
    name: str = ""
    phone: str = ""
    second_phone: str = ""
    email: str = ""
    address: str = _text(default="")
    company: str = ""
    npwp: str = ""
    nib: str = ""
    id_kind: str = ""
    id_number: str = ""
    name_folded: str = ""
    company_folded: str = ""
    phone_digits: str = ""
    numbers: str = ""


class DocumentTable(SQLModel, table=True):
    """A version of a document of the office (`loket.office.shelf`); `office`: its own part of an SOP."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("kind IN ('profile', 'sop', 'decree', 'form', 'survey')", name="kind"),)
    sha: str = Field(primary_key=True)
    kind: str
    name: str
    source: str = _text()
    office: str = _text(default="")


class TicketTable(SQLModel, table=True):
    """A queue number. `version` is the sequence of its latest journal entry.

    `booking` is the code of the booking it came of, `slot_at` the time that was booked.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("day", "number"),
        _where(
            "uq_ticket_booking",
            "booking IS NOT NULL AND (outcome IS NULL OR outcome <> 'dibatalkan')",
            "day",
            "booking",
            unique=True,
        ),
        Index(None, "day", "standing", "id"),
        _where("ix_ticket_open", "standing <> 'selesai'", "day", "id"),
        _where(
            "ix_ticket_waiting",  # all that counts them and finds who is next: `store.line`
            "standing = 'menunggu'",
            *("day", "errand", "service", "at_counter", "priority", "id", "issued_at", "slot_at"),
        ),
        _where(
            "uq_ticket_person_busy",
            "standing IN ('dipanggil', 'dilayani')",
            "person_id",
            "day",
            unique=True,
        ),
        KEPT_IDS,
    )
    id: int = _id()
    day: str
    number: str
    series: str
    priority: str | None = None
    standing: str
    errand: str
    service: str = ""
    at_counter: str = ""  # the only one that calls it, if any: `Ticket.counter`
    counter: str = ""  # the one that has it: `Ticket.station`
    person_id: int | None = _ref("person.id", default=None, nullable=True)
    issued_at: int = _big()
    called_at: int | None = _big(default=None, nullable=True)
    last_call_at: int | None = _big(default=None, nullable=True)
    call_count: int = 0
    present_at: int | None = _big(default=None, nullable=True)
    ended_at: int | None = _big(default=None, nullable=True)
    outcome: str | None = None
    version: int = 0
    booking: str | None = None
    slot_at: int | None = _big(default=None, nullable=True)


class TicketIntervalTable(SQLModel, table=True):
    """A stretch of a number's life in one standing, with one person; `seq` is the event that began it."""

    __tablename__ = "ticket_interval"
    __table_args__ = (_where("uq_ticket_interval_open", "end_at IS NULL", "ticket_id", unique=True),)
    ticket_id: int = _ref("ticket.id", primary_key=True)
    seq: int = Field(primary_key=True)
    standing: str
    start_at: int = _big()
    end_at: int | None = _big(default=None, nullable=True)
    station: str = ""
    person_id: int | None = _ref("person.id", default=None, nullable=True)


class MatterTable(SQLModel, table=True):
    """A file that was registered or received for a number, by the number's event `seq`; whether it counts.

    `file_seq`: the file's own event.
    """

    __tablename__ = "matter"
    __table_args__ = (Index(None, "file_id"),)
    ticket_id: int = _ref("ticket.id", primary_key=True)
    seq: int = Field(primary_key=True)
    file_id: int = _ref("file.id")
    file_seq: int
    counts: bool = True


class FileTable(SQLModel, table=True):
    """A file (berkas). `version` is the sequence of its latest journal entry; `facts` a JSON object.

    `applicant_version` is the version of the applicant that it shows, with the name and company of that
    version beside it; `came_version` that of who came with a power of attorney.
    `remembered_at`: when something is to be remembered of it, while it is under way.
    `promised_on` is the date that the applicant was told last, `promised_at` when.
    Searches compare (`loket.matching`) with the names (`names_folded`), numbers and telephones of who applies
    and who came, as the file shows them, and with its own numbers and the permit's (`signs`); `identities`
    are whole.
    """

    __tablename__ = "file"
    __table_args__ = (
        Index(None, "applicant_id"),
        Index(None, "names_folded"),
        Index(None, "opened_at"),
        _where("ix_file_came_id", "came_id IS NOT NULL", "came_id"),
        _where("ix_file_parent_id", "parent_id IS NOT NULL", "parent_id"),
        _where(
            "ix_file_promised_open",
            "promised_on IS NOT NULL AND decided_at IS NULL AND outcome IS NULL",
            "promised_on",
        ),
        _where("ix_file_promised", "promised_on IS NOT NULL", "promised_on"),
        _where("ix_file_remembered", "remembered_at IS NOT NULL", "remembered_at"),
        KEPT_IDS,
    )
    id: int = _id()
    number: str = Field(unique=True)
    service: str
    procedure_id: str
    procedure_sha: str = Field(foreign_key="document.sha")
    form_sha: str | None = Field(default=None, foreign_key="document.sha", nullable=True)
    applicant_id: int = _ref("applicant.id")
    applicant_version: int = _ref("value.id")
    applicant: str
    company: str = ""
    names_folded: str = ""
    signs: str = ""
    phone_digits: str = ""
    numbers: str = ""
    identities: str = ""
    kind: str
    channel: str
    arrived_at: int = _big()
    came_as: str
    came_id: int | None = _ref("applicant.id", default=None, nullable=True)
    came_version: int | None = _ref("value.id", default=None, nullable=True)
    came_name: str = ""
    came_phone: str = ""
    proxy_seen: bool = False
    outside_number: str = ""
    ticket_id: int | None = _ref("ticket.id", default=None, nullable=True)
    parent_id: int | None = _ref("file.id", default=None, nullable=True)
    opened_at: int = _big()
    version: int = 0
    outcome: str | None = None
    ended_at: int | None = _big(default=None, nullable=True)
    decided_at: int | None = _big(default=None, nullable=True)
    complete_at: int | None = _big(default=None, nullable=True)
    correct_at: int | None = _big(default=None, nullable=True)
    facts: str = _text(default="{}")
    remembered_at: int | None = _big(default=None, nullable=True)
    promised_on: str | None = None
    promised_at: int | None = _big(default=None, nullable=True)


class KeywordTable(SQLModel, table=True):
    """By what a file is found: a beginning of a word, part of a number (`loket.store.keywords`)."""

    __tablename__ = "keyword"
    __table_args__ = (Index(None, "file_id"), {"sqlite_with_rowid": False})
    key: str = Field(primary_key=True)
    open: bool = Field(primary_key=True)
    file_id: int = _ref("file.id", primary_key=True)


class IntervalTable(SQLModel, table=True):
    """A stretch of the life of a file's strand; the projection of its journal. `due_at` and `near_at` count
    while it is open.
    """

    __tablename__ = "interval"
    __table_args__ = (
        _where("uq_interval_open", "end_at IS NULL", "file_id", "strand", unique=True),
        _where("ix_interval_role", "end_at IS NULL", "role", "due_at", "file_id", "strand"),
        _where("ix_interval_due", "end_at IS NULL", "due_at", "file_id", "strand"),
        _where(
            "ix_interval_legal", "end_at IS NULL AND legal_at IS NOT NULL", "legal_at", "file_id", "strand"
        ),
        _where("ix_interval_standing", "end_at IS NULL", "standing", "aside", "start_at", "file_id"),
        _where(  # all that is counted over every open file: it is read without the table
            "ix_interval_counted",
            "end_at IS NULL",
            *("role", "standing", "aside", "start_at", "due_at", "due_last", "trouble"),
            *("person_id", "legal_at", "end_at"),
        ),
        _where(  # how many press how much: a stretch of it is counted, likewise
            "ix_interval_pressing",
            "end_at IS NULL",
            *("aside", "due_at", "due_last", "role", "standing", "trouble", "person_id", "strand", "end_at"),
        ),
        _where("ix_interval_person", "end_at IS NULL AND person_id IS NOT NULL", "person_id"),
        {"sqlite_with_rowid": False},
    )
    file_id: int = _ref("file.id", primary_key=True)
    seq: int = Field(primary_key=True)
    step: int
    visit: int
    sign_off: int
    party: str
    standing: str
    strand: int = 0
    aside: str = ""
    role: str | None = None
    person_id: int | None = _ref("person.id", default=None, nullable=True)
    agency: int | None = _big(default=None, nullable=True)
    trouble: bool = False
    start_at: int = _big()
    end_at: int | None = _big(default=None, nullable=True)
    ended_by: str = ""
    due_at: int = _big()
    near_at: int = _big()
    due_clock: str = ""
    due_kind: str = ""
    due_last: str = ""
    due_estimated: bool = False
    legal_at: int | None = _big(default=None, nullable=True)


class SnapshotTable(SQLModel, table=True):
    """What a file is by its journal (`loket.flow.snapshot`), and the number of the fold that took it."""

    __tablename__ = "snapshot"
    file_id: int = _ref("file.id", primary_key=True)
    fold: int
    state: str = _text()
    seal: str


class JournalTable(SQLModel, table=True):
    """What happened, append-only, each entry carrying the hash of the one before. Ids and words, no names.

    `together`: the first entry that the same key wrote; empty for that one itself. `kept`: the commitments to
    values, JSON; mostly empty.
    """

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("subject", "subject_id", "seq"),
        CheckConstraint("subject IN ('file', 'ticket', 'person', 'calendar', 'office')", name="subject"),
        Index(None, "person_id", "id"),
    )
    id: int = Field(primary_key=True, sa_type=BIG, sa_column_kwargs={"autoincrement": False})
    subject: str
    subject_id: int = _big()
    seq: int
    kind: str
    at: int = _big()
    recorded: int = _big()
    person_id: int | None = _big(default=None, nullable=True)
    role: str | None = None
    station: str | None = None
    late: int | None = _big(default=None, nullable=True)
    together: int | None = _big(default=None, nullable=True)
    kept: str = _text(default="")
    data: str = _text()
    prev_hash: str
    hash: str


class JournalHeadTable(SQLModel, table=True):
    """The journal's last entry, one row that every append locks, and what acts ask of the journal's end.

    `acted`: when somebody last acted; `affirmed`: the entry in which somebody last answered for the clock.
    """

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last_id: int = _big()
    hash: str
    acted: int = _big(default=0)
    affirmed: int = _big(default=0)


class ValueTable(SQLModel, table=True):
    """A version of what somebody typed for an owner: `loket.store.values`. Without `text` it was erased."""

    __tablename__ = "value"
    __table_args__ = (
        Index(None, "kind", "owner"),
        _where("ix_value_permit", "kind = 'field' AND key = 'izin_nomor'", "text"),
        CheckConstraint("(text IS NULL) = (salt IS NULL)", name="erased"),
        KEPT_IDS,
    )
    id: int = _id()
    kind: str
    owner: int = _big()
    key: str
    person_id: int | None = _ref("person.id", default=None, nullable=True)
    at: int = _big()
    text: str | None = _text(default=None, nullable=True)
    salt: str | None = _text(default=None, nullable=True)


class BlobTable(SQLModel, table=True):
    """A file beside the database, known by the SHA-256 of what is in it: `loket.store.blobs`."""

    __tablename__ = "blob"
    __table_args__ = (KEPT_IDS,)
    id: int = _id()
    sha: str = Field(unique=True)
    size: int = _big()
    type: str
    person_id: int | None = _ref("person.id", default=None, nullable=True)
    at: int = _big()


class CounterTable(SQLModel, table=True):
    """The last number given in a series within a period."""

    __tablename__ = "counter"
    series: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    last: int = _big()


class SurveyTable(SQLModel, table=True):
    """One filled-in survey. It names no file and no hour, so that nobody can be found by it."""

    __tablename__ = "survey"
    __table_args__ = (Index(None, "submitted_on"), KEPT_IDS)
    id: int = _id()
    service: str
    submitted_on: str
    answers: str = _text()
    respondent: str = _text()


class DraftTable(SQLModel, table=True):
    """What somebody was typing when it was last kept."""

    __tablename__ = "draft"
    person_id: int = _ref("person.id", primary_key=True)
    place: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    data: str = _text()
    saved_at: int = _big()


class CalendarDayTable(SQLModel, table=True):
    """A holiday, or (with `hours`, JSON pairs of minutes) the office's own decision for a date."""

    __tablename__ = "calendar_day"
    date: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    name: str
    decree: str = ""
    status: str
    hours: str | None = _text(default=None, nullable=True)
