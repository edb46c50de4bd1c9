"""What the demo's people type: data of a permit, what is wrong with a document, reasons."""

from __future__ import annotations

from datetime import date
from random import Random

from loket.office.forms import FieldType, Requirement, TechnicalField
from loket.text import capitalized, uncapitalized

_VALUES = {
    "skrd_penerbit": "Dinas Contoh",
    "skrd_nomor": "SKRD-CONTOH/{n:05}",
    "skrd_jumlah": "{m}00.000",
    "skrd_kode": "9900{n:05}",
    "setor_bukti": "STS-CONTOH/{n:05}",
    "no_str": "STR-0000-{n:05}",
    "str_sampai": "31-12-2029",
    "sipa_sampai": "31-12-2028",
    "no_sipa": "SIPA-0000-{n:05}",
    "tempat_praktik": "Klinik Contoh Sehat",
    "alamat_praktik": "Jl. Contoh No. {m}",
    "praktik_ke": "1",
    "profesi": "Perawat",
    "apoteker": "apt. Contoh Farmasi",
    "jenis_reklame": "Papan nama",
    "isi_reklame": "Nama dan alamat toko",
    "lokasi": "Jl. Contoh No. {m}",
    "alamat_usaha": "Jl. Contoh No. {m}",
    "alamat_apotek": "Jl. Contoh No. {m}",
    "alamat_puskesmas": "Jl. Contoh No. {m}",
    "panjang": "4",
    "lebar": "2",
    "mulai": "01-12-2026",
    "sampai": "30-11-2027",
    "judul": "Pelayanan publik di kecamatan contoh",
    "bidang": "Administrasi publik",
    "institusi": "Universitas Contoh",
    "kategori": "Perkotaan, nonrawat inap",
    "kecamatan": "Kecamatan Contoh",
    "luas_tanah": "1250",
    "kbli": "56101",
    "versi_kbli": "2020",
    "nib": "99000000{n:05}",
    "no_helpdesk": "HD-{n:05}",
    "risiko": "Menengah tinggi",
    "id_proyek": "PRJ-0000-{n:05}",
    "izin_nomor": "503/CONTOH/{number}/2026",
    "izin_tanggal": "{today:%d-%m-%Y}",
    "izin_sampai": "31-12-2029",
    "penerima": "Pemohon sendiri",
    "identitas": "KTP",
}
_LACKING = {
    "str": "STR sudah lewat masa berlaku",
    "stra": "STRA belum dilegalisasi",
    "pasfoto": "pasfoto masih 3×4, harus 4×6",
    "ktp": "fotokopi tidak terbaca",
    "surat-permohonan": "belum ditandatangani",
    "surat-kuasa": "belum bermeterai",
    "denah": "belum ada ukuran",
    "nib": "NIB belum menyebut lokasi ini",
    "npwp": "nama di NPWP berbeda",
    "proposal": "belum disahkan pembimbing",
}
_OTHER_LACKING = ("belum ada", "belum ditandatangani", "fotokopi tidak terbaca", "sudah tidak berlaku")
_RETURNED = (
    "Data di sistem berbeda dari berkas; pemohon diminta memperbaiki.",
    "Unggahan tidak terbaca; mohon diunggah ulang.",
    "Alamat pada berkas tidak sama dengan lokasi usaha.",
)
_SENT_BACK = (
    "Nama pada konsep salah ketik; mohon diperbaiki.",
    "Masa berlaku pada konsep belum sesuai.",
    "Lampiran belum terunggah.",
)
_REJECTED = (
    "Lokasi tidak sesuai peruntukan ruang.",
    "Syarat kompetensi tidak terpenuhi setelah diverifikasi.",
    "Tempat praktik sudah penuh menurut ketentuan.",
)
AGENCIES = (
    ("Dinkes", "Menunggu rekomendasi Dinkes."),
    ("Dinas PUPR", "Menunggu keterangan tata ruang."),
    ("Satpol PP", "Menunggu hasil tinjau lapangan."),
)
TROUBLES = (
    "Sistem nasional tidak dapat dibuka; tiket bantuan sudah dikirim.",
    "Data pemohon tidak muncul di sistem pusat.",
    "Sertifikat elektronik belum dapat dipakai.",
)
WITHDRAWN = ("Pemohon pindah kerja ke daerah lain.", "Usaha batal dibuka.")
VOIDED = "Terdaftar dua kali."
TAKEN_OVER = "Petugas sebelumnya dinas luar."
ASSIGNED = "Yang biasa mengerjakannya sedang cuti."
REMINDED = "Pemohon sudah menanyakan; mohon didahulukan."
REMARKED = "Pemohon minta dikabari lewat WA bila izinnya siap."
POWER_CUT = "Listrik padam, dicatat dulu di kertas."


def value_of(field: TechnicalField, rng: Random, number: str, today: date) -> str:
    """A value for a field of a form, by its key where known, else by its type; `number` is the file's.

    What was done already was done `today`: a permit is no older than its file.
    """
    words = _VALUES.get(field.key)
    if words is not None:
        return words.format(n=rng.randint(1, 99_999), m=rng.randint(1, 90), number=number, today=today)
    if field.type is FieldType.NUMBER:
        return str(rng.randint(1, 5))
    if field.type is FieldType.CHOICE:
        return rng.choice(sorted(field.choices))
    if field.type is FieldType.DATE:
        return "01-12-2026"
    if field.type is FieldType.HAPPENED:
        return f"{today:%d-%m-%Y}"
    if field.type is FieldType.VALID_UNTIL:
        return "31-12-2029"
    if field.key.startswith("nama"):
        return f"{capitalized(field.label.removeprefix('Nama '))} Contoh"
    return f"Contoh {uncapitalized(field.label)}"


def lacking(requirement: Requirement, rng: Random) -> str:
    """What is wrong with a document."""
    return _LACKING.get(requirement.id) or rng.choice(_OTHER_LACKING)


def reason(direction: str, rng: Random) -> str:
    """Why a file goes to the applicant (`kembali`), back (`mundur`) or is refused (`tolak`)."""
    return rng.choice({"kembali": _RETURNED, "mundur": _SENT_BACK}.get(direction, _REJECTED))
