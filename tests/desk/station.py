"""One desk of several, a process of its own.

`python -m tests.desk.station WORK DATABASE NOW PERSON COUNTER FILE…` says `ready`, waits for a line, works
and prints what came of it as JSON. NOW is its clock, in ms UTC.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.queue import calling
from loket.desk.words.refusals import refusal
from loket.flow.acts import PutBack, Refused, Take
from loket.location import located
from loket.store import files as stored
from loket.store import people
from loket.store.applicants import NewApplicant
from tests import registering


def take(desk: Desk, who: Who, ids: list[int]) -> list[str]:
    """Take every file as it was seen before the start: `ok`, or what the clerk reads."""
    return take_parts(desk, who, [number for file in ids for number in (file, 0)])


def take_parts(desk: Desk, who: Who, ids: list[int]) -> list[str]:
    """The same for one part of each file; after a file's id comes the number of the part."""
    with desk.store.read() as conn:
        parts = zip(ids[::2], ids[1::2], strict=True)
        seen = [Ref(file, stored.file_row(conn, file).version, part) for file, part in parts]
        names = {person.id: person.name for person in people.staff(conn)}
    wait()
    said = []
    for ref in seen:
        try:
            perform(desk, who, ref, Take())
            said.append("ok")
        except Refused as refused:
            said.append(refusal(refused, names, desk.working_time(), desk.now()) or "")
    return said


def call(desk: Desk, who: Who, _: list[int]) -> list[str]:
    """Call the next number."""
    wait()
    called = calling.call_next(desk, who)
    return [called.number if called is not None else "-"]


def register(desk: Desk, who: Who, _: list[int]) -> list[str]:
    """Register ten files, the first of a service that this office never had."""
    wait()
    asked = Registration("apotek", "baru", NewApplicant("Contoh Siti", "2102015508900012"))
    found = [registering.register(desk, who, asked).file for _ in range(10)]
    with desk.store.read() as conn:
        return [stored.file_row(conn, file).number for file in found]


def handle(desk: Desk, who: Who, ids: list[int]) -> list[str]:
    """Take each file and put it back, over and over: five acts on each."""
    with desk.store.read() as conn:
        refs = [Ref(file, stored.file_row(conn, file).version) for file in ids]
    wait()
    for turn in range(5):
        act = PutBack() if turn % 2 else Take()
        refs = [perform(desk, who, ref, act) for ref in refs]
    return [f"{ref.file}:{ref.version}" for ref in refs]


WORKS: dict[str, Callable[[Desk, Who, list[int]], list[str]]] = {
    "take": take,
    "take_parts": take_parts,
    "call": call,
    "register": register,
    "handle": handle,
}


def wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def main() -> None:
    work, path, now, person, counter, *ids = sys.argv[1:]
    desk = open_desk(located(path), clock=lambda: int(now))
    said = WORKS[work](desk, Who(int(person), counter), [int(file) for file in ids])
    desk.store.close()
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
