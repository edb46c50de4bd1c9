"""The roles that an SOP needs and an office has not: as the SOP names them, each with its screen."""

from __future__ import annotations

from collections.abc import Iterator

from loket.flow.acts import Right
from loket.office.closing import missing_roles, part_of, with_closing
from loket.office.model import Office, OfficeRole
from loket.sop.model import Kind, Procedure, Step

_HOMES = (
    ("issuance", {Kind.ISSUE, Kind.PRINT, Kind.HANDOVER}),
    ("survey", {Kind.SURVEY}),
    ("verification", {Kind.VERIFICATION, Kind.APPROVAL, Kind.SIGNATURE}),
    ("assessment", {Kind.ASSESSMENT}),
    ("archive", {Kind.ARCHIVE}),
)
"""The screen for whose steps are of these kinds, the first that has one; else the back office."""


def roles_for(procedure: Procedure, office: Office) -> tuple[OfficeRole, ...]:
    """The roles to add, in the order of its steps; whoever performs the first registers."""
    here = with_closing(procedure, part_of(office, procedure.id))
    first = {role for start in here.starts[:1] for role in here.step(start).handling_roles(0)}
    lacks, found = set(missing_roles(here, office)), list[OfficeRole]()
    acting = dict.fromkeys(role for step in here.places for role in _acting(step))
    for role in (role for role in acting if role in lacks):
        kinds = {step.kind for step in here.places if role in _acting(step)}
        home = next((home for home, of in _HOMES if of & kinds), "backoffice")
        begins = role in first
        rights = frozenset({Right.COUNTER}) if begins else frozenset[Right]()
        name = here.roles.get(role, role)
        found.append(OfficeRole(role, name, "intake" if begins else home, rights))
    return tuple(found)


def _acting(step: Step) -> Iterator[str]:
    """Who acts or records there."""
    for at in range(len(step.sign_offs) or 1):
        yield from step.handling_roles(at)
