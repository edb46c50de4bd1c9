"""What in a sound procedure is allowed, and yet seldom meant: told beside, and no reason to refuse it.

Each of these runs. A start may skip steps because another office does them, a result may change, two
spaces may be wanted: only the writer can say. So `loket sop periksa` says "Perhatikan".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from loket.sop.check.places import every_branch, key_of, listed, performers_of, recorders_of
from loket.sop.check.structure import closure, onward
from loket.sop.faults import Fault
from loket.sop.model import KINDS, Branch, Demand, Direction, Milestone, Origin, Party, Procedure

_ONWARD = (Direction.FORWARD, Direction.REJECT)
_ASKED = {
    Demand.REQUIREMENTS: ("persyaratan", "persyaratan tidak pernah diperiksa", 'jenis = "kelengkapan"'),
    Demand.DATA: ("data", "isian formulir tidak pernah ditanyakan", 'jenis = "entri"'),
}


def advice(procedure: Procedure, file: str = "") -> list[Fault]:
    """All that the writer of a sound procedure should look at again, in the file's order."""
    return [
        *_unused(procedure, file),
        *_shared_times(procedure, file),
        *_since_without_time(procedure, file),
        *_never_asked(procedure, file),
        *_no_result(procedure, file),
        *_kept_open(procedure, file),
        *_skipped(procedure, file),
        *_backward(procedure, file),
        *_no_way_back(procedure, file),
        *_early_results(procedure, file),
        *_odd_words(procedure, file),
    ]


