"""Whom to tell that what they were promised moved: each with telephone numbers and a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.office.model import Office
from loket.paper.layout import centred, facts, letterhead, moment, page, wrap

NAME = "pemberitahuan janji"
_MORE = (
    "Dan {} berkas lagi yang batas waktunya bergeser, tidak di lembar ini. Catat dulu siapa yang sudah diberi"
    " tahu, lalu cetak lagi."
)
_NOBODY = "Tidak ada pemohon yang perlu diberi tahu."


@dataclass(frozen=True, slots=True)
class Notice:
    """One of them: the file's number, who applies, their telephone numbers and the message."""

    number: str
    name: str
    company: str
    phones: tuple[str, ...]
    message: str


def notices(office: Office, told: Sequence[Notice], at: int, more: int = 0) -> str:
    """The list as plain text, as it is `at` an instant (ms UTC); `more` files may have to be added to it."""
    blocks = [block for each in told for block in _blocks(each)] or [wrap(_NOBODY)]
    cut = [wrap(_MORE.format(more))] if more else []
    return page(letterhead(office), centred(NAME.upper()), wrap(moment(at, office)), *blocks, *cut)


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
