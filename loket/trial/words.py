"""A trial in Indonesian: a line that sums it up, each end with its way and time, and where a file sticks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import wrap

from loket.flow.acts import Arrive, BringPayment, Choose, ParentEnded, Skip, Why
from loket.sop.model import Branch, Demand, Kind, Milestone, Procedure, Unit
from loket.trial.findings import Cause, End, Reason, Trial, Trouble
from loket.trial.length import Length
from loket.trial.walk import Beginning, Move, Node, Place, Taken, branch_of

_MOST = 12
"""As many troubles, or branches that nobody takes, are told one by one."""


def lines(trial: Trial, width: int = 80) -> list[str]:
    """All that was found, no line wider than `width`."""
    procedure = trial.walk.procedure
    text = [*_block(f"{procedure.id}: {summary(trial)}", width, "", hang=2)]
    text += [line for note in _notes(trial) for line in _block(note, width, "  ", hang=2)]
    for end in trial.ends:
        text += ["", *_end(procedure, end, width)]
    for trouble in trial.troubles[:_MOST]:
        text += ["", *_trouble(trial, trouble, width)]
    if more := len(trial.troubles) - _MOST:
        text += ["", f"  … dan {more} tempat lagi."] if more > 0 else []
    text += _never(trial, width)
    return text


def summary(trial: Trial) -> str:
    """Everything in one sentence."""
    counted = f"{len(trial.ends)} akhir, {len(trial.taken)} cabang, {len(trial.pairs)} pasangan cabang"
    places = len(trial.troubles) + len(trial.walk.unbegun)
    if not trial.sticks:
        stuck = "tidak ada berkas yang tertahan"
    else:
        stuck = f"berkas tertahan di {places} tempat" if places else "tidak ada berkas yang dapat dimulai"
    return f"{counted}; {stuck}."


def _notes(trial: Trial) -> Iterable[str]:
    """What has to be known of the trial itself."""
    walk = trial.walk
    for role, many in walk.setting.crowded.items():
        yield f"Dicoba dengan {many} orang {_role(walk.procedure, role)}: SOP minta orang yang berbeda."
    for start in walk.unbegun:
        yield f"Tidak ada berkas yang dapat mulai di {_at(walk.procedure, start)}: tidak ada jalan dari sana."
    if walk.cut:
        yield f"Terlalu banyak keadaan: yang dicoba hanya {len(walk.nodes)} yang pertama."


def _end(procedure: Procedure, end: End, width: int) -> list[str]:
    where = ""
    if end.last is not None:
        where = f", di {_at(procedure, *end.last[:2])}: {_quoted(branch_of(procedure, end.last))}"
    text = _block(f"{end.outcome}{where}", width, "  ", hang=2)
    text += _way(procedure, end.node, width)
    return text + _block(_time(procedure, end.length), width, "    ", hang=2)


def _time(procedure: Procedure, length: Length) -> str:
    """By the steps' own times, and by the one for the whole."""
    parts = [f"{length.minutes} {Unit.MINUTES}"] if length.minutes else []
    parts += [f"{many} {unit}" for unit, many in length.days]
    since = procedure.limits.whole_from
    counted = "" if since is Milestone.REGISTERED else f" sejak {since}"
    whole = f"keseluruhannya {length.whole.text}{counted}" if length.whole is not None else ""
    if not parts:
        return f"{whole} menurut SOP, tanpa waktu per langkah" if whole else "lamanya tidak disebut SOP"
    said = [f"paling lama {' + '.join(parts)} menurut SOP"]
    said += [f"langkah {_listed(length.untimed)} tidak berwaktu"] if length.untimed else []
    said += [whole] if whole else []
    return "; ".join(said)


def _way(procedure: Procedure, node: Node, width: int) -> list[str]:
    """The way to a state, in the labels of the SOP."""
    said = " › ".join(way_said(procedure, node)) or "begitu didaftarkan"
    return _block(f"jalan: {said}", width, "    ", hang=2)


def way_said(procedure: Procedure, node: Node) -> list[str]:
    """The way to a state, each move in a few words."""
    return [*_begun(procedure, node.beginning), *(_move(procedure, move) for move in node.path)]


def _begun(procedure: Procedure, beginning: Beginning) -> list[str]:
    facts = ", ".join(_fact(procedure, name, (value,)) for name, value in beginning.facts.items())
    if beginning.follows:
        by = f"dibuka {beginning.by}" if beginning.by else "dibuka berkas induk"
        return [by + (f" ({facts})" if facts else "")]
    usual = beginning.step == procedure.starts[0] and not facts
    return [] if usual else [f"mulai di langkah {beginning.step}" + (f" ({facts})" if facts else "")]


