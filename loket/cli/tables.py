"""A table for whoever reckons on: as CSV, or as a workbook of several sheets in which text stays text.

A cell that a spreadsheet would take for a formula or for another number is none: in a workbook it is of the
sort of its column, in CSV an apostrophe stands before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

import xlsxwriter  # type: ignore[import-untyped]

from loket.lengths import DAY, SECOND
from loket.text import cells, clean

Cell = str | int | date | None


class Sort(Enum):
    """What a column holds: a length is in ms, and told in seconds, or as hours in a workbook."""

    TEXT = auto()
    COUNT = auto()
    LENGTH = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading."""

    name: str
    sort: Sort = Sort.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; a cell of which nothing is known is None."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


_TAKEN_OTHERWISE = re.compile(r"[=+\-@\t\r]|0\d")
_NARROWEST, _WIDEST = 9, 60
_FORMATS = {Sort.COUNT: "0", Sort.LENGTH: "[h]:mm:ss", Sort.DATE: "dd-mm-yyyy", Sort.TEXT: "@"}


def as_csv(table: Table) -> bytes:
    """The table as CSV in UTF-8 that a spreadsheet knows for such; dates ISO, lengths in seconds."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    seconds = {Sort.LENGTH: " (detik)"}
    writer.writerow([column.name + seconds.get(column.sort, "") for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell, column.sort) for cell, column in zip(row, table.columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell, sort: Sort) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell // SECOND if sort is Sort.LENGTH else cell)
    if isinstance(cell, date):
        return cell.isoformat()
    words = clean(cell)
    return f"'{words}" if _TAKEN_OTHERWISE.match(cell) or _TAKEN_OTHERWISE.match(words) else words


def as_workbook(tables: Sequence[Table], made: datetime) -> bytes:
    """The tables as an .xlsx, a sheet each; `made`: when, by the office's clock."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": made.replace(tzinfo=None)})
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        known = {
            sort: book.add_format({"num_format": way, "valign": "top"}) for sort, way in _FORMATS.items()
        }
        known[Sort.TEXT].set_text_wrap()
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(table.columns):
                sheet.set_column(at, at, _width(table, at))
                sheet.write_string(0, at, column.name, heading)
                for below, row in enumerate(table.rows, 1):
                    _write(sheet, (below, at), row[at], column.sort, known[column.sort])
    return out.getvalue()


def _write(sheet: object, place: tuple[int, int], cell: Cell, sort: Sort, way: object) -> None:
    if isinstance(cell, int):
        sheet.write_number(*place, cell / DAY if sort is Sort.LENGTH else cell, way)  # type: ignore[attr-defined]
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, way)  # type: ignore[attr-defined]
    elif cell is not None:
        sheet.write_string(*place, clean(cell, 4000), way)  # type: ignore[attr-defined]


def _width(table: Table, at: int) -> int:
    """So wide that most of a column is read without a break; a heading may have two lines."""
    words = [cells(cell) for row in table.rows if isinstance(cell := row[at], str)]
    heading = max(cells(word) for word in table.columns[at].name.split())
    return min(max([_NARROWEST, heading + 2, *(width + 2 for width in words)]), _WIDEST)
