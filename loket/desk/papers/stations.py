"""Where each station prints, and a page to try a printer out: it goes to the printer and is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loket.desk.authority import Who, administers
from loket.desk.office import Desk
from loket.desk.papers.printing import Came, Terminal, print_paper
from loket.office.printer import Printer
from loket.paper import trial


@dataclass(frozen=True, slots=True)
class Station:
    """A counter, or without an `id` wherever somebody works who sits at none; and where it prints."""

    id: str
    name: str
    printer: Printer


ELSEWHERE = "Yang tidak duduk di loket"


def stations(desk: Desk) -> Iterator[Station]:
    """The counters, and everywhere else."""
    office = desk.office
    yield from (Station(counter.id, counter.name, counter.printer) for counter in office.counters)
    yield Station("", ELSEWHERE, office.settings.printer)


def try_out(desk: Desk, who: Who | None, place: str, printer: Printer, terminal: Terminal) -> Came:
    """Print a page that says where it comes from. Takes seconds at most. Raises Refused, PrintFailed."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
    page = (desk.office, place, printer, desk.now())
    return print_paper(trial.trial(*page), printer, terminal, trial.on_roll(*page))
