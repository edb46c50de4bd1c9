"""What is known of somebody by what their files say: what holds once something is taken back, or given up.

A file says of a person what it was registered with, and since then what it was corrected to. Of each thing
that holds which a file began to say last; so does a number (NIK, other document) that several are said to
have. What was taken back no file says any more, so the order in which it was does not matter. A void file
says nothing, unless no other one shows the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from loket.flow.state import VOIDED
from loket.store import applicants, files, values
from loket.store.applicants import DOCUMENT, Applicant
from loket.store.sql import Connection

Thing = tuple[str, ...]
"""Something that is known of somebody, by its fields: a document is its kind and number."""
NIK: Thing = ("nik",)
_THINGS: tuple[Thing, ...] = (*((name,) for name in applicants.FIELDS if name not in DOCUMENT), DOCUMENT)
Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What is `known` of somebody by what their files say, and by each thing since which version they do.

    Where none says anything of a thing, it is as it is on record.
    """

    known: Applicant
    since: Mapping[Thing, int]


@dataclass(frozen=True, slots=True)
class _Versions:
    """Those of a person that can be read, and by each which one held for all from then on."""

    known: Mapping[int, Applicant]
    held: Mapping[int, Applicant]


def said_of(conn: Connection, person: int) -> Said:
    """What is known of somebody as it should be: the newest version, with each thing as their files say it.

    Of one that was erased only that it was.
    """
    found = values.every(conn, applicants.KIND, person)
    newest = applicants.of(found[-1])
    if found[-1].words is None:
        return Said(newest, {})
    versions = _versions(found)
    said: dict[Thing, tuple[int, Words]] = {}
    for chain, first in _chains(conn, person):
        if chain[-1] not in versions.known:
            continue
        for thing in _THINGS:
            begun = _begun(chain, versions.known, thing)
            version = chain[begun]
            if begun >= first and version >= said.get(thing, (0,))[0]:
                said[thing] = (version, says(versions.held[version], thing))
    known = replace(newest, **{name: word for _, words in said.values() for name, word in words.items()})
    return Said(known, {thing: version for thing, (version, _) in said.items()})


def says(known: Applicant, thing: Iterable[str]) -> Words:
    """What a version says of a thing."""
    return {name: getattr(known, name) for name in thing}


def _versions(found: Sequence[values.Value]) -> _Versions:
    """The version that one file alone shows is followed by the one that holds."""
    known = {each.id: applicants.of(each) for each in found if each.words is not None}
    follows = {each.id: then.id for each, then in pairwise(found) if each.key == applicants.OF_ONE_FILE}
    return _Versions(known, {id: known.get(follows.get(id, id), each) for id, each in known.items()})


def _chains(conn: Connection, person: int) -> Iterator[tuple[list[int], int]]:
    """By each file that says something of a person the versions of them that it showed, one after the other.

    And the first of these that was said of it: a follow-up is registered with what its parent shows. What was
    taken back is left out, what it showed of others is 0.
    """
    rows = files.of_person(conn, person)
    registered = files.registrations(conn, person)
    for row in [row for row in rows if row.outcome != VOIDED] or rows[:1]:
        chain = list[int]()
        for each in registered[row.id]:
            owners = {each["came_id"]: each["came_version"], each["applicant_id"]: each["applicant_version"]}
            version = owners.get(person, 0)
            del chain[chain.index(version) if version in chain else len(chain) :]
            chain.append(version)
        yield chain, 0 if row.parent_id is None else 1


def _begun(chain: Sequence[int], known: Mapping[int, Applicant], thing: Thing) -> int:
    """Where in the chain the file began to say what it says of a thing."""
    at, said = len(chain) - 1, says(known[chain[-1]], thing)
    while at and chain[at - 1] in known and says(known[chain[at - 1]], thing) == said:
        at -= 1
    return at
