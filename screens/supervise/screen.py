"""Every open file by urgency, who has it and how long, on a screen that stays open all day.

As one goes down a page more is listed; what is listed is read as a whole, so that each reading may take the
place of the one before. Left and Right choose a desk, digits and Tab how files stand. Headings are set anew
each minute and with every act; the row under the cursor stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from loket.desk import ahead
from loket.desk.case import file_view, overview, record
from loket.desk.case.perform import perform, return_to_pile
from loket.desk.queue import line
from loket.desk.tasks.states import upkeep
from loket.desk.tasks.words import upkeep_words
from loket.flow.acts import PutBack, TakeOver
from loket.flow.countdown import Countdown
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.lengths import MINUTE
from loket.text import capitalized, uncapitalized
from screens.file import directing
from screens.file.undo import Known, last_undoable, take_back, undo_key
from screens.shell.screen import LoketScreen
from screens.supervise.ahead import put_right
from screens.supervise.morning import OFFER, offered, show_morning
from screens.supervise.office_menu import ask_office
from screens.supervise.rows import desk_names, desk_words, late_words, rows, standing_counts
from screens.widgets.dialogs import Ask
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.styles import Inks, inks, pack, tab
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.lists import Since, clock_cell, nearest
from screens.wording.place import holder

if TYPE_CHECKING:
    from datetime import date

    from loket.desk.ahead import Ahead
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import RowKey
    from loket.desk.case.overview import Count, OpenFile, Overview
    from loket.desk.case.record import Ref
    from loket.desk.queue.line import Queue
    from loket.desk.tasks.states import Upkeep
    from screens.file.undo import Undoable

PAGE = 200
AHEAD = 20
_SHORTER = {Standing.APPLICANT: "Pemohon", Standing.AGENCY: "Pihak lain"}
STANDINGS: tuple[tuple[Standing | Aside | None, str], ...] = (
    (None, "Semua"),
    *((each, _SHORTER.get(each, capitalized(each.value))) for each in Standing),
    (Aside.TO_BEGIN, "Lanjutan"),
    (Aside.OVERSIGHT, "Pengawasan"),
)
"""What the number keys and Tab list: files under way, those that stand so, or those that lie apart."""
_KEYS = "1234567890"


def _everywhere(standing: Standing | Aside | None) -> bool:
    """Whether every office has files that stand so."""
    return standing is None or (isinstance(standing, Standing) and standing.everywhere)


class SupervisorScreen(LoketScreen):
    """All open files; a supervisor says who works on one, reminds, and takes one over, each with a reason."""

    title_words = "Semua berkas"
    WORK = Key("f7", "Tunjukkan", does="point")
    EXPLAINED: ClassVar[Sequence[tuple[str, str]]] = (
        ("← →", "Berkas satu meja saja. “BO: 5 (6 hari)”: 5 menunggu diambil di sana, yang terlama 6 hari."),
        (
            f"1–{_KEYS[: len(STANDINGS)][-1]} Tab",
            "Berkas menurut keadaannya, dengan jumlahnya; angka yang sama sekali lagi: semua.",
        ),
        ("LEWAT", "Berapa berkas di seluruh kantor yang lewat batas; “di sini”: di antara yang tampil."),
        ("cadangan", "Cadangan terakhir data kantor; “!” bila sudah terlalu lama. Beri tahu admin."),
        ("Tunggu", "Jam kerja berkas menunggu di meja kantor, di semua langkah sampai sekarang."),
        ("Kerja", "Jam kerja berkas ada di tangan petugas, di semua langkah sampai sekarang."),
        ("Batas", "Sisa waktu sampai batas terdekat, tanggalnya, atau berapa lama sudah LEWAT."),
        ("", "“sejak 13 Nov”: tidak ada batas yang berjalan; di sana sejak tanggal itu."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "desk(-1)", show=False),
        Binding("right", "desk(1)", show=False),
        Binding("c,C", "remark", show=False),
        Binding("l,L", "morning", show=False),
        Binding("ctrl+n", "queue", show=False),
        *(Binding(key, f"standing({at})", show=False) for at, key in enumerate(_KEYS)),
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[RowKey, OpenFile] = {}
        self.counts: tuple[Count, ...] = ()
        self.late: Mapping[tuple[str | None, Standing], int] = {}
        self.undoable: Undoable | None = None
        self.ahead: Ahead | None = None
        self.upkeep: Upkeep | None = None
        self._known = Known()
        self.role: str | None = None
        self.standing = 0
        self._pages = 1  # so many are to be listed
        self._minute = 0
        self._done = ""
        self._found: RowKey | None = None
        self._morning_seen: date | None = None
        self._offered_morning = False

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="desks", markup=False)
        yield Static("", id="standings", markup=False)
        yield WorkList(
            (
                Column("number", "Nomor", most=18),
                Column("who", "Pemohon", weight=4, most=40),
                Column("service", "Layanan", weight=3, most=24, from_width=100),
                Column("step", "Langkah", weight=2, from_width=100),
                Column("holder", "Di mana", weight=2),
                Column("standing", "Keadaan", from_width=140),
                Column("waited", "Tunggu", align="right"),
                Column("worked", "Kerja", align="right"),
                Column("due", "Batas", align="right"),
            ),
            empty="Tidak ada berkas terbuka di sini.",
            countdown_column="due",
            render_countdown=self._render_countdown,
            id="open-files",
        )
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the list."""
        super().on_mount()
        self.open_files.focus()

    @property
    def open_files(self) -> WorkList[RowKey]:
        """The files."""
        return self.query_one("#open-files", WorkList)

    @property
    def file(self) -> OpenFile | None:
        """The file under the cursor."""
        key = self.open_files.cursor_id
        return self.files.get(key) if key is not None else None

    def why_not_work(self, view: FileView | None) -> str | None:
        """Only what is still under way is listed here."""
        return "berkas ini sudah selesai" if view is None or view.here is None else None

    def show_file(self, file: int) -> None:
        """Put a file that was found under the cursor, among all files under way, or all that lie apart."""
        self.open_files.focus()
        self.read(lambda: file_view.view(self.desk, self.who, file), self._show_found, group="file")

    def _show_found(self, view: FileView) -> None:
        aside = view.here.aside if view.here is not None else Aside.NOT
        self.standing = next((at for at, (apart, _) in enumerate(STANDINGS) if aside and apart is aside), 0)
        self.role, self._found = None, (view.ref.file, view.ref.strand)
        self._choose()

    # reading

    def changed(self) -> None:
        """Read all pages again that are to be listed."""
        limit = self._pages * PAGE
        self.read(lambda: self._look(limit), self._show)
        self.read(self._look_ahead, self._show_ahead, group="dated")
        self.read(lambda: upkeep(self.desk), self._show_upkeep, group="upkeep")

    def _look_ahead(self) -> Ahead:
        return ahead.look(self.desk)

    def _show_ahead(self, found: Ahead) -> None:
        self.ahead = found if found.files or found.numbers else None
        self._draw_strips()
        self.refresh_keys()

    def _show_upkeep(self, found: Upkeep) -> None:
        self.upkeep = found
        self._draw_strips()

    def _look(self, limit: int) -> tuple[Overview, Undoable | None]:
        chosen = STANDINGS[self.standing][0]
        found = overview.look(
            self.desk,
            self.who,
            role=self.role,
            standing=chosen if isinstance(chosen, Standing) else None,
            aside=chosen if isinstance(chosen, Aside) else Aside.NOT,
            limit=limit,
        )
        return found, last_undoable(self.desk, self.who, self._known)

    def _show(self, answer: tuple[Overview, Undoable | None]) -> None:
        found, self.undoable = answer
        self.files = {file.row.key: file for file in found.files}
        self.counts, self.late = found.counts, found.late
        self._draw()
        if self._done:
            self.say(self._done)
            self._done = ""
        elif not self._offered_morning and offered(self, self._morning_seen):
            self.say(OFFER)
        self._offered_morning = True
        if self._found is not None:
            there = self.open_files.select(nearest(self.files, self._found))
            if there or not self._list_more():
                self._found = None

    def _list_more(self) -> bool:
        """Read one page more; False where there are no more, or it is being read."""
        if len(self.files) < self._pages * PAGE:
            return False
        self._pages += 1
        self.changed()
        return True

    # showing

    def _draw(self) -> None:
        now = self.desk.now()
        self._minute = now // MINUTE
        self.open_files.tick(now)
        self.open_files.empty = self._empty_words()
        shown = -(-len(self.files) // PAGE)
        self.open_files.set_rows(
            rows(self.files.values(), self.desk.office, self.moment(now)),
            of=(self.role, self.standing, shown),
        )
        self._draw_strips()
        self.refresh_bars()

    def _empty_words(self) -> str:
        """That nothing is here, and what the list is narrowed to."""
        chosen = [STANDINGS[self.standing][1]] if self.standing else []
        if self.role is not None:
            chosen.append(desk_names(self.desk.office)[self.role])
        said = f" untuk “{' · '.join(chosen)}”" if chosen else ""
        return f"Tidak ada berkas terbuka{said or ' di sini'}."

    def on_resize(self) -> None:
        """The lines above the list are broken anew."""
        self.call_after_refresh(self._draw_strips)

    def _draw_strips(self) -> None:
        ink, now = inks(self.app), self.desk.now()
        items = self._pressing(ink)  # first: what must not be cut where there are many desks
        items.append((" ← →", ink["redup"]))
        items.append(tab("Semua meja", ink, chosen=self.role is None, other=""))
        for role, name in self._desks.items():
            words = desk_words(role, name, self.counts, now)
            items.append(tab(words, ink, chosen=role == self.role, other=""))
        self._update("#desks", items)
        kept = [(f" {words} ", ink["redup"]) for words, presses in self._upkeep_words() if not presses]
        self._update("#standings", [*self._standing_items(ink), *kept])

    @property
    def _desks(self) -> dict[str, str]:
        """The desks with open files and the one that is chosen, and what each is called."""
        present = {self.role, *(count.role for count in self.counts)}
        return {id: name for id, name in desk_names(self.desk.office).items() if id in present}

    def _standing_items(self, ink: Inks) -> list[tuple[str, str]]:
        """What the list can be narrowed to, each with its number key, as far as there are keys."""
        counts, items = standing_counts(self.counts, self.role), []
        for at in self._offered:
            standing, name = STANDINGS[at]
            words = f"{_KEYS[at : at + 1]} {name}: {counts.get(standing, 0)}".lstrip()
            items.append(tab(words, ink, chosen=at == self.standing))
        return items

    @property
    def _offered(self) -> list[int]:
        """The standings on the line, by their place; what not every office has only where there is some."""
        counts = standing_counts(self.counts, self.role)
        return [
            at
            for at, (standing, _) in enumerate(STANDINGS)
            if _everywhere(standing) or counts.get(standing) or at == self.standing
        ]

    def _pressing(self, ink: Inks) -> list[tuple[str, str]]:
        """How many files of the office are late, beside them those listed here; how many dated ahead.

        Then what of the office's upkeep presses: its last backup, the background process.
        """
        ahead = len(self.ahead.named) if self.ahead is not None else 0
        late = late_words(self.late, self.role, STANDINGS[self.standing][0])
        told = (late, f"JAM MAJU {ahead}" if ahead else "")
        kept = [(f" ! {words} ", ink["mendekati"]) for words, presses in self._upkeep_words() if presses]
        return [*((f" {words} ", ink["lewat"]) for words in told if words), *kept]

    def _upkeep_words(self) -> Sequence[tuple[str, bool]]:
        """How the office is kept, and what of it presses."""
        if self.upkeep is None:
            return ()
        return tuple(upkeep_words(self.upkeep, self.working, self.desk.now()))

    def _update(self, where: str, items: list[tuple[str, str]]) -> None:
        static = self.query_one(where, Static)
        text = pack(items, static.size.width)
        if static.content != text:
            static.update(text)

    def _render_countdown(self, row: Row[RowKey], now: int) -> Cell:
        assert isinstance(row.countdown, Countdown | Since)
        return clock_cell(row.countdown, self.moment(now))

    def tick(self, now: int) -> None:
        """Countdowns run; what is told in minutes, headings too, is drawn anew when the minute is full."""
        if now // MINUTE != self._minute and self.files:
            self._draw()
            self.changed()  # how many are late: not all of them need be listed
            return
        self.open_files.tick(now)

    @on(WorkList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bars()
        ids = [row.id for row in self.open_files.rows]
        if self.open_files.cursor_id in ids[-AHEAD:]:
            self._list_more()

    # choosing

    def action_desk(self, by: int) -> None:
        """Only the files of the next desk, or of all."""
        roles: list[str | None] = [None, *self._desks]
        at = roles.index(self.role) if self.role in roles else 0
        self.role = roles[(at + by) % len(roles)]
        self._choose()

    def action_standing(self, at: int) -> None:
        """Only the files that stand so; the same again shows all."""
        if at < len(STANDINGS):
            self.standing = 0 if at == self.standing else at
            self._choose()

    def action_turn(self, by: int) -> None:
        """Only the files that stand as the next on the line says."""
        offered = self._offered
        self.standing = offered[(offered.index(self.standing) + by) % len(offered)]
        self._choose()

    def _choose(self) -> None:
        self.files, self._pages = {}, 1
        self._draw_strips()
        self.changed()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """What a supervisor may do to the file under the cursor."""
        nothing = None if self.file is not None else "tidak ada berkas yang dipilih"
        return (
            Key("f1", "Bantu"),
            Key("f2", "Ambil alih", nothing or self._why_not_take_over(), does="take over"),
            Key("f3", "Ingatkan", nothing or self._why_not_direct(), does="remind"),
            Key("c", "Catatan", nothing, does="remark"),
            *((Key("l", "Lembar pagi", does="morning"),) if offered(self, self._morning_seen) else ()),
            Key("f4", "Riwayat", nothing),
            Key("f5", "Cetak", nothing),
            *((Key("f6", "Jam maju", does="redate"),) if self.ahead is not None else ()),
            Key("f7", "Taruh", nothing or self._why_not_put_back(), does="put back"),
            Key("f8", "Tugaskan", nothing or self._why_not_direct(), does="assign"),
            undo_key(self, self.undoable),
            Key("f10", "Tutup"),
        )

    def turns(self) -> Sequence[tuple[str, str]]:
        """One desk, or files that stand one way."""
        standings = [(_KEYS[at], f"Hanya: {STANDINGS[at][1]}") for at in self._offered if 0 < at < len(_KEYS)]
        desks = (("left", "Meja sebelumnya"), ("right", "Meja berikutnya"))
        return (*desks, (_KEYS[0], "Semua keadaan"), *standings, ("tab", "Keadaan berikutnya"))

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

        def given(reason: str | None) -> None:
            if reason is not None and to_pile:
                self._do(
                    lambda: return_to_pile(self.desk, self.who, view.ref, reason),
                    f"{view.row.number} ditaruh di tumpukan.",
                )
            elif reason is not None:
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
        self.app.push_screen(Ask(title, why, multiline=True, save=save), given)

    def press_f3(self) -> None:
        """Remind whoever has the file, or the desk on which it waits."""
        if self.file is not None:
            whom = holder(self.file.row, self.desk.office.roles).text
            directing.remind(self, self.file.row.ref, self.file.row.work.number, whom, self._told)

    def press_f8(self) -> None:
        """Give the file to somebody who may do it."""
        if self.file is not None:
            directing.assign(self, self.file.row.ref, self.file.row.work.number, self._told)

    def action_remark(self) -> None:
        """Write a remark on the file."""
        if self.file is not None:
            directing.remark(self, self.file.row.ref, self.file.row.work.number, self._told)

    def action_morning(self) -> None:
        """The morning's sheet, at any hour."""
        self._morning_seen = self.working.date_of(self.desk.now())
        show_morning(self)

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
        ask_office(self, queue, self.changed)

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
            self._found = undoable.place if undoable is not None else None
            self._done = sentence
            self.changed()

        take_back(self, undoable, undone)

    def _do(self, call: Callable[[], Ref], done: str) -> None:
        self.act(call, lambda _: self._told(done))

    @on(WorkList.Opened)
    def press_f4(self) -> None:
        """The file whole."""
        if self.file is not None:
            self.open_case(self.file.row.work.file_id)

    def press_f5(self) -> None:
        """The file's papers."""
        if self.file is not None:
            self.open_papers(self.file.row.work.file_id)

    def press_f10(self) -> None:
        """Change person or screen."""
        self.leave()
