"""The right side of a desk: one file, what this step asks for, and what time is left.

What the step demands decides the form: a checklist, fields to fill, or the file to read and decide on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from loket.desk.case.fields import PERMIT_DATE, RECEIVER
from loket.desk.case.file_view import as_typed
from loket.desk.case.on_form import PRESENT
from loket.desk.intake.doubt import PROXY
from loket.desk.promises.words import promise_line
from loket.desk.words.deadline import STOPPED, lapsed, legal_lapse, limit_line
from loket.desk.words.history import BY_SOP
from loket.flow.acts import Note, TakeOver
from loket.flow.standing import Standing
from loket.office.forms import FieldType
from loket.sla.explain import format_when
from loket.sop.model import Demand
from loket.text import WHOLE, cells, clean, fit, in_parts
from screens.file.checklist import KeptCheckList
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.form import Form
from screens.widgets.styles import Inks, inks
from screens.wording.history import event_words, undone
from screens.wording.lists import (
    entered,
    fact_words,
    in_room,
    limit_style,
    proxy_line,
    step_words,
)
from screens.wording.place import (
    directed,
    part_line,
    remembered,
    sent_back,
    standing_line,
    to_record,
    why,
)

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.flow.countdown import Moment
    from loket.office.forms import TechnicalField
    from screens.file.host import FileHost

SUGGESTED = "Nama terisi dari permohonan; ubah bila diambil orang lain."
_IN_HEAD = 120
"""Cells of why a file was sent back that the head has room for; of more it stands below, whole."""
_FORM = 20
"""Lines that form and data have before the limits, which take half of those beyond, or are folded."""
NOT_CHOSEN = "(pilih)"


class StepPane(Vertical):
    """Shows a file. What is being typed stays when the same file is shown again."""

    class Another(Message):
        """Where somebody was at work another file is shown now: what they type next is not for it."""

    def __init__(self, host: FileHost, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.host = host
        """The screen, which keeps what is typed."""
        self.nothing = ""
        """What it says while it shows no file."""
        self.view: FileView | None = None
        self._shown: tuple[int, int, int, int, int, bool] | None = None
        self._file: int | None = None
        self._mine = False
        self._work: Sequence[Widget] = ()
        """What a step asks for, as far as it stands."""
        self._left = 0
        """How often the cursor was sent elsewhere: what was begun before brings it back no more."""
        self._limits: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Static("", id="pane-head", markup=False)
        with VerticalScroll(id="pane-body", can_focus=False):
            yield Static("", classes="pane-back", markup=False)
            yield Static("", classes="pane-facts", markup=False)
        limits = Static("", id="pane-limits", markup=False)
        limits.display = False
        yield limits

    def show(self, view: FileView | None, *, mine: bool) -> None:
        """Show `view`; with `mine` the step's form, else the file to read."""
        self.view = view
        place = _place(view, mine)
        if place != self._shown:
            self._shown = place
            self._keep_forms()
            self.call_later(self._rebuild, mine)
        elif view is not None:
            self._renew(view, mine)
        # what is only read stays from file to file: where no form comes or goes, words alone change
        self._mine = mine
        self._show_head()
        back = Content("" if view is None else _back(view))
        facts = Content("") if view is None or not _reads(view, mine) else _facts(view, mine=mine)
        for part, words in ((".pane-back", back), (".pane-facts", facts)):
            _show_in(self.query_one(part, Static), words)
        self.follow()

    def _show_head(self) -> None:
        view = self.view
        head = Content(self.nothing)
        if view is not None:
            head = _head(view, self._mine, self._width, inks(self.app))
        _show_in(self.query_one("#pane-head", Static), head)

    def _renew(self, view: FileView, mine: bool) -> None:
        """What others did meanwhile, on another part too, where the same file stays shown."""
        if self.check_list is not None and self.check_list.file == view.ref.file:
            self.check_list.show(view)
        suggested = _suggested(view)
        if self.form is not None:
            self.form.suggest(suggested)
        for note in self.query(".pane-note").results(Static):
            _show_in(note, _about_receiver(view, suggested))

    @on(Choice.Changed)
    def follow(self) -> None:
        """What depends on what was chosen in a field follows it: requirements, fields, and the way on."""
        view, form, checks = self.view, self.form, self.check_list
        if view is not None and form is not None and form.query(Choice):
            self.view = view = as_typed(view, checks.marks if checks is not None else {}, form.values())
            form.show_only({field.key for field in view.fields})
            if checks is not None:
                checks.show(view)
        self.tick()

    def tick(self, now: int | None = None) -> None:
        """The limits at `now`; the text is set only when its words change."""
        lines = [] if self.view is None else self._limit_lines(self.view, now)
        if lines != self._limits:
            # a second less has as many letters: then it takes as many lines, and nothing moves
            moved = [len(words) for words, _ in lines] != [len(words) for words, _ in self._limits]
            self._limits = lines
            shown = Content("\n").join(Content.styled(*line) for line in lines)
            limits = self.query_one("#pane-limits", Static)
            limits.display = bool(lines)
            limits.update(shown, layout=moved)

    def _limit_lines(self, view: FileView, now: int | None) -> list[tuple[str, str]]:
        at, ink = self.host.moment(max(view.now, now or 0)), inks(self.app)
        leads = view.leads if self.host.holds(view) else None
        way = [(clean(f"F8 {BY_SOP}: {leads.label}"), ink["redup"])] if leads is not None else []
        width, room = self._width, max(2, (self.size.height - _FORM) // 2)
        whole = _limits(view, at, ink, width)
        if sum(-(-cells(words) // max(1, width)) for words, _ in whole) <= room:
            return way + whole
        return way + _folded(view, at, ink, width)

    @property
    def _width(self) -> int:
        """Cells for its words."""
        return self.size.width - 1

    def on_resize(self) -> None:
        """The words have other room."""
        self._show_head()
        self.tick()

    async def _rebuild(self, mine: bool) -> None:
        body = self.query_one("#pane-body", VerticalScroll)
        here = self.screen.focused is not None and body in self.screen.focused.ancestors_with_self
        left = self._left
        before, self._file = self._file, self.view.ref.file if self.view is not None else None
        body.can_focus = False
        self._keep_forms()
        if self._work:
            work, self._work = self._work, ()
            await body.remove_children(work)
        if self.view is None:
            if here:
                self.post_message(self.Another())
            return
        try:
            if work := _work(self.view, mine):
                await body.mount_all(work, before=0)
                self._work = work
        except Exception:
            self._shown = None  # what stands there is empty: it is built anew once the file is read again
            raise
        body.can_focus = next(self._forms(), None) is None and self.check_list is None
        body.scroll_home(animate=False)
        if here and self._file == before:
            self._focus_work(reading=True, left=left)
        elif here and left == self._left:
            self.post_message(self.Another())

    def _keep_forms(self) -> None:
        """What was typed is kept before its fields go."""
        for form in self._forms():
            self.host.keep_form(form)

    def _forms(self) -> Iterator[Form]:
        return (part for part in self._work if isinstance(part, Form))

    @property
    def form(self) -> Form | None:
        """The step's fields, where it has any; never those of the file shown before."""
        file = str(self.view.ref.file) if self.view is not None else None
        return next((form for form in self._forms() if form.name == file), None)

    @property
    def check_list(self) -> KeptCheckList | None:
        """The step's checklist, where it has one."""
        return next((part for part in self._work if isinstance(part, KeptCheckList)), None)

    def focus_work(self, *, reading: bool = False) -> None:
        """Put the cursor where the step's work begins, once its form stands; to read on, into the text."""
        self.call_later(self._focus_work, reading, self._left)

    def leave(self) -> None:
        """The cursor goes elsewhere, for somebody wants it there."""
        self._left += 1

    def _focus_work(self, reading: bool, left: int) -> None:
        if left != self._left:
            return
        for widget in self.query("CheckList, TextField, Choice, NoteField"):
            self.screen.set_focus(widget)
            return
        if reading:
            self.screen.set_focus(self.query_one("#pane-body"))


def _show_in(part: Static, words: Content) -> None:
    """Lines as many as before leave everything else where it is."""
    part.display = bool(words.plain)
    if part.content != words:
        width, height = part.content_size
        part.update(words, layout=not width or words.get_height({}, width) != height)


def _place(view: FileView | None, mine: bool) -> tuple[int, int, int, int, int, bool] | None:
    if view is None or view.here is None:
        return None if view is None else (view.ref.file, 0, 0, 0, 0, False)
    here = view.here
    return (view.ref.file, here.step, here.strand, here.visit, here.sign_off, mine)


def _head(view: FileView, mine: bool, width: int, ink: Inks) -> Content:
    row, applicant = view.row, view.applicant
    person = (applicant.company, applicant.name, applicant.identity)
    service = view.service_name
    lines = [
        Content.styled(clean(f"{row.number} {service} · {view.asked_for}"), "bold"),
        *map(Content, in_parts(" · ".join(filter(None, (clean(part) for part in person))), width)),
    ]
    if view.step is not None:
        lines.append(Content(f"Langkah {step_words(view.procedure.step(view.step.sequence))}"))
    if part := part_line(view):
        lines.append(Content(part))
    if words := to_record(view):
        lines.append(Content(clean(words)))
    if not mine and (words := _with_whom(view)):
        lines.append(Content(words))
    here = view.here
    if here is not None and (here.trouble or here.standing.postponed):
        lines += [Content(words) for words in why(view)]
    if words := sent_back(view):
        lines.append(Content(fit(words, _IN_HEAD)))
    if words := promise_line(view):
        lines.append(Content(clean(words)))
    if (said := remembered(view)) is not None:
        lines.append(Content.styled(said.text, ink[said.style]))
    lines += map(Content, directed(view))
    return Content("\n").join(lines)


def _with_whom(view: FileView) -> str:
    """Which colleague has the file in hand since when, and whether F7 may take it over; whom it waits for."""
    here = view.here
    if here is None or here.standing is Standing.WAITING:
        return ""
    if here.standing is not Standing.WORKING:
        return standing_line(view, {}).text + "."
    name, when = view.people.get(here.person or 0, "petugas"), format_when(view.time, here.start, view.now)
    may = any(isinstance(offer.act, TakeOver) and offer.refusal is None for offer in view.offers)
    return clean(f"Di tangan {name} sejak {when}." + (" F7: ambil alih." if may else ""))


def _limits(view: FileView, now: Moment, ink: Inks, width: int) -> list[tuple[str, str]]:
    """The warning where the legal line has run out, then each limit's words and style."""
    lapse = legal_lapse(view.running, now)
    lines = [(lapse, ink["lewat"])] if lapse else []
    for stand in view.running:
        words = in_room(limit_line(stand, view.time, now), width)
        lines.append((words, ink[limit_style(stand, now)]))
    return lines


def _folded(view: FileView, now: Moment, ink: Inks, width: int) -> list[tuple[str, str]]:
    """The limit that presses most in one line, and in another how many more there are.

    That its time stands still is told before how much of it is left.
    """
    over = lapsed(view.running, now)
    first = over or view.first_due or view.running[0]
    words, others = in_room(limit_line(first, view.time, now), width), len(view.running) - 1
    while cells(words) > width and words.count(" · ") > 1:
        said, _, last = words.rpartition(" · ")
        words = f"{said.rpartition(' · ')[0]} · {last}" if last == STOPPED else said
    more = ("Lapor pimpinan" if over else "", f"dan {others} batas lain" if others else "")
    style = ink[limit_style(first, now)]
    return [(words, style), (f"{' · '.join(filter(None, more))} (F4)", style if over else ink["redup"])]


def _checks(view: FileView, mine: bool) -> bool:
    return mine and view.demands(Demand.REQUIREMENTS) and bool(view.form.every_item)


def _reads(view: FileView, mine: bool) -> bool:
    """Whether there is something to read beside the checklist, which is all that its step is about."""
    return not _checks(view, mine) or bool(view.fields)


def _back(view: FileView) -> str:
    """Why it was sent back, where the head has no room for all of it."""
    back = sent_back(view)
    return back if back != fit(back, _IN_HEAD) else ""


def _work(view: FileView, mine: bool) -> list[Widget]:
    """What the step asks for, to be filled in."""
    widgets: list[Widget] = []
    checked = _checks(view, mine)
    if checked:
        checks = KeptCheckList()
        checks.leads_on = bool(view.fields)
        checks.show(view)
        widgets.append(checks)
    if mine and view.found is not None and view.found.every_field:
        suggested = _suggested(view)
        note = Static(classes="pane-note")
        _show_in(note, _about_receiver(view, suggested))
        widgets.append(note)
        form = _form(view, view.found.every_field, suggested)
        form.above = widgets[0] if checked else None
        widgets.append(form)
    return widgets


def _form(view: FileView, asked: Iterable[TechnicalField], suggested: Mapping[str, str]) -> Form:
    """The step's fields with what was kept of them or is only suggested, out of sight those not asked."""
    values, shown = {**view.values, **suggested}, {field.key for field in view.fields}
    fields = []
    for f in asked:
        value = values.get(f.key, "")
        if f.type is FieldType.CHOICE:
            fields.append(Field(Choice(f.key, f.asked, [("", NOT_CHOSEN), *f.choices.items()], value)))
        else:
            fields.append(Field(TextField(f.key, f.asked, value)))
        fields[-1].display = f.key in shown
    form = Form(*fields, name=str(view.ref.file), id="step-form")
    form.suggested = suggested
    return form


_LATEST = 5


def _act_line(view: FileView, at: int, taken_back: frozenset[int]) -> str:
    """When and what the `at`th event did, and whether it was taken back."""
    event = view.events[at]
    back = " (diurungkan)" if event.seq in taken_back else ""
    return f"{format_when(view.time, event.at, view.now)}  {event_words(view, at)}{back}"


def _suggested(view: FileView) -> Mapping[str, str]:
    """What is not written down yet: the receiver who came with the file, the permit's date as decided."""
    found = {}
    if view.demands(Demand.RECEIVER):
        found[RECEIVER] = (view.row.came_name if view.row.came_as == PROXY else "") or view.applicant.name
    if view.demands(Demand.PERMIT) and view.state.decided_at is not None:
        found[PERMIT_DATE] = f"{view.time.local(view.state.decided_at):%d-%m-%Y}"
    return {key: words for key, words in found.items() if not view.values.get(key)}


def _about_receiver(view: FileView, suggested: Mapping[str, str]) -> Content:
    """The proxy who is known, and that a suggestion is one; empty where there is nothing to say."""
    proxy = proxy_line(view) if view.demands(Demand.RECEIVER) else ""
    lines = [clean(words) for words in (proxy, SUGGESTED if RECEIVER in suggested else "") if words]
    return Content("\n".join(lines))


def _facts(view: FileView, *, mine: bool) -> Content:
    """The file to read before deciding: data, requirements, last acts; last the step as the SOP has it.

    With `mine` without what stands above to be filled in: it would be as old as the reading.
    """
    parts: list[Content] = []
    above = {field.label for field in view.fields} if mine else set()

    def section(title: str, lines: list[str], beside: str = " ") -> None:
        """With its first line beside the title no title is all that a short screen shows of it."""
        if lines:
            told = Content("\n").join(Content(clean(x, WHOLE)) for x in lines)
            parts.append(Content(beside).join([Content.styled(title, "bold"), told]))

    section("Data", [f"{label}: {value}" for label, value in entered(view) if label not in above], "\n")
    section("Ketetapan", [f"{name}: {value}" for name, value in fact_words(view)], "\n")
    present = [i for i in view.checklist if i.mark == PRESENT]
    other = [f"{i.requirement.name}: {i.mark} {i.note}".rstrip() for i in view.checklist if i.mark != PRESENT]
    if view.checklist and not (mine and view.demands(Demand.REQUIREMENTS)):
        section("Persyaratan", [f"{len(present)} dari {len(view.checklist)} ada", *other])
    acts = [at for at, event in enumerate(view.events) if not isinstance(event.act, Note)]
    taken_back = undone(view)
    latest = [_act_line(view, at, taken_back) for at in reversed(acts[-2 * _LATEST :])]
    section("Terakhir", list(dict.fromkeys(latest))[:_LATEST])  # one key that undid several acts is one line
    if view.step is not None:
        rows = view.procedure.step(view.step.sequence).rows
        section("Menurut SOP", [row.activity for row in rows])
    return Content("\n\n").join(parts)
