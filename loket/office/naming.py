"""An office that begins with the documents of another, or with next to nothing, under its own name."""

from __future__ import annotations

from loket.office.editing import Place, Put, edited, new_label
from loket.office.shelf import PROFILE, First, Kept, Texts, shipped
from loket.office.whole import Whole, read_whole
from loket.resources import resource
from loket.text import clean

BARE = "kosong"
"""By what `loket init` is asked for an office without services, counters and the roles of any SOP."""


def bare(name: str) -> Whole:
    """An office that has an admin and a supervisor, hours, and its name; the rest its admin sees to."""
    path = resource("data", f"{BARE}.toml")
    id = new_label(clean(name, 200), ())
    here = edited({(PROFILE, id): path.read_text("utf-8")}, [Put(Place((PROFILE, id)), {"id": id})])
    return renamed(_whole(here, id), name)


def renamed(whole: Whole, name: str) -> Whole:
    """The same office by this name; where it signs, which it has not said, is empty. Raises ProfileFaults."""
    key, name = (PROFILE, whole.office.id), clean(name, 200)
    values = {"nama": name, "singkatan": name, "kop": [name.upper()], "tempat": None}
    return _whole(edited(whole.texts, [Put(Place(key), values)]), whole.office.id)


def _whole(texts: Texts, office: str) -> Whole:
    own = Kept(texts)
    profile = own.find(PROFILE, office)
    assert profile is not None
    return read_whole(First((own, shipped())), profile)
