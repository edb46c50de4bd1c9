"""Steps that several do at the same time: whether their answers can ever come together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from loket.sop.check.places import asks_data, key_of, listed, unread_below
from loket.sop.faults import Fault
from loket.sop.model import SYSTEM_ROLE, Origin, Procedure, Step


def wrong_parts(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Parts that nobody waits for, that cannot answer or that hang on one another; performers beside them."""
    fields = [name for name, fact in procedure.facts.items() if fact.origin is Origin.FIELD]
    for step in procedure.steps:
        if step.parts and not unread_below(unread, key_of(step, name="serentak")):
            yield from _wrong(step, fields, file)


def _wrong(step: Step, fields: Collection[str], file: str) -> Iterator[Fault]:
    if step.sign_offs or len(step.parts) == 1:
        wrong = "paraf dan serentak pada satu langkah" if step.sign_offs else "hanya satu bagian"
        right = "sedikitnya dua [[langkah.serentak]], tanpa [[langkah.paraf]] di sampingnya"
        yield Fault(file, key_of(step, name="serentak"), wrong, right)
    if step.roles != (SYSTEM_ROLE,):
        right = "peran pada tiap [[langkah.serentak]]"
        yield Fault(file, key_of(step, name="peran"), "langkah serentak tidak punya pelaksana sendiri", right)
    if not any(part.needed for part in step.parts):
        right = "sedikitnya satu bagian tanpa tidak_ditunggu"
        yield Fault(file, key_of(step, name="serentak"), "tidak satu pun bagian yang ditunggu", right)
    for name in (name for name, count in Counter(part.id for part in step.parts).items() if count > 1):
        wrong = f'id "{name}" dipakai lebih dari sekali'
        yield Fault(file, key_of(step, name="serentak"), wrong, "id yang berbeda untuk tiap bagian")
    for part in step.parts:
        if part.branches and not any(b.answers for b in part.branches):
            right = "sebuah cabang maju tanpa ke dan tanpa selesai: itulah jawaban bagian ini"
            yield Fault(file, key_of(part, name="cabang"), "bagian ini tidak punya jawaban", right)
        beside = set(_laid_down([other for other in step.parts if other is not part], fields))
        for branch in part.branches:
            if hung := sorted(beside & branch.when.keys()):
                wrong = f"{listed(hung)} dicatat atau diisi bagian lain langkah ini"
                wrong += ", yang mungkin belum menjawab"
                right = "bila pada cabang langkah, bukan pada bagian yang berjalan bersama"
                yield Fault(file, key_of(part, branch, "bila"), wrong, right)


def _laid_down(parts: Collection[Step], fields: Collection[str]) -> Iterator[str]:
    """The facts that these parts record, or whose fields they fill in."""
    for part in parts:
        yield from (name for branch in part.branches for name in branch.records)
        yield from fields if asks_data(part) else ()
