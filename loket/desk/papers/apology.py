"""The letter that asks an applicant's pardon, where the office has noted that it gives one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from loket.desk.authority import Who
from loket.desk.case.file_view import FileView
from loket.desk.office import Desk
from loket.desk.papers.parts import counter_name, service_name
from loket.desk.promises.finish import outcome_of
from loket.desk.promises.ledger import Offered, of_files
from loket.desk.queue.amends import NOTHING
from loket.office.model import Compensation
from loket.paper.apology import ApologyData, apology


def apology_text(desk: Desk, who: Who, view: FileView) -> str:
    """The letter; empty where no date was promised, or nothing was offered that comes with a letter."""
    with desk.store.snapshot() as conn:
        told = view.row.promised_at
        offered = of_files(conn, desk, {view.row.id: told}).get(view.row.id, ()) if told is not None else ()
        kinds = desk.newest(conn).office.compensations
    if view.row.promised_on is None or not any(
        each.amends.kind in kinds and kinds[each.amends.kind].slip for each in offered
    ):
        return ""
    data = ApologyData(
        number=view.row.number,
        service=service_name(desk, view),
        applicant=view.applicant.name,
        company=view.row.company,
        promised=date.fromisoformat(view.row.promised_on),
        outcome=outcome_of(view),
        offered=tuple(dict.fromkeys(each.name for each in offered if _is_given(kinds, each))),
        at=view.now,
        clerk=view.people.get(who.person, ""),
        counter=counter_name(desk, who.station),
    )
    return apology(desk.office, data)


def _is_given(kinds: Mapping[str, Compensation], offered: Offered) -> bool:
    """Whether it is something beside this letter itself, or that nothing is offered."""
    kind = kinds.get(offered.amends.kind)
    is_letter = kind is not None and kind.slip and not kind.precedes
    return offered.amends.kind != NOTHING.id and not is_letter
