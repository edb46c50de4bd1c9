"""What a desk refuses with, apart from the rules' own `Refused`: each carries what its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from loket.flow.queue.acts import NotPrinted

if TYPE_CHECKING:
    from loket.desk.time.clock import Doubt
    from loket.flow.queue.rules import Recall
    from loket.store.applicants import Applicant, NewApplicant
    from loket.store.tickets import TicketRow


class NotTheOffice(Exception):
    """The database belongs to another office (named in `own`) than the profile that was asked for."""

    def __init__(self, own: str) -> None:
        super().__init__(own)
        self.own = own


class OtherEdition(Exception):
    """The office's documents are of another edition by now than was to be replaced; `str()` says so."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Edisi {number} baru saja dipasang. Lihat lagi bedanya, lalu ulangi.")
        self.number = number


class OtherDay(Exception):
    """A day of the calendar is gone, or is another by now than was seen; `str()` says so.

    `name` and `when` are what it was called, and its date in words.
    """

    def __init__(self, name: str, when: str) -> None:
        super().__init__(f"{name} ({when}) baru saja diubah atau dihapus. Lihat lagi harinya, lalu ulangi.")


class DayThere(Exception):
    """A day of the calendar would take the place of another, of which nobody said so; `str()` says which.

    `name` and `when` are as in `OtherDay`.
    """

    def __init__(self, name: str, when: str) -> None:
        super().__init__(f"{when} sudah tercatat: {name}. Ubah atau hapus dulu yang itu.")


class SignInFailed(Exception):
    """Number and password do not belong together; nobody learns which of the two is wrong."""

    def __init__(
        self, sentence: str = "Petugas atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."
    ) -> None:
        super().__init__(sentence)


class SignInDelayed(SignInFailed):
    """There were so many wrong passwords that for some minutes none is looked at; until when, is told."""


class ClockDoubted(Exception):
    """Nobody acts while the clock is in doubt; `now` is what it shows."""

    def __init__(self, now: int, found: tuple[Doubt, ...]) -> None:
        super().__init__(", ".join(found))
        self.now = now
        self.found = found


class Missing(Exception):
    """The office lacks what its profile or an SOP names: `what` it is, in a clerk's word, and its id."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"{what} {name}")
        self.what, self.name = what, name


class Unreadable(Exception):
    """The SOP that a file was registered under, or its history, is written as this program cannot read it."""


class UnreadableNumber(Unreadable):
    """The history of a queue number is."""


class NotReady(Exception):
    """The step cannot be completed yet.

    `lacking` and `unchecked` name requirements, `empty` fields (by label); `unreadable` says of fields that
    hold something else than they ask for what to do; `at` says it of each field that is amiss, by its key;
    `survey`: it is not filled.
    """

    def __init__(
        self,
        *,
        lacking: tuple[str, ...] = (),
        unchecked: tuple[str, ...] = (),
        empty: tuple[str, ...] = (),
        unreadable: tuple[str, ...] = (),
        at: Mapping[str, str] = MappingProxyType({}),
        survey: bool = False,
    ) -> None:
        super().__init__("belum siap")
        self.lacking = lacking
        self.unchecked = unchecked
        self.empty = empty
        self.unreadable = unreadable
        self.at = at
        self.survey = survey


class Changed(Exception):
    """The file has moved on since the person read it."""

    def __init__(self, file: int) -> None:
        super().__init__("berkas sudah berubah")
        self.file = file


class Renewed(Exception):
    """What is known of the person was changed elsewhere since somebody read it.

    By whom (None: the program) and when (ms UTC) last; `changes` say each what it was and what it is.
    `here`: on this very file.
    """

    def __init__(self, person: int | None, at: int, changes: tuple[str, ...], *, here: bool = False) -> None:
        super().__init__("data orang sudah diubah")
        self.person = person
        self.at = at
        self.changes = changes
        self.here = here


class Overwritten(Exception):
    """Fields of the step hold something else by now than the person saw; `labels` names them."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__("isian diubah di layar lain")
        self.labels = labels


