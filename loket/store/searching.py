"""What is looked for: words, a phone, a number, each as a pattern for the columns kept for searches."""

from __future__ import annotations

from loket.matching import MOST_WORDS, asked, digits_of, is_number, signs
from loket.store.sql import containing, phone_digits

_PHONE_FROM, _NUMBER_FROM, _NIK = 5, 8, 16
"""From how many digits on they are taken for a phone's, for a NIB's or NPWP's, for a whole NIK."""
_DOCUMENT = 4
"""From how many letters and digits on they are taken for the whole number of a passport or the like."""


def sought(typed: str) -> dict[str, str]:
    r"""Patterns (LIKE, ESCAPE '\'; `nik`, `document` the number itself) by name; empty where none is typed.

    A NIK is never found by a part of it, nor the number of another document.
    """
    digits, number = digits_of(typed), is_number(typed)
    document = signs(typed).upper() if digits else ""
    words = () if number and len(digits) >= _PHONE_FROM else asked(typed)
    phone = phone_digits(typed) if number and len(digits) >= _PHONE_FROM else ""
    return {
        "words": typed if words else "",
        **{f"word{at}": containing(words[at]) if at < len(words) else "%" for at in range(MOST_WORDS)},
        "signs": containing(signs(typed)) if any(c.isdigit() for c in typed) else "",
        "phone": containing(phone) if phone else "",
        "numbers": containing(digits) if number and len(digits) >= _NUMBER_FROM else "",
        "document": document if len(document) >= _DOCUMENT else "",
        "nik": digits if number and len(digits) == _NIK else "",
    }


def every_word(condition: str) -> str:
    """A condition that must hold of each word of a search; `{at}` in it stands for the word's place."""
    return " AND ".join(f"({condition.format(at=at)})" for at in range(MOST_WORDS))
