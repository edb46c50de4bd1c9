"""Names that are used twice or lead nowhere, and steps that no file reaches or leaves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from loket.sop.check.places import at_each, every_branch, key_of, numbered, sequences_of, unread_below
from loket.sop.faults import Fault
from loket.sop.model import Branch, Direction, Kind, Milestone, Party, Procedure, Step

_WAYS = re.compile(r"\.cabang(\[.*\]\.(ke|kembali_ke|lanjut_di|selesai|arah))?$")
_NOBODY_COMES = "cabang yang menuju ke sini, sebelum_pendaftaran = true, atau baris dokumen.baris_lain"


def duplicates(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Steps and branches of one name, and steps without a branch."""
    for sequence, count in Counter(sequences_of(procedure)).items():
        if count > 1:
            right = "setiap langkah punya urut sendiri; nomor tercetak yang berulang ditulis di dokumen.no"
            yield Fault(file, f"langkah[{sequence}].urut", f"urut {sequence} dipakai {count} kali", right)
    for step in procedure.places:
        for branch_id, count in Counter(b.id for b in step.branches if b.id).items():
            key = f"{key_of(step)}.cabang[{branch_id}].id"
            if count > 1:
                wrong = f'id "{branch_id}" dipakai {count} kali pada langkah ini'
                yield Fault(file, key, wrong, "id yang berbeda untuk tiap cabang")
        if not step.branches and not unread_below(unread, key := key_of(step, name="cabang")):
            right = "sedikitnya satu [[langkah.cabang]], dengan ke atau selesai = true"
            yield Fault(file, key, "langkah tanpa cabang: berkas tidak bisa keluar", right)


def steps_known(procedure: Procedure) -> set[int]:
    """Every `urut` that there is, or that a step whose own could not be read probably has."""
    known, before = set(sequences_of(procedure)), 0
    for step in procedure.steps:
        before = step.sequence if step.sequence > 0 else before + 1
        known.add(before)
    return known


