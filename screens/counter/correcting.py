"""*Perbaiki data*, *Ralat data* once a file is decided: what was registered is put right, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from loket.desk import drafts
from loket.desk.case.fields import permit_words
from loket.desk.case.file_view import view
from loket.desk.drafts import filed_subject
from loket.desk.errors import Invalid, Renewed, StillRunning, WhoIsIt
from loket.desk.intake.applicant import find_applicant
from loket.desk.intake.correcting import Correction, correct
from loket.desk.intake.doubt import PROXY
from loket.desk.intake.renewing import OF_PROXY, Corrected
from loket.flow.acts import Right
from loket.identity import NIK_DIGITS, Checked
from loket.text import clean
from screens.counter.fields import DOCUMENT_FIELDS, SEEN, UNUSUAL, RegistrationFields
from screens.counter.running import ask_running
from screens.counter.who import ask_who, field_of
from screens.shell.screen import LoketScreen, help_key
from screens.widgets.dialogs import Confirm
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.form import Form
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.wording.case import correcting, still_old

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.desk.drafts import Draft
    from loket.desk.intake.applicant import Applicant
    from loket.desk.intake.doubt import Answer
    from loket.office.model import Office, Service

PLACE = "perbaikan"
"""Under what a correction half typed is kept."""
REASON = "remark"
_NOT_CORRECTED = frozenset({"start", "channel", "arrived_at"})
_OF_PROXY = frozenset({*OF_PROXY, "proxy_seen"})
_NUMBER_OF = dict(DOCUMENT_FIELDS.values())
"""By the kind of another document than the NIK the field of its number."""
_HIDDEN = "*"
"""Stands in what is shown of a number that only its owner may see whole."""


class CorrectionForm(RegistrationFields):
    """The fields of a registration that can be put right, filled; beneath each that differs what it was."""

    @dataclass
    class Numbered(Message):
        """In the field `name` stands by what somebody may be known: a NIK, or a document of that `kind`."""

        name: str
        typed: str
        kind: str = ""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._told: dict[str, str] = {}
        self._said: dict[str, Checked] = {}
        self._looked_up: dict[str, tuple[str, ...]] = {}

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if isinstance(widget, Field) and widget.field.name not in _NOT_CORRECTED:
                yield widget
        yield Field(TextField(REASON, "Alasan", placeholder="mengapa diperbaiki"))

    def show(self, view: FileView, office: Office) -> None:
        """Fill in what the file has; what was typed stays. A number that is hidden is not filled in."""
        self.offer_services(_services(view, office))
        before, values = self._shown, self.values()
        self._told = _told(view, office)
        free = {n: w for n, w in self._shown.items() if not before or values.get(n) == before.get(n)}
        # a field that says the same is left alone: where the cursor stands in it all of it is marked
        self.load({name: word for name, word in free.items() if word != values.get(name)})
        self._fit_service()
        self.load(
            {"kind": free["kind"]} if free.get("kind", values.get("kind")) != values.get("kind") else {}
        )
        for field in self.query(Field):
            told = self._told.get(field.field.name or "", "")
            if isinstance(field.field, TextField) and _HIDDEN in told:
                field.field.placeholder = told
        self._show_parts()
        self.mark_all(but=self._wrong)

    @property
    def _shown(self) -> dict[str, str]:
        """What the file has, by the field, as it is filled in."""
        return {name: _open(word) for name, word in self._told.items()}

    @property
    def changed(self) -> dict[str, str]:
        """What is otherwise than the file has it, by the field."""
        values, shown = self.values(), self._shown
        for kind, number in DOCUMENT_FIELDS.values():
            if not values[number] and not shown.get(kind):  # none is chosen without a number
                values[kind] = ""
        of_nobody = _OF_PROXY if values["came_as"] != PROXY else frozenset()
        differs = {name: word for name, word in values.items() if word != shown.get(name, word)}
        return {name: word for name, word in differs.items() if name not in of_nobody}

    def take_up(self, typed: Mapping[str, str]) -> None:
        """Show what was typed before."""
        self.load(typed)
        self._show_parts()
        self.mark_all()

    def _show_parts(self) -> None:
        """Show what the file has, and of another document the fields where there is one, or none of a NIK."""
        values, seen = self.values(), {*self._told, REASON}
        seen -= _OF_PROXY if values["came_as"] != PROXY else set()
        for nik, (kind, number) in DOCUMENT_FIELDS.items():
            if not (values[number] or self._told.get(number) or nik in self._asked_document):
                seen -= {kind, number}
        for field in self.query(Field):
            field.display = field.field.name in seen

    @on(Input.Changed)
    @on(Choice.Changed)
    def _edited_field(self, event: Input.Changed | Choice.Changed) -> None:
        name = event.control.name or ""
        number = _NUMBER_OF.get(name, name)
        for typed_anew in filter(None, (name, number)):
            self._said.pop(typed_anew, None)
            self._looked_up.pop(typed_anew, None)
            self.call_next(self._mark, typed_anew)
        if number != name or (name in DOCUMENT_FIELDS and len(self.values()[name]) == NIK_DIGITS):
            self._number(number)

    @on(Input.Blurred)
    def _left_field(self, event: Input.Blurred) -> None:
        """What is wrong or unusual about what was just typed is said below it; it hinders nothing yet."""
        if (name := event.input.name or "") in self.changed:
            self.left(name)

    def left(self, name: str) -> None:
        super().left(name)
        if name in _NUMBER_OF.values():
            self._number(name)

    def _number(self, name: str) -> None:
        """Tell what number stands there, where one was typed."""
        number = self._typed_in(name)
        if number.typed and name in self.changed:
            self.post_message(number)

    def _typed_in(self, name: str) -> Numbered:
        values = self.values()
        kind = next((values[kind] for kind, number in _NUMBER_OF.items() if number == name), "")
        return self.Numbered(name, values[name], kind)

    def looked_up(self, number: Numbered, words: tuple[str, ...]) -> None:
        """Say of a number that was looked up, unless it was typed on, whose it is or what is unusual."""
        if self._typed_in(number.name) == number:
            self._looked_up[number.name] = words
            super().left(number.name)

    def checked(self, name: str) -> Checked | None:
        found = super().checked(name)
        words = self._looked_up.get(name, ())
        return found if found is None else replace(found, warnings=(*found.warnings, *words))

    def tell(self, name: str, checked: Checked) -> None:
        """Say of a field, until it is typed anew, what is wrong or unusual about it."""
        if checked.errors or checked.warnings:
            self._said_of[name] = self.values()[name]
            self._said[name] = checked
            self._mark(name)

    def was_typed(self, name: str) -> bool:
        return name in self.changed

    def mark_all(self, but: Collection[str] = ()) -> None:
        """Show of each field whether it differs, but of those where something else is said."""
        for name in self.values().keys() - set(but):
            self._mark(name)

    def _mark(self, name: str) -> None:
        """Beneath a field that differs stands what is to be said of it, and what it was."""
        differs = name in self.changed
        for field in self.query(Field):
            if field.field.name == name:
                field.set_class(differs, "-changed")
                if differs and isinstance(field.field, TextField):
                    said = self._said.get(name, Checked(""))
                    was = f"semula: {self._told[name] or 'kosong'}"
                    words = " ".join((*(said.errors or said.warnings), was))
                    field.error(words, mild=not said.errors)


def _open(told: str) -> str:
    """What of something that is shown can be filled in: nothing of a number that is hidden."""
    return "" if _HIDDEN in told else told


def _services(view: FileView, office: Office) -> list[Service]:
    """For what the file may be registered instead: nothing else once it has moved on, or is a follow-up."""
    if view.state.has_moved or view.row.parent_id is not None:
        return []
    offered = [each for each in office.counter_services if each.procedure == view.row.procedure_id]
    return offered if view.row.service in {each.id for each in offered} else []


def _told(view: FileView, office: Office) -> dict[str, str]:
    """What the file has in each field that can be put right."""
    names = set(asdict(view.applicant)) - {"id", "version"}
    found = {name: str(getattr(view.applicant, name)) for name in names}
    found |= {"service": view.row.service, "kind": view.row.kind} if _services(view, office) else {}
    found |= {name: str(getattr(view.came, own, "")) for name, own in OF_PROXY.items()}
    found |= {name: getattr(view.row, name) for name in ("came_as", "outside_number")}
    return {**found, "proxy_seen": SEEN if view.row.proxy_seen else ""}


class CorrectScreen(LoketScreen):
    """The file with the id `file_id`; `then` is given the sentence that says it was put right.

    `at`: the field in which the cursor begins.
    """

    title_words = "Perbaiki data"

    def __init__(self, file_id: int, then: Callable[[str], None], at: str = "name") -> None:
        super().__init__()
        self.file_id = file_id
        self.view: FileView | None = None
        self._then, self._at = then, at
        self._done = Event()
        self._seen: frozenset[int] = frozenset()

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="correct-head", markup=False)
        form = CorrectionForm(id="correct-form")
        form.visible = False  # until it is filled
        yield form
        yield KeyBar()

    @property
    def form(self) -> CorrectionForm:
        """The fields."""
        return self.query_one("#correct-form", CorrectionForm)

    @property
    def subject(self) -> str:
        """Under what the draft of this form is kept."""
        return filed_subject(self.file_id)

    def changed(self) -> None:
        """Read the file again: a field that was not touched follows."""
        self.read(lambda: view(self.desk, self.who, self.file_id), self._show)

    def _show(self, view: FileView) -> None:
        first, self.view = self.view is None, view
        self._seen = self._seen or view.newest
        head = f"{correcting(view)} · {view.row.number} {view.service_name} · {view.asked_for}"
        self.query_one("#correct-head", Static).update(Content.styled(clean(head), "bold"))
        self.form.show(view, self.desk.office)
        self.refresh_bars()
        if first:
            self.form.visible = True
            self.form.focus_field(self._at)
            self._read_draft()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """Keep what was put right, or leave it."""
        keep = Key("f8", "Simpan", self._why_not_keep(), does="keep")
        return (help_key(self.view), keep, Key("f10", "Tutup"))

    def _why_not_keep(self) -> str | None:
        if self.view is None:
            return "berkas sedang dibaca"
        return None if self.form.changed else "belum ada yang diubah"

    def press_f1(self) -> None:
        """Help, with this step of the SOP."""
        self.open_help(self.view)

    def press_f8(self) -> None:
        """Put it right; what is wrong is said at its field."""
        if spilled := self.form.spilled():
            self.refused(Invalid(spilled))
        elif self.form.warn():
            self.say(UNUSUAL)
        else:
            self._correct()

    def _correct(self, answers: tuple[Answer, ...] = (), beside: frozenset[int] = frozenset()) -> None:
        view, changed, reason = self.view, self.form.changed, self.form.values()[REASON]
        if view is None or self.acting:
            return
        self.keep_typed()
        printed = " Surat izinnya perlu dicetak ulang." if permit_words(view.values) else ""

        def call() -> Corrected:
            draft = (PLACE, self.subject)
            asked = Correction(changed, reason, answers, beside, self._seen)
            found = correct(self.desk, self.who, view.ref, asked, draft=draft)
            self._done.set()
            return found

        def corrected(done: Corrected) -> None:
            self.live.app.close_screen(self)
            word = "diralat" if view.state.is_decided else "diperbaiki"
            self._then(f"{view.row.number}: data {word}.{printed} {still_old(done.left)}".rstrip())

        def answered(doubt: WhoIsIt, answer: Answer | None) -> None:
            if answer is None:
                self.form.focus_field(field_of(doubt), to_go_on=True)
            else:
                self._correct((*answers, answer))

        def meant(files: frozenset[int]) -> None:
            self._correct(answers, files)

        def failed(error: Exception) -> None:
            if isinstance(error, WhoIsIt):
                ask_who(self, error, lambda answer: answered(error, answer))
            elif isinstance(error, StillRunning):
                ask_running(self, error, meant, "Tetap perbaiki")

        self.act(call, corrected, failed)

    def refused(self, error: Exception) -> None:
        """What is wrong is said at its fields; anything else in one sentence."""
        super().refused(error)
        if isinstance(error, Renewed):  # told once: whoever goes on knows of it
            self._seen = frozenset()
            self.changed()
        if isinstance(error, Invalid):
            self.form.show_faults(error.faults)
            self.form.mark_all(but=error.faults)
            self.say("Perbaiki isian yang ditandai, lalu F8 lagi.")

    def press_f10(self) -> None:
        """Leave it; what was typed is thrown away only when that is meant."""
        if not self._typed:
            self.live.app.close_screen(self)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._done.set()
                self._drop()
                self.live.app.close_screen(self)

        words = "Yang sudah diketik di sini dibuang; data berkas tetap seperti semula."
        self.app.push_screen(Confirm("Tidak jadi", words, yes="Ya, buang", dangerous=True), answered)

    # what is typed

    @on(Input.Changed)
    @on(Choice.Changed)
    def _field_changed(self) -> None:
        self.call_next(self.refresh_keys)

    @on(CorrectionForm.Numbered)
    def _numbered(self, event: CorrectionForm.Numbered) -> None:
        """Say whose number it is, to whom may look it up: the file will show that person."""
        event.stop()
        view, name, typed, kind = self.view, event.name, event.typed, event.kind
        if view is None:
            return
        shown = view.row.came_id if name in OF_PROXY else view.row.applicant_id

        def found(known: tuple[Applicant, ...]) -> None:
            other = next((person for person in known if person.id != shown), None)
            if other is not None:
                words: tuple[str, ...] = (f"Tercatat atas {other.name}; bila orang itu, data lainnya ikut.",)
            else:
                words = self.form.check_nik(typed).warnings if name == "nik" else ()
            self.form.looked_up(event, words)

        if Right.COUNTER in view.reader.rights:
            self.read(
                lambda: find_applicant(self.desk, self.who, typed, document=kind),
                found,
                group=f"whose {name}",
            )
        else:
            found(())

    @property
    def _typed(self) -> Mapping[str, str]:
        """What was typed: what differs, and why."""
        reason = self.form.values().get(REASON, "")
        return {**self.form.changed, **({REASON: reason} if reason else {})}

    @on(Form.Edited)
    def _edited(self, event: Form.Edited) -> None:
        event.stop()
        self.keep_typed()

    def keep_typed(self) -> None:
        """Keep what was typed as a draft; of a form that is as the file has it nothing is kept."""
        taken, typed, done = self.form.take(), dict(self._typed), self._done

        def save() -> None:
            if not done.is_set():
                drafts.save(self.desk, self.who, PLACE, self.subject, typed)

        if taken and typed:
            self.keep(save, failed=lambda _: self.form.give_back(taken))
        elif taken:
            self._drop()

    def _drop(self) -> None:
        self.keep(lambda: drafts.drop(self.desk, self.who, PLACE, self.subject))

    def _read_draft(self) -> None:
        """Show what was half typed when this was closed by a crash."""

        def kept(draft: Draft | None) -> None:
            if draft is None or self._typed:
                return
            self.form.take_up(draft.data)
            self.refresh_keys()
            at = f"{self.working.local(draft.saved_at):%H.%M}"
            self.say(f"Isian yang tersimpan {at} terbuka lagi.")

        self.read(
            lambda: drafts.load(self.desk, self.who, PLACE, self.subject),
            kept,
            group="draft",
            until_answered=True,
        )
