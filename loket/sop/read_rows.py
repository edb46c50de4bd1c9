"""The rows of the document beside the steps: several may be one step, and several steps one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loket.sop.model import SopRow, Step
from loket.sop.tables import Table


def read_row(table: Table) -> SopRow:
    """One row, each cell as printed."""
    row = SopRow(
        number=table.text("no"),
        activity=table.text("kegiatan", right="kegiatan seperti tertulis di dokumen"),
        marks=table.mapping("tanda"),
        requirements=table.text("kelengkapan"),
        time=table.text("waktu"),
        output=table.text("output"),
        remarks=table.text("keterangan"),
    )
    table.close()
    return row


def read_rows(table: Table) -> tuple[SopRow, ...]:
    """The rows that a step reads: `[langkah.dokumen]`, or `[[langkah.dokumen]]` once for each."""
    if isinstance(table.values.get("dokumen"), list):
        entries = table.tables("dokumen")
    else:
        entries = [entry] if (entry := table.table("dokumen")).values else []
    if entries and table.has("baris"):
        table.fault(
            "baris", "ada bersama dokumen", "salah satu saja: barisnya sendiri, atau baris langkah lain"
        )
    return tuple(read_row(entry) for entry in entries)


def with_shared_rows(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps, those that read the row of another one (`baris`) with that row."""
    known = tuple(steps)
    own = {step.sequence: step.rows for step in known if step.row_of is None}
    return tuple(
        step if step.row_of is None else replace(step, rows=own.get(step.row_of, ())) for step in known
    )
