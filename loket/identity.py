"""What applicants say of themselves: NIK, passport, NPWP, NIB, telephone: as far as a counter can tell.

An error means the number cannot be right; a warning means it is unusual and the clerk decides. Nothing here
repeats the number in a sentence: sentences end up on screens and in logs. Sources: the structure of the NIK
as Dukcapil describes it; PMK 112/2022 for the NPWP of sixteen digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loket.text import digits

NIK_DIGITS, NIB_DIGITS = 16, 13
NPWP_DIGITS, BRANCH_DIGITS = (15, 16), 22
ADULT_AGE = 17
PASSPORT_SIGNS = 9
"""The letters and digits of a passport's number in its machine-readable zone, at most (ICAO Doc 9303)."""
DOCUMENTS: Mapping[str, str] = {"paspor": "paspor", "kitas": "KITAS", "sktt": "SKTT"}
"""By what somebody is known who has no NIK: the kind as it is kept, as it is called. KITAP go as KITAS do."""
_LONGEST_DOCUMENT, _SHORTEST_DOCUMENT = 30, 4
_USUAL_LENGTHS: Mapping[str, range] = {
    "paspor": range(6, PASSPORT_SIGNS + 1),
    "kitas": range(8, 17),
    "sktt": range(_SHORTEST_DOCUMENT, _LONGEST_DOCUMENT + 1),
}
ONE_PHONE = "Tulis satu nomor telepon saja."
_WOMAN = 40
_MOST_APART = 3  # who looks for a slip sees it in so few places
_SEPARATORS = frozenset(" .-\u00a0\u2010\u2011\u2013")
_BETWEEN_PHONES = re.compile(r"[/,;|&]|\b(?:dan|atau)\b|(?=\+)")
_LONGEST_PHONE, _SHORTEST_PHONE, _SHORTEST_MOBILE = 15, 5, 10
_LONG_MOBILE = "Nomor HP biasanya 10 sampai 13 angka; periksa lagi."
_NUMBER = re.compile(r"[0-9](?:[ .\-]?[0-9]){4}")
_LETTER_WITHIN = re.compile(r"[0-9]{3}[ .\-]?[^\W\d_]{1,3}[ .\-]?[0-9]{3}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
# Kemendagri's province codes as of 2025: a NIK of an older code stays valid, so an unknown one only warns
_PROVINCES = frozenset(
    f"{code}"
    for codes in ((11, 20), (21, 22), (31, 37), (51, 54), (61, 66), (71, 77), (81, 83), (91, 97))
    for code in range(*codes)
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number as it should be kept, with what is wrong and what is unusual about it, in Indonesian."""

    number: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def check_nik(text: str, today: date) -> Checked:
    """Check a NIK as typed.

    Two digits of the year mean this century when that is not after `today`, else the last.
    """
    number = _joined(text)
    if not number.isascii() or not number.isdecimal():
        return Checked(number, ("NIK hanya berisi angka. Periksa KTP.",))
    if len(number) != NIK_DIGITS:
        return Checked(number, (f"NIK harus {NIK_DIGITS} angka; yang diketik {len(number)}.",))
    day, month, year = (int(number[place : place + 2]) for place in (6, 8, 10))
    born = _birth(day - _WOMAN if day > _WOMAN else day, month, year, today)
    errors = []
    if born is None:
        errors.append("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Periksa KTP.")
    if number.endswith("0000"):
        errors.append("Empat angka terakhir NIK tidak boleh 0000. Periksa KTP.")
    if errors or born is None:
        return Checked(number, tuple(errors))
    warnings = []
    if number[:2] not in _PROVINCES:
        warnings.append("Kode provinsi pada NIK tidak dikenal; periksa KTP.")
    if (today.year - born.year, today.month, today.day) < (ADULT_AGE, born.month, born.day):
        warnings.append(f"Menurut NIK belum berumur {ADULT_AGE} tahun; periksa KTP atau KIA.")
    return Checked(number, (), tuple(warnings))


def _birth(day: int, month: int, year: int, today: date) -> date | None:
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if born <= today:
            return born
    return None


def check_document(kind: str, text: str, nik: str = "") -> Checked:
    """Check the number of a passport, KITAS (KITAP) or SKTT; it is kept in capitals, without what parts it.

    `nik` is what was typed as such.

    Certain is little: letters and digits, some of them digits. A passport's number is at most nine of them by
    ICAO Doc 9303 (machine-readable zone), a longer one stands elsewhere on the page, so it only warns. How
    KITAS, KITAP and SKTT are numbered no source says that could be relied on: the usual lengths are ours, and
    Dukcapil or immigration has to confirm them. The form of the SKTT (F-1.63) has a NIK beside its number.
    """
    what = DOCUMENTS[kind]
    number = kept_document(text)
    if not number.isascii() or not number.isalnum():
        return Checked(number, (f"Nomor {what} hanya berisi huruf dan angka; tulis tanpa tanda lain.",))
    if not digits(number):
        return Checked(number, (f"Nomor {what} tidak berisi angka; periksa dokumennya.",))
    if not _SHORTEST_DOCUMENT <= len(number) <= _LONGEST_DOCUMENT:
        limits = f"{_SHORTEST_DOCUMENT} sampai {_LONGEST_DOCUMENT}"
        return Checked(number, (f"Nomor {what} {limits} huruf dan angka; yang diketik {len(number)}.",))
    usual = _USUAL_LENGTHS[kind]
    if number.isdecimal() and len(number) == NIK_DIGITS:
        return Checked(number, (), (f"{NIK_DIGITS} angka seperti NIK; bila itu NIK, isi di NIK.",))
    if len(number) not in usual:
        length = f"{usual.start} sampai {usual.stop - 1}"
        return Checked(number, (), (f"Nomor {what} biasanya {length} huruf dan angka; periksa lagi.",))
    return Checked(number, (), ("SKTT memuat NIK juga; isi NIK itu.",) if kind == "sktt" and not nik else ())


def kept_document(text: str) -> str:
    """The number of a document as it is kept, whatever document it is."""
    return "".join(char for char in text if char not in _SEPARATORS and char != "/").upper()


def identity(nik: str, kind: str, number: str) -> str:
    """By what somebody is known: `NIK 2101… · paspor X1234567`; empty where by nothing."""
    document = f"{DOCUMENTS.get(kind, kind)} {number}" if number else ""
    return " · ".join(filter(None, (f"NIK {nik}" if nik else "", document)))


def check_npwp(text: str, nik: str = "") -> Checked:
    """Check a NPWP of fifteen or sixteen digits; other digits only warn: new ones follow no known rule.

    `nik` is the applicant's: a sixteen-digit NPWP may be that very number. A place of business has six digits
    more (NITKU).
    """
    number = _joined(text)
    if not number.isascii() or not number.isdecimal():
        return Checked(number, ("NPWP hanya berisi angka; kosongkan bila tidak ada.",))
    whose = number[:16] if len(number) == BRANCH_DIGITS else number
    if len(whose) not in NPWP_DIGITS:
        usual = f"NPWP biasanya 15 atau 16 angka (NITKU {BRANCH_DIGITS}); yang diketik {len(number)}."
        return Checked(number, (), (usual,))
    if len(whose) == 16 and not whose.startswith("0"):
        same = not nik or whose == digits(nik)
        return Checked(number, (), () if same else ("NPWP 16 angka berbeda dari NIK; periksa kartunya.",))
    if not _luhn(whose[-15:][:9]):
        return Checked(number, (), ("Angka pemeriksa NPWP tidak cocok; periksa kartunya.",))
    return Checked(number)


def tells_nik(npwp: str, nik: str) -> bool:
    """Whether a NPWP, or the NITKU made of it, is that very NIK, however it is written."""
    whose = digits(nik)
    return bool(whose) and digits(npwp).startswith(whose)


def _luhn(number: str) -> bool:
    """Whether the last digit is the check digit of those before it (Luhn)."""
    doubled = (int(d) * (1 + place % 2) for place, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def check_nib(text: str) -> Checked:
    """Check a NIB: thirteen digits, with no check digit that is known."""
    number = _joined(text)
    if number.isascii() and number.isdecimal() and len(number) == NIB_DIGITS:
        return Checked(number)
    return Checked(number, (f"NIB {NIB_DIGITS} angka; lihat di OSS, kosongkan bila tidak ada.",))


def check_name(text: str) -> Checked:
    """Check the name of a person: without a letter it is none, and a long number was meant for another field;
    any other only warns.
    """
    if not any(char.isalpha() for char in text):
        if len(digits(text)) == NIK_DIGITS:
            return Checked(text, ("Ini NIK: isi di isian NIK. Di sini nama sesuai KTP.",))
        return Checked(text, ("Nama tidak berisi huruf. Tulis nama sesuai KTP atau paspor.",))
    if _NUMBER.search(text):
        return Checked(text, ("Di nama ada nomor. Tulis nama saja, sesuai KTP atau paspor.",))
    return Checked(text, (), ("Di nama ada angka; periksa KTP atau paspor.",) if digits(text) else ())


def check_email(text: str) -> Checked:
    """Check that a letter could be sent there: one @, and a domain with a dot behind it."""
    if _EMAIL.fullmatch(text):
        return Checked(text)
    return Checked(text, ("Surel ditulis seperti nama@contoh.id; kosongkan bila tidak ada.",))


def check_phone(text: str) -> Checked:
    """Check a telephone number; it is kept as dialled inside Indonesia (`0811…`).

    Letters within a number are an error, so are two numbers in one field: joined they would be a third; and
    so are fewer digits than any number, or any mobile (`08…`), has. All else only warns.
    """
    typed = "".join(char for char in text if char not in _SEPARATORS and char not in "()/")
    national = _national(typed)
    parts = [part for part in _BETWEEN_PHONES.split(text) if len(digits(part)) >= _SHORTEST_PHONE]
    if len(parts) > 1 or len(digits(national)) > _LONGEST_PHONE:
        return Checked(text, (ONE_PHONE,))
    if _LETTER_WITHIN.search(text):
        return Checked(text, ("Di tengah nomor telepon ada huruf; tulis angkanya saja.",))
    if len(digits(text)) < _SHORTEST_PHONE:
        return Checked(
            text, (f"Nomor telepon paling sedikit {_SHORTEST_PHONE} angka; kosongkan bila tidak ada.",)
        )
    if national.isascii() and national.startswith("+") and national[1:].isdecimal():
        return Checked(national, (), ("Nomor luar negeri; cocokkan angkanya.",))
    if not national.isascii() or not national.isdecimal():
        return Checked(text, (), ("Nomor telepon memuat selain angka; periksa lagi.",))
    if national.startswith("08"):
        if len(national) < _SHORTEST_MOBILE:
            few = f"Nomor HP paling sedikit {_SHORTEST_MOBILE} angka; kosongkan bila tidak ada."
            return Checked(text, (few,))
        return Checked(national, (), () if len(national) <= 13 else (_LONG_MOBILE,))
    if national.startswith("0") and 8 <= len(national) <= 12 and national[1] != "0":
        return Checked(national)
    return Checked(national, (), ("Nomor ini tidak seperti nomor HP atau telepon; periksa lagi.",))


def _national(typed: str) -> str:
    """A number without the country's code, whether it was typed as +62, 62 or even 62 0."""
    for prefix in ("+62", "0062", "62"):
        if typed.startswith(prefix) and len(typed) > len(prefix) + 6:
            return "0" + typed[len(prefix) :].lstrip("0")
    return "0" + typed if typed.startswith("8") and len(typed) >= 9 else typed


def mask_phone(number: str) -> str:
    """A number of which only beginning and end are shown (`0811-****-609`), of a short one the end.

    So whoever reads the paper sees whether it is theirs.
    """
    plain = digits(number)
    return f"{plain[:4]}-****-{plain[-3:]}" if len(plain) >= 10 else "*" * (len(plain) - 2) + plain[-2:]


def _joined(text: str) -> str:
    return "".join(char for char in text if char not in _SEPARATORS)


def mask_nik(nik: str) -> str:
    """Return a NIK with the middle hidden, `210102******0012`; what is not sixteen digits is hidden whole."""
    plain = digits(nik)
    return f"{plain[:6]}******{plain[-4:]}" if len(plain) == NIK_DIGITS else "*" * len(plain)


def mask_document(number: str) -> str:
    """Return the number of a passport or the like with its middle hidden, `X*****567`; a short one whole."""
    return f"{number[:1]}{'*' * (len(number) - 4)}{number[-3:]}" if len(number) >= 7 else "*" * len(number)


def mask_apart(nik: str, other: str, *, typed: bool = False) -> str:
    """Return a NIK with its middle hidden, the first places in it marked where another NIK differs.

    There stands `?`, or the digit itself where whoever reads it `typed` this NIK: `210102***?**0012`.
    """
    hidden = mask_nik(nik)
    if not len(hidden) == len(nik) == len(other):
        return hidden
    places = [at for at, sign in enumerate(hidden) if sign == "*" and nik[at] != other[at]][:_MOST_APART]
    mark = nik if typed else "?" * len(nik)
    return "".join(mark[at] if at in places else sign for at, sign in enumerate(hidden))
