"""The shipped SOPs and the two made-up ones, tried alone and as their own office works by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from loket.flow.acts import Choose
from loket.office.closing import part_of, with_closing
from loket.office.model import Office
from loket.office.profile import load_office
from loket.sop import load
from loket.sop.model import Procedure
from loket.trial.findings import Trial
from loket.trial.people import TrialOffice, made_up, of_office
from loket.trial.together import trials
from loket.trial.words import reasons_said
from tests.flow.office import contoh, seven
from tests.flow.test_procedures import branches_in

HERE = Path(__file__).parents[1]
EIGHTH = HERE / "eighth" / "kantor"
OFFICES = {
    "karimun": ("karimun-sicantik",),
    "mempawah": ("mempawah-ss",),
    "pariaman": ("pariaman-oss", "pariaman-sicantik", "pariaman-sigap"),
    "purwakarta": ("purwakarta-puskesmas", "purwakarta-skp"),
}


@cache
def known() -> dict[str, Procedure]:
    own = (load(HERE / "sop" / "contoh-reklame.toml"), load(EIGHTH / "sop" / "gedung.toml"), contoh())
    return {**seven(), **{procedure.id: procedure for procedure in own}}


def tried(name: str, setting: Callable[[Procedure], TrialOffice] = made_up) -> Trial:
    return trials([name], known(), setting)[0]


def in_office(office: str | Path, name: str) -> Trial:
    profile = load_office(office)
    procedures = {p: with_closing(known()[p], part_of(profile, p)) for p in profile.procedures}
    return trials([name], procedures, lambda procedure: of_office(profile, procedure))[0]


@pytest.mark.parametrize("name", [*seven(), "contoh-reklame", "gedung", "contoh"])
def test_no_file_sticks_and_every_branch_is_taken(name: str) -> None:
    found = tried(name)
    assert found.troubles == ()
    assert not found.sticks
    assert found.never == ()
    assert {(step, branch) for step, _, branch in found.taken} == branches_in(known()[name])


@pytest.mark.parametrize(("office", "name"), [(o, name) for o, names in OFFICES.items() for name in names])
def test_none_sticks_in_the_office_that_works_by_it(office: str, name: str) -> None:
    found = in_office(office, name)
    assert (found.troubles, found.never, found.sticks) == ((), (), False)


def test_an_offices_closing_steps_are_walked_too() -> None:
    ends = in_office("purwakarta", "purwakarta-skp").ends
    assert {(end.outcome, end.last) for end in ends} == {
        ("terbit", (103, 0, "selesai")),
        ("ditolak", (103, 0, "selesai")),
    }
    eighth = in_office(EIGHTH / "offices" / "kabupaten-contoh.toml", "gedung")
    assert [(end.outcome, end.last) for end in eighth.ends] == [
        ("ditolak", (3, 0, "terpakai")),
        ("terbit", (101, 0, "selesai")),
    ]


@pytest.mark.parametrize(
    ("name", "states", "pairs"),
    [
        ("karimun-sicantik", 12, 27),
        ("mempawah-ss", 11, 18),
        ("pariaman-oss", 80, 22),
        ("pariaman-sicantik", 20, 23),
        ("pariaman-sigap", 80, 22),
        ("purwakarta-skp", 17, 27),
        ("gedung", 19, 16),
        ("contoh-reklame", 20, 17),
    ],
)
def test_each_state_is_looked_at_once(name: str, states: int, pairs: int) -> None:
    """The trial's time is that of its states: as long as these are so few, it is done in no time."""
    found = tried(name)
    assert len(found.walk.nodes) <= states
    assert len(found.pairs) == pairs
    assert not found.walk.cut


def test_the_time_of_an_end_is_that_of_its_steps_minutes_and_days_apart() -> None:
    refused, issued = (end.length for end in tried("contoh-reklame").ends)
    assert (refused.minutes, dict(refused.days)) == (15, {"hari kerja": 2})
    assert (issued.minutes, dict(issued.days)) == (15 + 10 + 5 + 5, {"hari kerja": 2 + 1})
    assert tried("pariaman-sicantik").ends[0].length.untimed == (7,)


def ways() -> tuple[Office, Procedure]:
    kantor = HERE / "ways" / "kantor"
    return load_office(kantor / "offices" / "kabupaten-jalan.toml"), load(kantor / "sop" / "lingkungan.toml")


@pytest.mark.parametrize("alone", [True, False])
def test_services_kinds_of_application_and_fields_choose_the_way(alone: bool) -> None:
    office, procedure = ways()
    setting = made_up if alone else partial(of_office, office)
    found = trials([procedure.id], {procedure.id: procedure}, setting)[0]
    assert (found.troubles, found.never) == ((), ())
    begun = [dict(node.beginning.facts) for node in found.walk.nodes if node.before is None]
    assert {(f["izin"], f["permohonan"]) for f in begun} == {
        (izin, kind) for izin in ("ukl-upl", "amdal") for kind in ("baru", "perubahan")
    }
    chosen = [move.act for node in found.walk.nodes for move, _ in node.moves if move.place.step == 2]
    typed = {(a.branch, a.facts["usaha"]) for a in chosen if isinstance(a, Choose) and a.branch != "tidak"}
    assert typed == {("dinilai", "hotel"), ("dinilai", "gudang"), ("langsung", "warung")}


def test_a_service_of_the_office_that_the_sop_has_no_way_for() -> None:
    office, procedure = ways()
    more = replace(office.services["amdal"], id="sppl")
    office = replace(office, services={**office.services, "sppl": more})
    found = trials([procedure.id], {procedure.id: procedure}, partial(of_office, office))[0]
    (trouble,) = found.troubles
    assert reasons_said(found, trouble) == [
        "“Dokumen UKL-UPL: susun berita acara” hanya bila Izin yang diterbitkan: PKPLH (belum tercatat)",
        "“Dokumen AMDAL: susun berita acara sidang” hanya bila Izin yang diterbitkan: SKKLH (belum tercatat)",
    ]


def test_a_follow_up_begins_with_what_its_parents_know() -> None:
    begun = [node.beginning for node in tried("pariaman-sigap").walk.nodes if node.before is None]
    by = {(b.by, b.facts.get("risiko"), b.facts.get("induk"), b.results) for b in begun}
    later = frozenset({"terbit", "ditolak"})
    assert by >= {
        ("pariaman-oss", "rendah", "terbit", frozenset()),
        ("pariaman-oss", "tinggi", None, later),
        ("pariaman-oss", "menengah_tinggi", None, later),
    }
