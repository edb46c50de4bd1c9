"""One kiosk of several, a process of its own: `python -m tests.desk.kiosk_station DATABASE NOW KEY COUNT`.

It says `ready`, waits for a line, gives so many numbers as fast as it can and prints them as JSON.
"""

from __future__ import annotations

import json
import sys

from loket.desk.opening import open_desk
from loket.desk.queue import kiosk
from loket.location import located
from tests.desk.station import wait


def main() -> None:
    path, now, key, count = sys.argv[1:]
    desk = open_desk(located(path), clock=lambda: int(now))
    wait()
    given = [kiosk.give(desk, key, "daftar").row.number for _ in range(int(count))]
    desk.store.close()
    print(json.dumps(given), flush=True)


if __name__ == "__main__":
    main()
