"""The keys in their order: each is given to the screen once all that the one before it began is done.

So a key that opens a question holds those after it until the question has the cursor, and whatever comes at
once does what the same keys would do one by one. Letters that come at once where nothing can be typed are no
commands but a scan, from so many on as no hand types. Nor are those that were on their way into a field, or
a list of requirements, that went from under the hands: they are dropped, and that is said.

A terminal without function keys, or one that keeps them for itself, gives them as Esc and a digit, together
or one after the other. So where none has come yet, Esc waits for a digit before it does its own work.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Protocol, TypeGuard
from weakref import WeakSet

from textual._time import get_time
from textual.app import App, ScreenStackError
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

SCAN_FROM = 4
AT_ONCE = 0.02
"""Seconds between two keys that came at once: a scanner's are closer, a hand's and a held key's are not."""
REST = 2.0
"""Seconds after a letter in which the next one is still of the same text."""
LEADS = 1.0
"""Seconds after Esc in which a digit makes a function key of both."""
_PATIENCE = 5.0
"""No key waits longer for what an earlier one wanted to read."""
_BEHIND = frozenset({"ahead", "papers", "present", "writes"})
"""Groups of work that no key waits for."""
_DIGITS = {str(number % 10): f"f{number}" for number in range(1, 11)}
"""The function key that a digit stands for after Esc or with Alt."""
_ACTS = frozenset(_DIGITS.values())
_RUBS = frozenset({"backspace", "delete"})
"""Keys within a text that is typed, beside its letters."""
_MOVES = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
"""Steps in a list. Not those to the side: they choose, and what is chosen may open the next field."""


class Typing(Protocol):
    """What the keys ask of the application they are for."""

    @property
    def acting(self) -> bool: ...

    @property
    def waiting(self) -> bool: ...

    @property
    def esc_closes(self) -> bool: ...

    def hurry(self) -> None: ...

    def scanned(self, text: str) -> None: ...

    def dropped(self) -> None: ...


