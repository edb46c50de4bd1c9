"""What procedures ask of one another: follow-ups that are opened, and results that they wait for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from loket.sop.check.places import every_branch, key_of, listed
from loket.sop.check.walk import walk
from loket.sop.faults import Fault
from loket.sop.model import ISSUED, REFUSED, Procedure


def unknown_follow_ups(procedure: Procedure, known: Collection[str], file: str) -> Iterator[Fault]:
    """A fault for each branch that opens a follow-up that is not among the `known`."""
    right = f"salah satu dari {listed(sorted(known))}" if known else "id SOP dengan lanjutan = true"
    for step, branch in every_branch(procedure):
        if branch.opens is not None and branch.opens not in known:
            key = key_of(step, branch, "membuka")
            yield Fault(file, key, f'"{branch.opens}" bukan SOP lanjutan yang dikenal', right)


def results_awaited(procedure: Procedure, follow_ups: Mapping[str, Procedure], file: str) -> list[Fault]:
    """Faults of a sound procedure whose file would not give a follow-up the result that it waits for."""
    issues = any(branch.outcome == ISSUED for _, branch in every_branch(procedure))
    waiting = {f.id for f in follow_ups.values() if any(step.awaits_parent for step in f.steps)}
    results = list(_results(procedure, waiting, file))
    silent = [] if issues or results else [b for b in every_branch(procedure) if b[1].opens in waiting]
    for step, branch in silent:
        wrong = f'{branch.opens} menunggu hasilnya, tetapi tidak ada cabang dengan hasil "{ISSUED}"'
        right = f'hasil = "{ISSUED}" pada cabang yang memutuskan'
        results.append(Fault(file, key_of(step, branch, "membuka"), wrong, right))
    return results


def _results(procedure: Procedure, waiting: Collection[str], file: str) -> Iterator[Fault]:
    """Results that a follow-up waiting for this file's would misread, and ends that give it none."""
    opened = listed(sorted(procedure.opened & set(waiting)))
    right = f'"{ISSUED}" atau "{REFUSED}"'
    for step, branch in every_branch(procedure) if opened else ():
        if branch.outcome not in (None, ISSUED, REFUSED):
            wrong = f'"{branch.outcome}" tidak dikenal {opened}, yang menunggu hasil berkas ini'
            yield Fault(file, key_of(step, branch, "hasil"), wrong, right)
    silent = {
        key_of(step, branch, "hasil")
        for step, _, _, owing, open_now in walk(procedure, waiting)
        for branch in open_now
        if branch.target is None and branch.outcome is None and (owing or branch.opens in waiting)
    }
    for key in sorted(silent):
        wrong = f"berkas berakhir tanpa hasil, padahal {opened} menunggunya"
        yield Fault(file, key, wrong, f"{right}, di sini atau pada langkah sebelumnya")