def wrong_rows(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Steps that read the row of a step that has none of its own."""
    own = [step.sequence for step in procedure.steps if step.rows and step.row_of is None]
    unsure = any(step.sequence < 0 or key_of(step, name="dokumen") in unread for step in procedure.steps)
    for step in procedure.steps:
        if step.row_of is not None and step.row_of not in own and not unsure:
            wrong = f"langkah {step.row_of} tidak punya baris sendiri"
            yield Fault(file, key_of(step, name="baris"), wrong, f"salah satu dari {numbered(own)}")


_OF_APPLICANT = (
    "langkah kantor tempat berkas terdaftar pertama dikerjakan; pada langkah pemohon hanya berkas lanjutan "
    "dimulai (lanjutan = true)"
)


def wrong_starts(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Starts that are missing, or steps at which no file begins.

    At the applicant's only a follow-up does: it is there without anybody registering it.
    """
    if not procedure.starts:
        yield Fault(file, "mulai", "tidak diisi", "urut langkah pertama di kantor, misalnya [5]")
    steps = {step.sequence: step for step in procedure.steps}
    known = steps_known(procedure)
    for start in dict.fromkeys(procedure.starts) if steps else ():
        if start not in known:
            yield Fault(file, "mulai", f"langkah {start} tidak ada", f"salah satu dari {numbered(steps)}")
        elif start in steps and steps[start].party is Party.APPLICANT:
            if not procedure.follow_up and "lanjutan" not in unread:
                yield Fault(file, "mulai", f"langkah {start} adalah langkah pemohon", _OF_APPLICANT)
            elif steps[start].before_registration:
                key = key_of(steps[start], name="sebelum_pendaftaran")
                yield Fault(file, key, "berkas lanjutan dimulai di langkah ini", "tanpa kunci ini")


def wrong_targets(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Branches to steps that do not exist, or that are not what the branch needs."""
    known = steps_known(procedure)
    named = [
        (key_of(step, branch, name), str(sequence))
        for step, branch in every_branch(procedure)
        for name, sequence in _targets(branch)
        if sequence not in known
    ]
    for sequence, (key, also) in at_each(named).items():
        right = f"salah satu dari {numbered(sequences_of(procedure))}"
        yield Fault(file, key, f"langkah {sequence} tidak ada{also}", right)
    steps = {step.sequence: step for step in procedure.steps}
    for step, branch in every_branch(procedure):
        if branch.direction is Direction.REJECT and branch.outcome is None and not branch.answers:
            key = key_of(step, branch, "hasil")
            yield Fault(file, key, "penolakan tanpa hasil", 'misalnya hasil = "ditolak"')
        if branch.direction is Direction.RETURN and branch.target in steps:
            yield from _wrong_return(step, branch, steps[branch.target or 0], file, unread)


def _targets(branch: Branch) -> Iterator[tuple[str, int]]:
    """Every step that a branch names, with its key."""
    if branch.target is not None:
        yield "kembali_ke" if branch.direction is Direction.RETURN else "ke", branch.target
    if branch.resume is not None:
        yield "lanjut_di", branch.resume


def _wrong_return(
    step: Step, branch: Branch, to: Step, file: str, unread: Collection[str]
) -> Iterator[Fault]:
    """A file is returned to its applicant, and waits there; what is to be paid for also comes back there."""
    key = key_of(step, branch, "kembali_ke")
    if key_of(to, name="jenis") not in unread and to.kind not in (Kind.APPLICANT, Kind.PAYMENT):
        right = "langkah dengan jenis pemohon; ke meja kantor memakai arah mundur"
        yield Fault(file, key, f"langkah {to.sequence} bukan langkah pemohon", right)
    elif to.passes:
        wrong = f"langkah {to.sequence} tidak_menahan: berkas tidak menunggu pemohon di sana"
        yield Fault(file, key, wrong, "langkah pemohon yang menahan berkas")
    elif to.kind is Kind.PAYMENT and branch.resume not in (None, to.sequence):
        wrong = f"langkah {to.sequence} pembayaran: sesudah membayar berkas dikerjakan di sana"
        right = f"lanjut_di = {to.sequence}, sama dengan kembali_ke"
        yield Fault(file, key_of(step, branch, "lanjut_di"), wrong, right)


def legal_line(procedure: Procedure, file: str) -> Iterator[Fault]:
    """A legal line that begins and never ends."""
    mark = "menyatakan_lengkap" if procedure.declares(Milestone.COMPLETE) else "menyatakan_benar"
    if procedure.has_legal_line and not any(branch.decides for _, branch in every_branch(procedure)):
        wrong = f"ada {mark} tetapi tidak ada keputusan: batas hukum tidak pernah berakhir"
        yield Fault(file, "langkah", wrong, "keputusan = true pada cabang yang memutuskan")


def open_ended(procedure: Procedure, unread: Collection[str] = ()) -> set[int]:
    """The steps of which it is not known for sure where their files go: they may go anywhere."""
    counts, known = Counter(sequences_of(procedure)), set(sequences_of(procedure))
    unsure = {
        step.sequence
        for step in procedure.places
        if not step.branches
        or counts[step.sequence] > 1
        or any(sequence not in known for b in step.branches for _, sequence in _targets(b))
    }
    failed = [key for key in unread if _WAYS.search(key)]
    return unsure | {s.sequence for s in procedure.steps if unread_below(failed, key_of(s))}


def onward(branch: Branch) -> set[int]:
    """Every step to which a branch leads, with the one where a returned file comes back."""
    return {sequence for _, sequence in _targets(branch)}


def _ends(branch: Branch) -> bool:
    """Whether a file ends by it."""
    return branch.target is None and not branch.answers and branch.direction is not Direction.RETURN


def closure(roots: Iterable[int], edges: Mapping[int, Collection[int]]) -> set[int]:
    """Everything that can be reached from `roots`, they included."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        if (here := waiting.pop()) not in found:
            found.add(here)
            waiting.extend(edges.get(here, ()))
    return found


def roots(procedure: Procedure) -> set[int]:
    """The steps at which a file can begin: registered there, or with the applicant before that."""
    early = {step.sequence for step in procedure.steps if step.before_registration}
    return early | set(procedure.starts) & set(sequences_of(procedure))


def unreachable(procedure: Procedure, file: str, unsure: Collection[int] = ()) -> Iterator[Fault]:
    """Steps that nobody can reach, each with all that lies behind it, and steps from which no file ever ends.

    `unsure`: steps that may lead anywhere (`open_ended`).
    """
    edges: dict[int, set[int]] = {}
    for step in procedure.places:
        edges.setdefault(step.sequence, set()).update(*map(onward, step.branches))
    begun = roots(procedure)
    reached = closure(begun, edges)
    everywhere = not begun or any(sequence in unsure for sequence in reached)
    lost = [] if everywhere else [s for s in edges if s > 0 and s not in reached]
    for head in _heads(lost, edges):
        behind = numbered(s for s in sorted(closure([head], edges)) if s in lost and s != head)
        wrong = "tidak ada jalan ke langkah ini"
        wrong += f", jadi juga tidak ke langkah {behind}" if behind else ""
        yield Fault(file, f"langkah[{head}]", wrong, _NOBODY_COMES)
    ends = [step.sequence for step, b in every_branch(procedure) if _ends(b)]
    if not ends and not unsure and edges:
        right = "selesai = true pada sebuah cabang"
        yield Fault(file, "langkah", "tidak ada cabang yang mengakhiri berkas", right)
        return
    yield from _stuck(edges, [*ends, *unsure], edges if everywhere else reached, file)


def _heads(lost: Collection[int], edges: Mapping[int, Collection[int]]) -> list[int]:
    """The first steps of what is lost: whoever mends the ways to these has mended all."""
    led_to = {target for s in lost for target in edges[s] if target != s}
    heads = [s for s in lost if s not in led_to]
    covered = closure(heads, edges)
    for sequence in lost:
        if sequence not in covered:
            heads.append(sequence)
            covered |= closure([sequence], edges)
    return heads


def _stuck(
    edges: Mapping[int, Collection[int]], ends: Iterable[int], reached: Collection[int], file: str
) -> Iterator[Fault]:
    """A loop that no file ever leaves."""
    backwards: dict[int, set[int]] = {}
    for sequence, targets in edges.items():
        for target in targets:
            backwards.setdefault(target, set()).add(sequence)
    leaving = closure(ends, backwards)
    if stuck := [s for s in edges if s > 0 and s in reached and s not in leaving]:
        wrong = f"langkah {numbered(stuck)} berputar tanpa jalan keluar"
        right = "sebuah cabang yang keluar dari putaran, atau selesai = true"
        yield Fault(file, f"langkah[{stuck[0]}].cabang", wrong, right)
