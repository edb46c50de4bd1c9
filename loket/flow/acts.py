"""What people do to a file: acts, the event that records an act, and the refusal of one.

An `Event` is an act plus who, in which role, where and when. The journal holds events; everything else
about a file is derived from them (`loket.flow.fold.replay`). Acts carry ids and words of the procedure,
never names, NIK or free text: what a person types lies in a remark and the act carries its id.

An act's class says what it is: the `word` under which the journal keeps it, what its fields hold, and of one
where the file lies which rest it ends and how the file stands after it. `loket.flow.rules` and `fold` go by
that; what it does not say stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

from loket.flow.standing import Standing


class Holds(Enum):
    """Whose id the number in an act's field is."""

    REMARK = auto()
    NAME = auto()
    PERSON = auto()


Remark = Annotated[int, Holds.REMARK]
"""The id of a text that somebody types for the act."""
Name = Annotated[int, Holds.NAME]
"""The same of a short one, for which lists have room."""
Person = Annotated[int, Holds.PERSON]
"""The id of somebody of the office."""


@dataclass(frozen=True, slots=True)
class Register:
    """The file enters the office at `step` with the facts it brings.

    A follow-up brings its parent's; `opened_by` is the parent's event that opened it. `applicant` is
    the version of who applies, `came` that of who came for them, `service` and `kind` what for.
    """

    word: ClassVar = "registered"

    step: int
    facts: Mapping[str, str] = field(default_factory=dict)
    parent: int | None = None
    opened_by: int | None = None
    applicant: int | None = None
    service: str = ""
    kind: str = ""
    came: int | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """What was registered is put right, also after the decision (ralat).

    `applicant` and `came` are the versions that the file shows from now on. `service` and `kind` are empty
    where they stay; `facts` those that they then say, an empty value takes one away.
    """

    word: ClassVar = "corrected"

    applicant: int
    remark: Remark
    came: int | None = None
    service: str = ""
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class AtPlace:
    """An act where the file lies. `strand` is 0, or the part of the step, where several work at once.

    `ends`: the rest that it ends, which may do whoever serves those for whom it was, else the desk; one that
    ends none is done by the holder. `leads`: how the file stands after it, in the hands of who did it or in
    nobody's; WORKING also after one of the holder that moves nothing. An act of which that is not all has its
    own rule, or its own place in the fold: so each that leads to AGENCY, where no name means the parent file.
    """

    word: ClassVar[str]
    ends: ClassVar[Standing | None] = None
    leads: ClassVar[Standing | None] = None

    strand: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Take(AtPlace):
    """Somebody takes the file from the pile."""

    word: ClassVar = "taken"
    leads: ClassVar = Standing.WORKING


@dataclass(frozen=True, slots=True)
class PutBack(AtPlace):
    """The holder puts the file back on the pile."""

    word: ClassVar = "put_back"
    leads: ClassVar = Standing.WAITING


@dataclass(frozen=True, slots=True)
class TakeOver(AtPlace):
    """A colleague or supervisor takes the file from its holder, with a reason."""

    word: ClassVar = "taken_over"
    leads: ClassVar = Standing.WORKING

    remark: Remark


@dataclass(frozen=True, slots=True)
class Assign(AtPlace):
    """A supervisor puts the file into the hands of the person `to`, who has it in `role`, with a reason."""

    word: ClassVar = "assigned"
    leads: ClassVar = Standing.WORKING

    to: Person
    role: str
    remark: Remark


@dataclass(frozen=True, slots=True)
class Free(AtPlace):
    """The program puts the file back on the pile, because `holder`, who had it in hand, is away."""

    word: ClassVar = "freed"
    leads: ClassVar = Standing.WAITING

    holder: Person


@dataclass(frozen=True, slots=True)
class Choose(AtPlace):
    """The holder completes the step, or one sign-off of it, by one of its branches.

    `missing` lists the requirement ids that a return asks for. `facts` are those of technical fields, as
    they were then chosen, where they are others than the file has; an empty value takes one away.

    Somebody who only records what a performer did elsewhere says in which role it was done (`for_role`) and
    when (`acted_at`, ms UTC); the event's own instant is when it was recorded.
    """

    word: ClassVar = "chosen"

    branch: str
    remark: Remark | None = None
    missing: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    for_role: str | None = None
    acted_at: int | None = None


@dataclass(frozen=True, slots=True)
class Resubmit(AtPlace):
    """The applicant brought what was missing, or did the step that was theirs; the file comes back."""

    word: ClassVar = "resubmitted"
    ends: ClassVar = Standing.APPLICANT


@dataclass(frozen=True, slots=True)
class Rest(AtPlace):
    """The file waits for another agency; the remark `agency` holds its name."""

    word: ClassVar = "rested"
    leads: ClassVar = Standing.AGENCY

    agency: Name
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Resume(AtPlace):
    """What the file waited for has come."""

    word: ClassVar = "resumed"
    ends: ClassVar = Standing.AGENCY
    leads: ClassVar = Standing.WORKING


