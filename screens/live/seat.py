"""That somebody is signed in, and sits at a counter: kept by itself; who sits there already is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.people import sessions
from loket.desk.words.trouble import unforeseen
from screens.shell.writing import Write

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.people.sessions import Neighbour
    from screens.shell.live import Live
    from screens.shell.screen import LoketScreen


def sit_down(live: Live, who: Who, home: LoketScreen, tell: Callable[[str, str], None]) -> None:
    """Note that the person is here; `tell` is given their counter and who sits there already, in words."""

    def told(others: tuple[Neighbour, ...]) -> None:
        if not others or live.operator is None or live.operator.who != who:
            return
        counter = live.desk.office.counter(others[0].counter)
        name = counter.name if counter is not None else "Loket ini"
        here, gone = (_since(live, (s for s in others if s.gone is gone)) for gone in (False, True))
        said = [f"{name} dipakai {here}." if here else ""]
        said += [f"Layar {gone} di sini terputus tanpa keluar." if gone else ""]
        tell(name, " ".join(filter(None, said)))

    home.keep(lambda: sessions.begin(live.desk, who), told)


def _since(live: Live, neighbours: Iterable[Neighbour]) -> str:
    """Who sits there and since when, in words."""
    time = live.working
    return " dan ".join(f"{each.name} sejak {time.local(each.since):%H.%M}" for each in neighbours)


def rise(live: Live, who: Who) -> None:
    """Note that the person is here no more."""

    def answered(_: object, error: Exception | None) -> None:
        if error is not None and unforeseen(error):
            live.app.call_later(live.app.outlive, error)

    live.writes.put(Write(partial(sessions.leave, live.desk, who), answered, lasting=False))
