"""A CSV file as a spreadsheet saves it, as cells by line: commas, semicolons or tabs, whatever letters."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from loket.sop.faults import Fault
from loket.sop.source import unopened

Line = tuple[Fault, dict[str, str]]
"""Where a line stands, as a fault yet without what is wrong; and its cells by the names of their columns."""
_SEPARATORS = (",", ";", "\t")
_ENCODINGS = ("utf-8-sig", "cp1252")
_SPREADSHEETS = (b"PK", b"\xd0\xcf\x11\xe0")
_SAVE_AS = "lembar kerja yang disimpan sebagai CSV"


def read_lines(
    path: Path, needed: Sequence[str], columns: Sequence[str], faults: list[Fault]
) -> Iterator[Line]:
    """The lines below the heading, one after the other, those that are no such line noted among the faults.

    The heading has to name the `needed` of the `columns`; those that it does not name are empty.
    """
    rows = _rows(path)
    if isinstance(rows, Fault):
        faults.append(rows)
        return
    heading, *below = rows or [(0, [])]
    place = {cell.strip().lower(): at for at, cell in enumerate(heading[1])}
    if lacking := [name for name in needed if name not in place]:
        wrong = f"judul kolom {', '.join(lacking)} tidak ada di baris pertama"
        faults.append(Fault(path.name, "", wrong, f"kolom {', '.join(columns)}"))
        return
    for number, cells in below:
        here = Fault(path.name, f"baris {number}", "", "")
        if len(cells) != len(heading[1]):
            right = f"{len(heading[1])} kolom; teks yang memuat pemisah kolom diapit tanda kutip"
            faults.append(replace(here, wrong=f"berisi {len(cells)} kolom", right=right))
        else:
            yield here, {name: cells[place[name]].strip() if name in place else "" for name in columns}


def _rows(path: Path) -> list[tuple[int, list[str]]] | Fault:
    """The lines that hold something, each with its number and its cells."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Fault(str(path), "", unopened(error), "berkas CSV yang ada")
    if raw.startswith(_SPREADSHEETS):
        return Fault(path.name, "", "bukan CSV", _SAVE_AS)
    text = _text(raw)
    if text is None:
        return Fault(
            path.name, "", "bukan CSV", "teks UTF-8 dengan koma, titik koma, atau tab sebagai pemisah"
        )
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip() and not line.startswith("sep=")), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        reader = csv.reader(lines, delimiter=separator)
        rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        return Fault(path.name, "", "bukan CSV", _SAVE_AS)
    return rows[1:] if rows and lines[0].startswith("sep=") else rows


def _text(raw: bytes) -> str | None:
    """The file as text; None where it is none."""
    for encoding in _ENCODINGS if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-16",):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None
