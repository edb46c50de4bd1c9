"""What a procedure is: the document's own words and, beside them, the reading that makes it run.

The verbatim layer (`Document`, `SopRow`) keeps every cell as printed, typing errors and gaps included.
The reading (`Procedure`, `Step`, `Branch`) says what the program does with it; wherever something was
inferred, an `Inference` says what and why. Sequence (`Step.sequence`) is separate from the printed number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

APPLICANT_ROLE = "pemohon"
SYSTEM_ROLE = "sistem"
PARENT_FACT = "induk"
ISSUED, REFUSED = "terbit", "ditolak"
NOTHING: Mapping[str, str] = MappingProxyType({})
REQUEST_KINDS = ("baru", "perpanjangan", "perubahan")
"""What an application may be."""


class Kind(StrEnum):
    """What sort of work a step is. It decides what the step demands, unless the SOP demands more."""

    APPLICANT = "applicant"
    ACCOUNT = "account"
    INFORM = "inform"
    ASSIST = "assist"
    COMPLETENESS = "completeness"
    ENTRY = "entry"
    SUBMIT = "submit"
    ASSESSMENT = "assessment"
    DRAFT = "draft"
    VERIFICATION = "verification"
    APPROVAL = "approval"
    SIGNATURE = "signature"
    PAYMENT = "payment"
    ISSUE = "issue"
    PRINT = "print"
    SURVEY = "survey"
    HANDOVER = "handover"
    NOTIFY = "notify"
    RECORD = "record"
    ARCHIVE = "archive"
    OVERSIGHT = "oversight"
    GENERAL = "general"

    @property
    def word(self) -> str:
        """The same in a word of the field, which an SOP may write instead of the English one."""
        return KINDS[self].word


class Demand(StrEnum):
    """What must be there before a step can be completed (`meminta`)."""

    REQUIREMENTS = "persyaratan"
    DATA = "data"
    SURVEY = "survei"
    RECEIVER = "penerima"
    BILL = "tagihan"
    PROOF = "setoran"
    PERMIT = "izin"


@dataclass(frozen=True, slots=True)
class Work:
    """All that a step is by its kind alone: `word`, the kind in a word of the field, and what it demands.

    `checks`: it looks at what others did, who then need to have it back. `judges`: whoever does it says yes
    or no, and the SOP's own verb for that stands on their key.
    """

    word: str
    demands: frozenset[Demand] = frozenset()
    checks: bool = False
    judges: bool = False


KINDS: Mapping[Kind, Work] = MappingProxyType(
    {
        Kind.APPLICANT: Work("pemohon"),
        Kind.ACCOUNT: Work("akun"),
        Kind.INFORM: Work("informasi"),
        Kind.ASSIST: Work("pendampingan"),
        Kind.COMPLETENESS: Work("kelengkapan", demands=frozenset({Demand.REQUIREMENTS})),
        Kind.ENTRY: Work("entri", demands=frozenset({Demand.DATA})),
        Kind.SUBMIT: Work("pengajuan"),
        Kind.ASSESSMENT: Work("penilaian"),
        Kind.DRAFT: Work("naskah"),
        Kind.VERIFICATION: Work("verifikasi", checks=True, judges=True),
        Kind.APPROVAL: Work("persetujuan", checks=True, judges=True),
        Kind.SIGNATURE: Work("penandatanganan", judges=True),
        Kind.PAYMENT: Work("pembayaran", demands=frozenset({Demand.PROOF})),
        Kind.ISSUE: Work("penerbitan", demands=frozenset({Demand.PERMIT})),
        Kind.PRINT: Work("pencetakan", demands=frozenset({Demand.PERMIT})),
        Kind.SURVEY: Work("survei", demands=frozenset({Demand.SURVEY})),
        Kind.HANDOVER: Work("penyerahan", demands=frozenset({Demand.RECEIVER})),
        Kind.NOTIFY: Work("pemberitahuan"),
        Kind.RECORD: Work("pencatatan", demands=frozenset({Demand.DATA})),
        Kind.ARCHIVE: Work("arsip"),
        Kind.OVERSIGHT: Work("pengawasan"),
        Kind.GENERAL: Work("umum"),
    }
)


class Party(StrEnum):
    """On whose account time runs (`pihak`)."""

    OFFICE = "kantor"
    APPLICANT = "pemohon"
    AGENCY = "instansi"


OTHER_PARTY = "pihak lain"


class Unit(StrEnum):
    """Units of a standard time. They are never converted into each other, save hours into minutes.

    `WAITED_FOR` has no amount: the applicant waits for it at the counter, and no limit is reckoned.
    """

    MINUTES = "menit"
    HOURS = "jam"
    DAYS = "hari"
    WORKING_DAYS = "hari kerja"
    CALENDAR_DAYS = "hari kalender"
    WAITED_FOR = "dapat ditunggu"


class Milestone(StrEnum):
    """A moment in a file's life from which a time may count.

    `PAID`: it left its first step of kind payment, onward.
    """

    REGISTERED = "pendaftaran"
    COMPLETE = "lengkap"
    CORRECT = "benar"
    PAID = "pembayaran"


class Direction(StrEnum):
    """Where a branch leads: on, back to an earlier desk, to the applicant, or to refusal."""

    FORWARD = "maju"
    BACK = "mundur"
    RETURN = "kembali"
    REJECT = "tolak"


_UNITS_OF_DAYS = (Unit.DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


@dataclass(frozen=True, slots=True)
class Duration:
    """A standard time. `amount` counts whole minutes for menit and jam, days for the units of days.

    Of a range it is the most, by which a file is judged, and `least` the other end; `text` is as written.
    """

    amount: int
    unit: Unit
    text: str
    least: int | None = None

    @property
    def in_days(self) -> bool:
        """Whether it runs on a day clock."""
        return self.unit in _UNITS_OF_DAYS

    @property
    def reckoned(self) -> bool:
        """Whether it is a limit at all."""
        return self.unit is not Unit.WAITED_FOR


def shortness(time: Duration) -> tuple[bool, bool, int]:
    """By which the shortest of several times comes first; what is no limit is the longest."""
    return not time.reckoned, time.in_days, time.amount


@dataclass(frozen=True, slots=True)
class AllowedTime:
    """The time that a step, a sign-off, a group or the whole may take: one for all, or one per role.

    `standard` means "as the service's Standar Pelayanan says": the office profile's service, else the
    parent file's service, else none. Without any of the three there is no limit, which is not zero.
    A time that depends on facts has only `cases`, of which the first whose `when` holds applies.
    """

    whole: Duration | None = None
    by_role: Mapping[str, Duration] = field(default_factory=dict)
    standard: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cases: tuple[AllowedTime, ...] = ()

    @property
    def each(self) -> tuple[AllowedTime, ...]:
        """The times that may apply, by themselves."""
        return self.cases or (self,)

    @property
    def stated(self) -> bool:
        """Whether anything is said of a time."""
        return bool(self.whole or self.by_role or self.standard or self.cases)

    def under(self, facts: Mapping[str, str]) -> AllowedTime:
        """The time that applies under these facts; one that states nothing where none does."""
        if not self.cases and not self.when:
            return self
        return next((time for time in self.each if holds(time.when, facts)), NO_TIME)

    def of(self, role: str | None) -> Duration | None:
        """The time for `role`; while nobody has taken the work, the shortest that may apply."""
        if not self.by_role:
            return self.whole
        if role is not None and role in self.by_role:
            return self.by_role[role]
        return min(self.by_role.values(), key=shortness)


NO_TIME = AllowedTime()


@dataclass(frozen=True, slots=True)
class Inference:
    """Something the reading says and the document does not: about what, and why so."""

    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class SopRow:
    """One row of the SOP's table as printed; `marks` is what stood in the performers' cells, by heading."""

    number: str
    activity: str
    marks: Mapping[str, str]
    requirements: str
    time: str
    output: str
    remarks: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the document: legal basis, qualifications, equipment, warnings, records …"""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The verbatim layer outside the steps: identity, sections, table headings, irregularities noticed.

    `other_rows` are rows of the table that are no step of a file (what leaders may do with the data …).
    """

    source: str
    heading: tuple[str, ...]
    identity: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    table_heads: tuple[tuple[str, ...], ...]
    performers: tuple[str, ...]
    irregularities: tuple[str, ...]
    decree: str = ""
    other_rows: tuple[SopRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOff:
    """One of several sign-offs in a step, in order: who gives it, what it is called, its own time if any.

    `demands` is what this sign-off asks for by itself; `recorders` and `elsewhere` as of a step, where they
    are others than the step's.
    """

    roles: tuple[str, ...]
    label: str
    time: AllowedTime = NO_TIME
    demands: frozenset[Demand] = frozenset()
    recorders: tuple[str, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a step.

    `label` is the verb a clerk reads. `target` is the sequence the file goes to (None when it ends);
    for a return, `target` is the applicant's step and `resume` the step at which the file comes back.
    `when` names facts that must hold, `records` facts that it writes, `by` the roles that may choose it
    (empty: whoever performs the step). `outcome` is the result it gives the file (terbit, ditolak …).
    `answers`: only the answer of one part of a step; the file goes on when the others have answered too.
    `declares_complete` and `declares_correct` start the legal line, `decides` ends it; `opens` names a
    follow-up procedure.
    """

    id: str
    label: str
    direction: Direction
    target: int | None = None
    resume: int | None = None
    outcome: str | None = None
    declares_complete: bool = False
    declares_correct: bool = False
    decides: bool = False
    records: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    opens: str | None = None
    answers: bool = False

    @property
    def declared(self) -> tuple[Milestone, ...]:
        """What it declares the file to be."""
        said = {Milestone.COMPLETE: self.declares_complete, Milestone.CORRECT: self.declares_correct}
        return tuple(milestone for milestone, is_said in said.items() if is_said)

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Whether the facts on the file allow this branch."""
        return holds(self.when, facts)

    def excludes(self, other: Branch) -> bool:
        """Whether no file has this branch and the other one open."""
        shared = self.when.keys() & other.when.keys()
        return any(not set(self.when[name]) & set(other.when[name]) for name in shared)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reading, with the document's rows beside it.

    `rows` are those that it reads; `row_of` is the step whose rows these are, where several steps read them.

    `passes`: the file does not stop here (the program itself does it, or the applicant at leisure).
    `awaits_collection`: work begins when the applicant comes for the permit. `awaits_parent`: work begins
    when the parent file has its result. `min_people`: how many different persons its sign-offs need.
    `office_addition`: added by the office after the document's last step ("tambahan kantor").
    `demands` is what the step asks for beyond its kind. `agency`: who performs a step of another agency, in
    the SOP's words; empty where it does not name them. `recorders` (`dicatat_oleh`) may record here what its
    performers did `elsewhere` (`di`: in words, empty where it is not said).

    `parts` do the step's work at the same time, in any order (`serentak`); each is a step in itself, with an
    `id` and its number as `strand`. A step of parts has no performers of its own, and its branches are
    nobody's choice: the file leaves by the one that the facts allow, once all parts that are `needed` have
    answered. `min_people` then counts who answered.
    """

    sequence: int
    name: str
    kind: Kind
    roles: tuple[str, ...]
    party: Party
    time: AllowedTime
    branches: tuple[Branch, ...]
    rows: tuple[SopRow, ...] = ()
    row_of: int | None = None
    sign_offs: tuple[SignOff, ...] = ()
    min_people: int = 1
    optional: bool = False
    before_registration: bool = False
    awaits_collection: bool = False
    passes: bool = False
    awaits_parent: bool = False
    office_addition: bool = False
    demands: frozenset[Demand] = frozenset()
    inferences: tuple[Inference, ...] = ()
    agency: str = ""
    recorders: tuple[str, ...] = ()
    elsewhere: str = ""
    parts: tuple[Step, ...] = ()
    id: str = ""
    strand: int = 0
    needed: bool = True

    @property
    def row(self) -> SopRow | None:
        """The first row that it reads; None where the document has none."""
        return self.rows[0] if self.rows else None

    def outsider(self, party: Party) -> str:
        """Who has a file, in words, that lies outside the office on this party's account."""
        return self.agency or OTHER_PARTY if party is Party.AGENCY else APPLICANT_ROLE

    def branch(self, branch_id: str) -> Branch | None:
        """The branch with that id, if this step has it."""
        return next((b for b in self.branches if b.id == branch_id), None)

    def signing_roles(self, sign_off: int) -> tuple[str, ...]:
        """Who may act at the given sign-off (counted from 0); the step's performers where it has none."""
        return self.sign_offs[sign_off].roles if self.sign_offs else self.roles

    def recording_roles(self, sign_off: int) -> tuple[str, ...]:
        """Who may record at the given sign-off what its signers did elsewhere; none of these themselves."""
        own = self.sign_offs[sign_off].recorders if self.sign_offs else ()
        signing = self.signing_roles(sign_off)
        return tuple(role for role in own or self.recorders if role not in signing)

    def handling_roles(self, sign_off: int) -> tuple[str, ...]:
        """Who may have the file in hand at the given sign-off: who acts there, then who records it."""
        return (*self.signing_roles(sign_off), *self.recording_roles(sign_off))

    def recorded_for(
        self, sign_off: int, roles: Collection[str], branch: Branch | None = None
    ) -> tuple[str, ...]:
        """The signers for whom somebody with these roles may record what they did elsewhere.

        Nobody, where that person may do it themselves: any of it, or choose this branch.
        """
        acting = [
            r for r in self.signing_roles(sign_off) if branch is None or not branch.by or r in branch.by
        ]
        if set(acting) & set(roles) or not set(self.recording_roles(sign_off)) & set(roles):
            return ()
        return tuple(acting)

    def elsewhere_at(self, sign_off: int) -> str:
        """Where the given sign-off is really given, in words; empty where the SOP does not say so."""
        own = self.sign_offs[sign_off].elsewhere if self.sign_offs else ""
        return own or self.elsewhere

    def demanded(self, sign_off: int = 0) -> frozenset[Demand]:
        """What must be there before the given sign-off: what the step asks of all, and it of its own."""
        own = self.sign_offs[sign_off].demands if self.sign_offs else frozenset()
        return own | self.demands | KINDS[self.kind].demands

    def time_of(self, sign_off: int) -> AllowedTime:
        """What is allowed at the given sign-off: a time of its own, else the step's."""
        own = self.sign_offs[sign_off].time if self.sign_offs else NO_TIME
        return own if own.stated else self.time


