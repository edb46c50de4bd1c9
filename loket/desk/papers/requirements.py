"""What a service asks for today, whoever comes: nothing is known of them yet."""

from __future__ import annotations

from collections.abc import Mapping

from loket.desk.office import Desk
from loket.office.forms import UNCONFIRMED, Requirement, when_words
from loket.office.model import Service
from loket.paper.requirements import Needed, Requirements
from loket.sop.model import Fact


def requirements(desk: Desk, service_id: str) -> Requirements:
    """What the service asks for. Raises KeyError, Missing, Unreadable."""
    with desk.at_one_moment():
        service, form = desk.service(service_id), desk.form(service_id)
        facts = desk.upcoming(service.procedure).facts
    asked = [r for r in form.requirements if set(r.kinds) & set(service.kinds)] if form is not None else []
    return Requirements(
        service.name,
        tuple(_needed(each, service, facts) for each in asked),
        desk.now(),
        service.page,
        all(each.source != UNCONFIRMED for each in asked),
    )


def _needed(requirement: Requirement, service: Service, facts: Mapping[str, Fact]) -> Needed:
    kinds = [kind for kind in service.kinds if kind in requirement.kinds]
    return Needed(
        requirement.name,
        requirement.obligatory,
        requirement.as_brought,
        ", ".join(kinds) if len(kinds) < len(service.kinds) else "",
        when_words(requirement.when, facts),
        requirement.note,
    )
