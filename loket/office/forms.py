"""Requirement lists and technical fields of a permit (`data/forms/*.toml`).

A requirement says whether it is obligatory, for which kind of application, in what shape and how many, and
where it is known from: offices change their lists with every regulation, so the source stands beside each.
Both may depend on what is laid down about the file (`bila`, facts of its SOP).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from loket.office.reading import Table, top_table, unique
from loket.sop.model import REQUEST_KINDS, Fact
from loket.sop.source import Written

SHAPES = ("asli", "fotokopi", "scan", "asli atau fotokopi", "data")
UNCONFIRMED = "perlu dikonfirmasi kantor"


class FieldType(StrEnum):
    """What a technical field holds; a `VALID_UNTIL` must not have passed when the file goes on.

    A `HAPPENED` is the date of what was done already: it is not to come.
    A `CHOICE` holds the id of one of its choices.
    """

    TEXT = "teks"
    NUMBER = "angka"
    DATE = "tanggal"
    HAPPENED = "tanggal_lalu"
    VALID_UNTIL = "masa_berlaku"
    CHOICE = "pilihan"


DATES = (FieldType.DATE, FieldType.HAPPENED, FieldType.VALID_UNTIL)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One document (or fact) that the applicant brings. `copies` counts sheets or pieces of `shape`.

    `of_proxy`: it is the letter of whoever comes for the applicant, looked at when the file is registered.
    """

    id: str
    name: str
    obligatory: bool
    kinds: tuple[str, ...]
    shape: str
    copies: int
    note: str
    source: str
    of_proxy: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def as_brought(self) -> str:
        """In what shape, and how many: `fotokopi, 2 lembar`; empty for what is only told."""
        if self.shape == "data":
            return ""
        return f"{self.shape}, {self.copies} lembar" if self.copies > 1 else self.shape


@dataclass(frozen=True, slots=True)
class TechnicalField:
    """One thing to enter about the permit itself; `unit` is shown behind a number.

    `not_before`: the key of the field whose date a date in this one may not be before.
    """

    key: str
    label: str
    type: FieldType
    obligatory: bool
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_before: str = ""

    @property
    def asked(self) -> str:
        """What it is called where it is asked for: with the unit of a number."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def in_words(self, value: str) -> str:
        """A value as it is read: of a choice its words, behind a number its unit."""
        unit = f" {self.unit}" if value and self.unit else ""
        return f"{self.choices.get(value, value)}{unit}"


@dataclass(frozen=True, slots=True)
class PermitForm:
    """What a permit asks for."""

    id: str
    name: str
    requirements: tuple[Requirement, ...]
    fields: tuple[TechnicalField, ...]


def parse_form(source: Written) -> PermitForm:
    """The form that is written so, its id the document's name. Raises ProfileFaults."""
    top, form_id = top_table(source), source.name
    form = PermitForm(
        id=top.ident(),
        name=top.text("nama", required=True),
        requirements=_requirements(top),
        fields=_fields(top),
    )
    if form.id and form.id != form_id:
        top.fault("id", f'"{form.id}" berbeda dari nama berkas', f'"{form_id}"')
    top.finish()
    return form


def when_words(when: Mapping[str, str | Sequence[str]], facts: Mapping[str, Fact]) -> str:
    """A condition (`bila`) as people read it: `Jenis usaha: Hotel atau Gudang; Jenis permohonan: Baru`."""
    told = list[str]()
    for name, asked in when.items():
        fact = facts.get(name, Fact(name.replace("_", " "), {}))
        values = [asked] if isinstance(asked, str) else asked
        told.append(f"{fact.name}: {' atau '.join(fact.values.get(value, value) for value in values)}")
    return "; ".join(told)


def requirements_for(form: PermitForm, kind: str) -> tuple[Requirement, ...]:
    """The requirements of one kind of application (`baru`, `perpanjangan` …), in the form's order."""
    return tuple(requirement for requirement in form.requirements if kind in requirement.kinds)


def _requirements(top: Table) -> tuple[Requirement, ...]:
    tables = top.sections("syarat", required=True)
    found = []
    for table in tables:
        requirement = Requirement(
            id=table.ident(),
            name=table.text("nama", required=True),
            obligatory=table.switch("wajib", default=True),
            kinds=table.picks("untuk", REQUEST_KINDS) or REQUEST_KINDS,
            shape=table.pick("bentuk", SHAPES, SHAPES[0]),
            copies=table.whole("jumlah", 1, least=1),
            note=table.text("catatan"),
            source=table.text("sumber") or UNCONFIRMED,
            of_proxy=table.switch("surat_kuasa", default=False),
            when=table.conditions("bila"),
        )
        table.close()
        found.append(requirement)
    unique(tables)
    return tuple(found)


def _fields(top: Table) -> tuple[TechnicalField, ...]:
    tables = top.sections("isian", "kunci")
    found = list[TechnicalField]()
    for table in tables:
        kind = table.choice("jenis", FieldType, FieldType.TEXT) or FieldType.TEXT
        entry = TechnicalField(
            key=table.ident("kunci"),
            label=table.text("label", required=True),
            type=kind,
            obligatory=table.switch("wajib", default=True),
            unit=table.text("satuan"),
            choices=table.mapping("pilihan"),
            when=table.conditions("bila"),
            not_before=table.text("tidak_sebelum"),
        )
        dates = [f.key for f in found if f.type in DATES]
        if entry.not_before and (kind not in DATES or entry.not_before not in dates):
            table.fault("tidak_sebelum", "hanya antara dua tanggal", "kunci isian tanggal di atasnya")
        if bool(entry.choices) != (kind is FieldType.CHOICE):
            right = 'pilihan = { id = "kata" } bersama jenis = "pilihan"'
            table.fault("pilihan", "tidak cocok dengan jenis", right)
        table.close()
        found.append(entry)
    unique(tables, "kunci")
    return tuple(found)
