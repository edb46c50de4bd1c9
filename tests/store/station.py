"""One station of several, a process of its own: `python -m tests.store.station WORK DATABASE COUNT PERSON`.

It says `ready`, waits for a line, works, and prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys

from loket.flow.acts import Event, Take
from loket.flow.deadline import Still
from loket.flow.fold import replay
from loket.flow.snapshot import taken
from loket.location import Location, located
from loket.store import files, journal, numbers
from loket.store.engine import Store, open_store
from loket.store.errors import Holder, Stale, StoreTrouble
from loket.store.journal import Stamp
from tests.store.office import FRONT, PROCEDURE, START


def claim(store: Store, count: int, person: int) -> list[int]:
    """Take every file as it was seen before the start; the ids that were won."""
    with store.read() as conn:
        seen = [files.load(conn, file_id) for file_id in range(1, count + 1)]
    wait()
    won = []
    for row, events in seen:
        event = Event(row.version + 1, START + 9, START + 9, Take(), person, FRONT)
        try:
            with store.write() as conn:
                before, after = (taken(replay(PROCEDURE, log)) for log in (events, [*events, event]))
                files.record(conn, row.id, row.version, event, before, after, {0: Still.NO_LIMIT})
            won.append(row.id)
        except Stale:
            pass
    return won


def number(store: Store, count: int, person: int) -> list[int]:
    """Draw numbers, and journal each."""
    wait()
    drawn = []
    for _ in range(count):
        with store.write() as conn:
            drawn.append(numbers.next_number(conn, "berkas", "2025"))
            journal.append(conn, "office", 1, "drawn", {"n": drawn[-1]}, Stamp(0, person))
    return drawn


def sleep(place: Location) -> list[str]:
    """Begin to write, and end it once a line comes: what it says of the turn that it had meanwhile."""
    store = open_store(place, patience=0.2)
    store.holds(Holder(7, "2", "pc-loket-2"))
    try:
        with store.write() as conn:
            journal.append(conn, "office", 1, "drawn", {}, Stamp(0, 7))
            wait()
    except StoreTrouble as trouble:
        return [type(trouble).__name__]
    finally:
        store.close()
    return []


def open_new(place: Location) -> list[int]:
    """Open a database that perhaps nobody has created yet."""
    wait()
    open_store(place, create=True).close()
    return [1]


def wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def main() -> None:
    work, path, count, person = sys.argv[1:]
    if work == "open":
        print(json.dumps(open_new(located(path))), flush=True)
        return
    if work == "sleep":
        print(json.dumps(sleep(located(path))), flush=True)
        return
    store = open_store(located(path))
    result = {"claim": claim, "number": number}[work](store, int(count), int(person))
    store.close()
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
