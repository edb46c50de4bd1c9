"""Those who apply: persons, and the companies they apply for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from loket.store.sql import Connection, containing, fold, phone_digits, run, text


@dataclass(frozen=True, slots=True)
class NewApplicant:
    """An applicant as typed and cleaned; what is not known is empty."""

    name: str
    nik: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    company: str = ""
    npwp: str = ""
    nib: str = ""


@dataclass(frozen=True, slots=True)
class Applicant(NewApplicant):
    """An applicant on record."""

    id: int = 0


_FIELDS = tuple(NewApplicant.__dataclass_fields__)
_WRITTEN = (*_FIELDS, "name_folded", "company_folded", "phone_digits")
_SELECT = f"SELECT {', '.join(Applicant.__dataclass_fields__)} FROM applicant "
_ADD = text(
    f"INSERT INTO applicant ({', '.join(_WRITTEN)})"
    f" VALUES ({', '.join(':' + c for c in _WRITTEN)}) RETURNING id"
)
_UPDATE = text(f"UPDATE applicant SET {', '.join(f'{c} = :{c}' for c in _WRITTEN)} WHERE id = :id")
_BY_ID = text(_SELECT + "WHERE id = :id")
_BY_NIK = text(_SELECT + "WHERE nik = :nik ORDER BY id DESC LIMIT 1")
_SEARCH = text(
    _SELECT + "WHERE (:folded <> '' AND (name_folded LIKE :folded ESCAPE '\\' OR company_folded LIKE :folded"
    " ESCAPE '\\')) OR (:phone <> '' AND phone_digits LIKE :phone ESCAPE '\\') OR (:nik <> '' AND nik = :nik)"
    " ORDER BY name_folded, id LIMIT :limit"
)


def add(conn: Connection, new: NewApplicant) -> int:
    """Keep an applicant and return the id."""
    return int(run(conn, _ADD, **_values(new)).scalar_one())


def update(conn: Connection, applicant_id: int, changed: NewApplicant) -> None:
    """Replace what is kept of an applicant. Raises KeyError."""
    if run(conn, _UPDATE, id=applicant_id, **_values(changed)).rowcount == 0:
        raise KeyError(applicant_id)


def by_id(conn: Connection, applicant_id: int) -> Applicant:
    """The applicant with that id. Raises KeyError."""
    row = run(conn, _BY_ID, id=applicant_id).first()
    if row is None:
        raise KeyError(applicant_id)
    return Applicant(**row._mapping)


def by_nik(conn: Connection, nik: str) -> Applicant | None:
    """The applicant with that NIK; of several that were entered before one was looked for, the newest."""
    row = run(conn, _BY_NIK, nik=nik).first()
    return Applicant(**row._mapping) if row is not None else None


def search(conn: Connection, words: str, limit: int = 20) -> tuple[Applicant, ...]:
    """Applicants by a part of name, company or phone (five digits or more), or by the whole NIK."""
    spelled, digits = fold(words), phone_digits(words)
    rows = run(
        conn,
        _SEARCH,
        folded=containing(spelled) if spelled and not spelled.isdigit() else "",
        phone=containing(digits) if len(digits) >= 5 else "",
        nik=spelled if spelled.isdigit() and len(spelled) == 16 else "",
        limit=limit,
    )
    return tuple(Applicant(**row._mapping) for row in rows)


def _values(applicant: NewApplicant) -> dict[str, Any]:
    values = {name: value for name, value in asdict(applicant).items() if name in _FIELDS}
    values["name_folded"] = fold(applicant.name)
    values["company_folded"] = fold(applicant.company)
    values["phone_digits"] = phone_digits(applicant.phone)
    return values
