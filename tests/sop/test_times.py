"""Times that depend on facts, moments that start a time, and who is counted: read, shown, and checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loket.sop.export import as_data
from loket.sop.faults import Fault
from loket.sop.model import Duration, Milestone, Party, Unit
from loket.sop.show import lines, reading
from loket.sop.sound import load
from tests.flow.random_procedures import as_toml
from tests.sop.test_faults import HEAD, faults_of, step, the_fault, way

FILE = Path(__file__).parents[1] / "times" / "kantor" / "sop" / "pbg.toml"
PBG = load(FILE)
RECORDS = [
    f'id = "{v}"\nlabel = "{v}"\nke = 3\nmencatat = {{ risiko = "{v}" }}\n' for v in ("rendah", "tinggi")
]


def by_risk(time: str, where: str = "waktu") -> str:
    """An SOP whose step 2 records the risk, and in step 3 or in `[batas]` a time that goes by it."""
    more = f"{where} = {time}" if where == "waktu" else ""
    limits = "" if where == "waktu" else f"[batas]\n{where} = {time}\n"
    return HEAD + limits + step(2, "---\n".join(RECORDS)) + step(3, more=more)


def test_every_kind_of_time_is_read() -> None:
    assert PBG.step(3).time.whole == Duration(25, Unit.WORKING_DAYS, "3-25 hari kerja", 3)
    assert [(dict(c.when), c.whole and c.whole.text) for c in PBG.step(4).time.cases] == [
        ({"ukuran": ("besar",)}, "2 hari kerja"),
        ({}, "1 hari kerja"),
    ]
    first, second = PBG.step(5).sign_offs
    assert first.time.whole is not None
    assert first.time.whole.unit is Unit.CALENDAR_DAYS
    assert {role: time.text for role, time in second.time.by_role.items()} == {
        "kasi": "2 jam",
        "kadistek": "1 hari kerja",
    }
    limits = PBG.limits
    assert limits.whole_from is Milestone.CORRECT
    assert limits.whole_parties == {Party.OFFICE, Party.AGENCY}
    assert (PBG.declares(Milestone.COMPLETE), PBG.declares(Milestone.CORRECT)) == (True, True)


def test_they_are_shown_in_words() -> None:
    said = [sentence for each in PBG.steps for sentence in reading(each, PBG)]
    text = " ".join(" ".join([*said, *lines(PBG, 80)]).split())
    for words in (
        "Waktu 3-25 hari kerja",
        "Waktu 2 hari kerja bila ukuran Lebih dari 500 m²; selain itu 1 hari kerja",
        "Kepala Seksi 2 jam; Kepala Dinas Teknis 1 hari kerja",
        "Waktu dapat ditunggu",
        "menyatakan benar",
        "selain itu 14 hari kerja, sejak benar, waktu kantor dan instansi",
    ):
        assert words in text


def test_the_json_says_them_all() -> None:
    data = json.loads(json.dumps(as_data(PBG), ensure_ascii=False))
    data["dokumen"].pop("keputusan_teks")
    assert load("\n".join(f"{key} = {as_toml(value)}" for key, value in data.items())) == PBG


BOTH = '[{ bila = { risiko = "tinggi" }, waktu = "5 hari" }, { waktu = "2 hari" }]'
HIGH = '[{ bila = { risiko = ["tinggi"] }, waktu = "5 hari" }]'


@pytest.mark.parametrize("where", ["waktu", "keseluruhan"])
def test_a_time_for_every_value_is_sound(where: str) -> None:
    load(by_risk(BOTH, where))


@pytest.mark.parametrize(
    ("where", "key"), [("waktu", "langkah[3].waktu"), ("keseluruhan", "batas.keseluruhan")]
)
def test_a_value_that_has_no_time_is_named(where: str, key: str) -> None:
    fault = the_fault(by_risk(HIGH, where))
    assert fault.key == key
    assert fault.wrong == "tidak ada waktu yang berlaku bila risiko = rendah"
    assert "tanpa bila" in fault.right


def test_the_whole_may_wait_for_what_is_not_recorded_yet_a_step_may_not() -> None:
    low = '{ bila = { risiko = "rendah" }, waktu = "2 hari" }'
    each = f"{HIGH[:-1]}, {low}]"
    load(by_risk(each, "keseluruhan"))
    early = the_fault(HEAD + step(2, "---\n".join(RECORDS), f"waktu = {each}") + step(3))
    assert (early.key, "risiko = (belum dicatat)" in early.wrong) == ("langkah[2].waktu", True)


def test_a_sign_offs_time_and_a_groups_are_asked_for_too() -> None:
    signed = '[[langkah.paraf]]\nperan = ["fo"]\nsebutan = "Paraf"\nwaktu = ' + HIGH
    text = HEAD + step(2, "---\n".join(RECORDS)) + step(3, more=signed)
    assert the_fault(text).key == "langkah[3].paraf[#1].waktu"
    group = f"[[batas.kelompok]]\nlangkah = [3]\nwaktu = {HIGH}\n"
    assert (
        the_fault(HEAD + group + step(2, "---\n".join(RECORDS)) + step(3)).key == "batas.kelompok[#1].waktu"
    )


@pytest.mark.parametrize(
    ("time", "key", "wrong", "right"),
    [
        ("[]", "", "daftar kosong", "sedikitnya satu"),
        ('[{ waktu = "2 hr" }]', "[#1].waktu", '"hr"', '"2 hari"'),
        ('[{ waktu = "2 hari", bil = { risiko = "tinggi" } }]', "[#1].bil", "tidak dikenal", '"bila"'),
        ('[{ bila = { resiko = "tinggi" }, waktu = "2 hari" }]', "[#1].bila.resiko", "[ketetapan]", "risiko"),
        (
            '[{ bila = { risiko = "berat" }, waktu = "2 hari" }]',
            "[#1].bila.risiko",
            "bukan pilihan",
            "rendah",
        ),
        ('[{ bila = { risiko = 3 }, waktu = "2 hari" }]', "[#1].bila.risiko", "bilangan", '["rendah"]'),
        ('[{ waktu = { kasi = "2 jam" } }]', "[#1].waktu.kasi", "tidak ada di [peran]", "fo"),
        ('[{ waktu = { bo = "2 jam" } }]', "[#1].waktu.bo", "tidak mengerjakan", "fo"),
        (
            '[{ waktu = "2 hari" }, { bila = { risiko = "tinggi" }, waktu = "5 hari" }]',
            "",
            "tanpa bila",
            "akhir",
        ),
    ],
)
def test_one_mistake_one_fault(time: str, key: str, wrong: str, right: str) -> None:
    fault = the_fault(by_risk(time))
    assert fault.key == f"langkah[3].waktu{key}"
    assert wrong in fault.wrong
    assert right in fault.right


def test_a_case_without_a_time_is_named() -> None:
    assert the_fault(by_risk('[{ bila = { risiko = "tinggi" } }, { waktu = "2 hari" }]')).key == (
        "langkah[3].waktu[#1].waktu"
    )


@pytest.mark.parametrize(
    ("limits", "key", "wrong", "right"),
    [
        ('keseluruhan_sejak = "lunas"', "batas.keseluruhan_sejak", '"lunas"', '"pembayaran"'),
        (
            'keseluruhan_sejak = "benar"',
            "batas.keseluruhan_sejak",
            "menyatakan_benar",
            "menyatakan_benar = true",
        ),
        ('keseluruhan_sejak = "lengkap"', "batas.keseluruhan_sejak", "menyatakan_lengkap", "= true"),
        ('keseluruhan_sejak = "pembayaran"', "batas.keseluruhan_sejak", "pembayaran", 'jenis = "pembayaran"'),
        ('keseluruhan_pihak = ["kantr"]', "batas.keseluruhan_pihak", '"kantr"', '"kantor"'),
        ('keseluruhan = { fo = "2 hari" }', "batas.keseluruhan", "tabel", "10 menit"),
        (
            '[[batas.kelompok]]\nlangkah = [2]\nwaktu = "2 hari"\npihak = ["opd"]',
            "batas.kelompok[#1].pihak",
            '"opd"',
            "instansi",
        ),
    ],
)
def test_what_the_whole_counts_from_must_happen(limits: str, key: str, wrong: str, right: str) -> None:
    fault = the_fault(f"{HEAD}[batas]\n{limits}\n{step()}")
    assert fault.key == key
    assert wrong in fault.wrong
    assert right in fault.right


def test_what_starts_the_legal_line_is_named_where_nothing_ends_it() -> None:
    fault = the_fault(HEAD + step(2, way("selesai = true", "menyatakan_benar = true")))
    assert "ada menyatakan_benar tetapi tidak ada keputusan" in fault.wrong


def test_a_time_that_could_not_be_read_is_not_missing_too() -> None:
    faults: dict[str, Fault] = faults_of(by_risk('[{ bila = { risiko = "tinggi" }, waktu = "5 hr" }]'))
    assert list(faults) == ["langkah[3].waktu[#1].waktu"]


def test_a_field_that_is_filled_in_at_the_step_itself_is_not_known_when_the_file_comes() -> None:
    fact = 'nama = "Luas"\nasal = "isian"\nisian = "luas"\npilihan = { a = "A", b = "B" }'
    field = f"[ketetapan.luas]\n{fact}\n[dokumen]"
    head, onward = HEAD.replace("[dokumen]", field), 'id = "ya"\nlabel = "Ya"\nke = 3'
    each = '[{ bila = { luas = "a" }, waktu = "5 hari" }, { bila = { luas = "b" }, waktu = "2 hari" }]'
    load(head + step(2, onward) + step(3, more=f"waktu = {each}"))
    fault = the_fault(head + step(2, onward, f"waktu = {each}") + step(3))
    assert (fault.key, fault.wrong[-22:]) == ("langkah[2].waktu", "luas = (belum dicatat)")
