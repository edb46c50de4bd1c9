"""Applies to a procedure what an office decided about it: own closing steps, and who performs a step.

An SOP that ends at the signature leaves notifying, handing over and archiving unsaid. The office adds such
steps in its profile; they follow the SOP's last step and are marked as the office's own ("tambahan kantor").
The document itself stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loket.office.model import ClosingStep, Office
from loket.office.reading import ProfileFaults
from loket.sop.faults import Fault
from loket.sop.model import (
    APPLICANT_ROLE,
    SYSTEM_ROLE,
    Branch,
    Direction,
    Fact,
    Party,
    Procedure,
    Step,
    StepTime,
)

FIRST_CLOSING = 101
OUTCOME_FACT = "hasil_akhir"
_OUTCOME_WORDS = {"terbit": "izin terbit", "ditolak": "permohonan ditolak"}


def with_closing(procedure: Procedure, office: Office) -> Procedure:
    """The procedure as this office runs it: its own performers of steps, its closing steps from 101 on.

    Raises:
        ProfileFaults: the profile names a step that the SOP lacks, or roles that do not perform it.
    """
    narrowed = _narrow(procedure, office, office.step_roles.get(procedure.id, {}))
    own = [step for step in office.closing if step.procedure == procedure.id]
    if not own:
        return narrowed
    ends = {o for step in own for o in step.outcomes}
    steps = [replace(s, branches=tuple(_lead_on(b, own, ends) for b in s.branches)) for s in narrowed.steps]
    steps += [_closing_step(place, own) for place in range(len(own))]
    fact = Fact("Hasil akhir", {outcome: _OUTCOME_WORDS[outcome] for outcome in sorted(ends)})
    names = {role: office.roles[role].name for step in own for role in step.roles}
    return replace(
        narrowed,
        steps=tuple(steps),
        facts={**narrowed.facts, OUTCOME_FACT: fact},
        roles={**names, **narrowed.roles},
    )


def missing_roles(procedure: Procedure, office: Office) -> tuple[str, ...]:
    """The roles that the procedure needs and this office does not have."""
    used = {role for step in procedure.steps for role in step.roles}
    used |= {role for step in procedure.steps for sign_off in step.sign_offs for role in sign_off.roles}
    return tuple(sorted(used - {APPLICANT_ROLE, SYSTEM_ROLE} - set(office.roles)))


def _next(own: list[ClosingStep], start: int, outcome: str) -> int | None:
    """The sequence of the first own step from place `start` on that follows this outcome."""
    for place in range(start, len(own)):
        if outcome in own[place].outcomes:
            return FIRST_CLOSING + place
    return None


def _lead_on(branch: Branch, own: list[ClosingStep], ends: set[str]) -> Branch:
    """A branch that ended the file with an outcome, leading to the office's own steps instead."""
    if branch.target is not None or branch.outcome not in ends:
        return branch
    records = {**branch.records, OUTCOME_FACT: branch.outcome}
    return replace(branch, target=_next(own, 0, branch.outcome), records=records)


def _closing_step(place: int, own: list[ClosingStep]) -> Step:
    step = own[place]
    onward: dict[int | None, list[str]] = {}
    for outcome in step.outcomes:
        onward.setdefault(_next(own, place + 1, outcome), []).append(outcome)
    branches = tuple(
        Branch(
            id="selesai" if len(onward) == 1 else f"selesai-{outcomes[0]}",
            label=step.verb,
            direction=Direction.FORWARD,
            target=target,
            when={} if len(onward) == 1 else {OUTCOME_FACT: tuple(outcomes)},
        )
        for target, outcomes in onward.items()
    )
    return Step(
        sequence=FIRST_CLOSING + place,
        name=step.name,
        kind=step.kind,
        roles=step.roles,
        party=Party.OFFICE,
        time=StepTime(step.time),
        branches=branches,
        awaits_collection=step.awaits_collection,
        office_addition=True,
    )


def _narrow(procedure: Procedure, office: Office, chosen: Mapping[int, tuple[str, ...]]) -> Procedure:
    """The procedure with the performers of some steps narrowed to those the office chose."""
    faults = []
    known = {step.sequence: step for step in procedure.steps}
    for sequence, roles in chosen.items():
        key = f"peran_langkah.{procedure.id}.{sequence}"
        if sequence not in known:
            faults.append(
                Fault(office.source, key, "langkah ini tidak ada", f"salah satu dari {_listed(known)}")
            )
        elif strangers := [role for role in roles if role not in known[sequence].roles]:
            right = f"salah satu dari {_listed(known[sequence].roles)}"
            faults.append(
                Fault(office.source, key, f"{_listed(strangers)} bukan pelaksana langkah ini", right)
            )
    if faults:
        raise ProfileFaults(faults)
    return replace(procedure, steps=tuple(_narrowed(step, chosen) for step in procedure.steps))


def _narrowed(step: Step, chosen: Mapping[int, tuple[str, ...]]) -> Step:
    if step.sequence not in chosen:
        return step
    kept = chosen[step.sequence]
    times = {role: time for role, time in step.time.by_role.items() if role in kept}
    return replace(step, roles=kept, time=replace(step.time, by_role=times))


def _listed(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)
