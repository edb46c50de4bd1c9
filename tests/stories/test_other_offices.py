"""Three more offices at their screens: every kind of step that a shipped SOP has is worked by somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.clerk import Clerk, at_the_keyboard
from tests.stories.office import NIK, open_office

PARIAMAN = {
    "fo": "Sari Dewi",
    "bo": "Andi Saputra",
    "kasi": "Rina Marlina",
    "kabid": "Budi Hartono",
    "opd": "Lina Kartika",
    "arsip": "Nur Aini",
    "dalaks": "Joko Santoso",
}
PURWAKARTA = {
    "fo": "Sari Dewi",
    "bo": "Andi Saputra",
    "tim_teknis": "Lina Kartika",
    "kasi": "Rina Marlina",
    "kabid": "Budi Hartono",
    "kadis": "Dewi Lestari",
}
MEMPAWAH = {
    "fo": "Sari Dewi",
    "tim_teknis": "Lina Kartika",
    "jf": "Andi Saputra",
    "koordinator": "Rina Marlina",
    "ahli_madya": "Budi Hartono",
    "kadis": "Dewi Lestari",
}


async def registers(clerk: Clerk, service: str) -> None:
    """A number for the service, called, come, and registered."""
    await clerk.presses("f7")
    await clerk.picks("Beri nomor antrean")
    if "Nomor untuk apa?" in clerk.screen:
        await clerk.picks(service)
    await clerk.presses("f2", "h")
    await clerk.types(NIK)
    await clerk.presses("enter")
    await clerk.types("Siti Aminah")
    await clerk.presses("f8")
    clerk.sees("DI TANGAN ANDA 1", "Siti Aminah")


async def finishes_the_number(clerk: Clerk, outcome: str) -> None:
    await clerk.presses("f2")
    clerk.sees("A-001: apa hasilnya?")
    await clerk.picks(outcome)


async def test_pariaman_oss_and_the_sigap_file_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(tmp_path, monkeypatch, "pariaman", PARIAMAN)
    oss, sigap = "2026-00001", "2026-00002"
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari", counter="Loket 1")
        await registers(clerk, "Pendampingan NIB")
        clerk.sees("Langkah 2 Informasi permohonan dan nomor antrean", "Batas 5 mnt", "Seluruh SOP")
        await clerk.sends_on()
        clerk.sees("tetap di tangan Anda untuk langkah berikutnya", "Langkah 3 Membantu registrasi akun")
        await clerk.presses("f8")
        clerk.sees("Kini langkah Membantu registrasi akun. F8 sekali lagi", "Langkah 3")
        await clerk.presses("f8")
        clerk.sees("Langkah 4 Membantu mengisi data usaha", "sisa 40 mnt", "F8·Teruskan")
        await clerk.fills_in()
        await clerk.sends_on("Data terisi, risiko menengah tinggi")
        clerk.sees(f"{oss} → Back Office", "BERKAS DI MEJA INI 1", sigap[5:])
        await finishes_the_number(clerk, "Berkas masuk")

        await clerk.goes_to(sigap[5:])
        await clerk.presses("enter")
        clerk.sees("Pencatatan SIGAP", "Langkah 2 Input data permohonan", "Menengah tinggi")
        await clerk.presses("f2", "f8", "f8", "f8")
        clerk.sees(f"{sigap} → Back Office")
        await clerk.signs_out()

        await clerk.does("Andi", "Ajukan ke OPD teknis", file=oss[5:])
        await clerk.does("Andi", "Berkas sudah diunggah", file=sigap[5:])
        await clerk.does("Rina", "Tidak perlu rekomendasi", way="Tidak perlu rekomendasi")
        await clerk.does("Lina", "Layak, teruskan ke penerbitan")
        await andi_waits_for_the_parent(clerk, sigap)
        await clerk.does("Andi", "Izin sudah terbit di OSS", file=oss[5:])
        await clerk.does("Andi", "Izin sudah diunggah", file=sigap[5:])
        await clerk.does("Rina", f"{sigap}: ")
        await clerk.does("Budi", f"{sigap}: ")
        await clerk.does("Nur", "Sudah diarsipkan, teruskan ke Dalaks")
        await clerk.does("Joko", "Sudah diteruskan ke tim pengawasan")

    helpdesk, behind = (
        ["inform", "assist", "assist"],
        ["submit", "assessment", "issue", "archive", "oversight"],
    )
    assert office.worked(1) == helpdesk + behind
    assert office.worked(2)[:5] == ["record", "record", "record", "verification", "record"]
    assert [office.outcome(1), office.outcome(2)] == ["terbit", "selesai"]
    office.journal()


async def andi_waits_for_the_parent(clerk: Clerk, sigap: str) -> None:
    """The permit of the SIGAP file can be recorded only when there is one."""
    await clerk.signs_in("Andi")
    await clerk.goes_to(sigap[5:])
    clerk.sees("Langkah 7 Unggah izin yang terbit")
    await clerk.presses("f2")
    clerk.sees("Menunggu izin dari berkas induk; lalu lanjut sendiri.")
    clerk.does_not_see("DI TANGAN ANDA")
    await clerk.signs_out()


async def test_purwakarta_from_the_account_to_the_closing_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(tmp_path, monkeypatch, "purwakarta", PURWAKARTA)
    number = "0001/SKP/2026"
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari", counter="Loket 2")
        await clerk.presses("f7")
        await clerk.picks("Daftarkan berkas tanpa nomor")
        await clerk.types(NIK)
        await clerk.presses("enter")
        await clerk.types("Siti Aminah")
        await clerk.presses("enter", "enter", "enter", "enter", "right")
        clerk.sees("Mulai dari ◂ Pemeriksaan perm")
        await clerk.presses("f8")
        clerk.sees("Langkah 2 Pemeriksaan permohonan akun", "Batas 1 jam")
        await clerk.sends_on()
        clerk.sees("→ pemohon", "MENUNGGU PEMOHON 1")
        await clerk.presses("home", "enter")
        clerk.sees("F8 Diterima")
        await clerk.presses("f8")
        clerk.sees("4 Pemeriksaan kelengkapan", "F8 belum bisa")
        await clerk.presses(*["a"] * 12)
        await clerk.sends_on()
        clerk.sees(f"{number} → Back Office")
        await clerk.signs_out()

        await clerk.does("Andi", "rapat diagendakan")
        await clerk.does("Lina", "Rekomendasi: setuju", way="Rekomendasi: setuju")
        await clerk.does("Andi", "Naskah izin selesai")
        await clerk.does("Rina", "Validasi, teruskan ke Kabid")
        await clerk.does("Budi", "Validasi, teruskan ke Kepala Dinas")
        await clerk.does("Dewi", "Tetapkan dan tandatangani izin")

        await clerk.signs_in("Sari", counter="Loket 2")
        await clerk.goes_to("0001")
        await clerk.presses("enter")
        clerk.sees("Memberi tahu pemohon", "tambahan kantor")
        await clerk.presses("f2")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("Menyerahkan dokumen kepada pemohon", "F8 Datang")
        await clerk.presses("f8")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("Mengarsipkan berkas", "di tangan Anda")
        await clerk.presses("f8")
        clerk.sees("Kini langkah Mengarsipkan berkas. F8 sekali lagi meneruskannya.")
        await clerk.sends_on()
        clerk.sees(f"{number} → selesai")
        await clerk.signs_out()

    middle = ["entry", "assessment", "draft", "verification", "verification", "signature"]
    assert office.worked(1) == ["account", "completeness", *middle, "notify", "handover", "archive"]
    assert office.outcome(1) == "terbit"
    office.journal()


async def test_mempawah_with_three_sign_offs_and_a_step_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(tmp_path, monkeypatch, "mempawah", MEMPAWAH)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await registers(clerk, "Sertifikat Standar")
        clerk.sees("Langkah 2 Informasi dan pendampingan")
        await clerk.presses("f7")
        await clerk.picks("Langkah ini tidak diperlukan")
        clerk.sees("Dicatat: langkah tidak diperlukan.")
        await finishes_the_number(clerk, "Berkas masuk")
        await clerk.signs_out()

        await clerk.signs_in("Lina")
        clerk.sees("F6·Tolak")
        await clerk.signs_out()
        await clerk.does("Lina", "Lengkap dan sesuai")
        for name, word, says in (
            ("Andi", "Validasi", "Validasi → Koordinator Penata Perizinan. F9 urung."),
            ("Rina", "Diketahui", "Diketahui Koordinator → Ahli Madya. F9 urung."),
            ("Budi", "Penetapan", "Valid, teruskan ke Kadis. F9 urung."),
        ):
            await clerk.signs_in(name)
            clerk.sees("Validasi JF Penata Perizinan", f"F8·{word}")
            await clerk.presses("f2")
            clerk.sees(f"F8 {word}")
            await clerk.fills_in()
            await clerk.sends_on()
            clerk.sees(says)
            await clerk.signs_out()
        await clerk.does("Dewi", "Sesuai, tandatangani")

        await clerk.signs_in("Sari")
        await clerk.goes_to("0001")
        await clerk.presses("enter", "f2")
        clerk.sees("Memberi tahu pemohon")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("tetap di tangan Anda untuk langkah berikutnya", "Mengarsipkan")
        await clerk.presses("f8")
        await clerk.sends_on()
        await clerk.signs_out()

    assert office.worked(1) == ["assessment", *["verification"] * 3, "signature", "notify", "archive"]
    assert ("skipped", "Sari") in office.told("file", 1)
    assert office.outcome(1) == "terbit"
    office.journal()
