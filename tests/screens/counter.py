"""A clerk at the keyboard of a counter, who sees the screen as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from textual import events
from textual.pilot import Pilot

from screens.app import LoketApp
from tests.opened import live
from tests.picking import keys_to
from tests.screens.house import House, Open, enter, settle

WIB = timezone(timedelta(hours=7))
_MOST = 40  # presses that lead anywhere
_LIGHT = {"up", "down", "left", "right", "tab"}  # keys that ask no desk, and are no scan when they come fast


def at(hour: int, minute: int, day: int = 20) -> int:
    """An instant in November 2026 on the office's clock, ms UTC; the 20th is a Friday."""
    return int(datetime(2026, 11, day, hour, minute, tzinfo=WIB).timestamp() * 1000)


@dataclass
class Clerk:
    """Somebody at the keyboard."""

    app: LoketApp
    pilot: Pilot[Any]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            if key not in _LIGHT:
                await settle(self.pilot)
        await settle(self.pilot)

    async def press_until(self, key: str, holds: Callable[[], bool]) -> None:
        """Press a key again and again until this holds."""
        for _ in range(_MOST):
            if holds():
                return
            await self.press(key)
        raise AssertionError(f"{key} led nowhere:\n{self.screen}")

    async def pick(self, words: str) -> None:
        """The line of the open question's list that begins so."""
        await self.press(*keys_to(self.app, words))

    async def write(self, text: str) -> None:
        """Put a text into the field, as a scanner or a paste does."""
        field = self.app.screen.focused
        assert field is not None
        field.post_message(events.Paste(text))
        await settle(self.pilot)

    async def settle(self) -> None:
        await settle(self.pilot)

    async def look_again(self) -> None:
        """The moment in which somebody else's act arrives."""
        live(self.app).changes.look()
        live(self.app).tick()
        await settle(self.pilot)

    @property
    def field(self) -> str | None:
        """The field in which the cursor stands."""
        return self.app.focused.name if self.app.focused is not None else None

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def halves(self) -> tuple[str, str]:
        """The words left and right of the line that parts the screen, without its bars."""
        parted = [line.split("│", 1) for line in self.screen.splitlines() if "│" in line]
        left, right = (" ".join(" ".join(half).split()) for half in zip(*parted, strict=True))
        return left, right

    def sees(self, *words: str) -> None:
        seen = " ".join(self.screen.split())
        missing = [word for word in words if word not in seen and word not in self.screen]
        assert not missing, f"{missing} not on the screen:\n{self.screen}"


@asynccontextmanager
async def at_work(
    house: House, program: Open, role: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Clerk]:
    """The program with somebody of that role signed in."""
    app = program()
    async with app.run_test(size=size, notifications=True) as pilot:
        await enter(pilot, house, role)
        yield Clerk(app, pilot)
