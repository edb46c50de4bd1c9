"""The receipt (tanda terima berkas, bukti pendaftaran) that an applicant takes home.

It shows what was handed in, never the whole NIK or telephone number: receipts are lost and photographed. It
is no permit and is signed by hand alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.identity import mask_phone
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
from loket.sla.words import long_date

TITLE = "TANDA TERIMA BERKAS"
_NO_ESTIMATE = "belum dapat dihitung"
_MARKS = {True: "x", False: " ", None: "?"}


@dataclass(frozen=True, slots=True)
class ReceivedItem:
    """One requirement and whether it was handed in, None while nobody looked.

    `detail` says in what shape (`fotokopi, 2 lembar`).
    """

    name: str
    present: bool | None
    obligatory: bool = True
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """What a receipt shows. `received` is in ms UTC; empty texts leave their line out.

    `bearer` brought the file where that was not the applicant, in the capacity `bearer_as` (`kuasa`).
    `sent_by` is the way it came where nobody brought it (`surel`).
    `clerk` at `counter` received it; `reprint` says by whom and when it was printed again. `finish` is the
    latest date by the SOP's times, None when it cannot be told; `finish_note` says how sure that is, and
    `passed` whether the date has gone by. Where no time is reckoned `finish_instead` stands there (`dapat
    ditunggu`), of a decided file `outcome`. `product` is what the file is to bring forth (SKKLH), `bill` what
    is to be paid, and `paid` the proof that it was; `permit` what was issued.
    `document` is by what else than a NIK the applicant is known (`paspor`). `cancelled` heads the paper of a
    file that ended so (`dicabut`), for which nobody comes again.
    """

    number: str
    received: int
    service: str
    kind: str
    applicant: str
    nik: str
    clerk: str
    counter: str
    items: tuple[ReceivedItem, ...]
    finish: date | None
    address: str = ""
    phone: str = ""
    company: str = ""
    outside_number: str = ""
    bearer: str = ""
    bearer_as: str = ""
    sent_by: str = ""
    finish_note: str = ""
    passed: bool = False
    finish_instead: str = ""
    reprint: str = ""
    outcome: str = ""
    product: str = ""
    bill: str = ""
    paid: str = ""
    permit: str = ""
    title: str = TITLE
    document: str = ""
    document_number: str = ""
    cancelled: str = ""


def receipt(office: Office, data: ReceiptData) -> str:
    """The receipt as plain text, 72 columns wide."""
    about_file = facts(
        [
            ("Nomor berkas", data.number),
            ("Diterima", moment(data.received, office)),
            ("Masuk lewat", data.sent_by),
            ("Layanan", data.service),
            ("Izin", data.product),
            ("Jenis permohonan", data.kind),
            ("Nomor OSS/siCantik", data.outside_number),
            ("Retribusi", data.bill),
            ("Bukti setor", data.paid),
            ("Izin terbit", data.permit),
        ]
    )
    about_people = facts(
        [
            ("Pemohon", data.applicant),
            *known_by(data.nik, data.document, data.document_number),
            ("Alamat", data.address),
            ("HP", mask_phone(data.phone) if data.phone else ""),
            ("Perusahaan", data.company),
            ("Kuasa" if data.sent_by else "Dibawa oleh", _bearer(data)),
        ]
    )
    return page(
        letterhead(office),
        centred(f"BERKAS {data.cancelled.upper()}" if data.cancelled else data.title),
        about_file,
        about_people,
        _checklist(data.items),
        _finish(data),
        [line for text in _advice(office, data) for line in wrap(text)],
        served(office),
        signatures(
            office,
            data.received,
            ("Yang menyerahkan,", data.bearer or data.applicant) if not data.sent_by else None,
            (f"Petugas {data.counter},", data.clerk),
        ),
        wrap(data.reprint),
    )


def _bearer(data: ReceiptData) -> str:
    capacity = f" ({data.bearer_as})" if data.bearer_as and not data.sent_by else ""
    return f"{data.bearer}{capacity}" if data.bearer else ""


def _checklist(items: tuple[ReceivedItem, ...]) -> list[str]:
    if not items:
        return []
    unchecked = "  [?] belum diperiksa" if any(item.present is None for item in items) else ""
    lines = [f"PERSYARATAN  ([x] ada  [ ] tidak ada{unchecked})"]
    for place, item in enumerate(items, start=1):
        detail = f" ({item.detail})" if item.detail else ""
        extra = "" if item.obligatory or item.present else " - bila ada"
        lines += hanging(f"{place:3}. [{_MARKS[item.present]}] ", f"{item.name}{detail}{extra}")
    return lines


def _finish(data: ReceiptData) -> list[str]:
    if data.outcome:
        return facts([("Hasil", data.outcome)])
    if data.finish_instead:
        return facts([("Perkiraan selesai", data.finish_instead)])
    latest = f"paling lambat {long_date(data.finish)}" if data.finish is not None else _NO_ESTIMATE
    if data.passed:
        return facts([("Batas waktu", f"{latest}, sudah lewat. Tanyakan di loket.")])
    note = f" ({data.finish_note})" if data.finish_note else ""
    return facts([("Perkiraan selesai", f"{latest}{note}")])


def _advice(office: Office, data: ReceiptData) -> list[str]:
    asked = office.inquiries or "Tanyakan di loket dengan menyebut nomor berkas."
    if data.cancelled:
        return [asked]
    card = "KTP" if data.nik or not data.document else data.document
    return [asked, f"Bawa tanda terima ini dan {card} saat mengambil; bila diwakilkan, juga surat kuasa."]
