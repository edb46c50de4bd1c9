"""Where faults stand: keys of steps and branches, and what is told once for many places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from loket.sop.model import Branch, Procedure, Step

_SHOWN = 20
"""No sentence names more words than that."""
_PLACES = 3


def key_of(step: Step, branch: Branch | None = None, name: str = "") -> str:
    """Where a step, or a branch of it, stands in the file, and a key of either.

    A step whose `urut` could not be read has its place below zero: the third is -3 and told as `#3`.
    """
    place = step.sequence if step.sequence > 0 else f"#{-step.sequence}"
    path = f"langkah[{place}]" + (f".cabang[{branch.id}]" if branch else "")
    return f"{path}.{name}" if name else path


def listed(words: Iterable[object]) -> str:
    """The words with commas between; of very many only the first."""
    said = [str(word) for word in words]
    return ", ".join(said[:_SHOWN]) + (" …" if len(said) > _SHOWN else "")


def numbered(sequences: Iterable[int]) -> str:
    """Steps by their `urut`, those that have one."""
    return listed(sequence for sequence in sequences if sequence > 0)


def every_branch(procedure: Procedure) -> Iterator[tuple[Step, Branch]]:
    """Every branch with its step, in the file's order."""
    for step in procedure.steps:
        for branch in step.branches:
            yield step, branch


def sequences_of(procedure: Procedure) -> list[int]:
    """Every `urut`, in the file's order."""
    return [step.sequence for step in procedure.steps]


def at_each(uses: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """For each word that is used at (key, word): the first key, and the others in a few words."""
    keys: dict[str, list[str]] = {}
    for key, word in uses:
        keys.setdefault(word, []).append(key)
    return {word: (found[0], _also(found[1:])) for word, found in keys.items()}


def _also(keys: list[str]) -> str:
    if not keys:
        return ""
    more = f" dan {len(keys) - _PLACES} tempat lain" if len(keys) > _PLACES else ""
    return f" (juga pada {', '.join(keys[:_PLACES])}{more})"


def unread_below(unread: Collection[str], key: str) -> bool:
    """Whether something at `key` or within it could not be read."""
    return any(found == key or found.startswith((f"{key}.", f"{key}[")) for found in unread)


def unread_above(unread: Collection[str], key: str) -> bool:
    """Whether `key` lies at or within something that could not be read."""
    return any(found == key or key.startswith((f"{found}.", f"{found}[")) for found in unread if found)
