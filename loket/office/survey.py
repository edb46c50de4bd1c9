"""The satisfaction survey (SKM): nine elements, a question and four answers each.

Keyed by the element's code, since regulation and questionnaire disagree on the order of the last two
(PermenPANRB 14/2017). Answers are valued 1 to 4, best last.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket.office.reading import Table, top_table, unique
from loket.sop.source import Written

LEAST, BEST = 1, 4


@dataclass(frozen=True, slots=True)
class Question:
    """One element of the survey. `answers[0]` is worth 1, `answers[3]` 4."""

    code: str
    element: str
    question: str
    answers: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions in the order they are asked, and the rule they come from."""

    basis: str
    questions: tuple[Question, ...]


def parse_survey(source: Written) -> Survey:
    """The survey that is written so. Raises ProfileFaults."""
    top = top_table(source)
    basis = top.text("dasar", required=True)
    tables = top.sections("unsur", "kode", required=True)
    questions = tuple(_question(table) for table in tables)
    unique(tables, "kode")
    top.finish()
    return Survey(basis, questions)


def _question(table: Table) -> Question:
    answers = table.texts("jawaban")
    if len(answers) != BEST:
        right = "empat jawaban, dari yang bernilai 1 sampai yang bernilai 4"
        table.fault("jawaban", f"berisi {len(answers)} jawaban", right)
    worst, poor, good, best = (*answers, "", "", "", "")[:BEST]
    question = Question(
        code=table.ident("kode"),
        element=table.text("nama", required=True),
        question=table.text("pertanyaan", required=True),
        answers=(worst, poor, good, best),
    )
    table.close()
    return question
