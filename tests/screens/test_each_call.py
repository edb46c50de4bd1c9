"""Each call that a screen makes of a desk fails once: it is told, and the same works when done again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.timer import Timer

from loket.desk.calendar import days
from loket.desk.case import directing, lists
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.edition import beside
from loket.desk.edition.unsure import About
from loket.desk.papers import delivery, parts, printing
from loket.desk.people import sessions, staff
from loket.desk.queue import calling
from loket.flow.acts import Take, Withdraw
from loket.log import LOG
from loket.sla import Holiday
from screens.admin.filling import FillingScreen
from screens.admin.home import AdminScreen
from screens.app import LoketApp
from screens.shell.screen import LoketScreen
from screens.widgets.form import Form
from tests.desk.editions import edit
from tests.screen_text import screen_text
from tests.screens.admin.test_unfinished import lie_beside
from tests.screens.arrivals import colleague, owed_it, queue_up
from tests.screens.boundary import NAME, NIK, Walk, broken_once, called_by_screens, kind_of
from tests.screens.counter import Clerk
from tests.screens.house import PASSWORD, House, Open, settle
from tests.screens.test_clock import DAY, supervisor_says_it_is_right
from tests.screens.test_failing import fail
from tests.screens.test_restored import put_back

NEW_NIK, ADMIN = "2102015508900012", "199001012020012099"
Story = Callable[[Walk, House], Awaitable[None]]


async def sign_in(walk: Walk, who: str) -> None:
    await walk.step(f"escape ={who} enter ={PASSWORD} enter", f"· {who.capitalize()} Contoh")


async def leave(walk: Walk) -> None:
    """What F10 offers: the office, another look, another password, a break, and the way out."""
    await chosen(walk, "end up enter", "Perlu dipastikan kantor")
    await walk.step("escape", "F1 Bantu")
    for _ in range(2):
        await chosen(walk, "home down down enter", "F1 Bantu")
    new = f"={PASSWORD}-baru enter"
    await chosen(
        walk, f"home down down down enter ={PASSWORD} enter {new} {new}", "Kata sandi sudah diganti."
    )
    await chosen(walk, "home enter", "sedang jeda sejak")
    await walk.step(f"escape {new}", "F1 Bantu")
    await chosen(walk, "home down enter", "Masih di tangan Anda")
    await walk.step("enter", "Nama / nomor")


async def chosen(walk: Walk, keys: str, sees: str) -> None:
    """Something of F10's menu."""
    await walk.step("f10", "Tutup layar ini")
    await walk.step(keys, sees, again=f"f10 {keys}")


async def asked_at_sign_in(walk: Walk, who: str, question: str) -> None:
    """Sign in, and anew until the question stands: what it is asked by fails too."""
    await sign_in(walk, who)
    for _ in range(3):
        if not walk.shows(question):
            await chosen(walk, "down enter", "Nama / nomor")
            await sign_in(walk, who)


async def loket_2(walk: Walk, house: House) -> None:
    """A number given, called, served; a file registered, checked, sent on and taken back."""
    queue_up(house, 1)
    await sign_in(walk, "sari")
    await walk.step("f7 enter enter", "A-002")
    await walk.step("f2", "dipanggil 08.05")
    house.pass_minutes(0.5)
    await walk.step("f3", "2 kali")
    await walk.step("h", "dilayani sejak 08.05")
    await walk.step(f"ctrl+u ={NEW_NIK}", "Belum dikenal: pemohon baru.")
    await walk.step("enter", "Nama")
    await walk.step("ctrl+u =Siti_Aminah", "Siti Aminah")
    await walk.step("f8", "00001 Izin Reklame")
    await walk.step("n", f"NIK {NEW_NIK}")
    await walk.step(" ".join([*["up"] * 9, *"aaaaaaaaa"]), "F8 Teruskan")
    await walk.step("f8", "00001 → Analis Dokumen Perizinan")
    await walk.step("f9", "diurungkan")
    await walk.step("f8", "00001 → Analis Dokumen Perizinan")
    await walk.step("f2 enter", "F2 memanggil nomor ini.")
    await walk.step("f2", "dipanggil 08.05")
    await walk.step("l", "DILEWATI")
    await walk.step("home f2", "dipanggil 08.05")
    await walk.step("f7 end up up up up up up up enter", "MENUNGGU 1")
    await chosen(walk, "down enter", "Nama / nomor")


