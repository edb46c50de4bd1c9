"""Whom to tell that what they were promised moved: each with telephone numbers and a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.office.model import Office
from loket.paper.layout import centred, facts, letterhead, moment, page, wrap

NAME = "pemberitahuan janji"
_NOBODY = "Tidak ada pemohon yang perlu diberi tahu."


@dataclass(frozen=True, slots=True)
class Notice:
    """One of them: the file's number, who applies, their telephone numbers and the message."""

    number: str
    name: str
    company: str
    phones: tuple[str, ...]
    message: str


def notices(office: Office, told: Sequence[Notice], at: int) -> str:
    """The list as plain text, as it is `at` an instant (ms UTC)."""
    blocks = [block for each in told for block in _blocks(each)]
    return page(
        letterhead(office), centred(NAME.upper()), wrap(moment(at, office)), *(blocks or [wrap(_NOBODY)])
    )


def _blocks(each: Notice) -> list[list[str]]:
    about = facts(
        [
            ("Nomor berkas", each.number),
            ("Pemohon", each.name),
            ("Perusahaan", each.company),
            ("HP", ", ".join(each.phones) or "tidak ada"),
        ]
    )
    return [about, wrap(each.message)]
