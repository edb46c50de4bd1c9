"""What a person has just done, in words, and whether F9 can take it back: the same at every desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loket.desk import last_acts
from loket.desk.case import file_view, lists
from loket.desk.case.file_view import view
from loket.desk.case.on_form import UNCHECKED
from loket.desk.errors import Missing, Unreadable, Used
from loket.desk.words.acts import DAY_ACTS, ENTERED, NUMBER_ACTS, OWED
from loket.flow.acts import Correct, Refused, Register, Take, Why
from loket.text import cells, clause
from screens.widgets.dialogs import LINE_CELLS, Confirm
from screens.widgets.key_bar import Key
from screens.wording.acts import act_words
from screens.wording.lists import UNDONE_UNASKED, undo_question, undo_word

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.last_acts import Next
    from loket.desk.office import Desk
    from screens.shell.screen import LoketScreen


@dataclass(frozen=True, slots=True)
class JustDone:
    """The latest act that stands on a file, in words; `entry` is its place in the journal."""

    file: int
    seq: int
    number: str
    at: int
    words: str
    entry: int


@dataclass(frozen=True, slots=True)
class Undoable:
    """What F9 takes back, and what it did in words."""

    asked: Next
    words: str

    @property
    def title(self) -> str:
        """Its number; of several, how many they are; of what was done to all of the day, what that was."""
        if self.of_day:
            return DAY_ACTS[self.asked.act.main.kind][0]
        numbers, of_files = self.asked.numbers, self.asked.act.main.subject == last_acts.FILE
        return numbers[0] if len(numbers) == 1 else f"{len(numbers)} {'berkas' if of_files else 'nomor'}"

    @property
    def of_day(self) -> bool:
        """Whether it was done to all of the day, and not to one number or file."""
        return self.asked.act.main.subject == last_acts.DAY

    @property
    def corrects(self) -> bool:
        """Whether it put data right, and moved nothing."""
        return self.asked.act.main.kind == Correct.word

    @property
    def label(self) -> str:
        """What F9 is called."""
        return "Urung data" if self.corrects else undo_word(self.title)

    @property
    def said(self) -> str:
        """The sentence once it is taken back, with what that was."""
        if self.corrects:
            return f"{self.title}: perbaikan data diurungkan."
        if self.of_day:
            again = len(self.asked.numbers)
            ended = f" {again} nomor terbuka lagi." if again else ""
            return f"{self.words}{ended}"
        return f"{self.title}: diurungkan ({self.words})."

    @property
    def place(self) -> tuple[int, int] | None:
        """The file that lies open again afterwards, and which part of it.

        None where a number or a registration is taken back.
        """
        main = self.asked.act.main
        if main.subject != last_acts.FILE or main.kind == Register.word:
            return None
        return main.subject_id, int(main.data.get("strand", 0))

    def includes(self, done: JustDone) -> bool:
        """Whether it is what was done there."""
        return any(act.entry == done.entry for part in self.asked.free for act in part)


@dataclass(slots=True)
class Known:
    """What was worked out of files that have not moved since: words, and whether an act can be taken back."""

    words: dict[tuple[int, int, int], str] = field(default_factory=dict)
    hindrances: last_acts.Known = field(default_factory=dict)


def just_done(desk: Desk, who: Who, known: Known) -> Iterator[JustDone]:
    """The latest act that stands on each of the person's last files, newest first.

    That a file was taken is no news to who took it.
    """
    files: set[int] = set()
    for act in lists.not_undone(lists.recent(desk, who, limit=20)):
        if act.file_id in files or act.kind == Take.word:
            continue
        files.add(act.file_id)
        words = _words(desk, who, known, (act.file_id, act.seq, act.version))
        yield JustDone(act.file_id, act.seq, act.number, act.at, words, act.entry)


def _words(desk: Desk, who: Who, known: Known, act: tuple[int, int, int]) -> str:
    """What an act did: the file, its sequence, and the file's version."""
    if act not in known.words:
        file, seq, _ = act
        try:
            known.words[act] = act_words(file_view.view(desk, who, file), seq, desk.office)
        except (Missing, Unreadable):  # whoever opens the file is told
            known.words[act] = "tidak terbaca"
    return known.words[act]


def last_undoable(desk: Desk, who: Who, known: Known) -> Undoable | None:
    """What F9 takes back: the latest of the person's acts of today that still can be, or why none can."""
    found = last_acts.next_undo(desk, who, known.hindrances)
    if found is None:
        return None
    if not found.free:
        return Undoable(found, "")
    main = found.act.main
    if main.subject == last_acts.DAY:
        return Undoable(found, DAY_ACTS[main.kind][1])
    if main.subject == last_acts.NUMBER:
        return Undoable(found, NUMBER_ACTS[main.kind])
    return Undoable(found, _words(desk, who, known, (main.subject_id, main.seq, main.version)))


