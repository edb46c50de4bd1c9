"""What several people tell of what they did at once, beside what the journal has of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from loket.store import journal

Entry = tuple[str, int, int]
"""Of a file or number the entry of that sequence; below nought, the one that takes it back."""


class Told(NamedTuple):
    """What a person did, between two instants of the clock that all processes of a computer have (ns).

    `wrote`: entries of it, of which they know; none where it was refused, or there was nothing to do.
    """

    person: int
    act: str
    begun: int
    ended: int
    wrote: list[Entry]


def amiss(told: Iterable[Told], written: Iterable[journal.Entry]) -> list[str]:
    """What does not agree: each act that returned is in the journal once and as its person's, none after one
    that began when it had ended; and nothing else is there, so nothing of what was refused.
    """
    entries = list(written)
    keys = {entry.id: entry.together or entry.id for entry in entries}
    whose = {keys[entry.id]: entry.person_id for entry in entries}
    by_name: dict[Entry, list[int]] = {}
    for entry in entries:
        name = (entry.subject, entry.subject_id)
        by_name.setdefault((*name, entry.seq), []).append(keys[entry.id])
        if (undone := entry.data.get("undone")) is not None:
            by_name.setdefault((*name, -undone), []).append(keys[entry.id])
    done, wrong = list[tuple[int, Told]](), list[str]()
    for each in told:
        match sorted(
            {key for entry in each.wrote for key in by_name.get((entry[0], entry[1], entry[2]), ())}
        ):
            case [key]:
                done.append((key, each))
                if whose[key] != each.person:
                    wrong.append(f"{each.act} of {each.person} is written as {whose[key]}'s")
            case found:
                if each.wrote:
                    wrong.append(f"{each.act} {each.wrote} is there {len(found)} times")
    claims = Counter(key for key, _ in done)
    wrong += [f"entry {key} is of {claims[key]} acts" for key in sorted(whose) if claims[key] != 1]
    last_begun = 0
    for key, each in sorted(done):
        if each.ended < last_begun:
            wrong.append(f"{each.act}, entry {key}, comes after one that began later")
        last_begun = max(last_begun, each.begun)
    return wrong
