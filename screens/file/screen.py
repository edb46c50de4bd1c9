"""A screen on which files are worked on: what its keys say of the file shown, and do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input, TextArea

from loket.desk.case.fields import PERMIT_FIELDS
from loket.desk.words.acts import ACTS
from loket.desk.words.refusals import at_fields, missing
from loket.flow.acts import Act, ended_rest
from loket.sop.model import Direction, Party
from loket.text import capitalized, clause, uncapitalized
from screens.file.deciding import BACK, BACKWARD, REFUSE, SEND_ON, send_back, verb
from screens.file.elsewhere import recorded_word
from screens.file.host import NO_FILE, FileHost
from screens.file.more import further, offer_more
from screens.widgets.check_list import CheckList
from screens.widgets.fields import Choice
from screens.widgets.form import Form
from screens.widgets.key_bar import Key
from screens.wording.place import standing_line

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.errors import NotReady
    from screens.widgets.dialogs import Do

UNDO_SWEPT = Key("f9", "Urung S", does="unsweep")


def receiving(view: FileView | None) -> Act | None:
    """The act by which a person may say that what the file waits for is here."""
    offers = view.offers if view is not None else ()
    able = (offer.act for offer in offers if offer.refusal is None)
    return next((act for act in able if ended_rest(act) is not None), None)


def brought(view: FileView | None) -> Act | None:
    """The same where it waits for its applicant, who brings it."""
    received = receiving(view)
    rest = ended_rest(received) if received is not None else None
    return received if rest is not None and rest.party is Party.APPLICANT else None


def receiving_key(act: Act, key: str = "f8") -> Key:
    """The key when a file comes that waited for somebody: F8 at Loket 2, at a desk F2."""
    return Key(key, ACTS[type(act)].key, does=act.word)


class FileScreen(FileHost):
    """The keys that a file has wherever it is worked on."""

    def why_not_work(self, view: FileView | None) -> str | None:
        """Where the file is, when that is no desk of this person's."""
        person = self.live.person
        if view is None or person is None:
            return NO_FILE
        here, step = view.here, view.step
        roles = step.handling_roles(here.sign_off) if here is not None and step is not None else ()
        if brought(view) is not None or set(roles) & set(person.roles):
            return None
        words = standing_line(view, self.desk.office.roles).text
        return uncapitalized(words)

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
            return clause(next(iter(spilled.values())))
        lacking = self._lacks_onward()
        return self.lacking_words(lacking) if lacking is not None else self.why_not(Direction.FORWARD)

    def lacking_words(self, lacking: NotReady) -> str:
        """What the step still lacks, for a key; where all was checked, by which key the file goes back."""
        back = lacking.lacking and not lacking.unchecked and self.choices(Direction.RETURN, Direction.BACK)
        return f"{missing(lacking)}; F6 mengembalikan" if back else missing(lacking)

    def hindered(self, key: str) -> None:
        """Where F8 cannot act for what was typed, each such field says so, and the cursor is in the first."""
        form = self.data_form if key == "f8" else None
        if form is not None and (faults := self._faults(form, self._lacks_onward())):
            form.show_faults(faults)

    def _faults(self, form: Form, lacking: NotReady | None) -> dict[str, str]:
        """What is amiss in each field of the step's form, by its name."""
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

    def back_key(self) -> Key:
        """What F6 does at this step: where the SOP knows no way back, it refuses."""
        offers, why = self.view.offers if self.view is not None else (), self.why_not(*BACKWARD)
        ways = {o.branch.direction for o in offers if o.branch is not None} & set(BACKWARD)
        return Key("f6", REFUSE, why, does="refuse") if ways == {Direction.REJECT} else Key("f6", BACK, why)

    # keys and what is typed

    def take_key(self, key: str) -> None:
        """Any other key than F8 says that the file that came in hand was seen."""
        self.just_followed = self.just_followed and key == "f8"
        super().take_key(key)

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

    def further(self) -> Sequence[tuple[Do, str, str | None]]:
        if self.view is None:
            return ()
        rows, why = further(self, self.view)
        return [(act, words, why.get(act)) for act, words in rows]

    def press_f7(self) -> None:
        """Rest, trouble, put back, take over and the like: what the file allows now."""
        if self.view is not None:
            offer_more(self, self.view)

    @property
    def swept(self) -> CheckList | None:
        """The checklist in which the cursor is, where F9 takes back what S has marked there."""
        checks = self.check_list
        return checks if checks is not None and checks.has_focus and checks.swept else None

    @on(CheckList.Swept)
    def _said_swept(self, event: CheckList.Swept) -> None:
        if event.count is None:
            self.say("Tanda dari S diurungkan.")
        elif event.count:
            passed = ", “bila ada” tidak" if event.passed else ""
            self.say(f"{event.count} ditandai ada{passed}; S lagi, atau F9, mengurungkannya.")
        else:
            self.say("Yang wajib sudah ditandai. Yang “bila ada”: A bila dibawa.")
        self.refresh_keys()

    def action_see_nik(self) -> None:
        """Show the NIK in full; the look is kept in the journal."""
        if self.view is not None:
            self.see_nik(self.view.ref.file)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(CheckList.Changed)
    def _typed(self) -> None:
        self.just_followed = False
        if self.whole and self.view is not None:
            self.refresh_keys()

    @on(Input.Blurred)
    def _field_left(self, event: Input.Blurred) -> None:
        """What cannot stand in a field is said when it is left, not only when the file is to go on."""
        form, name = self.data_form, event.input.name or ""
        if form is not None and form in event.input.ancestors and event.value.strip():
            form.error(name, self._faults(form, self.lacking()).get(name, ""))

    def renew(self, form: Form, found: FileView) -> None:
        """That another file has the number of the permit is known, and said, once it is kept."""
        super().renew(form, found)
        if found.found is not None and found.found.same_permit and form.name == str(found.ref.file):
            form.error(PERMIT_FIELDS[0].key, f"{capitalized(found.found.same_permit)}.")

    @on(Form.Edited)
    def _edited(self, event: Form.Edited) -> None:
        self.keep_form(event.form)
