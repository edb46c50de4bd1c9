"""Somebody who gives out numbers, or serves them, in a process of their own.

`python -m tests.desk.hall WORK DATABASE NOW PERSON COUNTER COUNT` says `ready`, waits for a line, works and
prints the numbers as JSON: `give` gives COUNT of them for errands by turns, `serve` calls and ends whoever is
next until COUNT of the office have ended.
"""

from __future__ import annotations

import json
import sys

from loket.desk.authority import Who
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.queue import calling
from loket.flow.queue.acts import Outcome
from loket.location import located
from tests.desk.station import wait

ERRANDS = ("daftar", "ambil", "daftar", "tanya", "pengaduan", "lengkapi")


def give(desk: Desk, who: Who, count: int) -> list[str]:
    return [calling.issue_ticket(desk, who, errand=ERRANDS[at % len(ERRANDS)]).number for at in range(count)]


def serve(desk: Desk, who: Who, count: int) -> list[str]:
    served: list[str] = []
    while True:
        called = calling.call_next(desk, who)
        if called is None:
            if ended(desk) == count:
                return served
            continue
        calling.present(desk, who, called.id)
        calling.finish(desk, who, called.id, Outcome.ASKED)
        served.append(called.number)


def ended(desk: Desk) -> int:
    with desk.store.read() as conn:
        found = conn.exec_driver_sql("SELECT count(*) FROM ticket WHERE standing = 'selesai'").scalar_one()
    return int(found)


def main() -> None:
    work, path, now, person, counter, count = sys.argv[1:]
    desk = open_desk(located(path), clock=lambda: int(now))
    wait()
    said = {"give": give, "serve": serve}[work](desk, Who(int(person), counter), int(count))
    desk.store.close()
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
