"""The time by the clock of the database's host, the same for all counters whatever their own clocks show.

How far it is ahead of what only runs on here is measured at connecting and each minute; between, nobody asks.
"""

from __future__ import annotations

from sqlalchemy import Connection

from loket.lengths import MINUTE
from loket.uptime import running_clock

_NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"
_SLOW = 1_000
"""A question that took longer (ms) says too little of the time."""


class HostClock:
    """The current instant (ms UTC) by the host's clock, as far as it was measured."""

    def __init__(self) -> None:
        self._ahead: int | None = None
        self._measured = 0

    def __call__(self) -> int:
        """Now."""
        return running_clock() + (self._ahead or 0)

    @property
    def due(self) -> bool:
        """Whether it is to be measured again."""
        return running_clock() - self._measured >= MINUTE

    def measure(self, conn: Connection) -> None:
        """Ask the server for its time: the answer is from the middle of the question. Raises DBAPIError."""
        asked = running_clock()
        shown = int(conn.exec_driver_sql(_NOW).scalar_one())
        self._measured = answered = running_clock()
        if self._ahead is None or answered - asked <= _SLOW:
            self._ahead = shown - (asked + answered) // 2
