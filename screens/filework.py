"""A screen on which a file is worked on: the file shown, what was typed for it, and what it allows now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widgets import Input, TextArea

from loket.flow.acts import Arrive, BringPayment, Refused, Resubmit, Resume
from loket.flow.state import Standing
from loket.sop.model import Direction
from loket.text import uncapitalized
from screens.base import LoketScreen
from screens.deciding import BACK, BACKWARD, REFUSE, SEND_ON, send_back, verb
from screens.elsewhere import recorded_word
from screens.marks import check_items
from screens.widgets.check_list import CheckList, CheckRow
from screens.widgets.fields import Choice
from screens.widgets.form import Form
from screens.writing import Typed

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.case.record import Late
    from loket.desk.errors import NotReady
    from loket.sop.model import Branch
    from screens.marks import KeptCheckList
    from screens.widgets.dialogs import Ask

Received = type[Resubmit | Arrive | BringPayment | Resume]
RECEIVE: Mapping[Received, str] = {
    Resubmit: "Diterima",
    Arrive: "Datang",
    BringPayment: "Bukti setor",
    Resume: "Lanjutkan",
}
"""What is said when a file comes that waited for somebody: F8 at Loket 2, F2 at a desk."""
NO_FILE = "tidak ada berkas yang dipilih"
HALF_TYPED = "Belum disimpan; yang diketik tampil lagi bila isian itu dibuka lagi."


def receiving(view: FileView | None) -> Received | None:
    """The act by which a person may say that what the file waits for is here."""
    offers = view.offers if view is not None else ()
    able = {type(offer.act) for offer in offers if offer.refusal is None}
    return next((act for act in RECEIVE if act in able), None)


class FileScreen(LoketScreen):
    """What deciding and the further acts need of a screen; a desk and Loket 2 say where they show it."""

    _late: tuple[int, Late] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._half: dict[tuple[int, str], str] = {}  # by file and place: what was typed in a question

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

    def gone(self, view: FileView, branch: Branch) -> None:
        """The file has left the step by `branch`: say so."""
        raise NotImplementedError

    @property
    def typed_view(self) -> FileView | None:
        """The file shown, reckoned with what is typed and marked and not yet kept."""
        from loket.desk.case.file_view import as_typed

        view, checks, form = self.view, self.check_list, self.data_form
        if view is None:
            return None
        marks = checks.marks if checks is not None and checks.file == view.ref.file else {}
        return as_typed(view, marks, form.values() if form is not None else {})

    # what the file allows

    def why_not_work(self, view: FileView | None) -> str | None:
        """Where the file is, when that is no desk of this person's."""
        from screens.whereabouts import standing_line

        person = self.loket.person
        if view is None or person is None:
            return NO_FILE
        here, step = view.here, view.step
        roles = step.handling_roles(here.sign_off) if here is not None and step is not None else ()
        received = any(
            isinstance(o.act, Resubmit | Arrive | BringPayment) and o.refusal is None for o in view.offers
        )
        if received or set(roles) & set(person.roles):
            return None
        words = standing_line(view, self.desk.office.roles).text
        return uncapitalized(words)

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
        return (self.loket.sentence(refusals[0]) or "").rstrip(".") if refusals else None

    def items(self) -> Sequence[CheckRow]:
        """The file's requirements as they are marked by now."""
        view, checks = self.view, self.check_list
        if view is None:
            return ()
        return checks.items if checks is not None and checks.file == view.ref.file else check_items(view)

    def lacking(self) -> NotReady | None:
        """What the step still lacks, reckoned with what is typed and not yet kept."""
        from loket.desk.case.file_view import lacking

        view = self.typed_view
        return lacking(view) if view is not None else None

    def _lacks_onward(self) -> NotReady | None:
        """What keeps the holder from sending the file on, where only what is lacking does.

        Where no way on is open at all, what is lacking may be what opens one.
        """
        view = self.typed_view
        offers = view.offers if view is not None else ()
        onward = [o for o in offers if o.branch is not None and o.branch.direction is Direction.FORWARD]
        free = any(offer.refusal is None for offer in onward) or (not onward and self.holds(view))
        return self.lacking() if free else None

    def why_not_onward(self) -> str | None:
        """Why F8 cannot send the file on now: its standing, what was cut off, what the step still lacks."""
        if self.data_form is not None and (spilled := self.data_form.spilled()):
            return uncapitalized(next(iter(spilled.values()))).rstrip(".")
        lacking = self._lacks_onward()
        return self.lacking_words(lacking) if lacking is not None else self.why_not(Direction.FORWARD)

    def lacking_words(self, lacking: NotReady) -> str:
        """What the step still lacks, for a key; where all was checked, by which key the file goes back."""
        from loket.desk.words.refusals import missing

        back = lacking.lacking and not lacking.unchecked and self.choices(Direction.RETURN, Direction.BACK)
        return f"{missing(lacking)}; F6 mengembalikan" if back else missing(lacking)

    def hindered(self, key: str) -> None:
        """Where F8 cannot act for what was typed, each such field says so, and the cursor is in the first."""
        form = self.data_form if key == "f8" else None
        if form is not None and (faults := self._faults(form, self._lacks_onward())):
            form.show_faults(faults)

    def _faults(self, form: Form, lacking: NotReady | None) -> dict[str, str]:
        """What is amiss in each field of the step's form, by its name."""
        from loket.desk.words.refusals import at_fields

        return {**(at_fields(lacking) if lacking is not None else {}), **form.spilled()}

    def onward_word(self) -> str:
        """The SOP's own verb where somebody judges (validasi, setuju, tetapkan), else `Teruskan`.

        Where others did so elsewhere, and this person only records it, the word says that.
        """
        view = self.typed_view
        if view is None or view.step is None or view.here is None:
            return SEND_ON
        onward = [o for o in view.offers if o.branch and o.branch.direction is Direction.FORWARD]
        word = verb(view.step, view.here.sign_off, [o.branch for o in onward if o.branch])
        return recorded_word(word, any(o.recorded_for for o in onward))

    def back_word(self) -> str:
        """What F6 does at this step: where the SOP knows no way back, it refuses."""
        offers = self.view.offers if self.view is not None else ()
        ways = {o.branch.direction for o in offers if o.branch is not None} & set(BACKWARD)
        return REFUSE if ways == {Direction.REJECT} else BACK

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
        from loket.desk.case import entries

        file, changed = int(form.name or 0), form.take()

        def failed(error: Exception) -> None:
            if self.loket.sentence(error) is None:  # no rule forbade it: it may be kept the next time
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
        from loket.desk.case.file_view import as_typed, view

        typed = self.loket.typed(file)  # before it is read: what is written by then is read
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
                self._renew(form, found)

        def call() -> FileView:
            return as_typed(view(self.desk, self.who, file, strand), typed.marks, typed.values)

        self.read(call, show, group=group)

    def _renew(self, form: Form, found: FileView) -> None:
        """Show in the form what was written in its fields on another screen."""
        from loket.desk.case.fields import written_elsewhere

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
        from loket.desk.case.record import late_moment

        try:
            late_moment(view.state.last_at, self.working, self.desk.now(), late.at)
        except Refused:
            return False
        return True

    def ask(self, file: int, place: str, asked: Ask, given: Callable[[str], None]) -> None:
        """Ask for a text about a file. What was typed is there again when `place` asks again.

        So it is until what it was typed for was done (`asked_for`).
        """
        if half := self._half.get((file, place), ""):
            asked.recall(half)

        def answered(text: str | None) -> None:
            self._half[file, place] = asked.typed if asked.typed != asked.initial else ""
            if text is not None:
                given(text)
            elif self._half[file, place]:
                self.say(HALF_TYPED)

        self.app.push_screen(asked, answered)

    def asked_for(self, file: int, place: str = "") -> None:
        """What was typed in the questions of this place (of all of them) about a file was used."""
        self._half = {
            asked: typed
            for asked, typed in self._half.items()
            if asked[0] != file or not asked[1].startswith(place)
        }

    def after(self, sentence: str) -> None:
        """Say what was done; the lists follow by themselves."""
        self.changed()
        self.say(sentence)

    # keys and what is typed

    def press_f1(self) -> None:
        """Help for this step."""
        self.open_help(self.view)

    def press_f4(self) -> None:
        """The file's history and how its deadlines were reckoned."""
        if self.view is not None:
            self.open_case(self.view.ref.file)

    def press_f5(self) -> None:
        """The file's papers."""
        if self.view is not None:
            self.open_papers(self.view.ref.file)

    def press_f6(self) -> None:
        """Back to the applicant or an earlier desk; refusal last, and asked twice."""
        send_back(self)

    def press_f7(self) -> None:
        """Rest, trouble, put back, take over and the like: what the file allows now."""
        from screens.more import offer_more

        if self.view is not None:
            offer_more(self, self.view)

    def action_see_nik(self) -> None:
        """Show the NIK in full; the look is kept in the journal."""
        if self.view is not None:
            self.see_nik(self.view.ref.file)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(CheckList.Changed)
    def _typed(self) -> None:
        if self.whole and self.view is not None:
            self.refresh_keys()

    @on(Input.Blurred)
    def _field_left(self, event: Input.Blurred) -> None:
        """What cannot stand in a field is said when it is left, not only when the file is to go on."""
        form, name = self.data_form, event.input.name or ""
        if form is not None and form in event.input.ancestors and event.value.strip():
            form.error(name, self._faults(form, self.lacking()).get(name, ""))

    @on(Form.Edited)
    def _edited(self, event: Form.Edited) -> None:
        self.keep_form(event.form)
