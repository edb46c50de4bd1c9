"""The list of what is missing, as text."""

from __future__ import annotations

from loket.desk.authority import Who
from loket.desk.case.file_view import FileView
from loket.desk.case.on_form import LACKING, PRESENT, UNCHECKED, CheckItem
from loket.desk.office import Desk
from loket.desk.papers.parts import counter_name, service_name
from loket.identity import DOCUMENTS
from loket.paper.deficiency import DeficiencyData, DeficientItem, deficiency
from loket.store import people, texts


def deficiency_text(desk: Desk, who: Who, view: FileView) -> str:
    """The list of what is still missing, empty when nothing is.

    While the file lies with the applicant that is also what the return asked for; else what is marked so now.
    """
    returned = view.returned if view.was_returned else None
    asked = set(returned.missing) if returned is not None else set()
    lacking = [i for i in view.checklist if i.mark == LACKING or i.requirement.id in asked]
    if returned is None and not lacking:
        return ""
    data = DeficiencyData(
        number=view.row.number,
        returned=returned.at if returned is not None else view.now,
        service=service_name(desk, view),
        kind=view.row.kind,
        applicant=view.applicant.name,
        nik=view.applicant.nik,
        document=DOCUMENTS.get(view.applicant.id_kind, ""),
        document_number=view.applicant.id_number,
        items=_deficient(desk, who, view, lacking),
        present=sum(i.mark == PRESENT and i not in lacking for i in view.checklist),
        clerk=view.people.get(who.person, ""),
        counter=counter_name(desk, who.station),
        note=returned.reason if returned is not None else "",
        received_by=view.row.came_name,
        outside_number=view.row.outside_number,
        company=view.row.company,
        part=view.step.name if returned is not None and view.step is not None and view.step.strand else "",
        unchecked=sum(
            i.mark == UNCHECKED and i.requirement.obligatory and i not in lacking for i in view.checklist
        ),
    )
    return deficiency(desk.office, data)


def _deficient(desk: Desk, who: Who, view: FileView, items: list[CheckItem]) -> tuple[DeficientItem, ...]:
    with desk.store.read() as conn:
        marks = texts.marks(conn, view.row.id)
        finders = {m.person: people.roles_of(conn, m.person) for m in marks.values()}
        own = people.roles_of(conn, who.person)
    found = []
    for item in items:
        mark = marks.get(item.requirement.id)
        person, at = (mark.person, mark.at) if mark is not None else (who.person, view.now)
        role = _role_name(desk, view, finders.get(person, own))
        name = item.requirement.name + ("" if item.requirement.obligatory else " (bila ada)")
        found.append(DeficientItem(name, item.note, view.people.get(person, ""), role, at))
    return tuple(found)


def _role_name(desk: Desk, view: FileView, roles: tuple[str, ...]) -> str:
    """The name of the role that performs the present step, where the person has it, else of their first."""
    performing = view.step.roles if view.step is not None else ()
    ranked = [*(r for r in roles if r in performing), *roles]
    return next((desk.office.roles[r].name for r in ranked if r in desk.office.roles), "")
