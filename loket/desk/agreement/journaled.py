"""What the journal tells of all that is no file and no number, gathered in one reading of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from loket.desk.note_names import SURVEY_NOTE
from loket.flow.acts import Note
from loket.office.shelf import Key
from loket.store import blobs, bookings, devices, editions, journal, roster
from loket.store.journal import Entry
from loket.store.surveys import Digest, sealed

JournaledBlob = tuple[str, int, str, int | None, int]
"""Of a file that was kept its SHA-256, length, type, by whom and when."""
JournaledDevice = tuple[str, str, int, bool]
"""Of a device its kind, its key's hash, since when, and whether it may act."""
Day = Callable[[int], str]
"""The office's date (ISO) of an instant."""


@dataclass(slots=True)
class JournaledPerson:
    """Somebody of the office as the journal has them; `entry` is the last that changed something."""

    entry: int
    roles: tuple[str, ...] = ()
    password: str = ""
    active: bool = True


@dataclass(slots=True)
class Journaled:
    """`kept`: the entry and the commitment of each value; `erased`: of which values one says that they were
    on decree, `forgotten`: that they were once nobody needed them any more.
    `files`: the first entry of each. `surveys`: how many were filled in on each day, `sealed` their hashes,
    of days that are over, `so_far` the last day that went on and its seal, `resealed` days that were sealed
    otherwise than they had come to. `office`, `clock_offset`, `revision`, `horizon` and `edition` as `meta`
    is to have them; `documents`: of all editions, by fingerprint and kind; `blobs`: files kept beside the
    database; `mended`: series of numbers that lay behind, and the entry that says so. `unread`: entries that
    tell nothing that this program wrote; `gaps`: those that do not follow the one before of their subject,
    whose last sequences are `seqs`.
    """

    kept: dict[int, tuple[int, str]] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    forgotten: set[int] = field(default_factory=set)
    files: dict[int, int] = field(default_factory=dict)
    people: dict[int, JournaledPerson] = field(default_factory=dict)
    rostered: dict[int, roster.Entry] = field(default_factory=dict)
    devices: dict[int, JournaledDevice] = field(default_factory=dict)
    surveys: Counter[str] = field(default_factory=Counter)
    sealed: dict[str, Digest] = field(default_factory=dict)
    so_far: tuple[str, str] = ("", "")
    resealed: set[str] = field(default_factory=set)
    office: str = ""
    clock_offset: int = 0
    revision: int = 0
    horizon: str = ""
    edition: int = 0
    documents: dict[tuple[str, str], Key] = field(default_factory=dict)
    blobs: dict[int, JournaledBlob] = field(default_factory=dict)
    mended: dict[str, int] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    gaps: list[Entry] = field(default_factory=list)
    seqs: dict[tuple[str, int], int] = field(default_factory=dict)


def gather(entries: Iterable[tuple[int, Entry | None]], day: Day) -> Journaled:
    """What all the entries tell, in their order; None is one that cannot be read."""
    journaled = Journaled()
    for entry_id, entry in entries:
        try:
            _take_up(journaled, entry, day)
        except (AttributeError, KeyError, TypeError, ValueError):  # nothing that this program wrote
            journaled.unread.append(entry_id)
    return journaled


def _take_up(journaled: Journaled, entry: Entry | None, day: Day) -> None:
    if entry is None:
        raise ValueError
    subject = entry.subject, entry.subject_id
    if entry.seq != journaled.seqs.get(subject, 0) + 1:
        journaled.gaps.append(entry)
    journaled.seqs[subject] = entry.seq
    journaled.kept |= {int(value): (entry.id, seal) for value, seal in entry.kept.items()}
    match entry.subject:
        case "file":
            _of_file(journaled, entry, day)
        case "person":
            _of_person(journaled, entry)
            _of_roster(journaled, entry)
        case "calendar":
            journaled.revision = entry.data.get("revision", journaled.revision)
            journaled.horizon = entry.data.get("horizon", journaled.horizon)
        case "office":
            _of_office(journaled, entry)


def _of_file(journaled: Journaled, entry: Entry, day: Day) -> None:
    journaled.files.setdefault(entry.subject_id, entry.id)
    if entry.kind == Note.word and entry.data.get("what") == SURVEY_NOTE:
        journaled.surveys[day(entry.recorded)] += 1


def _of_person(journaled: Journaled, entry: Entry) -> None:
    person = journaled.people.setdefault(entry.subject_id, JournaledPerson(entry.id))
    match entry.kind:
        case "added":
            person.roles, person.password = tuple(entry.data["roles"]), entry.data["password"]
        case "roles_set":
            person.roles = tuple(entry.data["roles"])
        case "password_set":
            person.password = entry.data["password"]
        case "activated" | "deactivated":
            person.active = entry.kind == "activated"
        case _:
            return
    person.entry = entry.id


def _of_roster(journaled: Journaled, entry: Entry) -> None:
    listed, data = journaled.rostered, entry.data
    match entry.kind:
        case roster.ROSTERED:
            number, role = data["entry"], data["role"]
            days = (data["first"], data["last"])
            listed[number] = roster.Entry(number, entry.subject_id, role, *days, freed=bool(role))
        case roster.ENDED:
            listed[data["entry"]] = replace(listed[data["entry"]], last=data["last"])
        case roster.FREED:
            listed[data["entry"]] = replace(listed[data["entry"]], freed=True)


def _of_office(journaled: Journaled, entry: Entry) -> None:
    data = entry.data
    match entry.kind:
        case journal.FOUNDED:
            journaled.office, journaled.clock_offset = data["office"], data["clock_offset"]
        case editions.INSTALLED:
            edition = editions.read_entry(entry)
            journaled.edition = entry.id
            journaled.documents |= {(sha, key[0]): key for key, sha in edition.documents.items()}
        case devices.MADE:
            journaled.devices[data["device"]] = (data["kind"], data["key"], entry.at, True)
        case devices.REVOKED:
            kind, key, since, _ = journaled.devices[data["device"]]
            journaled.devices[data["device"]] = (kind, key, since, False)
        case blobs.KEPT:
            kept = (data["sha"], data["size"], data["type"], entry.person_id, entry.at)
            journaled.blobs[data["blob"]] = kept
        case journal.CLOCK_SET:
            journaled.clock_offset = data["clock_offset"]
        case journal.PERSON_ERASED:
            journaled.erased |= set(data["values"])
            papers = data.get(journal.PAPERS, ())
            journaled.blobs = {blob: kept for blob, kept in journaled.blobs.items() if kept[0] not in papers}
        case bookings.FORGOTTEN:
            journaled.forgotten |= set(data["values"])
        case journal.SERIES_MENDED:
            journaled.mended[f"{data['series']} {data['period']}".strip()] = entry.id
        case journal.SURVEYS_SEALED:
            still = {day: seal for day, seal in journaled.sealed.items() if day < data["before"]}
            journaled.sealed = still | {day: (count, seal) for day, (count, seal) in data["days"].items()}
            last, seal = journaled.so_far
            if last in data["days"] and sealed(data["salt"], journaled.sealed[last]) != seal:
                journaled.resealed.add(last)
        case journal.SURVEYS_SO_FAR:
            journaled.so_far = (data["day"], data["seal"])