@dataclass(frozen=True, slots=True)
class MarkTrouble(AtPlace):
    """Data or a national application fails; step limits rest until it is solved."""

    word: ClassVar = "trouble_marked"

    remark: Remark


@dataclass(frozen=True, slots=True)
class SolveTrouble(AtPlace):
    """The trouble is solved; work goes on where it stood."""

    word: ClassVar = "trouble_solved"


@dataclass(frozen=True, slots=True)
class Arrive(AtPlace):
    """The applicant came to collect."""

    word: ClassVar = "arrived"
    ends: ClassVar = Standing.COLLECTION
    leads: ClassVar = Standing.WAITING


@dataclass(frozen=True, slots=True)
class Depart(AtPlace):
    """The applicant who had come went away without the permit; it lies ready again."""

    word: ClassVar = "departed"
    leads: ClassVar = Standing.COLLECTION


@dataclass(frozen=True, slots=True)
class BringPayment(AtPlace):
    """The payer brought the proof of payment."""

    word: ClassVar = "payment_brought"
    ends: ClassVar = Standing.PAYMENT
    leads: ClassVar = Standing.WAITING


@dataclass(frozen=True, slots=True)
class AwaitPayment(AtPlace):
    """What was paid is not all, or not shown yet: the file waits for the payment again."""

    word: ClassVar = "payment_awaited"
    leads: ClassVar = Standing.PAYMENT


@dataclass(frozen=True, slots=True)
class Skip(AtPlace):
    """An optional step is not needed."""

    word: ClassVar = "skipped"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant withdraws the application (dicabut pemohon)."""

    word: ClassVar = "withdrawn"

    remark: Remark


@dataclass(frozen=True, slots=True)
class Void:
    """A registration made by mistake is voided; its number is never used again.

    `undone`: the registration's own sequence, where it was taken back and not voided as an act of its own.
    """

    word: ClassVar = "voided"

    remark: Remark | None = None
    undone: int | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """The act with journal sequence `undone` is taken back."""

    word: ClassVar = "undone"

    undone: int


@dataclass(frozen=True, slots=True)
class Remember:
    """At `due` (ms UTC) whoever has the file is to remember what the remark says; all who have it see it."""

    word: ClassVar = "remembered"

    remark: Remark
    due: int


@dataclass(frozen=True, slots=True)
class LetGo:
    """What was to be remembered of the file is done, or not wanted any more."""

    word: ClassVar = "let_go"


@dataclass(frozen=True, slots=True)
class Redate:
    """Acts (by sequence) that a clock which was ahead had dated are taken to have happened at `instants`."""

    word: ClassVar = "redated"

    acts: tuple[int, ...]
    instants: tuple[int, ...]
    remark: Remark


@dataclass(frozen=True, slots=True)
class ParentEnded:
    """The parent file has its result (terbit, ditolak, dicabut …)."""

    word: ClassVar = "parent_ended"

    outcome: str


@dataclass(frozen=True, slots=True)
class Note:
    """Worth keeping, but changes nothing in the flow: a print, a look at the NIK, a moved deadline."""

    word: ClassVar = "noted"

    what: str
    data: Mapping[str, Any] = field(default_factory=dict)


Act = (
    Register
    | Correct
    | Take
    | PutBack
    | TakeOver
    | Assign
    | Free
    | Choose
    | Resubmit
    | Rest
    | Resume
    | MarkTrouble
    | SolveTrouble
    | Arrive
    | Depart
    | BringPayment
    | AwaitPayment
    | Skip
    | Remember
    | LetGo
    | Withdraw
    | Void
    | Undo
    | Redate
    | ParentEnded
    | Note
)

BESIDE = (Correct, Remember, LetGo)
"""Acts that move nothing: a file has lanes of them beside its way, and what came before stays the last."""
_KINDS: Mapping[str, type[Act]] = {act.word: act for act in get_args(Act)}
_FIELDS = {act: tuple(f.name for f in fields(act)) for act in get_args(Act)}


def ending(act: Act | AtPlace | type[Act]) -> str:
    """How an interval is told to end by an act that takes no branch: with a sign that no id has in it."""
    return f":{act.word}"


def id_fields(act: type[Act]) -> Mapping[str, Holds]:
    """What is held by the fields of an act that hold an id."""
    return _held()[act]


@cache
def _held() -> Mapping[type[Act], Mapping[str, Holds]]:
    hints = {act: get_type_hints(act, include_extras=True).items() for act in get_args(Act)}
    return {act: {n: what for n, hint in hinted if (what := _said(hint))} for act, hinted in hints.items()}


def _said(hint: Any) -> Holds | None:
    """What a hint says that a field holds; `Remark | None` has it inside."""
    return next(
        (what for each in (hint, *get_args(hint)) for what in getattr(each, "__metadata__", ())), None
    )


def typed(act: type[Act]) -> tuple[str, ...]:
    """The fields of an act for which somebody types something."""
    return _typed()[act]


@cache
def _typed() -> Mapping[type[Act], tuple[str, ...]]:
    asked = (Holds.REMARK, Holds.NAME)
    return {act: tuple(n for n, what in held.items() if what in asked) for act, held in _held().items()}


@cache
def unasked() -> tuple[Act, ...]:
    """The acts that say nothing but what is typed for them, each before anything was."""
    needed = {
        act: [f.name for f in fields(act) if f.default is f.default_factory is MISSING]
        for act in get_args(Act)
    }
    return tuple(act(**dict.fromkeys(said, 0)) for act, said in needed.items() if {*said} <= {*typed(act)})


def at_strand(act: Act, strand: int) -> Act:
    """The same act on that strand of the file; one that is done to the whole file stays as it is."""
    if not isinstance(act, AtPlace) or act.strand == strand:
        return act
    return replace(act, strand=strand)


def ended_rest(act: Act) -> Standing | None:
    """The rest that an act ends: what the file waited for is here. None for every other act."""
    return act.ends if isinstance(act, AtPlace) else None


def to_data(act: Act) -> dict[str, Any]:
    """The act's fields as plain JSON values."""
    return {name: _plain(getattr(act, name)) for name in _FIELDS[type(act)]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def from_data(kind: str, data: Mapping[str, Any]) -> Act:
    """The act that was kept under this word as `to_data`; raises BrokenHistory for what is none."""
    try:
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in dict(data).items()}
        return _KINDS[kind](**values)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenHistory(kind) from error


