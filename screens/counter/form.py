"""The form in which a file is registered: looks up who is known already, keeps drafts, registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.widgets import Input

from loket.desk import drafts, last_acts
from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.drafts import DRAFT_PLACE, draft_subject
from loket.desk.errors import Invalid, StillRunning, WhoIsIt
from loket.desk.intake import again, registration
from loket.desk.intake.applicant import LISTED, Applicant, find_applicant, last_files, of_proxy
from loket.desk.queue import calling, line
from loket.flow.queue.state import TicketStanding
from loket.identity import NIK_DIGITS, PASSPORT_SIGNS
from loket.matching import has_words, spelled
from loket.text import digits, fit
from screens.counter.again import ask_again, ask_served, same_person, whose
from screens.counter.fields import (
    DOCUMENT_FIELDS,
    NO_NUMBERS,
    UNUSUAL,
    WORTH_KEEPING,
    RegistrationFields,
    subject_of,
)
from screens.counter.running import ask_running
from screens.counter.who import ask_who, field_of
from screens.widgets.dialogs import Confirm, Pick, do
from screens.widgets.fields import Choice
from screens.widgets.form import Form
from screens.widgets.key_bar import Key
from screens.wording.place import whose_desk

if TYPE_CHECKING:
    from loket.desk.case.lists import PileRow
    from loket.desk.drafts import Draft
    from loket.desk.intake.again import Last
    from loket.desk.intake.cleaning import Registration
    from loket.desk.intake.doubt import Answer
    from loket.desk.intake.renewing import Corrected
    from loket.desk.last_acts import KeyAct
    from loket.desk.queue.line import TicketRow

_FIRST = ("nik", "name", "phone")
"""The fields in which a registration begins, in their order."""
_NIK_ABOVE = {field: nik for nik, below in DOCUMENT_FIELDS.items() for field in below}
_NEW = "Belum dikenal: pemohon baru."
_ROOM = 24
"""So much of a name stands in a sentence."""
LastFiles = dict[int, tuple[str, str]]
"""Number and service of each one's newest file, by their ids."""
_SHOWN, _PROXY = "dikenal", "kuasa_dikenal"  # in a draft: the applicant whom the form showed, and who came
_MEANT = "layanan_lain"  # in a draft: that another service than the number's is meant


