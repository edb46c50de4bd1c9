"""Where somebody goes whose matter is another office's: a paper of a counter, or a slip of a kiosk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loket.office.model import Office, Referral
from loket.paper.escpos import WIDTH as ROLL
from loket.paper.layout import WIDTH, centred, letterhead, moment, page, wrap

NAME = "rujukan"


@dataclass(frozen=True, slots=True)
class Came:
    """When somebody was sent there (ms UTC), with which number and from which counter."""

    at: int
    number: str
    counter: str


def referral(office: Office, matters: Iterable[Referral], came: Came) -> str:
    """The paper as plain text, 72 columns wide, each matter with its office."""
    where = " · ".join(filter(None, (came.number, came.counter, moment(came.at, office))))
    blocks = [block for matter in matters for block in _blocks(office, matter, WIDTH)]
    return page(letterhead(office), centred(NAME.upper()), *blocks, wrap(where))


def referral_slip(office: Office, matter: Referral, at: int) -> str:
    """The same for the roll of a kiosk's printer."""
    return page(wrap(office.short, ROLL), *_blocks(office, matter, ROLL), wrap(moment(at, office), ROLL))


def referral_lines(office: Office, matter: Referral) -> list[str]:
    """Where to, a sentence each."""
    return [
        f"Urusan ini bukan kewenangan {office.short}.",
        f"Silakan ke {matter.office}.",
        *([f"Alamat: {matter.address}"] if matter.address else []),
        *([f"Jam: {matter.hours}"] if matter.hours else []),
    ]


def _blocks(office: Office, matter: Referral, width: int) -> list[list[str]]:
    return [wrap(line, width) for line in (matter.name, *referral_lines(office, matter))]
