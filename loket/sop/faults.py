"""What is wrong in an SOP file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loket.text import fit, scrub

MOST_TOLD = 40
"""So many faults of a file are told at once; whoever has mended these looks again."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: in which file, at which key (`langkah[5].cabang[tidak].ke`), what is wrong, what is right.

    In a key path, a step is named by its `urut` and a branch by its `id`; where these are missing, `#2` means
    the second of its kind. `beyond`: a number beyond its bounds, for which the nearest can stand.
    """

    file: str
    key: str
    wrong: str
    right: str
    beyond: bool = False

    def __str__(self) -> str:
        """The fault in one line, as `loket sop periksa` prints it."""
        return f"{self.place}: {_short(self.wrong)}. Seharusnya: {_short(self.right)}."

    @property
    def place(self) -> str:
        """File and key."""
        return scrub(f"{self.file}: {fit(self.key, _LONGEST)}" if self.key else self.file)


def _short(text: str) -> str:
    """What somebody wrote may be long."""
    return fit(scrub(text), _LONGEST)


def advised(doubt: Fault) -> str:
    """What is no mistake but should be looked at, in one line."""
    return f"Perhatikan: {doubt.place}: {_short(doubt.wrong)}. Sebaiknya: {_short(doubt.right)}."


def fault_lines(
    faults: Iterable[Fault], say: Callable[[Fault], str] = str, what: str = "kesalahan"
) -> list[str]:
    """The faults as lines, those of each file together; of very many only the first."""
    files: dict[str, list[Fault]] = {}
    for fault in faults:
        files.setdefault(fault.file, []).append(fault)
    lines: list[str] = []
    for file, found in files.items():
        lines += map(say, found[:MOST_TOLD])
        if more := found[MOST_TOLD:]:
            lines.append(scrub(f"{file}: … dan {len(more)} {what} lain; perbaiki yang di atas dahulu."))
    return lines


class SopFaults(Exception):
    """An SOP cannot be used; `faults` holds every mistake that was found, in the file's order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault_lines(self.faults)))
