"""What speaks against the computer's clock, as it goes and by what was written last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from loket.desk.clock import asked

if TYPE_CHECKING:
    from loket.desk.clock import Asked
    from loket.desk.office import Desk
    from loket.desk.time.clock import Basis, Doubt


class ClockDoubts:
    """The doubts that were found last; those of the beginning are asked about as somebody signs in."""

    def __init__(self, desk: Desk, basis: Basis) -> None:
        self._desk, self.basis = desk, basis
        self.found: tuple[Doubt, ...] = desk.doubts(basis)

    def judge(self) -> bool:
        """See what speaks against the clock now; whether something new does."""
        before, self.found = self.found, self._desk.doubts(self.basis)
        return bool(set(self.found) - set(before))

    def about(self, roles: Iterable[str]) -> Asked | None:
        """What a person with these roles has to be asked about the clock as it goes now."""
        return asked(self._desk, self.basis, roles)
