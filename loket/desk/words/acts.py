"""Each act described once: how F7 offers and asks for it, how a history and "baru saja" tell it.

Who may do it stands in `loket.flow.rules`, what it leads to in `loket.flow.fold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.flow import acts
from loket.flow.acts import Act
from loket.flow.queue import acts as of_number
from loket.store.bookings import BOOKED
from loket.store.journal import (
    ALARM_HANDLED,
    ALARM_LEFT,
    COMPENSATED,
    COUNTER_OPENED,
    COUNTER_PAUSED,
    NUMBERS_RESUMED,
    NUMBERS_STOPPED,
    QUEUE_CLOSED,
    QUEUE_REOPENED,
    TIMES_BELIEVED,
    TIMES_DOUBTED,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before an act: its text goes into the act's `field`. `next` stands on the button."""

    field: str
    label: str
    next: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One act in words.

    `told`: its line in a history, with {who}, any field of the act (an id as the text or name that it is of),
    {because} (": " and a remark, or nothing), {when} (" " and for when it is) and {corrected} (what a
    correction changed); one without it is told by the SOP's own words or by its note. `done`: what "baru
    saja" calls it. `offer`: its line behind F7, where it is offered there; `title` and `asks` of its
    questions, `sure` what is asked a second time, `said` the sentence once it is done. `timed`: it can be
    recorded late, with the time at which it happened. Of one that ends a rest: `key`, its word on the key by
    which what the file waited for is received, and `help`, what F1 says of that key.
    """

    told: str = ""
    done: str = "dikerjakan"
    offer: str = ""
    said: str = ""
    title: str = ""
    asks: tuple[Question, ...] = ()
    sure: str = ""
    timed: bool = False
    key: str = ""
    help: str = ""


ACTS: Mapping[type[Act], Entry] = {
    acts.Register: Entry(told="Didaftarkan {who}", done="terdaftar"),
    acts.Take: Entry(told="Diambil {who}", done="diambil", timed=True),
    acts.Choose: Entry(timed=True),
    acts.Rest: Entry(
        told="Menunggu {agency}{because} · {who}",
        done="menunggu pihak lain",
        offer="Tunda: menunggu pihak lain",
        said="Ditunda; batas langkah berhenti.",
        title="Tunda",
        asks=(
            Question("agency", "Menunggu siapa? (mis. Dinkes)", "Lanjut"),
            Question("remark", "Apa sebabnya? (boleh kosong)", "Tunda", optional=True),
        ),
    ),
    acts.Resume: Entry(
        told="Dilanjutkan {who}",
        done="dilanjutkan",
        offer="Lanjutkan: yang ditunggu sudah ada",
        said="Dilanjutkan; ada di tangan Anda.",
        key="Lanjutkan",
        help="Pihak lain sudah menjawab; berkas berjalan lagi.",
    ),
    acts.MarkTrouble: Entry(
        told="Gangguan: {remark} · {who}",
        done="gangguan dicatat",
        offer="Ada gangguan (data atau aplikasi)",
        said="Gangguan dicatat; batas langkah berhenti.",
        title="Catat gangguan",
        asks=(Question("remark", "Gangguan apa?", "Catat gangguan"),),
    ),
    acts.SolveTrouble: Entry(
        told="Gangguan selesai · {who}",
        done="gangguan selesai",
        offer="Gangguan selesai",
        said="Gangguan selesai; waktu berjalan lagi.",
    ),
    acts.PutBack: Entry(
        told="Ditaruh kembali {who}",
        done="ditaruh kembali",
        offer="Taruh kembali di tumpukan",
        said="Ditaruh kembali.",
    ),
    acts.TakeOver: Entry(
        told="Diambil alih {who}: {remark}",
        done="diambil alih",
        offer="Ambil alih dari rekan",
        said="Diambil alih; ada di tangan Anda.",
        title="Ambil alih",
        asks=(Question("remark", "Alasan mengambil alih", "Ambil alih"),),
    ),
    acts.Assign: Entry(
        told="Ditugaskan kepada {to} oleh {who}: {remark}",
        done="ditugaskan",
        title="Tugaskan",
        asks=(Question("remark", "Alasan menugaskan", "Tugaskan"),),
    ),
    acts.Free: Entry(
        told="Kembali ke tumpukan: {holder} tidak masuk",
        done="kembali ke tumpukan",
    ),
    acts.Skip: Entry(
        told="Langkah tidak diperlukan · {who}",
        done="langkah tidak diperlukan",
        offer="Langkah ini tidak diperlukan",
        said="Dicatat: langkah tidak diperlukan.",
    ),
    acts.Resubmit: Entry(
        told="Kelengkapan diterima kembali {who}",
        done="kelengkapan diterima",
        offer="Terima kelengkapan dari pemohon",
        said="Kelengkapan diterima; berkas masuk tumpukan lagi.",
        timed=True,
        key="Diterima",
        help="Menerima kelengkapan yang dibawa pemohon; berkas berjalan lagi.",
    ),
    acts.Arrive: Entry(
        told="Pemohon datang mengambil · {who}",
        done="pemohon datang",
        offer="Pemohon datang mengambil",
        said="Pemohon datang.",
        key="Datang",
        help="Mencatat bahwa pemohon datang mengambil izinnya.",
    ),
    acts.Depart: Entry(
        told="Pemohon pergi lagi, izin belum diambil · {who}",
        done="pemohon pergi lagi",
        offer="Pemohon pergi lagi (belum diambil)",
        said="Menunggu diambil lagi.",
    ),
    acts.BringPayment: Entry(
        told="Bukti setor diterima {who}",
        done="bukti setor diterima",
        offer="Terima bukti setor dari pembayar",
        said="Bukti setor diterima; berkas masuk tumpukan.",
        timed=True,
        key="Bukti setor",
        help="Mencatat bukti setor yang dibawa pembayar; berkas berjalan lagi.",
    ),
    acts.AwaitPayment: Entry(
        told="Menunggu pembayaran lagi · {who}",
        done="menunggu pembayaran lagi",
        offer="Menunggu pembayaran lagi (belum lunas)",
        said="Menunggu pembayaran lagi.",
    ),
    acts.Correct: Entry(
        told="{corrected} ({remark}) · {who}",
        done="data diperbaiki",
        offer="Perbaiki data",
    ),
    acts.Remember: Entry(
        told="Ingat{when}: {remark} · {who}",
        done="ingat dipasang",
        offer="Ingat: catatan dan jamnya pada berkas ini",
    ),
    acts.LetGo: Entry(
        told="Ingat selesai · {who}",
        done="ingat selesai",
        offer="Ingat selesai, atau tidak perlu lagi",
        said="Ingat dicabut. F9 urung.",
    ),
    acts.Withdraw: Entry(
        told="Dicabut pemohon: {remark} · {who}",
        done="dicabut pemohon",
        offer="Dicabut pemohon",
        said="Permohonan dicabut.",
        title="Dicabut pemohon",
        asks=(Question("remark", "Alasan pemohon", "Cabut"),),
        sure="Berkas ini berakhir karena dicabut pemohon.",
    ),
    acts.Void: Entry(
        told="Pendaftaran dibatalkan{because} · {who}",
        done="pendaftaran dibatalkan",
        offer="Batalkan pendaftaran (salah daftar)",
        said="Pendaftaran dibatalkan; nomornya tidak dipakai lagi.",
        title="Batalkan pendaftaran",
        asks=(Question("remark", "Mengapa dibatalkan?", "Batalkan"),),
        sure="Berkas ini berakhir dan nomornya tidak dipakai lagi.",
    ),
    acts.Undo: Entry(told="Diurungkan {who}", done="diurungkan"),
    acts.Redate: Entry(told="Waktu yang keliru diperbaiki: {remark} · {who}", done="waktu diperbaiki"),
    acts.ParentEnded: Entry(told="Berkas induk: {outcome}", done="berkas induk berakhir"),
    acts.Note: Entry(),
}
"""In the order in which F7 offers them."""

NUMBER_ACTS: Mapping[str, str] = {
    of_number.Given.word: "diberikan",
    of_number.Called.word: "dipanggil",
    of_number.Recalled.word: "dipanggil ulang",
    of_number.Present.word: "hadir",
    of_number.NoShow.word: "tidak hadir",
    of_number.Back.word: "kembali ke antrean",
    of_number.Finished.word: "selesai",
    of_number.Lapsed.word: "ditutup",
    of_number.Held.word: "ditahan",
    of_number.Transferred.word: "dipindahkan",
    of_number.Preferred.word: "didahulukan",
    of_number.TakenOver.word: "diambil alih",
    of_number.Unprinted.word: "dibatalkan, tiketnya tidak tercetak",
    of_number.Referred.word: "dirujuk ke kantor lain",
}
"""What F9 says was done to a queue number, by the journal's word for it."""
DAY_ACTS: Mapping[str, tuple[str, str]] = {
    COUNTER_PAUSED: ("tutup loket", "Loket buka lagi."),
    NUMBERS_STOPPED: ("henti nomor", "Nomor diberikan lagi."),
    QUEUE_CLOSED: ("tutup antrean", "Antrean hari ini buka lagi."),
    COUNTER_OPENED: ("buka loket", "Loket tutup sementara lagi."),
    NUMBERS_RESUMED: ("beri nomor", "Nomor tidak diberikan lagi."),
    BOOKED: ("pesanan", "Pesanan itu dicabut."),
    TIMES_DOUBTED: ("waktu tidak dihitung", "Waktu nomor itu dihitung lagi."),
    COMPENSATED: ("kompensasi", "Kompensasi itu dicabut."),
    ALARM_HANDLED: ("ditangani", "Peringatan itu tidak ditangani lagi."),
}
"""The same of what was done to all of the day, and the sentence once it is taken back."""
ENTERED, OWED = DAY_ACTS[BOOKED][0], DAY_ACTS[COMPENSATED][0]
"""Of what was done to all of the day these alone can be hindered from being taken back."""
DAY_TOLD: Mapping[str, str] = {
    COUNTER_PAUSED: "ditutup sementara",
    COUNTER_OPENED: "dibuka lagi",
    NUMBERS_STOPPED: "pemberian nomor dihentikan",
    NUMBERS_RESUMED: "nomor diberikan lagi",
    QUEUE_CLOSED: "antrean hari ini ditutup",
    QUEUE_REOPENED: "antrean hari ini dibuka lagi",
    TIMES_DOUBTED: "waktu sebuah nomor tidak dihitung",
    TIMES_BELIEVED: "waktu sebuah nomor dihitung lagi",
    ALARM_HANDLED: "peringatan ditangani",
    ALARM_LEFT: "peringatan tidak ditangani lagi",
}
"""What was done to all of the day, as others read it; of a counter its name stands before."""
