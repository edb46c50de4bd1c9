"""Whether somebody typed is a person on record: what a clerk has to be asked, and what was answered.

One NIK is one person, and many share a name. Which of two that look alike is meant only the clerk can see,
who has the card in hand; the program renames nobody by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loket.desk.case.on_record import masked
from loket.desk.errors import WhoIsIt
from loket.matching import folded
from loket.store import applicants
from loket.store.applicants import Applicant, NewApplicant
from loket.store.sql import Connection
from loket.text import mask_nik

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

    What only registrations say that were taken back raises no doubt. Of whom a file shows, another NIK or
    name is theirs, unless somebody else has it; where other files show them too, that is asked.

    Raises:
        WhoIsIt: the NIK is on record under another name, or the name under another NIK, and nobody has said
            yet who it is.
    """
    known: tuple[Applicant, ...] = ()
    of_nik = applicants.by_nik(conn, data.nik) if data.nik else None
    if shown is not None and of_nik is not None and of_nik.id == shown.person.id:
        return of_nik, None
    if of_nik is not None:
        sure = folded(of_nik.name) == folded(data.name) or not applicants.has_file(conn, of_nik.id)
        known = () if sure else (of_nik,)
    elif data.nik:
        known = applicants.namesakes(conn, data.name, _MOST)
    if shown is not None and of_nik is None:
        others = tuple(person for person in known if person.id != shown.person.id)
        known = (shown.person, *others) if shown.elsewhere else others
    is_still = shown.person if shown is not None and not shown.elsewhere else None
    if not known:
        return of_nik or applicants.by_phone(conn, data) or is_still, None
    asked = frozenset(person.version for person in known)
    given = (a for a in answers if a.whom == whom and asked <= a.asked)
    answer = next((a for a in given if of_nik is None or a.same == of_nik.id), None)
    if answer is None:
        typed = replace(data, nik=mask_nik(data.nik))
        raise WhoIsIt(whom, typed, tuple(masked(person) for person in known), by_nik=of_nik is not None)
    return next((person for person in known if person.id == answer.same), is_still), answer
