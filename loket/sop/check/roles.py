"""Who is named: roles that are not declared, and performers that a step does not have."""

from __future__ import annotations

from collections.abc import Iterator

from loket.sop.check.places import key_of, listed
from loket.sop.faults import Fault
from loket.sop.model import APPLICANT_ROLE, SYSTEM_ROLE, Procedure


def _role_uses(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Every place that names a role, with the role."""
    for step in procedure.steps:
        signing = {role for sign_off in step.sign_offs for role in sign_off.roles}
        for role in (r for r in step.roles if r not in signing):
            yield key_of(step, name="peran"), role
        for role in step.time.by_role:
            yield key_of(step, name=f"waktu.{role}"), role
        for place, sign_off in enumerate(step.sign_offs, start=1):
            for role in sign_off.roles:
                yield f"{key_of(step)}.paraf[#{place}].peran", role
        for branch in step.branches:
            for role in branch.by:
                yield key_of(step, branch, "oleh"), role


def wrong_roles(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Roles that are not declared, and those that do not perform the step they are named at."""
    known = {*procedure.roles, APPLICANT_ROLE, SYSTEM_ROLE}
    for key, role in _role_uses(procedure):
        if role not in known:
            right = f"salah satu dari [peran]: {listed(procedure.roles)}"
            yield Fault(file, key, f'peran "{role}" tidak ada di [peran]', right)
    for step in procedure.steps:
        performers = {*step.roles, *(role for s in step.sign_offs for role in s.roles)}
        for role in (r for r in step.time.by_role if r in known and r not in performers):
            wrong = f'peran "{role}" tidak mengerjakan langkah ini'
            yield Fault(
                file, key_of(step, name=f"waktu.{role}"), wrong, f"salah satu dari {listed(step.roles)}"
            )
        for branch in step.branches:
            for role in (r for r in branch.by if r in known and r not in performers):
                wrong = f'peran "{role}" tidak mengerjakan langkah ini'
                yield Fault(
                    file, key_of(step, branch, "oleh"), wrong, f"salah satu dari {listed(sorted(performers))}"
                )
        if step.min_people > max(1, len(step.sign_offs)):
            wrong = f"{step.min_people} orang untuk {len(step.sign_offs)} paraf"
            yield Fault(
                file, key_of(step, name="orang_minimal"), wrong, "paling banyak sejumlah [[langkah.paraf]]"
            )