def _unused(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Roles that no step names, save columns of the document's table; facts that no branch ever records."""
    used = {role for step in procedure.places for role in (*performers_of(step), *recorders_of(step))}
    for role, name in procedure.roles.items():
        if role not in used and name not in procedure.document.performers:
            wrong = f'tidak ada langkah yang dikerjakan peran "{role}"'
            yield Fault(file, f"peran.{role}", wrong, "peran pada sebuah langkah, atau tanpa baris ini")
    named = {name for _, branch in every_branch(procedure) for name in (*branch.records, *branch.when)}
    if procedure.follow_up:
        return  # its parent may have recorded them
    for name, fact in procedure.facts.items():
        if fact.origin is Origin.BRANCH and name not in {*named, procedure.product}:
            wrong = "tidak ada cabang yang mencatat atau menanyakannya"
            yield Fault(
                file, f"ketetapan.{name}", wrong, "mencatat dan bila pada cabang, atau tanpa tabel ini"
            )


def _shared_times(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps that share their time with two groups: both limits run there."""
    groups = enumerate(procedure.limits.groups, start=1)
    for (first, one), (second, other) in combinations(groups, 2):
        if both := sorted(set(one.steps) & set(other.steps)):
            wrong = f"langkah {listed(both)} juga ada pada kelompok #{first}: waktunya dihitung dua kali"
            yield Fault(
                file, f"batas.kelompok[#{second}].langkah", wrong, "setiap langkah pada satu kelompok"
            )


def _since_without_time(procedure: Procedure, file: str) -> Iterator[Fault]:
    """A moment from which the whole counts where no time for the whole is stated."""
    limits = procedure.limits
    if limits.whole_from is not Milestone.REGISTERED and not limits.whole.stated:
        wrong = "tidak ada keseluruhan: yang dihitung hanya jumlah waktu langkah, bila semuanya menit"
        right = 'keseluruhan = "…" di sampingnya, atau tanpa baris ini'
        yield Fault(file, "batas.keseluruhan_sejak", wrong, right)


def _never_asked(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Requirements and data that no step asks for; a follow-up has its parent's."""
    asked = {
        d for place in procedure.places for at in range(len(place.sign_offs) or 1) for d in place.demanded(at)
    }
    for demand, (word, wrong, kind) in _ASKED.items() if not procedure.follow_up else ():
        if demand not in asked:
            right = f'{kind}, atau meminta = ["{word}"], pada sebuah langkah'
            yield Fault(file, "langkah", f"tidak ada langkah yang meminta {word}: {wrong}", right)


def _no_result(procedure: Procedure, file: str) -> Iterator[Fault]:
    """A file that ends without a result is neither issued nor refused, and counted as neither.

    What only watches over a permit has none.
    """
    watches = procedure.follow_up and any(map(procedure.has_no_end, procedure.places))
    if not watches and not any(branch.outcome for _, branch in every_branch(procedure)):
        wrong = "tidak ada cabang dengan hasil: setiap berkas hanya berakhir «selesai»"
        yield Fault(file, "langkah", wrong, 'hasil = "terbit" atau "ditolak" pada cabang yang memutuskan')


def _kept_open(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Oversight without an end on the permit's own file, which stays under way as long."""
    for place in procedure.places if not procedure.follow_up else ():
        if procedure.has_no_end(place):
            wrong = "pengawasan tanpa waktu: berkas izin tetap terbuka selama diawasi"
            right = "SOP lanjutan dengan langkah ini (membuka pada cabang sebelumnya), atau waktu"
            yield Fault(file, key_of(place, name="jenis"), wrong, right)


def _edges(procedure: Procedure, *, onward_only: bool = False) -> dict[int, set[int]]:
    """Where files go from each step; `onward_only`: those that are neither sent back nor returned."""
    edges: dict[int, set[int]] = {}
    for step, branch in every_branch(procedure):
        if not onward_only or branch.direction in _ONWARD:
            edges.setdefault(step.sequence, set()).update(onward(branch))
    return edges


def _skipped(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps of the office before the usual start, to which no file comes that only goes forward."""
    passed = closure(procedure.starts, _edges(procedure, onward_only=True))
    skipped = [
        step.sequence
        for step in procedure.steps
        if step.sequence < procedure.starts[0]
        and step.sequence not in passed
        and step.party is not Party.APPLICANT
        and not step.before_registration
    ]
    if skipped:
        wrong = f"berkas yang didaftarkan di langkah {listed(procedure.starts)} tidak melewati langkah"
        right = "urut langkah pertama sesudah pendaftaran, atau sebelum_pendaftaran = true pada langkah itu"
        yield Fault(file, "mulai", f"{wrong} {listed(skipped)}", right)


def _backward(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Branches called forward to a step that every file has passed that comes here."""
    edges = _edges(procedure)
    for step, branch in every_branch(procedure):
        if branch.direction is not Direction.FORWARD or branch.target is None:
            continue
        target = branch.target
        around = {sequence: targets - {target} for sequence, targets in edges.items()}
        passed = step.sequence not in closure(set(procedure.starts) - {target}, around)
        if target <= step.sequence and (target == step.sequence or passed):
            wrong = f"arah maju, tetapi setiap berkas di sini sudah melewati langkah {target}"
            yield Fault(
                file, key_of(step, branch, "ke"), wrong, 'langkah yang lebih jauh, atau arah = "mundur"'
            )


def _no_way_back(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Who looks at others' work and can only let it pass or refuse it: a slip of the pen has no way back."""
    for place in procedure.places:
        ways = {branch.direction for branch in place.branches}
        if KINDS[place.kind].checks and not ways & {Direction.BACK, Direction.RETURN}:
            wrong = "tidak ada jalan kembali: salah ketik hanya dapat diteruskan atau ditolak"
            right = 'cabang dengan arah = "mundur" ke meja sebelumnya, dan tafsirnya'
            yield Fault(file, key_of(place, name="cabang"), wrong, right)


def _early_results(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Results that a later step on the way forward may change into another."""
    edges = _edges(procedure, onward_only=True)
    for step, branch in every_branch(procedure):
        if branch.outcome is None or branch.target is None:
            continue
        for sequence in sorted(closure([branch.target], edges)):
            if other := _other_result(procedure, sequence, branch):
                wrong = (
                    f'hasil "{branch.outcome}" sudah dicatat di sini, padahal langkah {sequence} masih dapat'
                )
                right = f"hasil pada cabang terakhir yang memutuskan, sesudah langkah {sequence}"
                yield Fault(file, key_of(step, branch, "hasil"), f'{wrong} mencatat "{other}"', right)
                break


def _other_result(procedure: Procedure, sequence: int, branch: Branch) -> str | None:
    """The result that a step may give in place of the branch's."""
    given = (b for s, b in every_branch(procedure) if s.sequence == sequence and b.direction in _ONWARD)
    return next((b.outcome for b in given if b.outcome not in (None, branch.outcome)), None)


def _odd_words(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Words for a screen that look mistyped there."""
    said = [(key_of(p, name="sebutan" if p.strand else "nama"), p.name) for p in procedure.places]
    said += [
        (f"{key_of(step)}.paraf[#{at}].sebutan", sign_off.label)
        for step in procedure.places
        for at, sign_off in enumerate(step.sign_offs, start=1)
    ]
    said += [(key_of(step, branch, "label"), branch.label) for step, branch in every_branch(procedure)]
    for key, words in said:
        if words != " ".join(words.split()):
            yield Fault(file, key, "ada dua spasi atau ganti baris", f'"{" ".join(words.split())}"')
        elif words.endswith(".") and not words.endswith((" dst.", " dll.", "..")):
            yield Fault(file, key, "berakhir dengan titik", f'"{words.rstrip(".")}"')
