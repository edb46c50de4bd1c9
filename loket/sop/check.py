"""What can be wrong with a procedure that reads well: names that lead nowhere, files that could get stuck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

from loket.sop.faults import Fault
from loket.sop.model import (
    APPLICANT_ROLE,
    ISSUED,
    PARENT_FACT,
    REFUSED,
    SYSTEM_ROLE,
    Branch,
    Direction,
    Kind,
    Party,
    Procedure,
    Step,
)

_STATE_LIMIT = 50_000
_PASSED = "berkas bisa melewati langkah ini tanpa petugas memilih cabangnya"
_WAYS = (".urut", ".ke", ".kembali_ke", ".lanjut_di", ".selesai", ".arah", ".jenis", ".id", "mulai")


def check(procedure: Procedure, file: str = "", unreadable: Collection[str] = ()) -> list[Fault]:
    """Every fault of a procedure by itself. `unreadable`: keys at which reading has already failed.

    Whether files can get stuck is judged only when all ways could be read and lead somewhere; of steps, only
    once each has its `urut`.
    """
    placed = not any(key.endswith(".urut") for key in unreadable)
    if not placed:
        procedure = replace(procedure, steps=tuple(step for step in procedure.steps if step.sequence))
    facts = list(_facts(procedure, file))
    faults = [*_names(procedure, file), *_roles(procedure, file), *facts]
    faults += [*_unchosen(procedure, file), *_opened(procedure, file), *_awaiting(procedure, file)]
    if not placed:
        return faults if procedure.starts else [*faults, *_starts(procedure, file)]
    faults += [*_starts(procedure, file), *_limits(procedure, file)]
    ways = list(_targets(procedure, file, unreadable))
    if not ways and not any(key.endswith(_WAYS) or key == "langkah" for key in unreadable):
        ways = list(_reach(procedure, file))
        ways += () if facts else _dead_ends(procedure, file)
    return faults + ways


def check_follow_ups(procedure: Procedure, follow_ups: Mapping[str, Procedure], file: str) -> list[Fault]:
    """A fault for each branch that opens no known follow-up, or one that could not learn this file's result.

    `procedure` is sound by itself.
    """
    faults = []
    right = f"salah satu dari {_list(sorted(follow_ups))}" if follow_ups else "id SOP dengan lanjutan = true"
    issues = any(branch.outcome == ISSUED for _, branch in _branches(procedure))
    waiting = {f.id for f in follow_ups.values() if any(step.awaits_parent for step in f.steps)}
    results = list(_results(procedure, waiting, file))
    for step, branch in _branches(procedure):
        key = _key(step, branch, "membuka")
        if branch.opens is not None and branch.opens not in follow_ups:
            faults.append(Fault(file, key, f'"{branch.opens}" bukan SOP lanjutan yang dikenal', right))
        elif branch.opens in waiting and not issues and not results:
            wrong = f'{branch.opens} menunggu hasilnya, tetapi tidak ada cabang dengan hasil "{ISSUED}"'
            faults.append(Fault(file, key, wrong, f'hasil = "{ISSUED}" pada cabang yang memutuskan'))
    return faults + results


def _results(procedure: Procedure, waiting: Collection[str], file: str) -> Iterator[Fault]:
    """Results that a follow-up waiting for this file's would misread, and ends that give it none."""
    opened = _list(sorted({b.opens for _, b in _branches(procedure) if b.opens} & set(waiting)))
    right = f'"{ISSUED}" atau "{REFUSED}"'
    for step, branch in _branches(procedure) if opened else ():
        if branch.outcome not in (None, ISSUED, REFUSED):
            wrong = f'"{branch.outcome}" tidak dikenal {opened}, yang menunggu hasil berkas ini'
            yield Fault(file, _key(step, branch, "hasil"), wrong, right)
    silent = {
        _key(step, branch, "hasil")
        for step, _, owing, open_now in _walk(procedure, waiting)
        for branch in open_now
        if branch.target is None and branch.outcome is None and (owing or branch.opens in waiting)
    }
    for key in sorted(silent):
        wrong = f"berkas berakhir tanpa hasil, padahal {opened} menunggunya"
        yield Fault(file, key, wrong, f"{right}, di sini atau pada langkah sebelumnya")


def _key(step: Step, branch: Branch | None = None, name: str = "") -> str:
    path = f"langkah[{step.sequence}]" + (f".cabang[{branch.id}]" if branch else "")
    return f"{path}.{name}" if name else path


def _list(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)


