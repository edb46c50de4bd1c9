"""The demo's applicants: made-up people and companies, and who comes to the counter for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from loket.desk.office import Desk
from loket.store.applicants import NewApplicant

_WOMEN = (
    "Siti Aminah", "Nurhayati", "Fitriani", "Desi Ratnasari", "Yuliana", "Mariani", "Rosmala Dewi",
    "Kartini", "Zubaidah", "Halimah", "Erna Wati", "Suryani", "Lestari Ningsih", "Novita Sari", "Ayu Lestari",
    "Marlinda", "Rukmini", "Salmah", "Tri Wahyuni", "Elvira", "Hasnah", "Melati Putri", "Wulan Sari",
    "Dian Permata", "Rahmawati", "Juliana", "Nilawati", "Puspa Sari", "Kurniati", "Safitri",
)  # fmt: skip
_MEN = (
    "Ahmad Fauzi", "Bambang Irawan", "Darmawan", "Edi Suhendra", "Firdaus", "Gunawan", "Herman Saleh",
    "Iskandar", "Jamaludin", "Khairul Anwar", "Lukman Hakim", "Mulyadi", "Nasrul", "Oktavianus", "Purnomo",
    "Ridwan", "Syahrial", "Taufik", "Usman", "Wahyudi", "Yanto", "Zainal Abidin", "Abdul Rahman",
    "Bahtiar", "Cahyono", "Dodi Irwandi", "Erwin", "Fadli", "Ganda", "Hasan Basri",
)  # fmt: skip
_TRADES = ("Niaga", "Karya", "Bahari", "Usaha", "Media", "Boga", "Sehat", "Mandiri", "Graha", "Tani")
_STREETS = ("Jl. Contoh", "Jl. Percontohan", "Gg. Contoh", "Jl. Rekaan")
# The two digits of a regency and of a district that do not exist: nobody has such a NIK.
_NOWHERE = "219999"
_GUEST = 40
"""The visitor who has a passport, plainly made up, and no NIK."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """An applicant, and who came for them: the applicant, or somebody with a power of attorney."""

    applicant: NewApplicant
    came_as: str = "pemohon"
    came_name: str = ""
    came_phone: str = ""


def visitor(desk: Desk, rng: Random, service: str, serial: int) -> Visitor:
    """The `serial`-th visitor, who asks for `service`."""
    woman, place = serial % 2 == 0, serial // 2
    names = _WOMEN if woman else _MEN
    company = _company(rng, serial) if _for_companies(desk, service) else ""
    phone = f"08120000{1000 + serial:04}"
    applicant = NewApplicant(
        name=names[place % len(names)],
        nik=_nik(rng, woman=woman, serial=serial),
        phone=phone,
        email=f"pemohon{serial + 1}@contoh.example" if rng.random() < 0.5 else "",
        address=f"{rng.choice(_STREETS)} No. {rng.randint(1, 90)}",
        company=company,
        npwp="",
        nib=f"99{rng.randint(10**10, 10**11 - 1)}" if company else "",
    )
    if serial == _GUEST:
        applicant = replace(applicant, name="John Contoh", nik="", id_kind="paspor", id_number="X00000001")
    if rng.random() < (0.5 if company else 0.15):
        other = rng.choice(_MEN if woman else _WOMEN)
        return Visitor(applicant, "kuasa", other, f"08130000{1000 + serial:04}")
    return Visitor(applicant)


def _nik(rng: Random, *, woman: bool, serial: int) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(65, 99)
    return f"{_NOWHERE}{day + 40 * woman:02}{month:02}{year:02}{9000 + serial:04}"


def _company(rng: Random, serial: int) -> str:
    return f"{rng.choice(('CV', 'PT', 'UD'))} Contoh {rng.choice(_TRADES)} {serial + 1}"


def _for_companies(desk: Desk, service: str) -> bool:
    """Whether the permit asks for a NIB, which businesses have."""
    form = desk.form(service)
    return form is not None and any(
        word == "nib" for word in (*(r.id for r in form.requirements), *(f.key for f in form.fields))
    )
