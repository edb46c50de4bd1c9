"""Where somebody goes whose matter is another office's: a paper of a counter, or a slip of a kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from loket.office.model import Office
from loket.paper.escpos import WIDTH as ROLL
from loket.paper.layout import WIDTH, centred, letterhead, moment, page, wrap

NAME = "rujukan"


@dataclass(frozen=True, slots=True)
class ReferralData:
    """What somebody came for (empty: nobody wrote it), the office they are sent to, and when (ms UTC).

    `number` and `counter` are empty where there was none.
    """

    wanted: str
    office: str
    address: str
    hours: str
    at: int
    number: str = ""
    counter: str = ""


def referral(office: Office, data: ReferralData) -> str:
    """The paper as plain text, 72 columns wide."""
    came = " · ".join(filter(None, (data.number, data.counter, moment(data.at, office))))
    return page(letterhead(office), centred(NAME.upper()), *_blocks(office, data, WIDTH), wrap(came))


def referral_slip(office: Office, data: ReferralData) -> str:
    """The same for the roll of a kiosk's printer."""
    return page(wrap(office.short, ROLL), *_blocks(office, data, ROLL), wrap(moment(data.at, office), ROLL))


def referral_lines(office: Office, data: ReferralData) -> list[str]:
    """Where to, a sentence each."""
    return [
        f"Urusan ini bukan kewenangan {office.short}.",
        f"Silakan ke {data.office}.",
        *([f"Alamat: {data.address}"] if data.address else []),
        *([f"Jam: {data.hours}"] if data.hours else []),
    ]


def _blocks(office: Office, data: ReferralData, width: int) -> list[list[str]]:
    return [wrap(line, width) for line in (data.wanted, *referral_lines(office, data))]
