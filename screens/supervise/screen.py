"""The screen that a supervisor keeps open all day: the hall, its lanes, and every open file.

Left and Right choose a desk, digits and Tab how files stand, / words of any column; all hold together, stand
on one line, and are there again the next time. H goes to the counters and lanes and back. Headings are set
anew each minute and with every act; the row under the cursor stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.desk import ahead, uncovered
from loket.desk.case import file_view, record
from loket.desk.case.overview import Filter
from loket.desk.case.perform import perform, return_to_pile
from loket.desk.lookout import alarms, lanes
from loket.desk.lookout.hall import hall, no_numbers
from loket.desk.queue import line
from loket.desk.tasks.states import upkeep
from loket.desk.words.moments import why_none_words
from loket.flow.acts import PutBack, TakeOver
from loket.flow.alarm import What
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from loket.paper.morning_sheet import NAME as MORNING
from loket.text import uncapitalized
from screens.file import directing
from screens.file.undo import take_back, undo_key
from screens.shell.screen import LoketScreen
from screens.supervise.ahead import put_right
from screens.supervise.alarms import list_alarms, show_alarms
from screens.supervise.asked import ask_counter, show_lane
from screens.supervise.files import OpenFiles
from screens.supervise.hall import Hall
from screens.supervise.morning import OFFER, offered, show_morning
from screens.supervise.office_menu import ask_office
from screens.supervise.promises import show_promises
from screens.supervise.views import ALARMING, KEYS, ORDERS, STANDINGS, View
from screens.widgets.dialogs import Ask
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import WorkList
from screens.wording.lists import REMEMBERED
from screens.wording.place import holder

if TYPE_CHECKING:
    from datetime import date

    from loket.desk.ahead import Ahead
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import RowKey
    from loket.desk.case.overview import OpenFile
    from loket.desk.case.record import Ref
    from loket.desk.errors import NoneLeft
    from loket.desk.lookout.alarms import Alarms
    from loket.desk.lookout.hall import AtCounter
    from loket.desk.lookout.lanes import LanesLook
    from loket.desk.queue.line import Queue
    from loket.desk.tasks.states import Upkeep
    from loket.flow.alarm import Alarm
    from screens.file.undo import Undoable


class SupervisorScreen(LoketScreen):
    """A supervisor says who works on a file, reminds, takes it over, closes counters, each with a reason."""

    title_words = "Semua berkas"
    WORK = Key("f7", "Tunjukkan", does="point")
    EXPLAINED: ClassVar[Sequence[tuple[str, str]]] = (
        ("← →", "Berkas satu meja saja. “BO: 5 (6 hari)”: 5 menunggu diambil di sana, yang terlama 6 hari."),
        (
            f"1–{KEYS[: len(STANDINGS)][-1]} Tab",
            "Berkas menurut keadaannya, dengan jumlahnya; angka yang sama sekali lagi: semua.",
        ),
        ("LEWAT", "Berapa berkas di seluruh kantor yang lewat batas; “di sini”: di antara yang tampil."),
        ("tanpa petugas", "Tak seorang pun yang masuk hari ini mengerjakan meja itu; admin mencatat piket."),
        ("cadangan", "Cadangan terakhir data kantor; “!” bila sudah terlalu lama. Beri tahu admin."),
        *REMEMBERED,
        ("Tunggu", "Jam kerja berkas menunggu di meja kantor, di semua langkah sampai sekarang."),
        ("Kerja", "Jam kerja berkas ada di tangan petugas, di semua langkah sampai sekarang."),
        ("Batas", "Sisa waktu sampai batas terdekat, tanggalnya, atau berapa lama sudah LEWAT."),
        ("", "“sejak 13 Nov”: tidak ada batas yang berjalan; di sana sejak tanggal itu."),
        (
            "A",
            "Peringatan. Enter: ke berkasnya atau loketnya, atau mencatat siapa menangani dan sampai kapan.",
        ),
        (
            "H",
            "Ke loket, ke lajur, kembali ke berkas. Enter di sana: apa yang dapat dilakukan, siapa menunggu.",
        ),
        ("bebas", "Ada petugas, tidak melayani siapa pun; “tidak memanggil”, “diam”: padahal lama ditunggu."),
        (
            "padat",
            "Ada yang menunggu melewati batas perhatian; “melimpah”: batas tindakan, atau terlalu banyak.",
        ),
        ("/", "Saring dengan kata: nomor, nama, layanan, langkah, pemegang; bersama saringan lain."),
        ("V", "Tampilan siap pakai, dan yang terakhir Anda susun sendiri."),
        ("U", f"Urutan: {', '.join(ORDERS.values())}."),
        ("Backspace", "Lepaskan saringan yang terakhir disebut di baris “Saring”."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "desk(-1)", show=False),
        Binding("right", "desk(1)", show=False),
        Binding("c,C", "remark", show=False),
        Binding("l,L", "morning", show=False),
        Binding("i,I", "remember", show=False),
        Binding("ctrl+n", "queue", show=False),
        Binding("h,H", "hall", show=False),
        Binding("a,A", "alarms", show=False),
        Binding("slash", "words", show=False),
        Binding("v,V", "views", show=False),
        Binding("u,U", "order", show=False),
        Binding("backspace", "widen", show=False),
        *(Binding(key, f"standing({at})", show=False) for at, key in enumerate(KEYS)),
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.undoable: Undoable | None = None
        self.ahead: Ahead | None = None
        self.alarms: Alarms | None = None
        self._minute = 0
        self._looks: list[Callable[..., None]] = []  # the next at the end
        self._done = ""
        self._morning_seen: date | None = None
        self._offered_morning = False

    def explained(self) -> Sequence[tuple[str, str]]:
        """Also the letter of the morning's sheet, once the bar has no more room for it."""
        told = () if offered(self, self._morning_seen) else (("L", "Lembar pagi: dibaca dan dicetak lagi."),)
        return (*super().explained(), *told)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Hall()
        yield OpenFiles(self)
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the list."""
        super().on_mount()
        self.open_files.focus()

    @property
    def files(self) -> OpenFiles:
        """The files, and what narrows them."""
        return self.query_one(OpenFiles)

    @property
    def open_files(self) -> WorkList[RowKey]:
        """The list of the files."""
        return self.files.listed

    @property
    def hall(self) -> Hall:
        """Counters and lanes."""
        return self.query_one(Hall)

    @property
    def top_words(self) -> str:
        """The view that stands, by its name."""
        return self.files.view.name if self.whole else self.title_words

    @property
    def file(self) -> OpenFile | None:
        """The file under the cursor."""
        return self.files.file

    def why_not_work(self, view: FileView | None) -> str | None:
        """Only what is still under way is listed here."""
        return "berkas ini sudah selesai" if view is None or view.here is None else None

    def show_file(self, file: int) -> None:
        """Put a file that was found under the cursor, among all files under way, or all that lie apart."""
        self.open_files.focus()
        self.read(lambda: file_view.view(self.desk, self.who, file), self.files.find, group="file")

    def keep_typed(self) -> None:
        """Keep how the list is looked at."""
        self.files.keep()

    # reading

    def changed(self) -> None:
        """Read again what is listed, the hall, and what presses: what was changed first.

        The rest once that is painted: at once each would hold up the other, and both the thread that draws.
        """
        looks = (self.files.look, self._look_around)
        self._looks = list(looks if self.live.changes.subjects == {"ticket"} else looks[::-1])
        self._look_on(after_frame=False)

    def _look_on(self, *, after_frame: bool = True) -> None:
        if self._looks:
            self._looks.pop()(after_frame=after_frame)

    def _look_around(self, *, after_frame: bool) -> None:
        self.read(self._look_at_hall, self._show_hall, group="hall", after_frame=after_frame)
        self.read(self._look_at_upkeep, self._show_upkeep, group="upkeep", after_frame=True)

    def _look_at_hall(self) -> tuple[tuple[AtCounter, ...], NoneLeft | None, LanesLook, Alarms]:
        desk, who = self.desk, self.who
        seen = lanes.look(desk, who)
        counters = hall(desk, who, seen.today.numbers)
        return counters, no_numbers(desk, who), seen, alarms.look(desk, who, seen.today)

    def _show_hall(self, answer: tuple[tuple[AtCounter, ...], NoneLeft | None, LanesLook, Alarms]) -> None:
        counters, none, seen, self.alarms = answer
        shut = why_none_words(self.working, none).rstrip(".") if none is not None else ""
        self.hall.show(counters, seen, self.desk.office, self.live.names, self.desk.now(), shut)
        self.hall.warn(self.alarms)
        self.refresh_keys()
        self._look_on()

    def _look_at_upkeep(self) -> tuple[Ahead, Upkeep, frozenset[str]]:
        desk = self.desk
        return ahead.look(desk), upkeep(desk), uncovered.today(desk)

    def _show_upkeep(self, answer: tuple[Ahead, Upkeep, frozenset[str]]) -> None:
        found, kept, nobody = answer
        self.ahead = found if found.files or found.numbers else None
        self.files.draw_strips(ahead=found, upkeep=kept, nobody=nobody)
        self.refresh_keys()

    @on(OpenFiles.Shown)
    def _shown(self, shown: OpenFiles.Shown) -> None:
        """What was done is said once it is seen."""
        self.undoable = shown.undoable
        self.refresh_bars()
        self._look_on()
        if self._done:
            self.say(self._done)
            self._done = ""
        elif not (self._offered_morning or self._said) and offered(self, self._morning_seen):
            self.say(OFFER)  # in no other sentence's place
        self._offered_morning = True

    def tick(self, now: int) -> None:
        """Countdowns run; what is told in minutes, headings too, is drawn anew when the minute is full."""
        if now // MINUTE != self._minute:
            self._minute = now // MINUTE
            self.files.draw()
            self.changed()  # how many are late, which lanes press: time alone changes it
            return
        self.files.tick(now)
        self.hall.tick(now)

    @on(events.DescendantFocus)
    @on(WorkList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bars()

    # choosing

    def action_hall(self) -> None:
        """To the counters, on to the lanes, back to the files."""
        order = (self.open_files, self.hall.counters, self.hall.lanes)
        here = next((at for at, part in enumerate(order) if part is self.focused), 0)
        self.hall.enter(order[(here + 1) % len(order)])

    def action_alarms(self) -> None:
        """The alarms that are told, to see to one."""
        if self.alarms is not None:
            list_alarms(self, self.alarms, self.changed, self._show_alarming)

    def _show_alarming(self, alarm: Alarm) -> None:
        """What it is about: files, promises, or the counters and lanes of the hall."""
        what = alarm.what
        if what in (What.DUE, What.BROKEN, What.MOVED):
            show_promises(self)
        elif what in (What.WAIT, What.SILENT):
            self.hall.go_to(alarm.of.split(","))
        else:
            self.hall.enter(self.open_files)
            self.files.choose(ALARMING[what])

    def action_desk(self, by: int) -> None:
        """Only the files of the next desk, or of all; in the hall to what stands at that side."""
        if self.hall.entered:
            self.hall.enter(self.hall.lanes if by > 0 else self.hall.counters)
        else:
            self.files.turn_desk(by)

    def action_standing(self, at: int) -> None:
        """Only the files that stand so; the same again shows all."""
        self.files.stand(at)

    def action_turn(self, by: int) -> None:
        """Only the files that stand as the next on the line says."""
        self.files.turn_standing(by)

    def action_words(self) -> None:
        """Ask for words that a file must have in any column."""
        self.files.ask_words()

    def action_views(self) -> None:
        """Let one of the shipped views be picked, or the last of one's own."""
        self.files.ask_view()

    def action_order(self) -> None:
        """The list in the next order."""
        self.files.choose(self.files.view.next_order())

    def action_widen(self) -> None:
        """Take away what the line of filters says last."""
        self.files.widen()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """What a supervisor may do to the file under the cursor, or in the hall."""
        if self.hall.entered:
            return self._hall_keys()
        nothing = None if self.file is not None else "tidak ada berkas yang dipilih"
        return (
            Key("f1", "Bantu"),
            Key("f2", "Ambil alih", nothing or self._why_not_take_over(), does="take over"),
            Key("f3", "Ingatkan", nothing or self._why_not_direct(), does="remind"),
            Key("c", "Catatan", nothing, does="remark"),
            Key("i", "Ingat", nothing, does="remember"),
            *((Key("l", "Lembar", does="morning"),) if offered(self, self._morning_seen) else ()),
            Key("f4", "Riwayat", nothing),
            Key("f5", "Cetak", nothing),
            *((Key("f6", "Jam maju", does="redate"),) if self.ahead is not None else ()),
            Key("f7", "Taruh", nothing or self._why_not_put_back(), does="put back"),
            Key("f8", "Tugaskan", nothing or self._why_not_direct(), does="assign"),
            undo_key(self, self.undoable),
            Key("f10", "Tutup"),
        )

    def _hall_keys(self) -> tuple[Key, ...]:
        in_lanes = self.focused is self.hall.lanes
        does = Key(
            "f8", "Siapa menunggu", None if self.hall.lane is not None else "tidak ada lajur", does="lane"
        )
        if not in_lanes:
            why = None if self.hall.counter is not None else "tidak ada loket"
            does = Key("f8", "Tindakan loket", why, does="at counter")
        return (
            Key("f1", "Bantu"),
            does,
            Key("h", "Ke berkas" if in_lanes else "Ke lajur", does="hall"),
            undo_key(self, self.undoable),
            Key("f10", "Berkas", does="back to files"),
        )

    def turns(self) -> Sequence[tuple[str, str]]:
        """One desk, or files that stand one way."""
        standings = [
            (KEYS[at], f"Hanya: {STANDINGS[at][1]}") for at in self.files.offered if 0 < at < len(KEYS)
        ]
        desks = (("left", "Meja sebelumnya"), ("right", "Meja berikutnya"))
        more = (
            ("/", "Saring dengan kata"),
            ("v", "Tampilan"),
            ("u", "Urutan lain"),
            ("h", "Ke loket, ke lajur, kembali ke berkas"),
            ("a", "Peringatan"),
            *(() if offered(self, self._morning_seen) else (("l", "Lembar pagi"),)),
            ("backspace", "Lepas saringan"),
        )
        return (*desks, *more, (KEYS[0], "Semua keadaan"), *standings, ("tab", "Keadaan berikutnya"))

    def _why_not_take_over(self) -> str | None:
        assert self.file is not None
        work = self.file.row.work
        if work.standing is not Standing.WORKING:
            return "tidak sedang dikerjakan siapa pun"
        return "sudah di tangan Anda; F7 menaruhnya di tumpukan" if work.person == self.who.person else None

    def _why_not_direct(self) -> str | None:
        """Only what lies with the office can be given to somebody of it, or hurried."""
        assert self.file is not None
        work = self.file.row.work
        if work.standing.at_work:
            return None
        return uncapitalized(holder(self.file.row, self.desk.office.roles).text)

    def _why_not_put_back(self) -> str | None:
        assert self.file is not None
        held = self.file.row.work.standing is Standing.WORKING
        return None if held else "tidak sedang dikerjakan siapa pun"

    def press_f2(self) -> None:
        """Ask why, then take the file from whoever has it; who may not is told before typing."""
        if self.file is not None:
            file = self.file.row.work.file_id
            self.read(lambda: file_view.view(self.desk, self.who, file), self._ask_why, group="file")

    def _ask_why(self, view: FileView, *, to_pile: bool = False) -> None:
        """Ask why, and take the file over; or, with `to_pile`, put it on the pile in the same act."""
        offer = next(o for o in view.offers if isinstance(o.act, TakeOver))
        if offer.refusal is not None:
            self.say(self.live.sentence(offer.refusal) or "")
            return

        def given(reason: str) -> None:
            if to_pile:
                self._do(
                    lambda: return_to_pile(self.desk, self.who, view.ref, reason),
                    f"{view.row.number} ditaruh di tumpukan.",
                )
            else:
                self._do(
                    lambda: perform(self.desk, self.who, view.ref, TakeOver(0), remark=reason),
                    f"{view.row.number} ada di tangan Anda. F7 menaruhnya di tumpukan.",
                )

        holder = view.people.get(view.here.person or 0, "") if view.here else ""
        title, why, save = (
            f"Ambil alih {view.row.number} dari {holder}",
            "Alasan mengambil alih",
            "Ambil alih",
        )
        if to_pile:
            title, why, save = f"Taruh kembali {view.row.number} dari {holder}", "Alasan", "Taruh kembali"
        self.ask(view.ref.file, save, Ask(title, why, multiline=True, save=save), given)

    def press_f3(self) -> None:
        """Remind whoever has the file, or the desk on which it waits."""
        if self.file is not None:
            whom = holder(self.file.row, self.desk.office.roles).text
            directing.remind(self, self.file.row.ref, self.file.row.work.number, whom, self._told)

    def press_f8(self) -> None:
        """Give the file to somebody who may do it; in the hall what can be done there."""
        if self.hall.entered:
            self.act_in_hall()
        elif self.file is not None:
            directing.assign(self, self.file.row.ref, self.file.row.work.number, self._told)

    def action_remark(self) -> None:
        """Write a remark on the file."""
        if self.file is not None and not self.hall.entered:
            directing.remark(self, self.file.row.ref, self.file.row.work.number, self._told)

    def action_remember(self) -> None:
        """Say what is to be remembered of the file, and when; or that it is done."""
        if self.file is not None and not self.hall.entered:
            work = self.file.row.work
            stands = work.remembered is not None
            directing.ask_remembered(self, self.file.row.ref, work.number, self._told, stands=stands)

    def action_morning(self) -> None:
        """The morning's sheet, at any hour."""
        show_morning(self)

    def open_papers(
        self,
        file: int | None = None,
        *,
        number: int | None = None,
        sheet: str = "",
        days: tuple[date, date] | None = None,
    ) -> None:
        """As any; the morning's sheet, by whichever key, is offered no more that day."""
        if sheet == MORNING:
            self._morning_seen = self.working.date_of(self.desk.now())
        super().open_papers(file, number=number, sheet=sheet, days=days)

    def _told(self, sentence: str) -> None:
        self._done = sentence
        self.changed()

    @property
    def calls(self) -> bool:
        """A supervisor calls nobody, and closes the queue's day."""
        return True

    def action_queue(self) -> None:
        """What is done with the office as a whole."""
        self.read(lambda: line.queue(self.desk, self.who), self._ask_office, group="queue")

    def _ask_office(self, queue: Queue) -> None:
        ask_office(self, queue, self.changed, partial(show_alarms, self, self.changed, self._show_alarming))

    def press_f6(self) -> None:
        """Put right the times that a clock which was ahead had dated."""
        if self.ahead is not None:
            put_right(self, self.ahead)

    def press_f7(self) -> None:
        """Put the file on the pile, for whoever performs the step; from a colleague's hands with a reason."""
        if self.file is not None:
            work = self.file.row.work
            if work.person != self.who.person:
                self.read(
                    lambda: file_view.view(self.desk, self.who, work.file_id),
                    lambda view: self._ask_why(view, to_pile=True),
                    group="file",
                )
                return
            ref = record.Ref(work.file_id, work.version, work.strand)
            done = f"{work.number} ditaruh di tumpukan."
            self._do(lambda: perform(self.desk, self.who, ref, PutBack()), done)

    def press_f9(self) -> None:
        """Take back one's latest act; its file has the cursor again."""
        undoable = self.undoable

        def undone(sentence: str) -> None:
            if undoable is not None and undoable.place is not None:
                self.files.lead_to(undoable.place)
            self._told(sentence)

        take_back(self, undoable, undone)

    def _do(self, call: Callable[[], Ref], done: str) -> None:
        self.act(call, lambda _: self._told(done))

    @on(WorkList.Opened, "#counters")
    @on(WorkList.Opened, "#lanes")
    def act_in_hall(self) -> None:
        """What can be done at the counter under the cursor; who waits in the lane."""
        counter, lane = self.hall.counter, self.hall.lane
        if self.focused is self.hall.lanes and lane is not None:
            show_lane(self, lane)
        elif self.focused is self.hall.counters and counter is not None:
            ask_counter(self, counter, self._show_files_of)

    def _show_files_of(self, person: int) -> None:
        """The files that somebody has in hand."""
        self.hall.enter(self.open_files)
        self.files.choose(View(Filter(person=person)))

    @on(WorkList.Opened, "#open-files")
    def press_f4(self) -> None:
        """The file whole."""
        if self.file is not None:
            self.open_case(self.file.row.work.file_id)

    def press_f5(self) -> None:
        """The file's papers."""
        if self.file is not None:
            self.open_papers(self.file.row.work.file_id)

    @property
    def at_home(self) -> bool:
        return not self.hall.entered

    def press_f10(self) -> None:
        """Change person or screen; from the hall back to the files."""
        if self.hall.entered:
            self.hall.enter(self.open_files)
        else:
            self.leave()
