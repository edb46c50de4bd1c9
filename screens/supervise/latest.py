"""The office's last acts, with who and when; what is typed finds older ones. Enter shows the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from loket.desk.lookout.latest import MOST, latest
from loket.sla.words import short_date
from loket.text import clean
from screens.widgets.dialogs import Pick, holds, said

if TYPE_CHECKING:
    from loket.desk.lookout.latest import Deed
    from screens.shell.screen import LoketScreen
    from screens.widgets.rows import Row

_LOOKED_THROUGH = 500
TITLE = "Tindakan terakhir kantor"


def show_latest(screen: LoketScreen) -> None:
    """List them as they are now; one that was done to no file says so."""

    def show(found: tuple[Deed, ...]) -> None:
        files = {deed.entry: deed.file for deed in found}

        def picked(entry: int | None) -> None:
            if entry is None:
                return
            if (file := files[entry]) is not None:
                screen.open_case(file)
            else:
                screen.say("Itu bukan tindakan pada sebuah berkas; tidak ada yang dapat dibuka.")

        if found:
            screen.app.push_screen(LatestActs(screen, found), picked)
        else:
            screen.say("Belum ada tindakan di kantor ini.")

    screen.read(lambda: latest(screen.desk, screen.who, most=_LOOKED_THROUGH), show, group="latest")


class LatestActs(Pick[int]):
    """The last of them; once something is typed all of which it is said, or of whose desk."""

    def __init__(self, screen: LoketScreen, found: Sequence[Deed]) -> None:
        shown = min(MOST, len(found))
        told = (
            f"{shown} dari {len(found)} tindakan terakhir; ketik nama, meja, nomor, atau kata untuk semuanya."
        )
        rows = [(deed.entry, _words(screen, deed), clean(deed.who)) for deed in found]
        super().__init__(TITLE, rows, lines=[told] if len(found) > MOST else ())
        known = screen.desk.office.roles
        desks = {
            each.name: " ".join(known[role].name for role in each.roles if role in known)
            for each in screen.live.staff
        }
        self._desks = {deed.entry: desks.get(deed.who, "").casefold() for deed in found}

    def _found(self, words: Sequence[str]) -> list[Row[int]]:
        if not words:
            return [*self._all[:MOST]]
        return [row for row in self._all if holds(f"{said(row)} {self._desks[row.id]}", words)]


def _words(screen: LoketScreen, deed: Deed) -> str:
    """`09.12 00012 diteruskan`; of an earlier day that stands before, of several files how many more."""
    local = screen.working.local(deed.at)
    today = screen.working.date_of(screen.desk.now())
    when = f"{local:%H.%M}" if local.date() == today else f"{short_date(local.date())} {local:%H.%M}"
    number = screen.listed(deed.number) if deed.file is not None else deed.number
    others = f"(+{deed.others})" if deed.others else ""
    return clean(" ".join(filter(None, [when, number, others, deed.words])))
