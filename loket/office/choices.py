"""What the choices in an office's documents are called: on forms, and where two versions differ."""

from __future__ import annotations

from collections.abc import Mapping

from loket.flow.acts import Right
from loket.office.forms import FieldType
from loket.office.model import KIOSK_HOURS, WITHOUT_NUMBER

HOMES: Mapping[str, str] = {
    "intake": "Pendaftaran di loket",
    "completeness": "Kelengkapan berkas",
    "backoffice": "Entri data (back office)",
    "assessment": "Penilaian teknis",
    "verification": "Verifikasi, persetujuan, tanda tangan",
    "issuance": "Cetak dan penyerahan",
    "survey": "Survei kepuasan",
    "supervisor": "Semua berkas (penyelia)",
    "archive": "Arsip",
    "admin": "Pengaturan (admin)",
}
"""The screens on which roles land."""
RIGHTS: Mapping[str, str] = {
    Right.COUNTER: "Loket: memanggil nomor, mendaftarkan",
    Right.SUPERVISE: "Penyelia: mengambil alih, menugaskan",
    Right.ADMINISTER: "Admin: mengurus kantor ini",
}
FIELD_TYPES: Mapping[str, str] = {
    FieldType.TEXT: "Teks",
    FieldType.NUMBER: "Angka",
    FieldType.DATE: "Tanggal",
    FieldType.HAPPENED: "Tanggal yang sudah lewat",
    FieldType.VALID_UNTIL: "Masa berlaku",
    FieldType.CHOICE: "Pilihan",
}
OUTCOMES: Mapping[str, str] = {"terbit": "izin terbit", "ditolak": "permohonan ditolak"}
"""Behind which end of an SOP a step of the office's own stands."""
ZONES: Mapping[str, str] = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}
KIOSK: Mapping[str, str] = dict(zip(KIOSK_HOURS, ("Selama pintu buka", "Selalu"), strict=True))
WITHOUT: Mapping[str, str] = dict(
    zip(WITHOUT_NUMBER, ("Dilayani begitu saja", "Diberi nomor di loket"), strict=True)
)
"""What is done with whoever comes to a counter without a number."""
CHOICES: Mapping[str, Mapping[str, str]] = {
    "peran.beranda": HOMES,
    "peran.hak": RIGHTS,
    "isian.jenis": FIELD_TYPES,
    "tambahan.setelah": OUTCOMES,
    "zona": ZONES,
    "pengaturan.kios_jam": KIOSK,
    "pengaturan.tanpa_nomor": WITHOUT,
}
"""Of each key whose values are no words themselves: `section.key`, or one of the head."""
