"""Applies to a procedure what an office decided about it: own closing steps, who performs a step, its time.

An SOP that ends at the signature leaves notifying, handing over and archiving unsaid. The office adds such
steps in its profile; they follow the SOP's last step and are marked as the office's own ("tambahan kantor").
The document itself stays as it was written. What the office decided is an `OfficePart`, kept beside the SOP's
text under which a file was registered: a profile that changes later moves no file under way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from loket.flow.acts import Right
from loket.office.model import ClosingStep, Office
from loket.office.reading import ProfileFaults
from loket.office.times import duration_from
from loket.sop.faults import Fault
from loket.sop.model import (
    APPLICANT_ROLE,
    SYSTEM_ROLE,
    AllowedTime,
    Branch,
    Demand,
    Direction,
    Duration,
    Fact,
    Kind,
    Party,
    Procedure,
    Step,
)

FIRST_CLOSING = 101
OUTCOME_FACT = "hasil_akhir"
_OUTCOME_WORDS = {"terbit": "izin terbit", "ditolak": "permohonan ditolak"}


@dataclass(frozen=True, slots=True)
class OfficePart:
    """What an office decided about one SOP: its closing steps, who performs a step in what time, role names.

    `sign_roles`: who gives the sign-offs of a step, by its sequence and which of them, counted from 1.
    `source` is the profile's file, named in faults.
    """

    closing: tuple[ClosingStep, ...] = ()
    step_roles: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    role_names: Mapping[str, str] = field(default_factory=dict)
    source: str = field(default="", compare=False)
    step_times: Mapping[int, Duration] = field(default_factory=dict)
    sign_roles: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


def part_of(office: Office, procedure_id: str) -> OfficePart:
    """What the profile says today about that SOP."""
    closing = tuple(step for step in office.closing if step.procedure == procedure_id)
    chosen, times = office.step_roles.get(procedure_id, {}), office.step_times.get(procedure_id, {})
    signed = office.sign_roles.get(procedure_id, {})
    used = [*(step.roles for step in closing), *chosen.values(), *signed.values()]
    names = {role: office.roles[role].name for roles in used for role in roles}
    return OfficePart(closing, chosen, names, office.source, times, signed)


def part_data(part: OfficePart) -> dict[str, Any]:
    """The part as it is kept."""
    return {
        "closing": [asdict(step) for step in part.closing],
        "step_roles": {str(step): list(roles) for step, roles in part.step_roles.items()},
        "role_names": dict(part.role_names),
        "step_times": {str(step): asdict(time) for step, time in part.step_times.items()},
        "sign_roles": {f"{step}-{at}": list(roles) for (step, at), roles in part.sign_roles.items()},
    }


def part_from(data: Mapping[str, Any]) -> OfficePart:
    """The part that was kept as `part_data`."""
    return OfficePart(
        closing=tuple(_closing_from(step) for step in data["closing"]),
        step_roles={int(step): tuple(roles) for step, roles in data["step_roles"].items()},
        role_names=data["role_names"],
        step_times={int(step): duration_from(time) for step, time in data.get("step_times", {}).items()},
        sign_roles={_sign(at): tuple(roles) for at, roles in data.get("sign_roles", {}).items()},
    )


def _sign(at: str) -> tuple[int, int]:
    step, _, number = at.partition("-")
    return int(step), int(number)


def _closing_from(data: Mapping[str, Any]) -> ClosingStep:
    time = data["time"]
    known = {
        "kind": Kind(data["kind"]),
        "roles": tuple(data["roles"]),
        "outcomes": tuple(data["outcomes"]),
        "time": None if time is None else duration_from(time),
    }
    return ClosingStep(**{**data, **known})


def with_closing(procedure: Procedure, part: OfficePart) -> Procedure:
    """The procedure as this office runs it: its own performers and times of steps, closing steps from 101 on.

    Raises:
        ProfileFaults: the profile names a step that the SOP lacks, or that nobody of the office performs.
    """
    narrowed = _chosen(procedure, part)
    own = part.closing
    if not own:
        return narrowed
    ends = {o for step in own for o in step.outcomes}
    steps = [replace(s, branches=tuple(_lead_on(b, own, ends) for b in s.branches)) for s in narrowed.steps]
    asked = any(Demand.PERMIT in p.demanded(n) for p in narrowed.places for n in range(len(p.sign_offs) or 1))
    steps += [_closing_step(place, own, asked=asked) for place in range(len(own))]
    fact = Fact("Hasil akhir", {outcome: _OUTCOME_WORDS[outcome] for outcome in sorted(ends)})
    return replace(
        narrowed,
        steps=tuple(steps),
        facts={**narrowed.facts, OUTCOME_FACT: fact},
    )


def unfit(procedure: Procedure, office: Office) -> list[Fault]:
    """What the profile lacks, or says wrongly or to no effect, for following this SOP.

    A follow-up that a branch opens is registered under a service of its own.
    """
    source, faults, here = office.source or office.id, list[Fault](), procedure
    try:
        here = with_closing(procedure, part_of(office, procedure.id))
    except ProfileFaults as wrong:
        faults += wrong.faults
    lacks = f"dari SOP {procedure.id} tidak ada"
    right = "tambahkan peran itu (id = {role}), atau beri langkahnya peran lain (peran_langkah)"
    faults += [
        Fault(source, "peran", f"peran {role} {lacks}", right.format(role=role))
        for role in missing_roles(here, office)
    ]
    right = "tambahkan [[layanan]] dengan sop itu (di_loket = false)"
    faults += [
        Fault(source, "layanan", f"SOP lanjutan {name} tidak punya layanan", right)
        for name in sorted(procedure.opened)
        if not office.services_of(name)
    ]
    faults += _unreached(procedure, office)
    return [*faults, *_signed(procedure, office)]


def doubtful(procedure: Procedure, office: Office) -> list[Fault]:
    """What the office should look at again, though it can follow this SOP.

    Whoever registers a file takes it in hand when the first step is theirs; else it waits for its performers.
    """
    procedure = with_closing(procedure, part_of(office, procedure.id))
    return [*_surveys(procedure, office), *_unregistered(procedure, office)]


def _surveys(procedure: Procedure, office: Office) -> list[Fault]:
    return [
        Fault(
            office.source or office.id,
            f"peran_langkah.{procedure.id}.{step.sequence}",
            f"langkah {step.sequence} SOP {procedure.id}, {step.name}: {why}",
            'peran dengan beranda = "survey"',
        )
        for step in procedure.steps
        if (why := unanswerable(step, office))
    ]


def _unregistered(procedure: Procedure, office: Office) -> list[Fault]:
    """A first step of whoever does not register, so that a file never is in hand as soon as it begins."""
    first = next((step for step in procedure.steps if step.sequence in procedure.starts[:1]), None)
    services = [service for service in office.services_of(procedure.id) if service.at_counter]
    if first is None or not services:
        return []
    roles = [office.roles[role] for role in first.signing_roles(0) if role in office.roles]
    if not roles or any(Right.COUNTER in role.rights for role in roles):
        return []
    wrong = f"langkah pertama SOP {procedure.id} ({first.sequence}, {first.name}) dikerjakan "
    wrong += _listed(role.name for role in roles)
    wrong += f', yang tanpa hak "{Right.COUNTER}" tidak mendaftarkan berkas'
    right = f'hak = ["{Right.COUNTER}"] pada perannya, kecuali memang loket lain yang mendaftarkan'
    return [Fault(office.source or office.id, f"peran[{roles[0].id}].hak", wrong, right)]


def unanswerable(step: Step, office: Office) -> str:
    """Why nobody could do a survey: it is done on a screen of its own, on which some role has to land."""
    homes = {office.roles[role].home for role in step.roles if role in office.roles}
    if step.kind is not Kind.SURVEY or "survey" in homes:
        return ""
    return "survei diisi di layar Survei kepuasan, dan tidak satu pun peran ini masuk ke layar itu"


def missing_roles(procedure: Procedure, office: Office) -> list[str]:
    """The roles that the procedure needs and this office does not have.

    Whoever acts elsewhere, and has what they did recorded here, need not be of the office.
    """
    used: set[str] = set()
    for step in (step for step in procedure.places if step.kind is not Kind.APPLICANT):
        for sign_off in range(max(1, len(step.sign_offs))):
            used |= set(step.recording_roles(sign_off) or step.signing_roles(sign_off))
    return sorted(used - {APPLICANT_ROLE, SYSTEM_ROLE} - set(office.roles))


def _signed(procedure: Procedure, office: Office) -> list[Fault]:
    """Performers chosen for a step of sign-offs: each sign-off has its own, so it would do nothing."""
    chosen = part_of(office, procedure.id).step_roles
    return [
        Fault(
            office.source or office.id,
            f"peran_langkah.{procedure.id}.{step.sequence}",
            "langkah ini berparaf; pelaksananya peran tiap paraf dalam SOP",
            f"{step.sequence}-1 untuk paraf pertama langkah itu, {step.sequence}-2 untuk yang kedua",
        )
        for step in procedure.steps
        if step.sign_offs and step.sequence in chosen
    ]


def _unreached(procedure: Procedure, office: Office) -> list[Fault]:
    """Closing steps after a result that no ending of the SOP gives: no file would ever come there."""
    branches = [branch for step in procedure.steps for branch in step.branches]
    given = {branch.outcome for branch in branches if branch.target is None}
    return [
        Fault(
            office.source or office.id,
            f"tambahan[{step.name}].setelah",
            f'tidak ada cabang SOP {procedure.id} yang berakhir dengan hasil "{outcome}"',
            f'selesai = true bersama hasil = "{outcome}" pada cabang terakhir SOP, atau tanpa langkah ini',
        )
        for step in part_of(office, procedure.id).closing
        for outcome in step.outcomes
        if outcome not in given
    ]


def _next(own: Sequence[ClosingStep], start: int, outcome: str) -> int | None:
    """The sequence of the first own step from place `start` on that follows this outcome."""
    for place in range(start, len(own)):
        if outcome in own[place].outcomes:
            return FIRST_CLOSING + place
    return None


def _lead_on(branch: Branch, own: Sequence[ClosingStep], ends: set[str]) -> Branch:
    """A branch that ended the file with an outcome, leading to the office's own steps instead."""
    if branch.target is not None or branch.outcome not in ends:
        return branch
    records = {**branch.records, OUTCOME_FACT: branch.outcome}
    return replace(branch, target=_next(own, 0, branch.outcome), records=records)


