"""The fields of a registration: who came, who applies, for what, by which way it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from loket.dates import read_moment
from loket.desk.drafts import draft_subject
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import COUNTER_CHANNEL, Registration, check_field
from loket.desk.intake.doubt import IN_PERSON, PROXY
from loket.desk.intake.renewing import OF_PROXY
from loket.flow.queue.state import TicketStanding
from loket.identity import DOCUMENTS, PASSPORT_SIGNS, Checked, check_nik
from loket.matching import folded
from screens.shell.screen import LoketScreen
from screens.widgets.fields import Choice, Field, TextField, say_in
from screens.widgets.form import Form

if TYPE_CHECKING:
    from loket.desk.intake.applicant import Applicant
    from loket.desk.intake.cleaning import Registration
    from loket.desk.queue.line import TicketRow
    from loket.office.model import Service
    from loket.sla import WorkingTime

Starts = Mapping[str, Sequence[tuple[int, str]]]
"""For each service the steps at which its SOP may begin: sequence and name."""

NIK_DIGITS = 16
_CAME_AS = ((IN_PERSON, "pemohon"), (PROXY, "kuasa"))
_OF_PROXY = (*OF_PROXY, "proxy_seen")
DOCUMENT_FIELDS = {"nik": ("id_kind", "id_number"), "came_nik": ("came_id_kind", "came_id_number")}
"""Below a NIK, the other document that is asked for once there is none."""
_KINDS = tuple(DOCUMENTS.items())
_BEHIND = {"nik": "name", "came_nik": "came_phone"}
"""The field behind the other document below a NIK."""
Numbers = tuple[str, tuple[str, str]]
"""NIK, and kind and number of another document, that were typed of somebody; none: found otherwise."""
NO_NUMBERS: Numbers = ("", ("", ""))
_NO_NIK = "NIK hanya angka. Paspor, KITAS, SKTT: isi di bawahnya."
_WHOLE_NIK = "NIK hanya angka. Paspor, KITAS, SKTT: kosongkan NIK dulu."
_CHANNELS = (("surel", "surel"), ("sicantik", "siCantik"), ("oss", "OSS"), ("surat", "surat"), ("wa", "WA"))
SEEN = "ya"
_LETTER = (("", "belum dilihat"), (SEEN, "ada"))
_FROM_APPLICANT = ("name", "phone", "second_phone", "email", "address", "company", "npwp", "nib")
_FROM_PROXY = {"came_name": "name", "came_phone": "phone"}
WORTH_KEEPING = ("nik", "id_number", *_FROM_APPLICANT, "came_name", "outside_number")
"""What is typed about somebody; without any of it there is no draft."""

UNUSUAL = "Tidak lazim: periksa yang berwarna. Bila benar, F8 sekali lagi."
"""Said by F8 where something is unusual that nobody was told of yet."""

WRONG_ARRIVAL = "Tulis jam hari ini (09.12), atau tanggal dan jam yang sudah lewat."


def parse_arrival(text: str, time: WorkingTime, now: int) -> int | None:
    """The instant of `09.12` (today), `19-11-2026` or `19-11-26 09.12`; None when it is none or to come."""
    moment = read_moment(text, time.date_of(now))
    found = time.instant(*moment) if moment is not None else None
    return found if found is not None and found <= now else None


class RegistrationFields(Form):
    """Who came is apart from who applies; only the fields that this case needs are seen."""

    DEFAULT_CSS = """
    RegistrationFields { scrollbar-size-vertical: 1; }
    RegistrationFields .form--about { color: $loket-muted; padding: 0 0 0 13; height: auto; }
    RegistrationFields .-marked { color: $loket-mendekati; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._services: dict[str, Service] = {}
        self.starts: Starts = {}
        self.ticket: TicketRow | None = None
        self._at_counter: TicketRow | None = None
        self._since = 0
        self.known: Applicant | None = None
        self._proxy: Applicant | None = None
        self._proxy_by = NO_NUMBERS
        self._filled: Mapping[str, str] = {}
        self._proxy_filled: Mapping[str, str] = {}
        self._asked_document: set[str] = set()
        self._moved = ""  # the field of the other document's number that was typed where the NIK stands
        self._no_digits: dict[str, list[tuple[int, str]]] = {}  # typed where a NIK stands, and at which place
        self._slip = ("", "")  # at which field a letter came behind a whole NIK, and that NIK
        self._said_of: dict[str, str] = {}  # of what was typed in which field something was said
        self._about = Static("", markup=False, classes="form--about")
        self._about_proxy = Static("", markup=False, classes="form--about")
        self._under_way = Static("", markup=False, id="running", classes="form--about")

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, id="form-title")
        yield Field(Choice("came_as", "Yang datang", _CAME_AS))
        yield Field(TextField("came_name", "Nama kuasa"))
        yield Field(TextField("came_nik", "NIK kuasa", digits=True, max_length=NIK_DIGITS))
        yield Field(Choice("came_id_kind", "Pengenal", _KINDS))
        yield Field(TextField("came_id_number", "Nomor", max_length=60))
        yield self._about_proxy
        yield Field(TextField("came_phone", "HP kuasa", max_length=60))
        yield Field(Choice("proxy_seen", "Surat kuasa", _LETTER))
        yield Field(TextField("nik", "NIK", digits=True, max_length=NIK_DIGITS))
        yield Field(Choice("id_kind", "Pengenal", _KINDS))
        yield Field(TextField("id_number", "Nomor", max_length=60))
        yield self._about
        yield Field(TextField("name", "Nama"))
        yield Field(TextField("phone", "HP", max_length=60))
        yield Field(Choice("service", "Layanan", ()))
        yield self._under_way
        yield Field(Choice("kind", "Permohonan", ()))
        yield Field(Choice("start", "Mulai dari langkah", ()))
        yield Field(TextField("outside_number", "No. aplikasi", placeholder="siCantik, OSS", max_length=60))
        yield Field(Choice("channel", "Masuk lewat", _CHANNELS))
        yield Field(TextField("arrived_at", "Diterima", placeholder="09.12 atau 19-11-2026 09.12"))
        yield Field(TextField("company", "Usaha/badan"))
        yield Field(TextField("nib", "NIB", max_length=20))
        yield Field(TextField("npwp", "NPWP", max_length=30))
        yield Field(TextField("address", "Alamat"))
        yield Field(TextField("second_phone", "HP lain", max_length=60))
        yield Field(TextField("email", "Surel"))

    def offer_services(self, services: Sequence[Service]) -> None:
        """Know what people may apply for here."""
        self._services = {service.id: service for service in services}
        self._offer("service", [(service.id, service.name) for service in services])

    def _offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        for field in self.fields():
            if isinstance(field, Choice) and field.name == name:
                field.set_options(options)

    def offer_starts(self, starts: Starts) -> None:
        """Know where the SOP of each service may begin: asked for where there are several ways."""
        self.starts = starts

    def field_stops(self) -> Sequence[Widget]:
        """What Enter goes through: the fields that are seen."""
        shown = [field.field for field in self.query(Field) if field.display]
        return [widget for widget in super().field_stops() if widget in shown]

    def begin(self, ticket: TicketRow | None, draft: Mapping[str, str]) -> None:
        """Start empty for `ticket` (None: a file that came without a number), or with what a draft held."""
        self.belong_to(ticket)
        self.know(None)
        self.know_proxy(None)
        self.clear_errors()
        empty = {field.name: "" for field in self.fields() if field.name and not isinstance(field, Choice)}
        self._asked_document, self._no_digits, self._said_of, self._slip = set(), {}, {}, ("", "")
        kinds = dict.fromkeys(("id_kind", "came_id_kind"), _KINDS[0][0])
        chosen = {"came_as": IN_PERSON, "proxy_seen": "", "channel": _CHANNELS[0][0], **kinds}
        known = ticket.service if ticket is not None else ""
        service = known or next(iter(self._services), "")
        self.load({**empty, **chosen, "service": draft.get("service", service)})
        self._fit_service()
        self.load(draft)
        self._show_parts()
        self.scroll_home(animate=False)

    def belong_to(self, ticket: TicketRow | None) -> None:
        """Be the form of this number as it stands now, and say whose it is."""
        self.ticket = ticket
        self._since = self.host.desk.now()  # as soon as somebody is there the form is, before that is read
        if ticket is not None and ticket.standing is TicketStanding.SERVED:
            self._since = ticket.ticket.since
        self.stand_beside(self._at_counter)

    def stand_beside(self, at_counter: TicketRow | None) -> None:
        """Say whose form it is: of a file that came without a number, that it is not this number's."""
        self._at_counter, ticket, time = at_counter, self.ticket, self.host.working
        title = "Berkas tanpa nomor antrean" + (f", bukan {at_counter.number}" if at_counter else "")
        if ticket is not None:
            title = f"{ticket.number} · dilayani sejak {time.local(self._since):%H.%M}"
        self.query_one("#form-title", Static).update(Content.styled(title, "bold"))

    @property
    def subject(self) -> str:
        """Under what the draft of this form is kept."""
        return subject_of(self.ticket)

    @property
    def typed(self) -> bool:
        """Whether anything about the applicant was typed."""
        values = self.values()
        return any(values[name] for name in WORTH_KEEPING)

    def know(self, applicant: Applicant | None, note: str = "") -> None:
        """Fill in somebody who is known, in place of who was known before; what the clerk typed stays."""
        self.known = applicant
        self._filled = self._fill_in({name: name for name in _FROM_APPLICANT}, applicant, self._filled)
        if applicant is not None:
            note = note or " · ".join(filter(None, (f"Sudah dikenal: {applicant.name}", applicant.identity)))
        say_in(self._about, note)

    def _fill_in(
        self, fields: Mapping[str, str], known: Applicant | None, before: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Fill these fields of somebody known, but for what the clerk typed; gives what was filled in.

        `before`: what was filled in of who was known before.
        """
        values = self.values()
        free = [name for name in fields if not values[name] or values[name] == before.get(name)]
        self.fill({name: getattr(known, fields[name], "") for name in free})
        here = self.host.focused
        if isinstance(here, TextField) and here.name in free:
            here.select_all()  # as for who comes to a filled field: typing takes its place
        values = self.values()
        return {name: values[name] for name in free}

    @property
    def known_proxy(self) -> Applicant | None:
        """Who is known to have come for the applicant, unless another name or number was typed since."""
        values, proxy = self.values(), self._proxy
        same = proxy is not None and folded(values["came_name"]) == folded(proxy.name)
        nik, document = self.numbers("came_nik")
        other = nik not in ("", self._proxy_by[0]) or (document[1] and document != self._proxy_by[1])
        return proxy if same and values["came_as"] == PROXY and not other else None

    def numbers(self, nik: str) -> Numbers:
        """What was typed in that NIK, and of the other document below it."""
        values, (kind, number) = self.values(), DOCUMENT_FIELDS[nik]
        return values[nik], (values[kind], values[number])

    def know_proxy(self, proxy: Applicant | None, by: Numbers = NO_NUMBERS) -> None:
        """Fill in somebody who is known to have come for an applicant; the letter is not seen yet.

        `by`: the numbers by which they were recognised.
        """
        self._proxy, self._proxy_by = proxy, by
        self._proxy_filled = self._fill_in(_FROM_PROXY, proxy, self._proxy_filled)
        if proxy is not None:
            self.fill({"came_as": PROXY})
        self._show_parts()

    def say_about(self, note: str) -> None:
        """A line below the NIK."""
        say_in(self._about, note)

    def say_running(self, words: str, *, marked: bool) -> None:
        """A line below the service; `marked`: in colour."""
        self._under_way.set_class(marked, "-marked")
        say_in(self._under_way, words)

    def registration(self, time: WorkingTime, now: int) -> Registration | None:
        """What was typed; None when the time of receipt cannot be read (and says so at its field)."""
        values = self.values()
        arrived = None
        if self.ticket is None and values["arrived_at"]:
            arrived = parse_arrival(values["arrived_at"], time, now)
            if arrived is None:
                self.show_faults({"arrived_at": WRONG_ARRIVAL})
                return None
        kuasa = values["came_as"] == PROXY
        came = _somebody(values, came=True) if kuasa else NewApplicant("")
        return Registration(
            service=values["service"],
            kind=values["kind"],
            applicant=_somebody(values),
            shown=self.known,
            proxy=self.known_proxy,
            channel=values["channel"] if self.ticket is None else COUNTER_CHANNEL,
            arrived_at=arrived,
            outside_number=values["outside_number"],
            came_as=values["came_as"],
            came_name=came.name,
            came_nik=came.nik,
            came_id_kind=came.id_kind,
            came_id_number=came.id_number,
            came_phone=came.phone,
            proxy_seen=kuasa and bool(values["proxy_seen"]),
            ticket=self.ticket.id if self.ticket is not None else None,
            start=int(values["start"]) if values["start"] else None,
        )

    @on(Input.Changed)
    def _proxy_typed(self, event: Input.Changed) -> None:
        if event.input.name in _OF_PROXY:
            self._show_proxy()

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        if event.choice.name == "service":
            self._fit_service()
        self._show_parts()

    @property
    def host(self) -> LoketScreen:
        """The screen, which alone may call a desk."""
        screen = self.screen
        assert isinstance(screen, LoketScreen)
        return screen

    # what is unusual

    def checked(self, name: str) -> Checked | None:
        """What is wrong or unusual about what was typed in a field; None where nothing is to be said of it.

        What a desk said of it holds until it is typed anew.
        """
        values = self.values()
        typed = values.get(name, "")
        if not typed or name in self._wrong or name in self.spilled():
            return None
        if name == "arrived_at":
            return self._check_arrival(typed)
        found = check_field(OF_PROXY.get(name, name), _somebody(values, name in OF_PROXY), self._today)
        # what is unusual about the NIK of who applies is said once it was looked up
        return Checked(typed, found.errors) if found is not None and name == "nik" else found

    def tell(self, name: str, checked: Checked) -> None:
        """Say below a field what is wrong or unusual about what stands there."""
        self._said_of[name] = self.values()[name]
        self.error(name, " ".join(checked.errors or checked.warnings), mild=not checked.errors)

    def warn(self) -> bool:
        """Say what is unusual of all that was typed and not said of it yet; whether there is anything.

        The cursor is then in the first such field: nothing is sent on before somebody could see it.
        """
        values = self.values()
        typed = [n for f in self.query(Field) if f.display and (n := f.field.name) and self.was_typed(n)]
        found = {name: self.checked(name) for name in typed if self._said_of.get(name) != values[name]}
        unusual = {n: c for n, c in found.items() if c is not None and c.warnings and not c.errors}
        for name, checked in unusual.items():
            self.tell(name, checked)
        for name in [*unusual][:1]:
            self.focus_field(name)
        return bool(unusual)

    def was_typed(self, name: str) -> bool:
        """Whether what stands in a field was typed, and not filled in of somebody known."""
        values, proxy = self.values(), self.known_proxy
        filled = {"came_name": proxy.name, "came_phone": proxy.phone} if proxy is not None else {}
        return values[name] != {**self._filled, **filled}.get(name)

    def _check_arrival(self, typed: str) -> Checked:
        arrived = parse_arrival(typed, self.host.working, self.host.desk.now())
        return Checked(typed, (WRONG_ARRIVAL,) if arrived is None else ())

    def check_nik(self, nik: str) -> Checked:
        """What cannot be right about a NIK, or is unusual."""
        return check_nik(nik, self._today)

    @property
    def _today(self) -> date:
        return self.host.working.date_of(self.host.desk.now())

    # parts that come and go

    @on(TextField.Refused)
    def _letters(self, event: TextField.Refused) -> None:
        """Letters are no NIK: perhaps there is none. In a whole one a letter is a slip."""
        name = event.field.name or ""
        if name not in DOCUMENT_FIELDS or event.field.spilled:
            return
        if len(event.field.value) == NIK_DIGITS:
            self.error(name, _WHOLE_NIK)
            self._slip = (name, event.field.value)
            return
        self.error(name, _NO_NIK)
        self.ask_document(name)
        self._no_digits.setdefault(name, []).append((event.at, event.typed))

    @on(Input.Blurred)
    def _number_left(self, event: Input.Blurred) -> None:
        self.put_below(event.input.name or "")

    def put_below(self, name: str) -> None:
        """What was typed of another document where the NIK stands goes where it belongs, letters too.

        Who goes on from there comes to what is behind it, unless the kind of document has to be looked at.
        """
        letters, values = self._no_digits.pop(name, []), self.values()
        typed = values.get(name, "")
        if not letters or len(typed) > PASSPORT_SIGNS or values[DOCUMENT_FIELDS[name][1]]:
            return
        for before, (at, letter) in enumerate(letters):
            typed = f"{typed[: at + before]}{letter}{typed[at + before :]}"
        if len(typed) < 2:  # one alone was struck for something else
            return
        kind, number = DOCUMENT_FIELDS[name]
        self._moved = number
        self.fill({name: "", number: typed})
        checked, here = self.checked(number), self.host.focused
        if here is not None and here.name == kind and not (checked and (checked.errors or checked.warnings)):
            self.focus_field(_BEHIND[name])

    @on(Input.Changed)
    def _stands_below(self, event: Input.Changed) -> None:
        """What was moved below a NIK is judged as if it had been typed there and left."""
        if event.input.name == self._moved:
            self._moved = ""
            self.left(event.input.name)

    def left(self, name: str) -> None:
        """A field was left, or as good as: say what is wrong or unusual about what was typed there."""
        if (checked := self.checked(name)) is not None:
            self.tell(name, checked)

    def ask_document(self, nik: str, *, ask: bool = True) -> None:
        """Show below a NIK the fields of another document, or (not `ask`) hide them where none was typed."""
        (self._asked_document.add if ask else self._asked_document.discard)(nik)
        self._show_parts()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        for nik in DOCUMENT_FIELDS.keys() & faults.keys():
            self.ask_document(nik)
        super().show_faults(faults)

    def _fit_service(self) -> None:
        """Offer the kinds of application and the beginnings that the chosen service has."""
        service = self._services.get(self.values()["service"])
        kinds = service.kinds if service is not None else ()
        starts = self.starts.get(service.id, ()) if service is not None else ()
        self._offer("kind", [(kind, kind) for kind in kinds])
        self._offer("start", [(str(at), name) for at, name in starts] if len(starts) > 1 else ())

    def _show_parts(self) -> None:
        """Show only the fields that this person, number and service need."""
        values = self.values()
        hidden = set(_OF_PROXY) if values["came_as"] != PROXY else set()
        if self.ticket is not None:
            hidden |= {"channel", "arrived_at"}
        if not values["start"]:
            hidden.add("start")
        for nik, (kind, number) in DOCUMENT_FIELDS.items():
            if not values[number] and nik not in self._asked_document:
                hidden |= {kind, number}
        for field in self.query(Field):
            field.display = field.field.name not in hidden
        self._show_proxy()

    def _show_proxy(self) -> None:
        """Below the NIK of who came, that theirs, or another document, is known."""
        identity = self.known_proxy.identity if self.known_proxy is not None else ""
        say_in(self._about_proxy, f"Dikenal: {identity}" if identity else "")


def _somebody(values: Mapping[str, str], came: bool = False) -> NewApplicant:
    """Who applies, or `came` for them, as typed."""
    names = OF_PROXY if came else {name: name for name in ("nik", "id_kind", "id_number", *_FROM_APPLICANT)}
    return NewApplicant(**{own: values[name] for name, own in names.items()})


def subject_of(ticket: TicketRow | None) -> str:
    """Under what a draft for this number is kept."""
    return draft_subject(ticket.id if ticket is not None else None)
