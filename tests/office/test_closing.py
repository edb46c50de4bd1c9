"""Langkah tambahan kantor setelah langkah terakhir SOP, dan pelaksana yang dipilih kantor."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from loket.flow.acts import Choose, Event, Register, Take
from loket.flow.fold import replay
from loket.office.closing import OfficePart, part_data, part_from, part_of, unfit, with_closing
from loket.office.model import ClosingStep
from loket.office.profile import ProfileFaults, load_office, offices
from loket.sop.durations import parse_duration
from loket.sop.model import AllowedTime, Branch, Direction, Document, Kind, Limits, Party, Procedure, Step
from loket.sop.sound import catalogue

SKP = "purwakarta-skp"


def short_procedure() -> Procedure:
    """Two steps: a draft by BO or Kasi, a signature that issues or refuses."""
    draft = Step(
        sequence=7,
        name="Naskah",
        kind=Kind.DRAFT,
        roles=("bo", "kasi"),
        party=Party.OFFICE,
        time=AllowedTime(),
        branches=(Branch("terus", "Teruskan", Direction.FORWARD, target=10),),
    )
    sign = replace(
        draft,
        sequence=10,
        kind=Kind.SIGNATURE,
        roles=("kadis",),
        branches=(
            Branch("setuju", "Setuju", Direction.FORWARD, outcome="terbit", decides=True),
            Branch("tolak", "Tolak", Direction.REJECT, outcome="ditolak", decides=True),
        ),
    )
    document = Document("", (), (), (), (), (), ())
    return Procedure(SKP, "SKP", document, {"bo": "BO", "kasi": "Kasi"}, {}, (draft, sign), (7,), Limits())


def office_with(*steps: ClosingStep, step_roles: dict[int, tuple[str, ...]] | None = None) -> OfficePart:
    office = load_office("purwakarta")
    return part_of(replace(office, closing=steps, step_roles={SKP: step_roles or {}}), SKP)


def closing(name: str, kind: Kind, *outcomes: str) -> ClosingStep:
    return ClosingStep(SKP, name, kind, ("fo",), "Selesai", outcomes)


def run(procedure: Procedure, decision: str) -> tuple[list[int], str | None]:
    """The steps a file goes through when the head of office decides so, and how it ends."""
    events = [Event(1, 0, 0, Register(7))]
    state = replay(procedure, events)
    while (here := state.at(0)) is not None:
        step = procedure.step(here.step)
        open_ways = [b for b in step.branches if b.holds(state.facts)]
        branch = next((b for b in open_ways if b.id == decision), open_ways[0])
        for act in (Take(), Choose(branch.id, remark=1)):
            events.append(Event(len(events) + 1, len(events), len(events), act, person=1, role=step.roles[0]))
        state = replay(procedure, events)
    return list(dict.fromkeys(interval.step for interval in state.intervals)), state.outcome


def test_izin_terbit_lewat_semua_langkah_tambahan_yang_ditolak_hanya_yang_untuknya() -> None:
    office = office_with(
        closing("Memberi tahu", Kind.NOTIFY, "terbit", "ditolak"),
        closing("Menyerahkan", Kind.HANDOVER, "terbit"),
        closing("Mengarsipkan", Kind.ARCHIVE, "terbit", "ditolak"),
    )
    procedure = with_closing(short_procedure(), office)
    assert run(procedure, "setuju") == ([7, 10, 101, 102, 103], "terbit")
    assert run(procedure, "tolak") == ([7, 10, 101, 103], "ditolak")


def test_penolakan_berakhir_pada_sop_bila_tambahan_hanya_untuk_yang_terbit() -> None:
    procedure = with_closing(short_procedure(), office_with(closing("Menyerahkan", Kind.HANDOVER, "terbit")))
    assert run(procedure, "setuju") == ([7, 10, 101], "terbit")
    assert run(procedure, "tolak") == ([7, 10], "ditolak")


def test_langkah_tambahan_ditandai_sebagai_tambahan_kantor() -> None:
    procedure = with_closing(short_procedure(), part_of(load_office("purwakarta"), SKP))
    added = [step for step in procedure.steps if step.office_addition]
    assert [step.kind for step in added] == [Kind.NOTIFY, Kind.HANDOVER, Kind.ARCHIVE]
    assert [step.sequence for step in added] == [101, 102, 103]
    assert added[1].awaits_collection


def test_keputusan_tetap_jatuh_pada_tanda_tangan() -> None:
    procedure = with_closing(short_procedure(), part_of(load_office("purwakarta"), SKP))
    assert all(branch.decides for branch in procedure.step(10).branches)
    assert not any(b.decides for step in procedure.steps if step.office_addition for b in step.branches)


def test_kantor_memilih_pelaksana_langkah_yang_tidak_jelas() -> None:
    assert with_closing(short_procedure(), part_of(load_office("purwakarta"), SKP)).step(7).roles == ("bo",)


def test_langkah_yang_tidak_ada_pada_sop_ditegur() -> None:
    with pytest.raises(ProfileFaults, match=f"peran_langkah.{SKP}.99"):
        with_closing(short_procedure(), office_with(step_roles={99: ("bo",)}))


def test_kantor_memberi_langkah_kepada_peran_lain_dengan_waktu_sendiri() -> None:
    """The SOP's own performers are needed no more, and what only they might choose is the new one's."""
    office = load_office("purwakarta")
    draft = short_procedure().step(7)
    own = replace(draft.branches[0], by=("kasi",))
    procedure = replace(
        short_procedure(), steps=(replace(draft, branches=(own,)), short_procedure().step(10))
    )
    times = {SKP: {7: parse_duration("20 menit")}}
    office = replace(office, closing=(), step_roles={SKP: {7: ("fo",)}}, step_times=times)
    office = replace(
        office, roles={id: role for id, role in office.roles.items() if id not in ("bo", "kasi")}
    )
    assert unfit(procedure, office) == []
    given = with_closing(procedure, part_of(office, SKP))
    assert (given.step(7).roles, given.step(7).branches[0].by) == (("fo",), ())
    assert given.roles["fo"] == office.roles["fo"].name
    assert given.step(7).time == AllowedTime(parse_duration("20 menit"))
    assert part_from(json.loads(json.dumps(part_data(part_of(office, SKP))))) == part_of(office, SKP)


@pytest.mark.parametrize("what", ["roles", "times"])
def test_langkah_pemohon_tetap_menurut_sop(what: str) -> None:
    procedure, office = catalogue()["karimun-sicantik"], load_office("karimun")
    if what == "roles":
        office = replace(office, step_roles={procedure.id: {1: ("bo",)}})
    else:
        office = replace(office, step_times={procedure.id: {1: parse_duration("20 menit")}})
    (fault,) = unfit(procedure, office)
    assert "bukan pekerjaan petugas kantor" in fault.wrong


def test_waktu_menurut_peran_dan_ketetapan_tinggal_milik_pelaksana_yang_dipilih() -> None:
    by_role = {role: parse_duration(time) for role, time in (("bo", "2 jam"), ("kasi", "1 hari"))}
    case = AllowedTime(by_role=by_role, when={"ukuran": ("besar",)})
    procedure = short_procedure()
    draft = replace(procedure.steps[0], time=AllowedTime(cases=(case, AllowedTime(by_role=by_role))))
    chosen = office_with(step_roles={7: ("bo",)})
    time = with_closing(replace(procedure, steps=(draft, procedure.steps[1])), chosen).step(7).time
    assert [(dict(each.when), list(each.by_role)) for each in time.cases] == [
        ({"ukuran": ("besar",)}, ["bo"]),
        ({}, ["bo"]),
    ]


def test_langkah_tambahan_yang_tidak_pernah_tercapai_ditegur() -> None:
    office = replace(load_office("purwakarta"), closing=(closing("Menyerahkan", Kind.HANDOVER, "terbit"),))
    office = replace(office, step_roles={})
    assert unfit(short_procedure(), office) == []
    sign = short_procedure().step(10)
    issued = replace(sign.branches[0], target=11)
    last = replace(sign, sequence=11, branches=(Branch("ya", "Ya", Direction.FORWARD),))
    onward = replace(sign, branches=(issued, sign.branches[1]))
    (fault,) = unfit(replace(short_procedure(), steps=(short_procedure().step(7), onward, last)), office)
    assert fault.key == "tambahan[Menyerahkan].setelah"
    assert 'berakhir dengan hasil "terbit"' in fault.wrong
    assert 'hasil = "terbit" pada cabang terakhir' in fault.right


def test_memilih_pelaksana_langkah_berparaf_ditegur_karena_tidak_ada_artinya() -> None:
    """Mempawah 4: each of three sign-offs has its own roles."""
    procedure, office = catalogue()["mempawah-ss"], load_office("mempawah")
    step = next(step for step in procedure.steps if step.sign_offs)
    chosen = {"mempawah-ss": {step.sequence: step.roles[:1]}}
    (fault,) = unfit(procedure, replace(office, step_roles=chosen))
    assert fault.key == f"peran_langkah.mempawah-ss.{step.sequence}"
    assert "paraf" in fault.wrong
    # A file that was registered under such a profile still goes on as it did.
    kept = part_of(replace(office, step_roles=chosen), "mempawah-ss")
    assert with_closing(procedure, kept).step(step.sequence).sign_offs == step.sign_offs


def test_paraf_diberikan_peran_yang_dipilih_kantor_dan_cabang_pemaraf_lama_ikut() -> None:
    """Mempawah 4: Validasi, Diketahui Koordinator, Penetapan Ahli Madya."""
    procedure, office = catalogue()["mempawah-ss"], load_office("mempawah")
    step = procedure.step(4)
    back = next(branch for branch in step.branches if branch.id == "tidak-valid")
    by = replace(
        step, branches=(*(b for b in step.branches if b is not back), replace(back, by=("koordinator",)))
    )
    procedure = replace(procedure, steps=tuple(by if each is step else each for each in procedure.steps))
    office = replace(office, sign_roles={"mempawah-ss": {(4, 2): ("fo",)}})
    assert unfit(procedure, office) == []
    signed = with_closing(procedure, part_of(office, "mempawah-ss")).step(4)
    assert [each.roles for each in signed.sign_offs] == [("jf",), ("fo",), ("ahli_madya",)]
    assert next(b for b in signed.branches if b.id == "tidak-valid").by == ("koordinator", "fo")


@pytest.mark.parametrize(
    ("at", "right"), [((4, 4), "paraf 1 sampai 3"), ((1, 1), "tanpa baris"), ((60, 1), "1, 2")]
)
def test_paraf_yang_tidak_ada_ditegur(at: tuple[int, int], right: str) -> None:
    office = replace(load_office("mempawah"), sign_roles={"mempawah-ss": {at: ("fo",)}})
    (fault,) = unfit(catalogue()["mempawah-ss"], office)
    assert fault.key == f"peran_langkah.mempawah-ss.{at[0]}-{at[1]}"
    assert right in fault.right


def test_bagian_kantor_disimpan_utuh() -> None:
    timed = replace(closing("Menyerahkan", Kind.HANDOVER, "terbit"), time=parse_duration("3-25 hari kerja"))
    part = replace(office_with(timed, step_roles={7: ("bo",)}), sign_roles={(10, 1): ("kasi",)})
    assert part_from(json.loads(json.dumps(part_data(part)))) == part


def test_kantor_tanpa_tambahan_menjalankan_sop_apa_adanya() -> None:
    assert with_closing(short_procedure(), office_with()) == short_procedure()


def test_peran_yang_dibutuhkan_sop_tetapi_tidak_ada_di_kantor_disebut() -> None:
    stranger = replace(short_procedure().step(7), roles=("kasir", "pemohon", "bo"))
    procedure = replace(short_procedure(), steps=(stranger,))
    faults = unfit(procedure, replace(load_office("purwakarta"), closing=(), step_roles={}))
    assert [(fault.key, fault.wrong) for fault in faults] == [
        ("peran", f"peran kasir dari SOP {SKP} tidak ada")
    ]


@pytest.mark.parametrize("office_id", offices())
def test_setiap_kantor_bawaan_dapat_menjalankan_semua_sop_nya(office_id: str) -> None:
    office, procedures = load_office(office_id), catalogue()
    for procedure_id in office.procedures:
        assert unfit(procedures[procedure_id], office) == []
        part = part_of(office, procedure_id)
        assert part_from(json.loads(json.dumps(part_data(part)))) == part
        with_closing(procedures[procedure_id], part)


def test_who_acts_elsewhere_need_not_be_of_the_office_but_who_records_it_must() -> None:
    office = load_office("purwakarta")
    signature = replace(short_procedure().step(10), roles=("bupati",), recorders=("fo",))
    part = replace(signature, roles=("atr_bpn",), strand=1, id="bpn", party=Party.AGENCY)
    parts = replace(signature, sequence=11, roles=("sistem",), recorders=(), parts=(part, part))

    def lacking(*steps: Step) -> list[str]:
        procedure = replace(short_procedure(), steps=steps)
        return [fault.wrong for fault in unfit(procedure, office) if fault.key == "peran"]

    assert lacking(signature, parts) == []
    alone = replace(parts, parts=(replace(part, recorders=()), part))
    assert [wrong.split()[1] for wrong in lacking(alone)] == ["atr_bpn"]
    assert [w.split()[1] for w in lacking(replace(signature, recorders=("pencatat",)))] == ["pencatat"]
