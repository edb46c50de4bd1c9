"""The demo's morning behind the counters: what lies in hand there, and what the supervisor has directed."""

from __future__ import annotations

from loket.demo.stage import Stage
from loket.demo.words import ASSIGNED, REMARKED, REMINDED
from loket.desk.authority import Who
from loket.desk.case import directing, lists
from loket.desk.case.perform import perform
from loket.flow.acts import Right, Take
from loket.flow.standing import Standing

_FIRST = ("backoffice", "assessment", "verification")
"""Of these homes the people of the first that the office has are at work when the demo begins."""


def direct(stage: Stage) -> None:
    """A file in hand behind the counters, remarked on; one assigned; one that somebody is reminded of.

    Each is the most urgent that there is; an office that has none, or no supervisor, goes without.
    """
    desk, roles = stage.desk, stage.desk.office.roles.values()
    supervisors = [role.id for role in roles if Right.SUPERVISE in role.rights]
    at_work = [role.id for home in _FIRST for role in roles if role.home == home]
    supervisor, analyst = _one_of(stage, supervisors), _one_of(stage, at_work)
    if supervisor is None or analyst is None:
        return
    stage.clock.move(stage.until)
    if not lists.in_hand(desk, analyst):
        for row in lists.pile(desk, analyst).waiting[:1]:
            perform(desk, analyst, row.ref, Take())
    for row in lists.in_hand(desk, analyst)[:1]:
        directing.remark(desk, supervisor, row.ref, REMARKED)
    rows = [row for row in lists.all_open(desk, supervisor) if row.work.person != analyst.person]
    waiting = [row.ref for row in rows if row.work.standing is Standing.WAITING]
    able = {ref: directing.candidates(desk, supervisor, ref) for ref in waiting}
    for ref in [ref for ref in waiting if len(able[ref]) > 1][:1]:
        directing.assign(desk, supervisor, ref, able[ref][0].person, ASSIGNED)
    for ref in [row.ref for row in rows if row.work.standing is Standing.WORKING][:1]:
        directing.remind(desk, supervisor, ref, REMINDED)


def _one_of(stage: Stage, roles: list[str]) -> Who | None:
    """The first person of the first of these roles."""
    return next((stage.who(person, role) for role in roles for person in stage.staff.get(role, ())), None)
