"""Who is named: roles not declared, performers that a step does not have, signers who may not sign."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from loket.sop.check.places import at_each, key_of, listed, performers_of, times_of, unread_below
from loket.sop.faults import Fault
from loket.sop.model import APPLICANT_ROLE, SYSTEM_ROLE, Direction, Procedure, Step


def wrong_roles(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Roles that are not declared, and those that do not perform the step they are named at.

    Of a step whose performers are not known for sure nothing more is said.
    """
    known = {*procedure.roles, APPLICANT_ROLE, SYSTEM_ROLE}
    known |= {key.removeprefix("peran.") for key in unread if key.startswith("peran.")}
    unknown = [(key, role) for key, role in _role_uses(procedure) if role not in known]
    if "peran" not in unread:
        for role, (key, also) in at_each(unknown).items():
            right = f"salah satu dari [peran]: {listed(procedure.roles) or '(belum ada)'}"
            yield Fault(file, key, f'peran "{role}" tidak ada di [peran]{also}', right)
    for step in procedure.places:
        unsure = any(unread_below(unread, key_of(step, name=name)) for name in ("peran", "paraf"))
        if not unsure and set(performers_of(step)) <= known:
            yield from _strangers(step, file, known)


def _role_uses(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Every place that names a role, with the role."""
    for step in procedure.places:
        signing = {role for sign_off in step.sign_offs for role in sign_off.roles}
        for role in (r for r in step.roles if r not in signing):
            yield key_of(step, name="peran"), role
        for _, key, time in (case for timed in times_of(step) for case in timed.cases()):
            yield from ((f"{key}.{role}", role) for role in time.by_role)
        for place, sign_off in enumerate(step.sign_offs, start=1):
            for role in sign_off.roles:
                yield f"{key_of(step)}.paraf[#{place}].peran", role
            yield from ((f"{key_of(step)}.paraf[#{place}].dicatat_oleh", r) for r in sign_off.recorders)
        yield from ((key_of(step, name="dicatat_oleh"), role) for role in step.recorders)
        for branch in step.branches:
            for role in branch.by:
                yield key_of(step, branch, "oleh"), role


def _strangers(step: Step, file: str, known: Collection[str]) -> Iterator[Fault]:
    """Roles of a step's times and branches that do not perform it, and sign-offs that nobody can give."""
    performers = performers_of(step)
    for timed in times_of(step):
        for _, key, time in timed.cases():
            for role in (r for r in time.by_role if r in known and r not in timed.roles):
                wrong = f'peran "{role}" tidak mengerjakan langkah ini'
                yield Fault(file, f"{key}.{role}", wrong, f"salah satu dari {listed(timed.roles)}")
    for branch in step.branches:
        for role in (r for r in branch.by if r in known and r not in performers):
            wrong = f'peran "{role}" tidak mengerjakan langkah ini'
            right = f"salah satu dari {listed(sorted(performers))}"
            yield Fault(file, key_of(step, branch, "oleh"), wrong, right)
    signers = sum(part.needed for part in step.parts) or len(step.sign_offs)
    if step.min_people > max(1, signers):
        wrong = f"{step.min_people} orang untuk {signers} paraf"
        right = "paling banyak sejumlah [[langkah.paraf]] atau [[langkah.serentak]] yang ditunggu"
        yield Fault(file, key_of(step, name="orang_minimal"), wrong, right)
    yield from _unsigned(step, file, performers)


def _unsigned(step: Step, file: str, performers: Collection[str]) -> Iterator[Fault]:
    """Sign-offs whose signers may choose no way on: the file would lie there for ever."""
    onward = [branch for branch in step.branches if branch.direction is Direction.FORWARD]
    if any(not branch.by or not set(branch.by) <= set(performers) for branch in onward):
        return
    for sign_off in step.sign_offs if onward else ():
        if not any(set(branch.by) & set(sign_off.roles) for branch in onward):
            wrong = f'{listed(sign_off.roles)} tidak boleh memilih cabang maju, jadi paraf "{sign_off.label}"'
            right = f"oleh memuat juga {listed(sign_off.roles)}, atau tanpa oleh"
            yield Fault(file, key_of(step, onward[0], "oleh"), f"{wrong} tidak pernah dapat diberikan", right)
