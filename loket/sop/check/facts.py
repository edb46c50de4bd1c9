"""What is recorded on a file and asked for: facts that are not declared, values that leave no way open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loket.sop.check.places import every_branch, key_of, listed
from loket.sop.check.unchosen import may_pass
from loket.sop.check.walk import walk
from loket.sop.faults import Fault
from loket.sop.model import (
    ISSUED,
    PARENT_FACT,
    REFUSED,
    REQUEST_KINDS,
    Branch,
    Direction,
    Origin,
    Procedure,
    Step,
)


def wrong_origins(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Facts that a branch records though they come from elsewhere, and kinds of application there are not."""
    for name, fact in procedure.facts.items():
        strange = [value for value in fact.values if value not in REQUEST_KINDS]
        if fact.origin is Origin.REQUEST and strange:
            key, wrong = f"ketetapan.{name}.pilihan", f"{listed(strange)} bukan jenis permohonan"
            yield Fault(file, key, wrong, f"salah satu dari {listed(REQUEST_KINDS)}")
    for step, branch in every_branch(procedure):
        for name in branch.records:
            if name in procedure.facts and procedure.facts[name].origin is not Origin.BRANCH:
                wrong = f'ketetapan ini berasal dari "{procedure.facts[name].origin}"'
                right = "cabang hanya mencatat ketetapan tanpa asal"
                yield Fault(file, key_of(step, branch, f"mencatat.{name}"), wrong, right)
    if procedure.product and procedure.product not in procedure.facts:
        right = f"salah satu dari [ketetapan]: {listed(procedure.facts) or '(belum ada)'}"
        yield Fault(file, "produk", f'ketetapan "{procedure.product}" tidak ada di [ketetapan]', right)


def unknown_facts(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Facts and values that are not declared."""
    for step, branch in every_branch(procedure):
        said = [(f"mencatat.{name}", name, value) for name, value in branch.records.items()]
        said += [(f"bila.{name}", name, value) for name, values in branch.when.items() for value in values]
        for place, name, value in said:
            fact, key = procedure.facts.get(name), key_of(step, branch, place)
            if fact is None:
                right = f"salah satu dari [ketetapan]: {listed(procedure.facts) or '(belum ada)'}"
                yield Fault(file, key, f'ketetapan "{name}" tidak ada di [ketetapan]', right)
            elif value not in fact.values:
                right = f"salah satu dari {listed(fact.values)}"
                yield Fault(file, key, f'"{value}" bukan pilihan ketetapan "{name}"', right)


def wrong_waits(procedure: Procedure, file: str) -> Iterator[Fault]:
    """What is said of a parent's result where there is no parent, or that no parent could have."""
    for step in procedure.steps:
        if step.awaits_parent and not procedure.follow_up:
            wrong = "hanya berkas lanjutan punya berkas induk"
            right = "lanjutan = true, atau tanpa menunggu_induk"
            yield Fault(file, key_of(step, name="menunggu_induk"), wrong, right)
    fact = procedure.facts.get(PARENT_FACT)
    if fact is None or not procedure.follow_up:
        return
    said = [f'"{value}" bukan hasil berkas induk' for value in fact.values if value not in (ISSUED, REFUSED)]
    said += [f'hasil "{value}" belum ada' for value in (ISSUED, REFUSED) if value not in fact.values]
    if said:
        yield Fault(file, f"ketetapan.{PARENT_FACT}.pilihan", "; ".join(said), f"{ISSUED} dan {REFUSED}")


def dead_ends(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps where what is recorded on a file leaves it no branch to take."""
    blamed: set[int] = set()
    for step, facts, _, open_now in walk(procedure):
        if step.sequence not in blamed and (fault := _blocked(step, open_now, facts, file)):
            blamed.add(step.sequence)
            yield fault


def _blocked(step: Step, open_now: list[Branch], facts: Mapping[str, str], file: str) -> Fault | None:
    onward = any(b.direction is Direction.FORWARD for b in open_now)
    if not step.branches or onward or (open_now and not _needs_forward(step)):
        return None
    names = {name for b in step.branches for name in b.when}
    said = listed(f"{name} = {facts.get(name, '(belum dicatat)')}" for name in sorted(names))
    if not said:
        wrong = "langkah ini tidak punya cabang maju"
        right = "sebuah cabang maju, karena berkas berjalan sendiri lewat sana"
    else:
        wrong = f"tidak ada cabang yang terbuka bila {said}"
        right = "cabang untuk setiap nilai yang mungkin tercatat"
    return Fault(file, key_of(step, name="cabang"), wrong, right)


def _needs_forward(step: Step) -> bool:
    """Whether something other than a clerk's choice takes the file on."""
    return may_pass(step) or bool(step.sign_offs)
