"""One file from the queue number to its end, each step by whoever the SOP names, told in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from loket.demo.arrivals import Arrival, at_counter
from loket.demo.clock import later
from loket.demo.fates import WORKDAY_MINUTES, Fate
from loket.demo.hands import task
from loket.demo.names import visitor
from loket.demo.route import presumed
from loket.demo.stage import Sight, Stage, look
from loket.desk.authority import Who
from loket.desk.case import file_view
from loket.desk.case.perform import perform
from loket.desk.intake import registration
from loket.desk.queue import calling
from loket.desk.words.refusals import refusal
from loket.flow.acts import Arrive, BringPayment, Resubmit, Take
from loket.flow.fold import forward
from loket.flow.limits import Limit, LimitKind
from loket.flow.queue.acts import Outcome
from loket.flow.standing import Standing
from loket.flow.times import step_time
from loket.sla import Clock
from loket.sla.explain import format_when
from loket.sla.words import format_working
from loket.sop.model import Branch, Procedure, Step
from loket.store import people

NO_TIME = 10  # minutes of work where the SOP states no time
LONGEST = (
    4 * WORKDAY_MINUTES
)  # of work on a step: after ten days without an act the clock would be asked about


class Stuck(Exception):
    """The file cannot go on: the step that it is at, and why."""

    def __init__(self, step: Step, why: str) -> None:
        super().__init__(f"{step.sequence}. {step.name}: {why}")


@dataclass(slots=True)
class _Tale:
    """The walkthrough under way: who worked on the present step, and the number that is being served."""

    file: int
    visit: Who
    ticket: int
    hands: list[str] = field(default_factory=list)


def walk(stage: Stage) -> Iterator[str]:
    """Play one file of the office's first service on an office without files, a line for each step.

    Raises:
        Stuck: a step has nobody who performs it, does not lead on, or a desk refuses it.
    """
    stage.clock.move(stage.until)
    desk, rng = stage.desk, Random(0)
    service = desk.office.counter_services[0]
    person = visitor(desk, rng, service.id, 0)
    with desk.store.write() as conn:
        _, procedure = desk.current(conn, service.procedure)
    first = procedure.step(procedure.starts[0])
    clerk = _somebody(stage, first, stage.registrars(first), ())
    ticket = calling.issue_ticket(desk, clerk, service.id)
    _pass(stage, 4)
    calling.call(desk, clerk, ticket)
    _pass(stage, 1)
    calling.present(desk, clerk, ticket.id)
    yield f"Nomor {ticket.number}, {service.name}: menunggu 4 menit, dipanggil dan hadir {_when(stage)}"
    yield from _before_registration(procedure)
    _pass(stage, 2)
    plan = Arrival(service.id, service.kinds[0], person, Fate(), 0)
    ref = registration.register(desk, clerk, at_counter(plan, ticket.id))
    tale = _Tale(ref.file, clerk, ticket.id)
    while (here := (sight := look(desk, tale.file)).here) is not None:
        try:
            yield from _one_step(stage, tale, sight, rng)
        except Stuck:
            raise
        except Exception as error:
            raise Stuck(sight.procedure.at(here.step, here.strand), _why(stage, error)) from error
    yield _closing(stage, sight)


def _why(stage: Stage, error: Exception) -> str:
    """What a desk refused, in the words that a clerk would read."""
    with stage.desk.store.read() as conn:
        names = {person.id: person.name for person in people.staff(conn)}
    return refusal(error, names, stage.time, stage.clock.at) or f"{type(error).__name__} {error}"


def _before_registration(procedure: Procedure) -> Iterator[str]:
    """The applicant's own steps, which registration records with unknown time."""
    for step in procedure.steps:
        if step.before_registration and step.sequence < procedure.starts[0]:
            time = f"{step.time.whole.text} menurut SOP, " if step.time.whole else ""
            yield (
                f"{step.sequence}. {step.name} · pemohon · dicatat saat pendaftaran, waktunya tidak diketahui"
                f" ({time}tidak dihitung)"
            )


def _one_step(stage: Stage, tale: _Tale, sight: Sight, rng: Random) -> Iterator[str]:
    """Bring the file on by one act; a line when that completes the step."""
    here = sight.here
    assert here is not None
    step = sight.procedure.at(here.step, here.strand)
    if here.visit > 1:
        raise Stuck(step, "berkas kembali ke langkah ini")
    match here.standing:
        case Standing.COLLECTION:
            _pass(stage, 20)
            perform(stage.desk, tale.visit, sight.ref, Arrive())
        case Standing.APPLICANT:
            _pass(stage, 20)
            perform(stage.desk, tale.visit, sight.ref, Resubmit())
            yield f"{step.sequence}. {step.name} · pemohon · 20 menit, tidak dihitung"
        case Standing.PAYMENT:
            _pass(stage, 20)
            perform(stage.desk, tale.visit, sight.ref, BringPayment())
            yield f"{step.sequence}. {step.name} · menunggu pembayaran · 20 menit, tidak dihitung"
        case Standing.WAITING:
            _pass(stage, 1)
            roles = stage.hands_for(step, here.sign_off, _onward(sight, step))
            who = _somebody(stage, step, roles, sight.signers)
            perform(stage.desk, who, sight.ref, Take())
        case Standing.WORKING:
            yield from _finish(stage, tale, sight, step, rng)
        case _:
            raise Stuck(step, f"berkas {here.standing.value}")


