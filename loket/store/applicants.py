"""Those who apply: persons, and the companies they apply for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from loket.identity import tells_nik
from loket.matching import digits_of, folded
from loket.store.searching import every_word, sought
from loket.store.sql import Connection, phone_digits, run, text


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
_WRITTEN = (*_FIELDS, "name_folded", "company_folded", "phone_digits", "numbers")
_SELECT = f"SELECT {', '.join(Applicant.__dataclass_fields__)} FROM applicant "
_ADD = text(
    f"INSERT INTO applicant ({', '.join(_WRITTEN)})"
    f" VALUES ({', '.join(':' + c for c in _WRITTEN)}) RETURNING id"
)
_UPDATE = text(f"UPDATE applicant SET {', '.join(f'{c} = :{c}' for c in _WRITTEN)} WHERE id = :id")
_BY_ID = text(_SELECT + "WHERE id = :id")
_BY_NIK = text(_SELECT + "WHERE nik = :nik ORDER BY id DESC LIMIT 1")
_HAS_WORD = "(name_folded LIKE :word{at} ESCAPE '\\' OR company_folded LIKE :word{at} ESCAPE '\\')"
_SEARCH = text(
    _SELECT
    + f"""WHERE (:words <> '' AND {every_word(_HAS_WORD)})
  OR (:phone <> '' AND phone_digits LIKE :phone ESCAPE '\\')
  OR (:nik <> '' AND nik = :nik) OR (:numbers <> '' AND numbers LIKE :numbers ESCAPE '\\')
ORDER BY name, id LIMIT :limit"""
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
    return Applicant(**row.by_name())


def by_nik(conn: Connection, nik: str) -> Applicant | None:
    """The applicant with that NIK; of several that were entered before one was looked for, the newest."""
    row = run(conn, _BY_NIK, nik=nik).first()
    return Applicant(**row.by_name()) if row is not None else None


def search(conn: Connection, typed: str, limit: int = 20) -> tuple[Applicant, ...]:
    """Applicants by words of name and company, by phone, NIB, NPWP, or by the whole NIK (`sought`)."""
    rows = run(conn, _SEARCH, **sought(typed), limit=limit)
    return tuple(Applicant(**row.by_name()) for row in rows)


def _values(applicant: NewApplicant) -> dict[str, Any]:
    values = {name: value for name, value in asdict(applicant).items() if name in _FIELDS}
    values["name_folded"] = folded(applicant.name)
    values["company_folded"] = folded(applicant.company)
    values["phone_digits"] = phone_digits(applicant.phone)
    npwp = "" if tells_nik(applicant.npwp, applicant.nik) else digits_of(applicant.npwp)
    values["numbers"] = f"{digits_of(applicant.nib)} {npwp}".strip()
    return values
