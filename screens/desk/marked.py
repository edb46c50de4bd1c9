"""Deciding on all files that are marked in a list, by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from loket.desk.case.perform import choose_many
from loket.desk.words.history import BY_SOP
from loket.flow.acts import Refused, Why
from loket.flow.state import Aside
from loket.flow.ways import leads_always
from loket.text import fit
from screens.file.deciding import (
    NOT_SIGNED_HERE,
    OVER,
    SEND_ON,
    forward_branches,
    is_signature,
    one_of,
    onward_question,
    verb,
)
from screens.file.elsewhere import Recording, ask_elsewhere
from screens.widgets.dialogs import Ask, Confirm, Message
from screens.wording.acts import choice_words

if TYPE_CHECKING:
    from loket.desk.case.lists import PileRow, RowKey
    from loket.desk.case.perform import Done, Elsewhere
    from loket.desk.case.record import Ref
    from loket.sop.model import Branch, Step
    from screens.file.host import FileHost

Stay = Callable[[Iterable["RowKey"]], None]
"""Marks these files, and the strands of them, and no others."""
_PLACE = 24
"""Cells for where a file is: so the sentence stands whole in 80 columns."""
LEFT = "sudah tidak di meja ini"
ONE_STEP = "tandai berkas dari langkah yang sama saja"


def same_step(rows: Sequence[PileRow]) -> Step | None:
    """The one step of one SOP that all these files are at, at one sign-off; None when they are at several."""
    places = ((row, row.work) for row in rows)
    steps = {(work.procedure_sha, work.step, work.strand, work.sign_off): row.step for row, work in places}
    return next(iter(steps.values())) if len(steps) == 1 else None


def forward_marked(screen: FileHost, chosen: Sequence[PileRow], stay: Stay) -> None:
    """Decide all marked files of one step with one confirmation; each is an act of its own.

    Where the SOP itself chooses the way, each goes its own. Those that could not `stay` marked.
    """
    step = same_step(chosen)
    if step is None:  # F8 says so before it comes to this
        return
    seen = {row.work.number: row.ref for row in chosen}
    lines = [f"{row.work.number}  {row.work.company or row.work.applicant}" for row in chosen]
    sign_off = chosen[0].work.sign_off

    def ask(branch: Branch | None) -> None:
        if roles := recorded_for(screen, step, sign_off, branch):
            _record_many(screen, chosen, branch, roles, lines, stay)
            return
        onward = [branch] if branch is not None else forward_branches(step)
        sentence, yes = "", f"{verb(step, sign_off, onward)} {len(seen)} berkas"
        if is_signature(step):
            sentence, yes = NOT_SIGNED_HERE, f"Catat {len(seen)} berkas sudah ditandatangani"
        ends = chosen[0].work.aside is Aside.OVERSIGHT and any(way.target is None for way in onward)
        if ends:
            sentence, yes = f"Pengawasan itu {OVER}", f"Ya, akhiri {len(seen)} pengawasan"
        words = f"{_many_words(screen, step, sign_off, branch)}: {len(seen)} berkas"
        question = Confirm(words, sentence, yes, lines=lines, dangerous=ends)
        screen.app.push_screen(
            question, lambda yes: _choose_many(screen, step, seen, branch, stay) if yes else None
        )

    if leads_always(step):
        ask(None)
    else:
        one_of(screen, onward_question(step), forward_branches(step), ask)


def _many_words(screen: FileHost, step: Step, sign_off: int, branch: Branch | None) -> str:
    if branch is None:
        return f"{SEND_ON} {BY_SOP}"
    return choice_words(step, sign_off, branch, screen.desk.office)


def recorded_for(
    screen: FileHost, step: Step, sign_off: int, branch: Branch | None = None
) -> tuple[str, ...]:
    """The performers for whom the person may only record what they did with the files of a step."""
    person = screen.live.person
    return step.recorded_for(sign_off, person.roles, branch) if person is not None else ()


def _record_many(
    screen: FileHost,
    rows: Sequence[PileRow],
    branch: Branch | None,
    roles: tuple[str, ...],
    lines: Sequence[str],
    stay: Stay,
) -> None:
    """Record of many files that they were decided elsewhere at one time; what cannot be so stays marked."""
    step, sign_off, seen = rows[0].step, rows[0].work.sign_off, {row.work.number: row.ref for row in rows}
    assert step is not None

    def wrong(at: int) -> str:
        return "" if at <= screen.desk.now() else "Waktu itu belum tiba."

    title = f"{_many_words(screen, step, sign_off, branch)} · {len(rows)} berkas"
    names, now = rows[0].roles, screen.desk.now()

    def ask(asked: Ask, given: Callable[[str], None]) -> None:
        screen.ask(0, title, asked, given)

    what = Recording(title, step, sign_off, roles, names, now, wrong, ask, lines)
    ask_elsewhere(screen, what, lambda elsewhere: _choose_many(screen, step, seen, branch, stay, elsewhere))


def _choose_many(
    screen: FileHost,
    step: Step,
    seen: Mapping[str, Ref],
    branch: Branch | None,
    stay: Stay,
    elsewhere: Elsewhere | None = None,
) -> None:
    def told(done: tuple[Done, ...]) -> None:
        why: dict[str, list[str]] = {}
        left: list[Done] = []
        stayed: list[Done] = []
        for each in done:
            if each.refused is not None:
                (left if _left(each.refused, labels) else stayed).append(each)
                sentence = _why_not(screen, each.refused, labels)
                why.setdefault(sentence, []).append(numbers[each.ref.file, each.ref.strand])
        stay((each.ref.file, each.ref.strand) for each in stayed)
        words = f"{len(done) - len(left) - len(stayed)} berkas diteruskan."
        counts = ". ".join(
            f"{len(those)} {how}" for those, how in ((stayed, "tetap bertanda"), (left, LEFT)) if those
        )
        if len(why) > 1:
            lines = [f"{', '.join(those)}: {sentence}" for sentence, those in why.items()]
            screen.app.push_screen(Message(f"{words} {counts}", lines))
        elif why:
            words += f" {counts}: {next(iter(why))}"
        screen.after(words)

    refs = tuple(seen.values())
    numbers = {(ref.file, ref.strand): number for number, ref in seen.items()}
    chosen = branch.id if branch is not None else None
    labels = frozenset(way.label for way in step.branches)
    screen.act(lambda: choose_many(screen.desk, screen.who, refs, chosen, elsewhere), told)


def _left(error: Exception, labels: frozenset[str]) -> bool:
    """Whether the file left the desk; `labels`: the ways of its step, any of which may be for other roles."""
    if not isinstance(error, Refused):
        return False
    elsewhere = error.why is Why.NOT_YOUR_STEP and error.detail not in labels
    return elsewhere or error.why in (Why.ENDED, Why.DECIDED)


def _why_not(screen: FileHost, error: Exception, labels: frozenset[str]) -> str:
    """Why a file did not go on: of one that left, where it is."""
    if isinstance(error, Refused) and error.why is Why.NOT_YOUR_STEP and _left(error, labels):
        return f"kini di {fit(error.detail, _PLACE)}"
    return screen.live.sentence(error) or "Gagal."
