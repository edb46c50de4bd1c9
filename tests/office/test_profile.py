"""Profil kantor: apa yang dibaca, dan apa yang ditegur sekaligus bila salah."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loket.flow.acts import Right
from loket.office.model import DayReading, MinutesFrom, file_number, number_series
from loket.office.profile import ProfileFaults, load_office, offices
from loket.resources import resource
from tests import shipped

ROLES = {
    "karimun": {"fo2", "bo", "kasi", "kabid", "kadis", "fo4", "fo5"},
    "purwakarta": {"fo", "bo", "tim_teknis", "kasi", "kabid", "kadis"},
    "pariaman": {"fo", "bo", "kasi", "kabid", "opd", "kadis", "arsip", "dalaks"},
    "mempawah": {"fo", "tim_teknis", "jf", "koordinator", "ahli_madya", "kadis"},
}
PROCEDURES = {
    "karimun": {"karimun-sicantik"},
    "purwakarta": {"purwakarta-skp", "purwakarta-puskesmas"},
    "pariaman": {"pariaman-oss", "pariaman-sicantik", "pariaman-sigap"},
    "mempawah": {"mempawah-ss"},
}


def test_empat_kantor_ikut_bersama_program() -> None:
    assert offices() == ["karimun", "mempawah", "pariaman", "purwakarta"]


@pytest.mark.parametrize("office_id", ROLES)
def test_setiap_peran_sop_ada_di_kantornya_beserta_penyelia_dan_admin(office_id: str) -> None:
    office = load_office(office_id)
    assert set(office.roles) == ROLES[office_id] | {"penyelia", "admin"}
    assert set(office.procedures) == PROCEDURES[office_id]
    assert office.rights_of(["penyelia", "admin"]) == {Right.SUPERVISE: "penyelia", Right.ADMINISTER: "admin"}


@pytest.mark.parametrize("office_id", ROLES)
def test_setiap_kantor_wib_dan_mengatakan_apa_yang_perlu_dikonfirmasi(office_id: str) -> None:
    office = load_office(office_id)
    assert (office.zone_minutes, office.zone_name) == (420, "WIB")
    assert sum("Jam “" in sentence for sentence in office.to_confirm) == 3, (
        "ketiga pola jam belum dikonfirmasi"
    )
    assert office.settings.day_reading is DayReading.WORKING
    assert office.settings.minutes_from is MinutesFrom.TAKEN


@pytest.mark.parametrize("office_id", ROLES)
def test_setiap_layanan_punya_formulir_yang_ada(office_id: str) -> None:
    for service in load_office(office_id).services.values():
        assert shipped.form(service.form).requirements


def test_sigap_bukan_layanan_di_loket() -> None:
    pariaman = load_office("pariaman")
    assert [service.id for service in pariaman.counter_services] == ["nib-ss", "sip"]
    assert [service.id for service in pariaman.services_of("pariaman-sigap")] == ["sigap"]


def test_lima_loket_karimun_dan_siapa_yang_duduk_di_sana() -> None:
    karimun = load_office("karimun")
    seats = {counter.id: counter.roles for counter in karimun.counters}
    assert seats == {"1": (), "2": ("fo2",), "3": (), "4": ("fo4",), "5": ("fo5",)}
    assert karimun.roles["fo2"].home == "intake"
    assert karimun.roles["fo4"].home == "issuance"


def test_nomor_berkas_memakai_templat_kantor() -> None:
    karimun, purwakarta = load_office("karimun"), load_office("purwakarta")
    friday = date(2026, 11, 20)
    assert file_number(karimun, karimun.services["sip-bidan"], 231, friday) == "00231"
    assert file_number(purwakarta, purwakarta.services["skp"], 12, friday) == "0012/SKP/2026"


def test_nomor_bertahun_mulai_lagi_tiap_tahun_yang_lain_terus_naik() -> None:
    karimun, purwakarta = load_office("karimun"), load_office("purwakarta")
    old, new = date(2026, 12, 31), date(2027, 1, 1)
    assert number_series(karimun, old) == number_series(karimun, new)
    assert number_series(purwakarta, old) != number_series(purwakarta, new)


def test_semua_kesalahan_profil_ditegur_sekaligus(tmp_path: Path) -> None:
    text = resource("data", "offices", "karimun.toml").read_text(encoding="utf-8")
    broken = (
        text.replace('zona = "+07:00"', 'zona = "WIB"')
        .replace('beranda = "issuance"', 'beranda = "penerbitan"')
        .replace('peran = ["fo5"]', 'peran = ["fo6"]')
        .replace('awalan = "A"', 'awalan = "satu"', 1)
        .replace('"07.30-12.00"', '"07.30-7.00"', 1)
        .replace('nomor_berkas = "{urut:05}"', 'nomor_berkas = "{nomor}"')
        .replace("[pengaturan]", '[pengaturan]\nwarna = "biru"\nbatas_hukum_sejak = "pembayaran"')
        .replace('id = "apotek"', 'id = "apotek"\nbatas_hukum = 0')
    )
    path = tmp_path / "kantor.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(ProfileFaults) as caught:
        load_office(path)
    keys = {fault.key for fault in caught.value.faults}
    assert keys == {
        "zona",
        "peran[fo4].beranda",
        "loket[5].peran",
        "keperluan[daftar].awalan",
        "jam[Jam pelayanan].senin",
        "pengaturan.nomor_berkas",
        "pengaturan.warna",
        "pengaturan.batas_hukum_sejak",
        "layanan[apotek].batas_hukum",
    }
    assert all(fault.file == "kantor.toml" and fault.wrong and fault.right for fault in caught.value.faults)


def test_profil_kosong_menyebut_setiap_bagian_yang_harus_ada(tmp_path: Path) -> None:
    path = tmp_path / "kosong.toml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ProfileFaults) as caught:
        load_office(path)
    keys = {fault.key for fault in caught.value.faults}
    assert {"id", "nama", "singkatan", "zona", "peran", "jam"} <= keys
    assert "pengaturan.nomor_berkas" in keys


def test_yang_punya_bawaan_boleh_tidak_ditulis(tmp_path: Path) -> None:
    path = tmp_path / "karimun.toml"
    text = resource("data", "offices", "karimun.toml").read_text(encoding="utf-8")
    settings = (
        "menit_sejak",
        "batas_hukum_hari",
        "hampir_hari",
        "selisih_jam_detik",
        "ingatkan_kalender_hari",
    )
    kept = [line for line in text.splitlines() if not line.startswith(settings)]
    assert len(kept) == len(text.splitlines()) - len(settings)
    path.write_text("\n".join(kept), encoding="utf-8")
    assert load_office(path).settings == load_office("karimun").settings


def test_dua_layanan_dengan_id_sama_ditegur(tmp_path: Path) -> None:
    text = resource("data", "offices", "karimun.toml").read_text(encoding="utf-8")
    path = tmp_path / "kembar.toml"
    path.write_text(text.replace('id = "apotek"', 'id = "reklame"'), encoding="utf-8")
    with pytest.raises(ProfileFaults, match='"reklame" sudah dipakai'):
        load_office(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"id = [", "tidak dapat dibaca"), (b'id = "\xff"', "bukan teks UTF-8"), (None, "berkas tidak ada")],
)
def test_berkas_yang_tidak_terbaca_ditegur_dengan_kalimat(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "rusak.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProfileFaults, match=sentence):
        load_office(path)


def test_kantor_yang_tidak_ada_menyebut_yang_ada() -> None:
    with pytest.raises(ProfileFaults, match="karimun, mempawah, pariaman, purwakarta"):
        load_office("bandung")
