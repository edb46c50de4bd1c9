"""What every use case needs: the office, its procedures, its calendar, its database, and the time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TypeVar

from loket import sop
from loket.desk.errors import ClockDoubted, Missing, Unreadable
from loket.desk.in_force import InForce, in_force
from loket.desk.time.clock import Basis, Doubt, doubts
from loket.desk.time.reckoning import Reckoning, reckon
from loket.flow.acts import BrokenHistory
from loket.office.closing import part_from, with_closing
from loket.office.forms import PermitForm, parse_form
from loket.office.model import Office, Service
from loket.office.reading import ProfileFaults
from loket.office.shelf import DECREE, FORM, SOP, SURVEY, THE_SURVEY, place_of
from loket.office.survey import Question, parse_survey
from loket.office.times import times_from
from loket.sla import WorkingTime
from loket.sop.faults import SopFaults
from loket.sop.model import Procedure
from loket.sop.source import Beside, Written, nothing
from loket.store import calendar, documents, journal, meta
from loket.store.beginning import About
from loket.store.documents import Document
from loket.store.engine import Store
from loket.store.sql import Connection, reading_once

Clock = Callable[[], int]
Read = TypeVar("Read")


@dataclass(slots=True)
class Desk:
    """An open office. `now` gives the current instant in ms UTC; what is read of the database is kept.
    `place` is where this program runs, as wrong passwords are counted. `elapsed` gives what a clock shows
    that nobody sets and that only runs on (ms); `opened` how far `now` was ahead of it when the office was
    opened, and the last journal entry of then.

    What times are reckoned by is kept per revision of the calendar, and what the office is by its newest
    edition: a late decree, or another profile, are seen at the next act, or the next look at the database.
    """

    store: Store
    in_force: InForce
    now: Clock
    place: str = ""
    elapsed: Clock | None = None
    opened: tuple[int, int] | None = None
    _one_at_a_time: Lock = field(default_factory=Lock)
    _reckoning: Reckoning | None = None
    _procedures: dict[str, Procedure] = field(default_factory=dict)
    _unreadable: set[str] = field(default_factory=set)
    _forms: dict[str, PermitForm] = field(default_factory=dict)
    _surveys: dict[str, tuple[Question, ...]] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        """The office as its newest edition has it that was seen here."""
        return self.in_force.office

    def newest(self, conn: Connection) -> InForce:
        """The edition in force at the moment that `conn` reads; the newest is from here on the `office`."""
        found = in_force(conn, self.in_force)
        with self._one_at_a_time:
            if found.newest > self.in_force.newest:  # a thread that reads an older moment takes nothing back
                self.in_force = found
        return found

    @contextmanager
    def write(self, *, together: int | None = None, about: About | None = None) -> Iterator[Connection]:
        """One transaction in which somebody acts, as `Store.write`. Raises as that, and ClockDoubted.

        What may be written by a clock in doubt too goes through `store.write`: what is typed and marked,
        passwords, who works here, the calendar.
        """
        with self.store.write(together=together, about=about) as conn:
            self.newest(conn)
            self.believe_clock(conn)
            yield conn

    @property
    def likely_today(self) -> str:
        """`today` by what times were reckoned by last; empty before the first time."""
        known = self._reckoning
        return known.time.date_of(self.now()).isoformat() if known is not None else ""

    def believe_clock(self, conn: Connection) -> None:
        """Nobody acts by a clock in doubt. Raises ClockDoubted."""
        if found := self.doubts(self.clock_basis(conn)):
            raise ClockDoubted(self.now(), found)

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
            if head.affirmed > since:
                apart = _apart_when_answered(conn, apart)
        return Basis(head.acted, apart, time.horizon[1], self.office.settings.clock_tolerance * 1000)

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

    def today(self, conn: Connection) -> str:
        """The office's date of now, ISO."""
        return self.time(conn).date_of(self.now()).isoformat()

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What this thread reads inside, by however many calls, is as it was at one moment, and read once."""
        with self.store.snapshot() as conn, reading_once(conn):
            yield

    def working_time(self) -> WorkingTime:
        """The same for whoever is in no transaction, such as a screen that shows clocks."""
        with self.store.read() as conn:
            return self.time(conn)

    def procedure(self, conn: Connection, sha: str) -> Procedure:
        """The procedure as it stood, with the office's own part, when a file was registered under it.

        Raises Unreadable when another version of the program wrote it, or it was damaged.
        """

        def read(kept: Document) -> Procedure:
            procedure = sop.parse_procedure(_written(kept, partial(_decree, conn)))
            return with_closing(procedure, part_from(json.loads(kept.office)))

        return self._kept(conn, SOP, sha, read, self._procedures)

    def current(self, conn: Connection, procedure_id: str) -> tuple[str, Procedure]:
        """Today's version of a procedure, fingerprint and reading. Raises Missing, Unreadable."""
        sha = self.newest(conn).documents.get((SOP, procedure_id))
        if sha is None:
            raise Missing("SOP", procedure_id)
        return sha, self.procedure(conn, sha)

    def upcoming(self, procedure_id: str) -> Procedure:
        """Today's version of a procedure, for the next file that is registered. Raises as `current`."""
        with self.store.read() as conn:
            return self.current(conn, procedure_id)[1]

    def service(self, service_id: str) -> Service:
        """The office's service. KeyError when it has none of that id."""
        return self.office.services[service_id]

    def form(self, service_id: str) -> PermitForm | None:
        """Today's requirements and technical fields of the service's permit; None where it has no form.

        Raises Missing when the form that its profile names is not there, Unreadable.
        """
        with self.store.read() as conn:
            sha = self.current_form(conn, service_id)
            return self.form_kept(conn, sha) if sha is not None else None

    def current_form(self, conn: Connection, service_id: str) -> str | None:
        """Today's form of the service, its fingerprint. Raises Missing."""
        edition = self.newest(conn)
        service = edition.office.services.get(service_id)
        if service is None or not service.form:
            return None
        if (sha := edition.documents.get((FORM, service.form))) is None:
            raise Missing("formulir", service.form)
        return sha

    def form_kept(self, conn: Connection, sha: str) -> PermitForm:
        """The form as it stood when a file was registered by it. Raises Unreadable."""
        return self._kept(conn, FORM, sha, lambda kept: parse_form(_written(kept)), self._forms)

    def questions(self) -> tuple[Question, ...]:
        """The questions of today's survey, in the order in which they are asked."""
        with self.store.read() as conn:
            sha = self.newest(conn).documents[THE_SURVEY]
            return self._kept(
                conn, SURVEY, sha, lambda kept: parse_survey(_written(kept)).questions, self._surveys
            )

    def _kept(
        self, conn: Connection, kind: str, sha: str, read: Callable[[Document], Read], known: dict[str, Read]
    ) -> Read:
        """A version of a document as it is read, and remembered. Raises Unreadable.

        One that is not there, or lacks something, is looked for anew each time: another moment may have it.
        """
        if sha in self._unreadable:
            raise Unreadable(sha)
        if sha not in known:
            try:
                known[sha] = read(documents.kept(conn, kind, sha))
            except KeyError as error:
                raise Unreadable(sha) from error
            except (SopFaults, ProfileFaults, ValueError, TypeError) as error:
                self._unreadable.add(sha)
                raise Unreadable(sha) from error
        return known[sha]


def _apart_when_answered(conn: Connection, opened: int) -> int:
    """How far the clock was ahead of the one that only runs on when somebody answered for it last.

    As when it was `opened` where the answer tells nothing of that, or cannot be read any more: so it is asked
    for anew.
    """
    with suppress(BrokenHistory, LookupError, TypeError):
        answer = journal.last_of_kind(conn, "office", journal.OFFICE, journal.CLOCK_AFFIRMED)
        if answer is not None and answer.data["elapsed"] is not None:
            return int(answer.at - answer.data["elapsed"])
    return opened


def _decree(conn: Connection, name: str) -> str:
    """The text that an SOP names; no rule depends on it."""
    sha = documents.newest(conn, DECREE, name)
    return documents.kept(conn, DECREE, sha).source if sha is not None else ""


def _written(kept: Document, beside: Beside = nothing) -> Written:
    return Written(kept.name, place_of(kept.kind, kept.name), kept.source, beside)
