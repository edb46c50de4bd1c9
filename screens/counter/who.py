"""The question which person is meant: what was typed, what is on record, and the answers that there are.

A NIK on record gives way to the one that was typed, or goes from one person to another, only after a second
question.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.intake.doubt import IN_PERSON, Answer
from loket.identity import DOCUMENTS
from loket.matching import folded, spelled
from loket.text import capitalized, fit
from screens.widgets.dialogs import Confirm, Do, Pick, do

if TYPE_CHECKING:
    from loket.desk.errors import WhoIsIt
    from loket.desk.intake.applicant import Applicant, NewApplicant
    from screens.shell.screen import LoketScreen

_TITLES = {
    "nik": "NIK{whose} ini atas nama lain",
    "id_number": "{document}{whose} ini sudah dikenal",
    "name": "Nama{whose} ini sudah dikenal",
    "nothing": "Orang yang sama?",
}
_ROOM = 24
_MOST_FILES = 3
_DONE = {"nik": "namanya diperbarui", "id_number": "datanya diperbarui"}


def ask_who(host: LoketScreen, doubt: WhoIsIt, answered: Callable[[Answer | None], None]) -> None:
    """Ask it; None goes back to the form. The first row changes nothing.

    A file in which the number may be wrong is put right over what was typed, which stays.
    """
    several = len(doubt.known) > 1
    holder = doubt.known[0] if doubt.by in _DONE else None

    def picked(person: Applicant | None) -> None:
        asked = frozenset(known.version for known in doubt.known)
        answer = Answer(doubt.whom, asked, person.id if person is not None else None)
        if holder is not None and person is not holder:
            _ask_release(host, doubt, holder, lambda yes: answered(answer if yes else None))
        elif person is not None and _gives_way(doubt.typed, person):
            _ask_nik(host, doubt.typed, person, lambda yes: answered(answer if yes else None))
        else:
            answered(answer)

    rows: list[tuple[Do, str]] = [(partial(answered, None), "Kembali ke isian (salah ketik)")]
    named = [person for person in doubt.known if folded(person.name) == folded(doubt.typed.name)]
    for person in doubt.known:
        which = f" ({person.identity})" if several else ""
        done = _DONE[doubt.by] if person is holder else _corrected(doubt.typed, person)
        rows.append((partial(picked, person), f"Orang yang sama{which}: {done}"))
    if holder is None:
        rows.append((partial(picked, None), "Orang lain yang senama" if named else "Orang lain"))
    elif doubt.gives_up:
        other = f"Orang lain: {_number(doubt)} ini keliru pada {fit(holder.name, _ROOM)}"
        rows.append((partial(picked, None), other))
    for file, number in doubt.files[:_MOST_FILES]:
        wrong = f"Orang lain: {_number(doubt)} keliru di {number}, perbaiki di sana"
        rows.append((partial(_put_right, host, file, doubt.by), wrong))
    whose = "" if doubt.whom == IN_PERSON else f" {doubt.whom}"
    title = _TITLES[doubt.by if named or doubt.by != "name" else "nothing"].format(
        whose=whose, document=DOCUMENTS.get(doubt.typed.id_kind, "")
    )
    lines = [f"Diketik: {_told(doubt.typed)}", *(f"Tercatat: {_told(person)}" for person in doubt.known)]
    pick = Pick(capitalized(title), rows, lines=lines)
    host.app.push_screen(pick, lambda chosen: do(chosen or partial(answered, None)))


def _put_right(host: LoketScreen, file: int, field: str) -> None:
    host.keep_typed()
    host.open_correction(file, host.say, at=field)


def _ask_nik(
    host: LoketScreen, typed: NewApplicant, person: NewApplicant, meant: Callable[[bool | None], None]
) -> None:
    """Ask once more before a NIK on record gives way to another."""
    lines = [f"Diketik:  NIK {typed.nik}", f"Tercatat: NIK {person.nik}", f"a.n. {person.name}"]
    words = "Cocokkan yang diketik dengan KTP: yang tercatat diganti."
    title, yes = "Ganti NIK yang tercatat?", "Ya, ganti NIK-nya"
    host.app.push_screen(Confirm(title, words, yes, lines=lines, dangerous=True), meant)


def _ask_release(
    host: LoketScreen, doubt: WhoIsIt, holder: NewApplicant, meant: Callable[[bool | None], None]
) -> None:
    """Ask once more before somebody on record loses a number; where two were swapped, what is to follow."""
    number = _number(doubt)
    words = f"Bila {number} keduanya tertukar: sesudah ini perbaiki juga berkas orang itu."
    title, yes = f"Lepas {number} ini dari yang tercatat?", f"Ya, lepas {number}-nya"
    lines = [f"Tercatat: {_told(holder)}"]
    host.app.push_screen(Confirm(title, words, yes, lines=lines, dangerous=True), meant)


def _number(doubt: WhoIsIt) -> str:
    """What the one on record has that was typed, as it is called."""
    return "NIK" if doubt.by == "nik" else DOCUMENTS[doubt.typed.id_kind]


def field_of(doubt: WhoIsIt) -> str:
    """In which field of the form stands what the question is about."""
    of_document = doubt.by == "id_number" or (doubt.typed.id_number and not doubt.typed.nik)
    field = "id_number" if of_document else "nik"
    return field if doubt.whom == IN_PERSON else f"came_{field}"


def _gives_way(typed: NewApplicant, person: NewApplicant) -> bool:
    """Whether another NIK than the one on record was typed."""
    return bool(typed.nik and person.nik) and typed.nik != person.nik


def _corrected(typed: NewApplicant, person: NewApplicant) -> str:
    """What becomes of somebody known by name who is the one that was typed."""
    if not typed.identity:
        return "namanya diperbarui"
    done = "NIK-nya dibetulkan" if _gives_way(typed, person) else "tanda pengenalnya diperbarui"
    return done if spelled(typed.name) == spelled(person.name) else f"nama dan {done}"


def _told(person: NewApplicant) -> str:
    """`Siti Aminah · NIK 210201******0012 · HP 0812… · Jalan Contoh 1`."""
    phone = f"HP {person.phone}" if person.phone else ""
    return " · ".join(filter(None, [person.name, person.identity, phone, person.address]))