def _closing_step(place: int, own: Sequence[ClosingStep], *, asked: bool) -> Step:
    """Where no step of the SOP asked for the permit's number, it is written down when it is handed over."""
    step = own[place]
    onward: dict[int | None, list[str]] = {}
    for outcome in step.outcomes:
        onward.setdefault(_next(own, place + 1, outcome), []).append(outcome)
    branches = tuple(
        Branch(
            id="selesai" if len(onward) == 1 else f"selesai-{outcomes[0]}",
            label=step.verb,
            direction=Direction.FORWARD,
            target=target,
            when={} if len(onward) == 1 else {OUTCOME_FACT: tuple(outcomes)},
        )
        for target, outcomes in onward.items()
    )
    return Step(
        sequence=FIRST_CLOSING + place,
        name=step.name,
        kind=step.kind,
        roles=step.roles,
        party=Party.OFFICE,
        time=AllowedTime(step.time),
        branches=branches,
        awaits_collection=step.awaits_collection,
        demands=frozenset() if asked or step.kind is not Kind.HANDOVER else frozenset({Demand.PERMIT}),
        office_addition=True,
    )


def _chosen(procedure: Procedure, part: OfficePart) -> Procedure:
    """The procedure with the performers and times of some steps that the office chose."""
    faults = []
    known = {step.sequence: step for step in procedure.steps}
    for section, chosen in (("peran_langkah", part.step_roles), ("waktu_langkah", part.step_times)):
        for sequence in chosen:
            key = f"{section}.{procedure.id}.{sequence}"
            if sequence not in known:
                right = f"salah satu dari {_listed(known)}"
                faults.append(Fault(part.source, key, "langkah ini tidak ada", right))
            elif why := kept_by_sop(known[sequence]):
                faults.append(Fault(part.source, key, why, "tanpa baris ini"))
    for sequence, at in part.sign_roles:
        key = f"peran_langkah.{procedure.id}.{sequence}-{at}"
        if sequence not in known:
            faults.append(
                Fault(part.source, key, "langkah ini tidak ada", f"salah satu dari {_listed(known)}")
            )
        elif at > (most := len(known[sequence].sign_offs)):
            right = f"paraf 1 sampai {most}" if most else "tanpa baris ini"
            faults.append(Fault(part.source, key, f"langkah {sequence} tidak punya paraf {at}", right))
    if faults:
        raise ProfileFaults(faults)
    performed = (_signed_by(_performed(step, part.step_roles), part.sign_roles) for step in procedure.steps)
    steps = tuple(_timed(step, part.step_times) for step in performed)
    return replace(procedure, steps=steps, roles={**part.role_names, **procedure.roles})


