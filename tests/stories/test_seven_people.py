"""Seven people of Karimun carry one file from its queue number to the hand-over, with a return on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.case import file_view, lists
from tests.stories.clerk import Clerk, at_the_keyboard
from tests.stories.office import PASSWORD, Office, open_office

SEVEN = {
    "fo2": "Sari Dewi",
    "bo": "Andi Saputra",
    "kasi": "Rina Marlina",
    "kabid": "Budi Hartono",
    "kadis": "Dewi Lestari",
    "fo4": "Hendra Gunawan",
    "fo5": "Maya Puspita",
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return open_office(tmp_path, monkeypatch, "karimun", SEVEN)


async def test_one_file_from_the_queue_number_to_the_hand_over(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        await sari_calls_a_number_and_registers(clerk)
        await sari_returns_what_lacks(clerk)
        await sari_receives_what_lacked(clerk)
        await andi_enters_the_data(clerk)
        await the_heads_verify_approve_and_sign(clerk)
        await hendra_prints_the_permit(clerk)
        await maya_asks_the_nine_questions(clerk)
        await hendra_hands_the_permit_over(clerk)
    the_journal_tells_it_all(office)


async def sari_calls_a_number_and_registers(clerk: Clerk) -> None:
    await clerk.signs_in("Sari")
    clerk.sees("Loket 2 Pendaftaran · Sari Dewi", "Tidak ada nomor yang menunggu.", "F2·Panggil")
    await clerk.presses("f7")
    await clerk.picks("Beri nomor antrean")
    await clerk.picks("SIP Bidan")
    clerk.sees("Nomor A-001 diberikan.", "MENUNGGU 1", "A-001 SIP Bidan")

    await clerk.minutes_pass(4)
    clerk.sees("4 mnt")
    await clerk.presses("f2")
    clerk.sees("DIPANGGIL 1", "dipanggil 08.04", "H hadir · L tidak hadir")
    await clerk.presses("h")
    clerk.sees("DILAYANI 1", "A-001 · dilayani sejak 08.04", "Yang datang", "Layanan SIP Bidan")

    await clerk.presses("up", "right", "enter")
    await clerk.types("Rina Wati")
    await clerk.presses("enter", "enter")
    await clerk.types("0812700011")
    await clerk.presses("enter", "right", "enter")
    await clerk.types("2102014508900012")
    clerk.sees("Belum dikenal: pemohon baru.")
    await clerk.presses("enter")
    await clerk.types("Siti Aminah")
    await clerk.presses("enter")
    await clerk.types("081270000012")
    await clerk.presses("f8")
    clerk.sees("00001 SIP Bidan · baru", "Siti Aminah · NIK 210201******0012", "Kuasa Rina Wati")
    clerk.sees("surat kuasa ada", "DI TANGAN ANDA 1", "Batas 10 menit · sisa 10 mnt · s.d. 08.14")
    clerk.does_not_see("2102014508900012")


async def sari_returns_what_lacks(clerk: Clerk) -> None:
    await clerk.presses("f8")
    clerk.sees("F8 belum bisa: 5 belum diperiksa")
    await clerk.presses("a", "a", "k", "c")
    clerk.sees("STR yang masih berlaku", "Catatan")
    await clerk.types("sudah habis masa berlakunya")
    await clerk.presses("ctrl+s")
    clerk.sees(
        "✗ kurang STR yang masih berlaku", "└ sudah habis masa berlakunya", "1 kurang, 2 belum diperiksa"
    )
    await clerk.minutes_pass(3)
    await clerk.presses("f6")
    clerk.sees("Kembalikan untuk dilengkapi: 00001", "Kurang: STR yang masih berlaku: sudah habis")
    await clerk.presses("enter")
    clerk.sees("00001 → pemohon. F9 urung, F5 cetak.", "MENUNGGU PEMOHON 1", "F2 selesai")

    await clerk.presses("f5")
    clerk.sees("DAFTAR KEKURANGAN BERKAS", "1. STR yang masih berlaku", "sudah habis masa berlakunya")
    await clerk.presses("f10", "f2")
    clerk.sees("A-001: apa hasilnya?")
    assert "Dikembalikan" in clerk.line_under_cursor
    await clerk.presses("enter")
    clerk.sees("Tidak ada nomor yang menunggu.", "MENUNGGU PEMOHON 1")


async def sari_receives_what_lacked(clerk: Clerk) -> None:
    """On Monday the applicant is back; nobody counts the days in between against the office."""
    await clerk.it_is("2026-11-23 08:30+07:00")
    clerk.sees("Sari Dewi sedang jeda")
    await clerk.types(PASSWORD)
    await clerk.presses("enter")
    clerk.sees("MENUNGGU PEMOHON 1", "3 hari")
    await clerk.presses("f7")
    await clerk.picks("Beri nomor antrean")
    await clerk.picks("SIP Bidan")
    await clerk.presses("f2", "h", "f10")
    clerk.sees("dilayani sejak 08.30")
    await clerk.goes_to("00001")
    await clerk.presses("enter")
    clerk.sees("Kekurangan Jum 20 Nov (2 lainnya sudah ada)", "menunggu pemohon sejak", "F8 Diterima")
    await clerk.presses("f8")
    clerk.sees("DI TANGAN ANDA 1", "▸ ✗ kurang STR yang masih berlaku", "sisa 10 mnt · s.d. 08.40")
    await clerk.presses("a", "a", "a", "a", "a")
    clerk.sees("F8 bisa diteruskan.")
    await clerk.minutes_pass(6)
    clerk.sees("sisa 4 mnt 00 dtk")
    await clerk.presses("f8")
    clerk.sees("00001 → Analis Dokumen Perizinan. F9 urung, F5 cetak.")
    await clerk.presses("f5")
    clerk.sees("TANDA TERIMA BERKAS", "Nomor berkas : 00001", "Dibawa oleh : Rina Wati (kuasa)")
    await clerk.presses("pagedown")
    clerk.sees("[x] Surat permohonan")
    await clerk.presses("f10", "f2")
    assert "Berkas masuk" in clerk.line_under_cursor
    await clerk.presses("enter")
    await clerk.signs_out()


async def andi_enters_the_data(clerk: Clerk) -> None:
    await clerk.signs_in("Andi")
    clerk.sees("Analis Dokumen Perizinan · Andi Saputra", "MENUNGGU 1", "00001 Siti Aminah")
    clerk.sees("F8·Teruskan", "Batas hukum · s.d. Sen 30 Nov 16.00")
    await clerk.presses("f8")
    clerk.sees("F8 belum bisa: belum diambil. Tekan F2 untuk mengambil")
    await clerk.presses("f2")
    clerk.sees("DI TANGAN ANDA 1", "Batas 5 menit · sisa 5 mnt 00 dtk", "Nomor STR")
    await clerk.presses("f8")
    clerk.sees("F8 belum bisa: belum diisi Nomor STR")
    for typed in ("ST-000123", "20-08-2029", "Klinik Contoh", "Jalan Contoh 1", "1"):
        await clerk.types(typed)
        await clerk.presses("enter")
    await clerk.minutes_pass(7)
    clerk.sees("LEWAT 2 mnt")
    await clerk.presses("f8")
    clerk.sees(
        "00001: Lengkap dan benar, teruskan ke Kepala Seksi. F9 urung.", "Tidak ada berkas di meja ini."
    )
    await clerk.presses("f9")
    clerk.sees("00001: diurungkan (", "DI TANGAN ANDA 1", "ST-000123")
    await clerk.presses("f8")
    await clerk.signs_out()


async def the_heads_verify_approve_and_sign(clerk: Clerk) -> None:
    for name, verb, said in (
        ("Rina", "Validasi", "00001: Validasi, teruskan ke Kepala Bidang. F9 urung."),
        ("Budi", "Setuju", "00001: Setuju: tandatangani Nota Dinas, teruskan ke Kepala Dinas. F9 urung."),
    ):
        await clerk.signs_in(name)
        clerk.sees(" · " + name, "00001 Siti Aminah", "Nomor STR: ST-000123", f"F8·{verb}")
        await clerk.presses("f2")
        clerk.sees(f"F8 {verb}", "sisa 5 mnt 00 dtk")
        await clerk.minutes_pass(2)
        await clerk.presses("f8")
        clerk.sees(said)
        await clerk.signs_out()

    await clerk.signs_in("Dewi")
    await clerk.presses("f2", "f8")
    clerk.sees("Tanda tangan dibubuhkan di luar program ini", "Catat sudah ditandatangani", "Tidak jadi")
    await clerk.presses("enter")
    clerk.sees("00001: Tetapkan dan tandatangani, teruskan ke pencetakan. F9 urung.")
    await clerk.signs_out()


async def hendra_prints_the_permit(clerk: Clerk) -> None:
    await clerk.signs_in("Hendra")
    clerk.sees("Loket 4", "Mencetak Surat Izin", "MENUNGGU 1")
    clerk.does_not_see("Batas hukum")
    await clerk.presses("f2")
    clerk.sees("Nomor izin", "Tanggal izin", "23-11-2026")
    await clerk.types("503/0012/2026")
    await clerk.presses("enter", "enter")
    await clerk.types("seumur hidup")
    await clerk.presses("f8")
    clerk.sees("00001: Sudah dicetak, siap diambil. F9 urung.", "MENUNGGU DIAMBIL 1")
    await clerk.presses("f8")
    clerk.sees("F8 belum bisa")
    await clerk.signs_out()


async def maya_asks_the_nine_questions(clerk: Clerk) -> None:
    await clerk.minutes_pass(90)
    await clerk.signs_in("Maya")
    clerk.sees("Loket 5 Pengaduan · Maya Puspita", "MENUNGGU DIAMBIL 1", "F8 bila pemohon sudah datang.")
    await clerk.presses("f8")
    clerk.sees("1 dari 9", "Bagaimana kesesuaian persyaratan pelayanan", "F8·Simpan")
    await clerk.presses(*"443433344", "f8")
    clerk.sees("Terima kasih. Survei tersimpan; 00001 dapat diserahkan.")
    await clerk.signs_out()


async def hendra_hands_the_permit_over(clerk: Clerk) -> None:
    await clerk.signs_in("Hendra")
    clerk.sees("MENUNGGU 1", "Penyerahan Surat Izin")
    await clerk.presses("f2")
    clerk.sees("Nama penerima", "Identitas atau")
    await clerk.types("Rina Wati")
    await clerk.presses("enter")
    await clerk.types("KTP, surat kuasa")
    await clerk.presses("f8")
    clerk.sees("Sudah diserahkan", "Tidak ada berkas di meja ini.")
    await clerk.presses("ctrl+f")
    await clerk.types("aminah")
    await clerk.waits_for("00001", "selesai: terbit")
    await clerk.presses("enter")
    clerk.sees("Selesai: terbit")
    await clerk.presses("f10", "f10")
    await clerk.signs_out()


def the_journal_tells_it_all(office: Office) -> None:
    came, went = ["given", "called", "present"], ["finished"]
    told = [[kind for kind, _ in office.told("ticket", number)] for number in (1, 2)]
    assert told == [[*came, "registered", *went], [*came, "received", *went]]
    file = next(entry.subject_id for entry in office.journal() if entry.subject == "file")
    acts = [(kind, who) for kind, who in office.told("file", file) if kind != "noted"]
    assert acts == [
        ("registered", "Sari"),
        ("taken", "Sari"),
        ("chosen", "Sari"),
        ("resubmitted", "Sari"),
        ("taken", "Sari"),
        ("chosen", "Sari"),
        ("taken", "Andi"),
        ("chosen", "Andi"),
        ("undone", "Andi"),
        ("chosen", "Andi"),
        ("taken", "Rina"),
        ("chosen", "Rina"),
        ("taken", "Budi"),
        ("chosen", "Budi"),
        ("taken", "Dewi"),
        ("chosen", "Dewi"),
        ("taken", "Hendra"),
        ("chosen", "Hendra"),
        ("arrived", "Maya"),
        ("taken", "Maya"),
        ("chosen", "Maya"),
        ("taken", "Hendra"),
        ("chosen", "Hendra"),
    ]
    who = Who(next(iter(office.names)), "2")
    assert lists.all_open(office.desk, who) == ()
    view = file_view.view(office.desk, who, file)
    assert view.state.outcome == "terbit"
    assert not any(office.desk.office.name in str(entry.data) for entry in office.journal())
