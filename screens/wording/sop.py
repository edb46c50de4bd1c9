"""An SOP as pages of text: its rows as printed and, set apart from them, what the office reads in them.

Pure functions to lines of a given width. What was inferred is marked `≈ Tafsir`; a blank cell is said to be
blank, and no word of the document is put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

from rich.text import Text

from loket.sop.model import Inference, Procedure, SopRow, Step
from loket.sop.show import reading
from loket.text import pad
from screens.widgets.styles import Inks, line

BESIDE = 108
_LABEL = 13
_BLANK = "(kosong)"
_BAR = "┆ "

Part = tuple[str, str]
"""Words and the name of their ink."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table as lines, and the line at which each step (by its sequence) begins."""

    lines: list[Text]
    at: Mapping[int, int]


def matrix(procedure: Procedure, width: int, ink: Inks) -> Matrix:
    """Every row of the table with its reading beside it, or beneath it where there is no room."""
    lines: list[Text] = []
    at: dict[int, int] = {}
    labels = _labels(procedure)
    for rows, steps in procedure.rows_of_steps:
        printed, said = _printed(rows, labels, width), list[Part]()
        for step in steps:
            before = 1 + len(_broken(said, width)) + (0 if _is_wide(width) else len(printed))
            at[step.sequence] = len(lines) + (before if said else 0)
            said += _reading_side(step, procedure)
        lines += _card(printed, [("Keterangan kantor", "judul"), *said], width, ink)
    for row in procedure.document.other_rows:
        printed = _printed((row,), labels, width)
        lines += _card(printed, [("Bukan langkah sebuah berkas.", "redup")], width, ink)
    return Matrix(lines, at)


def _is_wide(width: int) -> bool:
    """Whether the reading has room beside its row."""
    return width >= BESIDE


_COLUMNS = ("Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")


def _labels(procedure: Procedure) -> tuple[str, ...]:
    """The columns that the document's table has: those in which some row has something."""
    rows = [row for step in procedure.steps for row in step.rows] + [*procedure.document.other_rows]
    return tuple(label for label in _COLUMNS if any(_cell(row, label) for row in rows))


def _cell(row: SopRow, label: str) -> str:
    match label:
        case "Pelaksana":
            return "; ".join(f"{heading}: {mark}" for heading, mark in row.marks.items())
        case "Kelengkapan":
            return row.requirements
        case "Waktu":
            return row.time
        case "Output":
            return row.output
    return row.remarks


def _document_side(row: SopRow | None, labels: Sequence[str]) -> list[tuple[str, str, str]]:
    """Label, words and ink of each cell as printed; the first is number and activity."""
    if row is None:
        return [("", "(tidak ada barisnya di dokumen)", "redup")]
    cells = [(label, _cell(row, label)) for label in labels]
    return [
        (row.number or "·", row.activity or _BLANK, "tebal"),
        *((label, words or _BLANK, "" if words else "redup") for label, words in cells),
    ]


def _reading_side(step: Step, procedure: Procedure) -> list[Part]:
    """What the program does with the step; inferences last, under their own sign."""
    said = reading(step, procedure)
    first = len(said) - len(step.inferences)
    parts: list[Part] = [(words.removesuffix(f" · {step.kind.word}"), "redup") for words in said[:first]]
    return parts + [(f"≈ {words}", "istirahat") for words in said[first:]]


def _left(width: int) -> int:
    """How much of the width the rows take."""
    return width * 11 // 20 if _is_wide(width) else width


def _card(printed: list[list[Part]], said: list[Part], width: int, ink: Inks) -> list[Text]:
    """Rows as they were printed, with what is said of them."""
    rule, broken = line(("─" * width, ink["redup"])), _broken(said, width)
    if not _is_wide(width):
        below = [[("     " + _BAR, "redup"), part] for part in broken]
        return [*_drawn(printed, ink), *_drawn(below, ink), rule]
    left = _left(width)
    rows: list[list[Part]] = []
    for parts, part in zip_longest(printed, broken, fillvalue=None):
        used = parts or []
        gap = left - sum(len(words) for words, _ in used)
        rows.append([*used, (" " * max(0, gap) + "  " + _BAR, "redup"), part or ("", "")])
    return [*_drawn(rows, ink), rule]