def _branches(procedure: Procedure) -> Iterator[tuple[Step, Branch]]:
    for step in procedure.steps:
        for branch in step.branches:
            yield step, branch


def _sequences(procedure: Procedure) -> list[int]:
    return [step.sequence for step in procedure.steps]


def _names(procedure: Procedure, file: str) -> Iterator[Fault]:
    for sequence, count in Counter(_sequences(procedure)).items():
        if count > 1:
            right = "setiap langkah punya urut sendiri; nomor tercetak yang berulang ditulis di dokumen.no"
            yield Fault(file, f"langkah[{sequence}].urut", f"urut {sequence} dipakai {count} kali", right)
    for step in procedure.steps:
        for branch_id, count in Counter(b.id for b in step.branches).items():
            if count > 1:
                wrong = f'id "{branch_id}" dipakai {count} kali pada langkah ini'
                yield Fault(
                    file, f"{_key(step)}.cabang[{branch_id}].id", wrong, "id yang berbeda untuk tiap cabang"
                )
        if not step.branches:
            right = "sedikitnya satu [[langkah.cabang]], dengan ke atau selesai = true"
            yield Fault(
                file, _key(step, name="cabang"), "langkah tanpa cabang: berkas tidak bisa keluar", right
            )


def _starts(procedure: Procedure, file: str) -> Iterator[Fault]:
    if not procedure.starts:
        yield Fault(file, "mulai", "tidak diisi", "urut langkah pertama di kantor, misalnya [5]")
    steps = {step.sequence: step for step in procedure.steps}
    for start in procedure.starts:
        if start not in steps:
            yield Fault(file, "mulai", f"langkah {start} tidak ada", f"salah satu dari {_list(steps)}")
        elif steps[start].party is Party.APPLICANT:
            wrong = f"langkah {start} adalah langkah pemohon"
            yield Fault(file, "mulai", wrong, "langkah kantor tempat berkas terdaftar pertama dikerjakan")


