"""Times that name steps or moments there are not, and those that do not apply when they should."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from loket.sop.check.places import Timed, every_time, listed, numbered, sequences_of, unread_below
from loket.sop.check.structure import steps_known
from loket.sop.check.walk import walk
from loket.sop.faults import Fault
from loket.sop.model import AllowedTime, Kind, Milestone, Procedure, Step

_MARKS = {Milestone.COMPLETE: "menyatakan_lengkap", Milestone.CORRECT: "menyatakan_benar"}


def wrong_limits(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Limits over steps that there are not, or over none."""
    known, right = steps_known(procedure), f"salah satu dari {numbered(sequences_of(procedure))}"
    places = [("batas.keseluruhan_langkah", procedure.limits.whole_steps)]
    places += [
        (f"batas.kelompok[#{n}].langkah", g.steps) for n, g in enumerate(procedure.limits.groups, start=1)
    ]
    for key, sequences in places:
        for sequence in (s for s in sequences if known and s not in known):
            yield Fault(file, key, f"langkah {sequence} tidak ada", right)
        if not sequences and "kelompok" in key:
            yield Fault(file, key, "tidak diisi", "urut langkah-langkah yang berbagi waktu, misalnya [7, 8]")


def never_begun(procedure: Procedure, file: str) -> Iterator[Fault]:
    """A time for the whole that counts from what never happens."""
    start, key = procedure.limits.whole_from, "batas.keseluruhan_sejak"
    if start in _MARKS and not procedure.declares(start):
        wrong = f"tidak ada cabang dengan {_MARKS[start]}: waktu keseluruhan tidak pernah mulai"
        yield Fault(file, key, wrong, f"{_MARKS[start]} = true pada sebuah cabang")
    if start is Milestone.PAID and all(step.kind is not Kind.PAYMENT for step in procedure.steps):
        wrong = "tidak ada langkah pembayaran: waktu keseluruhan tidak pernah mulai"
        yield Fault(file, key, wrong, f'jenis = "{Kind.PAYMENT.word}" pada langkah pembayaran')


def idle_times(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Times that never apply, because one without facts stands before them."""
    for timed in every_time(procedure):
        for place, time in enumerate(timed.time.cases[:-1], start=1):
            if not time.when:
                wrong = f"waktu ke-{place} berlaku tanpa bila: yang di bawahnya tidak pernah berlaku"
                yield Fault(file, timed.key, wrong, "waktu tanpa bila paling akhir")
                break


def missing_times(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Times that depend on facts, of which none applies to what can be recorded.

    That of a group or the whole may wait for its facts to be recorded; a step's may not.
    """
    varying = [t for t in every_time(procedure) if t.time.cases and not unread_below(unread, t.key)]
    blamed: set[str] = set()
    for step, facts, *_ in walk(procedure) if varying else ():
        for timed in varying:
            if timed.key not in blamed and _lacks(timed, step, facts):
                blamed.add(timed.key)
                yield _missing(timed, facts, file)


def _lacks(timed: Timed, step: Step, facts: Mapping[str, str]) -> bool:
    if step.sequence not in timed.steps or timed.time.under(facts).stated:
        return False
    return not timed.may_wait or _asked(timed.time) <= facts.keys()


def _asked(time: AllowedTime) -> set[str]:
    return {name for case in time.cases for name in case.when}


def _missing(timed: Timed, facts: Mapping[str, str], file: str) -> Fault:
    names = sorted(_asked(timed.time))
    said = listed(f"{name} = {facts.get(name, '(belum dicatat)')}" for name in names)
    right = "waktu untuk setiap nilai yang mungkin tercatat, atau satu waktu tanpa bila paling akhir"
    return Fault(file, timed.key, f"tidak ada waktu yang berlaku bila {said}", right)