class Keyboard:
    """Holds the keys of `app` back; `typing` is the same, as what the keys ask of it.

    Letters into the same field follow each other without waiting, and so do steps in the same list.
    """

    def __init__(self, app: App[Any], typing: Typing) -> None:
        self._typing, self._app = typing, app
        self._waiting: deque[Key | Paste] = deque()
        self._given: deque[Key | Paste] = deque()  # by the task, and not back yet
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._last: tuple[str, object, object] | None = None
        self._typed: tuple[Widget, Screen[Any], float] | None = None  # into which part, where and when last
        self._commands = 0  # so many of the first that wait are no scan
        self._has_function_keys = False  # the terminal gave one itself
        self._hanging: WeakSet[Worker[Any] | MessagePump] = WeakSet()

    @property
    def at_rest(self) -> bool:
        """Whether no key waits, and no part of the program has something to do yet."""
        return self._task is None and not self._busy()

    def takes(self, key: Key | Paste) -> bool:
        """Whether the app is to deal with this key now; else it waits here, and comes again."""
        if self._given and self._given[0] is key:
            self._given.popleft()
            return True
        meant = self._meant(key)
        if meant is key and self._is_at_once(key):
            self._gives(key)
            return True
        if self._typing.waiting and isinstance(meant, Key) and meant.key in _ACTS:
            return False  # pressed again for want of an answer: it would act on the next file, unseen
        self._waiting.append(meant)
        self._wake()
        return False

    def press(self, name: str, *, first: bool = False) -> None:
        """A key that was pointed at or chosen: as if pressed now, or (`first`) before all that waits."""
        key = Key(name, name if len(name) == 1 else None)
        if first:
            self._waiting.appendleft(key)
            self._commands += 1  # its letter stands alone, whatever follows it
        elif not (self._typing.waiting and name in _ACTS):
            self._waiting.append(key)
        self._wake()

    def _wake(self) -> None:
        self._came.set()
        if self._task is None:
            self._task = asyncio.create_task(self._give())

    def _is_at_once(self, key: Key | Paste) -> bool:
        """Whether nothing is to be done before it, nor known of what follows it."""
        free = self._task is None and not self._is_loose(key) and not self._may_lead(key)
        return free and (self._goes_on(key) or self._is_next(key))

    # function keys of a terminal that has none

    def _meant(self, key: Key | Paste) -> Key | Paste:
        """The function key for a digit with Alt or after Esc, which then is none; any other as it is."""
        if not isinstance(key, Key):
            return key
        self._has_function_keys |= key.key in _ACTS
        name = _DIGITS.get(key.key.removeprefix("alt+"))
        if name is None:
            return key
        if key.key in _DIGITS:
            before = self._waiting[-1] if self._waiting else None
            if before is None or not self._may_lead(before) or key.time - before.time > LEADS:
                return key
            self._waiting.pop()
        return Key(name, None)

    def _may_lead(self, key: Key | Paste) -> bool:
        if not isinstance(key, Key) or key.key != "escape":
            return False
        return not self._has_function_keys and self._typing.esc_closes

    async def _lone(self, key: Key | Paste) -> bool:
        """Whether no digit follows this Esc, which is the first that waits; known once anything else does."""
        while len(self._waiting) == 1 and self._waiting[0] is key:
            left = key.time + LEADS - get_time()
            if left <= 0:
                await self._quiet()  # what came in time is heard by now
                break
            self._came.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._came.wait()
        return bool(self._waiting) and self._waiting[0] is key

    async def _give(self) -> None:
        """Give what waits, key by key."""
        try:
            while True:
                if not (self._waiting and self._goes_on(self._waiting[0])):
                    await self._quiet()
                    if not (self._waiting and self._app.is_running):
                        return
                    self._typing.hurry()
                    await self._quiet()
                if not self._app.is_running:
                    return
                await self._next()
        except ScreenStackError:  # the program is ending: no screen is left that keys could go to
            self._waiting.clear()
        except Exception as error:
            self._app._handle_exception(error)
        finally:
            self._task, self._commands = None, 0

    async def _next(self) -> None:
        key = self._waiting[0]
        if self._may_lead(key) and not await self._lone(key):
            return
        if self._commands:
            self._commands -= 1
        elif self._is_late(key):
            self._waiting.popleft()
            self._typing.dropped()
            return
        elif isinstance(key, Paste) and self._is_loose(key):
            self._waiting.popleft()
            self._scanned(key.text)
            return
        elif self._is_loose(key) and _may_begin_scan(key):
            letters = await self._came_at_once()
            if len(letters) >= SCAN_FROM:
                self._take_scan(letters)
                return
            self._commands = len(letters) - 1
        self._waiting.popleft()
        self._gives(key)
        self._given.append(key)
        self._app.post_message(key)

    def _gives(self, key: Key | Paste) -> None:
        """Remember where this key goes, which is given now."""
        self._last = self._kind(key)
        part = self._app.focused
        is_text = _is_letter(key) or (isinstance(key, Key) and key.key in _RUBS)
        if part is not None and is_text:
            self._typed = part, self._app.screen, key.time
        else:
            self._typed = None

    def _is_late(self, key: Key | Paste) -> bool:
        """Whether it was on its way into a part of this screen that can take it no more."""
        if self._typed is None or not (_is_letter(key) and self._is_loose(key)):
            return False
        part, screen, at = self._typed
        if screen is not self._app.screen or part in screen.focus_chain or key.time - at > REST:
            return False
        self._typed = part, screen, key.time
        return True

    async def _came_at_once(self) -> list[Key]:
        """The letters at the front that came at once, when no further one can be of them any more."""
        while True:
            letters: list[Key] = []
            for key in self._waiting:
                if not _is_letter(key) or (letters and key.time - letters[-1].time > AT_ONCE):
                    return letters
                letters.append(key)
            left = letters[-1].time + AT_ONCE - get_time()
            if left <= 0:
                return letters
            self._came.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._came.wait()

    def _take_scan(self, letters: list[Key]) -> None:
        """Give the text, without the Enter or Tab with which a scanner ends it."""
        for _ in letters:
            self._waiting.popleft()
        after = self._waiting[0] if self._waiting else None
        if (
            isinstance(after, Key)
            and after.key in ("enter", "tab")
            and after.time - letters[-1].time <= AT_ONCE
        ):
            self._waiting.popleft()
        self._scanned("".join(key.character or "" for key in letters))

    def _scanned(self, text: str) -> None:
        """Give a scan: what comes after it was not on its way into where letters went before."""
        self._typed = None
        self._typing.scanned(text)

    # what the next key waits for

    async def _quiet(self) -> None:
        """Wait until what was begun is done. An act is waited for to its end; whatever else hangs, once."""
        while self._app.is_running and (self._busy() or self._begun()):
            try:
                async with asyncio.timeout(_PATIENCE):
                    await self._done()
            except TimeoutError:
                self._hanging.update(worker for worker in self._begun() if worker.group != "writes")
                parts = (self._app, *self._app._registry)
                self._hanging.update(part for part in parts if self._at_work(part))
                if not self._typing.acting:
                    return

    async def _done(self) -> None:
        while self._app.is_running:
            if self._busy():
                await asyncio.sleep(0)
            elif tasks := [worker._task for worker in self._begun() if worker._task is not None]:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            else:
                return

    def _busy(self) -> bool:
        """Whether any part of the program has something to do yet."""
        return self._at_work(self._app) or any(map(self._at_work, self._app._registry))

    def _at_work(self, part: MessagePump) -> bool:
        """Whether it does not wait for a message; one that is taken down waits for none."""
        came: Any = part._message_queue.ready_event
        if part._closing or part._closed:
            return False
        if came._waiters and not came.is_set():
            self._hanging.discard(part)
            return False
        return part not in self._hanging

    def _is_next(self, key: Key | Paste) -> bool:
        """Whether there is nothing to do but this key, which the app has in hand."""
        app = self._app
        self._typing.hurry()
        more = app.message_queue_size or app._pending_message is not None or self._begun()
        return not more and not any(map(self._at_work, app._registry))

    def _begun(self) -> list[Worker[Any]]:
        """What desks are being asked."""
        behind = _BEHIND - {"writes"} if self._typing.acting else _BEHIND
        return [
            worker
            for worker in self._app.workers
            if not worker.is_finished and worker.group not in behind and worker not in self._hanging
        ]

    def _goes_on(self, key: Key | Paste) -> bool:
        kind = self._kind(key)
        return kind is not None and kind == self._last

    def _kind(self, key: Key | Paste) -> tuple[str, object, object] | None:
        """What goes on with its like: letters in a field, and steps in a list."""
        focused = self._app.focused
        if _is_letter(key) and takes_text(focused):
            kind = "letter"
        elif isinstance(key, Key) and key.key in _MOVES and not takes_text(focused):
            kind = "move"
        else:
            return None
        return kind, focused, self._app.screen

    def _is_loose(self, key: Key | Paste) -> bool:
        """Whether it is a text that no field takes."""
        return (isinstance(key, Paste) or _is_letter(key)) and not takes_text(self._app.focused)


def takes_text(focused: Widget | None) -> bool:
    """Whether letters are typed there: in a field, or in a list that they narrow."""
    return focused is not None and any(
        getattr(part, "takes_text", False) for part in focused.ancestors_with_self
    )


def _may_begin_scan(key: Key | Paste) -> bool:
    """Whether what is written so may be a number: `/`, which asks for words, begins none."""
    return isinstance(key, Key) and (key.character or "").isalnum()


def _is_letter(key: Key | Paste) -> TypeGuard[Key]:
    return isinstance(key, Key) and key.is_printable
