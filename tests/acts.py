"""An example of every act, and the line by which a history tells it; each of several kinds where it has them.

In the line Andi, person 2, did it; what its ids stand for is in `NAMES` and `TYPED`.
"""

from __future__ import annotations

from loket.desk.note_names import NIK_NOTE
from loket.flow.acts import (
    Act,
    Arrive,
    Assign,
    AwaitPayment,
    BringPayment,
    Choose,
    Correct,
    Depart,
    Free,
    LetGo,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Redate,
    Register,
    Remember,
    Rest,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Withdraw,
)

NAMES = {1: "Sari Dewi", 2: "Andi"}
TYPED = {7: "KTP buram", 8: "listrik padam", 9: "SKB 1/2026", 10: "Dinkes"}
EXAMPLES: tuple[tuple[Act, str], ...] = (
    (Register(5), "Didaftarkan Andi"),
    (Register(2, {"risiko": "tinggi"}, parent=1, opened_by=6), "Berkas lanjutan dibuka (Andi)"),
    (Correct(2, 7), "Data diperbaiki (KTP buram) · Andi"),
    (Take(), "Diambil Andi"),
    (PutBack(), "Ditaruh kembali Andi"),
    (TakeOver(7), "Diambil alih Andi: KTP buram"),
    (Assign(1, "bo", 8), "Ditugaskan kepada Sari Dewi oleh Andi: listrik padam"),
    (Free(1), "Kembali ke tumpukan: Sari Dewi tidak masuk"),
    (Choose("lengkap"), "Lengkap: beri tanda terima, teruskan ke Back Office · Andi"),
    (Choose("tidak", 7, ("ktp", "str")), "Kembalikan untuk dilengkapi (KTP buram) · Andi"),
    (Resubmit(), "Kelengkapan diterima kembali Andi"),
    (Rest(10), "Menunggu Dinkes · Andi"),
    (Rest(10, 7), "Menunggu Dinkes: KTP buram · Andi"),
    (Resume(), "Dilanjutkan Andi"),
    (MarkTrouble(7), "Gangguan: KTP buram · Andi"),
    (SolveTrouble(), "Gangguan selesai · Andi"),
    (Arrive(), "Pemohon datang mengambil · Andi"),
    (Depart(), "Pemohon pergi lagi, izin belum diambil · Andi"),
    (BringPayment(), "Bukti setor diterima Andi"),
    (AwaitPayment(), "Menunggu pembayaran lagi · Andi"),
    (Skip(), "Langkah tidak diperlukan · Andi"),
    (Remember(7, 5), "Ingat: KTP buram · Andi"),
    (LetGo(), "Ingat selesai · Andi"),
    (Withdraw(7), "Dicabut pemohon: KTP buram · Andi"),
    (Void(7), "Pendaftaran dibatalkan: KTP buram · Andi"),
    (Void(), "Pendaftaran dibatalkan · Andi"),
    (Undo(3), "Diurungkan Andi"),
    (Redate((3,), (5,), 8), "Waktu yang keliru diperbaiki: listrik padam · Andi"),
    (ParentEnded("terbit"), "Berkas induk: terbit"),
    (Note(NIK_NOTE, {"pengenal": "paspor"}), "Paspor dilihat lengkap · Andi"),
)
ACTS = tuple(act for act, _ in EXAMPLES)
