"""The list of what is still missing (daftar kekurangan) that goes home with a returned file."""

from __future__ import annotations

from dataclasses import dataclass

from loket.office.model import Office
from loket.paper.layout import (
    centred,
    facts,
    hanging,
    known_by,
    letterhead,
    moment,
    page,
    served,
    signatures,
    wrap,
)

TITLE = "DAFTAR KEKURANGAN BERKAS"


@dataclass(frozen=True, slots=True)
class DeficientItem:
    """One requirement, what is wrong with it, and who found that, in which role and when (ms UTC)."""

    name: str
    missing: str
    found_by: str
    role: str
    at: int


@dataclass(frozen=True, slots=True)
class DeficiencyData:
    """What the list shows. `returned` is in ms UTC; `present` counts what need not be brought again,
    `unchecked` what nobody has looked at yet. `part`: which of several at once sent it back.
    `document` is by what else than a NIK the applicant is known (`paspor`).
    """

    number: str
    returned: int
    service: str
    kind: str
    applicant: str
    nik: str
    items: tuple[DeficientItem, ...]
    present: int
    clerk: str
    counter: str
    note: str = ""
    received_by: str = ""
    outside_number: str = ""
    company: str = ""
    unchecked: int = 0
    part: str = ""
    document: str = ""
    document_number: str = ""


def deficiency(office: Office, data: DeficiencyData) -> str:
    """The list as plain text, 72 columns wide."""
    about = facts(
        [
            ("Nomor berkas", data.number),
            ("Dikembalikan", moment(data.returned, office)),
            ("Oleh", data.part),
            ("Layanan", data.service),
            ("Jenis permohonan", data.kind),
            ("Nomor OSS/siCantik", data.outside_number),
            ("Pemohon", data.applicant),
            *known_by(data.nik, data.document, data.document_number),
            ("Perusahaan", data.company),
        ]
    )
    return page(
        letterhead(office),
        centred(TITLE),
        about,
        [line for place, item in enumerate(data.items, start=1) for line in _item(place, item, office)],
        facts([("Pesan petugas", data.note)]),
        wrap(_advice(data)),
        served(office),
        signatures(
            office,
            data.returned,
            ("Yang menerima,", data.received_by or data.applicant),
            (f"Petugas {data.counter},", data.clerk),
        ),
    )


def _item(place: int, item: DeficientItem, office: Office) -> list[str]:
    indent = " " * 5
    return [
        *hanging(f"{place:3}. ", item.name),
        *hanging(f"{indent}Yang kurang: ", item.missing or "belum ada"),
        *hanging(f"{indent}Diperiksa: ", f"{item.found_by}, {item.role}, {moment(item.at, office)}"),
    ]


def _advice(data: DeficiencyData) -> str:
    kept = f"{data.present} persyaratan lain sudah ada dan tidak perlu dibawa lagi. " if data.present else ""
    if data.unchecked:
        kept += f"{data.unchecked} persyaratan belum diperiksa dan masih dapat diminta. "
    return f"{kept}Setelah dilengkapi, datanglah kembali dan sebutkan nomor berkas {data.number}."
