"""A command that stays with an office, turn after turn, whatever keeps it from its work meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from loket.cli.data import data_place
from loket.cli.failed import Failed
from loket.desk.words.trouble import opening_failed, unforeseen
from loket.failing import Reports
from loket.location import beside
from loket.log import LOG


class Steady:
    """`work` is a turn's, and gives the sentence for what it waits for; what keeps it is told once."""

    def __init__(self, data: str | None, work: Callable[[], str]) -> None:
        self._data, self._work = data, work
        self._told = ""
        self._reports = Reports()

    def turn(self) -> bool:
        """One turn; whether nothing kept it. Whatever fails may be put back, or free again, the next time.

        Raises Failed: what was given to the command is wrong each time.
        """
        try:
            kept_from = self._work()
        except Failed:
            raise
        except Exception as error:
            kept_from = opening_failed(error)
            if unforeseen(error):
                self._reports.take(error, beside(data_place(self._data)).parent / LOG, time.monotonic())
        if kept_from and kept_from != self._told:
            print(kept_from, file=sys.stderr, flush=True)
        self._told = kept_from
        return not kept_from
