"""An office that begins with the documents of another, under its own name."""

from __future__ import annotations

from loket.office.editing import Place, Put, edited
from loket.office.shelf import PROFILE, First, Kept, shipped
from loket.office.whole import Whole, read_whole
from loket.text import clean


def renamed(whole: Whole, name: str) -> Whole:
    """The same office by this name; where it signs, which it has not said, is empty. Raises ProfileFaults."""
    key, name = (PROFILE, whole.office.id), clean(name, 200)
    values = {"nama": name, "singkatan": name, "kop": [name.upper()], "tempat": None}
    own = Kept(edited(whole.texts, [Put(Place(key), values)]))
    profile = own.find(*key)
    assert profile is not None
    return read_whole(First((own, shipped())), profile)
