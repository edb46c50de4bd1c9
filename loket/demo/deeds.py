"""How the people of the living demo do anything: as people would at the desks, and it is told in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from loket.desk.office import Desk
from loket.desk.words.refusals import refusal
from loket.desk.words.trouble import database_trouble
from loket.store.tickets import TicketRow

T = TypeVar("T")


@dataclass(slots=True)
class Deeds:
    """An open demo office, and what was said of it since that was asked last."""

    desk: Desk
    _said: list[str] = field(default_factory=list)

    def attempt(self, act: Callable[..., T], *given: Any, **named: Any) -> T | None:
        """Do it as a person would; what a desk refuses, because others were quicker, is left."""
        try:
            return act(self.desk, *given, **named)
        except Exception as error:
            known = refusal(error, {}, self.desk.working_time(), self.desk.now()) is not None
            if database_trouble(error) or not known:
                raise
            return None

    def say(self, what: str) -> None:
        """Say it with the time."""
        self._said.append(f"{self.desk.working_time().local(self.desk.now()):%H.%M}  {what}")

    def tell(self, number: TicketRow, what: str) -> None:
        """Say what became of a number."""
        self.say(f"{number.number} {what}")

    def told(self) -> tuple[str, ...]:
        """What was said since that was asked last."""
        said, self._said = tuple(self._said), []
        return said
