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

from screens.intake import ways
from screens.intake.card import check_items, content, file_head, hindrance, limit_lines, missing_title
from screens.intake.hall import where_to
from screens.marks import KeptCheckList
from screens.step_pane import StepPane
from screens.widgets.check_list import CheckList
from screens.widgets.dialogs import Pick
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
    FilePane StepPane { height: 1fr; padding: 0 1; }
    """

    @dataclass
    class Done(Message):
        """The open file has left this counter's hands. `returned`: it went back to the applicant."""

        file: int
        words: str
        returned: bool

    @dataclass
    class Received(Message):
        """What a file waited for is here; from now on it belongs to whoever stands at the counter."""

        file: int

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

        host, saved = self.host, self.checks.saved

        def fresh(found: FileView) -> None:
            if self.checks.saved == saved:
                then(found)
            else:  # read before a mark was kept: it would take that mark off the screen
                self._read(file, then)

        host.read(lambda: view(host.desk, host.who, file), fresh, group="open file")

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
        if view is None or view.step is None or self.receiving() is not None:
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

    def receiving(self) -> str | None:
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

    def choices(self, *directions: Direction) -> list[Branch]:
        """The branches of these directions that are open now."""
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
        receiving = self.receiving()
        if receiving is not None:
            onward = Key("f8", _RECEIVE[receiving])
        else:
            onward = Key("f8", "Teruskan", self._why_not())
        back = self.choices(Direction.RETURN, Direction.BACK, Direction.REJECT)
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
        ways.send_back(self)

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
        waited_for = self.receiving()
        if waited_for is not None:
            ways.receive(self, waited_for)
        else:
            ways.forward(self)

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

    def left(self, branch: Branch, *, returned: bool = False) -> None:
        """Tell that the file went by `branch`."""
        view = self.view
        if view is not None:
            words = f"{view.row.number} → {where_to(view.procedure, branch, self.host.desk.office)}"
            self.post_message(self.Done(view.ref.file, words, returned))

    def typed_fields(self) -> dict[str, str]:
        """What stands in the fields of a step of another kind."""
        form = next(iter(self.query_one("#file-step", StepPane).query(Form)), None)
        return form.values() if form is not None and self.general else {}

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
