"""Tugas: when the office was last backed up, and what works in the background, each with what keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from loket.desk.papers.printing import Terminal
from loket.desk.tasks.running import at_once
from loket.desk.tasks.states import State, Upkeep, upkeep
from loket.desk.tasks.table import BACKUP
from loket.desk.tasks.words import backup_words, state_words, upkeep_words
from loket.desk.words.moments import clock_words
from loket.text import capitalized
from screens.admin.page import Deed, Item, Listing, Now, Page, Slow
from screens.widgets.columns import Column
from screens.widgets.rows import Urgency

BACKUP_ROW = "backup"
_NO_PROGRAM = (
    "Belum ada yang bekerja di latar: cadangan hanya dibuat bila seseorang menjalankan loket cadangkan.",
    "Memasangnya: docs/cadangan.md, Dengan sendirinya.",
)


def read(now: Now) -> Listing:
    """The last backup, then each task."""
    kept, time = upkeep(now.desk), now.desk.working_time()
    pressing = {words for words, presses in upkeep_words(kept, time, now.desk.now()) if presses}
    backup = backup_words(kept.backup)
    at = f"Terakhir {clock_words(time, kept.backup.at)}." if kept.backup.at is not None else ""
    first = Item(
        BACKUP_ROW,
        (capitalized(backup), ""),
        (f"{capitalized(backup)}.", at, "F8 membuatnya sekarang, dan mencoba memulihkannya."),
        (backing_up(now),),
        style=_style(backup in pressing),
    )
    return Listing([first, *_program(now, kept, pressing), *(_task(now, state) for state in kept.tasks)])


def backing_up(now: Now) -> Deed:
    """A backup made now."""

    def makes(_: Terminal) -> str:
        at_once(now.desk, now.who, BACKUP)
        return "Cadangan sudah dibuat, dan sudah dicoba pulihkan."

    return Deed(
        "f8",
        "Cadangkan",
        does="back up",
        slow=Slow("Cadangan sedang dibuat dan dicoba pulihkan …", "Cadangan belum dibuat", makes),
    )


def _program(now: Now, kept: Upkeep, pressing: set[str]) -> Sequence[Item]:
    """When the background process was last seen."""
    if kept.seen is None:
        return [Item("program", ("Tugas di latar", "belum pernah"), _NO_PROGRAM, style="redup")]
    when = clock_words(now.desk.working_time(), kept.seen)
    stopped = any(words.startswith("tugas terhenti") for words in pressing)
    about = f"Terakhir bekerja {when}{'; sejak itu terhenti' if stopped else ''}."
    return [Item("program", ("Tugas di latar", when), (about,), style=_style(stopped))]


def _task(now: Now, state: State) -> Item:
    time = now.desk.working_time()
    well = clock_words(time, state.well) if state.well is not None else "belum pernah"
    told = "tidak berhasil" if state.fault else well
    return Item(
        state.task.name,
        (state.task.title, told),
        (f"{state_words(state, time)}.",),
        style=_style(bool(state.fault)),
    )


def _style(presses: bool) -> Urgency:
    return "mendekati" if presses else ""


PAGE = Page(
    "Tugas",
    "Cadangan terakhir, dan yang dikerjakan program dengan sendirinya (loket tugas).",
    (Column("what", weight=1), Column("when")),
    read,
)
