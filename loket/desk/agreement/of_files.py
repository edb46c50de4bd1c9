"""Whether a file's row, beside what its events lead to, is as it was registered, and is found by searches."""

from __future__ import annotations

import json
from collections.abc import Mapping

from loket.desk.agreement.finding import Finding, Kind, finding
from loket.desk.agreement.told import Told
from loket.flow.acts import BrokenHistory
from loket.store import files, values
from loket.store.files import FileRow
from loket.store.sql import Connection


def compare(conn: Connection, told: Told, numbers: Mapping[int, str]) -> tuple[Finding, ...]:
    """Files with a history and no row, others than were registered, and those that searches would miss.

    `numbers` are those of all files.
    """
    gone = [
        f"{_number_once(conn, file)} (catatan ke-{entry})"
        for file, entry in told.files.items()
        if file not in numbers
    ]
    other, unsought = list[str](), list[str]()
    for file, number in numbers.items():
        try:
            row = files.file_row(conn, file)
        except BrokenHistory:  # named among those that differ from their history
            continue
        if not _as_registered(conn, row):
            other.append(number)
        if files.search_columns(conn, file) != files.searched(row):
            unsought.append(number)
    return (
        *finding(Kind.FILE_GONE, gone),
        *finding(Kind.REGISTRATION, other),
        *finding(Kind.SEARCH, unsought),
    )


def _number_once(conn: Connection, file: int) -> str:
    """The number of a file that is gone, as it was registered."""
    kept = values.newest(conn, files.REGISTERED, file).get(files.CASE)
    if kept is None or kept.words is None:
        return f"berkas ke-{file}"
    return str(json.loads(kept.words)["number"])


def _as_registered(conn: Connection, row: FileRow) -> bool:
    """Whether the row says what was registered, or put right last, but for what was erased."""
    kept = values.newest(conn, files.REGISTERED, row.id)
    erased = {key for key, value in kept.items() if value.words is None}
    here = files.registration_words(row)
    return {k: v.words for k, v in kept.items() if k not in erased} == {
        k: words for k, words in here.items() if k not in erased
    }
