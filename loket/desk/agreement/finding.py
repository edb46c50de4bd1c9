"""What does not agree, and of what: told by numbers, never by people's names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is the matter. `loket.cli.integrity` has the sentence for each."""

    SCHEMA = "schema"
    DANGLING = "dangling"
    ENTRY = "entry"
    GAP = "gap"
    FILE_GONE = "file_gone"
    REGISTRATION = "registration"
    SEARCH = "search"
    VALUE = "value"
    VALUE_GONE = "value_gone"
    VALUE_ADDED = "value_added"
    ERASED_UNTOLD = "erased_untold"
    NOT_ERASED = "not_erased"
    PERSON = "person"
    ROSTER = "roster"
    DEVICE = "device"
    APPLICANT = "applicant"
    DAY = "day"
    OFFICE = "office"
    DOCUMENT = "document"
    DOCUMENT_GONE = "document_gone"
    BLOB = "blob"
    BLOB_GONE = "blob_gone"
    BLOB_ROW = "blob_row"
    FOLDER = "folder"
    SURVEY = "survey"
    SERIES = "series"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `named`: what it concerns, each as a clerk or admin knows it."""

    kind: Kind
    named: tuple[str, ...]


def finding(kind: Kind, named: Sequence[str]) -> tuple[Finding, ...]:
    """What was found of a kind; nothing where it concerns nothing."""
    return (Finding(kind, tuple(dict.fromkeys(named))),) if named else ()
