"""What a person has just done, in words, and whether F9 can take it back: the same at every desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from loket.desk.words.acts import ACTS
from loket.flow.acts import Choose
from loket.office.model import short_role
from loket.sop.model import APPLICANT_ROLE, Direction
from screens.whereabouts import role_name
from screens.widgets.dialogs import Confirm
from screens.widgets.key_bar import Key
from screens.words import UNDONE_UNASKED, undo_question, undo_word

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.case.file_view import FileView
    from loket.desk.case.record import Ref
    from loket.desk.office import Desk
    from loket.flow.state import Interval
    from loket.office.model import Office
    from loket.sop.model import Branch, Procedure, Step
    from screens.base import LoketScreen

_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class JustDone:
    """One of the person's last acts in words; `undo` is set while it can be taken back.

    `entry` is its place in the journal; `passed`: something was done later that can not be taken back.
    """

    file: int
    seq: int
    number: str
    at: int
    words: str
    undo: Ref | None
    entry: int
    passed: bool = False


Known = dict[tuple[int, int, int, date], JustDone]
"""By file, event and version, and by the office's date: what was done before it stays done."""


def just_done(desk: Desk, who: Who, known: Known, *, taking: bool = True) -> Iterator[JustDone]:
    """The latest act that stands on each of the person's last files, newest first.

    `known` keeps what was worked out for acts on files that have not moved since; without `taking`, acts
    that only took a file are left out.
    """
    from loket.desk.case import file_view, lists
    from loket.desk.office import Missing, Unreadable

    files: set[int] = set()
    today = desk.working_time().local(desk.now()).date()
    for act in lists.not_undone(lists.recent(desk, who, limit=20)):
        if act.file_id in files or (act.kind == "taken" and not taking):
            continue
        files.add(act.file_id)
        key = (act.file_id, act.seq, act.version, today)
        if key not in known:
            try:
                view = file_view.view(desk, who, act.file_id)
                words, undo = act_words(view, act.seq, desk.office), _undo(view, act.seq)
            except (Missing, Unreadable):  # whoever opens the file is told
                words, undo = "SOP tidak terbaca", None
            known[key] = JustDone(act.file_id, act.seq, act.number, act.at, words, undo, act.entry)
        yield known[key]


def last_undoable(desk: Desk, who: Who, known: Known) -> JustDone | None:
    """What F9 takes back: the latest of the last few acts that still can be."""
    done = tuple(islice(just_done(desk, who, known), _LOOKED_AT))
    found = next((each for each in done if each.undo), None)
    return found if found is None or found is done[0] else replace(found, passed=True)


def undo_key(done: JustDone | None) -> Key:
    """F9, with the file it would act on."""
    if done is None:
        return Key("f9", "Urung", "tidak ada yang dapat diurungkan")
    return Key("f9", undo_word(done.number))


def ask_first(
    screen: LoketScreen, number: str, act: str, at: int, undo: Callable[[], None], *, passed: bool = False
) -> None:
    """Undo what was done on `number`; ask first some time after it (`at`) and when it was `passed`."""
    if screen.desk.now() - at <= UNDONE_UNASKED and not passed:
        undo()
        return
    question = Confirm(undo_word(number), undo_question(act, number), yes="Ya, urungkan")
    screen.app.push_screen(question, lambda yes: undo() if yes else None)


def _undo(view: FileView, seq: int) -> Ref | None:
    """The file as seen, if its act `seq` can still be taken back by this person."""
    from loket.flow.acts import Undo

    allowed = any(offer.act == Undo(seq) and offer.refusal is None for offer in view.offers)
    return view.ref if allowed else None


def act_words(view: FileView, seq: int, office: Office) -> str:
    """What the act with this sequence did, as short as a list needs it."""
    act = next(event.act for event in view.events if event.seq == seq)
    if isinstance(act, Choose) and seq in view.places:
        place = view.places[seq]
        step = view.procedure.step(place.step)
        branch = step.branch(act.branch)
        if branch is not None:
            stop = next((i for i in view.state.intervals if i.seq == place.seq + 1), None)
            return "→ " + where_to(view.procedure, place, branch, stop, office)
    return ACTS[type(act)].done


def next_signer(step: Step, sign_off: int, branch: Branch, office: Office) -> str:
    """Who signs off next within the step, in the office's words; empty after the last sign-off."""
    following = step.sign_offs[sign_off + 1 :]
    if branch.direction is not Direction.FORWARD or not following:
        return ""
    return short_role(role_name(following[0].roles[0], office.roles)).split(" (")[0]


def choice_words(step: Step, sign_off: int, branch: Branch, office: Office) -> str:
    """What choosing the branch does: its own words; where others sign yet, this sign-off and who is next."""
    signer = next_signer(step, sign_off, branch, office)
    return f"{step.sign_offs[sign_off].label} → {signer}" if signer else branch.label


def where_to(
    procedure: Procedure, here: Interval, branch: Branch, stop: Interval | None, office: Office
) -> str:
    """Who has a file that left `here` by `branch` for `stop`: `Back Office`, `pemohon`, or `selesai`."""
    if stop is None:
        return branch.outcome or "selesai"
    signer = next_signer(procedure.step(here.step), here.sign_off, branch, office)
    return signer or lies_with(procedure, stop, office)


def lies_with(procedure: Procedure, here: Interval, office: Office) -> str:
    """Whose desk a file lies on, in the office's words; `pemohon` or `pihak lain` where it is outside."""
    if here.role is None or here.role == APPLICANT_ROLE:
        return procedure.step(here.step).outsider
    role = office.roles.get(here.role)
    return short_role(role.name if role is not None else procedure.roles.get(here.role, here.role))
