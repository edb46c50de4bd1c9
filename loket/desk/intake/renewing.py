"""What is written of persons on record: who it is that a file shows from now on, and which version of them.

And which other files still say otherwise, after a correction as after a registration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loket.desk.case.record import Ref
from loket.desk.intake.applicant import take_up
from loket.desk.intake.cleaning import Cleaned, clean_applicant
from loket.desk.intake.doubt import IN_PERSON, PROXY, Answer, Shown, settled
from loket.flow.state import VOIDED
from loket.identity import NIK_DIGITS, tells_nik
from loket.matching import folded
from loket.store import applicants, files
from loket.store.applicants import Applicant, CleanApplicant, NewApplicant
from loket.store.files import FileRow
from loket.store.sql import Connection
from loket.text import digits

OF_PROXY = {
    "came_name": "name",
    "came_nik": "nik",
    "came_id_kind": "id_kind",
    "came_id_number": "id_number",
    "came_phone": "phone",
}
"""What is known of who came, by the fields of a registration."""
_NUMBERS = ("nik", "id_number")


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed of who applies, or came (`whom`), and whom the file shows as such: None where nobody."""

    whom: str
    shown: Applicant | None
    typed: Cleaned


@dataclass(frozen=True, slots=True)
class PutRight:
    """Who it is `now`, beside whom the file showed; `answer`: what had to be asked to know that.

    `was`: the same person as the file showed them, or as they were known to whom it goes; None where nobody.
    `lost`: those, as they were, who had the NIK or document on record that is this one's.
    """

    shown: Applicant | None
    was: Applicant | None
    now: Applicant
    answer: Answer | None
    lost: tuple[Applicant, ...]

    def is_missed(self, other: Applicant) -> bool:
        """Whether a file that shows this version has still to be put right.

        That is one of the same person that says otherwise what was put right, and of who lost a number one
        that shows it. For which company it applies is a file's own: there only what was wrong here is.
        """
        was, now = self.was, self.now
        if other.id != now.id:
            return any(getattr(other, name) == word for name in _NUMBERS if (word := getattr(now, name)))
        if was is None:
            return False
        right = applicants.otherwise(now, was)
        if "company" in right and other.company == was.company:
            return True
        return any(getattr(other, name) != word for name, word in right.items() if name != "company")


@dataclass(frozen=True, slots=True)
class Corrected(Ref):
    """A file, and `left`: the numbers of others under way that still say wrongly what was put right on it."""

    left: tuple[str, ...] = ()


def by_registering(known: Applicant, now: Applicant) -> PutRight:
    """What a registration put right of who was `known` so."""
    return PutRight(None, _at_fault(known, now), now, None, ())


def _at_fault(known: Applicant, now: Applicant) -> Applicant:
    """Somebody as they were `known`, where that was wrong.

    What was not known before, and for which company they apply, was not.
    """
    no_fault = [name for name in applicants.FIELDS if name == "company" or not getattr(known, name)]
    return replace(known, **{name: getattr(now, name) for name in no_fault})


def left(conn: Connection, people: Iterable[PutRight]) -> tuple[str, ...]:
    """The other files under way that say otherwise of somebody what was put right on this one."""
    found = dict[str, None]()
    for each in people:
        for person in (each.now, *each.lost):
            found |= dict.fromkeys(_showing(conn, person.id, each))
    return tuple(found)


def _showing(conn: Connection, person: int, right: PutRight) -> Iterator[str]:
    """The numbers of those that show this person so."""
    for row in files.of_person(conn, person):
        version = row.applicant_version if row.applicant_id == person else row.came_version
        if row.ended_at is not None or version is None:
            continue
        if right.is_missed(applicants.version(conn, version)):
            yield row.number


def stated(conn: Connection, row: FileRow, changed: Mapping[str, str], today: date) -> dict[str, Stated]:
    """Who applies, and who came for them where somebody did, as they are typed, cleaned and checked.

    `row` is the file as it is to be; it shows nobody yet who came where the applicant was said to have come.
    """
    found: dict[str, tuple[int | None, Mapping[str, str]]] = {
        IN_PERSON: (row.applicant_version, {name: name for name in applicants.FIELDS})
    }
    if row.came_as == PROXY:
        found[PROXY] = (row.came_version, OF_PROXY)
    said = dict[str, Stated]()
    for whom, (version, names) in found.items():
        shown = applicants.version(conn, version) if version is not None else None
        typed = {own: changed[name] for name, own in names.items() if name in changed}
        before = {name: getattr(shown, name, "") for name in applicants.FIELDS}
        told = clean_applicant(NewApplicant(**{**before, **typed}), today, shown)
        said[whom] = Stated(whom, shown, _with_branch(told, shown))
    return said


