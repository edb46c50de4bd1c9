"""Whether somebody typed is a person on record: what a clerk has to be asked, and what was answered.

One NIK is one person, so is one passport, and many share a name. Which of two that look alike is meant only
the clerk can see, who has the card in hand; the program renames nobody by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loket.desk.case.on_record import Told, masked
from loket.desk.errors import Invalid, WhoIsIt
from loket.identity import DOCUMENTS
from loket.matching import folded
from loket.store import applicants
from loket.store.applicants import Applicant, NewApplicant
from loket.store.sql import Connection
from loket.text import capitalized, mask_apart

IN_PERSON, PROXY = "pemohon", "kuasa"
"""Who stands at the counter: the applicant, or somebody with a power of attorney."""
_MOST = 5
"""Of more people of one name the last to come are named."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of people on record (`asked`: their versions) whom `whom` might be.

    `same` is the id of who it is; None: somebody else of that name.
    """

    whom: str
    asked: frozenset[int]
    same: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Who it is by a file that is being corrected; `elsewhere`: whether other files show them too."""

    person: Applicant
    elsewhere: bool


def settled(
    conn: Connection, data: NewApplicant, whom: str, answers: Iterable[Answer], shown: Shown | None = None
) -> tuple[Applicant | None, Answer | None]:
    """Who on record it is (None: somebody new), and the answer that was needed to know.

    A name that only registrations say that were taken back raises no doubt; a NIK or document does, for whose
    it is stands on record. Of whom a file shows, another NIK or
    name is theirs, unless somebody else has it; where other files show them too, that is asked.

    Raises:
        WhoIsIt: the NIK or another document is on record under another name, the document with another NIK,
            or the name with others, and nobody has said yet who it is.
        Invalid: NIK and document are two persons'.
    """
    known: tuple[Applicant, ...] = ()
    numbered, by = _numbered(conn, data, whom, shown)
    if numbered is not None:
        sure = _agrees(numbered, data)
        if shown is not None and numbered.id == shown.person.id:
            sure |= by == "nik" or not shown.elsewhere
        known = () if sure else (numbered,)
    elif data.nik or data.id_number:
        known = applicants.namesakes(conn, data.name, _MOST)
    if shown is not None and numbered is None:
        others = tuple(person for person in known if person.id != shown.person.id)
        known = (shown.person, *others) if shown.elsewhere else others
    is_still = shown.person if shown is not None and not shown.elsewhere else None
    if not known:
        return numbered or applicants.by_phone(conn, data) or is_still, None
    asked = frozenset(person.version for person in known)
    given = (a for a in answers if a.whom == whom and asked <= a.asked)
    answer = next((a for a in given if numbered is None or a.same == numbered.id), None)
    if answer is None:
        found = tuple(_beside(person, data) for person in known)
        raise WhoIsIt(whom, _beside(data, known[0]), found, by=by)
    return next((person for person in known if person.id == answer.same), is_still), answer


def _numbered(
    conn: Connection, data: NewApplicant, whom: str, shown: Shown | None
) -> tuple[Applicant | None, str]:
    """Who has that NIK, or that document, and which of the fields says so.

    The document of whom a file shows does not hinder that it is somebody else's by the NIK.
    """
    of_nik, of_document = applicants.holders(conn, data)
    theirs = shown is not None and of_document is not None and of_document.id == shown.person.id
    if of_nik is not None and of_document not in (None, of_nik) and not theirs:
        field = "id_number" if whom == IN_PERSON else "came_id_number"
        what = capitalized(DOCUMENTS[data.id_kind])
        raise Invalid({field: f"{what} ini dan NIK itu tercatat atas dua orang. Isi salah satu saja."})
    if of_nik is not None:
        return of_nik, "nik"
    return of_document, "id_number" if of_document is not None else "name"


def _beside(whole: Told, other: NewApplicant) -> Told:
    """Somebody as screens may have them, with the digits of their NIK that differ from the other's."""
    return replace(masked(whole), nik=mask_apart(whole.nik, other.nik))


def _agrees(person: Applicant, data: NewApplicant) -> bool:
    """Whether name and NIK are those on record, so far as both say one."""
    another = bool(data.nik and person.nik) and data.nik != person.nik
    return folded(person.name) == folded(data.name) and not another
