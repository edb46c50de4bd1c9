"""The acts behind F7: rest, trouble, put back, take over and the like, each with the question it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from loket.desk.case import perform, record
from loket.desk.case.record import Late, Ref
from loket.desk.office import Desk
from loket.desk.time.today import instant_today
from loket.flow import acts
from screens.widgets.dialogs import Ask, Confirm, Pick

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.case.file_view import FileView
    from screens.filework import FileScreen
    from screens.widgets.work_list import RowId

Do = Callable[["FileScreen", Ref], None]
_LATE = "Dicatat menyusul"
_REST = "Tunda"
_TAKES_A_TIME = {acts.Take, acts.Choose, acts.Resubmit}


def offer_more(screen: FileScreen, view: FileView) -> None:
    """Show what else the file allows this person now, and do what is picked."""
    allowed: set[type] = {type(offer.act) for offer in view.offers if offer.refusal is None}
    if allowed & _TAKES_A_TIME:
        allowed.add(Late)
    rows = [(at, words) for at, (act, words, _) in enumerate(MORE) if act in allowed]
    if not rows:
        screen.say("Tidak ada tindakan lain untuk berkas ini sekarang.")
        return

    def picked(at: RowId | None) -> None:
        if isinstance(at, int):
            MORE[at][2](screen, view.ref)

    screen.app.push_screen(Pick("Tindakan lain", rows), picked)


def _plain(act: Callable[[Desk, Who, Ref], Ref], done: str) -> Do:
    """An act that asks nothing."""

    def do(screen: FileScreen, ref: Ref) -> None:
        screen.act(lambda: act(screen.desk, screen.who, ref), lambda _: screen.after(done))

    return do


def _with_reason(
    act: Callable[[Desk, Who, Ref, str], Ref],
    verb: str,
    label: str,
    done: str,
    *,
    title: str = "",
    sure: str = "",
) -> Do:
    """An act that asks for a reason, and where `sure` is given a second time whether it is meant."""
    title = title or verb

    def do(screen: FileScreen, ref: Ref) -> None:
        def run(reason: str) -> None:
            screen.act(lambda: act(screen.desk, screen.who, ref, reason), lambda _: screen.after(done))

        def asked(reason: str | None) -> None:
            if reason is None:
                return
            if not sure:
                run(reason)
                return
            question = Confirm(title, sure, yes=f"Ya, {verb.lower()}", dangerous=True)
            screen.app.push_screen(question, lambda yes: run(reason) if yes else None)

        screen.app.push_screen(Ask(title, label, multiline=True, save=verb), asked)

    return do


def _refused(screen: FileScreen, call: Callable[[], object]) -> str:
    """What a desk would say against something typed; nothing when it would accept it."""
    try:
        call()
    except acts.Refused as refused:
        return screen.loket.sentence(refused) or ""
    return ""


def _rest(screen: FileScreen, ref: Ref) -> None:
    """Ask for whom the file waits, and why."""

    def whom(agency: str | None) -> None:
        if agency is None:
            return

        def why(reason: str | None) -> None:
            if reason is not None:
                screen.act(
                    lambda: perform.rest(screen.desk, screen.who, ref, agency, reason),
                    lambda _: screen.after("Ditunda; batas langkah berhenti."),
                )

        asked = Ask(_REST, "Apa sebabnya? (boleh kosong)", required=False, multiline=True, save="Tunda")
        screen.app.push_screen(asked, why)

    def wrong(typed: str) -> str:
        return _refused(screen, lambda: perform.agency_name(typed))

    screen.app.push_screen(Ask(_REST, "Menunggu siapa? (mis. Dinkes)", save="Lanjut", wrong=wrong), whom)


def _resubmit(screen: FileScreen, ref: Ref) -> None:
    """The applicant brought what was missing, now or at the time set for it."""
    late = screen.late_for(ref.file)
    screen.act(
        lambda: perform.resubmit(screen.desk, screen.who, ref, late=late),
        lambda _: screen.after("Kelengkapan diterima; berkas masuk tumpukan lagi."),
        late=late,
    )


def _record_late(screen: FileScreen, ref: Ref) -> None:
    """Ask when the next act happened, and why it is recorded only now."""
    view = screen.view
    if view is None:
        return
    number = view.row.number

    def wrong(typed: str) -> str:
        now = screen.desk.now()
        at = instant_today(screen.working, now, typed)
        if at is None:
            return "Tulis jamnya seperti 09.40."
        refused = _refused(screen, lambda: record.late_moment(view.events, screen.working, now, at))
        return f"{refused}{_earlier(view, at)}" if refused else ""

    def when(typed: str | None) -> None:
        at = instant_today(screen.working, screen.desk.now(), typed) if typed is not None else None
        if at is None:
            return

        def why(reason: str | None) -> None:
            if reason is not None:
                screen.set_late(ref.file, Late(at, reason))
                screen.say(f"{number}: tindakan berikutnya dicatat terjadi pukul {typed}.")

        screen.app.push_screen(Ask(_LATE, "Mengapa baru dicatat? (mis. listrik padam)"), why)

    asked = Ask(_LATE, "Pukul berapa terjadinya? (hari ini, mis. 09.40)", save="Lanjut", wrong=wrong)
    screen.app.push_screen(asked, when)


def _earlier(view: FileView, at: int) -> str:
    """How an earlier time becomes possible: the person takes back their own act that stands in its way."""
    undoable = any(isinstance(o.act, acts.Undo) and o.refusal is None for o in view.offers)
    stands_in_the_way = view.state.last is not None and at < view.state.last.at
    return (
        " Untuk waktu sebelumnya, urungkan dulu tindakan itu (F9)." if undoable and stands_in_the_way else ""
    )


MORE: tuple[tuple[type[Any], str, Do], ...] = (
    (
        acts.Rest,
        "Tunda: menunggu pihak lain",
        _rest,
    ),
    (
        acts.Resume,
        "Lanjutkan: yang ditunggu sudah ada",
        _plain(perform.resume, "Dilanjutkan; ada di tangan Anda."),
    ),
    (
        acts.MarkTrouble,
        "Ada gangguan (data atau aplikasi)",
        _with_reason(
            perform.mark_trouble,
            "Catat gangguan",
            "Gangguan apa?",
            "Gangguan dicatat; batas langkah berhenti.",
        ),
    ),
    (
        acts.SolveTrouble,
        "Gangguan selesai",
        _plain(perform.solve_trouble, "Gangguan selesai; waktu berjalan lagi."),
    ),
    (acts.PutBack, "Taruh kembali di tumpukan", _plain(perform.put_back, "Ditaruh kembali.")),
    (
        acts.TakeOver,
        "Ambil alih dari rekan",
        _with_reason(
            perform.take_over, "Ambil alih", "Alasan mengambil alih", "Diambil alih; ada di tangan Anda."
        ),
    ),
    (acts.Skip, "Langkah ini tidak diperlukan", _plain(perform.skip, "Dicatat: langkah tidak diperlukan.")),
    (acts.Resubmit, "Terima kelengkapan dari pemohon", _resubmit),
    (
        acts.Arrive,
        "Pemohon datang mengambil",
        _plain(perform.arrive, "Pemohon datang."),
    ),
    (
        acts.Depart,
        "Pemohon pergi lagi (belum diambil)",
        _plain(perform.depart, "Menunggu diambil lagi."),
    ),
    (
        acts.Withdraw,
        "Dicabut pemohon",
        _with_reason(
            perform.withdraw,
            "Cabut",
            "Alasan pemohon",
            "Permohonan dicabut.",
            title="Dicabut pemohon",
            sure="Berkas ini berakhir karena dicabut pemohon.",
        ),
    ),
    (
        acts.Void,
        "Batalkan pendaftaran (salah daftar)",
        _with_reason(
            perform.void,
            "Batalkan",
            "Mengapa dibatalkan?",
            "Pendaftaran dibatalkan; nomornya tidak dipakai lagi.",
            title="Batalkan pendaftaran",
            sure="Berkas ini berakhir dan nomornya tidak dipakai lagi.",
        ),
    ),
    (Late, "Tindakan berikutnya dicatat menyusul (listrik padam)", _record_late),
)
"""Each further act: its class, its words in the list, and what it asks and does."""
