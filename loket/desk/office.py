"""What every use case needs: the office, its procedures, its calendar, its database, and the time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from loket import sop
from loket.desk.time.clock import Basis, ClockDoubted, Doubt, doubts
from loket.desk.time.reckoning import Reckoning, reckon
from loket.office.closing import part_data, part_from, part_of, with_closing
from loket.office.forms import Form, parse_form
from loket.office.model import Office, Service
from loket.office.reading import ProfileFaults, table_of
from loket.office.times import times_data, times_from, times_of
from loket.resources import resource
from loket.sla import WorkingTime
from loket.sop.faults import SopFaults
from loket.sop.model import Procedure
from loket.store import calendar, documents, journal, meta
from loket.store.engine import Store
from loket.store.sql import Connection, canonical

Clock = Callable[[], int]


class Missing(Exception):
    """The office lacks what its profile or an SOP names: `what` it is, in a clerk's word, and its id."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"{what} {name}")
        self.what, self.name = what, name


class Unreadable(Exception):
    """The SOP that a file was registered under, or its history, is written as this program cannot read it."""


class UnreadableNumber(Unreadable):
    """The history of a queue number is."""


@dataclass(slots=True)
class Desk:
    """An open office. `now` gives the current instant in ms UTC; everything else is read once and kept.
    `place` is where this program runs, as wrong passwords are counted. `elapsed` gives what a clock shows
    that nobody sets and that only runs on (ms); `opened` how far `now` was ahead of it when the office was
    opened, and the last journal entry of then.

    What times are reckoned by is kept per revision of the calendar: a late decree, or other hours that a
    later program found in the profile, are seen at the next act.
    """

    store: Store
    office: Office
    now: Clock
    place: str = ""
    elapsed: Clock | None = None
    opened: tuple[int, int] | None = None
    _reckoning: Reckoning | None = None
    _procedures: dict[str, Procedure] = field(default_factory=dict)
    _unreadable: set[str] = field(default_factory=set)
    _forms: dict[str, Form] = field(default_factory=dict)

    @contextmanager
    def write(self, *, together: int | None = None) -> Iterator[Connection]:
        """One transaction in which somebody acts, as `Store.write`. Raises as that, and ClockDoubted.

        What may be written by a clock in doubt too goes through `store.write`: what is typed and marked,
        passwords, who works here, the calendar.
        """
        with self.store.write(together=together) as conn:
            if found := self.doubts(self.clock_basis(conn)):
                raise ClockDoubted(self.now(), found)
            yield conn

    def running(self) -> int:
        """What the clock shows that only runs on, for lengths of time; `now` where there is none."""
        return self.elapsed() if self.elapsed is not None else self.now()

    def doubts(self, basis: Basis) -> tuple[Doubt, ...]:
        """What speaks against the clock as it goes now."""
        return doubts(basis, self.now(), self.elapsed() if self.elapsed else None)

    def clock_basis(self, conn: Connection) -> Basis:
        """What the clock is judged by: an answer given since this program was opened counts for it too."""
        time, head, apart = self.time(conn), journal.head(conn), None
        if self.opened is not None:
            apart, since = self.opened
            kind, answered = journal.CLOCK_AFFIRMED, head.affirmed > since
            answer = journal.last_of_kind(conn, "office", journal.OFFICE, kind) if answered else None
            if answer is not None and answer.data["elapsed"] is not None:
                apart = answer.at - answer.data["elapsed"]
        end = time.instant(time.days[-1].date, 24 * 60)
        return Basis(head.acted, apart, end, self.office.settings.clock_tolerance * 1000)

    def reckoning(self, conn: Connection) -> Reckoning:
        """By what times are reckoned at the calendar's present revision."""
        revision, known = calendar.revision(conn), self._reckoning
        if known is None or known.time.revision != revision:
            times = times_from(json.loads(meta.kept(conn, meta.TIMES)))
            known = reckon(times, calendar.days(conn), revision, calendar.horizon(conn))
            self._reckoning = known  # another thread, that reads an older moment, may put its own here
        return known

    def time(self, conn: Connection) -> WorkingTime:
        """The office's working time at the calendar's present revision."""
        return self.reckoning(conn).time

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What this thread reads inside, by however many calls, is as it was at one moment."""
        with self.store.snapshot():
            yield

    def working_time(self) -> WorkingTime:
        """The same for whoever is in no transaction, such as a screen that shows clocks."""
        with self.store.read() as conn:
            return self.time(conn)

    def procedure(self, conn: Connection, sha: str) -> Procedure:
        """The procedure as it stood, with the office's own part, when a file was registered under it.

        Raises Unreadable when another version of the program wrote it, or it was damaged.
        """
        if sha in self._unreadable:
            raise Unreadable(sha)
        if sha not in self._procedures:
            try:
                self._read(sha, *documents.kept(conn, documents.SOP, sha), sop.parse_procedure)
            except (SopFaults, ProfileFaults, KeyError, ValueError, TypeError) as error:
                self._unreadable.add(sha)
                raise Unreadable(sha) from error
        return self._procedures[sha]

    def current(self, conn: Connection, procedure_id: str) -> tuple[str, Procedure]:
        """Today's version of a procedure, fingerprint and reading; kept the first time it is used.

        Raises Missing when there is none, SopFaults and ProfileFaults when it cannot be read.
        """
        sha, source, part = self._written(procedure_id)
        procedure = self._read(sha, source, part, sop.load)
        documents.keep(conn, documents.SOP, sha, procedure_id, source, part)
        return sha, procedure

    def upcoming(self, procedure_id: str) -> Procedure:
        """Today's version of a procedure, under which the next file will be registered; nothing is kept."""
        return self._read(*self._written(procedure_id), sop.load)

    def _written(self, procedure_id: str) -> tuple[str, str, str]:
        """Fingerprint, text and the office's part (JSON) of a procedure as they stand today."""
        try:
            source = data_file(self.store.path, "sop", procedure_id).read_text("utf-8-sig")
        except FileNotFoundError as error:
            raise Missing("SOP", procedure_id) from error
        part = canonical(part_data(part_of(self.office, procedure_id)))
        return hashlib.sha256(f"{source}\0{part}".encode()).hexdigest(), source, part

    def _read(self, sha: str, source: str, part: str, read: Callable[[str], Procedure]) -> Procedure:
        if sha not in self._procedures:
            procedure = read(source)
            self._procedures[sha] = with_closing(procedure, part_from(json.loads(part)))
        return self._procedures[sha]

    def service(self, service_id: str) -> Service:
        """The office's service. KeyError when it has none of that id."""
        return self.office.services[service_id]

    def form(self, service_id: str) -> Form | None:
        """Today's requirements and technical fields of the service's permit; None where it has no form.

        Raises Missing when the form that its profile names is not there, ProfileFaults when it is unreadable.
        """
        written = self._form_written(service_id)
        return self._read_form(*written) if written is not None else None

    def current_form(self, conn: Connection, service_id: str) -> str | None:
        """Today's form of the service, its fingerprint; kept the first time it is used. Raises as `form`."""
        written = self._form_written(service_id)
        if written is None:
            return None
        sha, name, source = written
        self._read_form(*written)
        documents.keep(conn, documents.FORM, sha, name, source)
        return sha

    def form_kept(self, conn: Connection, sha: str) -> Form:
        """The form as it stood when a file was registered by it. Raises Unreadable."""
        if sha in self._unreadable:
            raise Unreadable(sha)
        if sha not in self._forms:
            try:
                source, _ = documents.kept(conn, documents.FORM, sha)
                self._read_form(sha, table_of(source, "").text("id"), source)
            except (ProfileFaults, KeyError) as error:
                self._unreadable.add(sha)
                raise Unreadable(sha) from error
        return self._forms[sha]

    def _form_written(self, service_id: str) -> tuple[str, str, str] | None:
        """Fingerprint, name and text of today's form of a service; None where it has none."""
        service = self.office.services.get(service_id)
        if service is None or not service.form:
            return None
        try:
            source = data_file(self.store.path, "forms", service.form).read_text("utf-8-sig")
        except FileNotFoundError as error:
            raise Missing("formulir", service.form) from error
        return hashlib.sha256(source.encode()).hexdigest(), service.form, source

    def _read_form(self, sha: str, name: str, source: str) -> Form:
        if sha not in self._forms:
            self._forms[sha] = parse_form(name, source)
        return self._forms[sha]


def kept_times(office: Office) -> str:
    """What of the profile bears on times, as the database keeps it."""
    return canonical(times_data(times_of(office)))


def data_file(database: Path, kind: str, name: str) -> Path:
    """The office's own file of a kind (sop, offices, forms) beside its database, else the one shipped."""
    own = own_folder(database) / kind / f"{name}.toml"
    return own if own.exists() else resource("data", kind, f"{name}.toml")


def own_folder(database: Path) -> Path:
    """Where an office keeps its own profile, SOPs and forms: the folder `kantor` beside the database."""
    return database.parent / "kantor"


def own_profile(database: Path, office: str) -> Path:
    """Where an office keeps its own profile, if it has one."""
    return own_folder(database) / "offices" / f"{office}.toml"
