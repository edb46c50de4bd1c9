"""What the form of a permit has for a file: requirements with their marks, fields with what stands in them.

Some of it depends on what is laid down about the file (`bila`): then it is neither shown nor asked for where
that does not hold, and what was marked or typed there is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.desk.case.fields import asked_fields
from loket.desk.case.on_record import OnRecord
from loket.desk.office import Desk
from loket.flow.state import Interval
from loket.office.forms import FieldType, Requirement, TechnicalField, requirements_for
from loket.sop.model import Origin, Procedure, holds
from loket.store.sql import Connection

PRESENT, LACKING, UNCHECKED = "ada", "kurang", "periksa"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One requirement of this file, with its mark and note."""

    requirement: Requirement
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class OnForm:
    """The whole form, in its order, whether it applies to the file now or not.

    `recorded` are the facts that the file has; of those that technical fields give, the present values count.
    `values` is without the date of what is to be done anew.
    `lacked_once`: some requirement was marked as lacking, though it may be there by now.
    """

    procedure: Procedure
    recorded: Mapping[str, str]
    every_item: tuple[CheckItem, ...]
    every_field: tuple[TechnicalField, ...]
    values: Mapping[str, str]
    lacked_once: bool

    @property
    def facts(self) -> dict[str, str]:
        """What is laid down about the file as it stands: what fields give, by what is chosen in them now.

        A field that does not apply gives nothing; whether it does may depend on the fields before it.
        """
        given = {
            name: fact.field for name, fact in self.procedure.facts.items() if fact.origin is Origin.FIELD
        }
        keys = {field.key for field in self.every_field}
        facts = {name: value for name, value in self.recorded.items() if given.get(name) not in keys}
        for field in self.every_field:
            value = self.values.get(field.key, "")
            for name in [name for name, key in given.items() if key == field.key]:
                if holds(field.when, facts) and value in self.procedure.facts[name].values:
                    facts[name] = value
        return facts

    @property
    def said(self) -> dict[str, str]:
        """What a choice made now says of the file by its fields; empty where one gives nothing any more."""
        facts = self.facts
        return {
            name: facts.get(name, "")
            for name, fact in self.procedure.facts.items()
            if fact.origin is Origin.FIELD and facts.get(name) != self.recorded.get(name)
        }

    @property
    def items(self) -> tuple[CheckItem, ...]:
        """The requirements that apply to the file."""
        facts = self.facts
        return tuple(item for item in self.every_item if holds(item.requirement.when, facts))

    @property
    def fields(self) -> tuple[TechnicalField, ...]:
        """The technical fields that apply to the file."""
        facts = self.facts
        return tuple(field for field in self.every_field if holds(field.when, facts))


def on_form(conn: Connection, desk: Desk, file: OnRecord) -> OnForm:
    """The form as it stands for a file; a follow-up asks for no data of its own."""
    row = file.row
    form = desk.form_kept(conn, row.form_sha) if row.form_sha is not None else None
    written = file.written
    marks = written.marks
    items = []
    for requirement in requirements_for(form, row.kind) if form is not None else ():
        mark = marks.get(requirement.id)
        items.append(CheckItem(requirement, mark.mark if mark else UNCHECKED, mark.note if mark else ""))
    fields = form.fields if form is not None and row.parent_id is None else ()
    past = _past(file, fields, written.typed_at)
    return OnForm(
        procedure=file.procedure,
        recorded=file.state.facts,
        every_item=tuple(items),
        every_field=fields,
        values={key: words for key, words in written.fields.items() if key not in past},
        lacked_once=written.lacked_once,
    )


def _past(file: OnRecord, data: tuple[TechnicalField, ...], typed_at: Mapping[str, int]) -> set[str]:
    """The dates of what was done at an earlier visit of a step that is asked to do it anew."""
    found = set[str]()
    for here in file.state.opens:
        if here.visit > 1:
            visits = (i.start for i in file.state.intervals if _visit(i) == _visit(here))
            came = min(visits, default=here.start)
            demands = file.procedure.at(here.step, here.strand).demanded(here.sign_off)
            dates = {f.key for f in asked_fields(data, demands) if f.type is FieldType.HAPPENED}
            found |= {key for key, at in typed_at.items() if key in dates and at < came}
    return found


def _visit(interval: Interval) -> tuple[int, int, int]:
    return interval.strand, interval.step, interval.visit


def said_by_fields(conn: Connection, desk: Desk, file: OnRecord) -> dict[str, str]:
    """`OnForm.said`, read only where the SOP goes by fields at all."""
    by_field = any(fact.origin is Origin.FIELD for fact in file.procedure.facts.values())
    return on_form(conn, desk, file).said if by_field else {}
