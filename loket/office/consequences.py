"""What a change of the profile leads to that its own words do not say, for whoever is about to accept it."""

from __future__ import annotations

from collections.abc import Iterator

from loket.flow.acts import Right
from loket.office.model import Office


def consequences(before: Office, after: Office) -> Iterator[str]:
    """What nobody could do any more, and what all would have to, a line each."""
    for role in after.roles.values():
        if before.counters_of([role.id]) and not after.counters_of([role.id]):
            yield f"{role.name} tidak punya loket lagi; petugasnya masuk tanpa loket."
    if _calling(before) and not _calling(after):
        yield "Tidak ada lagi loket yang mendaftarkan: nomor antrean tidak dapat dipanggil di loket mana pun."
    for errand in before.errands.values() if after.counters_of(after.roles) else ():
        if before.counters_for(errand.id) and not after.counters_for(errand.id):
            yield f"{errand.name}: tidak ada lagi loketnya; nomor yang menunggu dipanggil di semua loket."


def _calling(office: Office) -> bool:
    """Whether somebody who registers files sits at a counter."""
    roles = [
        role.id for role in office.roles.values() if role.home == "intake" and Right.COUNTER in role.rights
    ]
    return bool(office.counters_of(roles))
