"""Loket as it is, which writes down when its feed told of a change: the office, then where to write it."""

import sys
import time
from pathlib import Path

from loket.cli import main
from loket.store.feed import Change, Feed


def _hearing(told: Path) -> None:
    """From now on each telling is a line of that file: the moment, as `time.perf_counter` has it."""
    poll = Feed.poll

    def heard(feed: Feed) -> tuple[Change, ...]:
        if changes := poll(feed):
            with told.open("a") as lines:
                lines.write(f"{time.perf_counter()}\n")
        return changes

    Feed.poll = heard  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    _hearing(Path(sys.argv.pop()))
    main()
