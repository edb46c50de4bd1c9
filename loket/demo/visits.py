"""What becomes of each queue number of the demo's living hall: chance, and the same whenever it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from loket.flow.queue.acts import Outcome
from loket.lengths import MINUTE, SECOND


@dataclass(frozen=True, slots=True)
class Visit:
    """How the person of a number will behave; all times in ms.

    They come at the call with the number `answers`, 0: at none, and who was passed over so, comes back where
    they `return`, `away` later. `walk`: from the call to the counter, where they stay for the time `service`.
    There they may have to `fetch` something, which takes the time `away`, or ask for something else
    (`strays`); `brings` a file, which `lacks` something; else `outcome` comes of it, None: the usual one.
    """

    answers: int
    returns: bool
    walk: int
    service: int
    away: int
    fetches: bool
    strays: bool
    brings: bool
    lacks: bool
    outcome: Outcome | None

    def comes(self, calls: int, most: int) -> bool:
        """Whether they come once they were called so often; `most`: how often anybody is called in a row."""
        return (0 < self.answers <= calls) or calls > most


def visit(seed: str, number: int, *, registers: bool) -> Visit:
    """The visit of the number with that id; `registers`: its person came to register a file."""
    rng = Random(f"{seed} {number}")
    return Visit(
        answers=rng.choices((1, 2, 0), (78, 12, 10))[0],
        returns=rng.random() < 0.5,
        walk=rng.randint(8, 35) * SECOND,
        service=rng.randint(50, 240) * SECOND,
        away=rng.randint(90, 300) * SECOND,
        fetches=rng.random() < 0.07,
        strays=rng.random() < 0.05,
        brings=registers and rng.random() < 0.7,
        lacks=rng.random() < 0.2,
        outcome=rng.choices((None, Outcome.ASKED, Outcome.LEFT), (7, 2, 1))[0],
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """So many people come at once, and the next of them after this time (ms)."""

    people: int
    until_next: int


OPENING = Coming(5, MINUTE // 2)
"""Those who stand before the door when it opens."""


def coming(rng: Random) -> Coming:
    """Who comes next: mostly one, now and then a handful."""
    people = rng.choices((1, 2, 3, 6), (66, 20, 9, 5))[0]
    return Coming(people, round(rng.expovariate(1 / 55) + 5) * SECOND)
