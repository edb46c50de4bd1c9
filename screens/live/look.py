"""The look of the screen that a person chose, kept for the next time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.desk.people import preferences
from screens.shell.theme import CONTRAST, DARK, LIGHT
from screens.shell.writing import Write

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.people.sign_in import Person
    from screens.shell.live import Live

LOOKS = (LIGHT, DARK, CONTRAST)


def look_of(person: Person) -> str:
    """The look this person chose the last time; the light one where they never did."""
    return person.look if person.look in LOOKS else LIGHT


def next_look(live: Live, who: Who) -> None:
    """Light, dark, high contrast, in turn; kept for the person, unless they may no longer sign in."""
    app = live.app
    app.theme = LOOKS[(LOOKS.index(app.theme) + 1) % len(LOOKS)]
    keep = partial(preferences.keep, live.desk, who, preferences.LOOK, app.theme)

    def kept(error: Exception | None) -> None:
        if error is not None and live.sentence(error) is None:
            raise error

    def answered(_: object, error: Exception | None) -> None:
        app.call_later(kept, error)

    live.writes.put(Write(keep, answered, lasting=True))
