"""F1: what the keys of the screen beneath do, what the letters mark, and this step of the SOP as written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from loket.desk.words.acts import ACTS
from loket.text import cells, pad
from screens.shell.screen import LoketScreen
from screens.widgets.key_bar import Key, KeyBar, in_order
from screens.widgets.pager import Pager
from screens.widgets.styles import Inks, fold, inks, line
from screens.widgets.top_bar import TopBar
from screens.wording.sop import matrix

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView

KEYS: dict[str, str] = {
    "f1": "Bantuan untuk layar ini.",
    "f2": "Mengambil yang ditunjuk: nomor antrean atau berkas; tidak pernah yang tidak tampil.",
    "f3": "Di loket: memanggil nomor yang sama sekali lagi. Pada berkas yang dibaca: SOP lengkap.",
    "f4": "Riwayat berkas, dan bagaimana setiap batas waktu dihitung.",
    "f5": "Tanda terima dan daftar kekurangan: ke layar, ke berkas, atau ke printer.",
    "f6": "Mengembalikan ke pemohon atau meja sebelumnya; menolak (akhir) ada di dalamnya, ditanya dua kali.",
    "f7": "Tindakan lain: menunda, gangguan, menaruh kembali; di loket: nomor baru, berkas tanpa nomor.",
    "f8": "Meneruskan dengan kata SOP sendiri: validasi, setuju, tetapkan.",
    "f9": "Mengurungkan tindakan terakhir Anda hari ini, selama belum ada orang lain yang melanjutkan.",
    "f10": "Menutup; di layar pertama: ganti layar atau ganti orang. Esc sama dengan F10.",
}
"""What each function key does, everywhere the same."""

ACTIONS: dict[str, str] = {
    "explain step": "Bantuan untuk layar ini, dan langkah SOP berkas ini.",
    "call": "Memanggil nomor yang ditunjuk di daftar, atau yang berikutnya; dari baris lain ditunjuk dulu.",
    "finish": "Menutup nomor yang dilayani dengan hasilnya; isian yang belum didaftarkan ditanya dulu.",
    "recall": "Memanggil nomor yang sama sekali lagi.",
    "register": "Mendaftarkan berkas dari isian pendaftaran; yang belum benar disebut di isiannya.",
    "again": "Berkas berikutnya dari orang, atau kuasa, yang sama: datanya sudah terisi.",
    "find name": "Mencari pemohon yang sudah dikenal menurut nama atau nomor HP yang tertulis.",
    "take": "Mengambil berkas yang dipilih ke tangan Anda.",
    "work": "Kembali ke layar Anda dengan berkas ini di depan Anda; belum ada yang dilakukan.",
    "point": "Kembali ke daftar Anda, dengan berkas ini ditunjuk.",
    "assign": "Memberikan berkas ke tangan petugas yang boleh mengerjakannya, dengan alasan.",
    "remind": "Mengingatkan yang memegang berkas, atau mejanya; tampil di layar mereka dan di riwayat.",
    "remark": "Menulis catatan pada berkas, untuk semua yang membukanya.",
    "remember": "Ingat: catatan dan jamnya, tampil di setiap meja yang memegang berkas; atau mencabutnya.",
    "hall": "Dari loket ke lajur antrean di bawahnya, dan dari sana ke daftar berkas.",
    "lane": "Nomor-nomor yang menunggu di lajur yang ditunjuk, dan sejak kapan.",
    "at counter": "Yang dapat dilakukan di loket yang ditunjuk: menutupnya sementara, atau membukanya lagi.",
    "back to files": "Kembali ke daftar berkas; loket dan lajur tetap tampak di atasnya.",
    "morning": "Lembar pagi: kemarin, yang menunggu, yang lewat, dan yang jatuh hari ini; dapat dicetak.",
    "attach": "Melampirkan PDF, PNG, atau JPEG dari komputer ini pada berkas.",
    "save attachment": "Menyimpan sebuah lampiran di komputer ini; siapa dan kapan tercatat.",
    "detach": "Melepas lampiran yang bukan milik berkas ini, dengan alasan.",
    "correct": "Membetulkan data pemohon atau kuasa yang salah, dengan alasan; riwayat menyebut keduanya.",
    "rectify": "Membetulkan data berkas yang sudah diputus, dengan alasan; riwayat menyebut keduanya.",
    "mark": "Menandai berkas dan maju ke baris berikutnya, untuk memutus beberapa berkas sekaligus.",
    "refuse": "Menolak permohonan sebagai keputusan akhir, dengan alasan; ditanya sekali lagi.",
    "take over": "Mengambil berkas (dengan alasan) atau nomor yang ada pada petugas lain.",
    "redate": "Yang bertanggal jam komputer yang terlalu maju: waktu sebenarnya diisi, dengan alasan.",
    **{act.word: entry.help for act, entry in ACTS.items() if entry.help},
    "put back": "Menaruh berkas di tumpukan, supaya petugas lain dapat mengambilnya.",
    "depart": "Pemohon pergi sebelum mengambil izinnya; berkas menunggu diambil lagi.",
    "decline": "Pemohon menolak mengisi survei: tercatat, dan berkas lanjut ke penyerahan.",
    "begin": "Memulai survei berkas yang dipilih, atau yang paling lama menunggu.",
    "put away": "Menutup survei tanpa menyimpan jawabannya; berkas menunggu lagi seperti sebelumnya.",
    "submit": "Menyimpan kesembilan jawaban dan meneruskan berkas ke penyerahan.",
    "keep": "Mencatat yang dibetulkan, dengan alasannya; yang belum benar disebut di isiannya.",
    "unsweep": "Mengurungkan tanda yang baru saja diberikan S; tindakan sebelumnya tetap.",
    "empty": "Mengosongkan isian pendaftaran; ditanya dulu.",
    "go on": "Meneruskan berkas yang surveinya sudah diisi ke penyerahan.",
    "add": "Menambah satu pada halaman ini.",
    "change": "Mengubah baris yang ditunjuk; Enter sama.",
    "remove": "Menghapus baris yang ditunjuk; yang berubah disebut dulu, dengan alasan.",
    "cancel booking": "Membatalkan pesanan yang belum datang; ditanya dulu.",
    "stop": "Petugas ini tidak dapat masuk lagi; ditanya dulu. Yang sudah dikerjakannya tetap.",
    "allow": "Petugas ini boleh masuk lagi.",
    "away": "Mencatat petugas yang tidak masuk; berkas di tangannya kembali ke tumpukan.",
    "on duty": "Mencatat petugas yang bekerja juga dalam peran lain, pada hari-hari itu saja.",
    "end": "Catatan ini tidak berlaku lagi mulai hari ini.",
    "all choices": "Semua pilihan isian ini dalam satu daftar: ketik sebagian katanya, Enter memilihnya.",
    "show choice": "Menampilkan isi pilihan yang ditunjuk: langkah SOP-nya, atau syarat formulirnya.",
    "back up": "Membuat cadangan sekarang dan mencoba memulihkannya; lalu disebut berhasil atau tidak.",
    "try printer": "Mencetak sehelai halaman uji ke printer itu; tidak memuat data siapa pun.",
    "revoke": "Kunci perangkat ini tidak berlaku lagi; ia dapat diberi kunci baru (F8).",
    "renew": "Memberi perangkat ini kunci lain; yang lama tidak berlaku lagi.",
    "sign out": "Layar petugas ini ditutup; ketikannya tersimpan, dan ia dapat masuk lagi.",
    "go there": "Ke halaman dan baris tempat ini diisi.",
    "find permit": "Ke formulir sebuah izin: ketik sebagian namanya.",
    "install folder": "Melihat apa yang berubah menurut dokumen di folder itu, lalu memasangnya atau tidak.",
    "allow calls": "Peran yang duduk di loket itu diberi hak memanggil nomor, dengan alasan.",
    "confirm": "Tertulisnya sudah benar: tandanya dihapus, dengan alasan atau sumbernya.",
    "decree": "Hari perkiraan ini sudah ditetapkan: dasarnya ditulis.",
    "show edition": "Semua yang berubah dengan edisi yang ditunjuk.",
    "more": "Tindakan lain pada baris yang ditunjuk, atau pada halaman ini.",
    "take in": "Memeriksa isian dan menyebut apa yang berubah; sesudah alasannya diisi, semuanya berlaku.",
    "limits": "Batas waktu berkas dan cara menghitungnya. Angka 1–7 membuka bagian lain.",
    "sop": "SOP lengkap seperti tertulis, dibuka di langkah berkas ini.",
}
"""What a key does where that is more than the key says alone, by the name of the action (`Key.does`)."""

FIND = "Mencari berkas apa pun, terbuka atau selesai; isian di bawahnya tetap."
QUEUE = "Antrean: memanggil, hadir atau tidak, menahan, memindahkan, menyelesaikan; penyelia: menutup hari."
PAUSE = "Jeda: menutup layar saat Anda pergi; isian tetap, kata sandi Anda membukanya lagi."
OTHERS: tuple[tuple[str, str], ...] = (
    ("Enter", "Membuka baris; di dalam isian pindah ke isian berikutnya, tidak pernah mengirim."),
    (
        "",
        "Di pertanyaan kecil Enter menyimpan jawabannya; Ctrl+J baris baru. Yang membuang, mengakhiri, atau"
        " tercatat selamanya mulai di Tidak jadi: ← lalu Enter meneruskan.",
    ),
    ("Panah", "Naik dan turun dalam daftar dan isian; PgUp dan PgDn satu layar."),
    ("", "Di daftar pilihan, seperti isi F7, yang diketik menyaring barisnya; yang berawalan itu terpilih."),
    (
        "Tab",
        "Pindah bagian. Isian sebaris yang sudah terisi terpilih seluruhnya: yang diketik menggantikannya;"
        " ← → Home End mengubahnya di tempat. Isian beberapa baris tidak terpilih.",
    ),
    ("Ctrl+U", "Menghapus isian dari kursor ke kiri."),
    ("Ctrl+K", "Semua tombol yang berlaku sekarang: ketik untuk menyaring, Enter menekannya."),
    ("Ctrl+F", FIND),
    ("Ctrl+N", QUEUE),
    ("Ctrl+L", PAUSE),
    ("Ctrl+S", "Menyimpan isian."),
    ("?", "Sama dengan F1, di luar isian."),
    ("Esc 8", "Di terminal tanpa tombol F: F8; Esc 0 ialah F10; juga di dalam isian. Alt+8 sama."),
    ("", "Esc saja menutup sesudah sedetik; di terminal yang punya tombol F, seketika."),
)

LETTERS: tuple[tuple[str, str], ...] = (
    ("A", "ada"),
    ("K", "kurang"),
    ("T", "tandai baris, untuk memutus beberapa berkas sekaligus"),
    (
        "S",
        "semua yang wajib dan belum diperiksa ada (sekali lagi, atau F9: urung); di tumpukan, semua berkas di"
        " bawah judul yang sama bertanda",
    ),
    ("H", "hadir: pemilik nomor datang ke loket"),
    ("L", "tidak hadir: nomor dilewati"),
    ("C", "catatan pada baris ini"),
    ("N", "melihat NIK (paspor, KITAS, SKTT) lengkap; yang melihat tercatat"),
)
"""Letters only mark; none of them sends on, rejects or signs."""
TROUBLE = (
    "!",
    "di depan nama: ada gangguan, waktu langkahnya berhenti; F7 di meja yang memegangnya menandainya selesai",
)


class HelpScreen(LoketScreen):
    """Help for the screen beneath; with `view`, the file's step as the SOP has it."""

    title_words = "Bantuan"

    def __init__(self, view: FileView | None = None) -> None:
        super().__init__()
        self.view = view

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Pager(id="help")
        yield KeyBar()

    def on_resize(self, event: events.Resize) -> None:
        """The lines are broken anew to the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self not in self.app.screen_stack:
            return  # closed before it was drawn
        pager = self.query_one("#help", Pager)
        width = pager.size.width - 2
        ink = inks(self.app)
        beneath = self._beneath()
        keys = beneath.keys() if isinstance(beneath, LoketScreen) else ()
        own = beneath.explained() if isinstance(beneath, LoketScreen) else ()
        lines = [*key_lines(keys, own, ink), *step_lines(self.view, width, ink)]
        pager.set_lines(fold(lines, width, self.app.console))

    def _beneath(self) -> Screen[Any]:
        """The screen that asked for help."""
        stack = self.app.screen_stack
        return stack[stack.index(self) - 1]

    def keys(self) -> tuple[Key, ...]:
        """The whole SOP, or back."""
        why = None if self.view is not None else "tidak ada berkas yang dipilih"
        return (Key("f3", "SOP", why, does="sop"), Key("f10", "Tutup"))

    def press_f10(self) -> None:
        """Back to the screen beneath."""
        self.app.pop_screen()

    def press_f3(self) -> None:
        """The SOP as written, at the file's step."""
        if self.view is not None:
            self.open_sop(self.view)


