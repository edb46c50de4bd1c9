"""What deciding on a file needs of the screen that shows it: the file, what was typed for it, and acting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on

from loket.desk.case import entries
from loket.desk.case.fields import written_elsewhere
from loket.desk.case.file_view import as_typed, lacking, view
from loket.desk.case.record import late_moment
from loket.flow.acts import Refused, Take, Why
from loket.flow.standing import Standing
from loket.sop.model import Direction
from loket.text import clause
from screens.file.checklist import KeptCheckList
from screens.shell.screen import LoketScreen
from screens.shell.writing import Typed
from screens.widgets.check_list import CheckList, CheckRow
from screens.widgets.dialogs import Ask
from screens.widgets.form import Form
from screens.wording.requirements import check_items

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.record import Late
    from loket.desk.errors import NotReady
    from loket.sop.model import Branch

NOT_NOTED = "Catatan belum tersimpan: berkas itu tidak lagi di tangan Anda. C menampilkannya lagi di sana."
NO_FILE = "tidak ada berkas yang dipilih"


class FileHost(LoketScreen):
    """A screen on which files are decided; a desk and Loket 2 say where they show one."""

    _late: tuple[int, Late] | None = None
    just_followed = False
    """Whether the file shown came in hand by the last key: F8 struck twice does not send it on again."""

    def __init__(self) -> None:
        super().__init__()

    @property
    def view(self) -> FileView | None:
        """The file shown, once it was read."""
        raise NotImplementedError

    @property
    def check_list(self) -> KeptCheckList | None:
        """Where requirements are marked, if they are."""
        raise NotImplementedError

    @property
    def data_form(self) -> Form | None:
        """Where the step's data are typed, if they are."""
        raise NotImplementedError

    def take_up(self, file: int) -> None:
        """The file is in hand again: the cursor goes to where its work begins once it is shown."""
        raise NotImplementedError

    def put_down(self) -> None:
        """The file is out of hand and stays in the list, where there is one beside it: it has the cursor."""

    def gone(self, view: FileView, branch: Branch, *, in_hand: bool) -> None:
        """The file has left the step by `branch`: say so. `in_hand`: it stays so at the next step."""
        raise NotImplementedError

    @property
    def typed_view(self) -> FileView | None:
        """The file shown, reckoned with what is typed and marked and not yet kept."""
        view, checks, form = self.view, self.check_list, self.data_form
        if view is None:
            return None
        marks = checks.marks if checks is not None and checks.file == view.ref.file else {}
        return as_typed(view, marks, form.values() if form is not None else {})

    # what the file allows

    def holds(self, view: FileView | None) -> bool:
        """Whether this person is working on the file."""
        here = view.here if view is not None else None
        return here is not None and here.standing is Standing.WORKING and here.person == self.who.person

    def choices(self, *directions: Direction) -> list[Branch]:
        """The branches that are open now, in the order of the directions asked for."""
        view = self.typed_view
        offers = view.offers if view is not None else ()
        found = [o.branch for o in offers if o.branch is not None and o.refusal is None]
        found = [branch for branch in found if branch.direction in directions]
        return sorted(found, key=lambda branch: directions.index(branch.direction))

    def why_not(self, *directions: Direction) -> str | None:
        """Why the file cannot go in any of these directions now; None when it can."""
        view = self.typed_view
        if view is None:
            return NO_FILE
        if self.choices(*directions):
            return None
        branches = [o for o in view.offers if o.branch is not None]
        asked = [o for o in branches if o.branch is not None and o.branch.direction in directions]
        if not asked and any(o.refusal is None for o in branches):
            return "SOP langkah ini tidak mengenalnya"
        refusals = [o.refusal for o in (*asked, *branches, *view.offers) if o.refusal is not None]
        if refusals and refusals[0].why is Why.NOT_TAKEN:  # who may not take it is not told to
            take = next(o.refusal for o in view.offers if isinstance(o.act, Take))
            refusals = [take or refusals[0]]
        return clause(self.live.sentence(refusals[0]) or "") if refusals else None

    def items(self) -> Sequence[CheckRow]:
        """The file's requirements as they are marked by now."""
        view, checks = self.view, self.check_list
        if view is None:
            return ()
        return checks.items if checks is not None and checks.file == view.ref.file else check_items(view)

    def lacking(self) -> NotReady | None:
        """What the step still lacks, reckoned with what is typed and not yet kept."""
        view = self.typed_view
        return lacking(view) if view is not None else None

    # acting

    def act(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] = lambda _: None,
        *,
        late: Late | None = None,
    ) -> None:
        """What was typed for the file goes before any act: after it the file may be in other hands.

        `late` is the time that this act carries: once done, that time is used up.
        """
        if self.acting:
            return
        self.keep_typed()

        def done(value: Any) -> None:
            if late is not None:
                self._late = None
            then(value)

        super().act(call, done, failed)

    def keep_typed(self) -> None:
        """Keep the step's data as they stand."""
        if self.data_form is not None:
            self.keep_form(self.data_form)

    def keep_form(self, form: Form) -> None:
        """Keep what was typed with the file it was typed for, whatever is shown by now."""
        file, changed = int(form.name or 0), form.take()

        def failed(error: Exception) -> None:
            if self.live.sentence(error) is None:  # no rule forbade it: it may be kept the next time
                form.give_back(changed)

        if changed:
            self.keep(
                lambda: entries.save_fields(self.desk, self.who, file, changed),
                failed=failed,
                typed=Typed(file, changed),
            )

    def read_file(
        self,
        file: int,
        then: Callable[[FileView], None],
        *,
        strand: int | None = None,
        group: str = "file",
    ) -> None:
        """Ask for a file as it is, with what was typed for it and is not written yet."""
        typed = self.live.writes.typed(file)  # before it is read: what is written by then is read
        form, checks = self.data_form, self.check_list
        taken = form.times_taken if form is not None else 0
        saved = checks.saved if checks is not None else 0

        def show(found: FileView) -> None:
            if checks is not None and checks is self.check_list and checks.saved != saved:
                # read before a mark was kept: it would take that mark off the screen
                self.read_file(file, then, strand=strand, group=group)
                return
            then(found)
            if form is not None and form is self.data_form and form.times_taken == taken:
                self.renew(form, found)

        def call() -> FileView:
            return as_typed(view(self.desk, self.who, file, strand), typed.marks, typed.values)

        self.read(call, show, group=group, after_frame=True)

    def renew(self, form: Form, found: FileView) -> None:
        """Show in the form what was written in its fields on another screen."""
        if form.name != str(found.ref.file):
            return
        values = {key: word for key, word in form.values().items() if key not in form.suggested}
        if others := written_elsewhere(found.fields, found.values, values):
            form.renew(others)

    def set_late(self, file: int, late: Late) -> None:
        """The next act on this file that can carry a time happened at this one."""
        self._late = (file, late)

    def late_for(self, file: int) -> Late | None:
        """The time set for the next act on `file`; it stays set until an act has carried it."""
        return self._late[1] if self._late is not None and self._late[0] == file else None

    def drop_late(self, shown: int | None, view: FileView | None = None) -> None:
        """A time that was set ends, and says so, when its file is not the one shown.

        So it does when what was done on the file since (`view`) leaves no act at that time possible.
        """
        if self._late is None or self.acting:
            return
        file, late = self._late
        if file != shown or (view is not None and not self._possible(view, late)):
            self._late = None
            self.say(f"Jam {self.working.local(late.at):%H.%M} yang dicatat menyusul tidak jadi dipakai.")

    def _possible(self, view: FileView, late: Late) -> bool:
        try:
            late_moment(view.state.last_at, self.working, self.desk.now(), late.at)
        except Refused:
            return False
        return True

    def after(self, sentence: str) -> None:
        """Say what was done; the lists follow by themselves."""
        self.changed()
        self.say(sentence)

    # marks that were set

    @on(KeptCheckList.Marked)
    def _keep_mark(self, marked: KeptCheckList.Marked) -> None:
        """Keep a mark with its note; what was half typed as the note has been used."""
        file, item, checks = marked.file, marked.item, marked.check_list

        def kept(_: object) -> None:
            checks.kept(file, item)
            self.asked_for(file, f"catatan {item.id}")

        self.keep(
            lambda: entries.set_mark(self.desk, self.who, file, item.id, item.mark, item.note),
            kept,
            lambda _: checks.kept(file, item),
            Typed(file, marks={item.id: (item.mark, item.note)}),
        )

    @on(CheckList.NoteWanted)
    def _ask_note(self, wanted: CheckList.NoteWanted) -> None:
        """Ask for the note on a requirement of the file that is shown."""
        checks = self.check_list
        if checks is None or checks is not wanted.control or checks.file is None:
            return
        file, item = checks.file, next(item for item in checks.items if item.id == wanted.item_id)

        def given(note: str) -> None:
            if checks.is_attached and checks.file == file:
                checks.set_note(item.id, note)
            else:
                self.say(NOT_NOTED)

        asked = Ask(item.text, "Catatan", required=False, initial=item.note)
        self.ask(file, f"catatan {item.id}", asked, given, whole=True)
