"""Riwayat dokumen: every edition, when, by whom, why, and what it changed; F7 puts one of before back."""

from __future__ import annotations

from collections.abc import Sequence

from loket.desk.edition import kept
from loket.desk.edition.changing import reinstated
from loket.desk.edition.kept import InstalledEdition
from loket.text import ended
from screens.admin.documents import of_proposal, refusing
from screens.admin.page import Deed, Item, Listing, Now, Page, Prepared
from screens.widgets.columns import Column

NEWEST = 100


def read(now: Now) -> Listing:
    """The editions, the newest first."""
    editions = kept.history(now.desk, newest=NEWEST)
    return Listing([_item(now, edition, editions[0].number) for edition in editions])


def _item(now: Now, edition: InstalledEdition, newest: int) -> Item:
    at = now.desk.working_time().local(edition.at)
    by = edition.by or "pemilik data kantor"
    changes: Sequence[str] = edition.differences or ("Edisi pertama.",)
    first, *others = changes
    whole = [f"Edisi {edition.number}, {at:%d-%m-%Y %H.%M} oleh {by}", edition.reason, "", *changes]
    why = "edisi ini yang berlaku" if edition.number == newest else None
    return Item(
        str(edition.number),
        (str(edition.number), f"{at:%d-%m-%Y %H.%M}", by, first, f"+{len(others)} lain" if others else ""),
        (f"Alasan: {ended(edition.reason or '—')}", *changes),
        (
            Deed("f4", "Lihat", does="show edition", tells=lambda: whole),
            Deed(
                "f7",
                "Kembali ke edisi ini",
                does="more",
                prepare=lambda: _back(now, edition.number),
                why=why,
                answer=f"Kembali ke edisi {edition.number}",
            ),
        ),
    )


def _back(now: Now, number: int) -> Prepared:
    with refusing(now):
        proposal = reinstated(now.desk, number)
    return of_proposal(now, proposal, f"Kembali ke edisi {number}.")


PAGE = Page(
    "Riwayat dokumen",
    "Semua edisi dokumen kantor: kapan, oleh siapa, mengapa, dan apa yang berubah.",
    (
        Column("number", align="right"),
        Column("when"),
        Column("by", from_width=70),
        Column("what", weight=1),
        Column("others", align="right"),
    ),
    read,
    still=True,
)