class RegistrationForm(RegistrationFields):
    """The fields with their keys: looks up who is known, keeps what is typed, registers."""

    @dataclass
    class Registered(Message):
        """This file was registered; `left`: others that still say wrongly what was put right by that."""

        file: int
        left: tuple[str, ...]

    @dataclass
    class Known(Message):
        """The applicant with this id was recognised; None: who was shown is shown no more."""

        applicant: int | None

    running: tuple[PileRow, ...] = ()
    """What whoever is known has under way, the newest first."""
    present: int | None = None
    """The called number whose person came, until the desk has kept that: else it is told with the file."""
    _service_meant = False
    """Whether it was said that this form is for another service than the number's."""
    _known_by = NO_NUMBERS
    _said = ""
    """What was said last of what stands in the fields."""
    _is_file = Event()
    """Set once what is typed here was registered."""

    @on(Input.Changed)
    def _number_changed(self, event: Input.Changed) -> None:
        field, name = event.input, event.input.name or ""
        self.host.unsay(self._said)
        nik = digits(field.value)
        if name in DOCUMENT_FIELDS and len(nik) == NIK_DIGITS:
            self.ask_document(name, ask=False)
        if field.value:
            self._no_nik_for(name)
        if name == "nik":
            self._nik_changed(nik, typed=bool(nik) or field.has_focus)
        elif name == "came_nik":
            self._proxy_nik_changed(nik)
        elif name in _NIK_ABOVE:
            self._document_changed(_NIK_ABOVE[name])

    def _no_nik_for(self, number: str) -> None:
        """Where another document's number is typed, digits too few for a NIK were meant for it."""
        values = self.values()
        for nik, (_, of_document) in DOCUMENT_FIELDS.items():
            if number == of_document and 0 < len(values[nik]) <= PASSPORT_SIGNS:
                self.fill({nik: ""})

    def _nik_changed(self, nik: str, *, typed: bool) -> None:
        known = self.known
        if known is not None and (known.nik or self._known_by[0]):
            if nik == self._known_by[0] or not typed:
                return
            self.know(None)
        if self.known is None:
            self.say_about("")  # it was said of another number
        if len(nik) == NIK_DIGITS:
            self._look_up("nik", nik)

    def _proxy_nik_changed(self, nik: str) -> None:
        if nik == self._proxy_by[0]:
            return
        if self._proxy_by[0]:
            self.know_proxy(None)
        if len(nik) == NIK_DIGITS:
            self._look_up("came_nik", nik)

    def _document_changed(self, at: str) -> None:
        """Another number than that by which somebody was recognised is somebody else's."""
        by = (self._known_by if at == "nik" else self._proxy_by)[1]
        other = bool(by[1]) and self.numbers(at)[1] != by
        if at == "nik" and other:
            self.know(None)
        elif other:
            self.know_proxy(None)
        if at == "nik" and self.known is None:
            self.say_about("")

    def _look_up_document(self, at: str) -> None:
        """Whose document was typed; where somebody is shown, the desk asks about it when it is registered."""
        kind, number = self.numbers(at)[1]
        if number and self._shown_at(at) is None:
            self._look_up(at, number, kind)

    def _shown_at(self, at: str) -> Applicant | None:
        return self.known if at == "nik" else self.known_proxy

    def _look_up(self, at: str, number: str, kind: str = "") -> None:
        """Who has that NIK, or (`kind`) other document; `at`: the NIK field of who applies or came."""
        host, typed = self.host, self.numbers(at)

        def found(applicants: tuple[Applicant, ...]) -> None:
            now = self.numbers(at)
            if self._is_file.is_set():
                return
            if now[1] != typed[1] or self._shown_at(at) is not None if kind else now[0] != typed[0]:
                return
            if applicants and at == "nik":
                self._recognise(applicants[0])
            elif applicants:
                self.know_proxy(of_proxy(applicants[0]), now)
            elif at == "nik" and not kind:
                self._judge_nik(number)
            elif at == "nik" and not now[0]:
                self.say_about(_NEW)

        group = "applicant" if at == "nik" else "proxy"
        host.read(lambda: find_applicant(host.desk, host.who, number, document=kind), found, group=group)

    def know(self, applicant: Applicant | None, note: str = "") -> None:
        if applicant is None and self.known is not None:
            self.post_message(self.Known(None))
        super().know(applicant, note)
        self._show_running(())
        self.read_running()

    def begin(self, ticket: TicketRow | None, draft: Mapping[str, str]) -> None:
        self.offer_services(self.host.desk.office.counter_services)
        super().begin(ticket, draft)
        self._service_meant = False
        self._show_running(self.running)

    def _recognise(self, applicant: Applicant) -> None:
        self._known_by = self.numbers("nik")
        self.know(applicant)
        self.post_message(self.Known(applicant.id))

    def look_again(self) -> None:
        """Others registered something: perhaps who was typed here, and was not known."""
        if self._is_file.is_set():
            return  # what it would find is the file that this form has become
        self.read_running()
        for at in DOCUMENT_FIELDS:
            nik = self.numbers(at)[0]
            if self._shown_at(at) is None and len(nik) == NIK_DIGITS:
                self._look_up(at, nik)
            elif not nik:
                self._look_up_document(at)

    def read_running(self) -> None:
        """Read what whoever is known has under way."""
        host, known = self.host, self.known
        if known is None:
            return

        def found(rows: tuple[PileRow, ...]) -> None:
            if self.known is known and not self._is_file.is_set():
                self._show_running(rows)

        host.read(lambda: lists.under_way(host.desk, host.who, known.id), found, group="running")

    def _show_running(self, rows: tuple[PileRow, ...]) -> None:
        """Say below the service what is under way, in colour what is of that service too.

        And that the number was given for another service: a letter typed one field too far chooses one.
        """
        service, ticket = self.values()["service"], self.ticket
        same = [row for row in rows if row.work.service == service]
        self.running = (*same, *(row for row in rows if row not in same))
        words = ""
        if self.running:
            more = f" (dan {len(rows) - 1} lagi)" if rows[1:] else ""
            words = f"Masih berjalan: {self._whose_desk(self.running[0])}{more}. F4 membukanya."
        other = ticket is not None and bool(ticket.service) and service != ticket.service
        if ticket is not None and other:
            number = f"Nomor {ticket.number} untuk {self.host.service_name(ticket.service)}."
            words = f"{number} {words}".strip()
        self.say_running(words, marked=bool(same) or other)
        self.host.refresh_keys()

    @on(Choice.Changed)
    def _service_chosen(self, event: Choice.Changed) -> None:
        if event.choice.name == "service":
            self._show_running(self.running)

    def _judge_nik(self, nik: str) -> None:
        """Say at once what cannot be right about a NIK, or is unusual; what F8 said of it stays."""
        checked = self.check_nik(nik)
        if self._slip != ("nik", nik):  # a letter that came after it is told meanwhile
            self.left("nik")
        if checked.warnings or self.known is None:
            self.say_about(" ".join(checked.warnings) or ("" if checked.errors else _NEW))

    @on(Input.Blurred)
    def _left_field(self, event: Input.Blurred) -> None:
        """What is wrong or unusual about a number just typed is said below it; it hinders nothing yet."""
        name, typed = event.input.name or "", event.value.strip()
        self.left(name)
        if name in DOCUMENT_FIELDS and 0 < len(typed) <= PASSPORT_SIGNS:
            self.ask_document(name)

    def left(self, name: str) -> None:
        super().left(name)
        if name in _NIK_ABOVE:
            self._look_up_document(_NIK_ABOVE[name])

    @on(Choice.Changed)
    def _other_document(self, event: Choice.Changed) -> None:
        if (nik := _NIK_ABOVE.get(event.choice.name or "")) is not None:
            self._document_changed(nik)
            self._look_up_document(nik)

    # keys

    def own_keys(self) -> tuple[Key, ...]:
        """The keys of the registration; the screen adds its own."""
        return (
            Key("f3", "Cari nama", does="find name"),
            *((Key("f4", "Riwayat"),) if self.running else ()),
            Key("f5", "Cetak", "berkas belum didaftarkan"),
            Key("f6", "Kosongkan", does="empty"),
            Key("f8", "Daftarkan", does="register"),
        )

    def press_f3(self) -> None:
        """Find somebody known by what stands in name or phone."""
        host, values = self.host, self.values()
        field = "name" if values["name"] else "phone"
        words = values[field]
        if not words:
            self.focus_field("name")
            self._say("Tulis dulu sebagian nama atau nomor HP, lalu F3.")
            return

        def look() -> tuple[tuple[Applicant, ...], LastFiles]:
            applicants = find_applicant(host.desk, host.who, words)
            return applicants, last_files(host.desk, host.who, applicants)

        def found(answer: tuple[tuple[Applicant, ...], LastFiles]) -> None:
            applicants, last = answer
            by_id = {applicant.id: applicant for applicant in applicants}
            rows = []
            for a in applicants:
                phone, file = f"HP …{a.phone[-4:]}" if a.phone else "", last.get(a.id)
                came = f"{host.listed(file[0])} {host.service_name(file[1])}" if file else ""
                told = [a.name, phone, came, a.company]
                if has_words(a.company, words) and not has_words(a.name, words):
                    told = [a.company, a.name, phone, came]  # the end gives way: not what was looked for
                rows.append((a.id, " · ".join(filter(None, told)), a.nik or a.identity))

            def picked(applicant: int | None) -> None:
                if applicant is not None:
                    self.fill({"nik": "", "id_number": "", field: ""})
                    self._recognise(by_id[applicant])
                    self.focus_field("phone")

            if rows:
                more = f"{LISTED} yang pertama menurut nama. Tulis namanya lebih lengkap bila belum tampak."
                lines = [more] if len(rows) == LISTED else []
                self.app.push_screen(Pick(f"Yang mirip “{words}”", rows, lines=lines), picked)
            else:
                self._say("Belum ada pemohon dengan nama atau nomor itu.")

        host.read(look, found, group="applicant")

    def _say(self, sentence: str) -> None:
        """Say it of what stands in the fields: it goes once something is typed."""
        self._said = sentence
        self.host.say(sentence)

    def press_f4(self) -> None:
        """The file under way that the form names."""
        self._open(self.running[0].work.file_id)

    def press_f6(self) -> None:
        """Begin empty, once that was confirmed."""
        if not self.typed:
            self._say("Isian masih kosong.")
            return
        who = self.values()["name"] or "pemohon ini"
        words = f"Yang diketik untuk {who} dibuang."

        def answered(yes: bool | None) -> None:
            if yes:
                self._drop(self.subject)
                self._start(self.ticket, {})

        self.app.push_screen(Confirm("Kosongkan isian", words, yes="Ya, buang", dangerous=True), answered)

    def press_f8(self) -> None:
        """Register the file; what is wrong is said at its field, what is in doubt is asked."""
        host = self.host
        for name in DOCUMENT_FIELDS:
            self.put_below(name)
        if spilled := self.spilled():
            host.refused(Invalid(spilled))
            return
        if self.warn():
            host.say(UNUSUAL)
            return
        asked = self.registration(host.working, host.desk.now())
        if asked is None or host.acting:
            return
        told = self.ticket.service if self.ticket is not None else ""
        if self.ticket is not None and told not in ("", asked.service) and not self._service_meant:
            self._ask_service(asked, self.ticket)
        else:
            self._register(asked)

    def _ask_service(self, asked: Registration, ticket: TicketRow) -> None:
        """Ask once whether another service than the number's is meant: a letter or arrow chooses one."""
        name = self.host.service_name
        rows: list[tuple[bool, str]] = [
            (False, "Kembali ke isian"),
            (True, f"Tetap daftarkan {name(asked.service)}"),
        ]

        def picked(meant: bool | None) -> None:
            self._service_meant = bool(meant)
            if meant:
                self._register(asked)
            else:
                self.focus_field("service")

        lines = [f"Nomor {ticket.number} untuk {name(ticket.service)}."]
        self.app.push_screen(Pick("Layanan lain dari layanan nomornya", rows, lines=lines), picked)

    def _register(self, asked: Registration) -> None:
        host, subject, done = self.host, self.subject, self._is_file
        self.keep_now()  # a registration that is taken back brings this form again, as it was sent

        def register() -> Corrected:
            if self.present is not None and self.present == asked.ticket:
                calling.present(host.desk, host.who, self.present)
                self.present = None
            ref = registration.register(host.desk, host.who, asked, draft=(DRAFT_PLACE, subject))
            done.set()
            return ref

        def registered(ref: Corrected) -> None:
            self.post_message(self.Registered(ref.file, ref.left))

        host.act(register, registered, lambda error: self._ask(asked, error))

    def _ask(self, asked: Registration, error: Exception) -> None:
        """Ask what the desk has to know, where that is why it refused, and register with the answer."""
        if isinstance(error, WhoIsIt):
            self._ask_who(asked, error)
        elif isinstance(error, StillRunning):
            self._ask_running(asked, error)

    def _ask_who(self, asked: Registration, doubt: WhoIsIt) -> None:
        """Ask which person is meant."""

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self._register(replace(asked, answers=(*asked.answers, answer)))
            else:
                self.focus_field(field_of(doubt), to_go_on=True)

        ask_who(self.host, doubt, answered)

    def _ask_running(self, asked: Registration, running: StillRunning) -> None:
        """Ask whether another file is meant."""

        def answered(beside: frozenset[int]) -> None:
            self._register(replace(asked, beside=beside))

        ask_running(self.host, running, answered, "Tetap daftarkan yang baru")

    def _whose_desk(self, row: PileRow) -> str:
        return whose_desk(row, self.host.desk.office, self.host.working, self.host.desk.now())

    def _open(self, file: int) -> None:
        """Show a file whole over the form, which stays."""
        self.keep_now()
        self.host.open_case(file)

    # drafts

    def open(self, ticket: TicketRow | None, then: Callable[[], None], said: str = "") -> None:
        """Show the form (`then` does it) with what stands in it for `ticket`, or what was typed before.

        The cursor stands where the typing goes on, which is the NIK of an empty form. `said` is what is said
        of what was typed, else when that was kept.
        """
        host, subject = self.host, subject_of(ticket)
        self._is_file = Event()
        then()
        if self.typed and self.subject == subject:
            self.belong_to(ticket)
            self.focus_field("nik", to_go_on=True)
            if said:
                host.say(said)
            return
        self._start(ticket, {})

        def kept(draft: Draft | None) -> None:
            if draft is None or self.subject != subject or self.typed:
                return
            self._start(ticket, draft.data)
            at = f"{host.working.local(draft.saved_at):%H.%M}"
            host.say(said or f"Isian yang tersimpan {at} terbuka lagi. F6 mengosongkannya.")

        host.read(
            lambda: drafts.load(host.desk, host.who, DRAFT_PLACE, subject),
            kept,
            group="draft",
            until_answered=True,
        )

    def open_again(
        self, ticket: TicketRow | None, file: int, then: Callable[[], None], *, served: int | None = None
    ) -> None:
        """Show the form (`then` does it) with what the registration of `file` says for another one.

        What was typed for `ticket` and is not registered yet comes first, and nothing is taken over. Where
        `file` is of somebody else than `served`, the last that came of the number, or of the one that was
        closed just before, it is asked who is meant.
        """
        host, subject = self.host, subject_of(ticket)

        def begin(last: again.Last) -> None:
            self._is_file = Event()
            then()
            self._begin_again(ticket, last)

        def chosen(last: again.Last) -> None:
            if last.applicant is None or last.proxy is None:
                begin(last)
            else:
                self.app.push_screen(ask_again(last, begin), do)

        def show(found: tuple[again.Last, again.Last | None, Draft | None]) -> None:
            last, at_counter, draft = found
            stands = self.values() if self.typed and self.subject == subject else None
            if (half := stands or (draft.data if draft is not None else None)) is not None:
                self.open(ticket, then, _unfinished(half.get("name", ""), at_counter or last))
            elif last.applicant is None and last.proxy is None:
                host.say("Data pemohon berkas itu sudah dihapus.")
            elif at_counter is not None and not same_person(last, at_counter):
                self.app.push_screen(ask_served(ticket, at_counter, last, chosen), do)
            else:
                chosen(last)

        host.read(
            lambda: (
                again.last(host.desk, host.who, file),
                again.last(host.desk, host.who, served) if served is not None else None,
                drafts.load(host.desk, host.who, DRAFT_PLACE, subject),
            ),
            show,
            group="draft",
        )

    def _begin_again(self, ticket: TicketRow | None, last: Last) -> None:
        """Begin with what holds again; the cursor stands in what is to be typed or chosen first."""
        self.begin(ticket, {"service": last.service, "kind": last.kind, "channel": last.channel})
        self._service_meant = True  # the number has its file: what comes next is as likely another service
        if last.proxy is not None:
            self.know_proxy(last.proxy)
        if last.applicant is not None:
            self._recognise(last.applicant)
        self.focus_field("service" if last.applicant is not None else "proxy_seen")

    def _start(self, ticket: TicketRow | None, draft: Mapping[str, Any]) -> None:
        """Begin with a draft, and with whom it showed as they were then: only what was typed is written."""
        shown, proxy = draft.get(_SHOWN, {}), draft.get(_PROXY, {})
        self.begin(ticket, {name: word for name, word in draft.items() if word != shown.get(name)})
        if proxy:
            document = (draft.get("came_id_kind", ""), draft.get("came_id_number", ""))
            self.know_proxy(Applicant(**proxy), (draft.get("came_nik", ""), document))
        if shown:
            self._recognise(Applicant(**shown))
        self.load(draft)
        self._service_meant = bool(draft.get(_MEANT))
        values = self.values()
        self.focus_field(next((name for name in _FIRST if not values[name]), "nik"), to_go_on=True)

    @on(Form.Edited)
    def _edited(self, event: Form.Edited) -> None:
        event.stop()
        self.keep_now()

    def keep_now(self) -> None:
        """Keep what was typed as a draft, whole; of a form that was emptied nothing is kept."""
        changed = self.take()
        if not self.typed and changed.keys() & set(WORTH_KEEPING):
            self._drop(self.subject)
        if not self.typed or not changed:
            return
        host, subject, values, done = self.host, self.subject, self.values(), self._is_file
        known = {_SHOWN: self.known, _PROXY: self.known_proxy}
        shown = {name: asdict(person) for name, person in known.items() if person is not None}
        meant = {_MEANT: True} if self._service_meant else {}

        def save() -> None:
            if not done.is_set():  # else the registration, which came first, has dropped the draft
                drafts.save(host.desk, host.who, DRAFT_PLACE, subject, {**values, **shown, **meant})

        host.keep(save, failed=lambda _: self.give_back(changed))

    def out_of_sight(self) -> None:
        """Another part is shown: what was registered stands here no more."""
        if self._is_file.is_set():
            self._is_file = Event()
            self.begin(None, {})

    def put_away(self, ticket: TicketRow) -> None:
        """The number has its outcome: what was typed for it is out of sight, and kept for an undo."""
        if self.subject == subject_of(ticket):
            self.begin(None, {})

    def bring_back(self, undone: KeyAct, then: Callable[[], None]) -> None:
        """Show at once (`then` does it) what was typed for what is in hand again, if anything was."""
        host, main = self.host, undone.main

        def kept() -> tuple[TicketRow | None, Draft | None]:
            of_file = main.subject == last_acts.FILE
            number = view(host.desk, host.who, main.subject_id).row.ticket_id if of_file else main.subject_id
            current = line.queue(host.desk, host.who).current
            ticket = current if current is not None and current.id == number else None
            at_counter = ticket is not None and ticket.standing is TicketStanding.SERVED
            if number is not None and not at_counter:
                return None, None
            return ticket, drafts.load(host.desk, host.who, DRAFT_PLACE, draft_subject(number))

        def show(found: tuple[TicketRow | None, Draft | None]) -> None:
            ticket, draft = found
            if draft is not None:
                self._is_file = Event()
                then()
                self._start(ticket, draft.data)

        host.read(kept, show, group="draft")

    def _drop(self, subject: str) -> None:
        host = self.host
        host.keep(lambda: drafts.drop(host.desk, host.who, DRAFT_PLACE, subject))


def _unfinished(name: str, asked: Last) -> str:
    """That somebody's registration (`name`, as far as it is typed) stands here yet, not who was asked for."""
    said = f"Isian {fit(name, _ROOM)}" if name else "Isian ini"
    other = f", bukan {fit(whose(asked), _ROOM)}" if name and spelled(name) != spelled(whose(asked)) else ""
    return f"{said}{other} belum didaftarkan: F8 mendaftarkannya, F6 mengosongkannya."
