"""Steps that a file leaves without a clerk's choice, and what may not depend on one there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from loket.sop.check.places import every_branch, key_of, unread_below
from loket.sop.faults import Fault
from loket.sop.model import SYSTEM_ROLE, Branch, Direction, Kind, Procedure, Step

_PASSED = "berkas bisa melewati langkah ini tanpa petugas memilih cabangnya"


def unchosen(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Steps that a file leaves without a clerk's choice, of which nobody could say where it then goes."""
    right = (
        "di sini (langkah pemohon, survei, opsional, tidak_menahan, serentak) semua cabang maju yang "
        "terbuka bersama sama ke, mencatat, hasil, menyatakan_lengkap, menyatakan_benar dan keputusan"
    )
    after = [b for step, b in every_branch(procedure) if not step.before_registration]
    entered = {b.target if b.resume is None else b.resume for b in after} | set(procedure.starts)
    for step in (place for place in procedure.places if may_pass(place)):
        if unread_below(unread, key_of(step, name="cabang")):
            continue
        if step.kind is Kind.APPLICANT and step.sequence not in entered:
            continue  # the file is only returned here, and comes back where the return says
        onward = [b for b in step.branches if b.direction is Direction.FORWARD]
        for one, other in combinations(onward, 2):
            if _said(one) != _said(other) and not one.excludes(other):
                wrong = f'lain dari cabang "{one.id}", padahal {_PASSED}'
                yield Fault(file, key_of(step, other), wrong, right)
                break


def may_pass(step: Step) -> bool:
    """Whether a file may go on from here by itself: also with the survey, where the applicant answers."""
    by_itself = step.optional or step.passes or bool(step.parts)
    return by_itself or step.kind in (Kind.APPLICANT, Kind.SURVEY)


def _said(branch: Branch) -> tuple[object, ...]:
    """Where a branch leads and all that it says of the file."""
    said = branch.outcome, branch.declared, branch.decides, dict(branch.records)
    return (branch.target, *said)


def unchosen_openings(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Branches that would open a follow-up, but that no clerk chooses or that do not lead onward."""
    right = "membuka pada cabang maju yang dipilih petugas"
    for step, branch in every_branch(procedure):
        if branch.opens is None:
            continue
        key = key_of(step, branch, "membuka")
        if branch.direction is not Direction.FORWARD:
            yield Fault(file, key, "hanya cabang maju yang membuka berkas lanjutan", right)
        elif may_pass(step) or SYSTEM_ROLE in step.roles:
            yield Fault(file, key, _PASSED, right)