class Origin(StrEnum):
    """Where a fact on a file comes from (`asal`)."""

    BRANCH = "cabang"
    SERVICE = "layanan"
    REQUEST = "permohonan"
    FIELD = "isian"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is laid down about a file and that a branch may ask for, with its values in words.

    A branch writes it, or it is the service, the kind of application, or what was chosen in the technical
    `field` of the permit's form; the values are then ids of services, kinds, or choices of that field.
    """

    name: str
    values: Mapping[str, str]
    origin: Origin = Origin.BRANCH
    field: str = ""


def holds(when: Mapping[str, tuple[str, ...]], facts: Mapping[str, str]) -> bool:
    """Whether the facts are as a condition (`bila`) asks; one that is not laid down is not."""
    return all(facts.get(name) in values for name, values in when.items())


OFFICE_ONLY = frozenset({Party.OFFICE})


@dataclass(frozen=True, slots=True)
class GroupLimit:
    """Several steps that share one time, in which the time of `parties` counts."""

    steps: tuple[int, ...]
    time: AllowedTime
    parties: frozenset[Party] = OFFICE_ONLY


class TroubleStart(StrEnum):
    """From when the time for a troubled file counts: the request for help, or the solving."""

    REQUEST = "permintaan"
    SOLVING = "penyelesaian"


@dataclass(frozen=True, slots=True)
class Limits:
    """The times a procedure states beyond its cells. `whole_steps` empty: every step.

    The whole counts from `whole_from` on, and in it the time of `whole_parties`.
    """

    whole: AllowedTime = NO_TIME
    whole_steps: tuple[int, ...] = ()
    whole_from: Milestone = Milestone.REGISTERED
    whole_parties: frozenset[Party] = OFFICE_ONLY
    groups: tuple[GroupLimit, ...] = ()
    trouble: Duration | None = None
    trouble_from: TroubleStart = TroubleStart.REQUEST
    remark: str = ""


@dataclass(frozen=True)
class Procedure:
    """A whole SOP. `starts` are the sequences at which a registered file may begin; the first is usual.

    `product` is the fact whose value says what the file brings forth, where that is not always the same.
    What follows from it alone, and every act asks for, is found once: so it has no slots.
    """

    id: str
    name: str
    document: Document
    roles: Mapping[str, str]
    facts: Mapping[str, Fact]
    steps: tuple[Step, ...]
    starts: tuple[int, ...]
    limits: Limits
    follow_up: bool = False
    product: str = ""
    inferences: tuple[Inference, ...] = ()

    def step(self, sequence: int) -> Step:
        """The step with that sequence; KeyError when the procedure has none."""
        return self._by_sequence[sequence]

    @cached_property
    def _by_sequence(self) -> Mapping[int, Step]:
        return {step.sequence: step for step in reversed(self.steps)}

    def at(self, sequence: int, strand: int) -> Step:
        """The step, or the part of it that is the strand's own; KeyError when there is no such step."""
        step = self._by_sequence[sequence]
        return step.parts[strand - 1] if strand and step.parts else step

    def has_no_end(self, place: Step) -> bool:
        """Whether it is oversight for which no time is stated: until the building stands, or for ever."""
        times = (place.time, *(sign_off.time for sign_off in place.sign_offs))
        grouped = place.sequence in self.grouped
        return place.kind is Kind.OVERSIGHT and not grouped and not any(time.stated for time in times)

    @cached_property
    def grouped(self) -> frozenset[int]:
        """The steps that have a time together."""
        return frozenset(step for group in self.limits.groups for step in group.steps)

    @property
    def places(self) -> tuple[Step, ...]:
        """Every place where somebody works: the steps, of one with parts also these."""
        return tuple(place for step in self.steps for place in (step, *step.parts))

    @property
    def opened(self) -> frozenset[str]:
        """The follow-ups that its branches open."""
        return frozenset(b.opens for place in self.places for b in place.branches if b.opens)

    def brought(self, service: str, kind: str) -> dict[str, str]:
        """The facts that a registration for this service and of this kind puts on a file."""
        said = {Origin.SERVICE: service, Origin.REQUEST: kind}
        return {n: said[f.origin] for n, f in self.facts.items() if said.get(f.origin) in f.values}

    def product_of(self, facts: Mapping[str, str]) -> str:
        """What a file with these facts brings forth (PKPLH, SKKLH …), in words; empty while not known."""
        fact = self.facts.get(self.product)
        return fact.values.get(facts.get(self.product, ""), "") if fact is not None else ""

    def result(self, outcome: str | None, facts: Mapping[str, str]) -> str:
        """How a file with these facts ended or was decided: `ditolak`, or what was issued: `terbit SKKLH`."""
        issued = self.product_of(facts) if outcome == ISSUED else ""
        return " ".join(filter(None, (outcome, issued)))

    @property
    def rows_of_steps(self) -> tuple[tuple[tuple[SopRow, ...], tuple[Step, ...]], ...]:
        """The rows that steps read, each once, with the steps that read them, in the order of the steps."""
        found: dict[int, list[Step]] = {}
        for step in self.steps:
            found.setdefault(step.row_of or step.sequence, []).append(step)
        return tuple((steps[0].rows, tuple(steps)) for steps in found.values())

    @property
    def has_legal_line(self) -> bool:
        """Whether some branch declares the file complete or correct, which starts the legal line."""
        return self.declares(Milestone.COMPLETE) or self.declares(Milestone.CORRECT)

    def declares(self, milestone: Milestone) -> bool:
        """Whether some branch declares the file complete, or correct."""
        return milestone in self._declared

    @cached_property
    def _declared(self) -> frozenset[Milestone]:
        return frozenset(m for place in self.places for b in place.branches for m in b.declared)

    @cached_property
    def whole_steps(self) -> tuple[Step, ...]:
        """The steps that the time for the whole covers."""
        named = self.limits.whole_steps
        return tuple(s for s in self.steps if (s.sequence in named if named else not s.office_addition))

    @cached_property
    def whole_sequences(self) -> tuple[int, ...]:
        """Their sequences, in order."""
        return tuple(sorted(step.sequence for step in self.whole_steps))

    @cached_property
    def added_up(self) -> tuple[tuple[AllowedTime, ...], ...]:
        """The times that add up to the whole, by steps; of one with parts all that it waits for.

        Only of those whose time counts, and neither before the registration nor where a file does not stop.
        """
        held = [s for s in self.whole_steps if not s.before_registration and not s.passes]
        places = [[part for part in step.parts if part.needed] or [step] for step in held]
        counted = [tuple(p.time for p in each if p.party in self.limits.whole_parties) for each in places]
        return tuple(times for times in counted if times)

    @cached_property
    def sums(self) -> dict[frozenset[tuple[str, str]], Duration | None]:
        """What they come to, by the facts under which that was asked so far (`flow.times.whole_time`)."""
        return {}
