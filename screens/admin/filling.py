"""A form of the admin's home: fields as a page describes them; what is wrong is said at them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from threading import Event

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from loket.desk import drafts
from loket.desk.drafts import Draft
from loket.text import clean, ended
from screens.admin.accepting import Accepting, LastReason
from screens.admin.documents import UNCHANGED
from screens.admin.page import NO, YES, Blank, Faulty, Filling
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Confirm, Message, Pick
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.form import Form
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.note import NoteField
from screens.widgets.several import Several
from screens.widgets.top_bar import TopBar

WRONG = "Perbaiki isian yang ditandai, lalu F8 lagi."
_CHOSEN = frozenset({"flag", "choice", "several", "facts"})
_LONGEST = 2000
_WHETHER = ((YES, "Ya"), (NO, "Tidak"))


def widget(entry: Blank) -> TextField | Choice | Several | NoteField:
    """The field that an entry describes."""
    match entry.kind:
        case "flag":
            return Choice(entry.name, entry.label, _WHETHER, entry.value)
        case "choice":
            return Choice(entry.name, entry.label, entry.options, entry.value)
        case "several" | "facts":
            return Several(entry.name, entry.label, entry.options, entry.value)
        case "lines" | "pairs":
            return NoteField(entry.name, entry.label, entry.value)
        case "number":
            return TextField(entry.name, entry.label, entry.value, digits=True, max_length=6)
    secret = entry.kind == "password"
    return TextField(entry.name, entry.label, entry.value, password=secret, max_length=_LONGEST)


_WHY = Blank("reason", "Alasan", hint="Mengapa, untuk riwayat; misalnya pegawai baru.")
_SAME = "Alasannya terisi seperti perubahan tadi; ganti bila lain."
PLACE = "pengaturan"
"""Under what the forms half typed are kept."""


class FillingScreen(LoketScreen):
    """A form; `then` is given the sentence that says what was done. `subject`: by what its draft is known.

    `kind`: of what sort the change is that it makes; the reason of one before is offered for the same.
    """

    title_words = "Pengaturan"
    AT_COUNTER = False

    def __init__(
        self, filling: Filling, subject: str, kind: str, reason: LastReason, then: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.filling, self._kind = filling, kind
        last = reason.offered(kind)
        why = (replace(_WHY, value=last or filling.offers),) if filling.why else ()
        self._like_before = bool(filling.why and last)
        self._entries = (*filling.entries, *why)
        self._subject, self._over, self._kept = subject, Event(), False
        self._reason, self._then = reason, then
        self._begun: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static(Content.styled(clean(self.filling.title), "bold"), id="filling-head")
        yield Form(*(Field(widget(entry)) for entry in self._entries), id="filling-form")
        yield Static("", id="filling-hint", markup=False)
        yield KeyBar()

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one("#filling-form", Form)

    def on_mount(self) -> None:
        """The cursor stands in the first field."""
        super().on_mount()
        self._begun = self.form.values()
        self._show_what_matters()
        self.form.focus_field(self.filling.entries[0].name)
        if self._like_before:
            self.say(_SAME)
        if self.filling.kept:
            self._read_draft()

    def _read_draft(self) -> None:
        """Show what was half typed here when the program was cut off, or somebody signed out."""

        def found(draft: Draft | None) -> None:
            if draft is None or self._typed:
                return
            self._kept = True
            self.form.fill({name: words for name, words in draft.data.items() if name in self._begun})
            self.form.take()
            self._show_what_matters()
            self.refresh_keys()
            self.say(f"Isian yang tersimpan {self.working.local(draft.saved_at):%H.%M} terbuka lagi.")

        subject = self._subject
        self.read(
            lambda: drafts.load(self.desk, self.who, PLACE, subject),
            found,
            group="draft",
            until_answered=True,
        )

    @on(Form.Edited)
    def _rested(self, event: Form.Edited) -> None:
        event.stop()
        self.keep_typed()

    def keep_typed(self) -> None:
        """Keep what differs from what the form began with; where nothing does, nothing."""
        taken, over = self.form.take(), self._over
        secret = {entry.name for entry in self.filling.entries if entry.kind == "password"}
        now = {name: words for name, words in self.form.values().items() if name not in secret}
        typed = {name: words for name, words in now.items() if words != self._begun[name]}

        def save() -> None:
            if not over.is_set():
                drafts.save(self.desk, self.who, PLACE, self._subject, typed)

        if self.filling.kept and taken and typed:
            self._kept = True
            self.keep(save, failed=lambda _: self.form.give_back(taken))
        elif self._kept and taken:
            self._drop()

    def _drop(self) -> None:
        """Nothing of it is wanted any more."""
        self.keep(lambda: drafts.drop(self.desk, self.who, PLACE, self._subject))

    def _close(self) -> None:
        self._over.set()
        if self._kept:
            self._drop()
        self.live.app.close_screen(self)

    def _show_what_matters(self) -> None:
        """Only the fields that matter with what is chosen in others."""
        if any(entry.when is not None for entry in self._entries):
            now = self.form.values()
            here = [e.name for e in self._entries if e.when is None or now[e.when[0]] in e.when[1]]
            self.form.show_only(here)

    @property
    def _entry(self) -> Blank | None:
        """The field under the cursor."""
        return next((e for e in self._entries if self.focused and e.name == self.focused.name), None)

    @on(events.DescendantFocus)
    def _explain(self) -> None:
        """What the field under the cursor is for, and what is chosen there where that has no room."""
        at = self._entry
        self.call_next(self.refresh_keys)
        cut = self._choice.cut if self._choice is not None else ""
        told = (ended(cut) if cut else "", at.hint if at is not None else "")
        self.query_one("#filling-hint", Static).update(Content(" ".join(filter(None, told))))

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(Several.Changed)
    def _edited(self) -> None:
        self._show_what_matters()
        self._explain()

    @property
    def _typed(self) -> bool:
        return self.form.values() != self._begun

    @property
    def _differs(self) -> bool:
        """Whether anything but the reason was typed."""
        now, why = self.form.values(), {_WHY.name} if self.filling.why else set()
        return any(now[name] != before for name, before in self._begun.items() if name not in why)

    def keys(self) -> tuple[Key, ...]:
        """Take what was typed, or leave it."""
        why = None if self._typed or self.filling.ready else "belum ada yang diisi atau diubah"
        every = self._choice is not None and self._choice.one_seen
        shows = self._entry is not None and self._entry.shows is not None
        return (
            Key("f1", "Bantu"),
            *((Key("f4", "Lihat pilihan", does="all choices"),) if every else ()),
            *((Key("f5", "Lihat isinya", does="show choice"),) if shows else ()),
            Key("f8", "Simpan", why, does="take in"),
            Key("f10", "Tutup"),
        )

    @property
    def _choice(self) -> Choice | None:
        """The field for one of a few in which the cursor stands."""
        return self.focused if isinstance(self.focused, Choice) else None

    def press_f4(self) -> None:
        """Offer all that can be chosen at the cursor, to be picked by its words."""
        field = self._choice
        if field is None or not field.one_seen:
            return

        def picked(value: str | None) -> None:
            if value is not None:
                field.choose(value)

        offered = Pick(field.label, field.options, likely=field.value)
        self.app.push_screen(offered, picked)

    def press_f5(self) -> None:
        """Show what is chosen at the cursor."""
        entry = self._entry
        if entry is None or entry.shows is None:
            return
        label, shows = entry.label, partial(entry.shows, self.form.values()[entry.name])

        def show(lines: Sequence[str]) -> None:
            self.app.push_screen(Message(label, lines))

        self.read(shows, show, group="shows")

    def press_f8(self) -> None:
        """Check what was typed, tell what it changes, and ask why."""
        if spilled := self.form.spilled():
            self._faulty(Faulty(spilled))
            return
        self._show_what_matters()
        self.form.clear_errors()
        if not (self.filling.ready or self._differs):
            self._done(UNCHANGED)
            return
        typed = self._values()
        given = typed.get(_WHY.name, "") if self.filling.why else ""
        if self.filling.why and not given:
            self._faulty(Faulty({_WHY.name: "Alasannya belum diisi."}))
            return
        prepare = partial(self.filling.prepare, typed)
        Accepting(
            self,
            self.filling.title,
            prepare,
            self._reason,
            self._done,
            self._faulty,
            given=given,
            kind=self._kind,
        ).begin()

    def _values(self) -> dict[str, str]:
        """What stands in the fields; a text that nobody touched is as it was given, though shown tidied."""
        now = self.form.values()
        given = {entry.name: entry.value for entry in self._entries if entry.kind not in _CHOSEN}
        kept = {name: value for name, value in given.items() if now[name] == self._begun[name]}
        return {**now, **kept}

    def _done(self, sentence: str) -> None:
        self._close()
        self._then(sentence)

    def _faulty(self, wrong: Faulty) -> None:
        here = {name: said for name, said in wrong.at.items() if name in self._begun}
        lines = [*wrong.lines, *(said for name, said in wrong.at.items() if name not in here)]
        self.form.show_faults(here)
        if lines:
            self.app.push_screen(Message("Belum dapat disimpan", lines))
        if here:
            self.say(WRONG)

    def explained(self) -> Sequence[tuple[str, str]]:
        """What each field is for."""
        return [(field.label, field.hint) for field in self._entries if field.hint]

    def press_f10(self) -> None:
        """Leave; what was typed is thrown away only when that is meant."""
        if not self._typed:
            self.live.app.close_screen(self)
            return
        words = "Yang sudah diketik di sini dibuang; kantor tetap seperti semula."
        asked = Confirm("Buang isian ini?", words, yes="Ya, buang", dangerous=True)
        self.app.push_screen(asked, lambda yes: self._close() if yes else None)
