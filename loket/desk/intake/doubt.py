"""Whether somebody typed is a person on record: what a clerk has to be asked, and what was answered.

One NIK is one person, so is one passport, and many share a name. Which of two that look alike is meant only
the clerk can see, who has the card in hand; the program renames nobody by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import Masked, masked
from loket.desk.errors import Invalid, WhoIsIt
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.flow.state import VOIDED
from loket.identity import DOCUMENTS, mask_apart
from loket.matching import spelled
from loket.store import access, applicants, files
from loket.store.applicants import Applicant, CleanApplicant, NewApplicant
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import capitalized, fit

IN_PERSON, PROXY = "pemohon", "kuasa"
"""Who stands at the counter: the applicant, or somebody with a power of attorney."""
_MOST = 5
"""Of more people of one name the last to come are named."""
_ROOM = 24
"""So much of a name stands in a sentence below a field."""
ONE_PERSON = "Ini tercatat sebagai pemohonnya sendiri. Periksa KTP keduanya."


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of people on record (`asked`: their versions) whom `whom` might be.

    `same` is the id of who it is; None: somebody else.
    """

    whom: str
    asked: frozenset[int]
    same: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Who it is by a file that is being corrected, which shows them so (`version`).

    `elsewhere`: whether other files show them too.
    """

    person: Applicant
    version: Applicant
    elsewhere: bool


@contextmanager
def asking(desk: Desk, who: Who, file: int | None = None) -> Iterator[None]:
    """Around a transaction in which it may have to be asked who is meant: keep who was shown for that.

    It is kept in a transaction of its own, for that one writes nothing then. Whom the file shows is no news
    to who works on it. Who does not register, and so looks up nobody, is shown names and masked documents.
    """
    try:
        yield
    except WhoIsIt as doubt:
        with desk.store.write() as conn:
            person = actor(conn, desk, who)
            row = files.file_row(conn, file) if file is not None else None
            theirs = {row.applicant_id, row.came_id} if row is not None else set()
            others = {known.id for known in doubt.known} - theirs
            if others:
                access.asked(conn, others, file, Stamp(desk.now(), who.person, station=person.station))
        if Right.COUNTER in person.rights:
            raise
        known = tuple(_least(each) for each in doubt.known)
        raise WhoIsIt(doubt.whom, doubt.typed, known, by=doubt.by) from None


def _least(known: Applicant) -> Applicant:
    """Of somebody only what is needed to say whether it is they who are meant."""
    told = {name: getattr(known, name) for name in ("name", "nik", "id_kind", "id_number", "id", "version")}
    return Applicant(**told)


def settled(
    conn: Connection, data: CleanApplicant, whom: str, answers: Iterable[Answer], shown: Shown | None = None
) -> tuple[Applicant | None, Answer | None]:
    """Who on record it is (None: somebody new), and the answer that was needed to know.

    Whom no file shows any more, for what registered them was taken back, raises no doubt under another name,
    and holds no NIK or document. Of whom a file shows, another NIK or name is theirs, unless somebody else
    has it; where other files show them too, that is asked. By a correction what somebody else has on record
    may be said to be not theirs: so two NIKs that were swapped are put right one after the other.

    Raises:
        WhoIsIt: the NIK or another document is on record under another name, the document with another NIK,
            the name with others, or with the same telephone otherwise spelled, and nobody has said yet who
            it is.
        Invalid: NIK and document are two persons'.
    """
    numbered, by = _numbered(conn, data, whom, shown)
    of_phone = applicants.by_phone(conn, data, _MOST)
    same = next((person for person in of_phone if _agrees(person, data)), None)
    known = _doubted(conn, data, numbered, by, shown, () if same is not None else of_phone)
    is_still = shown.person if shown is not None and not shown.elsewhere else None
    if not known:
        return numbered or same or is_still, None
    asked = frozenset(person.version for person in known)
    gives_up = numbered is not None and shown is not None and numbered.id != shown.person.id
    given = (a for a in answers if a.whom == whom and asked <= a.asked)
    answer = next((a for a in given if numbered is None or gives_up or a.same == numbered.id), None)
    if answer is None:
        found = tuple(_apart(person, data) for person in known)
        typed = shown is None or data.nik != shown.version.nik
        beside = _apart(data, known[0], typed=True) if typed else masked(data)
        where = _showing(conn, numbered, data) if numbered is not None and shown is None else ()
        raise WhoIsIt(whom, beside, found, by=by, gives_up=gives_up, files=where)
    return next((person for person in known if person.id == answer.same), is_still), answer


def check_two(applies: Applicant | None, comes: Applicant | None) -> None:
    """Raise Invalid where who came for the applicant is, on record, the applicant."""
    if applies is not None and comes is not None and applies.id == comes.id:
        raise Invalid({"came_name": ONE_PERSON})


def _doubted(
    conn: Connection,
    data: CleanApplicant,
    numbered: Applicant | None,
    by: str,
    shown: Shown | None,
    of_phone: tuple[Applicant, ...],
) -> tuple[Applicant, ...]:
    """Who it might be, where that is not sure: first who has the number, or whom the file shows.

    `of_phone`: who is known by the telephone, with the name otherwise spelled.
    """
    still = (shown.person,) if shown is not None and shown.elsewhere else ()
    if numbered is not None:
        theirs = shown is not None and numbered.id == shown.person.id
        if _agrees(numbered, data) or (theirs and (by == "nik" or not still)):
            return ()
        return (numbered,) if theirs else (numbered, *still)
    namesakes = applicants.namesakes(conn, data.name, _MOST) if data.nik or data.id_number else ()
    alike = (*of_phone, *namesakes)
    return (*still, *(each for each in alike if shown is None or each.id != shown.person.id))


def _showing(conn: Connection, holder: Applicant, data: CleanApplicant) -> tuple[tuple[int, str], ...]:
    """The files, the newest first, that show somebody with the NIK or document that was typed."""
    found, told = [], {"nik": data.nik, "id_number": data.id_number}
    for row in reversed(files.of_person(conn, holder.id)):
        version = row.applicant_version if row.applicant_id == holder.id else row.came_version
        if version is None or row.outcome == VOIDED:
            continue
        of_file = applicants.version(conn, version)
        if any(word and getattr(of_file, name) == word for name, word in told.items()):
            found.append((row.id, row.number))
    return tuple(found)


def _numbered(
    conn: Connection, data: CleanApplicant, whom: str, shown: Shown | None
) -> tuple[Applicant | None, str]:
    """Who has that NIK, or that document, and which of the fields says so.

    The document that a file shows and nobody typed does not hinder that it is somebody else's by the NIK.
    """
    of_nik, of_document = (_against(conn, each, data) for each in applicants.holders(conn, data))
    untyped = shown is not None and (data.id_kind, data.id_number) == (
        shown.version.id_kind,
        shown.version.id_number,
    )
    if of_nik is not None and of_document not in (None, of_nik) and not untyped:
        field = "id_number" if whom == IN_PERSON else "came_id_number"
        raise Invalid({field: _of_another(of_document)})
    if of_nik is not None:
        return of_nik, "nik"
    return of_document, "id_number" if of_document is not None else "name"


def _against(conn: Connection, holder: Applicant | None, data: CleanApplicant) -> Applicant | None:
    """Who has a number on record, unless under another name and no file shows them any more."""
    if holder is None or _agrees(holder, data) or applicants.is_shown(conn, holder.id):
        return holder
    return None


def _of_another(owner: Applicant) -> str:
    """That a document is another's than the NIK, and whose."""
    known = masked(owner)
    which = f" ({known.nik})" if known.nik else ""
    what = capitalized(DOCUMENTS[owner.id_kind])
    return f"{what} ini milik {fit(known.name, _ROOM)}{which}, NIK-nya orang lain."


def _apart(whole: Masked, other: NewApplicant, *, typed: bool = False) -> Masked:
    """Somebody as screens may have them, with the places where their NIK differs from the other's."""
    return replace(masked(whole), nik=mask_apart(whole.nik, other.nik, typed=typed))


def _agrees(person: Applicant, data: CleanApplicant) -> bool:
    """Whether name and NIK are those on record, so far as both say one; a name letter by letter."""
    another = bool(data.nik and person.nik) and data.nik != person.nik
    return spelled(person.name) == spelled(data.name) and not another
