"""Who did not come today, as a supervisor notes it: their files are on the piles, their counter free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk import roster
from screens.widgets.dialogs import Ask, Pick

if TYPE_CHECKING:
    from loket.desk.roster import Entered
    from screens.shell.screen import LoketScreen

ABSENT = "Catat siapa yang tidak masuk hari ini"
_FEW = 8


def ask_absent(screen: LoketScreen) -> None:
    """Let a colleague be picked who did not come."""
    names = {id: name for id, name in screen.live.names.items() if id != screen.who.person}
    rows = sorted(names.items(), key=lambda each: each[1])

    def picked(person: int | None) -> None:
        if person is not None:
            note_absent(screen, person)

    screen.app.push_screen(Pick("Siapa yang tidak masuk hari ini?", rows, filtering=len(rows) > _FEW), picked)


def note_absent(screen: LoketScreen, person: int) -> None:
    """Ask why, and note that they did not come."""
    name = screen.live.names.get(person, "petugas")

    def entered(done: Entered) -> None:
        freed = f"; {done.freed} berkas kembali ke tumpukannya" if done.freed else ""
        screen.changed()
        screen.say(f"{name} dicatat tidak masuk hari ini{freed}.")

    def given(reason: str | None) -> None:
        if reason is not None:
            screen.act(lambda: roster.away_today(screen.desk, screen.who, person, reason), entered)

    label = "Berkasnya kembali ke tumpukan, loketnya bebas. Alasan, bila ada:"
    screen.app.push_screen(Ask(f"{name} tidak masuk hari ini", label, required=False, save="Catat"), given)