def _onward(sight: Sight, step: Step) -> Branch:
    """The way on that is taken, with what will have been chosen in fields by then."""
    return forward(step, presumed(sight.procedure, sight.state.facts))


def _finish(stage: Stage, tale: _Tale, sight: Sight, step: Step, rng: Random) -> Iterator[str]:
    """Do the work that is in hand, complete the step or this sign-off of it, and tell of it."""
    here = sight.here
    assert here is not None
    assert here.person is not None
    assert here.role is not None
    who = stage.who(here.person, here.role)
    branch = _onward(sight, step)
    todo = task(stage.desk, who, sight, branch, rng)
    end = later(stage.time, stage.clock.at, _minutes(stage, sight, step))
    for done, chore in enumerate(todo.chores, start=1):
        stage.clock.move(stage.clock.at + (end - stage.clock.at) * done // (len(todo.chores) + 1))
        chore()
    stage.clock.move(end)
    before = file_view.view(stage.desk, who, tale.file)
    todo.finish(before.ref, None)
    tale.hands.append(f"{before.people[who.person]} ({stage.desk.office.roles[here.role].name})")
    after = look(stage.desk, tale.file)
    now = after.state.at(here.strand) or after.state.at(0)
    if now is not None and (now.step, now.visit) == (here.step, here.visit):
        return
    number = "Tambahan kantor:" if step.office_addition else f"{step.sequence}."
    who_did = ", ".join(dict.fromkeys(tale.hands))
    yield f"{number} {step.name} · {who_did} · {branch.label} · {_time(before)}"
    tale.hands.clear()
    if tale.ticket and (now is None or now.role != here.role):
        calling.finish(stage.desk, tale.visit, tale.ticket, Outcome.FILED)
        tale.ticket = 0


def _minutes(stage: Stage, sight: Sight, step: Step) -> int:
    """How long the walkthrough works on a step (or one sign-off of it): about half of its time."""
    here = sight.here
    assert here is not None
    with stage.desk.store.read() as conn:
        reading = stage.desk.reckoning(conn).reading(sight.row.service)
    time = step_time(step, here.sign_off, here.role, sight.state.facts, reading)
    stated = time if time is not None and time.reckoned else None
    allowed = NO_TIME if stated is None else stated.amount * (WORKDAY_MINUTES if stated.in_days else 1)
    return min(LONGEST, max(1, round(0.55 * allowed / max(1, len(step.sign_offs)))))


def _time(view: file_view.FileView) -> str:
    """Time used and left by the step's own limit, or the limit of the group of steps it belongs to."""
    here = view.here
    assert here is not None
    own = next((stand for stand in view.stands if _is_of_step(stand.limit, here.step)), None)
    if own is None or not own.limit.reckoned:
        worked = format_working(view.time.working_between(here.start, view.now))
        return f"terpakai {worked}, {own.limit.text if own else 'batas waktu tidak dicantumkan'}"
    limit, verdict = own.limit, own.verdict
    if limit.budget.clock is not Clock.WORK:
        days = "hari kerja" if limit.budget.clock is Clock.DAYS else "hari kalender"
        return f"terpakai {verdict.used} {days}, sisa {verdict.remaining} dari {limit.text}"
    left = "sisa" if verdict.remaining >= 0 else "lewat"
    used, rest = format_working(verdict.used), format_working(verdict.remaining)
    return f"terpakai {used}, {left} {rest} dari {limit.text}"


def _is_of_step(limit: Limit, step: int) -> bool:
    return limit.kind is LimitKind.STEP or (limit.kind is LimitKind.GROUP and step in limit.steps)


def _closing(stage: Stage, sight: Sight) -> str:
    state = sight.state
    began = state.intervals[0].start
    assert state.ended_at is not None
    worked = stage.time.working_between(began, state.ended_at)
    return (
        f"Selesai: berkas {sight.row.number} {state.outcome} {_when(stage)},"
        f" {format_working(worked)} waktu kerja sejak didaftarkan"
    )


def _somebody(stage: Stage, step: Step, roles: tuple[str, ...], besides: tuple[int, ...]) -> Who:
    """The first person of one of the roles, another than those who have signed where there is one."""
    found = [(person, role) for role in roles for person in stage.staff.get(role, ())]
    if not found:
        raise Stuck(step, f"tidak ada petugas dengan peran {', '.join(roles)}")
    return stage.who(*next(((p, r) for p, r in found if p not in besides), found[0]))


def _pass(stage: Stage, minutes: float) -> None:
    stage.clock.move(later(stage.time, stage.clock.at, minutes))


def _when(stage: Stage) -> str:
    return format_when(stage.time, stage.clock.at, stage.clock.at)