def undo_key(screen: LoketScreen, undoable: Undoable | None) -> Key:
    """F9, with the number it would act on, or why it cannot act on the latest."""
    if undoable is None:
        return Key("f9", "Urung", "tidak ada yang dapat diurungkan")
    if (why := undoable.asked.why) is not None:
        what = undoable.asked.act.main.number or _entered(why)
        return Key("f9", "Urung", f"{what}: {_hindrance(why, screen.live.sentence)}")
    return Key("f9", undoable.label)


def _entered(why: Exception) -> str:
    """What was entered for the day, where it has no number, and cannot be taken back."""
    return OWED if isinstance(why, Used) else ENTERED


Sentence = Callable[[Exception], str | None]
"""What a refusal says to a clerk."""


def _hindrance(why: Exception, sentence: Sentence) -> str:
    return clause(sentence(why) or "tidak terbaca")


def what_stays(asked: Next, sentence: Sentence) -> list[str]:
    """What of it, and of what was done later, is not taken back, and why: each reason with the numbers."""
    said: dict[str, list[str]] = {}
    for number, why in asked.stays.items():
        by_others = isinstance(why, Refused) and why.why is Why.UNDO_TOO_LATE
        words = " sudah dilanjutkan orang lain" if by_others else f": {_hindrance(why, sentence)}"
        said.setdefault(words, []).append(number or _entered(why))
    return [_stays(numbers, words) for words, numbers in said.items()]


def _stays(numbers: Sequence[str], words: str) -> str:
    """With as many of the numbers as leave the reason room in a line of a question."""
    lines = (f"{_some(numbers, named)}{words}." for named in range(_NAMED, 0, -1))
    return next((line for line in lines if cells(line) <= LINE_CELLS), f"{_some(numbers, 1)}{words}.")


def take_back(screen: LoketScreen, undoable: Undoable | None, then: Callable[[str], None]) -> None:
    """Take it back; `then` is given the sentence that says so.

    It is asked about first some time after it was done, where later acts are passed over, where it is about
    several files, and where a file would be void.
    """
    if undoable is None or not undoable.asked.free:
        return
    asked = undoable.asked

    def undo() -> None:
        screen.act(
            lambda: last_acts.undo(screen.desk, screen.who, asked),
            lambda _: then(undoable.said),
        )

    main = asked.act.main
    void = main.kind == Register.word
    plain = len(asked.free) == 1 and not (asked.stays or void)
    if plain and screen.desk.now() - asked.act.at <= UNDONE_UNASKED:
        undo()
        return
    stays = what_stays(asked, screen.live.sentence)
    title, yes = undoable.label, "Ya, urungkan"
    words = undo_question(undoable.words, undoable.title)
    if void:
        waiting = dict(screen.live.writes.typed(main.subject_id).marks)
        screen.read(
            lambda: _marked(screen.desk, screen.who, main.subject_id, waiting),
            lambda marks: _ask_void(screen, undoable, stays, marks, undo),
            group="void",
        )
        return
    if undoable.of_day:
        title, words = f"Urungkan {undoable.title}?", undoable.said
    elif len(asked.numbers) > 1:
        title, yes = f"Urungkan {undoable.title}?", f"Urungkan {undoable.title}"
        words = ", ".join(asked.numbers)
    question = Confirm(title, words, yes=yes, lines=stays)
    screen.app.push_screen(question, lambda yes: undo() if yes else None)


def _marked(desk: Desk, who: Who, file: int, waiting: Mapping[str, tuple[str, str]]) -> int:
    """How many requirements stand marked or noted upon, but for the proxy's letter seen at registration.

    `waiting`: marks that are not written yet.
    """
    items = [item for item in view(desk, who, file).checklist if not item.requirement.of_proxy]
    stand = (waiting.get(item.requirement.id, (item.mark, item.note)) for item in items)
    return sum(mark != (UNCHECKED, "") for mark in stand)


def _ask_void(
    screen: LoketScreen, undoable: Undoable, stays: Sequence[str], marks: int, undo: Callable[[], None]
) -> None:
    """Ask before a registration is taken back: what was marked since goes with it."""
    words = f"Pendaftaran {undoable.title} batal, dan nomor itu tidak dipakai lagi."
    if marks:
        words += f" {marks} tanda dan catatan kelengkapan yang sudah dibuat ikut hilang."
    question = Confirm(undoable.label, words, yes="Ya, batalkan", lines=stays, dangerous=True)
    screen.app.push_screen(question, lambda yes: undo() if yes else None)


_NAMED = 3


def _some(numbers: Sequence[str], named: int) -> str:
    """The first few numbers, and how many more there are."""
    more = f" dan {len(numbers) - named} lagi" if len(numbers) > named else ""
    return ", ".join(numbers[:named]) + more
