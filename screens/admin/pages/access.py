"""Akses data pribadi: who looked at whole NIKs, printed papers of persons, or put their data out."""

from __future__ import annotations

from loket.desk.privacy import access
from loket.desk.words.moments import clock_words
from screens.admin.page import Item, Listing, Now, Page
from screens.widgets.columns import Column

NEWEST = 500


def read(now: Now) -> Listing:
    """The latest looks, newest first."""
    time = now.desk.working_time()
    looks = access.looks(now.desk, now.who, limit=NEWEST)
    items = [
        Item(
            str(look.entry),
            (clock_words(time, look.at), look.who, look.file, look.what),
            (access.worded(look, time),),
        )
        for look in looks
    ]
    if len(looks) == NEWEST:
        more = f"{NEWEST} yang terbaru. Selebihnya: loket pdp akses --sebanyak 5000"
        items.append(Item("more", (more,), (more,), style="redup"))
    return Listing(items)


PAGE = Page(
    "Akses data",
    "Siapa melihat NIK lengkap, mencetak, atau menampilkan data orang.",
    (Column("when"), Column("who", weight=2), Column("file", from_width=70), Column("what", weight=1)),
    read,
    empty="Belum ada yang melihat NIK lengkap, mencetak, atau menampilkan data.",
)
