"""Which open files a supervisor chose to see: what narrows their list, how it is ordered and grouped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
_NEAR = (
    f"i.due_at < {_NEVER} AND i.due_at <= CASE :near_of WHEN '{{}}' THEN :near"
    " ELSE coalesce((SELECT value FROM json_each(:near_of) WHERE key = f.service), :near) END"
)
GROUP = f"""CASE
    WHEN f.procedure_sha IN (SELECT value FROM json_each(:unreadable)) THEN 'unreadable'
    WHEN i.aside = '{Aside.TO_BEGIN}' THEN 'to_begin'
    WHEN i.aside <> '' THEN 'oversight'
    WHEN i.due_at >= {_NEVER} AND i.standing = '{Standing.COLLECTION}' THEN 'to_collect'
    WHEN i.due_at >= {_NEVER} AND (i.trouble OR i.standing NOT IN ({_AT_WORK})) THEN 'resting'
    WHEN i.due_at < :now THEN 'overdue'
    WHEN i.due_last = :today THEN 'today'
    WHEN {_NEAR} THEN 'near'
    ELSE 'running' END"""
"""How much a file presses, in the words of `desk.case.overview.Group`, for counts of a list that is cut."""
_SAYS = """f.names_folded LIKE :word{at} ESCAPE '\\'
    OR :signs{at} <> '' AND f.signs LIKE :signs{at} ESCAPE '\\'
    OR f.service IN (SELECT value FROM json_each(:services{at}))
    OR json_array(f.procedure_sha, i.step, i.strand) IN (SELECT value FROM json_each(:places{at}))
    OR i.standing IN (SELECT value FROM json_each(:standings{at}))
    OR CASE WHEN i.person_id IS NULL THEN i.role IN (SELECT value FROM json_each(:roles{at}))
        ELSE i.person_id IN (SELECT value FROM json_each(:people{at})) END
    OR lower(r.text) LIKE :plain{at} ESCAPE '\\'"""
_CHOSEN = f"""WHERE i.end_at IS NULL AND i.aside = :aside AND (:role = '' OR i.role = :role)
    AND (:standing = '' OR i.standing = :standing)
    AND (:person = 0 OR i.person_id = :person) AND (NOT :pressing OR {_NEAR})
    AND (NOT :legal OR i.legal_at IS NOT NULL)"""


def chosen_by(words: int) -> str:
    """The condition for so many words: a statement for six would be looked through for none."""
    return " AND ".join((_CHOSEN, *(f"({_SAYS.format(at=at)})" for at in range(words))))


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


def _word(at: int, said: Said) -> dict[str, Any]:
    ids = ("services", "roles", "people", "standings", "places")
    return {
        f"word{at}": containing(said.folded or said.plain),
        f"signs{at}": containing(said.signs) if any(map(str.isdigit, said.signs)) else "",
        f"plain{at}": containing(said.plain),
        **{f"{key}{at}": canonical([*getattr(said, key)]) for key in ids},
    }
