"""Deciding on the file that a desk shows: onward, back or refused, one file or all that are marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.widgets.dialogs import Ask, Confirm, Pick

if TYPE_CHECKING:
    from loket.desk.files import Done, Ref
    from loket.sop.model import Branch, Step
    from screens.deskwork import DeskScreen
    from screens.widgets.work_list import RowId

SIGNED = "Catat sudah ditandatangani"
NOT_SIGNED_HERE = "Tanda tangan dibubuhkan di luar program ini; di sini hanya dicatat."


def _open_branches(screen: DeskScreen, *, forward: bool) -> list[Branch]:
    offers = screen.offers(forward=forward)
    return [o.branch for o in offers if o.branch is not None and o.refusal is None]


def forward(screen: DeskScreen) -> None:
    """Complete the step; where the SOP leads on in several ways, ask which."""
    branches = _open_branches(screen, forward=True)
    if len(branches) == 1:
        _forward_by(screen, branches[0])
    elif branches:

        def picked(branch_id: RowId | None) -> None:
            for branch in branches:
                if branch.id == branch_id:
                    _forward_by(screen, branch)

        screen.app.push_screen(Pick("Teruskan ke mana?", [(b.id, b.label) for b in branches]), picked)


def _forward_by(screen: DeskScreen, branch: Branch) -> None:
    """Complete the step by `branch`; of a signature, ask first: this program records it, it does not sign."""
    view = screen.view
    assert view is not None
    if view.step is not None and _is_signature(view.step):
        question = Confirm(f"{view.row.number}: {branch.label}", NOT_SIGNED_HERE, yes=SIGNED)
        screen.app.push_screen(question, lambda yes: _do_forward(screen, branch) if yes else None)
    else:
        _do_forward(screen, branch)


def _is_signature(step: Step) -> bool:
    from loket.sop.model import Kind

    return step.kind is Kind.SIGNATURE


def _do_forward(screen: DeskScreen, branch: Branch) -> None:
    """Complete the step by `branch`; what was typed is kept first."""
    from loket.desk import files

    view = screen.view
    assert view is not None
    late = screen.spend_late()

    def do() -> Ref:
        return files.choose(screen.desk, screen.who, view.ref, branch.id, late=late)

    _when_kept(
        screen,
        lambda: screen.act(do, lambda _: screen.after(f"{view.row.number}: {branch.label}. F9 urung.")),
    )


def _when_kept(screen: DeskScreen, then: Callable[[], None]) -> None:
    """Do something once the marks just typed are saved."""
    checks = screen.pane.check_list
    if checks is None:
        then()
    else:
        checks.when_kept(then)


def send_back(screen: DeskScreen) -> None:
    """Return the file or refuse the application, whichever the SOP allows, with the reason."""
    branches = _open_branches(screen, forward=False)
    if len(branches) == 1:
        _send_back_by(screen, branches[0])
        return

    def picked(branch_id: RowId | None) -> None:
        for branch in branches:
            if branch.id == branch_id:
                _send_back_by(screen, branch)

    screen.app.push_screen(Pick("Kembalikan", [(b.id, b.label) for b in branches]), picked)


def _send_back_by(screen: DeskScreen, branch: Branch) -> None:
    from loket.sop.model import Direction

    view = screen.view
    assert view is not None
    checks = screen.pane.check_list
    lacking = (
        tuple(i.requirement.id for i in view.checklist if i.mark == "kurang")
        if checks is None
        else tuple(i.id for i in checks.items if i.mark == "kurang")
    )
    missing = lacking if branch.direction is Direction.RETURN else ()
    label = "Keterangan (yang bertanda kurang ikut disebut)" if missing else "Alasan"

    def reason_given(reason: str | None) -> None:
        if reason is None:
            return
        if branch.direction is not Direction.REJECT:
            _do_send_back(screen, view.ref, branch, reason, missing)
            return
        sure = Confirm(branch.label, "Permohonan berakhir ditolak.", yes="Ya, tolak", dangerous=True)
        screen.app.push_screen(
            sure, lambda yes: _do_send_back(screen, view.ref, branch, reason, ()) if yes else None
        )

    screen.app.push_screen(Ask(branch.label, label, required=not missing, multiline=True), reason_given)


def _do_send_back(
    screen: DeskScreen, ref: Ref, branch: Branch, reason: str, missing: tuple[str, ...]
) -> None:
    from loket.desk import files

    late = screen.spend_late()

    def do() -> Ref:
        return files.choose(
            screen.desk, screen.who, ref, branch.id, reason=reason, missing=missing, late=late
        )

    _when_kept(screen, lambda: screen.act(do, lambda _: screen.after(f"{branch.label}. F9 urung.")))


def forward_marked(screen: DeskScreen) -> None:
    """Decide all marked files of one step with one confirmation; each is an act of its own."""
    from loket.desk import files
    from loket.sop.model import Direction

    chosen = [row for file, row in screen.rows.items() if file in screen.pile.marked]
    steps = {(row.work.procedure_sha, row.step.sequence) for row in chosen}
    onward = [b for b in chosen[0].step.branches if b.direction is Direction.FORWARD] if chosen else []
    if len(steps) != 1:
        screen.say("Tandai berkas dari langkah yang sama saja.")
        return
    refs = tuple(files.Ref(row.work.file_id, row.work.version) for row in chosen)

    def ask(branch: Branch) -> None:
        sentence, yes = f"{branch.label}: {len(refs)} berkas sekaligus?", "Ya, teruskan"
        if _is_signature(chosen[0].step):
            sentence, yes = f"{sentence} {NOT_SIGNED_HERE}", SIGNED
        question = Confirm(f"{len(refs)} berkas", sentence, yes=yes)
        screen.app.push_screen(question, lambda yes: _do_many(screen, refs, branch) if yes else None)

    if len(onward) == 1:
        ask(onward[0])
        return

    def picked(branch_id: RowId | None) -> None:
        for branch in onward:
            if branch.id == branch_id:
                ask(branch)

    screen.app.push_screen(Pick("Teruskan ke mana?", [(b.id, b.label) for b in onward]), picked)


def _do_many(screen: DeskScreen, refs: tuple[Ref, ...], branch: Branch) -> None:
    from loket.desk import files

    def told(done: tuple[Done, ...]) -> None:
        failed = [d for d in done if d.refused is not None]
        screen.pile.set_marks(d.ref.file for d in failed)
        words = f"{len(done) - len(failed)} berkas diteruskan."
        if failed and failed[0].refused is not None:
            why = screen.loket.sentence(failed[0].refused) or "gagal"
            words += f" {len(failed)} tetap bertanda: {why}"
        screen.after(words)

    screen.act(lambda: files.choose_many(screen.desk, screen.who, refs, branch.id), told)
