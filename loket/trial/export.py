"""A trial as plain values, for programs."""

from __future__ import annotations

from typing import Any

from loket.sop.model import Procedure
from loket.trial.findings import Trial
from loket.trial.walk import Taken
from loket.trial.words import reasons_said, way_said


def as_data(trial: Trial) -> dict[str, Any]:
    """All that was found, in the words of an SOP file; steps by `urut`, branches by `id`."""
    procedure = trial.walk.procedure
    return {
        "sop": procedure.id,
        "cabang": len(trial.taken),
        "pasangan_cabang": len(trial.pairs),
        "akhir": [
            {
                "hasil": end.outcome,
                **(_taken(procedure, end.last) if end.last else {}),
                "menit": end.length.minutes,
                "hari": {str(unit): many for unit, many in end.length.days},
                "tidak_berwaktu": list(end.length.untimed),
                "keseluruhan": end.length.whole.text if end.length.whole is not None else None,
                "jalan": way_said(procedure, end.node),
            }
            for end in trial.ends
        ],
        "tidak_dapat_dimulai": list(trial.walk.unbegun),
        "tertahan": [
            {
                "langkah": sorted({reason.place.step for reason in trouble.reasons}),
                "sebab": reasons_said(trial, trouble),
                "jalan": way_said(procedure, trouble.node),
            }
            for trouble in trial.troubles
        ],
        "tidak_pernah_dilalui": [_taken(procedure, taken) for taken in trial.never],
    }


def _taken(procedure: Procedure, taken: Taken) -> dict[str, Any]:
    """A branch by `urut` and `id`, of a part also the part's."""
    step, strand, branch = taken
    part = {"serentak": procedure.at(step, strand).id} if strand else {}
    return {"langkah": step, **part, "cabang": branch}
