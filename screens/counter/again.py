"""The questions whose next file it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from screens.widgets.dialogs import Do, Pick

if TYPE_CHECKING:
    from loket.desk.intake.again import Last
    from loket.desk.queue.line import TicketRow


def same_person(last: Last, other: Last) -> bool:
    """Whether somebody applied or came for both."""
    return bool(_ids(last) & _ids(other))


def _ids(last: Last) -> set[int]:
    return {person.id for person in (last.applicant, last.proxy) if person is not None}


def ask_served(
    ticket: TicketRow | None, served: Last, other: Last, begin: Callable[[Last], None]
) -> Pick[Do]:
    """Whose next file it is, where somebody is served and the file pointed at is another person's.

    Without a `ticket` the number of who was served is closed already.
    """
    who = "Yang dilayani" if ticket is not None else "Yang baru dilayani"
    rows = [
        (partial(begin, served), f"{who}: {whose(served)}"),
        (partial(begin, other), f"Orang lain, dari berkas yang ditunjuk: {whose(other)}"),
    ]
    title = (
        f"{ticket.number}: daftarkan lagi untuk siapa?"
        if ticket is not None
        else "Daftarkan lagi untuk siapa?"
    )
    return Pick(title, rows)


def whose(last: Last) -> str:
    """The name of who applied, or else came."""
    person = last.applicant or last.proxy
    return person.name if person is not None else ""


def ask_again(last: Last, begin: Callable[[Last], None]) -> Pick[Do]:
    """The same person, or who came: `begin` is given what then holds of the last registration."""
    rows: list[tuple[Do, str]] = []
    if last.applicant is not None:
        rows.append((partial(begin, last), f"Orang yang sama: {last.applicant.name}"))
    if last.proxy is not None:
        for_another = partial(begin, replace(last, applicant=None))
        rows.append((for_another, f"Kuasa yang sama: {last.proxy.name}, untuk orang lain"))
    return Pick("Satu lagi untuk siapa?", rows)
