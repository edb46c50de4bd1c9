"""Recording what others did elsewhere: for whom and when, in one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from loket.dates import read_date, read_moment
from loket.desk.case.perform import Elsewhere
from loket.desk.words.history import acts_elsewhere
from loket.text import clean, fit, uncapitalized
from screens.widgets.dialogs import Ask, Pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loket.sla import WorkingTime
    from loket.sop.model import Step
    from screens.shell.screen import LoketScreen

RECORD = "Catat"
FOR_WHOM = "Catat untuk siapa?"
_KEY_CELLS = 20
WHEN = "Tulis tanggal dan jam, misalnya 20-11-2026 14.05."


@dataclass(frozen=True, slots=True)
class Recording:
    """What is to be recorded: its words, where it was done, and by which of whose roles.

    `wrong` says what is amiss with an instant (ms UTC), `now` is the latest that it may be; `lines` name the
    files, where they are many; `ask` asks for a text, and gives it to what follows.
    """

    title: str
    step: Step
    sign_off: int
    roles: Sequence[str]
    names: Mapping[str, str]
    now: int
    wrong: Callable[[int], str]
    ask: Callable[[Ask, Callable[[str], None]], None]
    lines: Sequence[str] = ()


def ask_elsewhere(screen: LoketScreen, what: Recording, then: Callable[[Elsewhere], None]) -> None:
    """Ask when it was done, and for whom where several may have done it."""

    def picked(role: str | None) -> None:
        if role is not None:
            _ask_when(screen, what, role, then)

    if len(what.roles) == 1:
        _ask_when(screen, what, what.roles[0], then)
    else:
        rows = [(role, what.names.get(role, role)) for role in what.roles]
        screen.app.push_screen(Pick(FOR_WHOM, rows), picked)


def _ask_when(screen: LoketScreen, what: Recording, role: str, then: Callable[[Elsewhere], None]) -> None:
    def wrong(typed: str) -> str:
        at = read_instant(screen.working, what.now, typed)
        return WHEN if at is None else what.wrong(at)

    def given(typed: str) -> None:
        at = read_instant(screen.working, what.now, typed)
        if at is not None:
            then(Elsewhere(role, at))

    who = acts_elsewhere(what.step, what.sign_off, role, what.names)
    asked = Ask(
        f"{RECORD}: {uncapitalized(what.title)}",
        f"{who} · tanggal dan jam",
        initial=f"{screen.working.local(what.now):%d-%m-%Y %H.%M}",
        save=RECORD,
        wrong=wrong,
        above=Static(Content("\n".join(clean(line) for line in what.lines))) if what.lines else None,
    )
    what.ask(asked, given)


def recorded_word(word: str, recorded: bool) -> str:
    """A key's word, where what it does is only recorded here; cut to leave the other keys their room."""
    return fit(f"{RECORD}: {uncapitalized(word)}", _KEY_CELLS) if recorded else word


def read_instant(working: WorkingTime, now: int, typed: str) -> int | None:
    """The instant of a date with a time, or of a time on the date of `now`; None for a date alone."""
    moment = read_moment(typed, working.date_of(now))
    if moment is None or read_date(typed) is not None:
        return None
    return working.instant(*moment)