@dataclass(frozen=True, slots=True)
class Event:
    """One act on one file: `seq` counts from 1 within the file; `at` happened, `recorded` written (ms UTC).

    `person` is None for the program itself. `late` is the remark that says why `at` precedes `recorded`.
    """

    seq: int
    at: int
    recorded: int
    act: Act
    person: int | None = None
    role: str | None = None
    station: str | None = None
    late: int | None = None


class Right(StrEnum):
    """What an office role may do beside the steps it performs."""

    COUNTER = "loket"
    SUPERVISE = "penyelia"
    ADMINISTER = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person: id, roles held, the counter chosen, and for each right the role that carries it.

    `at_counters`: all roles held that carry the right to serve people.
    """

    person: int
    roles: tuple[str, ...]
    rights: Mapping[Right, str] = field(default_factory=dict)
    station: str | None = None
    at_counters: tuple[str, ...] = ()


class Why(StrEnum):
    """Why an act is refused. `loket.desk.words.refusals` turns each into what the clerk reads."""

    ENDED = "ended"
    DECIDED = "decided"
    NOT_YOUR_STEP = "not_your_step"
    TAKEN = "taken"
    NOT_THEIR_STEP = "not_their_step"
    NOT_TAKEN = "not_taken"
    NOT_HOLDER = "not_holder"
    ALREADY_YOURS = "already_yours"
    AT_REST = "at_rest"
    WITH_AGENCY = "with_agency"
    NOT_RESTING = "not_resting"
    AWAITS_PARENT = "awaits_parent"
    IN_TROUBLE = "in_trouble"
    NO_TROUBLE = "no_trouble"
    NO_SUCH_BRANCH = "no_such_branch"
    BRANCH_NOT_OPEN = "branch_not_open"
    ANOTHER_PERSON = "another_person"
    NOT_OPTIONAL = "not_optional"
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_TOO_LATE = "undo_too_late"
    CORRECTED_SINCE = "corrected_since"
    UNDO_ANOTHER_DAY = "undo_another_day"
    NOT_ALLOWED = "not_allowed"
    DEACTIVATED = "deactivated"
    TOO_EARLY = "too_early"
    WRONG_START = "wrong_start"
    NOT_CORRECTED_HERE = "not_corrected_here"
    REGISTERED_FOR = "registered_for"
    REASON_NEEDED = "reason_needed"
    TOO_LONG = "too_long"
    NOT_THEN = "not_then"
    ANSWERED = "answered"
    FOR_WHOM = "for_whom"
    NOT_DONE_THEN = "not_done_then"
    NOTHING_REMEMBERED = "nothing_remembered"


class BrokenHistory(Exception):
    """What is kept of a file is nothing that this program wrote: damaged, or changed by hand."""


class Refused(Exception):
    """The procedure or the person's role does not allow the act now.

    `person` and `at` say who holds the file and since when, where that is the reason; `detail` a word of
    the procedure (a branch, an agency), how it rests, or how many letters there is room for.
    """

    def __init__(
        self, why: Why, *, person: int | None = None, at: int | None = None, detail: str = ""
    ) -> None:
        super().__init__(why.value)
        self.why = why
        self.person = person
        self.at = at
        self.detail = detail
