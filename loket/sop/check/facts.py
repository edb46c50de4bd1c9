"""What is recorded on a file and asked for: facts that are not declared, values that leave no way open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from loket.sop.check.places import at_each, every_branch, every_time, key_of, listed, unread_below
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


def wrong_origins(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
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
    if procedure.product and procedure.product not in procedure.facts and "ketetapan" not in unread:
        right = f"salah satu dari [ketetapan]: {listed(procedure.facts) or '(belum ada)'}"
        yield Fault(file, "produk", f'ketetapan "{procedure.product}" tidak ada di [ketetapan]', right)


_FACTS = re.compile(
    r"^ketetapan|^lanjutan$|\.(bila|mencatat)(\.[^.]*)?$|\.(jenis|opsional|tidak_menahan|paraf)$"
)


def unknown_facts(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Facts and values that are not declared, each told once."""
    if "ketetapan" in unread:
        return
    names, values = [], []
    for key, name, value in _said(procedure):
        fact = procedure.facts.get(name)
        if fact is None:
            names.append((key, name))
        elif value not in fact.values and not unread_below(unread, f"ketetapan.{name}"):
            values.append((key, f'"{value}" bukan pilihan ketetapan "{name}"'))
    for name, (key, also) in at_each(names).items():
        right = f"salah satu dari [ketetapan]: {listed(procedure.facts) or '(belum ada)'}"
        yield Fault(file, key, f'ketetapan "{name}" tidak ada di [ketetapan]{also}', right)
    for wrong, (key, also) in at_each(values).items():
        fact = procedure.facts[key.rpartition(".")[2]]
        yield Fault(file, key, f"{wrong}{also}", f"salah satu dari {listed(fact.values)}")


def _said(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Every value of a fact that is recorded or asked for, with its key and the fact's name."""
    for step, branch in every_branch(procedure):
        for name, value in branch.records.items():
            yield key_of(step, branch, f"mencatat.{name}"), name, value
        for name, values in branch.when.items():
            yield from ((key_of(step, branch, f"bila.{name}"), name, value) for value in values)
    for timed in every_time(procedure):
        for asked, _, time in timed.cases():
            for name, values in time.when.items():
                yield from ((f"{asked}.{name}", name, value) for value in values)


def facts_unsure(unread: Collection[str]) -> bool:
    """Whether it is not known for sure what may be recorded on a file, or where it begins."""
    return any(key == "mulai" or _FACTS.search(key) for key in unread)


def wrong_waits(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """What is said of a parent's result where there is no parent, or that no parent could have."""
    for step in procedure.steps:
        if step.awaits_parent and not procedure.follow_up and "lanjutan" not in unread:
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
    """Steps where what is recorded on a file leaves it no branch; each want is told where it is first met."""
    blamed: set[int] = set()
    told: set[str] = set()
    for step, _, facts, _, open_now in walk(procedure):
        if step.sequence in blamed or (said := _blocked(step, open_now, facts)) is None:
            continue
        blamed.add(step.sequence)
        wrong, right = said
        if not (wrong in told and step.branches):
            told.add(wrong)
            yield Fault(file, key_of(step, name="cabang"), wrong, right)


def _blocked(step: Step, open_now: list[Branch], facts: Mapping[str, str]) -> tuple[str, str] | None:
    """What is wrong and what would be right, where a file cannot go on."""
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
    return wrong, right


def _needs_forward(step: Step) -> bool:
    """Whether something other than a clerk's choice takes the file on."""
    return may_pass(step) or bool(step.sign_offs)
