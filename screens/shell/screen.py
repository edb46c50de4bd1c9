"""What every screen shares: its keys, its bars, where it may go, the live refresh.

How it asks a desk stands in `screens/shell/asking.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from screens.shell.asking import Asking
from screens.shell.routes import Leave, OpenCase, OpenCorrection, OpenFind, OpenHelp, OpenPapers, OpenSop
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import DISCONNECTED, TopBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from loket.desk.case.file_view import FileView
    from loket.desk.queue.line import TicketRow
    from loket.flow.countdown import Moment
    from loket.sla import WorkingTime
    from screens.widgets.dialogs import Ask


HALF_TYPED = "Belum disimpan; yang diketik tampil lagi bila isian itu dibuka lagi."
"""Said to who closes a question with something typed in it."""
AT_HOME = "Tidak ada yang ditutup di sini. F10: ganti layar, ganti orang, keluar."
"""Said to who presses Esc where nothing is open."""


def help_key(view: FileView | None) -> Key:
    """F1 where files are read: of one that is at a step it explains that too."""
    if view is None or view.step is None:
        return Key("f1", "Bantu")
    return Key("f1", "Bantu", does="explain step")


def _in_sight(widget: Widget, screen: Widget) -> bool:
    """Whether each line of it lies where what holds it shows it.

    How wide it is says nothing: it gives way to a scrollbar only after that has come.
    """
    region, node = widget.region, widget
    while node is not screen and isinstance(node.parent, Widget):
        node = node.parent
        shown = node.scrollable_content_region
        if region.y < shown.y or region.bottom > shown.bottom:
            return False
    return True


class LoketScreen(Asking):
    """A screen of a signed-in person.

    Subclasses give `keys()` with a method `press_f8` and the like for each, and react to `changed()`
    (somebody's act, also one's own) and `tick()`.
    """

    title_words = ""
    WORK: ClassVar[Key] = Key("f7", "Kerjakan", does="work")
    """The key that comes back to this screen with a file that was looked up."""
    EXPLAINED: ClassVar[Sequence[tuple[str, str]]] = ()
    """What F1 says of this screen beside its function keys: other keys, and what its words mean."""
    AT_COUNTER: ClassVar[bool] = True
    """Whether its person works at their counter here, which the top bar names then."""
    FINDS: ClassVar[bool] = True
    """Whether Ctrl+F finds from here: not where that is what one does already."""
    LISTED: ClassVar[bool] = True
    """Whether Ctrl+K lists its keys: not before anybody is signed in, nor while they are away."""
    ESC_EMPTIES: ClassVar[bool] = False
    """Whether Esc only empties what was typed, and typing goes on: then a digit after it is typed too."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(f"f{number}", f"key('f{number}')", show=False) for number in range(1, 11)),
        Binding("escape", "back", show=False),
        Binding("question_mark", "key('f1')", show=False),  # where no text is typed
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drawn = False
        self._half: dict[tuple[int, str], tuple[str, ...]] = {}  # what was typed in questions
        self._given = set[tuple[int, str]]()  # those of them that were answered, for the act that follows
        self._reckoned: tuple[WorkingTime | None, Moment | None] = (None, None)

    def scroll_to_center(self, widget: Widget, *args: Any, **options: Any) -> None:
        """What gets the cursor comes to the middle, unless it stands in sight: then nothing moves.

        Of a part that has no place yet, shown for the first time, that is seen once it was laid out.
        """
        if not widget.region:
            self.call_after_refresh(self._bring_into_sight, widget)
        elif not _in_sight(widget, self):
            super().scroll_to_center(widget, *args, **options)

    def _bring_into_sight(self, widget: Widget) -> None:
        if self.focused is widget and widget.region:
            self.scroll_to_center(widget)

    @property
    def calls(self) -> bool:
        """Whether Ctrl+N acts on the queue of a counter here."""
        return False

    def moment(self, now: int) -> Moment:
        """Now on the office's clocks, read once for all that is shown in that second."""
        from loket.flow.countdown import moment  # the sign-in is painted before the rules are imported

        time, at = self._reckoned
        if time is not self.live.working or at is None or at.at != now:
            at = moment(self.working, now)
            self._reckoned = (self.working, at)
        return at

    def service_name(self, service: str) -> str:
        """What the office calls a service; its id where the profile has it no more."""
        known = self.desk.office.services.get(service)
        return known.name if known is not None else service

    def listed(self, number: str) -> str:
        """What of a file's number tells it apart on a list, today."""
        from loket.office.model import listed_number  # likewise

        return listed_number(self.desk.office, number, self.working.date_of(self.desk.now()))

    @property
    def whole(self) -> bool:
        """Whether its parts are there: keys are heard before a screen is drawn and while it is taken down."""
        return self._drawn and self.app.is_running and self in self.app.screen_stack

    @property
    def top_words(self) -> str:
        """What the top bar calls the screen as it stands now."""
        return self.title_words

    @property
    def before_nik(self) -> str:
        """What to do before a NIK is scanned here, for whoever did not."""
        return "Ctrl+F dulu untuk mencari, lalu pindai lagi."

    @property
    def at_home(self) -> bool:
        """Whether nothing is open here that F10 would close: then it leaves, and Esc does nothing."""
        return False

    @property
    def serving(self) -> bool:
        """Whether somebody stands before the person; then the screen does not cover itself."""
        return False

    def hurry(self) -> None:
        """A key is to act on what this screen shows: do now what waits for a rest of the hands."""

    def tick(self, now: int) -> None:
        """A second has passed."""

    def on_mount(self) -> None:
        """Show the bars; the first content is read at once after, in `on_screen_resume`."""
        self._drawn = True
        for bar in self.query_children(KeyBar):
            bar.all_keys = self.LISTED
        if self.opened is not None and self.opened.operator is not None:
            self._who = self.opened.operator.who
        self.refresh_bars()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come to the top, newly or from another screen: read what is shown, and show the keys again."""
        event.refresh_styles = False  # each part was styled as it came
        if self.app.screen is not self:  # on the way out: gone again before this was told
            return
        self.refresh_bars()
        self.changed()
        if self.opened is not None:
            self.opened.questions.next()

    # keys

    def keys(self) -> tuple[Key, ...]:
        """The function keys as they are now, dimmed ones with their reason."""
        return ()

    def further(self) -> Sequence[tuple[Callable[[], None], str, str | None]]:
        """What F7 offers, each with what does it and why not now, where no desk has to be asked for it."""
        return ()

    def turns(self) -> Sequence[tuple[str, str]]:
        """The keys that choose what is shown, each with what it is called behind Ctrl+K."""
        return ()

    def action_key(self, key: str) -> None:
        """A function key; on a screen just left, or not drawn yet, it does nothing."""
        if self.app.screen is not self or not self.whole:
            return
        self.take_key(key)

    def action_back(self) -> None:
        """Esc closes what is open, as F10; where nothing is it leads to no way out of the program."""
        if self.app.screen is self and self.whole and self.at_home:
            self.say(AT_HOME)
        else:
            self.action_key("f10")

    def take_key(self, key: str) -> None:
        """Say why the key cannot act now, or let it act."""
        bar, keys = self.query_one(KeyBar), self.keys()
        bar.set_keys(keys)
        if bar.explain_key(key):
            self.hindered(key)
        elif any(own.key == key for own in keys):
            self.press(key)

    def hindered(self, key: str) -> None:
        """A key was pressed that cannot act now, and the bar has said why."""

    def press(self, key: str) -> None:
        """Do what a key of this screen does."""
        getattr(self, f"press_{key}")()

    def press_f1(self) -> None:
        """Help for this screen."""
        self.open_help()

    def open_help(self, view: FileView | None = None) -> None:
        """Explain the keys and, of the file shown, this step of its SOP."""
        self.app.post_message(OpenHelp(view))

    def find(self, words: str = "") -> None:
        """Find any file, these words at once; what was being typed beneath stays."""
        self.app.post_message(OpenFind(words))

    def leave(self) -> None:
        """Ask where to go from here; what was typed is kept first."""
        self.keep_typed()
        self.app.post_message(Leave())

    def show_scanned(self, file: int) -> None:
        """A file was scanned that is not worked on here: show it whole."""
        self.open_case(file)

    def open_case(self, file: int) -> None:
        """Show a file whole: history, limits, papers, data."""
        self.app.post_message(OpenCase(file))

    def open_papers(
        self,
        file: int | None = None,
        *,
        number: int | None = None,
        sheet: str = "",
        days: tuple[date, date] | None = None,
    ) -> None:
        """Show papers, to be printed or saved: of a file, of a number, else a sheet, of the queue's day."""
        self.app.post_message(OpenPapers(file, number, sheet, days))

    def open_correction(self, file: int, then: Callable[[str], None], *, at: str = "name") -> None:
        """Show what was registered of a file, to be put right; `then` is given the sentence that says so."""
        self.app.post_message(OpenCorrection(file, then, at))

    def open_sop(self, view: FileView) -> None:
        """Show the SOP of a file as written, at its step."""
        step = view.step.sequence if view.step is not None else None
        self.app.post_message(OpenSop(view.procedure, step))

    def why_not_work(self, view: FileView | None) -> str | None:
        """Why a file that was found cannot be worked on at this screen; None when it can."""
        return f"berkas tidak dikerjakan di layar {self.title_words}"

    def show_file(self, file: int) -> None:
        """Put a file that was found before the person; this reads and does nothing else."""

    def show_number(self, ticket: TicketRow) -> bool:
        """Put a queue number of today before the person; False where this screen has no place for it."""
        return False

    # asking the person

    def ask(
        self, file: int, place: str, asked: Ask, given: Callable[[str], None], *, whole: bool = False
    ) -> None:
        """Ask for a text about a file, or (0) none. What was typed is there again when `place` asks again.

        So it is until what it was typed for was done: by the act that follows, or only once that is said
        (`asked_for`), where the answer is a part of a `whole`.
        """
        if half := self._half.get((file, place)):
            asked.recall(half)

        def answered(text: str | None) -> None:
            self._half[file, place] = asked.typed if asked.typed != asked.initial else ()
            if text is not None:
                self._given |= set() if whole else {(file, place)}
                given(text)
            elif self._half[file, place]:
                self.say(HALF_TYPED)

        self.app.push_screen(asked, answered)

    def asked_for(self, file: int, place: str = "") -> None:
        """What was typed in the questions of this place (of all of them) about a file was used."""
        self._half = {
            asked: typed
            for asked, typed in self._half.items()
            if asked[0] != file or not asked[1].startswith(place)
        }

    def act(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        """As every act; once it is done the answers that led to it are there no more."""

        def done(value: Any) -> None:
            for file, place in self._given:
                self._half.pop((file, place), None)
            self._given.clear()
            then(value)

        super().act(call, done, failed)

    # what is shown above and below

    def refresh_bars(self) -> None:
        """Bring top bar and key bar up to date."""
        self.refresh_keys()
        self.refresh_top()

    def refresh_keys(self) -> None:
        """The key bar alone; the same keys change nothing."""
        for bar in self.query_children(KeyBar) if self.whole else ():
            bar.set_keys(self.keys())

    def refresh_top(self) -> None:
        """The top bar alone; it repaints only what changed."""
        for child in self.children:  # a bar is the screen's own: no search through all it holds, each second
            if isinstance(child, TopBar) and self.opened is not None:
                self.opened.show_top(child, self.top_words, self.unread, counter=self.AT_COUNTER)
            elif isinstance(child, TopBar):
                child.show(self.top_words, "", DISCONNECTED)

    def repaint(self) -> None:
        """Another look is on: draw everything anew, and write again what holds its colours in itself."""
        for widget in self.walk_children(Widget):
            widget.refresh()
        self.changed()

    def unread_changed(self) -> None:
        self.refresh_top()

    def explained(self) -> Sequence[tuple[str, str]]:
        """What F1 says of the screen beside its keys, as it stands now: what, and a sentence."""
        return self.EXPLAINED

    def say(self, sentence: str) -> None:
        """One sentence above the key bar, until the next one; also above the keys of a question over it."""
        super().say(sentence)
        over = self.app.screen if isinstance(self.app.screen, ModalScreen) else self
        for bar in {*self.query_children(KeyBar), *over.query_children(KeyBar)}:
            bar.explain(sentence)

    def unsay(self, sentence: str) -> None:
        """Take this sentence away, which is true no more; another stays."""
        for bar in self.query_children(KeyBar):
            bar.unsay(sentence)

    def to_terminal(self, text: str) -> None:
        """Let the person's terminal print it. Raises PrintFailed where there is none."""
        from loket.desk.errors import PrintFailed  # likewise

        driver = self.app._driver
        if driver is None or driver.is_headless or self.app.is_web:
            raise PrintFailed("Di layar ini tidak ada terminal yang dapat mencetak.")
        driver.write(text)
        driver.flush()

    # asking a desk

    def see_nik(self, file: int) -> None:
        """Show a NIK in full; the look is kept in the journal."""
        from loket.desk.case import entries  # likewise

        # a look is no act on the file: what goes with one stays
        LoketScreen.act(self, lambda: entries.see_nik(self.desk, self.who, file), self.show_nik)

    def show_nik(self, nik: str) -> None:
        """The NIK, or other document, that was asked for, in words."""
        self.say(nik)
