"""Passwords and staff numbers: how a password is kept, judged and guessed slowly; what a number looks like.

Passwords are hashed with Argon2id. Hashing takes a tenth of a second on purpose, so screens do it in a
thread; tests replace `parameters` with the cheapest ones.
"""

from __future__ import annotations

import re
import unicodedata

from argon2 import Parameters, PasswordHasher, profiles
from argon2.exceptions import Argon2Error, InvalidHashError

from loket.dates import read_date
from loket.lengths import MINUTE
from loket.text import digits

LEAST_LENGTH = 8
MOST_LENGTH = 256
NIP_DIGITS = 18
_OTHER_NUMBER = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9./-]{2,29}")
_APPOINTED = (*range(1, 13), 21)
FREE_TRIES = 5
"""So many wrong passwords in a row cost nothing but the time it takes to type them."""
LONGEST_PAUSE = 15 * MINUTE


def parameters() -> Parameters:
    """What a hash costs: RFC 9106's second choice, 64 MiB and some 150 ms."""
    return profiles.RFC_9106_LOW_MEMORY


def password_fault(password: str, *known: str) -> str:
    """Why this password will not do, as an Indonesian sentence; empty when it will.

    `known` are words others know about the person (name, NIP): none may be the password.
    """
    if len(password) < LEAST_LENGTH:
        return f"Kata sandi paling sedikit {LEAST_LENGTH} huruf atau angka."
    if len(password) > MOST_LENGTH:
        return f"Kata sandi paling banyak {MOST_LENGTH} huruf atau angka."
    if len(set(password)) < 3:
        return "Kata sandi terlalu mudah ditebak; jangan mengulang huruf yang sama."
    if any(_plain(password) == _plain(word) for word in known if word):
        return "Kata sandi tidak boleh sama dengan nama atau nomor petugas."
    return ""


def hash_password(password: str) -> str:
    """The hash to keep, with its own salt and parameters inside."""
    return PasswordHasher.from_parameters(parameters()).hash(_normal(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether this is the password behind `stored`. Never raises.

    With None (no such person) it takes as long as a real check, so that time tells nobody who works here.
    """
    hasher = PasswordHasher.from_parameters(parameters())
    try:
        if stored is None:
            hasher.hash(_normal(password))
            return False
        return hasher.verify(stored, _normal(password))
    except (Argon2Error, InvalidHashError, UnicodeError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's; to ask after a successful sign-in."""
    try:
        return PasswordHasher.from_parameters(parameters()).check_needs_rehash(stored)
    except InvalidHashError:
        return True


def pause_after(wrong: int) -> int:
    """How long (ms) nobody is let in after so many wrong passwords in a row; it doubles with each."""
    if wrong < FREE_TRIES:
        return 0
    return min(LONGEST_PAUSE, MINUTE << min(wrong - FREE_TRIES, 8))


def free_again(wrong: int, last: int, now: int) -> int:
    """From when on a password is looked at again, after so many wrong ones, the latest of them at `last`.

    Instants in ms. A clock that was put back keeps nobody out: what lies ahead of it does not count.
    """
    return last + pause_after(wrong) if last <= now else now


def _normal(password: str) -> bytes:
    """One form for letters that keyboards compose differently. A lone surrogate raises UnicodeError."""
    return unicodedata.normalize("NFC", password).encode()


def _plain(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())


def nip_fault(text: str) -> str:
    """What is wrong with a NIP as typed, as an Indonesian sentence; empty when it may be one.

    Eighteen digits: date of birth, year and month of appointment (of a PPPK 21 in place of the month), sex,
    serial number.
    """
    if any(not (char.isspace() or char in "0123456789") for char in text):
        return "NIP hanya berisi angka (spasi boleh)."
    nip = digits(text)
    if len(nip) != NIP_DIGITS:
        return f"NIP harus {NIP_DIGITS} angka; yang diketik {len(nip)}."
    born = read_date(f"{nip[:4]}-{nip[4:6]}-{nip[6:8]}")
    if born is None:
        return "Delapan angka pertama NIP bukan tanggal lahir; periksa lagi."
    if int(nip[8:12]) <= born.year or int(nip[12:14]) not in _APPOINTED:
        return "Angka ke-9 sampai ke-14 NIP bukan tahun dan bulan pengangkatan; periksa lagi."
    if nip[14] not in "12" or nip[15:] == "000":
        return "Empat angka terakhir NIP harus 1 atau 2, lalu nomor urut; periksa lagi."
    return ""


def is_nip(number: str) -> bool:
    """Whether a staff number is a NIP; of who has none (contract staff) it never has as many digits."""
    return len(number) == NIP_DIGITS and number.isascii() and number.isdecimal()


def other_number_fault(text: str) -> str:
    """What is wrong with the number of somebody who has no NIP, as an Indonesian sentence; empty for nothing.

    How an office numbers its contract staff is its own affair; only a NIP is nobody's other number.
    """
    number = staff_number(text)
    if is_nip(number):
        return f"Nomor {NIP_DIGITS} angka adalah NIP; tulis sebagai NIP."
    if not _OTHER_NUMBER.fullmatch(number):
        return "No. pegawai 3 sampai 30 huruf dan angka (boleh . - /), sedikitnya satu angka."
    return ""


def staff_number(text: str) -> str:
    """A staff number as it is kept: of a NIP the digits, another without blanks and in capitals."""
    nip = digits(text)
    return nip if len(nip) == NIP_DIGITS else "".join(text.split()).upper()


def show_number(number: str) -> str:
    """A staff number as lists have it: a NIP in its parts (`show_nip`), another as `No. pegawai KTR-014`."""
    return show_nip(number) if is_nip(number) else f"No. pegawai {number}"


def show_nip(nip: str) -> str:
    """A NIP as offices write it: `19900101 201501 2 001` (birth date, appointment, sex, serial number)."""
    plain = digits(nip)
    return f"{plain[:8]} {plain[8:14]} {plain[14]} {plain[15:]}" if len(plain) == NIP_DIGITS else nip
