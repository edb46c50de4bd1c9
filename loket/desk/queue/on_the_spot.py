"""Who came to a counter without a number gets one there and is served at once, where the office says so."""

from __future__ import annotations

from loket.desk.authority import Who, actor, need
from loket.desk.case.on_record import OnRecord, acting, on_record
from loket.desk.office import Desk
from loket.desk.queue import pausing
from loket.desk.queue.calling import free_seat, numbered, series_of
from loket.flow.acts import Right
from loket.flow.queue.acts import Given, Outcome
from loket.flow.queue.state import TicketStanding
from loket.flow.standing import Standing
from loket.office.model import Errand, Office
from loket.store import tickets
from loket.store.journal import Stamp
from loket.store.tickets import TicketRow


def serve(desk: Desk, who: Who, errand: str, service: str = "") -> TicketRow:
    """Give whoever stands at the person's counter a number and serve them: no quota keeps them away.

    Raises:
        CounterBusy: the person has a number open.
        Invalid: as `calling.issue_ticket`.
    """
    with desk.write(about=acting(desk, who.person)) as conn:
        free_seat(conn, desk, who)
        pausing.opened(conn, desk, who)
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, need(person, Right.COUNTER), person.station)
        series = series_of(desk.newest(conn).office, errand, service)
        return numbered(conn, desk, Given("", "", service, series, errand, served=True), stamp)


def number_for(desk: Desk, who: Who, file: int) -> int | None:
    """The number by which whoever brings or fetches what a file waits for is served at the counter.

    That is the one served there; else one is given now, where the office serves nobody without. None where it
    does, and for who sits at no counter. Raises CounterBusy: somebody else was called, and has not come yet.
    """
    with desk.store.read() as conn:
        person, office = actor(conn, desk, who), desk.newest(conn).office
        had = tickets.had_by(conn, who.person, desk.today(conn))
        known = on_record(conn, desk, file)
    if had is not None and had.standing is TicketStanding.SERVED:
        return had.id
    if not office.settings.numbers_for_all or person.station is None or Right.COUNTER not in person.rights:
        return None
    errand = _collecting(office, known) or errand_at(office, person.station, registers=False)
    return serve(desk, who, errand.id, "" if errand.prefix else known.row.service).id


def errand_at(office: Office, station: str | None, *, registers: bool) -> Errand:
    """What somebody without a number came to that counter for: the first that it calls of that kind."""
    here = [each for each in office.errands.values() if office.serves(station, each.id, "")]
    known = here or list(office.errands.values())
    return next((each for each in known if each.registers is registers), known[0])


def _collecting(office: Office, known: OnRecord) -> Errand | None:
    """What somebody came for who fetches the file's permit; None where it does not wait for that."""
    waits = any(here.standing is Standing.COLLECTION for here in known.state.opens)
    collecting = (each for each in office.errands.values() if each.outcome is Outcome.COLLECTED)
    return next(collecting, None) if waits else None
