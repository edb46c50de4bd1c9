"""Which open files a supervisor chose to see: what narrows their list, how it is ordered and grouped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.store.deadlines import urgency
from loket.store.sql import canonical, containing

_NEVER = min(urgency(still) for still in Still)
"""From here on in `due_at`: no time runs out."""
_AT_WORK = ", ".join(f"'{standing}'" for standing in Standing if standing.at_work)
_SOON = f"i.due_at < {_NEVER} AND i.due_at <= "
_NEAR = _SOON + ":near"
_NEAR_OF = (
    f"{_SOON}CASE :near_of WHEN '{{}}' THEN :near"
    " ELSE coalesce((SELECT CAST(value AS BIGINT) FROM json_each(:near_of) WHERE key = f.service), :near) END"
)
_UNREADABLE = "WHEN f.procedure_sha IN (SELECT value FROM json_each(:unreadable)) THEN 'unreadable'"
PLACE = "f.procedure_sha || ' ' || i.step || ' ' || i.strand"
"""A step of an SOP, as `listed` writes it."""
_SAYS = f"""f.names_folded LIKE :word{{at}} ESCAPE '\\'
    OR :signs{{at}} <> '' AND f.signs LIKE :signs{{at}} ESCAPE '\\'
    OR f.service IN (SELECT value FROM json_each(:services{{at}}))
    OR {PLACE} IN (SELECT value FROM json_each(:places{{at}}))
    OR i.standing IN (SELECT value FROM json_each(:standings{{at}}))
    OR CASE WHEN i.person_id IS NULL THEN i.role IN (SELECT value FROM json_each(:roles{{at}}))
        ELSE i.person_id IN (SELECT CAST(value AS BIGINT) FROM json_each(:people{{at}})) END
    OR lower(r.text) LIKE :plain{{at}} ESCAPE '\\'"""
_CHOSEN = """WHERE i.end_at IS NULL AND i.aside = :aside AND (:role = '' OR i.role = :role)
    AND (:standing = '' OR i.standing = :standing)
    AND (:person = 0 OR i.person_id = :person)
    AND (NOT :legal OR i.legal_at IS NOT NULL) AND (NOT :pressing OR """


def chosen_by(words: int, near: str = _NEAR_OF) -> str:
    """The condition for so many words: a statement for six would be looked through for none."""
    return " AND ".join((f"{_CHOSEN}{near})", *(f"({_SAYS.format(at=at)})" for at in range(words))))


_SOME = """FROM interval WHERE end_at IS NULL AND aside = :aside AND (:role = '' OR role = :role)
    AND (:standing = '' OR standing = :standing) AND """
IN_STRETCHES = " UNION ALL ".join(
    f"SELECT '{group}' AS grouped, {what} AS rows {_SOME}{stretch}"
    for group, what, stretch in (
        ("overdue", "count(*)", "due_at < :now"),
        ("once more", "count(*) - count(DISTINCT file_id)", "due_at < :now AND strand <> 0"),
        ("today", "count(*)", "due_at >= :now AND due_at <= :near AND due_last = :today"),
        ("near", "count(*)", "due_at >= :now AND due_at <= :near AND due_last <> :today"),
        ("to_collect", "count(*)", f"due_at >= {_NEVER} AND standing = '{Standing.COLLECTION}'"),
        (
            "resting",
            "count(*)",
            f"due_at >= {_NEVER} AND standing <> '{Standing.COLLECTION}'"
            f" AND (trouble OR standing NOT IN ({_AT_WORK}))",
        ),
    )
)
"""The query that counts them where nothing of the file itself is asked: each group is a stretch of an index.

By the groups of `Counting`, but for those that run; `once more`: how many late ones are further parts of a
file. What is due today is due at `near` at the latest.
"""


@dataclass(frozen=True, slots=True)
class Counting:
    """What a count has to look at beside an index that has the rest: words that were typed, the service of a
    file (what is near differs by it), whether its SOP is one that cannot be read.
    """

    words: int
    service: bool
    unreadable: bool

    @property
    def tables(self) -> str:
        """Where it looks."""
        tables = "interval i"
        if self.words or self.service or self.unreadable:
            tables += " JOIN file f ON f.id = i.file_id"
        return f"{tables} LEFT JOIN value r ON r.id = i.agency" if self.words else tables

    @property
    def chosen(self) -> str:
        """The condition."""
        return chosen_by(self.words, self._near)

    @property
    def group(self) -> str:
        """How much a file presses, in the words of `desk.case.overview.Group`."""
        return f"""CASE {_UNREADABLE if self.unreadable else ""}
    WHEN i.aside = '{Aside.TO_BEGIN}' THEN 'to_begin'
    WHEN i.aside <> '' THEN 'oversight'
    WHEN i.due_at >= {_NEVER} AND i.standing = '{Standing.COLLECTION}' THEN 'to_collect'
    WHEN i.due_at >= {_NEVER} AND (i.trouble OR i.standing NOT IN ({_AT_WORK})) THEN 'resting'
    WHEN i.due_at < :now THEN 'overdue'
    WHEN i.due_last = :today THEN 'today'
    WHEN {self._near} THEN 'near'
    ELSE 'running' END"""

    @property
    def _near(self) -> str:
        return _NEAR_OF if self.service else _NEAR


class Order(Enum):
    """How the list stands: by the deadline, by the legal line, who lies longest where they are, by number."""

    DUE = "i.due_at, i.file_id, i.strand"
    LEGAL = "i.legal_at IS NULL, i.legal_at, i.file_id, i.strand"
    LONGEST = "i.start_at, i.file_id, i.strand"
    NUMBER = "i.file_id, i.strand"

    @property
    def by(self) -> str:
        """What rows are sorted by."""
        return self.value


@dataclass(frozen=True, slots=True)
class Said:
    """A word that was typed: of names (`folded`), numbers (`signs`), and what else is called so, by its ids.

    `places`: steps, each by its SOP's fingerprint, its number and strand. `plain`: the word itself.
    """

    plain: str
    folded: str
    signs: str
    services: Collection[str] = ()
    roles: Collection[str] = ()
    people: Collection[int] = ()
    standings: Collection[str] = ()
    places: Collection[tuple[str, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What narrows the list: all of it must hold.

    `pressing` keeps what is late, or due no later than `near` (an instant; of some services `near_of`),
    `legal` that of which the legal line runs.
    `person` has them in hand. `unreadable`: fingerprints of SOPs that cannot be read; by `now` and `today`
    they are grouped.
    """

    now: int
    today: str
    near: int
    near_of: Mapping[str, int] = field(default_factory=dict)
    role: str | None = None
    standing: Standing | None = None
    person: int | None = None
    aside: Aside = Aside.NOT
    pressing: bool = False
    legal: bool = False
    words: Sequence[Said] = ()
    unreadable: Collection[str] = ()

    @property
    def counting(self) -> Counting:
        """What a count of them has to look at."""
        return Counting(len(self.words), bool(self.near_of), bool(self.unreadable))

    @property
    def in_stretches(self) -> bool:
        """Whether `IN_STRETCHES` counts them."""
        by_more = self.words or self.person is not None or self.pressing or self.legal or self.aside
        return not (by_more or self.near_of or self.unreadable)

    @property
    def values(self) -> dict[str, Any]:
        """The values of the statements."""
        found: dict[str, Any] = {
            "now": self.now,
            "today": self.today,
            "near": self.near,
            "near_of": canonical(dict(self.near_of)),
            "role": self.role or "",
            "standing": self.standing.value if self.standing is not None else "",
            "person": self.person or 0,
            "aside": self.aside.value,
            "pressing": self.pressing,
            "legal": self.legal,
            "unreadable": canonical([*self.unreadable]),
        }
        for at, said in enumerate(self.words):
            found |= _word(at, said)
        return found


def listed(places: Iterable[tuple[str, int, int]]) -> str:
    """Steps, each by its SOP's fingerprint, its number and strand, as a list (JSON) of `PLACE`."""
    return canonical([" ".join(map(str, place)) for place in places])


def _word(at: int, said: Said) -> dict[str, Any]:
    ids = ("services", "roles", "people", "standings")
    return {
        f"word{at}": containing(said.folded or said.plain),
        f"signs{at}": containing(said.signs) if any(map(str.isdigit, said.signs)) else "",
        f"plain{at}": containing(said.plain),
        **{f"{key}{at}": canonical([*getattr(said, key)]) for key in ids},
        f"places{at}": listed(said.places),
    }
