"""The demo's sixty files: which services they are for, when they came, what became of them."""

from __future__ import annotations

from itertools import cycle

from loket.demo.arrivals import Arrival
from loket.demo.clock import before, later, opening, workday_before
from loket.demo.fates import FILES, WORKDAY_MINUTES, Fate, fates
from loket.demo.lives import file_life
from loket.demo.names import visitor
from loket.demo.numbers import question, this_morning
from loket.demo.stage import Stage
from loket.flow.acts import Right
from loket.lengths import MINUTE
from loket.office.model import Service
from loket.sop.model import Procedure

DAYS = 10
TODAY = 4
LONGEST_GAP = 200.0
_KINDS = ("baru", "baru", "perpanjangan", "baru", "perubahan")


def fill(stage: Stage) -> None:
    """Play the office's last ten working days up to the morning on which the demo begins."""
    serial = 0
    groups = _groups(stage)
    for procedure, services in groups:
        turn, kinds = cycle(services), cycle(_KINDS)
        for fate in fates(procedure, _share(procedure, len(groups)), today=max(2, TODAY // len(groups))):
            service, kind = next(turn), next(kinds)
            plan = Arrival(
                service.id,
                kind if kind in service.kinds else service.kinds[0],
                visitor(stage.desk, stage.rng, service.id, serial),
                fate,
                _gap(stage, procedure, fate, at := _arrival(stage, fate, serial)),
                stage.registrars(procedure.step(fate.start or procedure.starts[0])),
                online=fate.days > 0 and serial % 3 == 1,
            )
            stage.enter(at, file_life(stage, plan))
            serial += 1
    _numbers(stage, groups)
    stage.play()


def _groups(stage: Stage) -> list[tuple[Procedure, tuple[Service, ...]]]:
    """The office's SOPs that people come for, each with its services."""
    found: dict[str, list[Service]] = {}
    for service in stage.desk.office.counter_services:
        found.setdefault(service.procedure, []).append(service)
    with stage.desk.store.write() as conn:
        return [(stage.desk.current(conn, id)[1], tuple(services)) for id, services in found.items()]


def _share(procedure: Procedure, groups: int) -> int:
    """How many of the files fall to one SOP; fewer where they open others."""
    return (FILES * 3 // 5 if procedure.opened else FILES) // groups


def _arrival(stage: Stage, fate: Fate, serial: int) -> int:
    """Some time in the working day on which the file comes; this morning's come early."""
    if fate.days == 0:
        return before(stage.time, stage.until, 92 - 13 * (serial % TODAY))
    day = workday_before(stage.time, stage.until, min(fate.days, DAYS))
    return later(stage.time, opening(stage.time, day), stage.rng.uniform(5, 0.75 * WORKDAY_MINUTES))


def _gap(stage: Stage, procedure: Procedure, fate: Fate, at: int) -> float:
    """How long the file may lie on each pile if it is to get where it goes in time."""
    left = stage.time.working_between(at, stage.until) / MINUTE - (fate.ago or 0)
    hops = sum(fate.goal is None or step.sequence <= fate.goal for step in procedure.steps)
    return max(4.0, min(LONGEST_GAP, left / (hops + 3 + 4 * len(fate.turns))))


def _numbers(stage: Stage, groups: list[tuple[Procedure, tuple[Service, ...]]]) -> None:
    """A question on every past day, and this morning's queue."""
    office = stage.desk.office
    roles = tuple(r.id for r in office.roles.values() if Right.COUNTER in r.rights and r.home == "intake")
    services = tuple(service.id for _, own in groups for service in own)
    for days in range(1, DAYS + 1):
        start = opening(stage.time, workday_before(stage.time, stage.until, days))
        at = later(stage.time, start, stage.rng.uniform(60, 0.6 * WORKDAY_MINUTES))
        stage.enter(at, question(stage, stage.rng.choice(services), roles))
    closing = stage.time.closing(stage.time.day(stage.until) - 1)
    this_morning(stage, services, roles, closing)
