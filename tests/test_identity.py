"""NIK, NPWP, NIB dan telepon seperti diketik di loket; semua nomor di sini rekaan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.identity import (
    DOCUMENTS,
    Checked,
    check_document,
    check_email,
    check_name,
    check_nib,
    check_nik,
    check_npwp,
    check_phone,
    kept_document,
    mask_document,
    mask_phone,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "nik",
    [
        "3214014508050012",
        "9601014101000001",
        "3214012902000003",
        "3214.0145-0805 0012",
        "3214012011090001",
        "3214012111260001",
    ],
)
def test_nik_yang_benar_diterima(nik: str) -> None:
    found = check_nik(nik, TODAY)
    assert (found.errors, found.warnings) == ((), ())
    assert found.number.isdecimal()


@pytest.mark.parametrize(
    ("nik", "sentence"),
    [
        ("3214012902010003", "bukan tanggal lahir"),
        ("3214018101990001", "bukan tanggal lahir"),
        ("3214010101990000", "tidak boleh 0000"),
        ("321401010199001", "harus 16 angka; yang diketik 15"),
        ("32140101019900O1", "hanya berisi angka"),
        ("３２１４０１４５０８０５００１２", "hanya berisi angka"),
        ("", "hanya berisi angka"),
    ],
)
def test_nik_yang_tidak_mungkin_ditolak(nik: str, sentence: str) -> None:
    found = check_nik(nik, TODAY)
    assert sentence in " ".join(found.errors)


def test_provinsi_tidak_dikenal_hanya_peringatan() -> None:
    found = check_nik("9999990101900001", TODAY)
    assert not found.errors
    assert found.warnings == ("Kode provinsi pada NIK tidak dikenal; periksa KTP.",)


@pytest.mark.parametrize("nik", ["3214012011260001", "3214016101250002", "3214012111090001"])
def test_nik_yang_menurut_tanggal_lahirnya_belum_17_tahun_diragukan(nik: str) -> None:
    found = check_nik(nik, TODAY)
    assert not found.errors
    assert found.warnings == ("Menurut NIK belum berumur 17 tahun; periksa KTP atau KIA.",)


@given(st.text(max_size=20))
def test_apa_pun_yang_diketik_tidak_membuat_program_berhenti_dan_nomor_tidak_diulang(text: str) -> None:
    for found in (check_nik(text, TODAY), check_npwp(text), check_nib(text), check_phone(text)):
        sentences = " ".join((*found.errors, *found.warnings))
        assert len(found.number) < 7 or found.number not in sentences


@pytest.mark.parametrize("npwp", ["01.312.166.0-091.000", "013000666091000", "0013000666091000"])
def test_npwp_yang_angka_pemeriksanya_cocok_diterima(npwp: str) -> None:
    assert check_npwp(npwp).warnings == ()


@pytest.mark.parametrize("npwp", ["01.312.166.1-091.000", "12345"])
def test_npwp_yang_janggal_hanya_diperingatkan(npwp: str) -> None:
    found = check_npwp(npwp)
    assert found.warnings
    assert not found.errors


def test_npwp_enam_belas_angka_boleh_sama_dengan_nik() -> None:
    nik = "3214014508050012"
    assert not check_npwp(nik, nik).warnings
    assert "berbeda dari NIK" in check_npwp("3214014508050013", nik).warnings[0]


@pytest.mark.parametrize("typed", ["0013000666091000000001", "0013.0006.6609.1000-000000"])
def test_nitku_22_angka_adalah_npwp_dengan_enam_angka_tempat_usaha(typed: str) -> None:
    assert check_npwp(typed).warnings == ()


def test_nitku_seorang_diri_dimulai_dengan_nik_nya() -> None:
    nik = "3214014508050012"
    assert check_npwp(f"{nik}000001", nik).warnings == ()
    assert "berbeda dari NIK" in check_npwp("3214014508050013000001", nik).warnings[0]


@pytest.mark.parametrize(
    "npwp", ["0013000667091000000001", "001300066609100000001", "00130006660910000000011"]
)
def test_nitku_yang_janggal_hanya_diperingatkan(npwp: str) -> None:
    found = check_npwp(npwp)
    assert found.warnings
    assert not found.errors


def test_nib_tiga_belas_angka() -> None:
    assert check_nib("0220 0010 0123 4").warnings == ()
    assert check_nib("12345").errors


def test_yang_pasti_keliru_ditolak() -> None:
    assert check_npwp("abc").errors
    assert check_npwp("01312166009100A").errors
    assert check_phone("0812A-7001 2345").errors
    assert check_name("Siti2102059907900001").errors
    assert check_name("Siti 0812-7000").errors
    assert check_email("siti@@x").errors
    assert check_email("siti@contoh").errors
    assert not check_email("siti.aminah+izin@contoh.co.id").errors


def test_nik_di_isian_nama_disebut_nik() -> None:
    assert check_name("2102 0145 0890 0003").errors == (
        "Ini NIK: isi di isian NIK. Di sini nama sesuai KTP.",
    )
    assert "tidak berisi huruf" in check_name("0812").errors[0]


def test_angka_pendek_di_nama_hanya_diperingatkan() -> None:
    found = check_name("Henry 3")
    assert (found.errors, bool(found.warnings)) == ((), True)
    assert check_name("Siti Aminah, S.Kep.") == Checked("Siti Aminah, S.Kep.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812-7000-0011", "081270000011"),
        ("+62 812 7000 0011", "081270000011"),
        ("62 0812 7000 0011", "081270000011"),
        ("81270000011", "081270000011"),
        ("(0751) 00529", "075100529"),
    ],
)
def test_telepon_disimpan_dengan_nol_di_depan(typed: str, kept: str) -> None:
    found = check_phone(typed)
    assert (found.number, found.warnings) == (kept, ())


@pytest.mark.parametrize("typed", ["12", "112", "0812", "-", "tidak ada"])
def test_telepon_yang_tidak_dapat_dihubungi_ditolak(typed: str) -> None:
    assert check_phone(typed).errors == ("Nomor telepon paling sedikit 5 angka; kosongkan bila tidak ada.",)


@pytest.mark.parametrize("typed", ["08123", "0813-0000", "+62 812 700 00"])
def test_nomor_hp_yang_kurang_angkanya_ditolak(typed: str) -> None:
    """Tidak ada nomor HP di bawah sepuluh angka; nomor rumah dan nomor pendek kantor ada."""
    assert check_phone(typed).errors == ("Nomor HP paling sedikit 10 angka; kosongkan bila tidak ada.",)
    assert not check_phone("075100529").errors


@pytest.mark.parametrize("typed", ["14000", "08123456789012", "0812 700 ext 1"])
def test_telepon_yang_janggal_hanya_diperingatkan(typed: str) -> None:
    assert check_phone(typed).warnings
    assert not check_phone(typed).errors


@pytest.mark.parametrize(
    "typed",
    [
        "0812-7000-0011 / 0813-7000-0022",
        "081270000011/081370000022",
        "0812 7000 0011, 0813 7000 0022",
        "0812 7000 0011 atau 0813 7000 0022",
        "0812 7000 0011 dan 0813 7000 0022",
        "+62 812 7000 0011 +62 813 7000 0022",
        "0812 7000 0011 0813 7000 0022",
        "081270000011081370000022",
        "(0751) 00529/00530",
        "0751-00529 / 0812-7000-0011 (rumah)",
    ],
)
def test_dua_nomor_dalam_satu_isian_ditegur_dan_tidak_disambung(typed: str) -> None:
    found = check_phone(typed)
    assert found.errors == ("Tulis satu nomor telepon saja.",)
    assert found.number == typed


@pytest.mark.parametrize("typed", ["021/5550112", "0751/00529", "0062 812 7000 0011", "0812/7000/0011"])
def test_satu_nomor_dengan_garis_miring_tetap_satu(typed: str) -> None:
    assert check_phone(typed).errors == ()


def test_telepon_luar_negeri_disebut_begitu_dan_disimpan_tanpa_pemisah() -> None:
    found = check_phone("+60 12-345 6789")
    assert (found.number, found.errors) == ("+60123456789", ())
    assert found.warnings == ("Nomor luar negeri; cocokkan angkanya.",)


def test_telepon_dengan_keterangan_disimpan_seperti_diketik() -> None:
    found = check_phone("0751 00529 pesawat 12")
    assert (found.number, found.errors) == ("0751 00529 pesawat 12", ())
    assert found.warnings


def test_telepon_ditampilkan_disamarkan() -> None:
    assert mask_phone("08127000011") == "0812-****-011"
    assert mask_phone("075100529") == "*******29"
    assert mask_phone("14000") == "***00"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("paspor", "x 1234567", "X1234567"),
        ("paspor", "C01X00T47", "C01X00T47"),
        ("kitas", "2c00ab-0001", "2C00AB0001"),
        ("sktt", "474/0001/2026", "47400012026"),
    ],
)
def test_nomor_tanda_pengenal_lain_disimpan_tanpa_spasi_dengan_huruf_besar(
    kind: str, typed: str, kept: str
) -> None:
    found = check_document(kind, typed, nik="3214014508050012")
    assert found == Checked(kept)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("paspor", "X12*4567", "Nomor paspor hanya berisi huruf dan angka"),
        ("paspor", "Х1234567", "hanya berisi huruf dan angka"),  # the first letter is Cyrillic
        ("kitas", "RAHASIA", "Nomor KITAS tidak berisi angka"),
        ("sktt", "1", "4 sampai 30 huruf dan angka; yang diketik 1"),
        ("paspor", "X1" * 16, "yang diketik 32"),
    ],
)
def test_nomor_tanda_pengenal_yang_tidak_mungkin_ditolak(kind: str, typed: str, sentence: str) -> None:
    assert sentence in " ".join(check_document(kind, typed).errors)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("paspor", "X123456789", "biasanya 6 sampai 9"),
        ("kitas", "2C1", "biasanya 8 sampai 16"),
        ("sktt", "4740001", "SKTT memuat NIK juga"),
        ("sktt", "3214014508050012", "seperti NIK"),
    ],
)
def test_nomor_tanda_pengenal_yang_tidak_lazim_hanya_diperingatkan(
    kind: str, typed: str, sentence: str
) -> None:
    found = check_document(kind, f"{typed}0" if kind == "kitas" else typed)
    assert found.errors == ()
    assert sentence in " ".join(found.warnings)


@given(st.sampled_from(sorted(DOCUMENTS)), st.text(max_size=40))
def test_nomor_yang_disimpan_tetap_sama_bila_diketik_lagi(kind: str, typed: str) -> None:
    kept = kept_document(typed)
    assert check_document(kind, typed).number == kept == kept_document(kept)


def test_tengah_nomor_tanda_pengenal_tersembunyi() -> None:
    assert mask_document("X1234567") == "X****567"
    assert mask_document("X12345") == "******"
    assert mask_document("") == ""
