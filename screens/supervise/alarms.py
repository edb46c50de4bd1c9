"""The alarms that stand, which press first; Enter sees to one: what is done and until when is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.case import directing
from loket.desk.case.record import Ref
from loket.desk.lookout import alarms
from loket.desk.people.changes import short_reason_fault
from loket.desk.queue.handling import handle
from loket.flow.alarm import What
from loket.flow.lane import Pressure
from loket.text import cells, clean, fit
from screens.calling.until import ask_until
from screens.widgets.dialogs import Ask, Do, Pick, do

if TYPE_CHECKING:
    from loket.desk.lookout.alarms import Alarms, StandingAlarm
    from loket.flow.alarm import Alarm
    from screens.shell.screen import LoketScreen

TITLE = "Peringatan"
NONE = "Tidak ada peringatan."
_TO_HALL = "Ke loketnya: siapa di sana, siapa menunggu"
_DONE = "Selesai, atau tidak perlu lagi: ingat dicabut"
SIGNS = {Pressure.ACTION: "▲", Pressure.ATTENTION: "△"}
"""Before what presses, by what it needs."""
Then = Callable[[], None]
"""What comes once somebody sees to one."""
Show = Callable[["Alarm"], None]
"""Shows what an alarm is about: its files, or its counters with who waits."""
_IN_HALL = frozenset({What.WAIT, What.SILENT})


def show_alarms(screen: LoketScreen, then: Then, show_files: Show) -> None:
    """List them as they are now."""

    def show(found: Alarms) -> None:
        list_alarms(screen, found, then, show_files)

    screen.read(lambda: alarms.look(screen.desk, screen.who), show, group="alarms listed")


def list_alarms(screen: LoketScreen, found: Alarms, then: Then, show_files: Show) -> None:
    """List these, those that press above those that somebody sees to."""
    known = {each.alarm.key: each for each in found.standing}

    def picked(key: object) -> None:
        if key in known:
            _act_on(screen, known[key], then, show_files)

    if not known:
        screen.say(NONE)
        return
    rows = [(key, f"{sign(each)} {clean(each.words)}", standing_words(each)) for key, each in known.items()]
    lines = [f"{each.words}: {each.seen_to}." for each in found.standing if each.seen_to]
    screen.app.push_screen(Pick(TITLE, rows, lines=lines), picked)


def sign(each: StandingAlarm) -> str:
    """What stands before an alarm: how much it presses, or that somebody sees to it."""
    return SIGNS[each.alarm.pressure] if each.presses else "·"


def standing_words(each: StandingAlarm) -> str:
    """How it stands, in a word, beside what its sign says."""
    if not each.presses:
        return "ditangani"
    return "lebih parah" if each.seen_to else ""


def pressing_words(found: Alarms, room: int) -> str:
    """`▲ Loket 2: 5 menunggu, terlama … (+2)`: the first that presses, cut, and how many more; or empty."""
    if not found.pressing:
        return ""
    first, others = found.pressing[0], len(found.pressing) - 1
    more = f" (+{others})" if others else ""
    return fit(f"{sign(first)} {clean(first.words)}", room - cells(more)) + more


def _act_on(screen: LoketScreen, each: StandingAlarm, then: Then, show_files: Show) -> None:
    """What it is about may be looked at, what is to be remembered of one may be done; or it is seen to."""
    alone, remembered = len(each.files) == 1, each.alarm.what is What.REMEMBER
    if not alone and remembered:  # of many reminders its words name the files
        see_to(screen, each, then)
        return

    def done(_: object) -> None:
        then()
        screen.say("Ingat dicabut. F9 urung.")

    def let_go() -> None:
        screen.act(lambda: directing.let_go(screen.desk, screen.who, Ref(each.files[0], 0)), done)

    looks = partial(screen.open_case, each.files[0]) if alone else partial(show_files, each.alarm)
    label = "Lihat berkasnya" if alone else f"Lihat {len(each.files)} berkasnya"
    rows: list[tuple[Do, str]] = [
        (looks, _TO_HALL if each.alarm.what in _IN_HALL else label),
        *([(let_go, _DONE)] if remembered else []),
        (partial(see_to, screen, each, then), "Sedang ditangani: apa, dan sampai jam berapa"),
    ]
    screen.app.push_screen(Pick(fit(clean(each.words), 120), rows), do)


def see_to(screen: LoketScreen, each: StandingAlarm, then: Then) -> None:
    """Ask what is done about it, and until when."""
    label = f"{clean(each.words)}. Apa yang dilakukan?"
    asked = Ask("Sedang ditangani", label, save="Lanjut", wrong=short_reason_fault)
    screen.ask(0, f"peringatan {each.alarm.key}", asked, lambda why: _ask_until(screen, each, why, then))


def _ask_until(screen: LoketScreen, each: StandingAlarm, reason: str, then: Then) -> None:
    def done(_: object) -> None:
        then()
        screen.say("Tercatat sedang ditangani; disebut lagi bila memburuk. F9 urung.")

    def see(until: int | None) -> None:
        screen.act(lambda: handle(screen.desk, screen.who, [each.alarm], reason, until), done)

    ask_until(screen, "Sedang ditangani", "Catat", see)
