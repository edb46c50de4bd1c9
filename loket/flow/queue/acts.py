"""What may be done with a queue number, in the words that the journal keeps.

An act's class says under which `word` it is kept. Most are by a person at a counter. A kiosk gives numbers
out and cancels those it could not print; who closes the day ends what is open, or the program once it is
over; and what becomes of a file is told of its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar, get_args

from loket.flow.acts import BrokenHistory


class Outcome(StrEnum):
    """What came of a served number. Exactly one is asked for."""

    FILED = "berkas masuk"
    RETURNED = "dikembalikan"
    COLLECTED = "izin diambil"
    SERVED = "selesai dilayani"
    ASKED = "hanya bertanya"
    REFERRED = "bukan kewenangan"
    LEFT = "pergi"
    VOIDED = "dibatalkan"


class Priority(StrEnum):
    """Why somebody need not wait their whole turn."""

    ELDERLY = "lansia"
    DISABLED = "penyandang disabilitas"
    PREGNANT = "ibu hamil"
    CHILD = "membawa balita"
    AMENDS = "janji lalu terlewat"


SEEN = tuple(each for each in Priority if each is not Priority.AMENDS)
"""Those that somebody sees or is told; the last the office owes to who waited longer than promised."""


class OutOfTurn(StrEnum):
    """Why a number is called before others that come first."""

    FRAIL = "tidak kuat menunggu"
    BRIEF = "urusannya sebentar saja"
    OVERLOOKED = "sudah lama, terlewat dipanggil"
    PROMISED = "dijanjikan pada jam ini"
    TOLD = "diminta atasan"


class Beyond(StrEnum):
    """Why a number is given though by the office's rule there is none any more today."""

    FAR = "datang dari jauh"
    FRAIL = "tidak kuat datang lagi"
    BRIEF = "urusannya sebentar saja"
    TOLD = "diminta atasan"


class NotPrinted(StrEnum):
    """Why a paper did not come out of its printer."""

    PAPER = "kertas habis"
    COVER = "tutup printer terbuka"
    OFF = "printer mati"
    BROKE_OFF = "sambungan putus"
    FAULT = "printer terganggu"
    REFUSED = "printer menolak"


class InHand(StrEnum):
    """How its person has a number."""

    PRINTED = "tiketnya tercetak"
    PERHAPS = "tiketnya mungkin tercetak"
    READ = "dibaca di layar"


@dataclass(frozen=True, slots=True)
class Given:
    """The number was given out: always a history's first. `day` is the office's date, ISO.

    `errand` is what its person came for; `service` the permit, empty where that is asked at the counter.
    `beyond`: why, where there was none any more. `booking`: the code of the booking that it came of, whose
    time was `slot` (ms UTC). `served`: to whoever stood at a counter without one, and is served there.
    `told_least`, `told_most`: from how many minutes to how many its person was told to wait, if of any.
    """

    word: ClassVar = "given"

    day: str
    number: str
    service: str
    series: str
    errand: str
    priority: Priority | None = None
    beyond: Beyond | None = None
    booking: str | None = None
    slot: int | None = None
    served: bool = False
    told_least: int | None = None
    told_most: int | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody calls the number to their counter; `reason`: why before its turn, where it was."""

    word: ClassVar = "called"

    reason: OutOfTurn | None = None


@dataclass(frozen=True, slots=True)
class Recalled:
    """They call it once more."""

    word: ClassVar = "recalled"


@dataclass(frozen=True, slots=True)
class Present:
    """Its person came to the counter."""

    word: ClassVar = "present"


@dataclass(frozen=True, slots=True)
class NoShow:
    """Nobody came; the number is passed over."""

    word: ClassVar = "no_show"


@dataclass(frozen=True, slots=True)
class Back:
    """The number waits again in its place."""

    word: ClassVar = "back"


@dataclass(frozen=True, slots=True)
class Held:
    """Its person fetches something and comes back; meanwhile others are served."""

    word: ClassVar = "held"


@dataclass(frozen=True, slots=True)
class Transferred:
    """It waits for something else, where its arrival puts it there; `counter`: at that counter alone."""

    word: ClassVar = "transferred"

    errand: str
    service: str
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Preferred:
    """Whoever waits with it need not wait their whole turn: seen only after it was given."""

    word: ClassVar = "preferred"

    priority: Priority


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A colleague goes on with it."""

    word: ClassVar = "taken_over"


@dataclass(frozen=True, slots=True)
class Finished:
    """The visit ended, and this came of it.

    Where its person was sent, who came for another office's matter, perhaps beside files: `referral` is the
    id of that in the office's list, else `remark` that of what was typed.
    """

    word: ClassVar = "finished"

    outcome: Outcome
    referral: str = ""
    remark: int | None = None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A number that is open when its day is over is closed, by whoever ends it or the program."""

    word: ClassVar = "lapsed"

    outcome: Outcome
    referral: str = ""
    remark: int | None = None


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Its ticket did not come out, so that nobody has it; it is cancelled."""

    word: ClassVar = "unprinted"

    fault: NotPrinted


@dataclass(frozen=True, slots=True)
class Handed:
    """Its person has it, a kiosk says: without this nobody knows whether they do, but whoever gave it."""

    word: ClassVar = "handed"

    how: InHand


@dataclass(frozen=True, slots=True)
class Referred:
    """A matter of its person, who is served on, is another office's: `referral` and `remark` as of an end."""

    word: ClassVar = "sent_on"

    referral: str = ""
    remark: int | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A file was registered for the number; that is the first event of the file."""

    word: ClassVar = "registered"

    file: int


@dataclass(frozen=True, slots=True)
class Received:
    """What a file waited for was brought with the number: the file's event `seq`."""

    word: ClassVar = "received"

    file: int
    seq: int


@dataclass(frozen=True, slots=True)
class Undone:
    """The act with the sequence `undone` is taken back."""

    word: ClassVar = "undone"

    undone: int


Move = (
    Called
    | Recalled
    | Present
    | NoShow
    | Back
    | Held
    | Transferred
    | Preferred
    | TakenOver
    | Finished
    | Lapsed
    | Unprinted
    | Referred
)
TicketAct = Given | Handed | Move | Registered | Received | Undone

_WORDS = {
    "outcome": Outcome,
    "priority": Priority,
    "reason": OutOfTurn,
    "beyond": Beyond,
    "fault": NotPrinted,
    "how": InHand,
}
"""Fields of acts that hold one of a few words."""
_KINDS: Mapping[str, type[TicketAct]] = {act.word: act for act in get_args(TicketAct)}
BROUGHT = frozenset((Registered.word, Received.word))
"""Under which the journal has what an act on a file means for its number: it goes back with that act."""


def to_data(act: TicketAct) -> dict[str, Any]:
    """The act's fields as plain JSON values."""
    return asdict(act)


def from_data(kind: str, data: Mapping[str, Any]) -> TicketAct:
    """The act that was kept under this word as `to_data`. Raises BrokenHistory for what is none."""
    try:
        values = dict(data)
        for name in _WORDS.keys() & {name for name, value in data.items() if value is not None}:
            values[name] = _WORDS[name](values[name])
        return _KINDS[kind](**values)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenHistory(kind) from error
