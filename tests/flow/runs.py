"""The ways of files through the seven procedures, written as their logs.

A line names step, role and what was done there; `bo>kasi` is a file that lay on the pile of the first and was
taken by the second. Some words are no branches: `kembali` (the applicant brings it back), `diambil` (the
applicant comes to collect), `lewati` (an optional step is not needed), `induk=…` (the parent's result). The
file must be where each line says, and the intervals those of the lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Run:
    """A file's whole way, and how it ends; `start` None: where the SOP usually begins."""

    procedure: str
    title: str
    outcome: str
    way: str
    start: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


KARIMUN = (
    Run(
        "karimun-sicantik",
        "terbit sesudah dikembalikan dari setiap meja",
        "terbit",
        """
        5 fo2 tidak
        4 pemohon kembali
        5 fo2 lengkap
        6 bo tidak
        4 pemohon kembali
        5 fo2 lengkap
        6 bo benar
        7 kasi tidak
        4 pemohon kembali
        5 fo2 lengkap
        6 bo benar
        7 kasi perbaiki-data
        6 bo benar
        7 kasi validasi
        8 kabid perbaiki
        7 kasi validasi
        8 kabid setuju
        9 kadis perbaiki
        8 kabid setuju
        9 kadis tetapkan
        10 fo4 dicetak
        11 fo5 diambil
        11 fo5 terisi
        12 fo4 diserahkan
        """,
    ),
    Run(
        "karimun-sicantik",
        "ditolak Kepala Bidang",
        "ditolak",
        """
        5 fo2 lengkap
        6 bo benar
        7 kasi validasi
        8 kabid tolak
        """,
    ),
)


def purwakarta(procedure: str) -> tuple[Run, ...]:
    """The two documents of Purwakarta go the same way; only their times differ."""
    return (
        Run(
            procedure,
            "terbit sejak akun, naskah dua kali diperbaiki",
            "terbit",
            """
            2 fo tolak-akun
            1 pemohon kembali
            2 fo setujui
            3 pemohon kembali
            4 fo tidak
            3 pemohon kembali
            4 fo lengkap
            5 bo teruskan
            6 tim_teknis setuju
            7 bo naskah-izin
            8 kasi perbaiki
            7 bo>kasi naskah-izin
            8 kasi validasi
            9 kabid perbaiki
            7 bo naskah-izin
            8 kasi validasi
            9 kabid validasi
            10 kadis perbaiki
            9 kabid validasi
            10 kadis izin
            """,
            start=2,
        ),
        Run(
            procedure,
            "ditolak atas rekomendasi Tim Teknis",
            "ditolak",
            """
            4 fo lengkap
            5 bo teruskan
            6 tim_teknis tolak
            7 bo surat-penolakan
            8 kasi validasi
            9 kabid validasi
            10 kadis penolakan
            """,
        ),
    )


OSS = (
    Run(
        "pariaman-oss",
        "risiko rendah, terbit sendiri",
        "terbit",
        """
        2 fo lanjut
        3 fo data-ditolak
        1 pemohon kembali
        3 fo akun-jadi
        4 fo rendah
        5 fo terbit
        9 arsip diarsipkan
        10 dalaks diteruskan
        """,
    ),
    Run(
        "pariaman-oss",
        "risiko menengah rendah",
        "terbit",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo menengah-rendah
        5 fo terbit
        9 arsip diarsipkan
        10 dalaks diteruskan
        """,
    ),
    Run(
        "pariaman-oss",
        "risiko menengah tinggi, diperbaiki, layak",
        "terbit",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo menengah-tinggi
        6 bo ajukan
        7 opd perbaikan
        1 pemohon kembali
        7 opd layak
        8 bo terbit
        9 arsip diarsipkan
        10 dalaks diteruskan
        """,
    ),
    Run(
        "pariaman-oss",
        "risiko tinggi, tidak layak",
        "ditolak",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo tinggi
        6 bo ajukan
        7 opd tidak-layak
        """,
    ),
)

SICANTIK = (
    Run(
        "pariaman-sicantik",
        "terbit sesudah diperbaiki",
        "terbit",
        """
        2 fo lanjut
        3 fo data-ditolak
        1 pemohon kembali
        3 fo akun-jadi
        4 fo terisi
        5 bo terverifikasi
        5 kasi terverifikasi
        6 kabid perbaiki
        5 bo terverifikasi
        5 kasi terverifikasi
        6 kabid verifikasi
        7 opd perbaikan
        1 pemohon kembali
        7 opd layak
        8 kadis perbaiki
        6 kabid verifikasi
        7 opd layak
        8 kadis terbit
        8 fo terbit
        9 arsip diarsipkan
        """,
    ),
    Run(
        "pariaman-sicantik",
        "tidak layak",
        "ditolak",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo terisi
        5 bo terverifikasi
        5 kasi terverifikasi
        6 kabid verifikasi
        7 opd tidak-layak
        """,
    ),
)

SIGAP = (
    Run(
        "pariaman-sigap",
        "risiko rendah: dicatat dan diarsipkan",
        "selesai",
        """
        2 fo terinput
        3 fo arsip
        """,
        facts={"risiko": "rendah", "induk": "terbit"},
    ),
    Run(
        "pariaman-sigap",
        "risiko tinggi: dua kali tidak valid, lalu selesai",
        "selesai",
        """
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi perbaiki
        4 bo terunggah
        5 kasi perlu-rekomendasi
        6 opd persetujuan
        7 bo induk=terbit
        7 bo izin-terunggah
        8 kasi tidak-valid
        7 bo izin-terunggah
        8 kasi valid
        8 kabid tidak-valid
        7 bo izin-terunggah
        8 kasi valid
        8 kabid valid
        """,
        facts={"risiko": "tinggi"},
    ),
    Run(
        "pariaman-sigap",
        "rekomendasi ditolak OPD",
        "ditolak",
        """
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi perlu-rekomendasi
        6 opd penolakan
        """,
        facts={"risiko": "menengah_tinggi"},
    ),
    Run(
        "pariaman-sigap",
        "izin induk tidak terbit",
        "ditolak",
        """
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi tanpa-rekomendasi
        7 bo induk=dicabut
        7 bo tidak-terbit
        """,
        facts={"risiko": "tanpa"},
    ),
)

MEMPAWAH = (
    Run(
        "mempawah-ss",
        "terbit sesudah dikembalikan dari paraf dan tanda tangan",
        "terbit",
        """
        2 fo lewati
        3 tim_teknis lengkap
        4 jf tidak-valid
        1 pemohon kembali
        4 jf valid
        4 koordinator valid
        4 ahli_madya tidak-valid
        1 pemohon kembali
        4 jf valid
        4 koordinator valid
        4 ahli_madya valid
        5 kadis ditolak
        1 pemohon kembali
        4 jf valid
        4 koordinator valid
        4 ahli_madya valid
        5 kadis perbaiki
        4 jf valid
        4 koordinator valid
        4 ahli_madya valid
        5 kadis tandatangani
        6 fo diberi-tahu
        8 fo>jf diarsipkan
        """,
    ),
    Run(
        "mempawah-ss",
        "ditolak Tim Teknis sesudah didampingi",
        "ditolak",
        """
        2 fo didampingi
        3 tim_teknis tolak
        """,
    ),
)

RUNS = (
    *KARIMUN,
    *purwakarta("purwakarta-skp"),
    *purwakarta("purwakarta-puskesmas"),
    *OSS,
    *SICANTIK,
    *SIGAP,
    *MEMPAWAH,
)
