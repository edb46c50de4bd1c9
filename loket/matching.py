"""Names and numbers as searches compare them: folded alike where they are kept and where they are typed.

People spell a name as they hear it, with or without title and full stop, and copy a number with or without
its strokes. What is folded here is compared and never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MOST_WORDS = 6
"""A search heeds no more words than these."""
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_SOUNDS = (
    ("oe", "u"), ("o", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("sy", "s"), ("kh", "h"), ("ch", "h"),
    ("dh", "d"), ("bh", "b"), ("y", "i"), ("v", "f"), ("z", "s"), ("q", "k"),
)  # fmt: skip
"""The spelling before 1972, which people keep in their names, and letters that are heard alike."""
_ABDUL = re.compile(r"^abd[ou]r+(?=[aeiou])")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_VARIANTS = {"muhamed": "muhamad", "muhd": "muhamad", "mhd": "muhamad", "ahmed": "ahmad", "akmad": "ahmad"}
_SHORTENED = {"muh": "muhamad", "abd": "abdul"}
"""Words that people shorten. Who types the beginning of a word may mean another, so only what is kept is
read so.
"""
_FORE, _LEAST_BEHIND = ("abdul", "nur"), 3
"""Names that others are written behind, and how many letters these have at least."""
_RUN = re.compile(r"[0-9]+|[^\W\d_]+|[^\W_a-z0-9]+")
_SHORT = 8
"""A number of no more signs than these is short."""


def words_of(text: str) -> list[str]:
    """The words of a name: no accents, capitals, apostrophes or marks, one spelling for each."""
    return [_usual(word) for word in _plain(text)]


def _plain(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_ALPHANUMERIC.sub(" ", _APOSTROPHES.sub("", plain.casefold())).split()


def spelled(name: str) -> str:
    """A name letter by letter: what is heard alike and written otherwise is another one."""
    return "".join(_plain(name))


def kept_words(name: str) -> list[str]:
    """The words of a name as they are kept: those that people shorten written out."""
    return [_SHORTENED.get(word, word) for word in words_of(name)]


def folded(name: str) -> str:
    """A name as it is kept for searches: its words, joined, since people part them differently."""
    return "".join(kept_words(name))


def words_begin(name: str) -> Iterator[str]:
    """A name from where each of its words begins to its end, joined: whoever types a word begins there.

    Where two names are often written as one the second begins too.
    """
    words = kept_words(name)
    for at, word in enumerate(words):
        rest = "".join(words[at:])
        yield rest
        if len(word) == 1 != len(rest):
            yield word
        for fore in _FORE:
            if word.startswith(fore) and len(word) >= len(fore) + _LEAST_BEHIND:
                yield rest.removeprefix(fore)


def parts_begin(number: str) -> Iterator[str]:
    """A number's signs from where each of its parts begins, with its zeros and without; its digits too.

    A short number begins anywhere: of `10231` people say 231.
    """
    parts = _RUN.findall(number.casefold())
    digits = [part for part in parts if part.isascii() and part.isdigit()]
    for said in (parts, digits) if digits != parts else (parts,):
        whole = "".join(said)
        if len(whole) <= _SHORT:
            yield from (whole[at:] for at in range(len(whole)))
            continue
        for at in range(len(said)):
            yield (rest := "".join(said[at:]))
            yield rest.lstrip("0")


def asked(typed: str) -> tuple[str, ...]:
    """The words that a name must all contain, in whatever order.

    Titles, degrees and a shortened first name (Moh.) count for nothing beside another word: they are often
    left out.
    """
    name, _, behind = typed.partition(",")
    told = [*words_of(name), *(word for word in words_of(behind) if word in _COMPANY_FORMS)]
    meant = [word for word in told if word not in _TITLES]
    meant = [word for word in meant if word not in _SHORTENED] or meant or words_of(typed)
    return tuple(dict.fromkeys(meant))[:MOST_WORDS]


def has_words(name: str, typed: str) -> bool:
    """Whether a name has all the words that were typed to find it."""
    return all(word in folded(name) for word in asked(typed))


def signs(number: str) -> str:
    """A number without what stands between its parts: `LHKPN/2026/12` as `lhkpn202612`."""
    return _NOT_ALPHANUMERIC.sub("", number.casefold())


def kept_signs(number: str) -> str:
    """A number as it is kept for searches: its signs, and its digits alone behind them."""
    return f"{signs(number)} {digits_of(number)}".strip()


def digits_of(text: str) -> str:
    """The digits alone."""
    return "".join(c for c in text if c.isascii() and c.isdigit())


def is_number(typed: str) -> bool:
    """Whether nothing but digits, and what stands between them, was typed."""
    return signs(typed).isascii() and signs(typed).isdigit()


def _usual(word: str) -> str:
    word = _ABDUL.sub("abdulr", word)
    for spelled, heard in _SOUNDS:
        word = word.replace(spelled, heard)
    word = _DOUBLED.sub(r"\1", word)
    return _VARIANTS.get(word, word)


_TITLES = frozenset(
    words_of("bapak bpk ibu sdr sdri tn ny nn h hj haji hajah kh ust ustadz drg dr drs dra ir prof")
)
_COMPANY_FORMS = frozenset(words_of("pt cv ud fa pd po koperasi yayasan perkumpulan firma tbk"))