async def handed_on(walk: Walk, house: House) -> None:
    """Who fetches something first, who has to wait for something else, and who is sent to another office."""
    edit(house.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
    queue_up(house, 2)
    await sign_in(walk, "sari")
    await walk.step("f7 d a h u enter enter", "A-001 didahulukan: lansia", again="f7 d a h u enter enter")
    await walk.step("f2", "dipanggil 08.05")
    await walk.step("h", "DILAYANI 1", again="escape h")
    await walk.step("f10 f7 down down down enter", "DITAHAN 1", again="f7 down down down enter")
    await walk.step("f7 down down down down enter enter", "menunggu untuk Izin Reklame")
    await walk.step("home f2", "dipanggil 08.05")
    await walk.step("h", "DILAYANI 1", again="escape h")
    await walk.step("f10 f7 r enter enter", "RUJUKAN", again="f7 r enter enter")


async def owed(walk: Walk, house: House) -> None:
    """Who is owed it goes first: with the number they have, and with another that they are given."""
    edit(house.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
    file = house.complete(house.register()).file
    for _ in range(2):
        owed_it(house, file)
    queue_up(house, 1)
    await sign_in(walk, "sari")
    known = "end enter =00001 enter"
    await walk.step(f"f7 d a h u enter {known}", "A-001 didahulukan: janji lalu terlewat")
    await walk.step(f"f7 d i d a h enter {known} enter", "A-002 janji")


async def without_number(walk: Walk, house: House) -> None:
    """Where nobody is served without a number, who came without one gets it."""
    edit(house.desk, ("[pengaturan]\n", '[pengaturan]\ntanpa_nomor = "diberi nomor"\n'))
    await sign_in(walk, "sari")
    await walk.step("f7 down enter", "DILAYANI 1")
    await walk.step("f10 f8", "A-001 · dilayani sejak", again="f8")


async def tickets_given(walk: Walk, house: House) -> None:
    """A number gets a ticket where the counter has a receipt printer; that is off: no number."""
    edit(
        house.desk,
        ('nama = "Loket 2 Pendaftaran"', 'nama = "Loket 2 Pendaftaran"\nprinter = "struk:tcp:127.0.0.1:1"'),
    )
    await sign_in(walk, "sari")
    await walk.step("f7 enter enter", "batal, tiketnya tidak tercetak: printer mati.")


async def day_closed(walk: Walk, house: House) -> None:
    """A counter pauses, numbers are stopped, those on paper taken in; who still waits has left; the sheet."""
    queue_up(house, 1)
    await sign_in(walk, "sari")
    await walk.step("f7 end up up enter enter", "Papan menulis loket ini tutup sementara.")
    await walk.step("f7 end up up enter", "Loket ini buka lagi.")
    await walk.step("f7 end up up up enter enter enter", "Nomor tidak diberikan;")
    await walk.step("f7 end up up up enter", "Nomor diberikan lagi.")
    await walk.step("f7 end up enter enter =A-002", "Nomor berapa s.d. berapa?")
    await walk.step("enter", "Mulai dibagikan jam berapa?")
    await walk.step("=07.30", "07.30")
    again = "escape f7 end up enter enter =A-002 enter =07.30 enter"
    await walk.step("enter", "MENUNGGU 2", again=again)
    await walk.step("f7 end enter up enter", "LEMBAR ANTREAN", "2 Angka saya", "3 Di luar urutan")
    await walk.step("f5 enter", "dikirim ke printer")
    await walk.step("f10", "MENUNGGU 2")
    await walk.step("f7 end enter up up enter left enter", "LEMBAR ANTREAN")


async def known_again(walk: Walk, house: House) -> None:
    """Who is known registers, and once more; a form is emptied; what was lacking is received for a number."""
    house.give_back(house.register(), "ktp")
    queue_up(house, 1)
    await sign_in(walk, "sari")
    await walk.step("f7 down enter", "Berkas tanpa nomor antrean")
    await walk.step(f"ctrl+u ={NEW_NIK}", "Sudah dikenal")
    await walk.step("f8", "00002 Izin Reklame")
    await walk.step("escape f3", "Sudah dikenal")
    await walk.step("f3", "Yang mirip")
    await walk.step("escape f6 left enter", "Isian masih kosong.", again="f6")
    await walk.step("escape home down f2", "dipanggil 08.05")
    await walk.step("h", "DILAYANI 1", again="escape h")
    await walk.step("escape end up up enter", "F8 Diterima")
    await walk.step("f8", "di tangan Anda")


async def colleagues(walk: Walk, house: House) -> None:
    """A number is taken over from a colleague."""
    colleague(house)
    queue_up(house, 1)
    calling.call_next(house.desk, house.who("andi", "2"))
    await sign_in(walk, "sari")
    await walk.step("home f2 left enter", "dipanggil 08.05")


async def clock_ahead(walk: Walk, house: House) -> None:
    """A clock that was put back is vouched for, and what it had dated is put right."""
    file = house.complete(house.register())
    house.set_clock(DAY)
    supervisor_says_it_is_right(house)
    perform(house.desk, house.who("bo"), file, Take())
    house.set_clock(-DAY)
    await asked_at_sign_in(walk, "gita", "Benar?")
    await walk.step("left enter", "F1 Bantu", again="f1 f10")
    await walk.step("f2", "Ambil alih 00001")
    await walk.step("=Sakit ctrl+s", "Benar?", again="f2 =Sakit ctrl+s")
    await walk.step("left enter", "Jam komputer dipastikan benar.")
    await walk.step("f6 enter", "Sebenarnya kapan?")
    await walk.step("enter", "Alasannya?")
    again = "f6 enter enter =maju ctrl+s"
    await walk.step("=maju ctrl+s", "waktu 1 tindakan diperbaiki.", again=again)


async def older_data(walk: Walk, house: House) -> None:
    """Data that lack their newest acts were restored, as the supervisor says."""
    await asked_at_sign_in(walk, "gita", "cadangan?")
    await walk.step("left enter", "F1 Bantu", again="f1 f10")
    await chosen(walk, "down enter", "Nama / nomor")
    await asked_at_sign_in(walk, "gita", "cadangan?")
    await walk.step("left enter", "Dicatat: data kantor dipulihkan dari cadangan.")


async def put_right(walk: Walk, house: House) -> None:
    """The name of who applies is put right."""
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    await sign_in(walk, "andi")
    await walk.step("f7 end up up up enter", "Perbaiki data · 00001")
    await walk.step("ctrl+u =Siti_Amanah", "semula: Siti Aminah")
    await walk.step("f8", "Alasan belum ditulis.")
    await walk.step("=keliru f8", "data diperbaiki. F9 urung.", again="f8")


async def rest(walk: Walk) -> None:
    """Whoever types in an admin's form rests: the draft fails once, however fast the rest is."""
    form = walk.clerk.app.screen
    assert isinstance(form, FillingScreen)
    for _ in range(2):
        form.keep_typed()
        await walk.look_again()


async def admin(walk: Walk, house: House) -> None:
    """Who looked at personal data; people, and the office's documents."""
    staff.add(house.desk, None, nip=ADMIN, name="Hani Contoh", password=PASSWORD, roles=("admin",))
    for _ in range(8):
        await walk.look_again()
    await sign_in(walk, "hani")
    await walk.step("left end", "Belum ada yang melihat NIK lengkap")
    await walk.step("home down right", "Boleh masuk")
    await walk.step("f3", "Petugas baru")
    typed = f"=Hari_Contoh enter enter =199001012020011098 enter space enter ={PASSWORD} enter"
    await walk.step(f"{typed} ={PASSWORD} enter =baru", "F8 Simpan")
    await walk.step("f8", "NIP 19900101 202001 1 098")  # that its draft stays is said instead
    await walk.step("home f4", "199001012020011002")
    await walk.step("ctrl+u =Andi_Betul", "Andi Betul")
    await rest(walk)
    await walk.step("f8", "Alasannya belum diisi.")
    await walk.step("=betul f8", "Andi Betul diubah.", again="f8")
    typed = f"f7 enter ={PASSWORD}-1 enter ={PASSWORD}-1 enter =lupa"
    await walk.step(typed, "Kata sandi baru untuk Andi Betul")
    await walk.step("f8", "Kata sandi Andi Betul sudah diganti.")
    await walk.step("f7 down enter", "tidak perlu menunggu lagi")
    await walk.step("enter", "Tidak ada yang ditahan.", again="escape f7 down enter enter")
    await walk.step("f7 end enter", "kata sandi baru (lupa)")
    await walk.step("escape", "Boleh masuk")
    await walk.step("left down", "Tidak ada yang tercatat tidak masuk")
    await walk.step("down", "Belum ada.", again="f1 f10")  # to note who came failed
    await walk.step("down down down right", "Loket 2 Pendaftaran")
    await walk.step("f4 ctrl+u =Loket_Depan", "F8 Simpan")
    await walk.step("f8", "Alasan", again="f8")
    await walk.step("=Rapat enter", "Loket Depan diubah.", again="f8 =Rapat enter")
    await walk.step("left down right", "bawaan")
    await walk.step("f8", "Halaman uji dikirim ke printer.")


async def who_is_there(walk: Walk, house: House) -> None:
    """An admin enters who does not come and takes it back, and signs somebody out."""
    staff.add(house.desk, None, nip=ADMIN, name="Hani Contoh", password=PASSWORD, roles=("admin",))
    for _ in range(8):
        await walk.look_again()
    await sign_in(walk, "hani")
    await walk.step("left home down down right", "Tidak ada yang tercatat tidak masuk")
    await walk.step("f3", "Sampai")
    await walk.step("right", "F8 Simpan", again="f1 f10")
    await rest(walk)
    await walk.step("f8", "Bila perlu catat piket")
    await walk.step("enter f8", "Piket sebagai", again="f8")
    await walk.step("f10 f6", "tidak berlaku lagi mulai hari ini", again="f6")
    await walk.step("=keliru enter", "Tidak ada yang tercatat", again="f6 =keliru enter")
    await walk.step("f7 enter", "(keliru)")
    await walk.step("escape", "Tidak ada yang tercatat")
    for _ in range(2):  # to note who came failed, as everything does once
        sessions.begin(house.desk, house.who("bo"))
    await walk.step("left down right", "Andi Contoh")
    await walk.step("f6", "Layar Andi Contoh ditutup")
    await walk.step("=lupa enter", "Andi Contoh dikeluarkan.", again="f6 =lupa enter")
    await walk.step("left end", "Belum ada yang melihat NIK lengkap")
    await walk.step("up up", "Belum ada cadangan", again="f1 f10")
    await walk.step("right f8", "Cadangan hari ini", again="f8")
    await walk.step("left down right", "Belum ada perangkat.")
    await walk.step("f3 =Kios", "F8 Simpan")
    await walk.step("f8", "Alasannya belum diisi.")
    await walk.step("=baru f8", "catat sekarang", again="f8")
    await walk.step("enter", "Kios nomor antrean")
    await walk.step("f7 enter =kunci", "F8 Simpan")
    await walk.step("f8", "tidak satu perangkat pun", again="f8")
    await walk.step("f10 left enter", "Kios nomor antrean")
    await walk.step("f8", "Alasan")
    await walk.step("=hilang enter", "catat sekarang", again="f8 =hilang enter")
    await walk.step("enter f7 end enter", "diberi kunci baru")
    await walk.step("escape f6", "tidak dapat bekerja lagi")
    await walk.step("=rusak enter", "Kunci Kios dicabut.", again="f6 =rusak enter")


async def kept_office(walk: Walk, house: House) -> None:
    """Documents beside the data are left there, a list of days off is pasted, an old edition put back."""
    staff.add(house.desk, None, nip=ADMIN, name="Hani Contoh", password=PASSWORD, roles=("admin",))
    edit(house.desk, ('nama = "Loket 3"', 'nama = "Loket Tengah"'))
    lie_beside(house)
    for _ in range(8):
        await walk.look_again()
    await sign_in(walk, "hani")
    await walk.step("f8", "Nama pendek", again="f8")
    await walk.step("escape f7 enter", "Alasan", again="f7 enter")
    again = "escape f7 enter =Usang enter"
    await walk.step("=Usang enter", "Bila isinya diubah, ditawarkan lagi.", again=again)
    home = walk.clerk.app.screen
    assert isinstance(home, AdminScreen)
    profile = beside.folder(house.desk) / "offices" / "karimun.toml"
    profile.write_text(f"{profile.read_text('utf-8')}\n# diubah\n", "utf-8")
    home.changed()
    await walk.look_again()
    home.rows.select(str(About.BESIDE))
    await walk.step("f8", "Nama pendek", again="f8")
    await walk.step("=Rapat enter", "Dokumen folder itu dipasang.", again="f8 =Rapat enter")
    home.rows.select("backup")
    await walk.step("f7 enter", "Alasan", again="f7 enter")
    await walk.step("=cron enter", "Cadangan dibuat dengan cara lain.", again="f7 enter =cron enter")
    await walk.step("left home down down right", "Tidak ada yang tercatat")
    await walk.step("left home down down down", "▸ Sedang masuk")
    await walk.step("down down down down", "bawaan", again="f1 f10")
    await walk.step("down down down right", "Cuti Bersama")
    await walk.step("f7 enter", "Tempel daftar")
    await walk.step("=30-11-2026_Pilkada tab tab tab =Perbup", "F8 Simpan")
    await walk.step("f8", "+ Sen 30 Nov 2026", again="f8")
    await walk.step("=Rapat enter", "Sen 30 Nov 2026: Pilkada", again="f8 =Rapat enter")
    await walk.step("f7 end enter", "oleh Hani Contoh: Rapat")
    await walk.step("escape left", "F7 Lainnya")
    await walk.step("left down", "Belum ada pesanan.", again="f1 f10")
    await walk.step(f"{'down ' * 8}right", "Loket 3: nama “Loket 3”")
    await walk.step("end f7 enter", "Alasan (rapat", again="f7 enter")
    await walk.step("=keliru enter", "Kembali ke edisi 1.", again="f7 enter =keliru enter")


async def booked(walk: Walk, house: House) -> None:
    """Times that people book: one entered and cancelled, a list taken in; one comes, one is to come back."""
    staff.add(house.desk, None, nip=ADMIN, name="Hani Contoh", password=PASSWORD, roles=("admin",))
    Path("pesanan.csv").write_text("tanggal,jam,keperluan,nama\n20-11-2026,08.00,daftar,Rina Contoh\n")
    for _ in range(8):
        await walk.look_again()
    await sign_in(walk, "hani")
    home = walk.clerk.app.screen
    assert isinstance(home, AdminScreen)
    home.pages.select("Pesanan")
    await walk.step("f1 f10", "Belum ada pesanan.")
    await walk.step("right f3", "Pesanan baru")
    await walk.step("enter =09.30 enter enter enter =Tono_Contoh", "F8 Simpan")
    await walk.step("f8", "Dicatat dengan kode")
    await walk.step("enter", "Tono Contoh")
    await walk.step("f6", "permintaan pemesan")
    await walk.step("enter", "Belum ada pesanan.", again="escape f6 enter")
    await walk.step("f7 enter =pesanan.csv", "F8 Simpan")
    await walk.step("f8", "1 pesanan")
    await walk.step("enter", "1 pesanan dicatat.", again="f8 enter")
    await walk.step("f7 end enter", "dicatat (daftar pesanan)")
    await walk.step("escape", "Rina Contoh")
    await chosen(walk, "down enter", "Nama / nomor")
    await sign_in(walk, "sari")
    await walk.step("f7 end up up up up enter", "Rina Contoh · Mendaftar")
    await walk.step("enter", "pesanan 08.00", again="f7 end up up up up enter enter")
    await walk.step("f7 end up up up up enter home enter enter =10.00 enter =Tono_Contoh", "Nama pemesan")
    again = "f7 end up up up up enter home enter enter =10.00 enter =Tono_Contoh enter"
    await walk.step("enter", "Dicatat. Tuliskan untuk pemohon:", again=again)


async def scans(walk: Walk, house: House) -> None:
    """A scan is attached to a file, saved elsewhere and taken off."""
    house.complete(house.register())
    Path("ktp.pdf").write_bytes(b"%PDF-1.7 contoh %%EOF")
    await sign_in(walk, "andi")
    await walk.step("f2", "DI TANGAN ANDA 1")
    await walk.step("f4", "Riwayat")
    await walk.step("7", "Belum ada lampiran.")
    await walk.step("l", "Letak berkas")
    await walk.step("=ktp.pdf enter", "ktp.pdf · PDF 1 KB", again="l =ktp.pdf enter")
    await walk.step("s", "Nama berkas di komputer ini")
    await walk.step("ctrl+u =lagi.pdf enter", "Tersimpan di lagi.pdf.", again="s ctrl+u =lagi.pdf enter")
    await walk.step("x", "Alasan")
    await walk.step("=keliru enter", "Belum ada lampiran.", again="x =keliru enter")


async def back_office(walk: Walk, house: House) -> None:
    """A file taken, rested, its data typed, sent on, taken back; its history, papers, SOP and help."""
    house.complete(house.register())
    await sign_in(walk, "andi")
    await walk.step("f2", "DI TANGAN ANDA 1")
    await walk.step("escape f7 enter", "Menunggu siapa?")
    await walk.step("=Dinkes enter", "Apa sebabnya?")
    await walk.step("=contoh enter", "TERTUNDA 1")
    await walk.step("f9", "DI TANGAN ANDA 1")
    await walk.step("enter =Contoh_Satu tab", "Contoh Satu")
    await walk.step("f1", "Bantuan")
    await walk.step("f3", "Langkah")
    await walk.step("f10 f10", "DI TANGAN ANDA")
    for section in "1234567":
        await walk.step(f"f4 {section}" if section == "1" else section, "00001")
    await walk.step("f10", "DI TANGAN ANDA")
    await walk.step("f5", "Tanda terima")
    await walk.step("f10", "DI TANGAN ANDA")
    await walk.step("ctrl+f", "Cari berkas")
    await walk.step("ctrl+u =Siti", "00001 Siti Aminah")
    queue_up(house, 1)
    await walk.step("ctrl+u =a1", "Nomor A-001")
    await walk.step("f10", "DI TANGAN ANDA")
    await walk.step("f10", "sekali lagi menutup")
    await leave(walk)


async def papers(walk: Walk, house: House) -> None:
    """A file's papers printed, saved and saved anew; the SOP read; an act recorded late."""
    house.complete(house.register())
    house.pass_minutes(10)
    await sign_in(walk, "andi")
    await walk.step("f5", "Tanda terima")
    await walk.step("f5 enter", "dikirim ke printer")
    await walk.step("ctrl+s ctrl+u =surat.txt enter", "Tersimpan di surat.txt.")
    await walk.step("ctrl+s ctrl+u =surat.txt enter", "sudah ada")
    await walk.step("left enter", "Tersimpan di surat.txt.")
    await walk.step("f10", "MENUNGGU 1")
    await walk.step("f7 end enter", "Pukul berapa")
    await walk.step("ctrl+u =08.10 enter", "Mengapa baru dicatat")
    await walk.step("ctrl+u =padam enter", "dicatat terjadi pukul 08.10")
    await walk.step("f2", "DI TANGAN ANDA 1")
    await walk.step("f4", "08.10 Diambil Andi Contoh")
    await walk.step("f3", "Langkah")
    await walk.step("2", "Kolom pelaksana")
    await walk.step("3", "Kejanggalan dokumen")
    await walk.step("f1", "Bantuan")


async def receipt(walk: Walk, house: House) -> None:
    """What lacked is received, recorded late, looked through, and taken back."""
    house.give_back(house.register(), "ktp")
    house.pass_minutes(10)
    await sign_in(walk, "sari")
    await walk.step("home enter", "F8 Diterima")
    await walk.step("f7 end enter", "Pukul berapa")
    await walk.step("ctrl+u =08.10 enter", "Mengapa baru dicatat")
    await walk.step("ctrl+u =padam enter", "dicatat terjadi pukul 08.10")
    await walk.step("f8", "DI TANGAN ANDA 1")
    await walk.step("home a", "✓ ada")
    await walk.step("f9", "diurungkan", "F8 Diterima", again="f9 enter")
    assert "✓ ada" not in walk.clerk.screen


async def left_over(walk: Walk, house: House) -> None:
    """A number of an earlier day is closed."""
    queue_up(house, 1)
    house.pass_minutes(3 * 24 * 60)
    await sign_in(walk, "sari")
    await walk.step("home enter", "belum selesai")
    await walk.step("enter", "Tidak ada nomor dan berkas.")


async def kasi(walk: Walk, house: House) -> None:
    """Files decided together, and taken back together; one refused; the look and the password changed."""
    for name in ("Satu Contoh", "Dua Contoh"):
        house.step("bo", house.complete(house.register(name)), "benar")
    await sign_in(walk, "budi")
    await walk.step("home t t", "2 ditandai")
    await walk.step("f8 enter", "F9 Urung 2 berkas")
    await walk.step("f9 enter", "MENUNGGU 2")
    await walk.step("f2", "DI TANGAN ANDA 1")
    await walk.step("f6", "Kembalikan")
    await walk.step("escape", "F1 Bantu")
    await walk.step("f7", "Tulis catatan pada berkas ini")
    await walk.step("escape", "F1 Bantu")
    await leave(walk)


async def loket_4(walk: Walk, house: House) -> None:
    """The permit printed, and the way to another screen of the same person."""
    house.signed(house.complete(house.register()))
    await sign_in(walk, "eko")
    await walk.step("f2", "DI TANGAN ANDA 1")
    await walk.step("escape enter", "Nomor izin")
    await walk.step("=503/12 enter enter =seumur_hidup", "seumur hidup", again="f1 f10")
    await walk.step("f8", "MENUNGGU DIAMBIL 1")
    file = one_of(house, "Siti")
    house.surveyed(file)
    await walk.look_again()
    await walk.step("f2", "DI TANGAN ANDA 1")
    for _ in range(2):
        await walk.step("f8", "F8 belum bisa: belum diisi Identitas")
    await walk.step("down =KTP enter", "F8 Teruskan")
    await walk.step("f8", "Tidak ada berkas di meja ini.")
    await walk.step("f9", "DI TANGAN ANDA 1")
    await walk.step("f8", "Sudah diserahkan")


async def loket_5(walk: Walk, house: House) -> None:
    """An applicant comes, goes, comes again and answers."""
    house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    await sign_in(walk, "fitri")
    await walk.step("f8 f2", "1 dari 9")
    await walk.step("f7", "MENUNGGU DIAMBIL 1")
    await walk.step("f8 f2", "1 dari 9")
    await walk.step("4 4 4 4 4 4 4 4 4", "9 dari 9")
    await walk.step("f8", "Terima kasih. Survei tersimpan")


async def survey_refused(walk: Walk, house: House) -> None:
    """An applicant will not answer, then does; what was answered is taken back and sent on again."""
    house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    await sign_in(walk, "fitri")
    await walk.step("f8 f2", "1 dari 9")
    await walk.step("f3 left enter", "pemohon menolak survei; dapat diserahkan")
    await walk.step("f9", "00001: diurungkan (")
    await walk.step("enter", "1 dari 9")
    await walk.step("4 4 4 4 4 4 4 4 4", "9 dari 9")
    await walk.step("f8", "Terima kasih. Survei tersimpan")
    await walk.step("f9", "Survei sudah diisi; F8 meneruskan.")
    await walk.step("f8", "00001 dapat diserahkan.")


async def supervisor(walk: Walk, house: House) -> None:
    """A file taken over, put on the pile, and both taken back."""
    house.step("bo", house.complete(house.register("Satu Contoh")), "benar")
    perform(house.desk, house.who("kasi"), one_of(house, "Satu"), Take())
    await sign_in(walk, "gita")
    await walk.step("f2 =Sakit ctrl+s", "Di mana", "Gita Contoh  ")
    await walk.step("f9", "Budi Contoh")
    await walk.step("f7 =Sakit ctrl+s", "Menunggu: 1")
    await walk.step("f4", "Riwayat")
    await walk.step("f10", "Semua meja")


async def directed(walk: Walk, house: House) -> None:
    """A supervisor reminds, writes a remark, and gives a file to somebody."""
    house.complete(house.register())
    await sign_in(walk, "gita")
    await walk.step("f3", "Ingatkan BO")
    await walk.step("=Cepat enter", "pengingat tampil", again="f3 =Cepat enter")
    await walk.step("c", "Catatan pada 00001")
    await walk.step("=Menelepon enter", "catatan tersimpan", again="c =Menelepon enter")
    again = "f1 escape i =10.00 enter"
    await walk.step("i =10.00 enter", "Apa yang perlu diingat?", again=again)
    await walk.step("=Telepon enter", "◇ Siti Aminah", again=f"{again} =Telepon enter")
    await walk.step("i enter", "ingat dicabut")
    await walk.step("f8", "Tugaskan 00001 kepada siapa?")
    await walk.step("enter", "Tugaskan 00001 kepada Andi Contoh")
    await walk.step("=Sakit enter", "itugaskan", "Andi Contoh", again="f8 enter =Sakit enter")
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("home down enter", "00001 ditugaskan", again="ctrl+n home down enter")
    await walk.step("escape l", "LEMBAR PAGI", again="f10 l")
    await walk.step("f5 enter", "dikirim ke printer")
    await walk.step("escape", "Semua meja")
    house.pass_minutes(120)
    await walk.step("ctrl+n p enter", "1 berkas lewat batas hari ini", "Enter Pilih")
    seen_to = "enter down enter =Ditelepon enter"
    await walk.step(seen_to, "Sampai jam berapa?", again="enter")
    again = f"ctrl+n p enter {seen_to} enter"
    await walk.step("enter", "Tercatat sedang ditangani", again=again)


async def promised(walk: Walk, house: House) -> None:
    """A promise was broken: what is offered for it is noted, and the letter opened."""
    file, sari = house.complete(house.register()).file, house.who("fo2", "2")
    delivery.out(house.desk, sari, file, parts.RECEIPT, printing.Came.PRINTED, date(2026, 11, 20))
    sessions.begin(house.desk, sari)
    calling.issue_ticket(house.desk, sari, "sip-bidan")
    house.pass_minutes(3 * 24 * 60)
    await sign_in(walk, "gita")
    page, offered = "ctrl+n j enter", "kompensasi: 1"
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("j enter", "LEWAT Jum 20 Nov 00001", "kompensasi: –", again=page)
    await walk.step("enter", "Saat janji itu lewat berkas di BO", again=f"{page} enter")
    await walk.step("enter enter enter", "Kompensasi dicatat", again=f"{page} enter enter enter enter")
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("j enter", offered, again=page)
    letter = "down enter c e enter"  # what somebody saw to stands below
    await walk.step(letter, "SURAT PERMOHONAN MAAF", again=f"{page} {letter}")
    await walk.step("escape", "Semua meja")
    file = house.complete(house.register("Rina Contoh")).file
    delivery.out(house.desk, sari, file, parts.RECEIPT, printing.Came.PRINTED, date(2026, 11, 30))
    house.pass_minutes(1)
    off = days.holiday_row(Holiday(date(2026, 11, 25), "libur_daerah", "Hari Contoh", "SKB 9/2026"))
    days.change_days(house.desk, None, [off])
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("j enter", "BERGESER Sen 30 Nov → Sel 1 Des 00002", again=page)
    await walk.step("enter", "PEMBERITAHUAN JANJI", "081200001111", again=f"{page} enter")
    await walk.step("f5 enter", "dikirim ke printer")
    await walk.step("escape", "Semua meja")
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("j enter", "BERGESER Sen 30 Nov", again=page)
    await walk.step("down enter", "Pemohon sudah diberi tahu", again=f"{page} down enter")
    told = "enter left enter"
    await walk.step(told, "00002: pemohon diberi tahu", again=f"{page} down enter {told}")
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("j enter", "A-001: tidak dipanggil", again=page)
    offers = "s enter enter enter enter"  # of the file too, which was offered that already
    await walk.step(offers, "1 dicatat, 1 tidak", "00001: Sudah dicatat", again=f"{page} {offers}")


async def in_the_hall(walk: Walk, house: House) -> None:
    """A supervisor closes a counter, opens it, notes who is away, and sees who waits."""
    queue_up(house, 1)
    sessions.begin(house.desk, house.who("fo2", "2"))
    await sign_in(walk, "gita")
    await walk.step("h", "F8 Tindakan loket", again="")
    await walk.step("enter t enter enter", "tutup: istirahat", again="enter t enter enter")
    await walk.step("enter b u enter", "bebas", again="enter b u enter")
    await walk.step("h", "F8 Siapa menunggu", again="")
    await walk.step("f8", "1 menunggu", again="f8")
    await walk.step("escape f10", "Semua meja")
    await walk.step("2", "Saring: Menunggu", again="backspace 2")
    await walk.step("backspace", "Semua meja")
    await walk.step("3", "Saring: Dikerjakan", again="backspace 3")
    who = "ctrl+n c enter s enter"
    await walk.step(who, "Sari Contoh tidak masuk hari ini", again=f"escape escape escape {who}")
    await walk.step("enter", "dicatat tidak masuk", again=f"{who} enter")
    await walk.step(who, "Ternyata datang?", again=f"escape escape escape {who}")
    await walk.step("enter", "tidak masuk dicabut", again=f"{who} enter")


async def figures(walk: Walk, house: House) -> None:
    """A supervisor reads the day's figures, leaves a number's times out of them, and counts them again."""
    queue_up(house, 1)
    await sign_in(walk, "gita")
    menu = "ctrl+n a enter"
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("a enter", "Jangan hitung waktu", again=menu)
    await walk.step("enter", "ANGKA ANTREAN")
    await walk.step("f10", "Semua meja")
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("a enter", "Jangan hitung waktu", again=menu)
    await walk.step("r enter", "Hari apa?")
    await walk.step(
        "=1-11-2026_s.d._20-11-2026 enter", "2026-11-01 – 2026-11-20", "sampai Jumat, 20 November"
    )
    await walk.step("f10", "Semua meja")
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("a enter", "Jangan hitung waktu", again=menu)
    await walk.step("j enter", "Nomor hari ini")
    await walk.step(
        "=A-001 enter =Salah_tekan enter",
        "tidak dihitung dalam angka",
        again=f"{menu} j enter =A-001 enter =Salah_tekan enter",
    )
    await walk.step("ctrl+n", "Antrean dan kantor hari ini")
    await walk.step("a enter", "Hitung lagi waktu A-001", again=menu)
    await walk.step("h enter", "Waktu A-001 dihitung lagi", again=f"{menu} h enter")


async def addressed(walk: Walk, house: House) -> None:
    """What a supervisor gives and reminds of is said where the person works."""
    ref, supervisor = house.complete(house.register()), house.who("penyelia")
    await sign_in(walk, "andi")
    ref = directing.assign(house.desk, supervisor, ref, house.ids["bo"], "Pemohon lansia")
    await walk.look_again()
    await walk.step("f2", "Ditugaskan oleh Gita Contoh")
    directing.remind(house.desk, supervisor, ref, "Cepat")
    await walk.look_again()
    await walk.step("f1 f10", "Diingatkan Gita Contoh")


async def signed_out(walk: Walk, house: House) -> None:
    """Whom an admin signs out is told, though it could not be read at once."""
    await sign_in(walk, "andi")
    sessions.begin(house.desk, house.who("bo"))  # to note it failed, as everything does once
    (own,) = (s for s in sessions.signed_in(house.desk, None) if s.person == house.ids["bo"])
    sessions.end(house.desk, None, own.id)
    await walk.look_again()
    await walk.look_again()
    await walk.step("f1", "Sesi ini diakhiri admin")


async def taken_away(walk: Walk, house: House) -> None:
    """A file that a colleague ends stays in the list it left until it was seen."""
    ref = house.complete(house.register())
    await sign_in(walk, "andi")
    await walk.step("f1 f10", "MENUNGGU 1")
    perform(house.desk, house.who("fo2", "2"), ref, Withdraw(0), remark="pemohon batal")
    await walk.look_again()
    await walk.step("f1 f10", "dicabut")


def one_of(house: House, name: str) -> Ref:
    (row,) = lists.find(house.desk, house.who("penyelia"), name)
    return Ref(row.work.file_id, row.work.version)


ANYWHERE = (
    *("people.sign_in.sign_in", "people.sign_in.counters", "people.sign_in.home", "people.staff.staff"),
    *("clock.asked", "roster.arrive", "watching.clock_basis", "watching.present"),
)
"""What signing in calls, at whatever desk."""
STORIES: dict[Story, tuple[str, ...]] = {
    day_closed: (
        *("queue.pausing.pause", "queue.pausing.reopen", "queue.stopping.stop", "queue.stopping.resume"),
        *("queue.on_paper.take_in", "queue.closing.end_rest", "queue.day_sheet.sheet"),
        *("queue.figures.own_sheet", "queue.fair_order.page_of_today"),
        *("queue.closing.keep_rest", "papers.delivery.sheet_out"),
    ),
    tickets_given: (
        "queue.ticket.ticket_at_counter",
        "papers.printing.print_paper",
        "queue.ticket.cancel_unprinted",
    ),
    without_number: ("queue.on_the_spot.serve",),
    handed_on: (
        *("queue.calling.prefer", "queue.calling.hold", "queue.calling.transfer", "queue.calling.refer"),
        "queue.referring.paper",
    ),
    owed: ("queue.amends.prefer", "queue.amends.give"),
    loket_2: (
        *ANYWHERE,
        *("people.sessions.begin", "people.sessions.leave", "people.sign_in.homes"),
        *("queue.left_open.left_open", "case.lists.pile", "case.lists.recent"),
        *("case.lists.to_begin", "case.lists.to_collect"),
        *("case.lists.with_applicants", "queue.line.queue", "last_acts.next_undo", "last_acts.undo"),
        *("queue.calling.issue_ticket", "queue.calling.call_next", "queue.calling.call"),
        *("queue.calling.recall", "queue.calling.present", "queue.calling.no_show", "queue.calling.back"),
        *("queue.calling.finish", "drafts.load", "drafts.save", "intake.applicant.find_applicant"),
        *("intake.registration.starts", "intake.registration.register", "case.file_view.view"),
        *("case.entries.see_nik", "case.entries.set_mark", "case.perform.choose"),
    ),
    known_again: (
        *("case.lists.under_way", "intake.again.last", "drafts.drop", "intake.registration.receive"),
        "intake.applicant.last_files",
    ),
    colleagues: ("queue.calling.take_over",),
    left_over: ("queue.line.came_of", "queue.calling.finish"),
    receipt: (
        "case.perform.receive",
        "queue.on_the_spot.number_for",
        "case.entries.set_mark",
        "last_acts.undo",
    ),
    back_office: (
        *("case.perform.perform", "case.file_view.explained", "case.entries.save_fields", "case.lists.find"),
        *(
            "queue.line.find_number",
            "queue.line.files_of",
            "papers.receipt.receipt_text",
            "papers.deficiency.deficiency_text",
            "promises.finish.told",
            "promises.standing.pressing",
        ),
        *("reminders.reminders", "people.preferences.keep", "people.sign_in.come_back"),
        "people.sign_in.set_own_password",
    ),
    scans: (*("case.attachments.attach", "case.attachments.detach", "papers.delivery.save_attachment"),),
    put_right: ("intake.correcting.correct",),
    papers: (
        *("papers.printing.print_paper", "papers.delivery.write_paper", "papers.delivery.out"),
        *("time.today.instant_today", "case.record.late_moment"),
    ),
    kasi: ("case.perform.choose_many",),
    loket_4: ("case.perform.perform", "case.lists.apart_after"),
    loket_5: ("survey.questions", "survey.submit", "case.perform.receive"),
    survey_refused: ("survey.decline", "survey.go_on", "survey.filled"),
    supervisor: (
        *("case.perform.return_to_pile", "case.overview.look", "ahead.look"),
        *("tasks.states.upkeep", "uncovered.today"),
    ),
    directed: (
        *("case.directing.remind", "case.directing.remark", "case.directing.candidates"),
        *("case.directing.remember", "case.directing.let_go"),
        *("case.directing.assign", "lookout.latest.latest", "lookout.morning.morning"),
        *("papers.delivery.morning_out", "lookout.alarms.look", "queue.handling.handle"),
    ),
    promised: (
        *("promises.standing.at_risk", "promises.ledger.ledger", "promises.ledger.numbers"),
        *("promises.ledger.offer_each", "promises.moved.moved", "promises.moved.sheet"),
        *("promises.moved.out", "promises.moved.tell_each", "promises.moved.message"),
        "papers.apology.apology_text",
    ),
    in_the_hall: (
        *(
            "lookout.hall.hall",
            "lookout.hall.no_numbers",
            "lookout.lanes.look",
            "queue.line.queue",
            "roster.away_today",
        ),
        *("roster.noted_today", "roster.came_after_all"),
        *("queue.pausing.pause", "queue.pausing.reopen", "drafts.load", "drafts.save"),
    ),
    figures: (
        *("queue.figures.sheet_of_today", "queue.fair_order.page_of_today"),
        *("queue.figures.sheet", "queue.fair_order.page"),
        *("queue.doubting.every", "queue.doubting.doubt", "queue.doubting.believe"),
    ),
    addressed: ("case.directing.addressed",),
    signed_out: ("people.sessions.goes_on",),
    taken_away: ("case.lists.taken_away",),
    clock_ahead: ("clock.answer", "ahead.redate"),
    older_data: ("restored.may_tell", "restored.affirm"),
    who_is_there: (
        *("roster.coming", "roster.check", "roster.enter", "roster.end", "people.sessions.signed_in"),
        *("roster.history", "roster.told", "uncovered.while_away", "uncovered.line", "uncovered.coming"),
        *("people.sessions.end", "people.staff.staff", "people.devices.listed", "people.devices.give"),
        *("people.devices.renew", "people.devices.revoke", "people.devices.whose"),
        *("people.changes.of_devices", "words.changes.told", "backup.latest.latest", "tasks.running.at_once"),
    ),
    booked: (
        *("queue.booking.listed", "queue.booking.check", "queue.booking.book", "queue.booking.cancel"),
        *(
            "queue.booking.read_list",
            "queue.booking.history",
            "queue.booking.of_today",
            "queue.booking.check_in",
        ),
    ),
    kept_office: (
        *("calendar.days.days", "calendar.days.foresee", "calendar.days.change_days"),
        *("calendar.days.questions", "edition.kept.history", "edition.changing.reinstated"),
        *("edition.beside.taken_in", "edition.beside.leave", "edition.beside.stale", "edition.beside.accept"),
        *("tasks.daily.nobody_sees_to_it", "tasks.daily.otherwise"),
        *("calendar.history.history", "calendar.history.told"),
    ),
    admin: (
        *("privacy.access.looks", "people.staff.add", "people.staff.change", "people.staff.set_password"),
        *("people.changes.of_staff", "words.changes.told"),
        *("people.passwords.lift", "edition.changing.seen", "edition.changing.propose"),
        *("edition.changing.accept", "edition.unsure.matters", "papers.printing.queues"),
        *("papers.stations.stations", "papers.stations.try_out"),
    ),
}
"""Each with calls that must have failed in it."""
OPENING = ("opening.open_desk", "watching.watch", "watching.present", "restored.missing")
READ_AHEAD = "watching.read_ahead"
"""Fails behind the sign-in: `test_failing`."""


def test_each_call_of_a_desk_by_a_screen_fails_in_a_story() -> None:
    shown = {call for calls in STORIES.values() for call in calls}
    assert called_by_screens() - shown - {*OPENING, READ_AHEAD} == set()


@pytest.mark.parametrize("call", OPENING)
async def test_what_fails_while_the_office_is_opened_is_told(
    call: str,
    house: House,
    program: Open,
    monkeypatch: pytest.MonkeyPatch,
    unforeseen: list[Exception],
) -> None:
    monkeypatch.setattr(f"screens.live.opening.{call.rpartition('.')[2]}", fail)
    async with program().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Kantor tidak dapat dibuka. Hubungi admin" in screen_text(pilot.app)
    log = (house.path.parent / LOG).read_text("utf-8")
    assert "Unknown" in log
    assert len(unforeseen) == 1
    unforeseen.clear()
    for secret in (NIK, NAME):
        assert secret not in log


AT_ONCE = 0.001
TIMED = ((LoketApp, "set_interval"), (LoketApp, "set_timer"), (LoketScreen, "set_timer"), (Form, "set_timer"))


def never_by_itself(set_timer: Callable[..., Timer]) -> Callable[..., Timer]:
    """What comes after a while comes when the walk looks again, or with the next key; not in between.

    Else how fast the computer is would decide under which key a call fails.
    """

    def timer(pump: MessagePump, delay: float, *given: Any, **named: Any) -> Timer:
        return set_timer(pump, delay if delay == AT_ONCE else 3600, *given, **named)

    return timer


ASKED_ONCE = {"drafts.drop", "clock.asked", "roster.arrive", "people.sessions.begin", "people.sessions.leave"}
"""A draft or a seat that stays harms nobody; the next sign-in asks about the clock, and takes a seat, too."""


OVER_HOME = [older_data, clock_ahead]
"""In these what lies beneath a question is looked at, which must be drawn for that."""


@pytest.mark.parametrize("story", STORIES, ids=[story.__name__ for story in STORIES])
async def test_each_call_may_fail_once(
    story: Story,
    house: House,
    program: Open,
    monkeypatch: pytest.MonkeyPatch,
    unforeseen: list[Exception],
    request: pytest.FixtureRequest,
) -> None:
    if story in OVER_HOME:
        request.getfixturevalue("drawn")
    monkeypatch.setattr("screens.lookup.find.DEBOUNCE", AT_ONCE)
    for kind, name in TIMED:
        monkeypatch.setattr(kind, name, never_by_itself(getattr(kind, name)))
    monkeypatch.setattr(printing, "which", lambda _: which("true"))  # a printer that takes everything
    monkeypatch.chdir(house.path.parent)
    if story is older_data:
        put_back(house)
    app = program()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        boundary = broken_once(monkeypatch)
        walk = Walk(Clerk(app, pilot), boundary)
        await story(walk, house)
        assert app.is_running
    assert boundary.drawing == []
    silent = {name for name in boundary.failed if name not in boundary.answered | ASKED_ONCE}
    assert {name for name in silent if not name.startswith("words.")} == set()
    met = {type(getattr(error, "error", error)).__name__ for error in unforeseen}
    # what failed while the same was asked anew already is told by nobody
    assert met <= {kind_of(name) for name in boundary.failed}
    calls = STORIES[story]
    assert set(calls) <= set(boundary.failed)
    assert {kind_of(name) for name in calls if name in boundary.untold(0)} <= met
    unforeseen.clear()
    log = (house.path.parent / LOG).read_text("utf-8")
    assert all(kind in log for kind in met)
    for secret in (NIK, NAME, "Rekaan"):
        assert secret not in log
