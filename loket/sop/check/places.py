"""Where faults stand: keys of steps, branches and times, and what is told once for many places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from loket.sop.model import AllowedTime, Branch, Demand, Procedure, Step

_SHOWN = 20
"""No sentence names more words than that."""
_PLACES = 3


def key_of(step: Step, branch: Branch | None = None, name: str = "") -> str:
    """Where a step, or a branch of it, stands in the file, and a key of either.

    A step whose `urut` could not be read has its place below zero: the third is -3 and told as `#3`.
    """
    place = step.sequence if step.sequence > 0 else f"#{-step.sequence}"
    part = f".serentak[{step.id or f'#{step.strand}'}]" if step.strand else ""
    path = f"langkah[{place}]{part}" + (f".cabang[{branch.id}]" if branch else "")
    return f"{path}.{name}" if name else path


def listed(words: Iterable[object]) -> str:
    """The words with commas between; of very many only the first."""
    said = [str(word) for word in words]
    return ", ".join(said[:_SHOWN]) + (" …" if len(said) > _SHOWN else "")


def numbered(sequences: Iterable[int]) -> str:
    """Steps by their `urut`, those that have one."""
    return listed(sequence for sequence in sequences if sequence > 0)


def every_branch(procedure: Procedure) -> Iterator[tuple[Step, Branch]]:
    """Every branch with its step, or its part of one, in the file's order."""
    for place in procedure.places:
        for branch in place.branches:
            yield place, branch


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


def performers_of(step: Step) -> tuple[str, ...]:
    """Every role that performs the step or signs in it."""
    return tuple(dict.fromkeys((*step.roles, *(role for s in step.sign_offs for role in s.roles))))


def recorders_of(step: Step) -> tuple[str, ...]:
    """Every role that may record at the step for those who perform it."""
    return tuple(dict.fromkeys((*step.recorders, *(role for s in step.sign_offs for role in s.recorders))))


def asks_data(step: Step) -> bool:
    """Whether the step, or one of its sign-offs, asks for the technical data."""
    return any(Demand.DATA in step.demanded(at) for at in range(max(1, len(step.sign_offs))))


@dataclass(frozen=True, slots=True)
class Timed:
    """A time at a key of the file: over which steps, by the roles that perform them if it may name any.

    `may_wait`: whether it may be unknown until the facts that it depends on are recorded.
    """

    key: str
    time: AllowedTime
    steps: Collection[int]
    roles: Collection[str] = ()
    may_wait: bool = False

    def cases(self) -> Iterator[tuple[str, str, AllowedTime]]:
        """Each time that may apply, with the keys at which its facts and its time stand."""
        for number, time in enumerate(self.time.each, start=1):
            place = f"{self.key}[#{number}]"
            yield (f"{place}.bila", f"{place}.waktu", time) if self.time.cases else ("", self.key, time)


def times_of(step: Step) -> Iterator[Timed]:
    """The times of a step and of its sign-offs."""
    here = (step.sequence,)
    yield Timed(key_of(step, name="waktu"), step.time, here, performers_of(step))
    for place, sign_off in enumerate(step.sign_offs, start=1):
        yield Timed(f"{key_of(step)}.paraf[#{place}].waktu", sign_off.time, here, sign_off.roles)


def every_time(procedure: Procedure) -> Iterator[Timed]:
    """Every time that may depend on facts: of steps, their sign-offs, groups, and the whole."""
    for step in procedure.places:
        yield from times_of(step)
    limits = procedure.limits
    for place, group in enumerate(limits.groups, start=1):
        yield Timed(f"batas.kelompok[#{place}].waktu", group.time, group.steps, may_wait=True)
    yield Timed("batas.keseluruhan", limits.whole, sequences_of(procedure), may_wait=True)
