"""Sedang masuk: who is signed in, where and since when; the admin signs them out."""

from __future__ import annotations

from loket.desk.people import sessions
from loket.desk.people.sessions import SignedIn
from loket.desk.words.moments import clock_words
from screens.admin.page import Deed, Item, Listing, Now, Page, Prepared
from screens.widgets.columns import Column


def read(now: Now) -> Listing:
    """Everybody who is signed in, the first first."""
    return Listing([_item(now, session) for session in sessions.signed_in(now.desk, now.who)])


def _item(now: Now, session: SignedIn) -> Item:
    counter = now.office.counter(session.counter)
    at = counter.name if counter is not None else session.counter
    since = clock_words(now.desk.working_time(), session.since)
    gone = ("Programnya terputus tanpa keluar.",) if session.gone else ()
    return Item(
        str(session.id),
        (session.name, at, since),
        (" · ".join(filter(None, (session.name, at))), f"Dari {session.place}, sejak {since}.", *gone),
        (Deed("f6", "Keluarkan", does="sign out", prepare=lambda: _ending(now, session)),),
        style="redup" if session.gone else "",
    )


def _ending(now: Now, session: SignedIn) -> Prepared:
    def do(reason: str) -> str:
        sessions.end(now.desk, now.who, session.id, reason)
        return f"{session.name} dikeluarkan."

    line = f"Layar {session.name} ditutup; ketikannya tersimpan. Ia dapat masuk lagi."
    return Prepared(do, (line,), why=True)


PAGE = Page(
    "Sedang masuk",
    "Siapa yang sedang masuk, di loket mana, sejak kapan.",
    (Column("name", weight=2), Column("counter", weight=1), Column("since")),
    read,
)
