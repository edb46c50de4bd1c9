"""The seven procedures, read once for all tests of this room."""

from functools import cache

from loket.sop import catalogue
from loket.sop.model import Procedure

SEVEN = (
    "karimun-sicantik",
    "mempawah-ss",
    "pariaman-oss",
    "pariaman-sicantik",
    "pariaman-sigap",
    "purwakarta-puskesmas",
    "purwakarta-skp",
)


@cache
def shipped() -> dict[str, Procedure]:
    return catalogue()
