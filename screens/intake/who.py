"""The question which person is meant: what was typed, what is on record, and the answers that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.desk.intake.doubt import Answer
from loket.text import capitalized
from screens.widgets.dialogs import Pick

if TYPE_CHECKING:
    from loket.desk.errors import WhoIsIt
    from loket.desk.intake.registration import NewApplicant
    from screens.widgets.work_list import RowId

_BACK, _OTHER = "back", "other"


def ask_who(
    doubt: WhoIsIt, answered: Callable[[Answer | None], None]
) -> tuple[Pick, Callable[[RowId | None], None]]:
    """The dialog, and what takes its answer: None goes back to the form. The first row changes nothing."""
    several = len(doubt.known) > 1
    rows: list[tuple[RowId, str]] = [(_BACK, "Kembali ke isian (salah ketik)")]
    for person in doubt.known:
        which = f" ({_number(person)})" if several else ""
        done = "namanya diperbarui" if doubt.by_nik else "NIK-nya dibetulkan"
        rows.append((person.id, f"Orang yang sama{which}: {done}"))
    if not doubt.by_nik:
        rows.append((_OTHER, "Orang lain yang senama"))
    whose = "" if doubt.whom == "pemohon" else f" {doubt.whom}"
    title = f"NIK{whose} ini atas nama lain" if doubt.by_nik else f"Nama{whose} ini sudah dikenal"
    lines = [f"Diketik: {_told(doubt.typed)}", *(f"Tercatat: {_told(person)}" for person in doubt.known)]

    def picked(row: RowId | None) -> None:
        if row is None or row == _BACK:
            answered(None)
            return
        asked = frozenset(person.version for person in doubt.known)
        answered(Answer(doubt.whom, asked, row if isinstance(row, int) else None))

    return Pick(capitalized(title), rows, lines=lines), picked


def _number(person: NewApplicant) -> str:
    return f"NIK {person.nik}"


def _told(person: NewApplicant) -> str:
    """`Siti Aminah · NIK 210201******0012 · HP 0812… · Jalan Contoh 1`."""
    phone = f"HP {person.phone}" if person.phone else ""
    return " · ".join(filter(None, [person.name, _number(person), phone, person.address]))
