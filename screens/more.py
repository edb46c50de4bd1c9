"""The acts behind F7: rest, trouble, put back, take over and the like, each with the question it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.widgets.dialogs import Ask, Confirm

if TYPE_CHECKING:
    from loket.desk.files import Ref
    from screens.deskwork import DeskScreen

Do = Callable[["DeskScreen", "Ref"], None]


def _plain(name: str, done: str) -> Do:
    """An act that asks nothing."""

    def do(screen: DeskScreen, ref: Ref) -> None:
        from loket.desk import files

        act = getattr(files, name)
        screen.act(lambda: act(screen.desk, screen.who, ref), lambda _: screen.after(done))

    return do


def _with_reason(name: str, title: str, label: str, done: str, *, sure: str = "") -> Do:
    """An act that asks for a reason, and where `sure` is given a second time whether it is meant."""

    def do(screen: DeskScreen, ref: Ref) -> None:
        from loket.desk import files

        act = getattr(files, name)

        def run(reason: str) -> None:
            screen.act(lambda: act(screen.desk, screen.who, ref, reason), lambda _: screen.after(done))

        def asked(reason: str | None) -> None:
            if reason is None:
                return
            if not sure:
                run(reason)
                return
            question = Confirm(title, sure, yes="Ya, teruskan", dangerous=True)
            screen.app.push_screen(question, lambda yes: run(reason) if yes else None)

        screen.app.push_screen(Ask(title, label, multiline=True), asked)

    return do


def _record_late(screen: DeskScreen, ref: Ref) -> None:
    """Ask when the next act happened, and why it is recorded only now."""
    from loket.desk.files import Late
    from loket.desk.moments import instant_today

    def when(typed: str | None) -> None:
        if typed is None or screen.loket.working is None:
            return
        at = instant_today(screen.loket.working, screen.desk.now(), typed)
        if at is None:
            screen.say("Tulis jamnya seperti 09.40.")
            return

        def why(reason: str | None) -> None:
            if reason is not None:
                screen.late = Late(at, reason)
                screen.say(f"Tindakan berikutnya dicatat terjadi pukul {typed}.")

        screen.app.push_screen(Ask("Dicatat menyusul", "Mengapa baru dicatat? (mis. listrik padam)"), why)

    screen.app.push_screen(Ask("Dicatat menyusul", "Pukul berapa terjadinya? (hari ini, mis. 09.40)"), when)


MORE: dict[str, tuple[str, Do]] = {
    "Rest": (
        "Tunda: menunggu instansi lain",
        _with_reason("rest", "Tunda", "Menunggu siapa? (mis. Dinkes)", "Ditunda; batas langkah berhenti."),
    ),
    "Resume": ("Lanjutkan: yang ditunggu sudah ada", _plain("resume", "Dilanjutkan; ada di tangan Anda.")),
    "MarkTrouble": (
        "Ada gangguan (data atau aplikasi)",
        _with_reason(
            "mark_trouble", "Gangguan", "Gangguan apa?", "Gangguan dicatat; batas langkah berhenti."
        ),
    ),
    "SolveTrouble": ("Gangguan selesai", _plain("solve_trouble", "Gangguan selesai; waktu berjalan lagi.")),
    "PutBack": ("Taruh kembali di tumpukan", _plain("put_back", "Ditaruh kembali.")),
    "TakeOver": (
        "Ambil alih dari rekan",
        _with_reason("take_over", "Ambil alih", "Alasan mengambil alih", "Diambil alih; ada di tangan Anda."),
    ),
    "Skip": ("Lewati: langkah ini tidak diperlukan", _plain("skip", "Dilewati.")),
    "Resubmit": (
        "Terima kelengkapan dari pemohon",
        _plain("resubmit", "Kelengkapan diterima; berkas masuk tumpukan lagi."),
    ),
    "Arrive": ("Pemohon datang mengambil", _plain("arrive", "Pemohon datang; lanjut ke survei.")),
    "Withdraw": (
        "Dicabut pemohon",
        _with_reason(
            "withdraw",
            "Dicabut pemohon",
            "Alasan pemohon",
            "Permohonan dicabut.",
            sure="Berkas ini berakhir karena dicabut pemohon.",
        ),
    ),
    "Void": (
        "Batalkan pendaftaran (salah daftar)",
        _with_reason(
            "void",
            "Batalkan pendaftaran",
            "Mengapa dibatalkan?",
            "Pendaftaran dibatalkan; nomornya tidak dipakai lagi.",
            sure="Berkas ini berakhir dan nomornya tidak dipakai lagi.",
        ),
    ),
    "Late": ("Tindakan berikutnya dicatat menyusul (listrik padam)", _record_late),
}