def _with_branch(typed: Cleaned, shown: Applicant | None) -> Cleaned:
    """With a NPWP that was the NIK and stays so, with the digits of its branch.

    Else it would tell the NIK that was put right.
    """
    words = typed.words
    new = applicants.otherwise(words, shown) if shown is not None else {}
    if shown is None or "nik" not in new or "npwp" in new or not tells_nik(shown.npwp, shown.nik):
        return typed
    npwp = words.nik and words.nik + digits(shown.npwp)[NIK_DIGITS:]
    return replace(typed, words=replace(words, npwp=npwp))


def put_right(
    conn: Connection,
    file: int,
    said: Stated,
    answers: tuple[Answer, ...],
    by: tuple[int, int],
) -> PutRight:
    """Keep what was typed; `by`: who typed it, and when (ms UTC).

    Raises:
        WhoIsIt: it is not clear who is meant, and `answers` do not say.
        Invalid: NIK and document are two persons'.
    """
    data = said.typed.words
    known, answer = _who(conn, file, said, data, answers)
    holders = {each.id: each for each in applicants.holders(conn, data) if each is not None}
    now = _written(conn, known, said, data, by)
    lost = (
        each for each in holders.values() if each.id != now.id and each != applicants.by_id(conn, each.id)
    )
    shown, was = said.shown, said.shown
    if shown is None or shown.id != now.id:  # somebody else, of whom something may have been typed anew
        was = _at_fault(known, now) if known is not None else None
    return PutRight(shown, was, now, answer, tuple(lost))


def _who(
    conn: Connection, file: int, said: Stated, data: CleanApplicant, answers: tuple[Answer, ...]
) -> tuple[Applicant | None, Answer | None]:
    """Who it is now, and the answer that was needed to know that."""
    shown = said.shown
    if shown is None:
        return settled(conn, data, said.whom, answers)
    others = (row for row in files.of_person(conn, shown.id) if row.id != file)
    elsewhere = any(row.outcome != VOIDED for row in others)
    same_name = folded(data.name) == folded(shown.name)
    if data.identity == shown.identity and (data.identity or same_name or not elsewhere):
        return applicants.by_id(conn, shown.id), None
    doubtful = elsewhere and bool(shown.identity or not same_name)
    person = Shown(applicants.by_id(conn, shown.id), shown, doubtful)
    return settled(conn, data, said.whom, answers, person)


def _written(
    conn: Connection, known: Applicant | None, said: Stated, data: CleanApplicant, by: tuple[int, int]
) -> Applicant:
    """The version that the file shows from now on.

    Of whom it showed already it has what was put right, and so has the newest version, which may know more.
    """
    shown = said.shown
    if shown is None:
        return take_up(conn, known, None, data, *by)
    new = applicants.otherwise(data, shown)
    if known is None:
        # a document that was not typed stays theirs whom the file showed
        own = data if "id_number" in new else replace(data, id_kind="", id_number="")
        return applicants.hold(conn, None, own, *by)
    if known.id != shown.id:
        # for whom the file applies is its own: one person may apply for several, and for none
        company = data.company if said.whom == IN_PERSON else None
        return _moved(conn, known, {**new, "name": data.name, "nik": data.nik}, company, by)
    if not new:
        return shown
    if all(getattr(known, name) == getattr(shown, name) for name in applicants.FIELDS):
        return applicants.hold(conn, known, data, *by)
    own = applicants.keep(conn, known.id, data, *by)
    applicants.hold(conn, known, replace(known, **new), *by)
    return own


def _moved(
    conn: Connection, known: Applicant, new: Mapping[str, str], company: str | None, by: tuple[int, int]
) -> Applicant:
    """The version of somebody else, to whom a file goes: what was left empty or cleared here they keep."""
    typed: dict[str, Any] = {name: word for name, word in new.items() if word}
    newest = replace(known, **typed)
    own = newest if company is None else replace(newest, company=company)
    if own == newest:
        return known if newest == known else applicants.hold(conn, known, newest, *by)
    shown = applicants.keep(conn, known.id, own, *by)
    applicants.hold(conn, known, newest, *by)
    return shown