def _printed(rows: Sequence[SopRow], labels: Sequence[str], width: int) -> list[list[Part]]:
    """The cells of each row, one row under the other."""
    return [cells for row in rows or (None,) for cells in _cells(_document_side(row, labels), _left(width))]


def _cells(document: list[tuple[str, str, str]], width: int) -> list[list[Part]]:
    """The cells of a row: number and activity, then label and words, each wrapped in its column."""
    rows: list[list[Part]] = []
    for place, (label, words, style) in enumerate(document):
        indent = 5 if place == 0 else 5 + _LABEL
        head: Part = (f"{label:<5}", style) if place == 0 else (f"     {label:<{_LABEL}}", "redup")
        for at, piece in enumerate(_wrapped(words, width - indent)):
            rows.append([head if at == 0 else (" " * indent, ""), (piece, style)])
    return rows


def _broken(said: Iterable[Part], width: int) -> list[Part]:
    """What is said, in the lines that it takes beside the rows, or beneath them."""
    width = width - _left(width) - 4 if _is_wide(width) else width - 7
    return [
        (piece if at == 0 else f"  {piece}", style)
        for words, style in said
        for at, piece in enumerate(_wrapped(words, width - 2))
    ]


def _wrapped(words: str, width: int) -> list[str]:
    return [piece for part in words.splitlines() for piece in wrap(part, max(12, width)) or [""]] or [""]


def _drawn(rows: Iterable[Iterable[Part]], ink: Inks) -> list[Text]:
    return [line(*((words, ink[style]) for words, style in row)) for row in rows]


# the document around the table


def document(procedure: Procedure, width: int, ink: Inks) -> list[Text]:
    """Identity, legal basis, qualifications, warnings, records and the rest around the table, as printed."""
    printed = procedure.document
    lines = [*_paragraphs([printed.source], width, ink, style="redup"), line("")]
    lines += [*_paragraphs(printed.heading, width, ink, style="tebal"), line("")]
    for title, value in printed.identity:
        for at, piece in enumerate(_wrapped(value or _BLANK, width - 21)):
            lines.append(line((pad(title if not at else "", 19), ink["redup"]), "  ", piece))
    for section in printed.sections:
        lines += [line(""), *_paragraphs([section.title], width, ink, style="judul")]
        lines += _paragraphs(section.items, width, ink, indent=2)
    lines += [line(""), line(("Kolom pelaksana pada tabel", ink["judul"]))]
    lines += _paragraphs(printed.performers, width, ink, indent=2)
    lines += [line(""), line(("Kepala tabel", ink["judul"]))]
    heads = [" | ".join(cell for cell in head if cell) for head in printed.table_heads]
    lines += _paragraphs(heads, width, ink, indent=2)
    if printed.decree:
        lines += [line(""), line(("Keputusan", ink["judul"]))]
        lines += _paragraphs(printed.decree.splitlines(), width, ink, indent=2)
    return lines


def findings(procedure: Procedure, width: int, ink: Inks) -> list[Text]:
    """What the document leaves odd, and everything that the reading inferred, with the reason."""
    printed = procedure.document
    lines = [line((f"Kejanggalan dokumen ({len(printed.irregularities)})", ink["judul"]))]
    lines += _paragraphs([f"- {words}" for words in printed.irregularities], width, ink, indent=2)
    lines += [line(""), line(("Tafsir atas seluruh dokumen", ink["judul"]))]
    lines += _inferred(procedure.inferences, width, ink)
    for step in procedure.steps:
        if step.inferences:
            title = f"Tafsir atas langkah {step.sequence} {step.name}"
            lines += [line(""), line((title, ink["judul"])), *_inferred(step.inferences, width, ink)]
    return lines


def _inferred(inferences: Iterable[Inference], width: int, ink: Inks) -> list[Text]:
    said = [f"≈ {inference.about}: {inference.reason}" for inference in inferences]
    return _paragraphs(said or ["Tidak ada."], width, ink, indent=2, style="istirahat" if said else "redup")


def _paragraphs(
    texts: Iterable[str], width: int, ink: Inks, *, indent: int = 0, style: str = ""
) -> list[Text]:
    lines: list[Text] = []
    for words in texts:
        for at, piece in enumerate(_wrapped(words, width - indent - 2)):
            lines.append(line((" " * (indent if not at else indent + 2) + piece, ink[style])))
    return lines
