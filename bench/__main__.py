"""`python -m bench [NAME…]`: measure, print a table, and exit with 1 if a limit is broken."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

NAMES = {
    "frame": "first frame beside a bare Textual app",
    "list": "first work list beside a bare Textual app with SQLModel",
    "seconds": "processor time of fifty countdowns",
    "memory": "private memory over 2,000 Tabs",
    "keys": "from a key to its frame, beside a bare Textual table",
    "others": "from another process's commit to our screen",
    "watch": "the supervisor's screen over 5,000 files: a change until it is painted, and at rest",
    "acts": "an act beside its statements in bare sqlite3",
    "scale": "lists, searches and looks over a thousand to a million files, on both engines",
    "stations": "thirty-two stations at once, on a file and on a server",
    "waits": "the wait that is told beside the rule of thumb, on made-up days",
    "alarms": "how many alarms of the queue press in ten minutes, on the same days",
}


def main() -> int:
    """Measure what was asked for, everything by default; the exit code."""
    told = "\n".join(f"  {name:8} {words}" for name, words in NAMES.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=f"Measure Loket in a pseudo-terminal, on a made-up office.\n\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure; everything by default")
    parser.add_argument("--rounds", type=int, default=11, help="how often each start is measured")
    parser.add_argument("--seconds", type=float, default=24.0, help="how long countdowns are watched")
    given = parser.parse_args()
    if unknown := set(given.names) - NAMES.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if not sys.platform.startswith("linux"):
        print("python -m bench reads /proc and runs a pseudo-terminal: Linux only.", file=sys.stderr)
        return 2
    return _measure(given.names or list(NAMES), given.rounds, given.seconds)


def _measure(names: list[str], rounds: int, seconds: float) -> int:
    from bench import running, start
    from bench.acts import acts
    from bench.alarms import alarms
    from bench.office import stage
    from bench.result import Result, table
    from bench.scale import scale
    from bench.stations import stations
    from bench.waits import waits
    from bench.watch import watch

    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        scratch = Path(folder)
        waiting = stage(scratch / "waiting.db", 50, in_hand=False)
        jobs: dict[str, Callable[[], list[Result]]] = {
            "frame": lambda: start.first_frame(waiting, rounds),
            "list": lambda: start.first_list(waiting, rounds, scratch),
            "keys": lambda: running.keys(waiting, 100, scratch),
            "others": lambda: running.others(waiting, 20),
            "watch": lambda: watch(scratch, 40, 60.0),
            "acts": lambda: acts(scratch),
            "scale": scale,
            "stations": lambda: stations(scratch),
            "waits": waits,
            "alarms": alarms,
            # taken only now: the seconds tick for a quarter of an hour
            "seconds": lambda: running.countdowns(
                stage(scratch / "spread.db", 50, in_hand=True, apart=1),
                stage(scratch / "crowded.db", 50, in_hand=True),
                seconds,
            ),
            "memory": lambda: running.memory(stage(scratch / "memory.db", 3, in_hand=True), 2000),
        }
        for name, job in jobs.items():
            if name in names:
                print(f"{name}: {NAMES[name]} …", file=sys.stderr, flush=True)
                results += job()
    load = os.getloadavg()[0]
    if load > (os.cpu_count() or 1):
        print("Others kept this machine busy: repeat it when nothing else runs.", file=sys.stderr)
    print(f"{os.cpu_count()} cores, load {load:.1f}, Python {sys.version.split()[0]}\n{table(results)}")
    return int(any(result.broken for result in results))


if __name__ == "__main__":
    sys.exit(main())
