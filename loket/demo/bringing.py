"""What colleagues of the living demo do with a file: register what is brought, and hand it on."""

from __future__ import annotations

from random import Random

from loket.demo.arrivals import Arrival, at_counter, register
from loket.demo.fates import Fate
from loket.demo.hands import task
from loket.demo.names import visitor
from loket.demo.route import presumed
from loket.demo.stage import Sight, look
from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.office import Desk
from loket.flow.acts import Take
from loket.flow.fold import forward
from loket.flow.standing import Standing
from loket.sop.model import Branch, Direction, Step
from loket.store.tickets import TicketRow

_MOST_ACTS = 8  # at one counter, one after the other
_BEHIND_THE_PAST = 100  # the people of the demo's past have lower numbers


def bring(desk: Desk, who: Who, number: TicketRow, rng: Random) -> int:
    """Register a file for whoever is served under that number; the file."""
    services = [each.id for each in desk.office.counter_services]
    service = number.service or rng.choice(services)
    person = visitor(desk, rng, service, _BEHIND_THE_PAST + number.id % 800)
    kind = desk.office.services[service].kinds[0]
    return register(desk, who, at_counter(Arrival(service, kind, person, Fate(), 0), number.id))


def hand_on(
    desk: Desk,
    who: Who,
    file: int,
    roles: frozenset[str],
    rng: Random,
    *,
    lacks: bool,
    most: int = _MOST_ACTS,
) -> int:
    """Do what is to be done with the file by who has these roles, `most` acts at once; how many were done.

    One that `lacks` something goes back.
    """
    for done in range(most):
        sight = look(desk, file)
        here = sight.here
        if here is None or not here.standing.at_work:
            return done
        step = sight.procedure.at(here.step, here.strand)
        if here.standing is Standing.WAITING:
            if not roles & {*step.handling_roles(here.sign_off)}:
                return done
            perform(desk, who, sight.ref, Take())
        elif here.person == who.person:
            todo = task(desk, who, sight, _branch(sight, step, lacks=lacks), rng)
            for chore in todo.chores:
                chore()
            todo.finish(look(desk, file).ref, None)
        else:
            return done
    return most


def _branch(sight: Sight, step: Step, *, lacks: bool) -> Branch:
    back = (branch for branch in step.branches if branch.direction is Direction.RETURN)
    onward = forward(step, presumed(sight.procedure, sight.state.facts))
    return next(back, onward) if lacks else onward
