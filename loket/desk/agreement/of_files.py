"""Whether a file's row, beside what its events lead to, is as it was registered, and is found by searches."""

from __future__ import annotations

import json
from collections.abc import Mapping

from loket.desk.agreement.finding import Finding, Kind, finding
from loket.desk.agreement.journaled import Journaled
from loket.flow.acts import BrokenHistory
from loket.store import applicants, files, keywords, values
from loket.store.files import FileRow
from loket.store.sql import Connection


def compare(conn: Connection, journaled: Journaled, numbers: Mapping[int, str]) -> tuple[Finding, ...]:
    """Files with a history and no row, others than were registered, and those that searches would miss.

    `numbers` are those of all files.
    """
    gone = [
        f"{_number_once(conn, file)} (catatan ke-{entry})"
        for file, entry in journaled.files.items()
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
        elif files.search_columns(conn, file) != files.searched(conn, row) or (
            keywords.kept(conn, file) != keywords.right(conn, file)
        ):
            unsought.append(number)
    return (
        *finding(Kind.FILE_GONE, gone),
        *finding(Kind.REGISTRATION, other),
        *finding(Kind.SEARCH, unsought),
    )


def _number_once(conn: Connection, file: int) -> str:
    """The number of a file that is gone, as it was registered."""
    kept = values.newest(conn, files.REGISTERED, file).get("")
    if kept is None or kept.words is None:
        return f"berkas ke-{file}"
    return str(json.loads(kept.words)["number"])


def _as_registered(conn: Connection, row: FileRow) -> bool:
    """Whether the row says what was registered, or put right last, and what the versions say it points at."""
    kept = values.newest(conn, files.REGISTERED, row.id).get("")
    if kept is None or kept.words != files.registration_words(row):
        return False
    if row.outside_number != files.outside_number(conn, row.id):
        return False
    try:
        applicant = applicants.version(conn, row.applicant_version)
        came = applicants.version(conn, row.came_version) if row.came_version is not None else None
    except (KeyError, TypeError, ValueError):  # the version is gone, or no longer what was written
        return False
    shown = files.of_versions(applicant, came)
    return shown == {name: getattr(row, name) for name in shown}
