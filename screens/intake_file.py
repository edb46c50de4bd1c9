"""The open file at Loket 2: its requirements to tick, what lacked before, and the ways on and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.intake_card import check_items, content, file_head, hindrance, limit_lines, missing_title
from screens.intake_hall import where_to
from screens.intake_marks import KeptCheckList
from screens.step_pane import StepPane
from screens.widgets.check_list import CheckList
from screens.widgets.dialogs import Ask, Confirm, Pick
from screens.widgets.form import Form
from screens.widgets.key_bar import Key
from screens.widgets.work_list import RowId

if TYPE_CHECKING:
    from loket.desk.casefile import FileView
    from loket.desk.files import Ref
    from loket.flow.acts import Act
    from loket.flow.rules import Offer
    from loket.sop.model import Branch, Direction
    from screens.base import LoketScreen
    from screens.deskwork import DeskScreen

_RECEIVE = {"Resubmit": "Diterima", "Arrive": "Datang", "Resume": "Lanjutkan"}
"""What F8 does with a file that waits for somebody: the word by the act."""


class FilePane(Vertical):
    """One file. Steps that check completeness get the checklist here, other steps the pane of every desk."""

    DEFAULT_CSS = """
    FilePane { height: 1fr; }
    FilePane #file-head { padding: 0 1; }
    FilePane #file-title { color: $loket-accent; padding: 0 1; }
    FilePane #file-foot { padding: 0 1; height: auto; }
    FilePane #file-body { height: 1fr; scrollbar-size-vertical: 1; }
    FilePane StepPane { height: 1fr; }
    """

    @dataclass
    class Done(Message):
        """The open file has left this counter's hands. `returned`: it went back to the applicant."""

        file: int
        words: str
        returned: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: FileView | None = None
        self._nik = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="file-head", markup=False)
        with VerticalScroll(id="file-body", can_focus=False):
            yield Static("", id="file-title", markup=False)
            yield KeptCheckList(id="file-checks")
        yield StepPane(id="file-step")
        yield Static("", id="file-foot", markup=False)

    @property
    def host(self) -> LoketScreen:
        """The screen, which alone may call a desk."""
        return cast("LoketScreen", self.screen)

    @property
    def checks(self) -> KeptCheckList:
        """The checklist."""
        return self.query_one("#file-checks", KeptCheckList)

    # what it shows

    def open(self, file: int) -> None:
        """Show a file from the beginning; this reads and does nothing else."""
        self.view, self._nik = None, ""
        self._read(file, self._show_first)

    def reread(self) -> None:
        """Show the open file as it is now; marks not yet saved stay."""
        if self.view is not None:
            self._read(self.view.ref.file, self._show)

    def close(self) -> None:
        """Put the file out of sight."""
        self.view = None

    def _read(self, file: int, then: Callable[[Any], None]) -> None:
        from loket.desk.casefile import view

        host = self.host
        host.read(lambda: view(host.desk, host.who, file), then, group="open file")

    def _show_first(self, view: FileView) -> None:
        self._show(view)
        self.focus_work()

    def _show(self, view: FileView) -> None:
        self.view = view
        general = self.general
        self.query_one("#file-body").display = not general and bool(view.checklist)
        self.query_one("#file-head").display = self.query_one("#file-foot").display = not general
        step = self.query_one("#file-step", StepPane)
        step.display = general
        if general:
            step.show(view, mine=self.in_hand)
        self.checks.show(view.ref.file, check_items(view))
        self.checks.disabled = not self.in_hand
        self.draw()
        self.host.refresh_bars()

    @property
    def general(self) -> bool:
        """Whether the step is of a kind that the pane of every desk serves."""
        from loket.sop.model import Kind

        view = self.view
        if view is None or view.step is None or self._receiving() is not None:
            return False
        return view.step.kind is not Kind.COMPLETENESS

    def draw(self) -> None:
        """The words above and below the list."""
        view = self.view
        if view is None or self.general:
            return
        service = self.host.desk.office.services.get(view.row.service)
        name = service.name if service is not None else view.procedure.name
        self.query_one("#file-head", Static).update(content(file_head(view, name, self._nik)))
        title = missing_title(view, self.checks.items)
        self.query_one("#file-title", Static).update(Content(f"─ {title}"))
        self.tick(self.host.desk.now())

    def tick(self, now: int) -> None:
        """The time that is left, and why the file cannot go on yet."""
        if self.view is None:
            return
        if self.general:
            self.query_one("#file-step", StepPane).tick(now)
            return
        lines = limit_lines(self.view, now, self.size.width - 2)
        if self.in_hand:
            why = hindrance(self.view, self.checks.items)
            lines.append((f"F8 belum bisa: {why}", "mendekati") if why else ("F8 bisa diteruskan.", "redup"))
        self.query_one("#file-foot", Static).update(content(lines))

    def focus_work(self) -> None:
        """Put the cursor where the work begins."""
        if self.general:
            self.query_one("#file-step", StepPane).focus_work()
        elif self.in_hand and self.checks.items:
            self.checks.focus()

    # what may be done

    def _offer(self, act: type[Act] | str) -> Offer | None:
        name = act if isinstance(act, str) else act.__name__
        found = self.view.offers if self.view is not None else ()
        return next((o for o in found if type(o.act).__name__ == name and o.refusal is None), None)

    def _receiving(self) -> str | None:
        """What F8 means for a file that waits for somebody: the act's name."""
        return next((name for name in _RECEIVE if self._offer(name) is not None), None)

    @property
    def in_hand(self) -> bool:
        """Whether this person is working on the file."""
        here = self.view.state.open if self.view is not None else None
        return here is not None and here.standing == "dikerjakan" and here.person == self.host.who.person

    @property
    def can_take(self) -> bool:
        """Whether the file lies on this person's pile."""
        return self._offer("Take") is not None

    def _choices(self, *directions: Direction) -> list[Branch]:
        found = self.view.offers if self.view is not None else ()
        return [
            o.branch for o in found if o.branch and o.refusal is None and o.branch.direction in directions
        ]

    def own_keys(self) -> tuple[Key, ...]:
        """The keys of an open file; the screen adds its own where there is none here."""
        from loket.sop.model import Direction

        view = self.view
        if view is None:
            return ()
        receiving = self._receiving()
        if receiving is not None:
            onward = Key("f8", _RECEIVE[receiving])
        else:
            onward = Key("f8", "Teruskan", self._why_not())
        back = self._choices(Direction.RETURN, Direction.BACK, Direction.REJECT)
        undo = self._offer("Undo")
        return (
            *((Key("f2", "Ambil"),) if self.can_take else ()),
            Key("f4", "Riwayat"),
            Key("f5", "Cetak"),
            Key("f6", "Kembalikan", None if back else self._why_not(ready=False) or "SOP tidak mengenalnya"),
            Key("f7", "Tunda"),
            onward,
            Key("f9", "Urung", None if undo else "tidak ada yang dapat diurungkan"),
        )

    def _why_not(self, *, ready: bool = True) -> str | None:
        """Why the file cannot be sent anywhere now: by its standing, else by what its checklist lacks."""
        view = self.view
        assert view is not None
        choices = [offer for offer in view.offers if offer.branch is not None]
        allowed = next((offer for offer in choices if offer.refusal is None), None)
        if allowed is None:
            refusal = choices[0].refusal if choices else None
            sentence = self.host.loket.sentence(refusal) if refusal is not None else None
            return (sentence or "berkas tidak ada di tangan Anda").rstrip(".")
        return (hindrance(view, self.checks.items) or None) if ready else None

    # keys

    def press_f2(self) -> None:
        """Take the file from the pile."""
        from loket.desk import files

        host, view = self.host, self.view
        if view is not None:
            host.act(lambda: files.take(host.desk, host.who, view.ref), lambda ref: self.open(ref.file))

    def press_f4(self) -> None:
        """History, and how each deadline was reckoned."""
        from screens.case import CaseScreen

        if self.view is not None:
            self.app.push_screen(CaseScreen(self.view.ref.file))

    def press_f5(self) -> None:
        """Receipt or list of what is missing."""
        from screens.prints import PrintScreen

        if self.view is not None:
            self.app.push_screen(PrintScreen(self.view.ref.file))

    def press_f6(self) -> None:
        """Back: the SOP's target first, refusal last."""
        from loket.sop.model import Direction

        order = (Direction.RETURN, Direction.BACK, Direction.REJECT)
        branches = sorted(self._choices(*order), key=lambda branch: order.index(branch.direction))
        self._one_of("Kembalikan", branches, self._ask_return)

    def press_f7(self) -> None:
        """Rest, trouble, put back, withdraw: what the file allows now."""
        from screens.more import MORE

        view, host = self.view, cast("DeskScreen", self.host)  # all that is asked of it is what both have
        if view is None:
            return
        allowed = {type(offer.act).__name__ for offer in view.offers if offer.refusal is None}
        rows = [(name, words) for name, (words, _) in MORE.items() if name in allowed]

        def picked(name: RowId | None) -> None:
            if name is not None:
                MORE[str(name)][1](host, view.ref)

        if rows:
            self.app.push_screen(Pick("Tindakan lain", rows), picked)
        else:
            host.say("Tidak ada tindakan lain untuk berkas ini sekarang.")

    def press_f8(self) -> None:
        """Receive the file from whom it waits for, or send it on by the SOP."""
        from loket.sop.model import Direction

        receiving = self._receiving()
        if receiving is not None:
            self._receive(receiving)
        else:
            self._one_of("Teruskan ke mana?", self._choices(Direction.FORWARD), self._forward)

    def press_f9(self) -> None:
        """Take back the last act on this file."""
        from loket.desk import files
        from loket.flow.acts import Undo

        host, view, offer = self.host, self.view, self._offer("Undo")
        if view is None or offer is None or not isinstance(offer.act, Undo):
            return
        event = offer.act.undone
        host.act(lambda: files.undo(host.desk, host.who, view.ref, event), self._undone)

    def _undone(self, ref: Ref) -> None:
        self.host.say("Diurungkan.")
        self.open(ref.file)

    def see_nik(self) -> None:
        """Show the NIK in full; the look is kept in the journal."""
        from loket.desk import marks

        host, view = self.host, self.view
        if view is not None:
            host.act(lambda: marks.see_nik(host.desk, host.who, view.ref.file), self._show_nik)

    def _show_nik(self, nik: str) -> None:
        self._nik = nik
        if self.general:
            self.host.say(f"NIK {nik}")
        self.reread()

    def _one_of(self, title: str, branches: list[Branch], then: Callable[[Branch], None]) -> None:
        """Go on with the only branch, or ask which."""

        def picked(branch_id: RowId | None) -> None:
            for branch in branches:
                if branch.id == branch_id:
                    then(branch)

        if len(branches) == 1:
            then(branches[0])
        elif branches:
            self.app.push_screen(Pick(title, [(branch.id, branch.label) for branch in branches]), picked)

    def _receive(self, act: str) -> None:
        """What was waited for is here; the file is taken at once where the next step is this person's."""
        from loket.desk import files
        from loket.desk.casefile import view as read_view

        host, view = self.host, self.view
        if view is None:
            return
        do = {"Resubmit": files.resubmit, "Arrive": files.arrive, "Resume": files.resume}[act]

        def received() -> Ref:
            ref = do(host.desk, host.who, view.ref)
            offers = read_view(host.desk, host.who, ref.file).offers
            mine = any(type(o.act).__name__ == "Take" and o.refusal is None for o in offers)
            return files.take(host.desk, host.who, ref) if mine else ref

        host.act(received, lambda ref: self.open(ref.file))

    def _forward(self, branch: Branch) -> None:
        from loket.desk import files, marks

        host, view = self.host, self.view
        if view is None:
            return
        form = next(iter(self.query_one("#file-step", StepPane).query(Form)), None)
        values = form.values() if form is not None and self.general else {}

        def go() -> Ref:
            if values:
                marks.save_fields(host.desk, host.who, view.ref.file, values)
            return files.choose(host.desk, host.who, view.ref, branch.id)

        self.checks.when_kept(lambda: host.act(go, lambda _: self._left(branch)))

    def _ask_return(self, branch: Branch) -> None:
        """What lacks is asked for by its name; without a mark there must be a reason."""
        from loket.sop.model import Direction

        items = [item for item in self.checks.items if item.mark == "kurang"]
        if branch.direction is Direction.REJECT or not items:
            label = "Tulis alasannya, atau apa yang kurang."
            self.app.push_screen(Ask(branch.label, label, multiline=True), lambda r: self._return(branch, r))
            return
        words = "; ".join(f"{item.text}{f': {item.note}' if item.note else ''}" for item in items)
        sentence = f"Kurang: {words}. Daftarnya dapat dicetak sesudahnya (F5)."
        number = self.view.row.number if self.view is not None else ""
        self.app.push_screen(
            Confirm(f"{branch.label}: {number}", sentence),
            lambda yes: self._return(branch, "" if yes else None),
        )

    def _return(self, branch: Branch, reason: str | None) -> None:
        from loket.desk import files
        from loket.sop.model import Direction

        host, view = self.host, self.view
        if reason is None or view is None:
            return
        asked = branch.direction is Direction.RETURN
        missing = tuple(item.id for item in self.checks.items if item.mark == "kurang") if asked else ()

        def go() -> None:
            host.act(
                lambda: files.choose(
                    host.desk, host.who, view.ref, branch.id, reason=reason, missing=missing
                ),
                lambda _: self._left(branch, returned=asked),
            )

        def sure(yes: bool | None) -> None:
            if yes:
                go()

        if branch.direction is Direction.REJECT:
            question = "Permohonan ini berakhir ditolak. Alasannya tercatat."
            self.app.push_screen(Confirm(branch.label, question, yes="Ya, tolak", dangerous=True), sure)
        else:
            self.checks.when_kept(go)

    def _left(self, branch: Branch, *, returned: bool = False) -> None:
        view = self.view
        if view is not None:
            words = f"{view.row.number} → {where_to(view.procedure, branch, self.host.desk.office)}"
            self.post_message(self.Done(view.ref.file, words, returned))

    @on(CheckList.Changed)
    def _marked(self, event: CheckList.Changed) -> None:
        if event.check_list is self.checks:
            event.stop()
            self.draw()
            self.host.refresh_bars()

    @on(Form.Edited)
    def _fields_typed(self, event: Form.Edited) -> None:
        """Data typed for a step of another kind is kept at once, where it belongs."""
        from loket.desk import marks

        event.stop()
        host, view = self.host, self.view
        if view is not None:
            file, values = view.ref.file, event.values
            host.read(
                lambda: marks.save_fields(host.desk, host.who, file, values), lambda _: None, group="fields"
            )
