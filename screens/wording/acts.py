"""What an act did with a file, and where the file went by it, as short as lists and keys need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.case.file_view import way_taken
from loket.desk.words.acts import ACTS
from loket.flow.acts import Choose
from loket.flow.standing import Standing
from loket.office.model import short_role
from loket.sop.model import Direction
from screens.wording.lists import all_of
from screens.wording.place import role_name

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView, Way
    from loket.flow.state import Interval
    from loket.office.model import Office
    from loket.sop.model import Branch, Procedure, Step


def act_words(view: FileView, seq: int, office: Office) -> str:
    """What the act with this sequence did, as short as a list needs it."""
    act = next(event.act for event in view.events if event.seq == seq)
    way = way_taken(view, seq)
    if isinstance(act, Choose) and way is not None:
        place = view.places[seq]
        branch = view.procedure.at(place.step, place.strand).branch(act.branch)
        if branch is not None:
            words = went(view.procedure, place, branch, way, office)
            return f"{words}, dicatat untuk {_short(view, act.for_role, office)}" if act.for_role else words
    return ACTS[type(act)].done


def _short(view: FileView, role: str, office: Office) -> str:
    return short_role(role_name(role, office.roles, view.procedure.roles.get(role, "")))


def next_signer(step: Step, sign_off: int, branch: Branch, office: Office) -> str:
    """Who signs off next within the step, in the office's words; empty after the last sign-off.

    Of a role that the office does not have it is the sign-off's own name.
    """
    following = step.sign_offs[sign_off + 1 :]
    if branch.direction is not Direction.FORWARD or not following:
        return ""
    return short_role(role_name(following[0].roles[0], office.roles, following[0].label)).split(" (")[0]


def choice_words(step: Step, sign_off: int, branch: Branch, office: Office) -> str:
    """What choosing the branch does: its own words; where others sign yet, this sign-off and who is next."""
    signer = next_signer(step, sign_off, branch, office)
    return f"{step.sign_offs[sign_off].label} → {signer}" if signer else branch.label


def went(procedure: Procedure, here: Interval, branch: Branch, way: Way, office: Office) -> str:
    """Who has a file that left `here` by `branch`: `→ Back Office`, `→ pemohon`, `→ selesai`.

    Of a part that has answered, for whom the file still waits: `menunggu PUPR`.
    """
    if way.waits:
        others = (procedure.at(i.step, i.strand) for i in way.waits)
        return f"menunggu {all_of(part.name for part in others if part.needed)}"
    if not way.stops:
        return f"→ {branch.outcome or 'selesai'}"
    signer = next_signer(procedure.at(here.step, here.strand), here.sign_off, branch, office)
    return f"→ {signer or all_of(lies_with(procedure, stop, office) for stop in way.stops)}"


def lies_with(procedure: Procedure, here: Interval, office: Office) -> str:
    """Whose desk a file lies on, in the office's words; `pemohon` or `pihak lain` where it is outside."""
    if here.role is None or here.standing is Standing.APPLICANT:
        return procedure.at(here.step, here.strand).outsider(here.party)
    if here.strand:
        return procedure.at(here.step, here.strand).name
    role = office.roles.get(here.role)
    return short_role(role.name if role is not None else procedure.roles.get(here.role, here.role))
