"""Signing in: who is on duty, the password, and the counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from loket.lengths import MINUTE
from loket.text import cells, clean, fit
from screens.shell.screen import LoketScreen
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.widgets.work_list import Cell, Column, Row, WorkList

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.desk.people.sign_in import Person
    from loket.desk.people.staff import Member

OPENING = "Membuka kantor …"
ENTER = "enter,ctrl+j"
"""What was typed before the program listened comes with the terminal's own end of line."""
WHICH = "Pilih loket tempat Anda duduk dengan ← →, lalu Enter."
NOT_THEIRS = "Loket ini bukan untuk peran Anda. Pilih loket Anda dengan ← →, lalu Enter."
PROVEN_MS = MINUTE
"""How long a password counts for while the counter is asked."""


class SignInField(TextField):
    """A field of the sign-in: here Enter does send, to the next field or in; arrows are the list's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(ENTER, "submit", show=False),
        Binding("down", "screen.choose(1)", show=False),
        Binding("up", "screen.choose(-1)", show=False),
    ]

    async def action_submit(self) -> None:
        """Tell the screen."""
        self.post_message(self.Submitted(self, self.value))


class CounterChoice(Choice):
    """The counter: Enter goes in."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(ENTER, "screen.enter", show=False)]


class SignInScreen(LoketScreen):
    """Type a part of one's name or NIP, Enter, the password, Enter; who has several counters picks one.

    Who serves the counter at which this terminal stands (`station`) is not asked.
    """

    title_words = "Loket"
    LISTED = False
    ESC_EMPTIES = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(ENTER, "to_password", show=False, priority=True),
        Binding("f8", "enter", "Masuk", show=False),
        Binding("f10", "leave", "Tutup", show=False),
        Binding("escape", "clear", show=False),
    ]

    def __init__(self, hint: tuple[str, ...] = (), station: str = "") -> None:
        super().__init__()
        self._hint = hint
        self._station = station
        self._members: tuple[Member, ...] = ()
        self._ready = False
        self._proven: tuple[Person, int] | None = None
        self._counter: Choice | None = None

    def compose(self) -> ComposeResult:
        yield TopBar("Loket")
        with Vertical(id="sign-in"):
            yield Static(OPENING, id="office-name", markup=False)
            yield Field(
                SignInField("who", "Nama / nomor", placeholder="ketik sebagian nama, NIP, atau no. pegawai")
            )
            yield WorkList(
                (Column("name", weight=2), Column("roles", weight=1)),
                empty="Belum ada petugas.",
                id="members",
            )
            yield Field(SignInField("password", "Kata sandi", password=True))
            yield Static("", id="sign-in-hint", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the name."""
        super().on_mount()
        self.query_one("#sign-in-hint", Static).update(Content("\n".join(self._hint)))
        self._who_field.focus()

    def keys(self) -> tuple[Key, ...]:
        """Signing in needs an open office."""
        return (Key("f8", "Masuk", None if self._ready else "kantor belum terbuka"), Key("f10", "Keluar"))

    @property
    def _who_field(self) -> TextField:
        return self._field("who")

    def _field(self, name: str) -> TextField:
        return next(f for f in self.query(TextField) if f.name == name)

    @property
    def _list(self) -> WorkList[int]:
        return self.query_one("#members", WorkList)

    def office_opened(self, desk: Desk, staff: tuple[Member, ...]) -> None:
        """The office stands: show its name and its people."""

        def look() -> tuple[str, ...]:
            from loket.desk.reminders import reminders  # the people are listed before all that it reads

            return (*self._no_such_station(desk), *reminders(desk))

        self._ready = True
        self._name_office(desk)
        self.refresh_bars()
        self._show_staff(staff)
        self.call_after_refresh(
            self.read, look, lambda found: self.say(found[0] if found else ""), group="reminders"
        )

    def _name_office(self, desk: Desk) -> None:
        """The office, and the counter at which this terminal stands."""
        at = desk.office.counter(self._station)
        name = desk.office.name if at is None else f"{desk.office.name} · {at.name}"
        self.query_one("#office-name", Static).update(Content(name))

    def _no_such_station(self, desk: Desk) -> tuple[str, ...]:
        """What is said where the counter that was named is none of the office's."""
        if not self._station or desk.office.counter(self._station) is not None:
            return ()
        known = ", ".join(counter.id for counter in desk.office.counters)
        return (f"Stasiun “{clean(self._station, 20)}” tidak ada di kantor ini; yang ada: {known}.",)

    def office_failed(self, sentence: str) -> None:
        """Say why the office cannot be opened."""
        self.query_one("#office-name", Static).update(Content(sentence))

    def clear(self) -> None:
        """Nothing of the person before stays."""
        self._forget()
        if self._ready:
            self._name_office(self.desk)  # an admin may have renamed it meanwhile
        self._who_field.value = ""
        self._who_field.focus()

    def _forget(self) -> None:
        """No password counts any more, nor does one stand in its field."""
        self._proven = None
        self._field("password").value = ""
        self.query("#counter-field").set(display=False)

    def tick(self, now: int) -> None:
        """Who does not answer for a minute at which counter they sit, gives the password again."""
        if self._proven is not None and self._proven_person() is None:
            self._forget()
            self._field("password").focus()
            self.say("Sudah semenit: ketik kata sandi sekali lagi.")

    def _proven_person(self) -> Person | None:
        """Whose password was right less than a minute ago, while the cursor is on their name."""
        if self._proven is None:
            return None
        person, at = self._proven
        fresh = 0 <= self.desk.now() - at < PROVEN_MS
        return person if fresh and person.id == self._list.cursor_id else None

    def changed(self) -> None:
        """Somebody may have been added or taken off."""
        if self._ready:
            self._name_office(self.desk)
            self.read(self._read_staff, self._show_staff)

    def _read_staff(self) -> tuple[Member, ...]:
        from loket.desk.people.staff import staff  # likewise

        return staff(self.desk)

    def on_resize(self) -> None:
        """More of the roles fits into more room."""
        self.call_after_refresh(self._narrow)

    def _show_staff(self, members: tuple[Member, ...]) -> None:
        self._members = tuple(member for member in members if member.active)
        self._narrow()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input is self._who_field:
            self._narrow()
            if self._list.rows:
                self._list.select(self._list.rows[0].id)

    def _narrow(self) -> None:
        words = self._who_field.value.casefold().split()
        office = self.desk.office if self._ready else None
        rows, longest = [], max((cells(member.name) for member in self._members), default=0)
        room = self._list.room_beside(longest)
        for member in sorted(self._members, key=lambda member: not _begins(member.name, words)):
            roles = [office.roles[r].name for r in member.roles if office and r in office.roles]
            if all(w in f"{member.name} {member.nip}".casefold() for w in words):
                rows.append(Row(member.id, (member.name, Cell(some_of(roles, room), "redup"))))
        self._list.empty = "Tidak ada petugas dengan nama itu." if self._members else "Belum ada petugas."
        self._list.set_rows(rows, of=words)

    @on(WorkList.Highlighted)
    def _name_chosen(self, event: WorkList.Highlighted[int]) -> None:
        """A password given for one name is nothing to another, nor to the same when it is chosen again."""
        if self._proven is not None and self._proven[0].id != event.id:
            self._forget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on to the password from the name or the list; elsewhere it is the field's own."""
        if action != "to_password":
            return True
        return self.focused is not None and self.focused in (self._who_field, self._list)

    def action_to_password(self) -> None:
        """Go on at once, before any key that follows: a password typed fast must not stand in the name."""
        self.set_focus(self._field("password"))

    def action_choose(self, by: int) -> None:
        """The arrows walk through the list while a field has the cursor; Up from the password leads back."""
        if by < 0 and self.focused is self._field("password"):
            self._who_field.focus()
            return
        self._list.action_move(by)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.input is not self._who_field:
            self.action_enter()

    def action_enter(self) -> None:
        """Sign the chosen person in."""
        from loket.desk.people.sign_in import sign_in  # likewise

        member = next((m for m in self._members if m.id == self._list.cursor_id), None)
        if not self._ready or member is None:
            self.say("Pilih nama Anda dulu." if self._ready else "Kantor belum terbuka.")
            return
        password, proven = self._field("password").value, self._proven_person()
        if proven is not None and self._counter is not None and not password:
            self._go(proven, self._counter.field_value())
            return
        self._forget()
        self.act(lambda: sign_in(self.desk, member.nip, password), self._admitted)

    def _admitted(self, person: Person) -> None:
        from loket.desk.people.sign_in import counters  # likewise

        if person.id != self._list.cursor_id:  # another name was chosen meanwhile
            return
        places = counters(self.desk, person)
        here = self.desk.office.counter(self._station)
        if here in places:
            places = (here,)
        elif places and (here is not None or len(places) > 1):  # they sit here, and work elsewhere: ask
            self._proven = (person, self.desk.now())
            self._ask_counter([(p.id, p.name) for p in places], NOT_THEIRS if here is not None else WHICH)
            return
        self._go(person, places[0].id if places else None)

    def _ask_counter(self, places: list[tuple[str, str]], why: str) -> None:
        """The question stands there only for those who have several counters, or none here."""
        self.call_later(self._show_counter, places, why)

    async def _show_counter(self, places: list[tuple[str, str]], why: str) -> None:
        if self._counter is None:
            self._counter = CounterChoice("counter", "Loket", places)
            await self.mount(Field(self._counter, id="counter-field"), before="#sign-in-hint")
        self._counter.set_options(places)
        self.query("#counter-field").set(display=True)
        self._counter.focus()
        self.say(why)

    def _go(self, person: Person, station: str | None) -> None:
        self.clear()
        self.live.signed_in(person, station)

    def refused(self, error: Exception) -> None:
        """A wrong password is said here, and may be typed again."""
        from loket.desk.errors import SignInFailed  # likewise

        if isinstance(error, SignInFailed):
            self.say(str(error))
            self._field("password").value = ""
            self._field("password").focus()
            return
        super().refused(error)

    def action_clear(self) -> None:
        """Empty the fields; a slip of the hand ends nothing."""
        self.clear()
        self.say("F10 keluar dari Loket.")

    def action_leave(self) -> None:
        """Close the program."""
        self.app.exit(0)


def some_of(words: Sequence[str], width: int) -> str:
    """The words with commas between; of those that do not fit into `width` cells, how many there are."""
    for shown in range(len(words), 1, -1):
        left = len(words) - shown
        text = ", ".join(words[:shown]) + (f" … ({left} lagi)" if left else "")
        if cells(text) <= width:
            return text
    others = f" … ({len(words) - 1} lagi)" if len(words) > 1 else ""
    return fit(", ".join(words[:1]), width - cells(others)) + others


def _begins(name: str, words: list[str]) -> bool:
    """Whether each of the words begins a word of the name: Lina is meant before Marlina."""
    return all(any(part.startswith(word) for part in name.casefold().split()) for word in words)
