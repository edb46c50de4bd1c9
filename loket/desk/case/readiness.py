"""What must be there before a step may be completed: requirements, data, the survey, the receiver.

The procedure says which of them a step demands; the office's form says what they are for its permit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loket.dates import read_date
from loket.desk.case.on_record import OnRecord
from loket.desk.errors import NotReady
from loket.desk.note_names import SURVEY_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Act, Choose, Event, Note
from loket.office.forms import FieldType, Requirement, TechnicalField, requirements_for
from loket.sop.model import Demand, Direction
from loket.store import texts
from loket.store.files import FileRow
from loket.store.sql import Connection

PRESENT, LACKING, UNCHECKED = "ada", "kurang", "periksa"


RECEIVER = "penerima"


HANDOVER_FIELDS = (
    TechnicalField(RECEIVER, "Nama penerima", FieldType.TEXT, True),
    TechnicalField("identitas", "Identitas atau surat kuasa", FieldType.TEXT, True),
)


_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)*")


_DATES = (FieldType.DATE, FieldType.VALID_UNTIL)


_FOR_LIFE = "seumur hidup"


_NOT_A_NUMBER = "tulis angka saja, seperti 12 atau 2,5"


_NOT_A_DATE = "tulis seperti 31-01-2026"


_NOT_A_VALIDITY = f"tulis 31-01-2026, atau {_FOR_LIFE}"


_PASSED = "sudah lewat; minta yang berlaku"


_EMPTY = "isian ini perlu diisi"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One requirement of this file, with its mark and note."""

    requirement: Requirement
    mark: str
    note: str


def checklist(conn: Connection, desk: Desk, row: FileRow) -> tuple[CheckItem, ...]:
    """The requirements that apply to the file, in the form's order, each with its present mark."""
    form = desk.form(row.service)
    if form is None:
        return ()
    marks = texts.marks(conn, row.id)
    items = []
    for requirement in requirements_for(form, row.kind):
        mark = marks.get(requirement.id)
        items.append(CheckItem(requirement, mark.mark if mark else UNCHECKED, mark.note if mark else ""))
    return tuple(items)


def data_fields(desk: Desk, row: FileRow, demands: Collection[Demand]) -> tuple[TechnicalField, ...]:
    """The fields that belong to these demands: technical data of the permit, who received it."""
    form = desk.form(row.service) if row.parent_id is None else None
    data = form.fields if form is not None and Demand.DATA in demands else ()
    return (*data, *HANDOVER_FIELDS) if Demand.RECEIVER in demands else data


def survey_passed(events: Iterable[Event]) -> bool:
    """Whether the applicant has filled the survey: the file keeps that it was, never what was answered."""
    return any(isinstance(e.act, Note) and e.act.what == SURVEY_NOTE for e in events)


@dataclass(frozen=True, slots=True)
class Found:
    """What a step demands and what is there of it; `fields` are those it asks for."""

    demands: frozenset[Demand]
    items: tuple[CheckItem, ...]
    fields: tuple[TechnicalField, ...]
    values: Mapping[str, str]
    surveyed: bool
    today: date


def tidied(kind: FieldType, typed: str) -> str:
    """What was typed as it is kept: a date however it is written as 31-12-2027, all else as it is."""
    if kind is FieldType.VALID_UNTIL and " ".join(typed.lower().split()) == _FOR_LIFE:
        return _FOR_LIFE
    day = read_date(typed) if kind in _DATES else None
    return typed if day is None else f"{day:%d-%m-%Y}"


def _wrong(kind: FieldType, typed: str, today: date) -> str:
    """What to do about a value that a field of this type may not hold; empty where it may."""
    value = tidied(kind, typed).strip()
    if not value or (kind is FieldType.VALID_UNTIL and value == _FOR_LIFE):
        return ""
    if kind is FieldType.NUMBER:
        return "" if _NUMBER.fullmatch(value) else _NOT_A_NUMBER
    if kind not in _DATES:
        return ""
    day = read_date(value)
    if day is None:
        return _NOT_A_VALIDITY if kind is FieldType.VALID_UNTIL else _NOT_A_DATE
    return _PASSED if kind is FieldType.VALID_UNTIL and day < today else ""


def _amiss(found: Found, field: TechnicalField) -> str:
    """What to do about one field; empty where nothing."""
    value = found.values.get(field.key, "")
    return _EMPTY if field.obligatory and not value.strip() else _wrong(field.type, value, found.today)


def hindrance(found: Found) -> NotReady | None:
    """What a step still lacks before the file can go on; None when nothing."""
    if Demand.REQUIREMENTS in found.demands:
        asked = [(i.requirement.name, i.mark) for i in found.items if i.requirement.obligatory]
        lacking = tuple(name for name, mark in asked if mark == LACKING)
        unchecked = tuple(name for name, mark in asked if mark == UNCHECKED)
        if lacking or unchecked:
            return NotReady(lacking=lacking, unchecked=unchecked)
    amiss = {f.key: said for f in found.fields if (said := _amiss(found, f))}
    empty = tuple(f.label for f in found.fields if amiss.get(f.key) == _EMPTY)
    if empty:
        return NotReady(empty=empty, at=amiss)
    unreadable = tuple(f"{f.label}: {amiss[f.key]}" for f in found.fields if f.key in amiss)
    if unreadable:
        return NotReady(unreadable=unreadable, at=amiss)
    if Demand.SURVEY in found.demands and not found.surveyed:
        return NotReady(survey=True)
    return None


def found_for(conn: Connection, desk: Desk, file: OnRecord) -> Found | None:
    """What the file has of what its present step asks for; None when it is at no step."""
    here, step = file.state.open, file.step
    if here is None or step is None:
        return None
    demands = step.demanded(here.sign_off)
    return Found(
        demands=demands,
        items=checklist(conn, desk, file.row),
        fields=data_fields(desk, file.row, demands),
        values=texts.fields(conn, file.row.id),
        surveyed=survey_passed(file.events),
        today=desk.time(conn).local(desk.now()).date(),
    )


def check_ready(conn: Connection, desk: Desk, file: OnRecord, act: Act) -> None:
    """Raises NotReady when `act` would complete a step that still lacks something.

    KeyError when it asks for a requirement that the file has not: the journal takes no typed words.
    """
    if isinstance(act, Choose) and act.missing:
        known = {item.requirement.id for item in checklist(conn, desk, file.row)}
        if unknown := set(act.missing) - known:
            raise KeyError(unknown.pop())
    branch = file.step.branch(act.branch) if isinstance(act, Choose) and file.step else None
    if branch is not None and branch.direction is Direction.FORWARD:
        found = found_for(conn, desk, file)
        missing = hindrance(found) if found is not None else None
        if missing is not None:
            raise missing
