"""Whether words name a person: by a whole name or number of theirs, never by a part of another's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from loket.matching import folded, signs, words_of
from loket.store import values
from loket.store.applicants import Applicant
from loket.store.sql import phone_digits

_OF_A_NAME = ("name", "came_name")
"""Fields of a form that hold a whole name and nothing else."""
_LONGEST = 12
"""No name is looked for in more words than these."""
_SURELY = 8
"""A number of fewer signs than this may stand inside another."""


@dataclass(frozen=True, slots=True)
class Named:
    """By what a person is named: their `id`, every name folded, every number as its signs."""

    id: int
    names: frozenset[str]
    numbers: frozenset[str]

    def by(self, text: str) -> bool:
        """Whether a text names them, by a name among its words or a number among its signs."""
        written, words = signs(text), [folded(word) for word in words_of(text)]
        if any(n == written or (len(n) >= _SURELY and n in written) for n in self.numbers):
            return True
        runs = {"".join(words[at : at + n]) for at in range(len(words)) for n in range(1, _LONGEST + 1)}
        return not self.names.isdisjoint(runs)

    def by_form(self, typed: Mapping[str, Any]) -> bool:
        """Whether a form does that is half typed; what it was filled with has the person's id."""
        return any(self._by_field(key, word) for key, word in typed.items())

    def _by_field(self, key: str, word: Any) -> bool:
        if isinstance(word, Mapping):
            return word.get("id") == self.id or self.by_form(word)
        if key in _OF_A_NAME:
            return folded(str(word)) in self.names
        return self.by(str(word))


def named(person: int, known: Iterable[Applicant], kept: Collection[Applicant] = ()) -> Named:
    """By what these versions name a person, and those that are `kept` do not; telephones by whichever prefix.

    Who is `kept` in some words may stand in a form: it names them only by the others.
    """
    (names, numbers), (kept_names, kept_numbers) = _words(known), _words(kept)
    return Named(person if not kept else 0, names - kept_names, numbers - kept_numbers)


def _words(versions: Iterable[Applicant]) -> tuple[frozenset[str], frozenset[str]]:
    """Their names and their numbers, as they are compared."""
    names, numbers = set[str](), set[str]()
    for known in versions:
        names |= {folded(known.name)} if known.name != values.ERASED else set()
        phones = (phone_digits(phone).removeprefix("0") for phone in known.phones)
        numbers |= {signs(number) for number in (known.nik, known.id_number, *phones) if number}
    return frozenset(names - {""}), frozenset(numbers - {""})
