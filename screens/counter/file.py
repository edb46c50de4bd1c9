"""The open file at Loket 2: its requirements to tick, what lacked before, and who it may be received from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.desk.case.perform import perform, receive
from loket.desk.intake import registration
from loket.desk.queue.on_the_spot import number_for
from loket.desk.words.acts import ACTS
from loket.desk.words.history import BY_SOP
from loket.flow.acts import Act, Take
from loket.sop.model import Demand
from loket.text import in_parts
from screens.counter.card import file_head, limit_lines, missing_title
from screens.file.checklist import KeptCheckList
from screens.file.deciding import forward
from screens.file.pane import StepPane
from screens.file.screen import UNDO_SWEPT, brought, receiving, receiving_key
from screens.widgets.check_list import CheckList
from screens.widgets.key_bar import Key
from screens.widgets.styles import styled

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.record import Ref
    from loket.desk.queue.line import TicketRow
    from loket.flow.offers import Offer
    from screens.file.screen import FileScreen


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

    def __init__(
        self, host: FileScreen, served: Callable[[], TicketRow | None], *, id: str | None = None
    ) -> None:
        """`host` is the screen, which alone may call a desk; `served` the number of who stands there."""
        super().__init__(id=id)
        self.host, self._served = host, served
        self.view: FileView | None = None
        self._file: int | None = None
        self._strand: int | None = None
        self._to_work = False
        self._shown: Callable[[], None] | None = None
        self._nik = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="file-head", markup=False)
        with VerticalScroll(id="file-body", can_focus=False):
            yield Static("", id="file-title", markup=False)
            yield KeptCheckList(id="file-checks")
        yield StepPane(self.host, id="file-step")
        yield Static("", id="file-foot", markup=False)

    @property
    def checks(self) -> KeptCheckList:
        """The checklist."""
        return self.query_one("#file-checks", KeptCheckList)

    @property
    def step(self) -> StepPane:
        """The pane of every desk, for steps of other kinds."""
        return self.query_one("#file-step", StepPane)

    @property
    def file(self) -> int | None:
        """The file that is open, read or not."""
        return self._file

    # what it shows

    @property
    def strand(self) -> int | None:
        """From which of its strands it is seen; None while that is not known."""
        return self.view.ref.strand if self.view is not None else self._strand

    def open(self, file: int, strand: int | None = None, then: Callable[[], None] | None = None) -> None:
        """Show a file from the beginning; this reads, and does nothing else but `then`, once it is there."""
        self.view, self._nik, self._strand, self._shown = None, "", strand, then
        self._file, self._to_work = file, True
        self._read(file)

    def take_up(self) -> None:
        """The cursor goes to where the work begins once the open file is shown in hand."""
        self._to_work = True

    def reread(self) -> None:
        """Show the open file as it is now; marks not yet saved stay."""
        if self._file is not None:
            self._read(self._file)

    def close(self) -> None:
        """Put the file out of sight."""
        self.view = self._file = self._shown = None
        self.step.leave()

    def _read(self, file: int) -> None:
        def fresh(found: FileView) -> None:
            if file == self._file:  # else another was opened meanwhile
                self._show(found)

        self.host.read_file(file, fresh, strand=self.strand, group="open file")

    def _show(self, view: FileView) -> None:
        self.view = view
        self.host.drop_late(view.ref.file, view)
        general, mine = self.general, self.host.holds(view)
        self.query_one("#file-body").display = not general and bool(view.checklist)
        self.query_one("#file-head").display = self.query_one("#file-foot").display = not general
        self.step.display = general
        if general:
            self.step.show(view, mine=mine)
        self.checks.show(view)
        self.checks.disabled = not mine
        self.draw()
        if self._shown is not None:
            self._shown()
            self._shown = None
        self.host.refresh_bars()
        if mine and self._to_work:
            self._to_work = False
            self.checks.begin()
            self.focus_work()

    @property
    def general(self) -> bool:
        """Whether the pane of every desk serves the step: it asks for more than requirements."""
        view = self.view
        if view is None or view.step is None or self.receiving is not None:
            return False
        return bool(view.fields) or not view.demands(Demand.REQUIREMENTS)

    def draw(self) -> None:
        """The words above and below the list."""
        view = self.view
        if view is None or self.general:
            return
        host = self.host
        head = file_head(view, host.desk.office.roles, host.who.person, self._nik)
        lines = [(part, style) for words, style in head for part in in_parts(words, self._width)]
        self.query_one("#file-head", Static).update(styled(lines))
        title = missing_title(view, self.checks.items)
        self.query_one("#file-title", Static).update(Content(f"─ {title}"))
        self.tick(host.desk.now())

    def tick(self, now: int) -> None:
        """The time that is left, and why the file cannot go on yet."""
        if self.view is None:
            return
        if self.general:
            self.step.tick(now)
            return
        lines = limit_lines(self.view, self.host.moment(max(now, self.view.now)), self._width)
        if self.host.holds(self.view):
            lacking = self.host.lacking()
            leads = self.view.leads
            ready = f"F8 {BY_SOP}: {leads.label}." if leads is not None else "F8 bisa diteruskan."
            why = f"F8 belum bisa: {self.host.lacking_words(lacking)}" if lacking is not None else ready
            lines.append((why, "mendekati" if lacking is not None else "redup"))
        self.query_one("#file-foot", Static).update(styled(lines))

    @property
    def _width(self) -> int:
        """Cells for its words."""
        return self.size.width - 2

    def on_resize(self) -> None:
        """The words have other room."""
        self.draw()

    def focus_work(self) -> None:
        """Put the cursor where the work begins."""
        if self.general:
            self.step.focus_work(reading=True)
        elif self.host.holds(self.view) and self.checks.items:
            self.screen.set_focus(self.checks)

    # what may be done

    def _offer(self, act: type[Act]) -> Offer | None:
        found = self.view.offers if self.view is not None else ()
        return next((o for o in found if isinstance(o.act, act) and o.refusal is None), None)

    @property
    def receiving(self) -> Act | None:
        """What F8 means for a file that waits for somebody."""
        return receiving(self.view)

    def own_keys(self) -> tuple[Key, ...]:
        """The keys of an open file; the screen adds its own where there is none here."""
        if self.view is None:
            return ()
        host, received = self.host, self.receiving
        onward = Key("f8", host.onward_word(), host.why_not_onward())
        if received is not None:
            onward = receiving_key(received)
        return (
            *((Key("f2", "Ambil", does="take"),) if self._offer(Take) is not None else ()),
            Key("f4", "Riwayat"),
            Key("f5", "Cetak"),
            host.back_key(),
            Key("f7", "Lainnya"),
            onward,
            *((UNDO_SWEPT,) if host.swept is not None else ()),
        )

    # keys; those that every screen with a file has are the screen's

    def press_f2(self) -> None:
        """Take the file from the pile."""
        host, view = self.host, self.view
        if view is not None:
            late = host.late_for(view.ref.file)
            host.act(
                lambda: perform(host.desk, host.who, view.ref, Take(), late=late),
                self._received,
                late=late,
            )

    def press_f8(self) -> None:
        """Receive the file from whom it waits for, or send it on by the SOP."""
        if self.receiving is not None:
            self._receive(self.receiving)
        else:
            forward(self.host)

    def press_f9(self) -> None:
        """Take back what S has marked."""
        if self.host.swept is not None:
            self.host.swept.action_sweep()

    def _receive(self, act: Act) -> None:
        """What was waited for is here; the file is taken at once where the next step is this person's.

        Whoever is served has brought it.
        """
        host, view = self.host, self.view
        if view is None:
            return
        late = host.late_for(view.ref.file) if ACTS[type(act)].timed else None

        served = self._served()

        def take_in() -> Ref:
            number = served.id if served is not None else None
            if number is None and brought(view) is not None:
                number = number_for(host.desk, host.who, view.ref.file)
            if number is None:
                return receive(host.desk, host.who, view.ref, act, late=late)
            return registration.receive(host.desk, host.who, number, view.ref, act, late=late)

        host.act(take_in, self._received, late=late)

    def _received(self, ref: Ref) -> None:
        """The file is read anew, and with it what F9 would take back: another key may come at once."""
        self.open(ref.file)
        self.host.changed()

    def show_nik(self, nik: str) -> None:
        """The NIK in full, in its place."""
        self._nik = nik
        self.reread()

    @on(CheckList.Changed)
    def _marked(self) -> None:
        self.draw()
