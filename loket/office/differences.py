"""What differs between two versions of an office's documents, in words that whoever writes them knows.

Documents are compared as they are read, so that nothing is told of layout or remarks but that they differ;
each place is named as in the file: `layanan reklame: jangka waktu “5 hari” menjadi “3 hari”`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from loket.office.shelf import DECREE, FORM, KINDS, PROFILE, SOP, SURVEY, Key, Texts
from loket.text import fit, scrub

_CALLED = {PROFILE: "profil", SOP: "SOP", DECREE: "keputusan", FORM: "formulir", SURVEY: "survei"}
_LABELS = ("id", "kunci", "kode", "urut", "tentang", "nama", "judul")
"""By which key the tables of a list are known, the first that all of them have, each another value."""
_LONGEST = 60


def differences(before: Texts, after: Texts) -> tuple[str, ...]:
    """Every difference, a line each; none where the documents are the same."""
    lines = list[str]()
    for key in sorted(before.keys() | after.keys(), key=lambda key: (KINDS.index(key[0]), key[1])):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            lines.append(f"{called(key)}: {'baru' if old is None else 'tidak dipakai lagi'}")
        elif old != new:
            told = [scrub(line) for line in _of_document(key[0], old, new)]
            lines += [
                f"{called(key)}: {line}" for line in told or ["hanya tata letak atau keterangan berkas"]
            ]
    return tuple(lines)


def called(key: Key) -> str:
    """What a document is called: `SOP gedung`."""
    return _CALLED[key[0]] if key[0] == SURVEY else f"{_CALLED[key[0]]} {key[1]}"


def _of_document(kind: str, old: str, new: str) -> Iterator[str]:
    if kind == DECREE:
        yield "isinya lain"
        return
    yield from _between("", tomllib.loads(old), tomllib.loads(new))


def _between(place: str, old: object, new: object) -> Iterator[str]:
    """The differences between two values at a place of the document."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _entry(f"{place} {_word(key)}".strip(), key, old, new)
    elif (tables := _by_label(old, new)) is not None:
        were, are = tables
        for label in dict.fromkeys((*were, *are)):
            yield from _entry(f"{place} {label}", label, were, are)
        if [label for label in were if label in are] != [label for label in are if label in were]:
            yield f"{place}: urutannya lain"
    elif old != new:
        yield f"{place}: {_words(old)} menjadi {_words(new)}"


def _entry(place: str, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if key not in old:
        table = isinstance(new[key], dict | list)
        yield f"{place}: baru" if table else f"{place}: {_words(new[key])}, semula tidak ditulis"
    elif key not in new:
        table = isinstance(old[key], dict | list)
        yield f"{place}: dihapus" if table else f"{place}: tidak ditulis lagi, semula {_words(old[key])}"
    else:
        yield from _between(place, old[key], new[key])


def _by_label(old: object, new: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Two lists of tables by what tells the tables apart; None where these are none, or nothing does."""
    if not (isinstance(old, list) and isinstance(new, list)):
        return None
    for label in _LABELS if all(isinstance(entry, dict) for entry in (*old, *new)) else ():
        sides = [{str(entry[label]): entry for entry in side if label in entry} for side in (old, new)]
        if [len(side) for side in sides] == [len(old), len(new)]:
            return sides[0], sides[1]
    return None


def _word(key: str) -> str:
    return key.replace("_", " ")


def _words(value: object) -> str:
    """A value in a line: texts in quotes, of long ones the beginning."""
    match value:
        case str():
            return f"“{fit(' '.join(value.split()), _LONGEST)}”"
        case bool():
            return "ya" if value else "tidak"
        case list():
            return fit(", ".join(_words(entry) for entry in value) or "(kosong)", 2 * _LONGEST)
        case dict():
            return fit(
                ", ".join(f"{_word(k)} {_words(v)}" for k, v in value.items()) or "(kosong)", 2 * _LONGEST
            )
        case _:
            return str(value)
