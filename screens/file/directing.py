"""What a supervisor directs, as it is asked: to whom a file is given, a reminder; and a remark on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.dates import read_moment
from loket.desk.case import directing
from loket.desk.words.acts import ACTS
from loket.desk.words.moments import for_when
from loket.flow.acts import Assign
from screens.widgets.dialogs import Ask, Do, Pick, do
from screens.wording.place import role_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from loket.desk.case.directing import Candidate
    from loket.desk.case.record import Ref
    from screens.shell.screen import LoketScreen

    Told = Callable[[str], None]
    """Given the sentence that says what was done."""

WHEN = "Tulis misalnya 14.00, besok 09.00, atau 25-11-2026 09.00."
NOBODY = "Tidak ada petugas lain yang dapat mengerjakan langkah ini; admin dapat mencatat piket (Jadwal)."
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

        def given(reason: str) -> None:
            screen.act(
                lambda: directing.assign(screen.desk, screen.who, ref, to.person, reason),
                lambda _: then(f"{number}: ditugaskan kepada {to.name}. F9 urung."),
            )

        asked = Ask(title, question.label, multiline=True, save=question.next)
        screen.ask(ref.file, "tugaskan", asked, given)

    screen.read(lambda: directing.candidates(screen.desk, screen.who, ref), pick, group="candidates")


def remind(screen: LoketScreen, ref: Ref, number: str, whom: str, then: Told) -> None:
    """Ask what to remind of whoever has the file, or its desk."""

    def given(words: str) -> None:
        screen.act(
            lambda: directing.remind(screen.desk, screen.who, ref, words),
            lambda _: then(f"{number}: {REMINDED}"),
        )

    asked = Ask(f"Ingatkan {whom}: {number}", "Apa yang diingatkan?", multiline=True, save="Ingatkan")
    screen.ask(ref.file, "ingatkan", asked, given)


def remember(screen: LoketScreen, ref: Ref, number: str, then: Told) -> None:
    """Ask for when something is to be remembered of the file, and what."""

    def instant(typed: str) -> int | None:
        moment = read_moment(typed, screen.working.date_of(screen.desk.now()))
        return screen.working.instant(*moment) if moment is not None else None

    def wrong(typed: str) -> str:
        due = instant(typed)
        return WHEN if due is None else directing.when_fault(due, screen.desk.now())

    def timed(typed: str | None) -> None:
        if typed is not None and (due := instant(typed)) is not None:
            ask(due, for_when(screen.working, due, screen.desk.now()))

    def ask(due: int, when: str) -> None:
        def given(words: str) -> None:
            screen.act(
                lambda: directing.remember(screen.desk, screen.who, ref, words, due),
                lambda _: then(f"{number}: ingat {when} terpasang. F9 urung."),
            )

        label = "Apa yang perlu diingat? Tampil di setiap meja yang memegang berkas ini."
        asked = Ask(f"Ingat {when}: {number}", label, multiline=True, save="Pasang")
        screen.ask(ref.file, "ingat", asked, given)

    screen.app.push_screen(Ask(f"Ingat: {number}", f"Kapan? {WHEN}", save="Lanjut", wrong=wrong), timed)


def ask_remembered(screen: LoketScreen, ref: Ref, number: str, then: Told, *, stands: bool) -> None:
    """The same; where something `stands` already ask first whether that is done."""
    if not stands:
        remember(screen, ref, number, then)
        return
    rows: list[tuple[Do, str]] = [
        (partial(let_go, screen, ref, number, then), "Selesai, atau tidak perlu lagi"),
        (partial(remember, screen, ref, number, then), "Ingat yang lain, atau jam lain"),
    ]
    screen.app.push_screen(Pick(f"Ingat pada {number}", rows), do)


def let_go(screen: LoketScreen, ref: Ref, number: str, then: Told) -> None:
    """What was to be remembered of the file is done, or not wanted any more."""
    screen.act(
        lambda: directing.let_go(screen.desk, screen.who, ref),
        lambda _: then(f"{number}: ingat dicabut. F9 urung."),
    )


def remark(screen: LoketScreen, ref: Ref, number: str, then: Told) -> None:
    """Ask for a remark on the file."""

    def given(words: str) -> None:
        screen.act(
            lambda: directing.remark(screen.desk, screen.who, ref, words),
            lambda _: then(f"{number}: {REMARKED}"),
        )

    label = "Catatan untuk semua yang membuka berkas ini"
    screen.ask(ref.file, "catatan", Ask(f"Catatan pada {number}", label, multiline=True), given)
