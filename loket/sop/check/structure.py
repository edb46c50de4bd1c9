"""Names that are used twice or lead nowhere, and steps that no file reaches or leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from loket.sop.check.places import every_branch, key_of, listed, sequences_of
from loket.sop.faults import Fault
from loket.sop.model import Direction, Kind, Party, Procedure, Step


def duplicates(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps and branches of one name, and steps without a branch."""
    for sequence, count in Counter(sequences_of(procedure)).items():
        if count > 1:
            right = "setiap langkah punya urut sendiri; nomor tercetak yang berulang ditulis di dokumen.no"
            yield Fault(file, f"langkah[{sequence}].urut", f"urut {sequence} dipakai {count} kali", right)
    for step in procedure.steps:
        for branch_id, count in Counter(b.id for b in step.branches).items():
            if count > 1:
                wrong = f'id "{branch_id}" dipakai {count} kali pada langkah ini'
                yield Fault(
                    file, f"{key_of(step)}.cabang[{branch_id}].id", wrong, "id yang berbeda untuk tiap cabang"
                )
        if not step.branches:
            right = "sedikitnya satu [[langkah.cabang]], dengan ke atau selesai = true"
            yield Fault(
                file, key_of(step, name="cabang"), "langkah tanpa cabang: berkas tidak bisa keluar", right
            )


def wrong_rows(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps that read the row of a step that has none of its own."""
    own = [step.sequence for step in procedure.steps if step.rows and step.row_of is None]
    for step in procedure.steps:
        if step.row_of is not None and step.row_of not in own:
            wrong = f"langkah {step.row_of} tidak punya baris sendiri"
            yield Fault(file, key_of(step, name="baris"), wrong, f"salah satu dari {listed(own)}")


def wrong_starts(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Starts that are missing, or steps at which no file is registered."""
    if not procedure.starts:
        yield Fault(file, "mulai", "tidak diisi", "urut langkah pertama di kantor, misalnya [5]")
    steps = {step.sequence: step for step in procedure.steps}
    for start in procedure.starts:
        if start not in steps:
            yield Fault(file, "mulai", f"langkah {start} tidak ada", f"salah satu dari {listed(steps)}")
        elif steps[start].party is Party.APPLICANT:
            wrong = f"langkah {start} adalah langkah pemohon"
            yield Fault(file, "mulai", wrong, "langkah kantor tempat berkas terdaftar pertama dikerjakan")


def wrong_targets(procedure: Procedure, file: str, unreadable: Collection[str]) -> Iterator[Fault]:
    """Branches to steps that do not exist, or that are not what the branch needs."""
    steps = {step.sequence: step for step in procedure.steps}
    no_applicant = {
        s.sequence
        for s in procedure.steps
        if s.kind is not Kind.APPLICANT and key_of(s, name="jenis") not in unreadable
    }
    for step, branch in every_branch(procedure):
        back = branch.direction is Direction.RETURN
        for name, sequence in (("kembali_ke" if back else "ke", branch.target), ("lanjut_di", branch.resume)):
            if sequence is None:
                continue
            if sequence not in steps:
                right = f"salah satu dari {listed(steps)}"
                yield Fault(file, key_of(step, branch, name), f"langkah {sequence} tidak ada", right)
            elif name == "kembali_ke" and sequence in no_applicant:
                right = "langkah dengan jenis applicant; ke meja kantor memakai arah mundur"
                wrong = f"langkah {sequence} bukan langkah pemohon"
                yield Fault(file, key_of(step, branch, name), wrong, right)
            elif name == "kembali_ke" and steps[sequence].passes:
                wrong = f"langkah {sequence} tidak_menahan: berkas tidak menunggu pemohon di sana"
                right = "langkah pemohon yang menahan berkas"
                yield Fault(file, key_of(step, branch, name), wrong, right)
        if branch.direction is Direction.REJECT and branch.outcome is None:
            yield Fault(
                file, key_of(step, branch, "hasil"), "penolakan tanpa hasil", 'misalnya hasil = "ditolak"'
            )
    if procedure.has_legal_line and not any(branch.decides for _, branch in every_branch(procedure)):
        wrong = "ada menyatakan_lengkap tetapi tidak ada keputusan: batas hukum tidak pernah berakhir"
        yield Fault(file, "langkah", wrong, "keputusan = true pada cabang yang memutuskan")


def _onward(step: Step) -> set[int]:
    return {s for b in step.branches for s in (b.target, b.resume) if s is not None}


def _closure(roots: Iterable[int], edges: Mapping[int, set[int]]) -> set[int]:
    """Everything that can be reached from `roots`, they included."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        if (here := waiting.pop()) not in found:
            found.add(here)
            waiting.extend(edges.get(here, ()))
    return found


def unreachable(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps nobody can reach, and steps from which no file ever ends."""
    steps = {step.sequence: step for step in procedure.steps}
    edges = {sequence: _onward(step) for sequence, step in steps.items()}
    early = [step.sequence for step in procedure.steps if step.before_registration]
    reached = _closure([s for s in (*procedure.starts, *early) if s in steps], edges)
    for sequence in (s for s in steps if s not in reached):
        right = "cabang yang menuju ke sini, sebelum_pendaftaran = true, atau baris dokumen.baris_lain"
        yield Fault(file, f"langkah[{sequence}]", "tidak ada jalan ke langkah ini", right)
    ends = [s for s, step in steps.items() if any(b.target is None for b in step.branches)]
    if not ends:
        yield Fault(
            file, "langkah", "tidak ada cabang yang mengakhiri berkas", "selesai = true pada sebuah cabang"
        )
        return
    backwards: dict[int, set[int]] = {sequence: set() for sequence in steps}
    for sequence, onward in edges.items():
        for target in onward:
            backwards[target].add(sequence)
    leaving = _closure(ends, backwards)
    stuck = [s for s in steps if s in reached and s not in leaving and steps[s].branches]
    if stuck:
        wrong = f"langkah {listed(stuck)} berputar tanpa jalan keluar"
        right = "sebuah cabang yang keluar dari putaran, atau selesai = true"
        yield Fault(file, f"langkah[{stuck[0]}].cabang", wrong, right)
