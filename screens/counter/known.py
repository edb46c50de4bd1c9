"""Whom the registration form shows as known: whether they still have the number that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.intake.applicant import find_applicant
from loket.identity import mask_document, mask_nik
from screens.counter.fields import DOCUMENT_FIELDS

if TYPE_CHECKING:
    from loket.desk.intake.applicant import Applicant
    from screens.counter.form import RegistrationForm


def check_known(form: RegistrationForm) -> None:
    """Whose number stands in the form may have another by now: what was filled in of them goes too."""
    for at in DOCUMENT_FIELDS:
        _check_known_at(form, at)


def _check_known_at(form: RegistrationForm, at: str) -> None:
    """The same of who applies, or who came, by their NIK field."""
    host, known = form.host, _known_at(form, at)
    nik, (kind, document) = numbers = form.numbers(at)
    if known is None:
        return
    by_nik, by_document = known.nik == mask_nik(nik), known.id_number == mask_document(document)
    number = nik if nik and by_nik else document if document and by_document else ""

    def found(people: tuple[Applicant, ...]) -> None:
        theirs = known.id in {person.id for person in people}
        if not theirs and _known_at(form, at) is known and form.numbers(at) == numbers:
            (form.know if at == "nik" else form.know_proxy)(None)
            form.look_again()

    if number:
        told = "" if number == nik else kind
        host.read(
            lambda: find_applicant(host.desk, host.who, number, document=told),
            found,
            group=f"known {at}",
        )


def _known_at(form: RegistrationForm, at: str) -> Applicant | None:
    return form.known if at == "nik" else form.known_proxy
