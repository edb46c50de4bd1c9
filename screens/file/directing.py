"""What a supervisor directs, as it is asked: to whom a file is given, a reminder; and a remark on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.case import directing
from loket.desk.words.acts import ACTS
from loket.flow.acts import Assign
from screens.widgets.dialogs import Ask, Pick
from screens.wording.place import role_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from loket.desk.case.directing import Candidate
    from loket.desk.case.record import Ref
    from screens.shell.screen import LoketScreen

    Told = Callable[[str], None]
    """Given the sentence that says what was done."""

NOBODY = "Tidak ada petugas lain yang dapat mengerjakan langkah ini."
REMINDED = "pengingat tampil pada yang memegang atau mejanya."
REMARKED = "catatan tersimpan; tampil pada berkas dan riwayatnya."


def assign(screen: LoketScreen, ref: Ref, number: str, then: Told) -> None:
    """Ask who of those who may is to have the file, and why; then it is in their hands."""
    entry = ACTS[Assign]

    def pick(found: tuple[Candidate, ...]) -> None:
        by_id = {each.person: each for each in found}
        roles = screen.desk.office.roles
        rows = [
            (id, f"{each.name} · {role_name(each.role, roles)}", f"{each.in_hand} di tangan")
            for id, each in by_id.items()
        ]

        def picked(id: int | None) -> None:
            if id is not None:
                ask(by_id[id])

        if rows:
            screen.app.push_screen(Pick(f"{entry.title} {number} kepada siapa?", rows), picked)
        else:
            screen.say(NOBODY)

    def ask(to: Candidate) -> None:
        (question,) = entry.asks
        title = f"{entry.title} {number} kepada {to.name}"

        def given(reason: str | None) -> None:
            if reason is not None:
                screen.act(
                    lambda: directing.assign(screen.desk, screen.who, ref, to.person, reason),
                    lambda _: then(f"{number}: ditugaskan kepada {to.name}. F9 urung."),
                )

        screen.app.push_screen(Ask(title, question.label, multiline=True, save=question.next), given)

    screen.read(lambda: directing.candidates(screen.desk, screen.who, ref), pick, group="candidates")


def remind(screen: LoketScreen, ref: Ref, number: str, whom: str, then: Told) -> None:
    """Ask what to remind of whoever has the file, or its desk."""

    def given(words: str | None) -> None:
        if words is not None:
            screen.act(
                lambda: directing.remind(screen.desk, screen.who, ref, words),
                lambda _: then(f"{number}: {REMINDED}"),
            )

    screen.app.push_screen(
        Ask(f"Ingatkan {whom}: {number}", "Apa yang diingatkan?", multiline=True, save="Ingatkan"), given
    )


def remark(screen: LoketScreen, ref: Ref, number: str, then: Told) -> None:
    """Ask for a remark on the file."""

    def given(words: str | None) -> None:
        if words is not None:
            screen.act(
                lambda: directing.remark(screen.desk, screen.who, ref, words),
                lambda _: then(f"{number}: {REMARKED}"),
            )

    label = "Catatan untuk semua yang membuka berkas ini"
    screen.app.push_screen(Ask(f"Catatan pada {number}", label, multiline=True), given)
