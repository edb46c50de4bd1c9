"""The open files as a supervisor chose to see them: what narrows the list, how many there are, the list.

As one goes down a page more is listed; what is listed is read as a whole, so that each reading may take the
place of the one before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from loket.desk import drafts
from loket.desk.case import overview
from loket.desk.tasks.words import upkeep_words
from loket.flow.countdown import Countdown
from loket.flow.standing import Standing
from loket.flow.state import Aside
from screens.file.undo import Known, last_undoable
from screens.supervise.rows import (
    HEADINGS,
    Drawn,
    desk_names,
    desk_words,
    late_words,
    rows,
    standing_counts,
)
from screens.supervise.views import KEYS, SHIPPED, STANDINGS, WHOLE, Left, View, left_from
from screens.widgets.dialogs import Ask, Pick
from screens.widgets.styles import Inks, inks, pack, tab
from screens.widgets.work_list import Cell, Column, Row, WorkList
from screens.wording.lists import Since, clock_cell, nearest

if TYPE_CHECKING:
    from loket.desk.ahead import Ahead
    from loket.desk.case.file_view import FileView
    from loket.desk.case.lists import RowKey
    from loket.desk.case.overview import Count, OpenFile, Overview
    from loket.desk.tasks.states import Upkeep
    from screens.file.undo import Undoable
    from screens.shell.screen import LoketScreen

    _Looked = tuple[Left | None, Overview, Undoable | None]

PAGE = 200
AHEAD = 20
PLACE = "penyelia"
"""Under what is kept how somebody left the list."""


def _everywhere(standing: Standing | Aside | None) -> bool:
    """Whether every office has files that stand so."""
    return standing is None or (isinstance(standing, Standing) and standing.everywhere)


class OpenFiles(Vertical):
    """The list, and above it what it can be narrowed to; its screen asks the desk."""

    @dataclass
    class Shown(Message):
        """What was read is seen; `undoable` is what F9 took back at that moment."""

        undoable: Undoable | None

    def __init__(self, host: LoketScreen) -> None:
        super().__init__(id="files")
        self.host = host
        self._known, self._over, self._drawn = Known(), overview.Known(), Drawn()
        self.files: dict[RowKey, OpenFile] = {}
        self.view = WHOLE
        self._own: View | None = None  # the last that is none of the shipped ones
        self._restored = False
        self._counts: tuple[Count, ...] = ()
        self._late = self._late_here = 0
        self._standings: Mapping[Standing | Aside | None, int] | None = None
        self._grouped: Mapping[str, int] = {}
        self._pages = 1  # so many are to be listed
        self._wanted: RowKey | None = None  # the row that the cursor goes to once it is read
        self._ahead: Ahead | None = None
        self._upkeep: Upkeep | None = None
        self._nobody: Collection[str] = ()

    def compose(self) -> ComposeResult:
        yield Static("", id="desks", markup=False)
        yield Static("", id="standings", markup=False)
        yield Static("", id="narrowed", markup=False)
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
            keeps_top=True,
            countdown_column="due",
            render_countdown=self._render_countdown,
            id="open-files",
        )

    @property
    def listed(self) -> WorkList[RowKey]:
        """The files."""
        return self.query_one("#open-files", WorkList)

    @property
    def file(self) -> OpenFile | None:
        """The file under the cursor."""
        key = self.listed.cursor_id
        return self.files.get(key) if key is not None else None

    # reading

    def look(self, *, after_frame: bool = False) -> None:
        """Read all pages again that are to be listed; at first as the person left the list the last time.

        A page that the cursor left behind by going up is read no more, until it comes down again.
        """
        if self._wanted is None and self.listed.cursor_id is not None:
            at = next((at for at, row in enumerate(self.listed.rows) if row.id == self.listed.cursor_id), 0)
            self._pages = min(self._pages, (at + AHEAD) // PAGE + 1)
        self._read(after_frame=after_frame)

    def _read(self, *, after_frame: bool = False) -> None:
        view, limit = self.view if self._restored else None, self._pages * PAGE
        self.host.read(lambda: self._look(view, limit), self._show, after_frame=after_frame)

    def keep(self) -> None:
        """Keep how the list is looked at, and where the cursor stands."""
        if self._restored:
            host, left = self.host, Left(self.view, self._own, self.listed.cursor_id)
            host.keep(lambda: drafts.save(host.desk, host.who, PLACE, "", left.data()))

    def find(self, view: FileView) -> None:
        """Lead to a file that was found, among all files under way, or all that lie apart."""
        aside = view.here.aside if view.here is not None else Aside.NOT
        self.lead_to((view.ref.file, view.ref.strand))
        if self._wanted in self.files:
            self.look()
        else:
            self.choose(WHOLE.narrowed(aside=aside))

    def lead_to(self, key: RowKey) -> None:
        """The cursor goes to that row with the next reading."""
        self._wanted = key

    def _look(self, view: View | None, limit: int) -> _Looked:
        host, left = self.host, None
        if view is None:
            kept = drafts.load(host.desk, host.who, PLACE, "")
            left = left_from(kept.data if kept is not None else {}, host.desk.office.roles)
            view = left.view
        found = overview.look(
            host.desk, host.who, view.chosen, order=view.order, limit=limit, known=self._over
        )
        return left, found, last_undoable(host.desk, host.who, self._known)

    def _show(self, answer: _Looked) -> None:
        left, found, undoable = answer
        if left is not None and not self._restored:
            self._restored, self.view, self._own = True, left.view, left.own
            self._wanted = self._wanted or left.cursor
        self.files = {file.row.key: file for file in found.files}
        self._counts, self._late, self._late_here = found.counts, found.late, found.late_here
        self._standings = found.standings
        self._grouped = {HEADINGS[group]: n for group, n in found.grouped.items()}
        self.draw()
        if self._wanted is not None:
            there = self.listed.select(nearest(self.files, self._wanted))
            if there or not self._list_more():
                self._wanted = None
        self.post_message(self.Shown(undoable))

    def _list_more(self) -> bool:
        """Read one page more; False where there are no more, or it is being read."""
        if len(self.files) < self._pages * PAGE:
            return False
        self._pages += 1
        self._read()
        return True

    # showing

    def draw(self) -> None:
        """Draw all anew, the headings by this moment."""
        host, now = self.host, self.host.desk.now()
        self.listed.tick(now)
        self.listed.empty = self._empty_words()
        shown = -(-len(self.files) // PAGE)
        self.listed.set_rows(
            rows(self.files.values(), host.desk.office, host.moment(now), self.view.order, self._drawn),
            self._grouped if len(self.files) >= self._pages * PAGE else None,
            of=(self.view, shown),
        )
        self.draw_strips()

    def _empty_words(self) -> str:
        """That nothing is here, and what the list is narrowed to."""
        chosen = [words for words, _ in self._parts]
        said = f" untuk “{' · '.join(chosen)}”" if chosen else ""
        return f"Tidak ada berkas terbuka{said or ' di sini'}."

    def on_resize(self) -> None:
        """The lines above the list are broken anew."""
        self.call_after_refresh(self.draw_strips)

    def draw_strips(
        self,
        *,
        ahead: Ahead | None = None,
        upkeep: Upkeep | None = None,
        nobody: Collection[str] | None = None,
    ) -> None:
        """Draw what stands above the list; what is told now of clocks that were `ahead`, of the upkeep, or of
        the desks at which `nobody` is today.
        """
        self._ahead, self._upkeep = ahead or self._ahead, upkeep or self._upkeep
        self._nobody = self._nobody if nobody is None else nobody
        ink, now = inks(self.app), self.host.desk.now()
        items = self._pressing(ink)  # first: what must not be cut where there are many desks
        items.append((" ← →", ink["redup"]))
        items.append(tab("Semua meja", ink, chosen=self.view.chosen.role is None, other=""))
        for role, name in self._desks.items():
            words, alone = desk_words(role, name, self._counts, now), role in self._nobody
            told = f"{words} tanpa petugas" if alone else words
            chosen = role == self.view.chosen.role
            items.append(tab(told, ink, chosen=chosen, other="mendekati" if alone else ""))
        self._update("#desks", items)
        kept = [(f" {words} ", ink["redup"]) for words, presses in self._upkeep_words() if not presses]
        self._update("#standings", [*self._standing_items(ink), *kept])
        self._update("#narrowed", self._narrowed_items(ink))
        self.query_one("#narrowed").display = bool(self._parts)

    @property
    def _desks(self) -> dict[str, str]:
        """The desks with open files and the one that is chosen, and what each is called."""
        present = {self.view.chosen.role, *(count.role for count in self._counts)}
        return {id: name for id, name in desk_names(self.host.desk.office).items() if id in present}

    def _standing_items(self, ink: Inks) -> list[tuple[str, str]]:
        """What the list can be narrowed to, each with its number key, as far as there are keys."""
        counts, items = self._how_many, list[tuple[str, str]]()
        for at in self.offered:
            standing, name = STANDINGS[at]
            words = f"{KEYS[at : at + 1]} {name}: {counts.get(standing, 0)}".lstrip()
            items.append(tab(words, ink, chosen=standing is self.view.standing))
        return items

    @property
    def _how_many(self) -> Mapping[Standing | Aside | None, int]:
        """How many each standing lists, all else that narrows the list left as it is."""
        if self.view.chosen.by_more and self._standings is not None:
            return self._standings
        return standing_counts(self._counts, self.view.chosen.role)

    @property
    def _parts(self) -> Sequence[tuple[str, View]]:
        """What narrows the list, or its order, each in words; and the view without it."""
        return self._parts_of(self.view)

    def _parts_of(self, view: View) -> Sequence[tuple[str, View]]:
        names = desk_names(self.host.desk.office)
        return view.parts(lambda role: names.get(role, role), self.host.live.names)

    def _narrowed_items(self, ink: Inks) -> list[tuple[str, str]]:
        """All that narrows the list on one line, and how many files that leaves of how many."""
        said = " · ".join(words for words, _ in self._parts)
        count, aside = sum(self._grouped.values()), self.view.chosen.aside
        whole = standing_counts(self._counts, None).get(aside or None, 0)
        of = f"{count} dari {whole}" if self.view.narrows else f"{count}"
        return [(f" Saring: {said} ", ink["judul"]), (f"{of} berkas · Backspace lepas", ink["redup"])]

    @property
    def offered(self) -> list[int]:
        """The standings on the line, by their place; what not every office has only where there is some."""
        counts = self._how_many
        return [
            at
            for at, (standing, _) in enumerate(STANDINGS)
            if _everywhere(standing) or counts.get(standing) or standing is self.view.standing
        ]

    def _pressing(self, ink: Inks) -> list[tuple[str, str]]:
        """How many files of the office are late, beside them those listed here; how many dated ahead.

        Then what of the office's upkeep presses: its last backup, the background process.
        """
        ahead = len(self._ahead.named) if self._ahead is not None else 0
        here = self._late_here if self._parts else None
        late = late_words(self._late, here)
        told = (late, f"JAM MAJU {ahead}" if ahead else "")
        kept = [(f" ! {words} ", ink["mendekati"]) for words, presses in self._upkeep_words() if presses]
        return [*((f" {words} ", ink["lewat"]) for words in told if words), *kept]

    def _upkeep_words(self) -> Sequence[tuple[str, bool]]:
        """How the office is kept, and what of it presses."""
        if self._upkeep is None:
            return ()
        return tuple(upkeep_words(self._upkeep, self.host.working, self.host.desk.now()))

    def _update(self, where: str, items: list[tuple[str, str]]) -> None:
        static = self.query_one(where, Static)
        text = pack(items, static.size.width)
        if static.content != text:
            static.update(text, layout=text.plain.count("\n") + 1 != static.size.height)

    def _render_countdown(self, row: Row[RowKey], now: int) -> Cell:
        assert isinstance(row.countdown, Countdown | Since)
        return clock_cell(row.countdown, self.host.moment(now))

    def tick(self, now: int) -> None:
        """Countdowns run."""
        self.listed.tick(now)

    @on(WorkList.Highlighted)
    def _highlighted(self) -> None:
        ids = [row.id for row in self.listed.rows]
        if self.listed.cursor_id in ids[-AHEAD:]:
            self._list_more()

    # choosing

    def turn_desk(self, by: int) -> None:
        """The files of the next desk alone, or of all."""
        roles: list[str | None] = [None, *self._desks]
        chosen = self.view.chosen.role
        at = roles.index(chosen) if chosen in roles else 0
        self.choose(self.view.narrowed(role=roles[(at + by) % len(roles)]))

    def stand(self, at: int) -> None:
        """Only the files that stand so; the same again shows all."""
        if at < len(STANDINGS):
            standing = STANDINGS[at][0]
            self.choose(self.view.standing_so(None if standing is self.view.standing else standing))

    def turn_standing(self, by: int) -> None:
        """Only the files that stand as the next on the line says."""
        offered = [STANDINGS[at][0] for at in self.offered]
        following = offered[(offered.index(self.view.standing) + by) % len(offered)]
        self.choose(self.view.standing_so(following))

    def ask_words(self) -> None:
        """Ask for words that a file must have in any column."""

        def given(words: str | None) -> None:
            if words is not None:
                self.choose(self.view.narrowed(words=words))

        label = "Nomor, nama, layanan, langkah, atau pemegang; kosong: tanpa kata"
        self.app.push_screen(
            Ask("Saring dengan kata", label, required=False, initial=self.view.chosen.words, save="Saring"),
            given,
        )

    def ask_view(self) -> None:
        """Let one of the shipped views be picked, or the last of one's own."""
        own = [(self._own, self._own_words(self._own))] if self._own is not None else []

        def picked(view: View | None) -> None:
            if view is not None:
                self.choose(view)

        rows = [*((view, name) for name, view in SHIPPED), *own]
        self.app.push_screen(Pick("Tampilan", rows, likely=self.view), picked)

    def _own_words(self, own: View) -> str:
        return f"Susunan saya: {' · '.join(words for words, _ in self._parts_of(own))}"

    def widen(self) -> None:
        """Take away what the line of filters says last."""
        if parts := self._parts:
            self.choose(parts[-1][1])

    def choose(self, view: View) -> None:
        """Look at the files so; the cursor stays on its file, wherever that stands then."""
        self._wanted = self._wanted or self.listed.cursor_id
        self.view = view
        if view not in (each for _, each in SHIPPED):
            self._own = view
        self.files, self._grouped, self._late_here, self._pages = {}, {}, 0, 1
        self.draw_strips()
        self.host.refresh_top()
        self.keep()
        self.look()
