"""Who works in a trial: one made-up person for each role, and what an office has and lacks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from loket.flow.acts import Actor, Right
from loket.office.model import Office
from loket.sop.model import APPLICANT_ROLE, SYSTEM_ROLE, Demand, Duration, Origin, Procedure, Step

COUNTER_ROLE = "loket"


@dataclass(frozen=True, slots=True)
class TrialOffice:
    """Where a procedure is tried.

    `crowded`: roles that several people of the trial hold, since fewer could not sign, with their number.
    `unmet` says for a demand what is missing, `unopened` the same for a follow-up; `surveyors` are the roles
    that can fill the survey (None: all); `standard` is the time by the service's Standar Pelayanan;
    `requests` are the services and kinds of application that there are for the procedure.
    """

    people: tuple[Actor, ...]
    crowded: Mapping[str, int] = field(default_factory=dict)
    unmet: Mapping[Demand, str] = field(default_factory=dict)
    unopened: Mapping[str, str] = field(default_factory=dict)
    surveyors: frozenset[str] | None = None
    standard: Duration | None = None
    requests: tuple[tuple[str, str], ...] = (("", ""),)

    def holders(self, roles: tuple[str, ...]) -> tuple[Actor, ...]:
        """The people who hold one of these roles."""
        return tuple(person for person in self.people if set(person.roles) & set(roles))


def places(procedure: Procedure) -> Iterator[tuple[Step, int]]:
    """Every step and part of one, with each of its sign-offs (0 where it has none)."""
    for place in procedure.places:
        for sign_off in range(max(1, len(place.sign_offs))):
            yield place, sign_off


def made_up(procedure: Procedure) -> TrialOffice:
    """One person for each role of the procedure, and one more who has the counter's right.

    Services and kinds of application are those that the procedure itself tells apart.
    """
    signing = [role for step, sign_off in places(procedure) for role in step.handling_roles(sign_off)]
    roles = [role for role in dict.fromkeys(signing) if role not in (APPLICANT_ROLE, SYSTEM_ROLE)]
    counter = {Right.COUNTER: COUNTER_ROLE}
    setting = _setting(procedure, [*((role, {}) for role in roles), (COUNTER_ROLE, counter)])
    services, kinds = (_values(procedure, origin) for origin in (Origin.SERVICE, Origin.REQUEST))
    return replace(setting, requests=tuple(product(services, kinds)))


def _values(procedure: Procedure, origin: Origin) -> tuple[str, ...]:
    """All that facts of this origin may be; an empty word where there is none."""
    facts = [fact for fact in procedure.facts.values() if fact.origin is origin]
    return tuple(dict.fromkeys(value for fact in facts for value in fact.values)) or ("",)


def of_office(
    office: Office, procedure: Procedure, no_forms: Collection[str] = (), no_procedures: Collection[str] = ()
) -> TrialOffice:
    """One person for each role of the office, with the rights that it carries.

    `no_forms` and `no_procedures`: what the office's profile asks for and is not there, by id.
    """
    services = office.services_of(procedure.id)
    form = next((f"formulir {s.form} tidak ada" for s in services if s.form in no_forms), "")
    if not services:
        form = "kantor ini tidak punya layanan dengan SOP ini, jadi tidak punya formulirnya"
    # the data of a follow-up are no permit's: it has no form for them
    formed = (Demand.REQUIREMENTS,) if procedure.follow_up else (Demand.REQUIREMENTS, Demand.DATA)
    requests = [(service.id, kind) for service in services for kind in service.kinds]
    if procedure.follow_up:  # of the kind of its parent
        kinds = dict.fromkeys(kind for service in office.services.values() for kind in service.kinds)
        requests = [(service.id, kind) for service in services[:1] for kind in kinds]
    standards = [service.standard for service in services if service.standard is not None]
    return replace(
        _setting(procedure, [(role, office.rights_of((role,))) for role in office.roles]),
        requests=tuple(requests) or (("", ""),),
        unmet=dict.fromkeys(formed, form) if form else {},
        unopened={
            name: f"kantor ini tidak punya layanan dengan SOP {name}"
            if not office.services_of(name)
            else f"SOP {name} tidak ada"
            for name in procedure.opened
            if name in no_procedures or not office.services_of(name)
        },
        surveyors=frozenset(role.id for role in office.roles.values() if role.home == "survey"),
        standard=max(standards, key=lambda time: (time.in_days, time.amount), default=None),
    )


def _setting(procedure: Procedure, held: list[tuple[str, dict[Right, str]]]) -> TrialOffice:
    known = {role for role, _ in held}
    crowded = {role: many for role, many in _needed(procedure).items() if many > 1 and role in known}
    staff = [(role, rights) for role, rights in held for _ in range(crowded.get(role, 1))]
    people = tuple(Actor(n, (role,), rights) for n, (role, rights) in enumerate(staff, 1))
    return TrialOffice(people, crowded)


def _needed(procedure: Procedure) -> dict[str, int]:
    """How many people of a role it may take for a step that different people sign."""
    needed: dict[str, int] = {}
    for place in procedure.places:
        signing = [sign_off.roles for sign_off in place.sign_offs] or [part.roles for part in place.parts]
        for role in {role for roles in signing for role in roles}:
            times = sum(role in roles for roles in signing)
            needed[role] = max(needed.get(role, 1), min(times, place.min_people))
    return needed