def _move(procedure: Procedure, move: Move) -> str:
    place = procedure.at(move.place.step, move.place.strand)
    at = f"{place.sequence} {place.name}:" if place.strand else str(place.sequence)
    match move.act:
        case Skip():
            said = f"{at} dilewati"
        case BringPayment() if not move.branches:
            said = f"{at} bukti setor dibawa"
        case Arrive():
            said = f"{at} pemohon datang"
        case ParentEnded(outcome=outcome):
            said = f"{at} induk {outcome}"
        case _ if not move.branches:
            said = f"{at} pemohon kembali"
        case _:
            signed = f" (paraf {move.place.sign_off + 1})" if place.sign_offs else ""
            said = f"{at} {_label(procedure, move.branches[0])}{signed}{_typed(procedure, move)}"
    return " › ".join([said, *(f"{taken[0]} {_label(procedure, taken)}" for taken in move.branches[1:])])


def _typed(procedure: Procedure, move: Move) -> str:
    """What has to stand in the fields for that."""
    facts = move.act.facts if isinstance(move.act, Choose) else {}
    said = ", ".join(_fact(procedure, name, (value,)) for name, value in facts.items())
    return f" ({said})" if said else ""


def _label(procedure: Procedure, taken: Taken) -> str:
    branch = branch_of(procedure, taken)
    return branch.label if branch is not None else taken[2]


def _trouble(trial: Trial, trouble: Trouble, width: int) -> list[str]:
    procedure = trial.walk.procedure
    if trouble.ring:
        text = _block(f"Berputar di langkah {_listed(trouble.ring)} tanpa sampai ke akhir:", width, "  ", 2)
    else:
        how = "Terhalang" if trouble.fails else "Tertahan"
        first, *others = dict.fromkeys(reason.place for reason in trouble.reasons)
        where = _at(procedure, first.step) if others else _place(procedure, first)
        text = _block(f"{how} di {where}:", width, "  ", 2)
    for said in reasons_said(trial, trouble):
        text += _block(f"- {said}", width, "    ", hang=2)
    return text + _way(procedure, trouble.node, width)


def reasons_said(trial: Trial, trouble: Trouble) -> list[str]:
    """Why nothing leads on, a sentence each; where a file sticks in several places, with each one's name."""
    procedure = trial.walk.procedure
    several = len({(reason.place.step, reason.place.strand) for reason in trouble.reasons}) > 1
    told = []
    for reason in trouble.reasons:
        part = procedure.at(reason.place.step, reason.place.strand)
        step = f"langkah {part.sequence}" if trouble.ring else ""
        named = " ".join(filter(None, (step, part.name if part.strand else ""))) if several else ""
        told.append((f"{named}: " if named else "") + _reason(trial, trouble.node, reason))
    return told


def _place(procedure: Procedure, place: Place) -> str:
    step = procedure.at(place.step, place.strand)
    sign_off = (
        f", paraf {place.sign_off + 1} ({step.sign_offs[place.sign_off].label})" if step.sign_offs else ""
    )
    return _at(procedure, place.step, place.strand) + sign_off


def _reason(trial: Trial, node: Node, reason: Reason) -> str:
    """Who could not act, and why."""
    procedure = trial.walk.procedure
    step, place = procedure.step(reason.place.step), procedure.at(reason.place.step, reason.place.strand)
    branch = place.branch(reason.branch)
    who = _roles(procedure, reason.roles)
    match reason.cause:
        case Cause.NOBODY:
            return f"tidak ada yang berperan {who}"
        case Cause.REFUSED if reason.why is Why.ANOTHER_PERSON:
            many = max(step.min_people, place.min_people)
            return f"{who} tidak boleh lagi: langkah ini perlu {many} orang yang berbeda"
        case Cause.REFUSED:
            return f"{who} tidak dapat mengambilnya"
        case Cause.FACTS:
            asked = _conditions(procedure, branch, dict(reason.facts))
            return f"{_quoted(branch)} hanya bila {asked}"
        case Cause.ROLES:
            by = branch.by if branch is not None else ()
            absent = "" if trial.walk.setting.holders(by) else ", dan tidak ada yang berperan itu"
            return f"{who} tidak boleh memilih {_quoted(branch)}: hanya {_roles(procedure, by)}{absent}"
        case Cause.DESK:
            return f"{_quoted(branch)} tidak dapat dijalankan: {_lack(trial, reason)}"
        case Cause.NOT_BACK:
            return f"tidak ada yang dapat menerima pemohon: perlu peran dengan hak loket, atau {who}"
        case Cause.PARENT:
            if not node.beginning.follows:
                return "menunggu hasil berkas induk, tetapi berkas ini tidak punya induk"
            parent = node.beginning.by
            return f"menunggu hasil berkas induk, tetapi {parent} tidak pernah berakhir sesudah membukanya"
        case Cause.ROUND:
            return "semua cabang hanya menuju langkah-langkah itu"
        case Cause.NO_WAY:
            return "tidak ada cabang maju yang terbuka"


