"""The ways out of the open file at Loket 2: received from whom it waits for, onward, back, refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.widgets.dialogs import Ask, Confirm, Pick
from screens.widgets.work_list import RowId

if TYPE_CHECKING:
    from loket.desk.files import Ref
    from loket.sop.model import Branch
    from screens.intake.file import FilePane


def forward(pane: FilePane) -> None:
    """Onward by the SOP's branch."""
    from loket.sop.model import Direction

    _one_of(pane, "Teruskan ke mana?", pane.choices(Direction.FORWARD), lambda b: _forward(pane, b))


def send_back(pane: FilePane) -> None:
    """Back: the SOP's target first, refusal last."""
    from loket.sop.model import Direction

    order = (Direction.RETURN, Direction.BACK, Direction.REJECT)
    branches = sorted(pane.choices(*order), key=lambda branch: order.index(branch.direction))
    _one_of(pane, "Kembalikan", branches, lambda b: _ask_return(pane, b))


def _one_of(pane: FilePane, title: str, branches: list[Branch], then: Callable[[Branch], None]) -> None:
    """Go on with the only branch, or ask which."""

    def picked(branch_id: RowId | None) -> None:
        for branch in branches:
            if branch.id == branch_id:
                then(branch)

    if len(branches) == 1:
        then(branches[0])
    elif branches:
        pane.app.push_screen(Pick(title, [(branch.id, branch.label) for branch in branches]), picked)


def receive(pane: FilePane, act: str) -> None:
    """What was waited for is here; the file is taken at once where the next step is this person's."""
    from loket.desk import files
    from loket.desk.casefile import view as read_view

    host, view = pane.host, pane.view
    if view is None:
        return
    do = {"Resubmit": files.resubmit, "Arrive": files.arrive, "Resume": files.resume}[act]

    def received() -> Ref:
        ref = do(host.desk, host.who, view.ref)
        offers = read_view(host.desk, host.who, ref.file).offers
        mine = any(type(o.act).__name__ == "Take" and o.refusal is None for o in offers)
        return files.take(host.desk, host.who, ref) if mine else ref

    def done(ref: Ref) -> None:
        pane.post_message(pane.Received(ref.file))
        pane.open(ref.file)

    host.act(received, done)


def _forward(pane: FilePane, branch: Branch) -> None:
    from loket.desk import files, marks

    host, view = pane.host, pane.view
    if view is None:
        return
    values = pane.typed_fields()

    def go() -> Ref:
        if values:
            marks.save_fields(host.desk, host.who, view.ref.file, values)
        return files.choose(host.desk, host.who, view.ref, branch.id)

    pane.checks.when_kept(lambda: host.act(go, lambda _: pane.left(branch)))


def _ask_return(pane: FilePane, branch: Branch) -> None:
    """What lacks is asked for by its name; without a mark there must be a reason."""
    from loket.sop.model import Direction

    items = [item for item in pane.checks.items if item.mark == "kurang"]
    if branch.direction is Direction.REJECT or not items:
        label = "Tulis alasannya, atau apa yang kurang."
        pane.app.push_screen(Ask(branch.label, label, multiline=True), lambda r: _return(pane, branch, r))
        return
    words = "; ".join(f"{item.text}{f': {item.note}' if item.note else ''}" for item in items)
    sentence = f"Kurang: {words}. Daftarnya dapat dicetak sesudahnya (F5)."
    number = pane.view.row.number if pane.view is not None else ""
    pane.app.push_screen(
        Confirm(f"{branch.label}: {number}", sentence),
        lambda yes: _return(pane, branch, "" if yes else None),
    )


def _return(pane: FilePane, branch: Branch, reason: str | None) -> None:
    from loket.desk import files
    from loket.sop.model import Direction

    host, view = pane.host, pane.view
    if reason is None or view is None:
        return
    asked = branch.direction is Direction.RETURN
    missing = tuple(item.id for item in pane.checks.items if item.mark == "kurang") if asked else ()

    def go() -> None:
        host.act(
            lambda: files.choose(host.desk, host.who, view.ref, branch.id, reason=reason, missing=missing),
            lambda _: pane.left(branch, returned=asked),
        )

    def sure(yes: bool | None) -> None:
        if yes:
            go()

    if branch.direction is Direction.REJECT:
        question = "Permohonan ini berakhir ditolak. Alasannya tercatat."
        pane.app.push_screen(Confirm(branch.label, question, yes="Ya, tolak", dangerous=True), sure)
    else:
        pane.checks.when_kept(go)
