"""What an SOP goes by has to be there in the office's profile and forms; else it is said, file and key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.office.fitting import misfits
from loket.office.forms import FieldType, PermitForm
from loket.office.profile import load_office
from loket.sop import load
from tests import shipped
from tests.ways.office import OWN, PROFILE

OFFICE = load_office(PROFILE)
PROCEDURE = load(OWN / "sop" / "lingkungan.toml")
FORM = shipped.form("dokumen-lingkungan", OWN / "forms")
CHOICE, ROOMS, ADDRESS = FORM.fields


def told(form: PermitForm = FORM) -> dict[str, str]:
    return {fault.key: fault.wrong for fault in misfits(PROCEDURE, OFFICE, {form.id: form})}


def test_what_fits_is_told_nothing_of() -> None:
    assert told() == {}
    assert misfits(PROCEDURE, OFFICE, {}) == []


def test_each_service_and_each_kind_has_its_value() -> None:
    services = dict(OFFICE.services)
    services["amdal"] = replace(services["amdal"], id="andal", kinds=("baru", "perpanjangan"))
    faults = misfits(PROCEDURE, replace(OFFICE, services=services), {})
    assert [(f.file, f.key, f.wrong) for f in faults] == [
        (OFFICE.source, "layanan[andal]", f"{value} tidak ada pada pilihan ketetapan {name} SOP lingkungan")
        for value, name in (("andal", "izin"), ("perpanjangan", "permohonan"))
    ]


@pytest.mark.parametrize(
    ("fields", "key", "words"),
    [
        ((ADDRESS,), "isian[usaha]", "tidak ada, padahal ketetapan usaha SOP lingkungan"),
        ((replace(CHOICE, type=FieldType.TEXT, choices={}),), "isian[usaha]", "bukan pilihan"),
        ((replace(CHOICE, obligatory=False),), "isian[usaha].wajib", "membutuhkannya"),
        (
            (replace(CHOICE, choices={"hotel": "Hotel"}),),
            "isian[usaha].pilihan",
            "berisi hotel, sedangkan ketetapan usaha SOP lingkungan hotel, warung, gudang",
        ),
        ((ROOMS, CHOICE), "isian[kamar].bila.usaha", "di bawahnya"),
        (
            (CHOICE, replace(ROOMS, when={"luas": ("besar",)})),
            "isian[kamar].bila.luas",
            "tidak ada dalam SOP",
        ),
        ((CHOICE, replace(ROOMS, when={"usaha": ("losmen",)})), "isian[kamar].bila.usaha", "losmen bukan"),
    ],
)
def test_fields_fit_the_facts_that_come_from_them(fields: tuple, key: str, words: str) -> None:  # type: ignore[type-arg]
    found = told(replace(FORM, fields=fields))
    assert [*found] == [key]
    assert words in found[key]
