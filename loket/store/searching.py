"""What is looked for: words, a phone, a number, each as a pattern for the columns kept for searches."""

from __future__ import annotations

from collections.abc import Mapping

from loket.identity import NIK_DIGITS
from loket.matching import MOST_WORDS, asked, digits_of, folded, is_number, signs
from loket.store.sql import containing, phone_digits

_PHONE_FROM, _NUMBER_FROM = 5, 8
"""From how many digits on they are taken for a phone's, for a NIB's or NPWP's."""
_DOCUMENT = 4
"""From how many letters and digits on they are taken for the whole number of a passport or the like."""


def sought(typed: str) -> dict[str, str]:
    r"""Patterns (LIKE, ESCAPE '\'; `nik`, `document` the number itself) by name; empty where none is typed.

    A NIK is never found by a part of it, nor the number of another document.
    """
    words, numbers = words_in(typed), numbers_in(typed)
    parts = {name: containing(numbers[name]) if numbers[name] else "" for name in ("phone", "numbers")}
    return {
        "words": typed if words else "",
        **{f"word{at}": containing(words[at]) if at < len(words) else "%" for at in range(MOST_WORDS)},
        "signs": containing(signs(typed)) if any(c.isdigit() for c in typed) else "",
        **numbers,
        **parts,
    }


def found_in(typed: str, columns: Mapping[str, str]) -> dict[str, str]:
    """What of it somebody has by their columns for searches, and in which.

    That are words of it, or the number that it is.
    """
    numbers, names = numbers_in(typed), ("company_folded", "name_folded")
    found = {word: name for word in words_in(typed) for name in names if word in columns[name]}
    parts = {"phone": "phone_digits", "numbers": "numbers"}
    found |= {numbers[name]: column for name, column in parts.items() if numbers[name] in columns[column]}
    whole = {"nik": "nik", "document": "id_number"}
    found |= {numbers[name]: column for name, column in whole.items() if numbers[name] == columns[column]}
    return {thing: column for thing, column in found.items() if thing}


def is_said(typed: str, *names: str) -> bool:
    """Whether somebody who reads these sees each word that was typed."""
    words = words_in(typed)
    return bool(words) and all(any(word in folded(name) for name in names) for word in words)


def words_in(typed: str) -> tuple[str, ...]:
    """The words of names that are looked for; none where a number was typed."""
    return () if is_number(typed) and len(digits_of(typed)) >= _PHONE_FROM else asked(typed)


def numbers_in(typed: str) -> dict[str, str]:
    """As what number it is looked for, as it is kept; empty as which it is not."""
    digits, number = digits_of(typed), is_number(typed)
    document = signs(typed).upper() if digits else ""
    return {
        "phone": phone_digits(typed) if number and len(digits) >= _PHONE_FROM else "",
        "numbers": digits if number and len(digits) >= _NUMBER_FROM else "",
        "document": document if len(document) >= _DOCUMENT else "",
        "nik": digits if number and len(digits) == NIK_DIGITS else "",
    }


def every_word(condition: str) -> str:
    """A condition that must hold of each word of a search; `{at}` in it stands for the word's place."""
    return " AND ".join(f"({condition.format(at=at)})" for at in range(MOST_WORDS))
