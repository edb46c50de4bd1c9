"""Sandi dan NIP petugas."""

from __future__ import annotations

import pytest
from argon2 import profiles
from hypothesis import given
from hypothesis import strategies as st

from loket import people


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "parameters", lambda: profiles.CHEAPEST)


def test_sandi_yang_benar_diterima_yang_lain_ditolak() -> None:
    stored = people.hash_password("pagi-pagi buka loket")
    assert people.verify_password(stored, "pagi-pagi buka loket")
    assert not people.verify_password(stored, "Pagi-pagi buka loket")
    assert "pagi" not in stored


def test_sandi_yang_sama_disimpan_berbeda() -> None:
    assert people.hash_password("sandi sama") != people.hash_password("sandi sama")


def test_huruf_beraksen_sama_dari_papan_ketik_mana_pun() -> None:
    assert people.verify_password(people.hash_password("caf\u00e9 pagi"), "cafe\u0301 pagi")


@pytest.mark.parametrize("stored", ["", "bukan hash", "$argon2id$rusak", None])
def test_memeriksa_sandi_tidak_pernah_membuat_program_berhenti(stored: str | None) -> None:
    assert not people.verify_password(stored, "apa saja")
    assert not people.verify_password(stored, "")
    assert not people.verify_password(people.hash_password("sandi baik"), "\ud800")


def test_hash_lama_diminta_dibuat_ulang(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = people.hash_password("sandi baik")
    assert not people.needs_rehash(stored)
    monkeypatch.setattr(people, "parameters", lambda: profiles.PRE_21_2)
    assert people.needs_rehash(stored)
    assert people.needs_rehash("bukan hash")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("pendek", "paling sedikit 8"),
        ("a" * 257, "paling banyak 256"),
        ("abababab", "mudah ditebak"),
        ("SARI dewi", "sama dengan nama"),
        ("199001012015012001", "sama dengan nama atau nomor petugas"),
    ],
)
def test_sandi_yang_tidak_baik_dikatakan_sebabnya(password: str, sentence: str) -> None:
    assert sentence in people.password_fault(password, "Sari Dewi", "19900101 201501 2 001")


def test_sandi_yang_baik_diterima() -> None:
    assert people.password_fault("loket dua pagi", "Sari Dewi", "") == ""


def test_nip_delapan_belas_angka_spasi_boleh() -> None:
    assert people.nip_fault("19900101 201501 2 001") == ""
    assert people.nip_fault("199001012015012001") == ""
    assert people.nip_fault("1990") == "NIP harus 18 angka; yang diketik 4."
    assert people.nip_fault("NIP 19900101 201501 2 001") == "NIP hanya berisi angka (spasi boleh)."


@pytest.mark.parametrize(
    ("nip", "sentence"),
    [
        ("000000000000000000", "bukan tanggal lahir"),
        ("111111111111111111", "bukan tanggal lahir"),
        ("199013012015012001", "bukan tanggal lahir"),
        ("199001012015002001", "bukan tahun dan bulan pengangkatan"),
        ("199001012015132001", "bukan tahun dan bulan pengangkatan"),
        ("199001011985012001", "bukan tahun dan bulan pengangkatan"),
        ("199001012015013001", "1 atau 2, lalu nomor urut"),
        ("199001012015012000", "1 atau 2, lalu nomor urut"),
    ],
)
def test_delapan_belas_angka_sembarang_bukan_nip(nip: str, sentence: str) -> None:
    assert sentence in people.nip_fault(nip)


def test_nip_pppk_memuat_21_di_tempat_bulan() -> None:
    assert people.nip_fault("199001012022211001") == ""


@given(st.text() | st.text("0123456789 ", min_size=18, max_size=20))
def test_apa_pun_yang_diketik_adalah_nip_atau_ditegur(text: str) -> None:
    assert people.nip_fault(text) == "" or people.nip_fault(text).endswith(".")


def test_nip_ditampilkan_berkelompok() -> None:
    assert people.show_nip("199001012015012001") == "19900101 201501 2 001"
    assert people.show_nip("tenaga kontrak") == "tenaga kontrak"


@given(st.integers(0, 10**6))
def test_tebakan_yang_salah_menunggu_makin_lama_paling_lama_seperempat_jam(wrong: int) -> None:
    pause = people.pause_after(wrong)
    assert (pause > 0) is (wrong >= 5)
    assert pause <= people.pause_after(wrong + 1) <= 15 * 60_000


@given(st.integers(0, 100), st.integers(0, 10**13), st.integers(0, 10**13))
def test_tidak_ada_yang_ditahan_lebih_lama_dari_itu_juga_bila_jam_dimundurkan(
    wrong: int, last: int, now: int
) -> None:
    assert people.free_again(wrong, last, now) - now <= people.pause_after(wrong)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ktr-014", "KTR-014"),
        ("800/ 12 /2026", "800/12/2026"),
        ("19900101 201501 2 001", "199001012015012001"),
        ("0147", "0147"),
    ],
)
def test_nomor_pegawai_disimpan_tanpa_spasi(typed: str, kept: str) -> None:
    assert people.staff_number(typed) == kept == people.staff_number(kept)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("199001012015012001", "18 angka adalah NIP"),
        ("199013012015012001", "18 angka adalah NIP"),
        ("12", "3 sampai 30"),
        ("SARI", "sedikitnya satu angka"),
        ("KTR_014", "boleh . - /"),
        ("KTR-014", ""),
    ],
)
def test_yang_tanpa_nip_punya_nomor_lain_yang_tidak_pernah_nip(typed: str, sentence: str) -> None:
    assert sentence in people.other_number_fault(typed)
    assert bool(sentence) == bool(people.other_number_fault(typed))


@given(st.text(max_size=40))
def test_sebuah_nomor_nip_atau_nomor_lain_tidak_pernah_keduanya(typed: str) -> None:
    assert people.nip_fault(typed) or people.other_number_fault(typed)


def test_nomor_pegawai_ditampilkan_dengan_sebutannya() -> None:
    assert people.show_number("199001012015012001") == "19900101 201501 2 001"
    assert people.show_number("KTR-014") == "No. pegawai KTR-014"
