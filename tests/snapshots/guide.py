"""Leads through the program on the demo office: signs people in, presses keys, and stops at each view.

What is done at a view (compare its text, draw it, look for what a terminal would obey) the caller decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.events import Key, Paste
from textual.pilot import Pilot

from loket.desk.authority import Who
from loket.desk.case import lists
from loket.desk.case.lists import PileRow
from loket.desk.office import Desk
from loket.desk.people import staff
from loket.desk.people.sign_in import Person, counters
from loket.flow.standing import Standing
from screens.app import LoketApp
from screens.shell.screen import LoketScreen
from tests.opened import let_go, live
from tests.screen_text import screen_text
from tests.screens.house import settle

SMALL, LARGE = (80, 24), (120, 36)
FRAME = 1 / 50
_KEYS = {" ": "space", "-": "minus", ".": "full_stop"}


@dataclass
class Guide:
    """The program at work; `at_view` is called at each view with its name."""

    app: LoketApp
    pilot: Pilot[int]
    at_view: Callable[[str, Guide], Awaitable[None]]

    async def settle(self) -> None:
        """Wait until every desk has answered and what follows from the answers is shown."""
        await settle(self.pilot)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, letting the program finish after each."""
        for key in keys:
            self._send(key)
            await self.settle()

    async def write(self, text: str) -> None:
        """Type a text, as a scanner does: in one go."""
        for char in text:
            self._send(_KEYS.get(char, char), char)
        await self.settle()

    def _send(self, key: str, character: str | None = None) -> None:
        """A key as the driver would report it. Textual's own `press` waits long for an idle processor."""
        if character is None and len(key) == 1:
            character = key
        event = Key(key, character)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    def send(self, *keys: str) -> None:
        """Press keys faster than the program answers."""
        for key in keys:
            self._send(key)

    async def paste(self, text: str) -> None:
        """Paste a text into whatever has the focus."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def view(self, name: str) -> None:
        """Stop here, with the newest truth on the screen."""
        await self.renew()
        await self.at_view(name, self)

    async def renew(self) -> None:
        """Let what others wrote and the passing second arrive."""
        live(self.app).changes.look()
        live(self.app).tick()
        await self.settle()
        before = ""
        while before != (before := screen_text(self.app)):
            await asyncio.sleep(FRAME)
            await self.settle()

    async def sign_in(self, role: str, *, at: int = 0) -> None:
        """Sign in the `at`-th person whose first role this is, at the first counter they may use."""
        member = holders(live(self.app).desk, role)[at]
        person = Person(member.id, member.nip, member.name, member.roles)
        places = counters(live(self.app).desk, person)
        live(self.app).signed_in(person, places[0].id if places else None)
        await self.settle()

    async def sign_out(self) -> None:
        """Back to the sign-in, dropping whatever is open."""
        live(self.app).sign_out()
        await self.settle()

    async def show(self, screen: LoketScreen) -> None:
        """Put a screen on top."""
        self.app.push_screen(screen)
        await self.settle()

    def file(
        self, *, step: int | None = None, standing: Standing | None = None, outcome: str = ""
    ) -> PileRow:
        """The first file of the office, by id, at that step and standing, or with that outcome."""
        if outcome:
            known = lists.find(live(self.app).desk, Who(1), "00", limit=200)
            rows = [r for r in known if r.work.outcome == outcome]
        else:
            rows = list(lists.all_open(live(self.app).desk, Who(1)))
        found = [
            row
            for row in rows
            if (step is None or row.work.step == step) and (standing is None or row.work.standing == standing)
        ]
        return min(found, key=lambda row: row.work.file_id)


def holders(desk: Desk, role: str) -> list[staff.Member]:
    """Those whose first role this is, in the order in which they were entered."""
    return [m for m in sorted(staff.staff(desk), key=lambda m: m.id) if m.roles[0] == role]


@asynccontextmanager
async def opened(
    path: Path,
    at_view: Callable[[str, Guide], Awaitable[None]],
    size: tuple[int, int] = SMALL,
    hint: tuple[str, ...] = (),
) -> AsyncIterator[Guide]:
    """The program on that database, its office open."""
    app = LoketApp(path, hint=hint)
    async with app.run_test(size=size, notifications=True) as pilot:
        guide = Guide(app, pilot, at_view)
        async with asyncio.timeout(60):
            while app.live is None:
                await guide.settle()
        await guide.settle()
        yield guide
    let_go(app)
