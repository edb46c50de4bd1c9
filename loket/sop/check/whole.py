"""Everything that is wrong with a procedure that reads well."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from loket.sop.check.facts import dead_ends, unknown_facts, wrong_origins, wrong_waits
from loket.sop.check.roles import wrong_roles
from loket.sop.check.structure import duplicates, unreachable, wrong_rows, wrong_starts, wrong_targets
from loket.sop.check.times import wrong_limits
from loket.sop.check.unchosen import unchosen, unchosen_openings
from loket.sop.faults import Fault
from loket.sop.model import Procedure

_WAYS = (".urut", ".ke", ".kembali_ke", ".lanjut_di", ".selesai", ".arah", ".jenis", ".id", "mulai")


def check(procedure: Procedure, file: str = "", unreadable: Collection[str] = ()) -> list[Fault]:
    """Every fault of a procedure by itself. `unreadable`: keys at which reading has already failed.

    Whether files can get stuck is judged only when all ways could be read and lead somewhere; of steps, only
    once each has its `urut`.
    """
    placed = not any(key.endswith(".urut") for key in unreadable)
    if not placed:
        procedure = replace(procedure, steps=tuple(step for step in procedure.steps if step.sequence))
    facts = [*unknown_facts(procedure, file), *wrong_origins(procedure, file)]
    faults = [
        *duplicates(procedure, file),
        *wrong_rows(procedure, file),
        *wrong_roles(procedure, file),
        *facts,
    ]
    faults += [*unchosen(procedure, file), *unchosen_openings(procedure, file), *wrong_waits(procedure, file)]
    if not placed:
        return faults if procedure.starts else [*faults, *wrong_starts(procedure, file)]
    faults += [*wrong_starts(procedure, file), *wrong_limits(procedure, file)]
    ways = list(wrong_targets(procedure, file, unreadable))
    if not ways and not any(key.endswith(_WAYS) or key == "langkah" for key in unreadable):
        ways = list(unreachable(procedure, file))
        ways += () if facts else dead_ends(procedure, file)
    return faults + ways