def kept_by_sop(step: Step) -> str:
    """Why an office cannot choose who performs a step, or its time; empty where it can."""
    if step.parts:
        return "langkah ini dikerjakan beberapa pihak sekaligus; tiap pihaknya tertulis dalam SOP"
    if step.party is not Party.OFFICE or not set(step.roles) - {APPLICANT_ROLE, SYSTEM_ROLE}:
        return "langkah ini bukan pekerjaan petugas kantor"
    return ""


def _performed(step: Step, chosen: Mapping[int, tuple[str, ...]]) -> Step:
    """A step with the performers that the office chose.

    What only some of the SOP's performers may choose, or in a time of their own, is everybody's where none of
    these performs it here.
    """
    if step.sequence not in chosen:
        return step
    kept = chosen[step.sequence]
    if set(kept) & set(step.roles):
        return replace(step, roles=kept, time=_of_roles(step.time, kept))
    return replace(step, roles=kept, branches=tuple(replace(branch, by=()) for branch in step.branches))


def _signed_by(step: Step, chosen: Mapping[tuple[int, int], tuple[str, ...]]) -> Step:
    """A step whose sign-offs are given by whom the office chose.

    What only some of its signers may choose is for whoever signs in their place, where none of them does.
    """
    for at, sign_off in enumerate(step.sign_offs, start=1):
        if (kept := chosen.get((step.sequence, at))) is None:
            continue
        own, instead = set(sign_off.roles), not set(kept) & set(sign_off.roles)
        time = sign_off.time if instead else _of_roles(sign_off.time, kept)
        signed = replace(sign_off, roles=kept, time=time)
        branches = (
            replace(b, by=(*b.by, *kept)) if own & set(b.by) and not set(kept) & set(b.by) else b
            for b in step.branches
        )
        sign_offs = (*step.sign_offs[: at - 1], signed, *step.sign_offs[at:])
        step = replace(step, sign_offs=sign_offs, branches=tuple(branches))
    if any(sequence == step.sequence for sequence, _ in chosen):
        step = replace(step, roles=tuple(dict.fromkeys(r for each in step.sign_offs for r in each.roles)))
    return step


def _timed(step: Step, times: Mapping[int, Duration]) -> Step:
    time = times.get(step.sequence)
    return step if time is None else replace(step, time=AllowedTime(time))


def _of_roles(time: AllowedTime, kept: Collection[str]) -> AllowedTime:
    """The time without what it allows to roles that do not perform the step here."""
    times = {role: allowed for role, allowed in time.by_role.items() if role in kept}
    return replace(time, by_role=times, cases=tuple(_of_roles(case, kept) for case in time.cases))


def _listed(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)
