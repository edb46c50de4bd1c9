"""Everything that is wrong with a procedure, as far as it could be read.

What only follows from a fault already named is not told: whoever mends the one has mended the other. A step
whose ways out are not known for sure may lead anywhere; of it, and of what lies behind, nothing more is said.
"""

from __future__ import annotations

from collections.abc import Collection

from loket.sop.check.facts import dead_ends, facts_unsure, unknown_facts, wrong_origins, wrong_waits
from loket.sop.check.parts import wrong_parts
from loket.sop.check.places import unread_above
from loket.sop.check.recorders import wrong_recorders
from loket.sop.check.roles import wrong_roles
from loket.sop.check.structure import (
    duplicates,
    legal_line,
    open_ended,
    unreachable,
    wrong_rows,
    wrong_starts,
    wrong_targets,
)
from loket.sop.check.times import idle_times, missing_times, never_begun, wrong_limits
from loket.sop.check.unchosen import unchosen, unchosen_openings
from loket.sop.faults import Fault
from loket.sop.model import Procedure


def check(procedure: Procedure, file: str = "", unread: Collection[str] = ()) -> list[Fault]:
    """Every fault of a procedure by itself. `unread`: keys at which reading has already failed."""
    unsure = open_ended(procedure, unread)
    facts = [*unknown_facts(procedure, file, unread), *wrong_origins(procedure, file, unread)]
    faults = [
        *duplicates(procedure, file, unread),
        *wrong_rows(procedure, file, unread),
        *wrong_parts(procedure, file, unread),
        *wrong_roles(procedure, file, unread),
        *wrong_recorders(procedure, file, unread),
        *facts,
        *unchosen(procedure, file, unread),
        *unchosen_openings(procedure, file),
        *wrong_waits(procedure, file, unread),
        *wrong_starts(procedure, file, unread),
        *wrong_limits(procedure, file),
        *idle_times(procedure, file),
        *wrong_targets(procedure, file, unread),
        *unreachable(procedure, file, unsure),
    ]
    if not unsure:
        faults += [*legal_line(procedure, file), *never_begun(procedure, file)]
        if not facts and not facts_unsure(unread):
            faults += [*dead_ends(procedure, file), *missing_times(procedure, file, unread)]
    return [fault for fault in faults if not unread_above(unread, fault.key)]
