"""The next file of the same person, or of who comes for several: what of a registration holds once more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loket.desk.authority import Who, actor, need
from loket.desk.intake.applicant import for_screens, of_proxy
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.store import applicants, files
from loket.store.applicants import Applicant
from loket.store.sql import Connection
from loket.store.values import ERASED


@dataclass(frozen=True, slots=True)
class Last:
    """What was registered: for what, who applied and who came for them, as they are known by now.

    None of them where there is nobody, or whose data were erased. Of who came only what a form asks for.
    """

    service: str
    kind: str
    channel: str
    applicant: Applicant | None
    proxy: Applicant | None


def last(desk: Desk, who: Who, file: int) -> Last:
    """What the registration of `file` says for another one. The letter of who came is looked at anew."""
    with desk.store.read() as conn:
        need(actor(conn, desk, who), Right.COUNTER)
        row = files.file_row(conn, file)
        applicant, proxy = _known(conn, row.applicant_id), _known(conn, row.came_id)
    if applicant is not None:
        applicant = replace(applicant, company=row.company)
    return Last(row.service, row.kind, row.channel, applicant, of_proxy(proxy) if proxy is not None else None)


def _known(conn: Connection, person: int | None) -> Applicant | None:
    found = applicants.by_id(conn, person) if person is not None else None
    return for_screens(found) if found is not None and found.name != ERASED else None
