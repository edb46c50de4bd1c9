"""Where an office's documents lie: in a folder, among those that come with the program, in the database.

A document goes by its kind and its name: an id, of a decree beside an SOP the name of its file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from loket.resources import resource
from loket.sop.source import Written, text_of

PROFILE, SOP, DECREE, FORM, SURVEY = "profile", "sop", "decree", "form", "survey"
KINDS = (PROFILE, SOP, DECREE, FORM, SURVEY)
Key = tuple[str, str]
"""A document's kind and name."""
Texts = Mapping[Key, str]

THE_SURVEY: Key = (SURVEY, "survey")
_FOLDERS = {PROFILE: "offices/", SOP: "sop/", DECREE: "sop/", FORM: "forms/", SURVEY: ""}


class Shelf(Protocol):
    """Where documents are looked for."""

    def find(self, kind: str, name: str) -> Written | None:
        """The document, if it lies here."""

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all documents of a kind that lie here."""


def place_of(kind: str, name: str) -> str:
    """Where a document lies in a folder of documents: `sop/gedung.toml`."""
    return f"{_FOLDERS[kind]}{name if kind == DECREE else f'{name}.toml'}"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with `offices`, `sop`, `forms` and `survey.toml`, as far as they are there."""

    path: Path

    def find(self, kind: str, name: str) -> Written | None:
        """The document, if it lies here."""
        file = self.path / place_of(kind, name)
        if not re.fullmatch(r"[\w-][\w. -]{0,99}", name, re.ASCII) or not file.exists():
            return None
        return Written(name, str(file), text_of(file), self._beside)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all documents of a kind that lie here."""
        return tuple(sorted(file.stem for file in self.path.glob(place_of(kind, "*"))))

    def _beside(self, name: str) -> str | None:
        found = self.find(DECREE, name)
        return found.text if found is not None and isinstance(found.text, str) else None


@dataclass(frozen=True, slots=True)
class Kept:
    """Documents whose texts are known."""

    texts: Texts

    def find(self, kind: str, name: str) -> Written | None:
        """The document, if it is among them."""
        text = self.texts.get((kind, name))
        return None if text is None else Written(name, place_of(kind, name), text, self._beside)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all documents of a kind."""
        return tuple(sorted(name for of, name in self.texts if of == kind))

    def _beside(self, name: str) -> str | None:
        return self.texts.get((DECREE, name))


@dataclass(frozen=True, slots=True)
class First:
    """Several shelves: what lies on none of those before is looked for on the next."""

    shelves: tuple[Shelf, ...]

    def find(self, kind: str, name: str) -> Written | None:
        """The document, where it lies first."""
        return next((found for shelf in self.shelves if (found := shelf.find(kind, name))), None)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all documents of a kind, wherever they lie."""
        return tuple(sorted({name for shelf in self.shelves for name in shelf.names(kind)}))


def shipped() -> Folder:
    """The documents that come with the program."""
    return Folder(resource("data"))
