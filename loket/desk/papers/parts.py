"""What every paper says of a file: its service, and the counter it comes from."""

from __future__ import annotations

from loket.desk.case.file_view import FileView
from loket.desk.office import Desk

RECEIPT, DEFICIENCY, APOLOGY = "tanda terima", "daftar kekurangan", "surat permohonan maaf"


def service_name(desk: Desk, view: FileView) -> str:
    """What the office calls the service; the SOP's name where the profile has it no more."""
    service = desk.office.services.get(view.row.service)
    return service.name if service is not None else view.procedure.name


def counter_name(desk: Desk, station: str | None) -> str:
    """The counter that the person sits at, else the office."""
    counter = desk.office.counter(station) if station else None
    return counter.name if counter is not None else desk.office.short
