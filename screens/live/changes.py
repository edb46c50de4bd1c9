"""What was written, by whomever: looked for four times a second, told to the screen that is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from loket.desk.watching import clock_basis, outdates, present
from loket.desk.words.trouble import database_trouble, found_out, replaced
from screens.shell.stack import tell_seen

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.time.clock import Basis
    from loket.desk.watching import Change, Feed, Present
    from screens.shell.crash import CrashReport


class Hears(Protocol):
    """Who is told, before the screens are."""

    def clock_learned(self, basis: Basis) -> None:
        """What the computer's clock is judged by from now on."""

    def present_read(self, present: Present) -> None:
        """Staff and calendar as they are now."""

    def heard(self, changes: tuple[Change, ...]) -> None:
        """What was written since it was told last."""

    def replaced(self, title: str, *lines: str) -> None:
        """The data are not those any more that were opened."""


class Changes:
    """The feed of changes, and whether the database answers."""

    def __init__(self, app: CrashReport, desk: Desk, feed: Feed, hears: Hears) -> None:
        self._app, self._desk, self._hears = app, desk, hears
        self.feed = feed
        self.connected, self.seen_at = True, desk.now()  # when the database was looked at last
        self._replaced: tuple[str, ...] = ()  # what was told of it
        self.subjects: frozenset[str] = frozenset()  # what the newest entries are about
        self._unheard: tuple[Change, ...] = ()  # what the feed told, and not every screen knows yet
        self._outdated, self._rereading = False, False  # staff, calendar, office
        self._finding_out = False  # what became of an act of which no answer came

    def look(self) -> None:
        """Look whether anything was written; the screen on top shows the new truth."""
        try:
            self._unheard += self.feed.poll()
        except Exception as error:
            if not database_trouble(error):
                raise
            self._tell_replaced(replaced(error))
            self._set_connected(False)
            return
        self._tell_replaced(())
        self.seen_at = self._desk.now()
        self._find_out()
        self._outdated |= any(map(outdates, self._unheard))
        changes, self._unheard = self._unheard, ()
        if changes:
            self.subjects = frozenset(change.subject for change in changes)
            self._app.run_worker(self._read_clock, thread=True, group="clock", exclusive=True)
        self._hears.heard(changes)
        if self._outdated:
            self._read_present()
            return
        if not self._rereading:
            self._set_connected(True)
        if changes:
            tell_seen(self._app, lambda screen: screen.changed())

    def _tell_replaced(self, told: tuple[str, ...]) -> None:
        """Tell once what became of the data, and again only of something else."""
        if told and told != self._replaced:
            self._hears.replaced(*told)
        self._replaced = told

    def _find_out(self) -> None:
        """Of an act of which no answer came find out, in a thread, whether it was kept, and say so."""
        if self._finding_out or not self.feed.unsure:
            return
        self._finding_out = True

        def work() -> None:
            kept: bool | None = None
            try:
                kept = self.feed.settle()
            except Exception as error:
                if not database_trouble(error):
                    raise
            finally:
                self._app.call_later(self._found_out, kept)

        self._app.run_worker(work, thread=True, group="present")

    def _found_out(self, kept: bool | None) -> None:
        self._finding_out = False
        if kept is not None:
            self._app.say(found_out(kept))

    def _read_clock(self) -> None:
        """Read what the computer's clock is judged by, in a thread; if it cannot be, at the next change."""
        try:
            basis = clock_basis(self._desk)
        except Exception as error:
            if not database_trouble(error):
                raise
            return
        self._app.call_later(self._hears.clock_learned, basis)

    def _read_present(self) -> None:
        """Read staff, calendar and office again, in a thread; what could not be is read at the next look."""
        if self._rereading:
            return
        self._outdated, self._rereading = False, True

        def work() -> None:
            read: Present | None = None
            try:
                read = present(self._desk)
            except Exception as error:
                if not database_trouble(error):
                    raise
            finally:
                self._app.call_later(self._take_in, read)

        self._app.run_worker(work, thread=True, group="present")

    def _take_in(self, read: Present | None) -> None:
        """Screens read again once these are the newest."""
        self._rereading = False
        self._outdated |= read is None
        if read is not None:
            self._hears.present_read(read)
            tell_seen(self._app, lambda screen: screen.changed())
        self._set_connected(read is not None)

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            tell_seen(self._app, lambda screen: screen.refresh_bars())
