"""The fields that a step asks for, and what may stand in each of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from loket.dates import read_date
from loket.office.forms import DATES, FieldType, TechnicalField
from loket.sop.model import Demand
from loket.store.files import PERMIT_NUMBER
from loket.text import clean

RECEIVER = "penerima"
HANDOVER_FIELDS = (
    TechnicalField(RECEIVER, "Nama penerima", FieldType.TEXT, True),
    TechnicalField("identitas", "Identitas atau surat kuasa", FieldType.TEXT, True),
)
BILL_FIELDS = (
    TechnicalField("skrd_penerbit", "Penerbit SKRD", FieldType.TEXT, True),
    TechnicalField("skrd_nomor", "Nomor SKRD", FieldType.TEXT, True),
    TechnicalField("skrd_jumlah", "Jumlah (Rp)", FieldType.NUMBER, True),
    TechnicalField("skrd_kode", "Kode bayar", FieldType.TEXT, False),
)
"""As the issuer's document has them: no tariff is reckoned here."""
PROOF_FIELDS = (
    TechnicalField("setor_bukti", "Nomor bukti setor", FieldType.TEXT, True),
    TechnicalField("setor_tanggal", "Tanggal setor", FieldType.HAPPENED, True),
)
PERMIT_DATE = "izin_tanggal"
PERMIT_FIELDS = (
    TechnicalField(PERMIT_NUMBER, "Nomor izin", FieldType.TEXT, True),
    TechnicalField(PERMIT_DATE, "Tanggal izin", FieldType.HAPPENED, True),
    TechnicalField("izin_sampai", "Izin berlaku sampai", FieldType.VALID_UNTIL, True),
)
OF_DEMAND = {
    Demand.PERMIT: PERMIT_FIELDS,
    Demand.RECEIVER: HANDOVER_FIELDS,
    Demand.BILL: BILL_FIELDS,
    Demand.PROOF: PROOF_FIELDS,
}
"""The fields of each demand that has its own."""
OWN_FIELDS = tuple(field for fields in OF_DEMAND.values() for field in fields)
"""What steps ask for that is no permit's own."""
_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)*")
_FOR_LIFE = "seumur hidup"
_NOT_A_NUMBER = "tulis angka saja, seperti 12 atau 2,5"
_NOT_A_DATE = "bukan tanggal; contoh 31-01-2026"
_NOT_A_VALIDITY = f"bukan tanggal; contoh 31-01-2026, {_FOR_LIFE}"
_PASSED = "sudah lewat; periksa tahunnya, atau minta yang berlaku"
_TO_COME = "belum tiba; paling akhir hari ini"
EMPTY = "isian ini perlu diisi"


def asked_fields(data: tuple[TechnicalField, ...], demands: Collection[Demand]) -> tuple[TechnicalField, ...]:
    """The fields that belong to these demands: data of the permit, permit itself, bill, proof, receiver."""
    own = (field for demand, fields in OF_DEMAND.items() if demand in demands for field in fields)
    return (*(data if Demand.DATA in demands else ()), *own)


def bill_words(values: Mapping[str, str]) -> str:
    """`Rp1.250.000, SKRD 973/12, kode bayar 8812, Dinas PUPR`: what is to be paid; empty while not known."""
    issuer, number, amount, code = (values.get(field.key, "").strip() for field in BILL_FIELDS)
    said = [f"Rp{amount}" if amount else "", f"SKRD {number}" if number else ""]
    return ", ".join(filter(None, [*said, f"kode bayar {code}" if code else "", issuer]))


def permit_words(values: Mapping[str, str]) -> str:
    """`503/12/2026, 18-11-2026, berlaku sampai 31-12-2029`: what was issued; empty while not all is known."""
    number, day, until = (values.get(field.key, "").strip() for field in PERMIT_FIELDS)
    if not number or read_date(day) is None or (until != _FOR_LIFE and read_date(until) is None):
        return ""
    return f"{number}, {day}, berlaku {until if until == _FOR_LIFE else f'sampai {until}'}"


def every_amiss(fields: Sequence[TechnicalField], values: Mapping[str, str], today: date) -> dict[str, str]:
    """What to do about each field that does not hold what it asks for, by its key."""
    told = {f.key: amiss(f, values.get(f.key, ""), today) or _too_early(f, fields, values) for f in fields}
    return {key: said for key, said in told.items() if said}


def _too_early(field: TechnicalField, fields: Sequence[TechnicalField], values: Mapping[str, str]) -> str:
    """What to say of a date before the one that it may not be before; empty where there is no such."""
    first = next((f for f in fields if f.key == field.not_before), None)
    if first is None:
        return ""
    began, ends = (read_date(values.get(f.key, "")) for f in (first, field))
    early = began is not None and ends is not None and ends < began
    return f"lebih awal dari {first.label}; periksa keduanya" if early else ""


def amiss(field: TechnicalField, typed: str, today: date) -> str:
    """What to do about a field that holds what was typed; empty where nothing, EMPTY where it is empty."""
    if not typed.strip():
        return EMPTY if field.obligatory else ""
    if field.type is FieldType.CHOICE:
        return "" if typed in field.choices else f"pilih: {', '.join(field.choices.values())}"
    return _wrong(field.type, typed, today)


def tidied(kind: FieldType, typed: str) -> str:
    """What was typed as it is kept: a date however it is written as 31-12-2027, all else as it is."""
    if kind is FieldType.VALID_UNTIL and " ".join(typed.lower().split()) == _FOR_LIFE:
        return _FOR_LIFE
    day = read_date(typed) if kind in DATES else None
    return typed if day is None else f"{day:%d-%m-%Y}"


def written_elsewhere(
    fields: Sequence[TechnicalField], values: Mapping[str, str], seen: Mapping[str, str]
) -> dict[str, str]:
    """What is kept of the fields that hold something else than was seen in them, by their keys."""
    kept = {field.key: values.get(field.key, "") for field in fields if field.key in seen}
    kinds = {field.key: field.type for field in fields}
    return {key: value for key, value in kept.items() if value != tidied(kinds[key], clean(seen[key]))}


def _wrong(kind: FieldType, typed: str, today: date) -> str:
    """What to do about a value that a field of this type may not hold; empty where it may."""
    value = tidied(kind, typed).strip()
    if not value or (kind is FieldType.VALID_UNTIL and value == _FOR_LIFE):
        return ""
    if kind is FieldType.NUMBER:
        return "" if _NUMBER.fullmatch(value) else _NOT_A_NUMBER
    if kind not in DATES:
        return ""
    day = read_date(value)
    if day is None:
        return _NOT_A_VALIDITY if kind is FieldType.VALID_UNTIL else _NOT_A_DATE
    if kind is FieldType.HAPPENED and day > today:
        return _TO_COME
    return _PASSED if kind is FieldType.VALID_UNTIL and day < today else ""