def _lack(trial: Trial, reason: Reason) -> str:
    """What a branch needs that is not there."""
    closed, setting = reason.closed, trial.walk.setting
    if closed is None:
        return ""
    if closed.demand is Demand.SURVEY:
        own = trial.walk.procedure.step(closed.place.step).kind is Kind.SURVEY
        return (
            "tidak ada peran langkah ini yang berberanda survey"
            if own
            else "survei belum diisi di langkah sebelumnya"
        )
    if closed.demand is not None:
        return setting.unmet[closed.demand]
    if closed.opens:
        return setting.unopened[closed.opens]
    if closed.at == closed.place.step:
        return "sesudah semua bagian menjawab, tidak ada cabang maju yang terbuka"
    return f"di langkah {closed.at}, yang dilewati berkas, tidak ada cabang maju yang terbuka"


def _never(trial: Trial, width: int) -> list[str]:
    """The steps and branches that no file comes to; not those that lie behind a place where files stick."""
    procedure = trial.walk.procedure
    stuck = {reason.place.step for trouble in trial.troubles for reason in trouble.reasons}
    reached = {branch[0] for branch in trial.taken} | stuck
    reached |= {here.step for node in trial.walk.nodes for here in node.state.intervals}
    unreached = tuple(dict.fromkeys(taken[0] for taken in trial.never if taken[0] not in reached))
    closed = [taken for taken in trial.never if taken[0] in reached - stuck]
    said = [_closed(procedure, taken) for taken in closed[:_MOST]]
    if len(closed) > _MOST:
        said.append(f"dan {len(closed) - _MOST} cabang lagi")
    if unreached:
        said.append(f"langkah {_listed(unreached)}" + (", selama berkas tertahan" if trial.sticks else ""))
    if not said:
        return []
    title = "  Tidak pernah dilalui berkas:"
    return ["", title, *(line for each in said for line in _block(f"- {each}", width, "    ", 2))]


def _closed(procedure: Procedure, taken: Taken) -> str:
    branch = branch_of(procedure, taken)
    asked = _conditions(procedure, branch)
    return f"{_at(procedure, *taken[:2])}: {_quoted(branch)}" + (f", hanya bila {asked}" if asked else "")


def _conditions(procedure: Procedure, branch: Branch | None, facts: Mapping[str, str] | None = None) -> str:
    """What a branch asks for; of a file with these facts what it lacks, and what it has instead."""
    said = []
    for name, values in branch.when.items() if branch is not None else ():
        asked = _fact(procedure, name, values)
        if facts is None:
            said.append(asked)
        elif name not in facts:
            said.append(f"{asked} (belum tercatat)")
        elif facts[name] not in values:
            said.append(f"{asked} (tercatat: {_value(procedure, name, facts[name])})")
    return " dan ".join(said)


def _fact(procedure: Procedure, name: str, values: Iterable[str]) -> str:
    fact = procedure.facts.get(name)
    return f"{fact.name if fact else name}: {' atau '.join(_value(procedure, name, v) for v in values)}"


def _value(procedure: Procedure, name: str, value: str) -> str:
    fact = procedure.facts.get(name)
    return fact.values.get(value, value) if fact else value


def _at(procedure: Procedure, sequence: int, strand: int = 0) -> str:
    """A step, or a part of it, in words."""
    named = f"langkah {sequence} “{procedure.step(sequence).name}”"
    return f"{named}, bagian {procedure.at(sequence, strand).name}" if strand else named


def _quoted(branch: Branch | None) -> str:
    return f"“{branch.label}”" if branch is not None else "jalan maju"


def _role(procedure: Procedure, role: str) -> str:
    return procedure.roles.get(role, role)


def _roles(procedure: Procedure, roles: Iterable[str]) -> str:
    return " atau ".join(_role(procedure, role) for role in roles)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _block(text: str, width: int, indent: str, hang: int = 0) -> list[str]:
    return wrap(text, width, initial_indent=indent, subsequent_indent=indent + " " * hang) or [""]
