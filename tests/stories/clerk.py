"""Somebody at the keyboard: presses keys, reads the screen, and waits for the program, never for the time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from textual import events
from textual.pilot import Pilot

from screens.app import LoketApp
from screens.intake_hall import text
from screens.widgets.work_list import WorkList
from tests.screen_text import screen_text, unsafe_characters
from tests.stories.office import PASSWORD, Office

_NAMED = {" ": "space", "-": "minus", ".": "full_stop", ",": "comma", "@": "at", "/": "slash", ":": "colon"}


class Clerk:
    """One keyboard and one screen of 80 by 24, whoever sits there."""

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
            while f"● {counter}" not in self.screen:
                await self.presses("right")
            await self.presses("enter")
        self.does_not_see("Kata sandi")

    async def signs_out(self) -> None:
        """Leave the seat to somebody else."""
        await self.presses("f10")
        await self.picks("Ganti orang")
        self.sees("Kata sandi")

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
        for _ in range(12):
            if words in self.line_under_cursor:
                await self.presses("enter")
                return
            await self.presses("down")
        raise AssertionError(f"no line says {words!r}:\n{self.screen}")

    async def settles(self) -> None:
        """Wait until every desk has answered and what follows from the answers is shown."""
        quiet, until = 0, monotonic() + 30
        while quiet < 3:
            assert monotonic() < until, f"the program does not come to rest:\n{self.screen}"
            await self.pilot.pause(0)
            if all(worker.is_finished for worker in self.app.workers):
                quiet += 1
            else:
                quiet = 0
                await asyncio.sleep(0.002)
        assert not unsafe_characters(self.app)

    async def minutes_pass(self, minutes: float) -> None:
        """Time goes on, and the screen with it."""
        self.office.minutes_pass(minutes)
        self.app.tick()
        await self.settles()

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)

    def sees(self, *words: str) -> None:
        """All of these words stand on the screen, wherever their lines break."""
        seen = " ".join(self.screen.split())
        missing = [word for word in words if word not in seen]
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
        row = focused.cursor_row
        return " ".join(text(cell) for cell in row.cells) if row is not None else ""


@asynccontextmanager
async def at_the_keyboard(office: Office) -> AsyncIterator[Clerk]:
    """The program on the office's database, at the sign-in."""
    app = LoketApp(office.path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        clerk = Clerk(app, pilot, office)
        while not app.connected:
            await clerk.settles()
        yield clerk
