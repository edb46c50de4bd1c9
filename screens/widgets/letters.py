"""Choosing among fixed answers by letters: which answer they mean, and that none is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from textual.message import Message


@dataclass
class Missed(Message):
    """A letter was typed with which no answer begins; `sentence` says so, an empty one: no more."""

    sentence: str


def meant(letters: str, answers: Sequence[str], at: int) -> int | None:
    """The place of the next answer that begins so, else of the next in which a word does; None where none is.

    It is looked for from the place `at` on and round to the one before it.
    """
    places = [(at + step) % len(answers) for step in range(len(answers))]
    words = [answer.casefold() for answer in answers]
    begins = (place for place in places if words[place].startswith(letters))
    within = (p for p in places if any(word.startswith(letters) for word in re.findall(r"\w+", words[p])))
    return next(chain(begins, within), None)
