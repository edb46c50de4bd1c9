"""What comes after the permit: a follow-up that its applicant begins, and oversight that has no end."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from loket.flow.acts import Choose, MarkTrouble, PutBack, Register, Resubmit, Take, Undo, Why
from loket.flow.limits import LimitKind, judge_all
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.flow.times import Reading
from loket.lengths import MINUTE
from loket.sla import State
from loket.sop import load
from loket.sop.durations import parse_duration
from loket.sop.model import AllowedTime, GroupLimit, Party, Procedure
from tests.flow.office import SARI, Walk, clerk
from tests.sla.office import ordinary

OWN = Path(__file__).parents[1] / "after" / "kantor" / "sop"
KADIS, PENILIK = clerk(7, "kadis"), clerk(8, "penilik")
MONTH = 30 * 24 * 60
REASON = 9


@cache
def own(name: str) -> Procedure:
    return load(OWN / f"{name}.toml")


def opened(name: str) -> Walk:
    """A follow-up that the program has just opened."""
    walk = Walk(own(name))
    walk.by_program(Register(1, parent=5, opened_by=4))
    return walk


def test_it_waits_for_the_applicant_from_its_opening_and_no_time_runs() -> None:
    walk = opened("slf")
    here = walk.here
    assert (here.step, here.standing, here.party, here.aside) == (
        1,
        Standing.APPLICANT,
        Party.APPLICANT,
        Aside.TO_BEGIN,
    )
    later = walk.now + 6 * MONTH * MINUTE
    for limit, verdict in judge_all(walk.procedure, walk.state, Reading(), ordinary(), later):
        assert limit.kind is LimitKind.WHOLE
        assert (verdict.state, verdict.due, verdict.used) == (State.NOT_STARTED, None, 0)


def test_it_comes_in_like_any_other_and_only_then_its_time_begins() -> None:
    walk = opened("slf")
    walk.do(SARI, Resubmit(), minutes=MONTH)
    assert (walk.here.step, walk.here.standing, walk.here.aside) == (2, Standing.WAITING, Aside.NOT)
    (whole,) = [v for _, v in judge_all(walk.procedure, walk.state, Reading(), ordinary(), walk.now)]
    assert whole.due is not None
    walk.do(KADIS, Take())
    walk.do(KADIS, Choose("terbit"))
    assert walk.state.outcome == "terbit"


def test_what_is_returned_later_is_an_ordinary_wait_for_the_applicant() -> None:
    walk = opened("slf")
    walk.do(SARI, Resubmit())
    walk.do(KADIS, Take())
    walk.do(KADIS, Choose("kurang", remark=REASON))
    assert (walk.here.standing, walk.here.aside) == (Standing.APPLICANT, Aside.NOT)


def test_the_coming_in_is_taken_back_and_it_waits_apart_again() -> None:
    walk = opened("slf")
    walk.do(SARI, Resubmit())
    walk.do(SARI, Undo(2))
    assert (walk.here.step, walk.here.aside) == (1, Aside.TO_BEGIN)


def test_nobody_takes_what_the_applicant_has_to_begin() -> None:
    walk = opened("slf")
    assert walk.refused(KADIS, Take()).why is Why.AT_REST


def test_oversight_lies_apart_on_the_pile_and_in_hand_and_has_no_limit() -> None:
    walk = opened("pengawasan-bangunan")
    stood = [(walk.here.standing, walk.here.aside)]
    for act in (Take(), PutBack()):
        walk.do(PENILIK, act, minutes=MONTH)
        stood.append((walk.here.standing, walk.here.aside))
    assert stood == [(s, Aside.OVERSIGHT) for s in (Standing.WAITING, Standing.WORKING, Standing.WAITING)]
    assert judge_all(walk.procedure, walk.state, Reading(), ordinary(), walk.now) == ()
    walk.do(PENILIK, Take())
    walk.do(PENILIK, Choose("selesai"))
    assert walk.state.outcome == "selesai"


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("lanjutan = true", "lanjutan = false"),
        ('jenis = "pengawasan"', 'jenis = "pengawasan"\nwaktu = "2 hari"'),
    ],
)
def test_oversight_with_a_time_or_of_a_permit_itself_is_work_like_any_other(
    tmp_path: Path, then: str, now: str
) -> None:
    text = (OWN / "pengawasan-bangunan.toml").read_text("utf-8")
    assert text.count(then) == 1
    file = tmp_path / "pengawasan-bangunan.toml"
    file.write_text(text.replace(then, now), "utf-8")
    walk = Walk(load(file))
    walk.by_program(Register(1))
    assert walk.here.aside is Aside.NOT


def test_what_ran_out_before_it_is_watched_presses_nobody_while_it_is() -> None:
    """No time runs of what lies apart, and none of it is late for months."""
    timed = replace(
        own("pengawasan-bangunan").limits,
        trouble=parse_duration("1 hari kerja"),
        whole=AllowedTime(parse_duration("1 hari kerja")),
    )
    walk = Walk(replace(own("pengawasan-bangunan"), limits=timed))
    walk.by_program(Register(1, parent=5, opened_by=4))
    walk.do(PENILIK, Take())
    walk.do(PENILIK, MarkTrouble(REASON), minutes=MONTH)
    later = walk.now + MONTH * MINUTE
    for limit, verdict in judge_all(walk.procedure, walk.state, Reading(), ordinary(), later):
        assert limit.finished
        assert not verdict.exceeded


def test_oversight_for_which_several_steps_have_a_time_is_ordinary_work() -> None:
    grouped = replace(
        own("pengawasan-bangunan").limits,
        groups=(GroupLimit((1,), AllowedTime(parse_duration("2 hari kerja"))),),
    )
    walk = Walk(replace(own("pengawasan-bangunan"), limits=grouped))
    walk.by_program(Register(1, parent=5, opened_by=4))
    assert walk.here.aside is Aside.NOT
