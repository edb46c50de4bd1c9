"""The admin's home: pages at the left, the rows of one at the right, below them what the one chosen is.

What can be done there is said by the pages (`pages`); this screen only lists, asks and tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from loket.desk.edition.changing import Seen, seen
from loket.desk.errors import PrintFailed
from loket.desk.tasks.table import NotWell
from loket.text import clean
from screens.admin.accepting import Accepting, LastReason
from screens.admin.filling import FillingScreen
from screens.admin.page import Deed, Faulty, Filling, Item, Listing, Now, Page, Slow
from screens.admin.pages import (
    access,
    bookings,
    compensations,
    counters,
    days,
    devices,
    editions,
    errands,
    forms,
    hours,
    officials,
    people,
    printers,
    referrals,
    roles,
    roster,
    services,
    sessions,
    settings,
    sops,
    unfinished,
    upkeep,
)
from screens.shell.screen import LoketScreen
from screens.widgets.columns import Column
from screens.widgets.dialogs import Do, Message, Pick, do
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.rows import Cell, Row
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import WorkList

PAGES: Sequence[Page] = (
    unfinished.PAGE,
    people.PAGE,
    roster.PAGE,
    sessions.PAGE,
    services.PAGE,
    errands.PAGE,
    counters.PAGE,
    printers.PAGE,
    roles.PAGE,
    hours.PAGE,
    days.PAGE,
    bookings.PAGE,
    referrals.PAGE,
    compensations.PAGE,
    sops.PAGE,
    forms.REQUIREMENTS_PAGE,
    forms.FIELDS_PAGE,
    settings.PAGE,
    officials.PAGE,
    editions.PAGE,
    upkeep.PAGE,
    devices.PAGE,
    access.PAGE,
)
"""The pages, in the order in which they are listed: what another needs comes before it."""
_BAR = ("f3", "f4", "f6", "f8")
NOTHING = Listing(())


def _told(page: Page) -> list[tuple[str, str]]:
    """What a page is for, in lines of the help."""
    return [("Halaman", f"{page.name}: {page.about}"), *(("", line) for line in page.help)]


class AdminScreen(LoketScreen):
    """The office as its admin keeps it."""

    title_words = "Pengaturan"
    AT_COUNTER = False
    EXPLAINED: ClassVar[Sequence[tuple[str, str]]] = (
        ("← →", "Antara daftar halaman di kiri dan baris halaman itu di kanan."),
        ("Enter", "Mengubah baris yang ditunjuk, atau pergi ke tempatnya."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "pages", show=False),
        Binding("right", "rows", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page = PAGES[0]
        self.listing = NOTHING
        self.counts: dict[str, int] = {}
        self._seen: Seen | None = None
        self._reason = LastReason()
        self._wanted, self._turned = "", True
        self._done: str | None = None
        self._back: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        yield TopBar()
        with Horizontal(id="admin"):
            yield WorkList[str]((Column("name", weight=1), Column("count", align="right")), id="admin-pages")
            with Vertical(id="admin-page"):
                yield WorkList[str](self.page.columns, empty="", id="admin-rows")
                yield Static("", id="admin-about", markup=False)
        yield KeyBar()

    @property
    def pages(self) -> WorkList[str]:
        """The list of pages."""
        return self.query_one("#admin-pages", WorkList)

    @property
    def rows(self) -> WorkList[str]:
        """The rows of the page."""
        return self.query_one("#admin-rows", WorkList)

    @property
    def item(self) -> Item | None:
        """The row under the cursor."""
        at = self.rows.cursor_id
        return next((item for item in self.listing.items if item.id == at), None)

    def on_mount(self) -> None:
        """The cursor stands in the rows of the first page."""
        super().on_mount()
        self._list_pages()
        self.rows.focus()

    # reading

    def changed(self) -> None:
        """Read the page again, and how many rows the counted ones have."""
        page, before, listing = self.page, self._seen, self.listing

        def read() -> tuple[Page, Seen, Listing, dict[str, int]]:
            now = Now(self.desk, self.who, seen(self.desk, before))
            counted = {each.name: each.read(now) for each in PAGES if each.counted}
            counts = {name: len(found.items) for name, found in counted.items()}
            if page.still and now.seen is before and listing is not NOTHING:
                return page, now.seen, listing, counts
            return page, now.seen, counted.get(page.name) or page.read(now), counts

        self.read(read, self._show)

    def _show(self, found: tuple[Page, Seen, Listing, dict[str, int]]) -> None:
        page, self._seen, listing, self.counts = found
        if page is self.page and (listing is not self.listing or self._turned):
            self._wanted = self._wanted or self._added(listing)
            self.listing = listing
            self._draw()
        self._list_pages()
        if self.listing.items and self._done is not None:
            self.rows.focus()  # what was done is seen there
        elif not self.listing.items and self.listing is not NOTHING and self.rows.has_focus:
            self.pages.focus()
        if self._done:
            self.say(self._done)
        self._done = None

    def _added(self, listing: Listing) -> str:
        """The row that one's change has just brought, where it is one."""
        before = {item.id for item in self.listing.items}
        new = [item.id for item in listing.items if item.id not in before]
        return new[0] if self._done is not None and len(new) == 1 else ""

    def _list_pages(self) -> None:
        rows = [
            Row(page.name, (page.name, Cell(str(self.counts.get(page.name) or ""), "mendekati")))
            for page in PAGES
        ]
        self.pages.set_rows(rows)

    def _draw(self) -> None:
        rows = self.rows
        rows.empty = self.page.empty
        rows.set_rows(
            [Row(item.id, item.cells, item.group, style=item.style) for item in self.listing.items],
            {item.group: 0 for item in self.listing.items if item.group and not item.counts},
            of=self.page.name,
        )
        if self._wanted or self._turned:
            rows.select(self._wanted or self.listing.start)
            self._wanted, self._turned = "", False
        self._tell()
        self.refresh_bars()

    def _tell(self) -> None:
        """What the row at the cursor is; where there is none, what the page is for."""
        lines = self.item.about if self.item is not None else ()
        told = [Content(clean(line)) for line in lines or [self.page.about]]
        self.query_one("#admin-about", Static).update(Content("\n").join(told))

    # where the cursor is

    @on(WorkList.Highlighted, "#admin-pages")
    def _page_chosen(self, event: WorkList.Highlighted[str]) -> None:
        page = next(page for page in PAGES if page.name == event.id)
        if page is not self.page:
            self._back = None
            self._turn_to(page)

    def _turn_to(self, page: Page, row: str = "") -> None:
        self.say("")
        self.page, self.listing, self._wanted, self._turned = page, NOTHING, row, True
        self.rows.empty = ""
        self.rows.set_columns(page.columns)
        self._tell()
        self.refresh_bars()
        self.changed()

    @on(WorkList.Highlighted, "#admin-rows")
    def _row_chosen(self) -> None:
        self._tell()
        self.refresh_keys()

    @on(WorkList.Opened, "#admin-pages")
    def action_rows(self) -> None:
        """Go to the rows, where there are any, or may be."""
        if self.listing.items or self.listing is NOTHING:
            self.rows.focus()

    def action_pages(self) -> None:
        """Go to the list of pages."""
        self.pages.focus()

    # keys

    @property
    def _deeds(self) -> list[Deed]:
        own = self.item.deeds if self.item is not None else ()
        return [*self.listing.deeds, *own]

    def keys(self) -> tuple[Key, ...]:
        """What can be done with the row, and on the page."""
        deeds = self._deeds
        own = (next((deed for deed in deeds if deed.key == key), None) for key in _BAR)
        more = (Key("f7", "Lainnya", does="more"),) if any(deed.key == "f7" for deed in deeds) else ()
        return (
            Key("f1", "Bantu"),
            *(Key(deed.key, deed.label, deed.why, does=deed.does) for deed in own if deed is not None),
            *more,
            Key("f10", "Kembali" if self._back is not None else "Tutup"),
        )

    def further(self) -> Sequence[tuple[Callable[[], None], str, str | None]]:
        """What stands behind F7."""
        return [(partial(self._do, deed), deed.label, deed.why) for deed in self._deeds if deed.key == "f7"]

    def press(self, key: str) -> None:
        """A key that the page has given a meaning, or the screen's own."""
        deed = next((deed for deed in self._deeds if deed.key == key), None)
        if deed is None or key == "f7":
            super().press(key)
        else:
            self._do(deed)

    @on(WorkList.Opened, "#admin-rows")
    def _opened(self) -> None:
        self.take_key("f4")

    def press_f7(self) -> None:
        """Offer what else can be done."""
        offered = self.further()
        rows: list[tuple[Do, str]] = [(act, label) for act, label, _ in offered]
        why = {act: why for act, _, why in offered if why is not None}
        self.app.push_screen(Pick("Tindakan lain", rows, why=why), do)

    def _do(self, deed: Deed) -> None:
        kind = f"{self.page.name}/{deed.label}"
        if deed.goes is not None:
            self._back = (self.page.name, self.item.id if self.item is not None else "")
            self._go(*deed.goes)
        elif deed.picks is not None:
            name, rows = deed.picks
            picked: Pick[str] = Pick(deed.label, rows)
            self.app.push_screen(picked, lambda row: self._go(name, row) if row is not None else None)
        elif deed.tells is not None:
            self.read(deed.tells, partial(self._tell_lines, deed.label), group="tells")
        elif deed.slow is not None:
            self._begin(deed.slow)
        elif deed.fill is not None:
            row = self.item.id if self.item is not None and deed in self.item.deeds else ""
            self.read(deed.fill, partial(self._fill, f"{self.page.name}/{row}", kind), group="fill")
        elif deed.prepare is not None:
            save = deed.answer or deed.label
            Accepting(
                self, deed.label, deed.prepare, self._reason, self._told, self._faulty, save, kind=kind
            ).begin()

    def _begin(self, slow: Slow) -> None:
        """Say that it is under way, and what became of it: why it did not go is read until it is closed."""

        def done() -> tuple[str, bool]:
            try:
                return slow.do(self.to_terminal), True
            except (PrintFailed, NotWell) as failed:
                return str(failed), False

        def told(came: tuple[str, bool]) -> None:
            said, well = came
            if well:
                self._told(said)
            else:
                self.app.push_screen(Message(slow.failed, [said]))

        if not self.acting:
            self.say(slow.begun)
            self.apart(done, told, group="slow")

    def _go(self, name: str, row: str) -> None:
        """To a row of a page."""
        self.rows.focus()
        self._turn_to(next(page for page in PAGES if page.name == name), row)
        self.pages.select(name)

    def _tell_lines(self, title: str, lines: Sequence[str]) -> None:
        self.app.push_screen(Message(title, lines))

    def _fill(self, of: str, kind: str, filling: Filling) -> None:
        subject = f"{of}/{filling.title}"
        self.app.push_screen(FillingScreen(filling, subject, kind, self._reason, self._told))

    def _told(self, sentence: str) -> None:
        self._done = sentence
        self.changed()

    def _faulty(self, wrong: Faulty) -> None:
        self.app.push_screen(Message("Belum dapat dilakukan", [*wrong.lines, *wrong.at.values()]))

    def explained(self) -> Sequence[tuple[str, str]]:
        """What the page at the cursor is for, then how to go about."""
        return (*_told(self.page), *self.EXPLAINED)

    @property
    def at_home(self) -> bool:
        return self._back is None

    def press_f10(self) -> None:
        """Back to where a row of another page led from; else change person or screen."""
        if self._back is not None:
            back, self._back = self._back, None
            self._go(*back)
        else:
            self.leave()
