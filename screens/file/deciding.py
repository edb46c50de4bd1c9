"""Deciding on the file that a screen shows: onward, back or refused, one file or all that are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.case.lists import apart_after
from loket.desk.case.on_form import LACKING
from loket.desk.case.perform import choose
from loket.desk.case.record import elsewhere_moment
from loket.flow.acts import Choose, Refused
from loket.flow.state import Aside
from loket.sop.model import KINDS, Branch, Demand, Direction, Kind, Step
from loket.text import capitalized
from screens.file.checklist import MissingList
from screens.file.elsewhere import Recording, ask_elsewhere
from screens.widgets.dialogs import Ask, Confirm, Pick
from screens.wording.acts import choice_words

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import PileRow
    from loket.desk.case.perform import Chosen, Elsewhere
    from loket.office.model import Office
    from screens.file.host import FileHost

BACKWARD = (Direction.RETURN, Direction.BACK, Direction.REJECT)
"""The ways that do not go on, in the order in which they are offered: refusal last."""
ONWARD, ADVICE = "Teruskan ke mana?", "Apa rekomendasinya?"
BACK, REFUSE = "Kembalikan", "Tolak"
SIGNED = "Catat sudah ditandatangani"
OVER = "berakhir, dan tidak dibuka lagi kecuali dengan F9 hari ini."
NOT_SIGNED_HERE = "Tanda tangan dibubuhkan di luar program ini; di sini hanya dicatat."
SEND_ON = "Teruskan"
ANSWER = "Jawab"
"""What a part does whose file goes on only when the others have answered too."""
NOTHING_NAMED = "Tulis alasannya, atau tandai apa yang kurang."


def verb(step: Step, sign_off: int, onward: Sequence[Branch]) -> str:
    """In one word: of a part that it answers, the SOP's own verb where somebody judges, else `Teruskan`.

    `onward` are the ways on.
    """
    if not step.sign_offs and onward and all(branch.answers for branch in onward):
        return ANSWER
    if step.sign_offs:
        label = step.sign_offs[sign_off].label
    elif KINDS[step.kind].judges and len(onward) == 1:
        label = onward[0].label
    else:
        return SEND_ON
    return capitalized(label.split()[0].strip(",:"))


def forward_branches(step: Step) -> list[Branch]:
    """The ways on, whatever the facts of a file."""
    return [branch for branch in step.branches if branch.direction is Direction.FORWARD]


def forward(screen: FileHost) -> None:
    """Complete the step; where the SOP leads on in several ways, ask which."""
    view = screen.typed_view
    if screen.just_followed and view is not None and view.step is not None:
        screen.just_followed = False
        screen.say(f"Kini langkah {view.step.name}. F8 sekali lagi meneruskannya.")
        return
    title = onward_question(view.step if view is not None else None)
    one_of(screen, title, screen.choices(Direction.FORWARD), lambda branch: _onward(screen, branch))


def onward_question(step: Step | None) -> str:
    """What is asked where a step leads on in several ways: an assessment gives its advice."""
    return ADVICE if step is not None and step.kind is Kind.ASSESSMENT else ONWARD


def send_back(screen: FileHost) -> None:
    """Return the file or refuse the application, whichever the SOP allows, with the reason."""
    one_of(screen, BACK, screen.choices(*BACKWARD), lambda branch: _backward(screen, branch))


def one_of(screen: FileHost, title: str, branches: Sequence[Branch], then: Callable[[Branch], None]) -> None:
    """Go on with the only branch, or ask which."""

    def picked(branch_id: str | None) -> None:
        for branch in branches:
            if branch.id == branch_id:
                then(branch)

    if len(branches) == 1:
        then(branches[0])
    elif branches:
        screen.app.push_screen(Pick(title, [(branch.id, branch.label) for branch in branches]), picked)


def _onward(screen: FileHost, branch: Branch) -> None:
    """Complete the step by `branch`; ask first where a signature is only recorded here, or oversight ends."""
    view = screen.typed_view
    assert view is not None
    sentence, yes = "", SIGNED
    if view.here is not None and view.here.aside is Aside.OVERSIGHT and branch.target is None:
        sentence, yes = f"Pengawasan{_of_permit(view, screen.desk.office)} {OVER}", "Ya, akhiri"
    elif view.step is not None and is_signature(view.step) and not view.recorded_for(branch):
        sentence = NOT_SIGNED_HERE
    if not sentence:
        _choose(screen, view, branch)
        return
    question = Confirm(f"{view.row.number}: {branch.label}", sentence, yes=yes, dangerous=yes != SIGNED)
    screen.app.push_screen(question, lambda sure: _choose(screen, view, branch) if sure else None)


def _of_permit(view: FileView, office: Office) -> str:
    """` atas 001 Persetujuan Bangunan Gedung`: the permit that is watched."""
    parent = next((row for row in view.related if row.id == view.row.parent_id), None)
    if parent is None:
        return ""
    service = office.services.get(parent.service)
    return f" atas {parent.number} {service.name if service is not None else parent.service}"


def is_signature(step: Step) -> bool:
    """Whether the step is a signature, which this program only records."""
    return step.kind is Kind.SIGNATURE


def _choose(
    screen: FileHost, view: FileView, branch: Branch, reason: str = "", missing: tuple[str, ...] = ()
) -> None:
    """Leave the step by `branch`; every mark just typed is kept before.

    Of what others did elsewhere, and is only recorded here, ask for whom and when.
    """
    late = screen.late_for(view.ref.file)

    def do(elsewhere: Elsewhere | None = None) -> None:
        act = Choose(branch.id, missing=missing)
        if elsewhere is not None:
            act = replace(act, for_role=elsewhere.role, acted_at=elsewhere.at)
        form = screen.data_form if branch.direction is Direction.FORWARD else None
        if form is not None:
            form.accept()
        seen = form.values() if form is not None else {}
        screen.act(
            lambda: choose(screen.desk, screen.who, view.ref, act, seen, remark=reason, late=late),
            done,
            late=late,
        )

    def done(chosen: Chosen) -> None:
        screen.asked_for(view.ref.file)
        screen.just_followed = chosen.in_hand
        screen.gone(view, branch, in_hand=chosen.in_hand)
        _tell_apart(screen, view, branch)

    if roles := view.recorded_for(branch):
        ask_elsewhere(screen, _recording(screen, view, branch, roles, late.at if late else None), do)
    else:
        do()


def _tell_apart(screen: FileHost, view: FileView, branch: Branch) -> None:
    """Say which files lie apart from now on: oversight that the branch opened, and what is still to begin."""
    way = view.ways.get(branch.id)
    over = view.demands(Demand.RECEIVER) or (way is not None and way.stop is None and not way.waits)

    def tell(apart: tuple[PileRow, ...]) -> None:
        opened = [r for r in apart if r.work.aside is Aside.OVERSIGHT and r.work.procedure_id == branch.opens]
        to_begin = [row for row in apart if over and row.work.aside is Aside.TO_BEGIN]
        said = [f"Pengawasan dibuka: {row.work.number}" for row in opened]
        said += [_to_begin_words(to_begin)] if to_begin else []
        if said:
            screen.say(f"{view.row.number}: {branch.label}. {'. '.join(said)}. F9 urung.")

    if over or branch.opens:
        screen.read(lambda: apart_after(screen.desk, screen.who, view.ref.file), tell, group="after")


def _recording(
    screen: FileHost, view: FileView, branch: Branch, roles: tuple[str, ...], late: int | None
) -> Recording:
    """What is to be recorded of the file shown; `late`: at which instant it is recorded, where not now."""
    here, now = view.here, late or screen.desk.now()
    assert here is not None
    assert view.step is not None

    def wrong(at: int) -> str:
        try:
            elsewhere_moment(view.state, view.ref.strand, at, late or screen.desk.now())
        except Refused as refused:
            return screen.live.sentence(refused) or ""
        return ""

    words = choice_words(view.step, here.sign_off, branch, screen.desk.office)
    title = f"{words} · {view.row.number}"
    names, ask = view.procedure.roles, partial(screen.ask, view.ref.file, f"waktu {branch.id}", whole=True)
    return Recording(title, view.step, here.sign_off, roles, names, now, wrong, ask)


def _to_begin_words(rows: Sequence[PileRow]) -> str:
    """What the clerk tells the applicant who has the permit in hand: what is still theirs to begin."""
    first = rows[0]
    begins = f": {first.step.name}" if first.step is not None else ""
    more = f" (dan {len(rows) - 1} lagi)" if rows[1:] else ""
    return f"Berkas lanjutan {first.work.number} menunggu pemohon{begins}{more}"


def _backward(screen: FileHost, branch: Branch) -> None:
    """Ask why; of a return also what is missing, unless that was marked at this step already."""
    view = screen.typed_view
    assert view is not None
    if branch.direction is Direction.RETURN and view.checklist:
        if view.demands(Demand.REQUIREMENTS):
            _return_marked(screen, view, branch)
        else:
            _return_naming(screen, view, branch)
        return

    def given(reason: str) -> None:
        if branch.direction is not Direction.REJECT:
            _choose(screen, view, branch, reason)
            return
        sentence = "Permohonan ini berakhir ditolak. Alasannya tercatat."
        sure = Confirm(branch.label, sentence, yes="Ya, tolak", dangerous=True)
        screen.app.push_screen(sure, lambda yes: _choose(screen, view, branch, reason) if yes else None)

    does = REFUSE if branch.direction is Direction.REJECT else BACK
    _ask_why(screen, view, branch, Ask(branch.label, "Alasan", multiline=True, save=does), given)


def _ask_why(
    screen: FileHost, view: FileView, branch: Branch, asked: Ask, given: Callable[[str], None]
) -> None:
    screen.ask(view.ref.file, f"alasan {branch.id}", asked, given, whole=True)


def _return_marked(screen: FileHost, view: FileView, branch: Branch) -> None:
    """What was marked as lacking is asked for by its name; without a mark there must be a reason."""
    lacking = [item for item in screen.items() if item.mark == LACKING]
    missing = tuple(item.id for item in lacking)
    if not lacking:
        asked = Ask(branch.label, "Alasan", multiline=True, save=BACK)
        _ask_why(screen, view, branch, asked, lambda why: _choose(screen, view, branch, why))
        return
    words = "; ".join(f"{item.text}{f': {item.note}' if item.note else ''}" for item in lacking)
    lacks = screen.lacking()
    unseen = len(lacks.unchecked) if lacks is not None else 0
    warning = f" {unseen} persyaratan belum diperiksa: periksa dulu supaya pemohon kembali sekali saja."
    sentence = f"Kurang: {words}.{warning if unseen else ' Daftarnya dapat dicetak sesudahnya (F5).'}"
    question = Confirm(f"{branch.label}: {view.row.number}", sentence, yes="Ya, kembalikan")
    screen.app.push_screen(
        question, lambda yes: _choose(screen, view, branch, missing=missing) if yes else None
    )


def _return_naming(screen: FileHost, view: FileView, branch: Branch) -> None:
    """A later desk names what is missing, gives a reason, or both."""
    named = MissingList(view)

    def given(reason: str) -> None:
        _choose(screen, view, branch, reason, named.missing)

    def wrong(reason: str) -> str:
        return "" if reason or named.missing else NOTHING_NAMED

    asked = Ask(
        branch.label,
        "Alasan (boleh kosong bila ada yang kurang)",
        required=False,
        multiline=True,
        save=BACK,
        wrong=wrong,
        above=named,
        above_label="Yang kurang: ↑ ke daftar, K menandai",
    )
    _ask_why(screen, view, branch, asked, given)
