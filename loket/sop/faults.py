"""What is wrong in an SOP file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loket.text import scrub


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: in which file, at which key (`langkah[5].cabang[tidak].ke`), what is wrong, what is right.

    In a key path, a step is named by its `urut` and a branch by its `id`; where these are missing, `#2` means
    the second of its kind.
    """

    file: str
    key: str
    wrong: str
    right: str

    def __str__(self) -> str:
        """The fault in one line, as `loket sop periksa` prints it."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        return scrub(f"{place}: {self.wrong}. Seharusnya: {self.right}.")


class SopFaults(Exception):
    """An SOP cannot be used; `faults` holds every mistake that was found, in the file's order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