def _role_uses(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Every place that names a role, with the role."""
    for step in procedure.steps:
        signing = {role for sign_off in step.sign_offs for role in sign_off.roles}
        for role in (r for r in step.roles if r not in signing):
            yield _key(step, name="peran"), role
        for role in step.time.by_role:
            yield _key(step, name=f"waktu.{role}"), role
        for place, sign_off in enumerate(step.sign_offs, start=1):
            for role in sign_off.roles:
                yield f"{_key(step)}.paraf[#{place}].peran", role
        for branch in step.branches:
            for role in branch.by:
                yield _key(step, branch, "oleh"), role


def _roles(procedure: Procedure, file: str) -> Iterator[Fault]:
    known = {*procedure.roles, APPLICANT_ROLE, SYSTEM_ROLE}
    for key, role in _role_uses(procedure):
        if role not in known:
            right = f"salah satu dari [peran]: {_list(procedure.roles)}"
            yield Fault(file, key, f'peran "{role}" tidak ada di [peran]', right)
    for step in procedure.steps:
        performers = {*step.roles, *(role for s in step.sign_offs for role in s.roles)}
        for role in (r for r in step.time.by_role if r in known and r not in performers):
            wrong = f'peran "{role}" tidak mengerjakan langkah ini'
            yield Fault(file, _key(step, name=f"waktu.{role}"), wrong, f"salah satu dari {_list(step.roles)}")
        for branch in step.branches:
            for role in (r for r in branch.by if r in known and r not in performers):
                wrong = f'peran "{role}" tidak mengerjakan langkah ini'
                yield Fault(
                    file, _key(step, branch, "oleh"), wrong, f"salah satu dari {_list(sorted(performers))}"
                )
        if step.min_people > max(1, len(step.sign_offs)):
            wrong = f"{step.min_people} orang untuk {len(step.sign_offs)} paraf"
            yield Fault(
                file, _key(step, name="orang_minimal"), wrong, "paling banyak sejumlah [[langkah.paraf]]"
            )


def _facts(procedure: Procedure, file: str) -> Iterator[Fault]:
    for step, branch in _branches(procedure):
        said = [(f"mencatat.{name}", name, value) for name, value in branch.records.items()]
        said += [(f"bila.{name}", name, value) for name, values in branch.when.items() for value in values]
        for place, name, value in said:
            fact, key = procedure.facts.get(name), _key(step, branch, place)
            if fact is None:
                right = f"salah satu dari [ketetapan]: {_list(procedure.facts) or '(belum ada)'}"
                yield Fault(file, key, f'ketetapan "{name}" tidak ada di [ketetapan]', right)
            elif value not in fact.values:
                right = f"salah satu dari {_list(fact.values)}"
                yield Fault(file, key, f'"{value}" bukan pilihan ketetapan "{name}"', right)


def _limits(procedure: Procedure, file: str) -> Iterator[Fault]:
    known = _sequences(procedure)
    places = [("batas.keseluruhan_langkah", procedure.limits.whole_steps)]
    places += [
        (f"batas.kelompok[#{n}].langkah", g.steps) for n, g in enumerate(procedure.limits.groups, start=1)
    ]
    for key, sequences in places:
        for sequence in (s for s in sequences if s not in known):
            yield Fault(file, key, f"langkah {sequence} tidak ada", f"salah satu dari {_list(known)}")
        if not sequences and "kelompok" in key:
            yield Fault(file, key, "tidak diisi", "urut langkah-langkah yang berbagi waktu, misalnya [7, 8]")


def _unchosen(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps that a file leaves without a clerk's choice, of which nobody could say where it then goes."""
    right = (
        "di sini (applicant, opsional, tidak_menahan) semua cabang maju yang terbuka bersama sama "
        "ke, mencatat, hasil, menyatakan_lengkap dan keputusan"
    )
    after = [b for step, b in _branches(procedure) if not step.before_registration]
    entered = {b.target if b.resume is None else b.resume for b in after}
    for step in (step for step in procedure.steps if _may_pass(step)):
        if step.kind is Kind.APPLICANT and step.sequence not in entered:
            continue  # the file is only returned here, and comes back where the return says
        onward = [b for b in step.branches if b.direction is Direction.FORWARD]
        for one, other in combinations(onward, 2):
            if _said(one) != _said(other) and not _exclude(one, other):
                wrong = f'lain dari cabang "{one.id}", padahal {_PASSED}'
                yield Fault(file, _key(step, other), wrong, right)
                break


def _may_pass(step: Step) -> bool:
    """Whether a file may go on from here by itself."""
    return step.kind is Kind.APPLICANT or step.optional or step.passes


def _said(branch: Branch) -> tuple[object, ...]:
    """Where a branch leads and all that it says of the file."""
    said = branch.outcome, branch.declares_complete, branch.decides, dict(branch.records)
    return (branch.target, *said)


def _exclude(one: Branch, other: Branch) -> bool:
    """Whether no file has both branches open."""
    shared = one.when.keys() & other.when.keys()
    return any(not set(one.when[name]) & set(other.when[name]) for name in shared)


def _opened(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Branches that would open a follow-up, but that no clerk chooses or that do not lead onward."""
    right = "membuka pada cabang maju yang dipilih petugas"
    for step, branch in _branches(procedure):
        if branch.opens is None:
            continue
        key = _key(step, branch, "membuka")
        if branch.direction is not Direction.FORWARD:
            yield Fault(file, key, "hanya cabang maju yang membuka berkas lanjutan", right)
        elif _may_pass(step) or SYSTEM_ROLE in step.roles:
            yield Fault(file, key, _PASSED, right)


def _awaiting(procedure: Procedure, file: str) -> Iterator[Fault]:
    """What is said of a parent's result where there is no parent, or that no parent could have."""
    for step in procedure.steps:
        if step.awaits_parent and not procedure.follow_up:
            wrong = "hanya berkas lanjutan punya berkas induk"
            right = "lanjutan = true, atau tanpa menunggu_induk"
            yield Fault(file, _key(step, name="menunggu_induk"), wrong, right)
    fact = procedure.facts.get(PARENT_FACT)
    if fact is None or not procedure.follow_up:
        return
    said = [f'"{value}" bukan hasil berkas induk' for value in fact.values if value not in (ISSUED, REFUSED)]
    said += [f'hasil "{value}" belum ada' for value in (ISSUED, REFUSED) if value not in fact.values]
    if said:
        yield Fault(file, f"ketetapan.{PARENT_FACT}.pilihan", "; ".join(said), f"{ISSUED} dan {REFUSED}")


def _targets(procedure: Procedure, file: str, unreadable: Collection[str]) -> Iterator[Fault]:
    """Branches to steps that do not exist, or that are not what the branch needs."""
    steps = {step.sequence: step for step in procedure.steps}
    no_applicant = {
        s.sequence
        for s in procedure.steps
        if s.kind is not Kind.APPLICANT and _key(s, name="jenis") not in unreadable
    }
    for step, branch in _branches(procedure):
        back = branch.direction is Direction.RETURN
        for name, sequence in (("kembali_ke" if back else "ke", branch.target), ("lanjut_di", branch.resume)):
            if sequence is None:
                continue
            if sequence not in steps:
                right = f"salah satu dari {_list(steps)}"
                yield Fault(file, _key(step, branch, name), f"langkah {sequence} tidak ada", right)
            elif name == "kembali_ke" and sequence in no_applicant:
                right = "langkah dengan jenis applicant; ke meja kantor memakai arah mundur"
                wrong = f"langkah {sequence} bukan langkah pemohon"
                yield Fault(file, _key(step, branch, name), wrong, right)
            elif name == "kembali_ke" and steps[sequence].passes:
                wrong = f"langkah {sequence} tidak_menahan: berkas tidak menunggu pemohon di sana"
                right = "langkah pemohon yang menahan berkas"
                yield Fault(file, _key(step, branch, name), wrong, right)
        if branch.direction is Direction.REJECT and branch.outcome is None:
            yield Fault(
                file, _key(step, branch, "hasil"), "penolakan tanpa hasil", 'misalnya hasil = "ditolak"'
            )
    if procedure.has_legal_line and not any(branch.decides for _, branch in _branches(procedure)):
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


def _reach(procedure: Procedure, file: str) -> Iterator[Fault]:
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
        wrong = f"langkah {_list(stuck)} berputar tanpa jalan keluar"
        right = "sebuah cabang yang keluar dari putaran, atau selesai = true"
        yield Fault(file, f"langkah[{stuck[0]}].cabang", wrong, right)


_State = tuple[int, tuple[tuple[str, str], ...], bool | None]
_Seen = tuple[Step, dict[str, str], bool, list[Branch]]


def _dead_ends(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Steps where what is recorded on a file leaves it no branch to take."""
    blamed: set[int] = set()
    for step, facts, _, open_now in _walk(procedure):
        if step.sequence not in blamed and (fault := _blocked(step, open_now, facts, file)):
            blamed.add(step.sequence)
            yield fault


def _walk(procedure: Procedure, waiting_for: Collection[str] = ()) -> Iterator[_Seen]:
    """Every step with all that may be recorded when a file comes there, and the branches then open.

    Said too: whether a follow-up of `waiting_for` was opened, to which the file still owes its result.
    """
    steps = {step.sequence: step for step in procedure.steps}
    asked = {name for _, branch in _branches(procedure) for name in branch.when if name in procedure.facts}
    waiting = _first_states(procedure, asked)
    seen: set[_State] = set(waiting)
    while waiting and len(seen) < _STATE_LIMIT:
        sequence, noted, owing = waiting.pop()
        step, facts = steps[sequence], dict(noted)
        open_now = [b for b in step.branches if b.holds(facts)]
        yield step, facts, bool(owing), open_now
        for branch in open_now:
            after = facts | {k: v for k, v in branch.records.items() if k in asked}
            due = None if owing is None or branch.outcome else owing or branch.opens in waiting_for
            for target in {branch.target, branch.resume} - {None}:
                state: _State = (target or 0, tuple(sorted(after.items())), due)
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)


def _first_states(procedure: Procedure, asked: set[str]) -> list[_State]:
    """Where files begin, with every combination of the facts that a follow-up brings from its parent."""
    recorded = {name for _, branch in _branches(procedure) for name in branch.records}
    brought = sorted(asked - recorded) if procedure.follow_up else []
    known = set(_sequences(procedure))
    roots = {s for s in procedure.starts if s in known}
    roots |= {step.sequence for step in procedure.steps if step.before_registration}
    mixes = product(*(procedure.facts[name].values for name in brought))
    return [(root, tuple(zip(brought, mix, strict=True)), False) for mix in mixes for root in sorted(roots)]


def _blocked(step: Step, open_now: list[Branch], facts: Mapping[str, str], file: str) -> Fault | None:
    onward = any(b.direction is Direction.FORWARD for b in open_now)
    if not step.branches or onward or (open_now and not _needs_forward(step)):
        return None
    names = {name for b in step.branches for name in b.when}
    said = _list(f"{name} = {facts.get(name, '(belum dicatat)')}" for name in sorted(names))
    if not said:
        wrong = "langkah ini tidak punya cabang maju"
        right = "sebuah cabang maju, karena berkas berjalan sendiri lewat sana"
    else:
        wrong = f"tidak ada cabang yang terbuka bila {said}"
        right = "cabang untuk setiap nilai yang mungkin tercatat"
    return Fault(file, _key(step, name="cabang"), wrong, right)


def _needs_forward(step: Step) -> bool:
    """Whether something other than a clerk's choice takes the file on."""
    return _may_pass(step) or bool(step.sign_offs)