class Invalid(Exception):
    """What was typed cannot be accepted: a sentence for each field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("isian belum benar")
        self.faults = faults


class WhoIsIt(Exception):
    """A clerk has to say who is meant, pemohon or kuasa (`whom`): somebody typed, or one of those on record.

    `known` have what was typed in the field `by`: `nik`, `id_number` or `name`. Of all of them NIK and
    document are masked, but for the first digits in which the NIKs differ. `gives_up`: the first of them has
    the number, and it may be said that it is not theirs; else it may be wrong in one of
    the `files` (id, number), the newest first, which show it.
    """

    def __init__(
        self,
        whom: str,
        typed: NewApplicant,
        known: tuple[Applicant, ...],
        *,
        by: str,
        gives_up: bool = False,
        files: tuple[tuple[int, str], ...] = (),
    ) -> None:
        super().__init__("orang yang dimaksud belum jelas")
        self.whom = whom
        self.typed = typed
        self.known = known
        self.by = by
        self.gives_up = gives_up
        self.files = files


class StillRunning(Exception):
    """A clerk has to say whether another file is meant: the applicant has some of this service under way.

    `files` gives their numbers by their ids.
    """

    def __init__(self, applicant: int, service: str, files: Mapping[int, str]) -> None:
        super().__init__("berkas lain masih berjalan")
        self.applicant = applicant
        self.service = service
        self.files = files


class KeyRefused(Exception):
    """A key opens nothing, any more, for a device of the kind `wanted`; `of`: it is good for that kind."""

    def __init__(self, wanted: str, of: str = "") -> None:
        super().__init__(wanted, of)
        self.wanted, self.of = wanted, of


class Closed(Exception):
    """The door is closed, and opens at `opens` (ms UTC); None where the calendar does not say when."""

    def __init__(self, opens: int | None) -> None:
        super().__init__(opens)
        self.opens = opens


class NoneLeft(Exception):
    """By the office's rule no number is given any more; a counter gives one yet, with a reason."""


class LastGiven(NoneLeft):
    """The last number of today was given at `at`; the door is open `again` (ms UTC), where that is known."""

    def __init__(self, at: int, again: int | None) -> None:
        super().__init__(at, again)
        self.at, self.again = at, again


class NoneForNow(NoneLeft):
    """Somebody stopped numbers until then (ms UTC; None: for the day), for a `reason`; `again` as above."""

    def __init__(self, until: int | None, reason: str, again: int | None) -> None:
        super().__init__(until, reason, again)
        self.until, self.reason, self.again = until, reason, again


class UsedUp(NoneLeft):
    """All `quota` numbers of today for `what` are given; `again`: when some are (ms UTC), where known."""

    def __init__(self, what: str, quota: int, again: int | None) -> None:
        super().__init__(what, quota)
        self.what, self.quota, self.again = what, quota, again


class NotBooked(Exception):
    """Nobody booked today under that code, or they have a `number` already.

    `gone`: somebody did, and the office has no more what they come for.
    """

    def __init__(self, code: str, number: str = "", *, gone: bool = False) -> None:
        super().__init__(code)
        self.code, self.number, self.gone = code, number, gone


class NothingOwed(Exception):
    """Nobody with that file or NIK is to go first, or it was used."""


class Used(Exception):
    """What was offered cannot be taken back: its person went first with the queue `number`."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class AlreadyOffered(Exception):
    """For the same breach something was offered already: `name`, by whom, and when (ms UTC)."""

    def __init__(self, name: str, by: str, at: int) -> None:
        super().__init__(name)
        self.name, self.by, self.at = name, by, at


class AlreadyTold(Exception):
    """An applicant was told already, or their promise moved again, or no more; `str()` says which."""


class SpokenElsewhere(Exception):
    """Another program is the voice of the hall."""


class NotInTurn(Exception):
    """Others come before this `number`; the `first` of them is the one to call, unless there is a reason."""

    def __init__(self, number: TicketRow, first: TicketRow) -> None:
        super().__init__(number.number)
        self.number = number
        self.first = first


class NotHere(Exception):
    """The `number` is called at other counters: its person came for something else."""

    def __init__(self, number: TicketRow) -> None:
        super().__init__(number.number)
        self.number = number


class NotAgain(Exception):
    """A number is not called once more: `why`; it is called `most` times, the next in so many `seconds`."""

    def __init__(self, why: Recall, most: int, seconds: int) -> None:
        super().__init__(why)
        self.why = why
        self.most = most
        self.seconds = seconds


class Forgotten(Exception):
    """What is to be taken back would show somebody again who was erased since.

    `former`: whom the file showed before it was corrected; else it has ended, and is theirs.
    """

    def __init__(self, *, former: bool = False) -> None:
        super().__init__("orangnya sudah dihapus")
        self.former = former


class CounterBusy(Exception):
    """The person still has a number open; it first needs its outcome."""

    def __init__(self, ticket: TicketRow) -> None:
        super().__init__(ticket.number)
        self.ticket = ticket


class AnotherDay(Exception):
    """A number of another day than today is not called; it can only be closed."""

    def __init__(self, ticket: TicketRow) -> None:
        super().__init__(ticket.number)
        self.ticket = ticket


class PrintFailed(Exception):
    """The paper could not be printed, or not whole: `why`; `str()` is a sentence for the clerk."""

    def __init__(self, sentence: str, why: NotPrinted = NotPrinted.REFUSED) -> None:
        super().__init__(sentence)
        self.why = why
