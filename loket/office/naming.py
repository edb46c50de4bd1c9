"""An office that begins with the documents of another, or with next to nothing, under its own name.

Whatever it takes of those that come with the program is another office's: it is to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from loket.office.editing import Place, Put, edited, entries, new_label, table
from loket.office.forms import UNCONFIRMED
from loket.office.shelf import FORM, PROFILE, SOP, First, Kept, Key, Texts, shipped
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
    return borrowed(_whole(edited(whole.texts, [Put(Place(key), values)]), whole.office.id), {})


def borrowed(whole: Whole, before: Texts) -> Whole:
    """The same office, which says of what it takes from the program and had not `before` that it is to be
    confirmed; of what it has no longer it says nothing. One that comes with the program itself is as it was.
    """
    at = Place((PROFILE, whole.office.id))
    if _comes_along(at.key, whole.texts[at.key]):
        return whole
    told = list(table(whole.texts, at.key).get("perlu_konfirmasi", []))
    gone = {words for key in before.keys() - whole.texts.keys() for words in _unsure(key, before)}
    new = [words for key in sorted(whole.texts.keys() - before.keys()) for words in _unsure(key, whole.texts)]
    now = [words for words in told if words not in gone]
    now += [words for words in new if words not in now]
    if now == told:
        return whole
    return _whole(edited(whole.texts, [Put(at, {"perlu_konfirmasi": now})]), whole.office.id)


def _unsure(key: Key, texts: Texts) -> Iterator[str]:
    """What is to be confirmed of an SOP or a form that comes with the program.

    Of a form what has no source is told by itself.
    """
    if key[0] not in (SOP, FORM) or not _comes_along(key, texts[key]):
        return
    name = table(texts, key).get("nama", key[1])
    if key[0] == SOP:
        yield f"SOP “{name}” bukan dari kantor ini: cocokkan langkah, pelaksana, dan waktunya."
    known = entries(texts, key, "syarat") if key[0] == FORM else ()
    if any(entry.get("sumber", UNCONFIRMED) != UNCONFIRMED for entry in known):
        yield f"Formulir “{name}” bukan dari kantor ini: cocokkan syarat, sumber, dan isiannya."


def _comes_along(key: Key, text: str) -> bool:
    """Whether a document is as it comes with the program."""
    found = shipped().find(*key)
    return found is not None and found.text == text


def _whole(texts: Texts, office: str) -> Whole:
    own = Kept(texts)
    profile = own.find(PROFILE, office)
    assert profile is not None
    return read_whole(First((own, shipped())), profile)
