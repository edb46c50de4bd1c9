"""Ids in a sentence about the office's documents, by the names of what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from loket.office.choices import RIGHTS
from loket.office.editing import table
from loket.office.shelf import FORM, SOP, First, Kept, shipped
from screens.admin.page import Now

_CALLED = re.compile(r'\b(SOP|formulir|layanan|peran) "?([a-z0-9][a-z0-9_-]*)"?(?![\w-])')
_RIGHT = re.compile(r'\bhak (?:= )?\[?"([a-z]+)"\]?')


def by_names(words: str, now: Now) -> str:
    """The sentence with SOPs, forms, services, roles and rights by their names, as on the forms."""

    def called(found: re.Match[str]) -> str:
        what, id = found.groups()
        name = _name(now, what, id)
        return f"{what} {name}" if name else found[0]

    return _RIGHT.sub(lambda found: f"hak “{RIGHTS.get(found[1], found[1])}”", _CALLED.sub(called, words))


def _name(now: Now, what: str, id: str) -> str:
    """What it is called, in the office or in what comes with the program; empty where nothing is."""
    shelf = First((Kept(now.seen.texts), shipped()))
    if what == "layanan":
        return now.office.services[id].name if id in now.office.services else ""
    if what == "peran":
        if id in now.office.roles:
            return now.office.roles[id].name
        named = (_read(shelf, SOP, sop, "peran").get(id) for sop in shelf.names(SOP))
        return str(next(filter(None, named), ""))
    return str(_read(shelf, SOP if what == "SOP" else FORM, id).get("nama", ""))


def _read(shelf: First, kind: str, id: str, section: str = "") -> Mapping[str, Any]:
    """What a table of a document holds; nothing where there is none."""
    found = shelf.find(kind, id)
    return table({(kind, id): str(found.text)}, (kind, id), section) if found is not None else {}
