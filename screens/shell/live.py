"""What passes between a screen and the application, whose open office it knows by this alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from textual.message import Message

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from loket.desk.authority import Who
    from loket.desk.case.file_view import FileView
    from loket.desk.clock import Asked
    from loket.desk.office import Desk
    from loket.desk.people.sign_in import Person, Warned
    from loket.desk.restored import Lost
    from loket.desk.watching import Member
    from loket.sla import WorkingTime
    from screens.shell.crash import CrashReport
    from screens.shell.writing import Typed, Write
    from screens.widgets.key_bar import Key
    from screens.widgets.top_bar import TopBar


@dataclass
class Reply(Message):
    """What a desk answered: the value, or the exception it refused with.

    `then` receives the value, `failed` the exception before it is said.
    """

    value: Any
    error: Exception | None
    asked: Literal["read", "act", "keep", "print"]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None] = lambda _: None
    group: str = ""
    again: Callable[[], None] | None = None


class AtWork(Protocol):
    """Who is signed in, and what screens ask for them. What its methods do is said in `live.operator`."""

    person: Person
    who: Who

    def leave(self) -> None: ...

    def cover(self) -> None: ...

    def uncover(self, warned: tuple[Warned, ...]) -> None: ...

    def next_look(self) -> None: ...

    def work_key(self, view: FileView | None, why: str | None) -> Key: ...

    def work_on(self, file: int) -> None: ...


class Writes(Protocol):
    """What all screens give to be written. What its methods do is said in `live.writes`."""

    def put(self, write: Write) -> None: ...

    def typed(self, file: int) -> Typed: ...

    def untold(self, answer: Reply) -> None: ...


class Changes(Protocol):
    """What was written, by whomever. What its methods do is said in `live.changes`."""

    subjects: frozenset[str]

    def look(self) -> None: ...


class Questions(Protocol):
    """What the program asks by itself. What its methods do is said in `live.questions`."""

    def ask(self, ask: Callable[[], None]) -> None: ...

    def tell(self, title: str, *lines: str) -> None: ...

    def next(self) -> None: ...


class Live(Protocol):
    """The open office in the application. What its methods do is said in `live.office`."""

    app: CrashReport
    desk: Desk
    working: WorkingTime
    names: dict[int, str]
    staff: tuple[Member, ...]
    lost: Lost | None

    # the desk's answers

    @property
    def writes(self) -> Writes: ...

    def holds(self, to: MessagePump, answer: Reply) -> bool: ...

    def sentence(self, error: Exception) -> str | None: ...

    def heed(self, error: Exception) -> None: ...

    @property
    def changes(self) -> Changes: ...

    # what it asks by itself, and shows above

    @property
    def questions(self) -> Questions: ...

    def about_clock(self) -> Asked | None: ...

    def show_top(self, bar: TopBar, title: str, unread: bool = False, *, counter: bool = True) -> None: ...

    # who works

    @property
    def operator(self) -> AtWork | None: ...

    @property
    def person(self) -> Person | None: ...

    def signed_in(self, person: Person, station: str | None) -> None: ...

    def sign_out(self) -> None: ...


@runtime_checkable
class Application(Protocol):
    """The application, of which screens know nothing more."""

    @property
    def live(self) -> Live | None: ...
