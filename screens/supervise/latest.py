"""The office's last acts, with who and when; Enter shows the file whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.lookout.latest import latest
from loket.sla.words import short_date
from loket.text import clean
from screens.widgets.dialogs import Pick

if TYPE_CHECKING:
    from loket.desk.lookout.latest import Deed
    from screens.shell.screen import LoketScreen

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
                screen.say("Itu tindakan pada antrean; tidak ada berkas yang dapat dibuka.")

        rows = [(deed.entry, _words(screen, deed), clean(deed.who)) for deed in found]
        if rows:
            screen.app.push_screen(Pick(TITLE, rows), picked)
        else:
            screen.say("Belum ada tindakan di kantor ini.")

    screen.read(lambda: latest(screen.desk, screen.who), show, group="latest")


def _words(screen: LoketScreen, deed: Deed) -> str:
    """`09.12 00012 diteruskan`; of an earlier day that stands before, of several files how many more."""
    local = screen.working.local(deed.at)
    today = screen.working.date_of(screen.desk.now())
    when = f"{local:%H.%M}" if local.date() == today else f"{short_date(local.date())} {local:%H.%M}"
    number = screen.listed(deed.number) if deed.file is not None else deed.number
    others = f"(+{deed.others})" if deed.others else ""
    return clean(" ".join(filter(None, [when, number, others, deed.words])))
