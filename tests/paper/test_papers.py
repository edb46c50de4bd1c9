"""Tanda terima dan daftar kekurangan: isi, lebar, dan apa yang tidak boleh tercetak."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from loket.office.profile import load_office
from loket.paper.deficiency import DeficiencyData, DeficientItem, deficiency
from loket.paper.layout import WIDTH, wrap
from loket.paper.receipt import ReceiptData, ReceivedItem, receipt
from loket.text import cells

GOLDEN = Path(__file__).parent
NIK = "2101024508050012"


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


RECEIPT = ReceiptData(
    number="00231",
    received=instant("2026-11-20T09:12:00+07:00"),
    service="SIP Bidan",
    kind="perpanjangan",
    applicant="Siti Contoh",
    nik=NIK,
    clerk="Sari Rekaan",
    counter="Loket 2 Pendaftaran",
    items=(
        ReceivedItem("Surat permohonan", present=True, detail="asli"),
        ReceivedItem("STR yang masih berlaku", present=True, detail="asli atau fotokopi"),
        ReceivedItem("Surat keterangan tempat praktik dari fasilitas kesehatan", present=False),
        ReceivedItem("Pasfoto berwarna 4×6", present=True, detail="asli, 2 lembar"),
        ReceivedItem("Rekomendasi IBI", present=False, obligatory=False),
    ),
    finish=date(2026, 11, 27),
    finish_note="menurut jumlah waktu SOP",
    address="Jl. Contoh No. 1, Kecamatan Rekaan",
    phone="08127000011",
    bearer="Rina Contoh",
    bearer_as="kuasa",
)
DEFICIENCY = DeficiencyData(
    number="00231",
    returned=instant("2026-11-17T10:05:00+07:00"),
    service="SIP Bidan",
    kind="perpanjangan",
    applicant="Siti Contoh",
    nik=NIK,
    items=(
        DeficientItem(
            name="Rekomendasi IBI",
            missing="belum ditandatangani",
            found_by="Sari Rekaan",
            role="FO/Petugas Loket 2",
            at=instant("2026-11-17T10:01:00+07:00"),
        ),
        DeficientItem(
            name="Pasfoto berwarna 4×6",
            missing="",
            found_by="Andi Rekaan",
            role="BO/Analis Dokumen Perizinan",
            at=instant("2026-11-17T10:04:00+07:00"),
        ),
    ),
    present=5,
    clerk="Sari Rekaan",
    counter="Loket 2 Pendaftaran",
    note="Mohon rekomendasi ditandatangani ketua cabang sebelum dibawa kembali.",
)


def test_tanda_terima_tercetak_seperti_contohnya() -> None:
    assert receipt(load_office("karimun"), RECEIPT) == (GOLDEN / "receipt.txt").read_text(encoding="utf-8")


def test_daftar_kekurangan_tercetak_seperti_contohnya() -> None:
    assert deficiency(load_office("karimun"), DEFICIENCY) == (GOLDEN / "deficiency.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("office_id", ["karimun", "mempawah", "pariaman", "purwakarta"])
def test_tidak_ada_baris_lebih_lebar_dari_kertas(office_id: str) -> None:
    long = replace(
        RECEIPT, applicant="PT " + "Panjang" * 40, address="许可证" * 60, company="A b " * 80, title="X" * 100
    )
    for text in (receipt(load_office(office_id), long), deficiency(load_office(office_id), DEFICIENCY)):
        assert max(cells(line) for line in text.splitlines()) <= WIDTH


def test_nik_dan_hp_tidak_pernah_tercetak_utuh() -> None:
    office = load_office("karimun")
    papers = receipt(office, RECEIPT) + deficiency(office, DEFICIENCY)
    assert NIK not in papers
    assert RECEIPT.phone not in papers
    assert papers.count("210102******0012") == 2
    assert "210102******0012" in receipt(office, replace(RECEIPT, nik="210102******0012"))


def test_kertas_tidak_mengaku_bertanda_tangan_elektronik() -> None:
    office = load_office("karimun")
    papers = (receipt(office, RECEIPT) + deficiency(office, DEFICIENCY)).lower()
    assert not any(word in papers for word in ("bsre", "bssn", "elektronik", "uu ite"))


def test_perkiraan_selesai_yang_belum_dapat_dihitung_dikatakan() -> None:
    text = receipt(load_office("karimun"), replace(RECEIPT, finish=None, finish_note=""))
    assert "Perkiraan selesai : belum dapat dihitung" in text


def test_nama_yang_memuat_kode_layar_tercetak_tanpa_kodenya() -> None:
    hostile = replace(RECEIPT, applicant="\x1b]52;c;aGFpCg==\x07[/bold] PT\u202e Contoh", bearer="")
    text = receipt(load_office("karimun"), hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[/bold] PT" in text, "tanda kurung adalah bagian nama, bukan perintah"
    assert "\n\n" in text


def test_yang_datang_sendiri_tidak_ditulis_sebagai_kuasa() -> None:
    text = receipt(load_office("karimun"), replace(RECEIPT, bearer="", bearer_as=""))
    assert "Dibawa oleh" not in text
    assert "(Siti Contoh)" in text


def test_nama_panjang_di_bawah_tanda_tangan_tercetak_utuh() -> None:
    name = "Siti Contoh Putri Rekaan binti Contoh Panjang Sekali Namanya"
    text = receipt(load_office("karimun"), replace(RECEIPT, bearer=name))
    below = text[text.index("Yang menyerahkan,") :]
    assert " ".join(line[:36].strip() for line in below.splitlines()[4:]).strip() == f"({name})"


def test_tempat_dan_tanggal_berdiri_di_atas_tanda_tangan() -> None:
    office = load_office("karimun")
    assert "Karimun, Jumat, 20 November 2026" in receipt(office, RECEIPT)
    assert "Karimun, Selasa, 17 November 2026" in deficiency(office, DEFICIENCY)
    assert "Jumat, 20 November 2026\n" in receipt(replace(office, place=""), RECEIPT)


def test_waktu_ditulis_menurut_zona_kantor() -> None:
    east = replace(load_office("karimun"), zone_minutes=540)
    assert "pukul 11.12 WIT" in receipt(east, RECEIPT)


def test_kata_yang_terlalu_panjang_dipatahkan_tanpa_hilang() -> None:
    assert wrap("a" * 25 + " bb", 10) == ["a" * 10, "a" * 10, "aaaaa bb"]
    assert wrap("") == []


def test_kapan_pemohon_dilayani_tercetak_bila_kantor_menyebutnya() -> None:
    weekday, friday = ((8 * 60, 15 * 60),), ((8 * 60, 11 * 60), (13 * 60, 14 * 60 + 30))
    office = load_office("karimun")
    open_at = replace(office, door=(weekday,) * 4 + (friday,) + ((),) * 2)
    for paper in (receipt(open_at, RECEIPT), deficiency(open_at, DEFICIENCY)):
        told = " ".join(paper.split())
        assert (
            "Loket melayani : Senin–Kamis: 08.00–15.00; Jumat: 08.00–11.00, 13.00–14.30; Sabtu–Minggu: tutup"
            in told
        )
    assert "melayani" not in receipt(office, RECEIPT)
