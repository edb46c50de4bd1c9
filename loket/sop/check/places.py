"""How faults name where they stand, and the steps and branches that are gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loket.sop.model import Branch, Procedure, Step


def key_of(step: Step, branch: Branch | None = None, name: str = "") -> str:
    """Where a step, or a branch of it, stands in the file, and a key of either."""
    path = f"langkah[{step.sequence}]" + (f".cabang[{branch.id}]" if branch else "")
    return f"{path}.{name}" if name else path


def listed(words: Iterable[object]) -> str:
    """The words with commas between."""
    return ", ".join(str(word) for word in words)


def every_branch(procedure: Procedure) -> Iterator[tuple[Step, Branch]]:
    """Every branch with its step, in the file's order."""
    for step in procedure.steps:
        for branch in step.branches:
            yield step, branch


def sequences_of(procedure: Procedure) -> list[int]:
    """Every `urut`, in the file's order."""
    return [step.sequence for step in procedure.steps]
