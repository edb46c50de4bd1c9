"""What the number at Loket 2 needs of the screen that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from screens.counter.form import RegistrationForm
from screens.file.screen import FileScreen

if TYPE_CHECKING:
    from loket.desk.queue.line import TicketRow
    from screens.counter.at_counter import FileKey
    from screens.counter.queue_list import QueueList
    from screens.file.undo import Undoable


class CounterHost(FileScreen):
    """A counter: its queue, its form, and which of number, form and file is shown."""

    queue: QueueList
    form: RegistrationForm

    @property
    def shown(self) -> Widget:
        """What is at the right side."""
        raise NotImplementedError

    @property
    def file_shown(self) -> FileKey | None:
        """The file at the right, by the part of it that was opened; None where another thing is there."""
        raise NotImplementedError

    @property
    def form_apart(self) -> bool:
        """Whether the form shown is of a file that came without a number."""
        raise NotImplementedError

    def open_form(self, ticket: TicketRow | None) -> None:
        """Show the registration form for a number, or for a file that came without one."""
        raise NotImplementedError

    def serve(self, ticket: TicketRow) -> None:
        """Show the registration form for a number that was given and served at once."""
        raise NotImplementedError

    def why_not_again(self) -> str | None:
        """Why nobody can be registered once more; None where somebody can."""
        raise NotImplementedError

    def open_again(self) -> None:
        """Show the registration form with what the last registration says for another."""
        raise NotImplementedError

    def close_card(self) -> None:
        """Put the form or file out of sight; what was typed is kept."""
        raise NotImplementedError

    def unregistered(self, ticket: TicketRow) -> bool:
        """Whether the form holds something that would be lost with the number."""
        raise NotImplementedError

    def still_in_hand(self, ticket: TicketRow) -> str:
        """A sentence about the files of this number that the person has in hand yet; empty for none."""
        raise NotImplementedError

    def who_serves(self, ticket: TicketRow) -> str:
        """The colleague who has a number, and at which counter."""
        raise NotImplementedError

    def wanted(self, ticket: TicketRow) -> str:
        """What the person of a number came for."""
        raise NotImplementedError

    def taken_back(self, undoable: Undoable, sentence: str) -> None:
        """Show again what was undone."""
        raise NotImplementedError
