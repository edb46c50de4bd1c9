"""Who did not come today, as a supervisor notes it: their files are on the piles, their counter free."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.desk import roster, uncovered
from loket.desk.people.changes import short_reason_fault
from loket.text import capitalized
from screens.widgets.dialogs import Ask, Confirm, Pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loket.desk.roster import Entered
    from loket.desk.uncovered import Uncovered
    from screens.shell.screen import LoketScreen

ABSENT = "Catat siapa yang tidak masuk hari ini"
_WHAT_FOLLOWS = "Berkasnya kembali ke tumpukan, loketnya bebas. Alasannya:"
_OTHER = ""
_NOTED = "tidak masuk"


def ask_absent(screen: LoketScreen) -> None:
    """Let a colleague be picked who did not come; of whom that was noted already, that says so."""
    roles = screen.desk.office.roles

    def picked(person: int | None) -> None:
        if person is not None:
            note_absent(screen, person)

    def show(noted: Mapping[int, int]) -> None:
        rows = [
            (
                each.id,
                f"{each.name} · {', '.join(roles[role].name for role in each.roles if role in roles)}",
                _NOTED if each.id in noted else "",
            )
            for each in sorted(screen.live.staff, key=lambda each: each.name)
            if each.active and each.id != screen.who.person
        ]
        screen.app.push_screen(Pick("Siapa yang tidak masuk hari ini?", rows), picked)

    screen.read(lambda: roster.noted_today(screen.desk, screen.who), show, group="roster")


def note_absent(screen: LoketScreen, person: int) -> None:
    """Ask why, and note that they did not come; of whom that was noted, whether they came after all."""

    def show(noted: Mapping[int, int]) -> None:
        if person in noted:
            _ask_came(screen, person, noted[person])
        else:
            _ask_why(screen, person)

    screen.read(lambda: roster.noted_today(screen.desk, screen.who), show, group="roster")


def _ask_why(screen: LoketScreen, person: int) -> None:
    name = _name(screen, person)

    def entered(done: Entered) -> None:
        screen.changed()
        screen.read(lambda: uncovered.coming(screen.desk), partial(say, done), group="roster")

    def say(done: Entered, lacking: tuple[Uncovered, ...]) -> None:
        freed = f"; {done.freed} berkas kembali ke tumpukannya" if done.freed else ""
        today = screen.working.date_of(screen.desk.now())
        without = [each.role for each in lacking if each.first <= today and name in each.missed]
        roles = ", ".join(screen.desk.office.roles[role].name for role in without)
        told = f" Tanpa {roles} hari ini: admin mencatat piket." if roles else ""
        screen.say(f"{name} dicatat tidak masuk hari ini{freed}.{told}")

    def given(reason: str | None) -> None:
        if reason == _OTHER:
            asked = Ask(title, "Alasannya", save="Catat", wrong=short_reason_fault)
            screen.ask(0, f"tidak masuk {person}", asked, given)
        elif reason is not None:
            screen.act(lambda: roster.away_today(screen.desk, screen.who, person, reason), entered)

    title = f"{name} tidak masuk hari ini"
    rows = [*((each, capitalized(each)) for each in roster.AWAY), (_OTHER, "Alasan lain …")]
    screen.app.push_screen(Pick(title, rows, lines=(_WHAT_FOLLOWS,)), given)


def _ask_came(screen: LoketScreen, person: int, entry: int) -> None:
    name = _name(screen, person)

    def ended(_: object) -> None:
        screen.changed()
        screen.say(f"{name} masuk hari ini; catatan tidak masuk dicabut.")

    def answered(yes: bool | None) -> None:
        if yes:
            screen.act(lambda: roster.came_after_all(screen.desk, screen.who, entry), ended)

    sentence = "Sudah dicatat tidak masuk hari ini. Ternyata datang?"
    screen.app.push_screen(Confirm(name, sentence, yes="Ya, cabut catatannya"), answered)


def _name(screen: LoketScreen, person: int) -> str:
    return screen.live.names.get(person, "petugas")
