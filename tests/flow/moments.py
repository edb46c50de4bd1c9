"""A file at the moments that the tests of the rules begin with; one minute lies between two acts."""

from __future__ import annotations

from loket.flow.acts import (
    Actor,
    Arrive,
    Choose,
    MarkTrouble,
    Rest,
    Skip,
    Take,
)
from loket.lengths import MINUTE
from tests.flow.office import (
    ANDI,
    CITRA,
    DEWI,
    FAJAR,
    FRIDAY,
    INTAN,
    SARI,
    Walk,
    contoh,
    registered,
)

REASON = 7
DINKES = 8
"""The remarks that hold a reason and the name of an agency."""


def minute(n: int) -> int:
    return FRIDAY + n * MINUTE


def file_at_counter() -> Walk:
    """Registered 09.00, on the pile of the front office."""
    return registered(contoh())


def in_hand() -> Walk:
    """Taken by Sari at 09.01."""
    walk = file_at_counter()
    walk.do(SARI, Take())
    return walk


def returned() -> Walk:
    """With the applicant since 09.02, two requirements missing."""
    walk = in_hand()
    walk.do(SARI, Choose("tidak", REASON, ("ktp", "str")))
    return walk


def at_optional() -> Walk:
    walk = in_hand()
    walk.do(SARI, Choose("lengkap"))
    return walk


def for_sign_offs() -> Walk:
    """Before the first of three sign-offs since 09.03."""
    walk = at_optional()
    walk.do(SARI, Skip())
    return walk


def checked_by_andi() -> Walk:
    """Andi has it in hand at the first sign-off since 09.04."""
    walk = for_sign_offs()
    walk.do(ANDI, Take())
    return walk


def for_third(second: Actor = CITRA) -> Walk:
    """Two have signed; the third sign-off lies on the pile."""
    walk = checked_by_andi()
    walk.do(ANDI, Choose("layak"))
    walk.do(second, Take())
    walk.do(second, Choose("layak"))
    return walk


def to_pay() -> Walk:
    walk = for_third()
    walk.do(DEWI, Take())
    walk.do(DEWI, Choose("layak"))
    return walk


def for_collection() -> Walk:
    """Paid, issued by the program itself, waiting for the applicant to come."""
    walk = to_pay()
    walk.do(FAJAR, Take())
    walk.do(FAJAR, Choose("lunas"))
    return walk


def resting() -> Walk:
    """Andi lets it wait for Dinkes since 09.05."""
    walk = checked_by_andi()
    walk.do(ANDI, Rest(DINKES))
    return walk


def in_trouble() -> Walk:
    walk = checked_by_andi()
    walk.do(ANDI, MarkTrouble(REASON))
    return walk


def ended() -> Walk:
    walk = for_collection()
    walk.do(SARI, Arrive())
    walk.do(SARI, Take())
    walk.do(SARI, Choose("diserahkan"))
    walk.do(INTAN, Take())
    walk.do(INTAN, Choose("selesai"))
    return walk
