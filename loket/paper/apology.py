"""The letter in which the office asks somebody's pardon who waited longer than promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.office.model import Office
from loket.paper.layout import centred, facts, letterhead, page, served, signatures, wrap
from loket.sla.words import long_date

TITLE = "SURAT PERMOHONAN MAAF"


@dataclass(frozen=True, slots=True)
class ApologyData:
    """What the letter says: of which file, the date that was `promised`, and what is `offered` for it.

    `at` is when it is written (ms UTC); `outcome` how and when the file was decided, empty before.
    """

    number: str
    service: str
    applicant: str
    promised: date
    outcome: str
    offered: tuple[str, ...]
    at: int
    clerk: str
    counter: str
    company: str = ""


def apology(office: Office, data: ApologyData) -> str:
    """The letter as plain text, 72 columns wide."""
    about = facts(
        [
            ("Nomor berkas", data.number),
            ("Layanan", data.service),
            ("Pemohon", data.applicant),
            ("Perusahaan", data.company),
            ("Dijanjikan selesai", f"paling lambat {long_date(data.promised)}"),
            ("Hasil", data.outcome),
        ]
    )
    offered = "; ".join(data.offered)
    return page(
        letterhead(office),
        centred(TITLE),
        about,
        wrap(_sorry(office, data)),
        wrap(f"Yang kami berikan atas keterlambatan itu: {offered}.") if offered else [],
        served(office),
        signatures(office, data.at, None, (f"Petugas {data.counter},", data.clerk)),
    )


def _sorry(office: Office, data: ApologyData) -> str:
    late = "baru diputuskan sesudah" if data.outcome else "belum diputuskan pada"
    promised = "tanggal yang kami janjikan pada tanda terima berkas"
    return f"{office.short} mohon maaf: permohonan ini {late} {promised}."
