"""`loket periksa`: whether an office's data are whole."""

from __future__ import annotations

import typer

from loket.cli.opened import Data, opened
from loket.desk.integrity import Findings, examine

NAMED = 20
GIVE_ROLE = "Beri peran itu kepada petugas (loket petugas), atau kembalikan ke profil kantor."
MISDATED = "Terhitung lagi pada tindakan berikutnya atas berkas itu."
AHEAD = "Waktu berkas diperbaiki penyelia (F6 di Semua berkas); nomor antrean ditutup di loket."
OVERTAKEN = (
    "profil bawaan program ini sudah digantikan program yang lebih baru dan tidak dipakai."
    " Perbarui program ini; bila jamnya yang benar, letakkan profil itu di folder kantor/offices"
    " di samping data kantor."
)


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("periksa", help="Periksa apakah data kantor utuh.")(check)


def check(data: Data = None) -> int:
    """Print what was found, a sentence each; exit code 1 when something is not whole."""
    with opened(data, settle=False) as desk:
        found = examine(desk)
    print("\n".join(_sentences(found)))
    return 0 if found.whole else 1


def _sentences(found: Findings) -> list[str]:
    if not found.sound:
        return ["Basis data: ada bagian yang rusak. Pulihkan dari cadangan."]
    said = [
        "Basis data: utuh.",
        f"Riwayat: {_journal(found)}",
        f"Berkas: {_agreeing(found.files, found.differing)}",
    ]
    if found.numbers:
        said.append(f"Nomor antrean: {_agreeing(found.numbers, found.numbers_differing)}")
    if found.misdated:
        said.append(f"Batas waktu: di daftar {_named(found.misdated)} lain dari hitungan. {MISDATED}")
    if found.ahead:
        said.append(f"Jam komputer: {_named(found.ahead)} bertanggal jam yang maju. {AHEAD}")
    if found.stranded:
        said.append(
            f"Peran: {_named(found.stranded)} menunggu peran yang tidak dipegang siapa pun. {GIVE_ROLE}"
        )
    return [*said, f"Jam kantor: {OVERTAKEN}"] if found.overtaken else said


def _journal(found: Findings) -> str:
    if found.broken_at is None:
        return f"utuh ({found.entries} catatan)."
    wrong = "diubah, hilang, atau tidak pada tempatnya"
    return f"catatan ke-{found.broken_at} {wrong}. Bandingkan dengan cadangan."


def _agreeing(examined: int, differing: tuple[str, ...]) -> str:
    if not differing:
        return f"{examined} diperiksa, semuanya sesuai riwayat."
    wrong = f"{len(differing)} dari {examined} tidak sesuai riwayat"
    return f"{wrong}: {_named(differing)}. Hubungi pemelihara program."


def _named(numbers: tuple[str, ...]) -> str:
    more = len(numbers) - NAMED
    return ", ".join(numbers[:NAMED]) + (f" dan {more} lagi" if more > 0 else "")
