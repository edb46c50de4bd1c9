"""`loket sesi`: who is signed in, and signing somebody out."""

from __future__ import annotations

from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.desk.office import Desk
from loket.desk.people import sessions
from loket.desk.people.sessions import SignedIn
from loket.desk.words.moments import clock_words
from loket.text import clean


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    signed_in = typer.Typer(
        help="Sesi: siapa yang sedang masuk.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    signed_in.command("tampil", help="Siapa yang sedang masuk, di mana, sejak kapan.")(show)
    signed_in.command("akhiri", help="Keluarkan petugas; ketikannya tersimpan.")(end)
    app.add_typer(signed_in, name="sesi")


def show(as_json: Json = False, data: Data = None) -> int:
    """Print who is signed in, one a line."""
    with opened(data) as desk:
        tell(
            sessions.signed_in(desk, None),
            lambda session: f"{session.id:>4}  {line(desk, session)}",
            "Tidak ada yang sedang masuk.",
            as_json=as_json,
        )
    return 0


def line(desk: Desk, session: SignedIn) -> str:
    """Who, where and since when: `Budi Contoh · Loket 2 · ssh 10.1.2.3 · sejak Sen 30 Nov 07.41`."""
    counter = desk.office.counter(session.counter)
    name = counter.name if counter is not None else session.counter
    since = f"sejak {clock_words(desk.working_time(), session.since)}"
    gone = "terputus tanpa keluar" if session.gone else ""
    return " · ".join(filter(None, (clean(session.name), name, session.place, since, gone)))


def end(
    session: Annotated[int, typer.Argument(metavar="NOMOR", help="nomor sesi menurut: loket sesi tampil")],
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Sign somebody out."""
    with opened(data) as desk:
        ended = sessions.end(desk, administrator(desk, by), session, reason)
        print(f"Diakhiri: {line(desk, ended)}.")
    return 0
