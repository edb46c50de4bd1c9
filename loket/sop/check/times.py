"""Times beyond single steps that name steps there are not."""

from __future__ import annotations

from collections.abc import Iterator

from loket.sop.check.places import numbered, sequences_of
from loket.sop.check.structure import steps_known
from loket.sop.faults import Fault
from loket.sop.model import Procedure


def wrong_limits(procedure: Procedure, file: str) -> Iterator[Fault]:
    """Limits over steps that there are not, or over none."""
    known, right = steps_known(procedure), f"salah satu dari {numbered(sequences_of(procedure))}"
    places = [("batas.keseluruhan_langkah", procedure.limits.whole_steps)]
    places += [
        (f"batas.kelompok[#{n}].langkah", g.steps) for n, g in enumerate(procedure.limits.groups, start=1)
    ]
    for key, sequences in places:
        for sequence in (s for s in sequences if known and s not in known):
            yield Fault(file, key, f"langkah {sequence} tidak ada", right)
        if not sequences and "kelompok" in key:
            yield Fault(file, key, "tidak diisi", "urut langkah-langkah yang berbagi waktu, misalnya [7, 8]")
