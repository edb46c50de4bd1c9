"""The nine questions of the satisfaction survey, one at a time, with the regulation's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from loket.text import cells, clean, fit
from screens.widgets.focus import move_focus

if TYPE_CHECKING:
    from loket.office.survey import Question

_HEIGHT = 11


class Questionnaire(Widget, can_focus=True):
    """1 to 4 answers and goes on; the arrows only answer, Enter only goes on.

    Nothing is answered beforehand: nothing is suggested.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "questionnaire--done",
        "questionnaire--muted",
        "questionnaire--chosen",
        "questionnaire--question",
    }
    DEFAULT_CSS = """
    Questionnaire { height: 11; width: 1fr; }
    Questionnaire > .questionnaire--done { color: $loket-aman; }
    Questionnaire > .questionnaire--muted { color: $loket-muted; }
    Questionnaire > .questionnaire--chosen { background: $loket-cursor; text-style: bold; }
    Questionnaire > .questionnaire--question { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 5)),
        Binding("up", "turn(-1)", show=False),
        Binding("down", "turn(1)", show=False),
        Binding("left", "go(-1)", show=False),
        Binding("right,enter", "go(1)", show=False),
    ]

    @dataclass
    class Answered(Message):
        """The answers are now `answers`, by element."""

        answers: dict[str, int]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._questions: tuple[Question, ...] = ()
        self._at = 0
        self.answers: dict[str, int] = {}

    def begin(self, questions: Sequence[Question], answers: Mapping[str, int]) -> None:
        """Ask these questions, from the first that has no answer yet."""
        self._questions, self.answers = tuple(questions), dict(answers)
        self.go_to_unanswered()

    def go_to_unanswered(self) -> None:
        """Ask the first that has no answer yet; where all have one, the last."""
        self._at = min(self.unanswered, default=len(self._questions)) - 1
        self.refresh()

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The numbers of the questions without an answer, from 1."""
        return tuple(n for n, q in enumerate(self._questions, 1) if q.code not in self.answers)

    # keys

    def action_choose(self, value: int) -> None:
        self._answer(value)
        self.action_go(1)

    def _answer(self, value: int) -> None:
        if self._questions:
            self.answers[self._questions[self._at].code] = value
            self.refresh()
            self.post_message(self.Answered(dict(self.answers)))

    def action_turn(self, by: int) -> None:
        if self._questions:
            now = self.answers.get(self._questions[self._at].code)
            first = 1 if by > 0 else 4
            self._answer(first if now is None else max(1, min(4, now + by)))

    def action_go(self, by: int) -> None:
        at = self._at + by
        if 0 <= at < len(self._questions):
            self._at = at
            self.refresh()
        elif by > 0:
            move_focus(self, 1)

    # drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return _HEIGHT

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        lines = self._lines(width, base)
        segments = lines[y] if y < len(lines) else []
        return Strip(segments).adjust_cell_length(width, base)

    def _lines(self, width: int, base: Style) -> list[list[Segment]]:
        if not self._questions:
            return []
        question = self._questions[self._at]
        bold, muted = base + self._part("question"), base + self._part("muted")
        place = f"{self._at + 1} dari {len(self._questions)} · {clean(question.element)}"
        lines = [self._progress(base), [Segment(fit(place, width), muted)]]
        lines += [[Segment(part, bold)] for part in _wrap(clean(question.question), width)]
        lines.append([])
        chosen = self.answers.get(question.code)
        for value, words in enumerate(question.answers, 1):
            style = base + self._part("chosen") if value == chosen else base
            sign = "●" if value == chosen else "○"
            lines.append([Segment(f" {value} {sign} {clean(words)} ".ljust(width), style)])
        return lines

    def _progress(self, base: Style) -> list[Segment]:
        segments = []
        for number, question in enumerate(self._questions):
            answered = question.code in self.answers
            style = base + self._part("done" if answered else "muted")
            if number == self._at and self.has_focus:
                style += Style(reverse=True)
            segments += [Segment(f"{number + 1}{'✓' if answered else '·'}", style), Segment(" ", base)]
        return segments

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"questionnaire--{name}", partial=True)


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if cells(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
