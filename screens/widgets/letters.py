"""Choosing among fixed answers by letters: which answer they mean, and that none is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual.message import Message


@dataclass
class Missed(Message):
    """A letter was typed with which no answer begins; `sentence` says so, an empty one: no more."""

    sentence: str


def meant(letters: str, answers: Sequence[str], places: Iterable[int]) -> Iterator[int]:
    """Those of the `places`, in their order, whose answer has a word that begins with these letters."""
    for at in places:
        if any(word.startswith(letters) for word in re.findall(r"\w+", answers[at].casefold())):
            yield at


def places_from(at: int, count: int) -> list[int]:
    """The places of all `count` answers, from that one on and round to the one before it."""
    return [(at + step) % count for step in range(count)]
