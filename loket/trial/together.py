"""Several procedures tried together: a follow-up begins as its parents open it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from loket.sop.model import Procedure
from loket.trial.beginnings import opened, registered, supposed
from loket.trial.findings import Trial, trial
from loket.trial.people import TrialOffice
from loket.trial.walk import Walk, walk


def trials(
    tried: list[str],
    procedures: Mapping[str, Procedure],
    setting: Callable[[Procedure], TrialOffice],
    running: Callable[[], float] = lambda: 0.0,
) -> list[Trial]:
    """The trials of some of the procedures; the others are their parents, or are opened by them.

    `running`: the clock by which the walk of each ends in time.
    """
    walks: dict[str, Walk | None] = {}
    return [trial(found) for name in tried if (found := _walked(name, procedures, setting, running, walks))]


def _walked(
    name: str,
    procedures: Mapping[str, Procedure],
    setting: Callable[[Procedure], TrialOffice],
    running: Callable[[], float],
    walks: dict[str, Walk | None],
) -> Walk | None:
    """The walk of a procedure, after those of its parents; None while it is being walked itself."""
    if name not in walks:
        walks[name] = None
        procedure = procedures[name]
        place = setting(procedure)
        beginnings = registered(procedure, place)
        if procedure.follow_up:
            names = [other for other, parent in procedures.items() if name in parent.opened]
            parents = [_walked(other, procedures, setting, running, walks) for other in names]
            begun = opened(procedure, place, [parent for parent in parents if parent is not None])
            beginnings = begun or supposed(procedure, place)
        told = {fact for other in procedure.opened if other in procedures for fact in procedures[other].facts}
        walks[name] = walk(procedure, place, beginnings, frozenset(told), running)
    return walks[name]
