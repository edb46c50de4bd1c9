"""Somebody at the keyboard: presses keys, reads the screen, and waits for the program, never for the time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from time import monotonic

from textual import events
from textual.pilot import Pilot

from loket.desk.case.fields import OWN_FIELDS, PERMIT_FIELDS
from loket.office.forms import FieldType
from screens.app import LoketApp
from screens.file.deciding import ADVICE, ONWARD
from screens.widgets.check_list import CheckList
from screens.widgets.fields import TextField
from screens.widgets.work_list import WorkList
from tests.opened import let_go, live
from tests.screen_text import screen_text, unsafe_characters
from tests.screens.house import settle
from tests.stories.office import PASSWORD, Office

_NAMED = {" ": "space", "-": "minus", ".": "full_stop", ",": "comma", "@": "at", "/": "slash", ":": "colon"}


def reads(screen: str, words: str) -> bool:
    """Whether the words stand on the screen; in a ruled-off column they may go on in its next line.

    So they may above the keys, where a rule fills the first line.
    """
    screen = "\n".join(line.rstrip(" ─") for line in screen.splitlines())
    lines = [line.split("│") for line in screen.splitlines()]
    columns = (screen, *("\n".join(parts[at] for parts in lines if len(parts) > at) for at in (0, 1)))
    return any(words in " ".join(column.split()) for column in columns)


_PERMITS = count(1)
"""Numbers of permits: no two have one."""


class Clerk:
    """One keyboard and one screen, whoever sits there."""

    def __init__(self, app: LoketApp, pilot: Pilot[int], office: Office) -> None:
        self.app = app
        self.pilot = pilot
        self.office = office

    async def signs_in(self, name: str, counter: str = "") -> None:
        """Type the beginning of a name and the password; with several counters pick one by its place."""
        self.sees("Kata sandi")
        await self.types(name)
        await self.presses("enter")
        await self.types(PASSWORD)
        await self.presses("enter")
        if counter:
            self.sees("Pilih loket tempat Anda duduk")
            for _ in range(5):
                if f"● {counter}" not in self.screen:
                    await self.presses("right")
            self.sees(f"● {counter}")
            await self.presses("enter")
        self.does_not_see("Kata sandi")

    async def signs_out(self) -> None:
        """Leave the seat to somebody else; F10 first closes what is open."""
        for _ in range(3):
            if "Tutup layar ini" not in self.screen:
                await self.presses("f10")
        self.sees("Tutup layar ini")
        await self.picks("Ganti orang")
        if "Masih di tangan Anda" in self.screen:
            await self.presses("left", "enter")
        self.sees("Kata sandi")

    async def does(self, name: str, says: str, *, file: str = "", way: str = "") -> None:
        """Sign in, take a file (the first one, or the one of that number), fill in its form, send it on.

        `way` is the answer where the SOP leads on in several ways; `says` is what the screen says in the end.
        """
        await self.signs_in(name)
        if file:
            await self.goes_to(file)
        await self.presses("f2")
        self.sees("DI TANGAN ANDA")
        if isinstance(self.app.focused, WorkList):
            await self.presses("enter")
        await self.fills_in()
        await self.sends_on(way)
        self.sees(says)
        await self.signs_out()

    async def fills_in(self) -> None:
        """Mark every requirement as there, and type something that fits into each field, to the last."""
        if isinstance(checks := self.app.focused, CheckList):
            await self.presses(*["a"] * len(checks.items), "enter")
        forms = filter(None, map(live(self.app).desk.form, live(self.app).desk.office.services))
        asked = (*OWN_FIELDS, *(field for form in forms for field in form.fields))
        dates = {f.label for f in asked if f.type in (FieldType.DATE, FieldType.VALID_UNTIL)}
        over = {f.label for f in asked if f.type is FieldType.HAPPENED}
        here = None
        while isinstance(self.app.focused, TextField) and self.app.focused is not here:
            here = self.app.focused
            day = "31-12-2029" if here.label in dates else "01-11-2026"
            said = str(next(_PERMITS)) if here.label == PERMIT_FIELDS[0].label else "1"
            await self.types(day if here.label in dates | over else said)
            await self.presses("enter")

    async def sends_on(self, way: str = "") -> None:
        """F8, with the answers it asks for."""
        await self.presses("f8")
        if way:
            assert ONWARD in self.screen or ADVICE in self.screen, self.screen
            await self.picks(way)
        if "Catat sudah ditandatangani" in self.screen:
            await self.presses("enter")
        if "Ya, akhiri" in self.screen:
            await self.presses("left", "enter")

    async def presses(self, *keys: str) -> None:
        """Press keys one after another, each when the program has done with the one before."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.settles()

    async def types(self, text: str) -> None:
        """Type a text into the field that has the cursor, as fast as a scanner does."""
        for char in text:
            self.app.post_message(events.Key(_NAMED.get(char, char), char))
        await self.settles()

    async def picks(self, words: str) -> None:
        """Go down an open question's list to the line that says this, and press Enter."""
        await self.goes_to(words)
        await self.presses("enter")

    async def goes_to(self, words: str) -> None:
        """Go down the list that has the cursor to the line that says this."""
        for _ in range(20):
            if words in self.line_under_cursor:
                return
            await self.presses("down")
        raise AssertionError(f"no line says {words!r}:\n{self.screen}")

    async def settles(self) -> None:
        """Wait until every desk has answered and what follows from the answers is shown.

        The program looks for news by itself four times a second; here it looks at once.
        """
        await settle(self.pilot)
        live(self.app).changes.look()
        await settle(self.pilot)
        assert not unsafe_characters(self.app)

    async def waits_for(self, *words: str) -> None:
        """Wait for words that come after a moment of rest: what a search finds, what is kept of a form."""
        until = monotonic() + 10
        while not all(reads(self.screen, word) for word in words):
            assert monotonic() < until, f"waited for {words}:\n{self.screen}"
            await asyncio.sleep(0.02)
            await self.settles()

    async def minutes_pass(self, minutes: float) -> None:
        """Time goes on, and the screen with it."""
        self.office.minutes_pass(minutes)
        live(self.app).tick()
        await self.settles()

    async def it_is(self, text: str) -> None:
        """Time goes on to a moment such as `2026-11-23 08:00+07:00`, and the screen with it."""
        self.office.it_is(text)
        live(self.app).tick()
        await self.settles()

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)

    def sees(self, *words: str) -> None:
        """All of these words stand on the screen, wherever their lines break."""
        missing = [word for word in words if not reads(self.screen, word)]
        assert not missing, f"{missing} not on the screen:\n{self.screen}"

    def does_not_see(self, *words: str) -> None:
        """None of these words stands on the screen."""
        there = [word for word in words if word in self.screen]
        assert not there, f"{there} on the screen:\n{self.screen}"

    @property
    def line_under_cursor(self) -> str:
        """The row of the focused list that the cursor stands on."""
        focused = self.app.focused
        assert isinstance(focused, WorkList)
        under = (row for row in focused.rows if row.id == focused.cursor_id)
        return " ".join(c if isinstance(c, str) else c.text for row in under for c in row.cells)


@asynccontextmanager
async def at_the_keyboard(office: Office, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Clerk]:
    """The program on the office's database, at the sign-in, on a screen of so many columns and lines."""
    app = LoketApp(office.path)
    async with app.run_test(size=size, notifications=True) as pilot:
        clerk = Clerk(app, pilot, office)
        async with asyncio.timeout(60):
            while app.live is None:
                await pilot.pause()
        await clerk.settles()
        yield clerk
    let_go(app)
