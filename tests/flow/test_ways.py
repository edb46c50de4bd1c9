"""Ways that the SOP chooses by itself: by service, kind of application, field, or what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from loket.flow.acts import Choose, Take, Undo, Why, from_data, to_data
from loket.flow.fold import replay, unfolded
from loket.flow.offers import offers, open_branches
from loket.flow.ways import led, led_by_sop, refuses
from loket.sop import load
from loket.sop.model import Direction, Procedure
from tests.flow.office import SARI, Walk, clerk, registered, seven

TIM = clerk(11, "tim")
SOP = Path(__file__).parents[1] / "ways" / "kantor" / "sop" / "lingkungan.toml"


@cache
def procedure() -> Procedure:
    return load(SOP)


def brought(service: str = "ukl-upl", kind: str = "baru") -> Walk:
    """A file of this service and kind in the hands of the front office."""
    walk = registered(procedure(), facts=procedure().brought(service, kind))
    walk.do(SARI, Take())
    return walk


def onward(walk: Walk, said: Mapping[str, str]) -> list[str]:
    ways = open_branches(walk.procedure, walk.state, said=said)
    return [way.id for way in ways if way.direction is Direction.FORWARD]


def test_a_registration_brings_service_and_kind_where_the_sop_asks_for_them() -> None:
    assert procedure().brought("amdal", "perubahan") == {"izin": "amdal", "permohonan": "perubahan"}
    assert procedure().brought("lain", "perpanjangan") == {}


@pytest.mark.parametrize(
    ("usaha", "way"), [("hotel", "dinilai"), ("gudang", "dinilai"), ("warung", "langsung")]
)
def test_what_was_chosen_in_a_field_opens_one_way(usaha: str, way: str) -> None:
    walk = brought()
    assert onward(walk, {}) == []
    said = {"usaha": usaha}
    assert onward(walk, said) == [way]
    allowed = [o.branch.id for o in offers(walk.procedure, walk.state, SARI, said=said) if o.branch]
    assert allowed == [way, "tidak"]
    assert walk.refused(SARI, Choose(way)).why is Why.BRANCH_NOT_OPEN
    walk.do(SARI, Choose(way, facts=said))
    assert walk.state.facts["usaha"] == usaha
    assert walk.here.step == (5 if way == "langsung" else 3)


def test_the_value_with_the_newest_completed_step_counts_and_an_undo_brings_back_the_one_before() -> None:
    walk = brought()
    walk.do(SARI, Choose("tidak", remark=1, facts={"usaha": "hotel"}))
    assert walk.state.facts["usaha"] == "hotel"
    walk.do(SARI, Undo(walk.state.seq))
    assert "usaha" not in walk.state.facts
    walk.do(SARI, Choose("dinilai", facts={"usaha": "hotel"}))
    walk.do(TIM, Take())
    walk.do(TIM, Choose("susun", facts={"usaha": "gudang"}))
    assert walk.state.facts["usaha"] == "gudang"
    walk.do(TIM, Take())
    walk.do(TIM, Choose("baru", facts={"usaha": ""}))
    assert "usaha" not in walk.state.facts


@pytest.mark.parametrize("facts", [{"usaha": "Bpk. Siti"}, {"izin": "amdal"}, {"nama": "hotel"}])
def test_a_choice_carries_nothing_but_what_the_sop_declares_of_fields(facts: dict[str, str]) -> None:
    walk = brought()
    assert walk.refused(SARI, Choose("tidak", remark=1, facts=facts)).why is Why.NOT_ALLOWED


@pytest.mark.parametrize(
    ("service", "way", "other"), [("ukl-upl", "susun", "sidang"), ("amdal", "sidang", "susun")]
)
def test_the_service_chooses_a_way(service: str, way: str, other: str) -> None:
    walk = brought(service)
    walk.do(SARI, Choose("dinilai", facts={"usaha": "hotel"}))
    walk.do(TIM, Take())
    assert onward(walk, {}) == [way]
    assert walk.refused(TIM, Choose(other)).why is Why.BRANCH_NOT_OPEN


def test_history_knows_which_way_the_sop_chose() -> None:
    walk = brought(kind="perubahan")
    walk.do(SARI, Choose("dinilai", facts={"usaha": "hotel"}))
    walk.do(TIM, Take())
    walk.do(TIM, Choose("susun"))
    walk.do(TIM, Take())
    walk.do(TIM, Choose("perubahan"))
    chosen = [e.seq for e in walk.events if isinstance(e.act, Choose)]
    assert led_by_sop(walk.procedure, unfolded(walk.procedure, walk.events)) == set(chosen)
    last = clerk(12, "kadis")
    walk.do(last, Take())
    walk.do(last, Choose("tandatangani"))  # there the SOP knows no other way
    assert led_by_sop(walk.procedure, unfolded(walk.procedure, walk.events)) == set(chosen)


def test_where_several_ways_are_open_a_person_chooses() -> None:
    step = procedure().step(2)
    assert led(step, {}) is None
    way = led(step, {"usaha": "warung"})
    assert way is not None
    assert way.id == "langsung"
    assert led(procedure().step(5), {}) is None


def test_what_a_choice_carries_is_read_back_from_the_journal() -> None:
    walk = brought()
    act = Choose("dinilai", facts={"usaha": "hotel"})
    assert from_data(act.word, to_data(act)) == act
    walk.do(SARI, act)
    assert replay(walk.procedure, walk.events) == walk.state


@pytest.mark.parametrize(
    ("sop", "branch", "expected"),
    [
        ("purwakarta-skp", "tolak", True),
        ("purwakarta-skp", "setuju", False),
        ("mempawah-ss", "lengkap", False),
    ],
)
def test_a_way_behind_which_all_ends_refused_leads_to_a_refusal(
    sop: str, branch: str, *, expected: bool
) -> None:
    procedure = seven()[sop]
    step, way = next((step, b) for step in procedure.steps for b in step.branches if b.id == branch)
    assert refuses(procedure, step, way, {}) is expected
