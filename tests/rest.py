"""When a program under test rests: seen at its parts, not guessed from how busy the processor is.

Textual's pilot sends a message to every part at each look, and then watches the processor for a while: that
is much work, and on a busy machine it proves nothing.

A program without a terminal draws nothing: a test that looks has the parts drawn by looking. Where a test is
about drawing itself (`drawn`), what Textual would draw in between is drawn when all is at rest.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen

LOOK_SECONDS = 0.001
"""Between looks while something takes its time elsewhere: in a thread, at a timer."""
_HELD_UP_SECONDS = 0.25
ROUNDS = 500
"""So often the event loop may have something to do while no part has: then it is not the program's."""


def _waits(part: MessagePump) -> bool:
    """Whether it has nothing to do before somebody sends it something; `shell/keyboard.py` asks the same."""
    if part._closing or part._closed:
        return True
    queue: Any = part._message_queue
    if queue.values or part._next_callbacks:
        return False
    for waiter in queue.ready_event._waiters:
        return not waiter.done()  # there is one at most: the part itself
    return False


def _idle(app: App[Any], *, alone: bool = True) -> bool:
    """Whether nothing is about to run (`alone`: whoever runs it) and every part waits."""
    if app._resize_event is not None:  # told a moment later, in case the window changes on
        return False
    loop: Any = asyncio.get_running_loop()
    return not (alone and loop._ready) and _waits(app) and all(map(_waits, app._registry))


def at_rest(app: App[Any], *, alone: bool = True) -> bool:
    """Whether no worker is at work, no key waits, no part has a message to hear, nothing that was put off.

    `alone`: nor is anything else about to run, whoever runs it: another program under test may.
    """
    return not app.is_running or (_asks_nothing(app) and _idle(app, alone=alone))


def working(app: App[Any]) -> bool:
    """Whether a desk is at work for it, in a thread: then nothing else need be looked at."""
    return any(not worker.is_finished for worker in app.workers)


def _asks_nothing(app: App[Any]) -> bool:
    """Whether nobody was asked for anything, nothing is to be laid out and no key waits."""
    keyboard = getattr(app, "keyboard", None)
    if keyboard is not None and not keyboard.at_rest:
        return False
    if working(app):
        return False
    screen = app.screen
    drawn = not (screen._callbacks or screen._layout_required or screen._scroll_required)
    moving = app.animator._animations or app.animator._scheduled
    return drawn and not moving


DRAWS: set[str] = set()
"""The test that is about drawing, while it runs."""
_draw = Screen._compositor_refresh


def _draw_later(screen: Screen[Any]) -> None:
    """In place of Textual's drawing: what is to be drawn is remembered, and drawn, if ever, at rest."""
    if screen.app.is_headless and screen is screen.app.screen:
        screen._dirty_widgets.clear()
    else:
        _draw(screen)


async def draw(app: App[Any]) -> bool:
    """Draw what was put off, as the screen's own next act, and wait for that; False if there was nothing."""
    if not (DRAWS and app.is_running and app.is_headless and app.screen._compositor._dirty_regions):
        return False
    app.screen.call_next(_draw, app.screen)
    await rest(app)
    return True


async def rest(app: App[Any], patience: float = 30.0) -> bool:
    """Wait until each part has done what it was sent; False if the program failed.

    Raises:
        WaitForScreenTimeout: something is not done after so many seconds.
    """
    loop: Any = asyncio.get_running_loop()
    until, rounds = monotonic() + patience, 0
    while not _idle(app, alone=rounds < ROUNDS):
        if app._exception is not None or not app._screen_stack:
            return False
        if monotonic() > until:
            raise WaitForScreenTimeout("a part of the screen has not done what it was sent")
        rounds += 1
        await asyncio.sleep(0 if loop._ready else LOOK_SECONDS)
    return app._exception is None


async def _rest_of_screen(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    return await rest(pilot.app, timeout)


async def _rest_of_parts(*_: float) -> None:
    app = active_app.get(None)
    if app is not None:
        await rest(app)


async def _rest_of_all(*_: float) -> None:
    """After a key: wait for what is asked of a desk, too; not long, for a test may hold it up."""
    if (app := active_app.get(None)) is None:
        return
    until = monotonic() + _HELD_UP_SECONDS
    while monotonic() < until:
        if not working(app) and (not await rest(app) or _asks_nothing(app)):
            return
        await asyncio.sleep(LOOK_SECONDS)
    await rest(app)


LOOKS = (
    ("textual.screen.Screen._compositor_refresh", _draw_later),
    ("textual.pilot.Pilot._wait_for_screen", _rest_of_screen),
    ("textual.pilot.wait_for_idle", _rest_of_parts),
    ("textual.app.wait_for_idle", _rest_of_all),
)
"""What of Textual waits otherwise, and what takes its place."""