def sentence(key: Key) -> str:
    """What a key of a screen does there."""
    return ACTIONS[key.does] if key.does else KEYS[key.key]


def key_lines(keys: tuple[Key, ...], own: Sequence[tuple[str, str]], ink: Inks) -> list[Text]:
    """The screen's own words for its keys, each with a sentence; why one cannot act now; then the rest.

    `own`: what the screen has beside these; a letter that does something of its own there marks nothing.
    """
    lines = [line(("Tombol layar ini", ink["judul"]))]
    room = max([13, *(cells(key.label) for key in keys)])
    for key in filter(None, in_order(keys)):
        name = f"  {key.key.upper():<7}"
        lines.append(line((f"{name}{pad(key.label, room)}  ", "bold"), sentence(key)))
        if key.why is not None:
            lines.append(line((f"{'':{9 + room}}  sekarang belum bisa: {key.why}", ink["mendekati"])))
    lines += [line((f"  {name:<7}", "bold"), f"  {said}") for name, said in own]
    lines += [line(""), line(("Di mana saja", ink["judul"]))]
    lines += [line((f"  {name:<7}", "bold"), f"  {said}") for name, said in OTHERS]
    lines += [line(""), line(("Huruf hanya memberi tanda", ink["judul"]))]
    taken = {name for name, _ in own} | {key.key.upper() for key in keys}
    marks = [(letter, said) for letter, said in LETTERS if letter not in taken]
    lines += [line((f"  {letter:<7}", "bold"), f"  {said}") for letter, said in (*marks, TROUBLE)]
    return lines


def step_lines(view: FileView | None, width: int, ink: Inks) -> list[Text]:
    """The file's step as written, and the reading beside it."""
    if view is None or view.step is None:
        return []
    table = matrix(view.procedure, width, ink)
    start = table.at[view.step.sequence]
    end = min((at for at in table.at.values() if at > start), default=len(table.lines))
    return [line(""), line(("Langkah ini menurut SOP", ink["judul"])), *table.lines[start : end - 1]]
