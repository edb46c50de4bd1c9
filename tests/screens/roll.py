"""A receipt printer for tests of screens: what becomes of each paper in turn, and what it says when asked."""

from __future__ import annotations

from threading import Event
from types import ModuleType

import pytest

from loket.desk.errors import PrintFailed
from loket.desk.papers.printing import Came
from loket.flow.queue.acts import NotPrinted
from loket.office.printer import Printer


class Roll:
    """Prints in place of what a module calls; `comes`: what becomes of the next, else they come out.

    `says`: what keeps it from printing; without `answering` it cannot be asked.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, where: ModuleType) -> None:
        self.printed: list[tuple[str, bytes]] = []
        self.comes: list[Came | NotPrinted] = []
        self.says: NotPrinted | None = None
        self.answering = True
        self.answers = Event()
        self.answers.set()
        monkeypatch.setattr(where, "print_paper", self._print)
        monkeypatch.setattr(where, "hindrance", self._hindrance)

    def _hindrance(self, _: Printer) -> NotPrinted | bool:
        return self.says if self.says is not None else self.answering

    def _print(self, text: str, _printer: Printer, _terminal: object, rolled: bytes) -> Came:
        self.printed.append((text, rolled))
        self.answers.wait(30)
        came = self.comes.pop(0) if self.comes else Came.PRINTED
        if isinstance(came, NotPrinted):
            raise PrintFailed("Printer tiket menolak. Periksa nama dan keadaan printer.", came)
        return came
