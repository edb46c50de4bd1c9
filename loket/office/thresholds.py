"""After how long a wait a lane needs attention, and action, as a profile has them: one before the other."""

from __future__ import annotations

from loket.lengths import DAY, MINUTE
from loket.office.model import Office
from loket.office.reading import Table

ATTENTION, ACTION = "perhatian_menit", "tindakan_menit"
"""The keys of both, in the settings, of an errand and of a service."""
MOST = DAY // MINUTE


def read_thresholds(table: Table) -> tuple[int | None, int | None]:
    """What an errand or a service has of its own, in minutes."""
    return table.number(ATTENTION, most=MOST), table.number(ACTION, most=MOST)


def check_thresholds(top: Table, office: Office) -> None:
    """Note where attention would not come before action, by whatever each of them is taken from."""
    if not top.failed("pengaturan"):
        _check(top.section("pengaturan"), office, [("", "")])
    registering = [errand.id for errand in office.errands.values() if errand.registers]
    for section in ("keperluan", "layanan"):
        for table in () if top.failed(section) else top.sections(section):
            id = str(table.values.get("id", ""))
            came = [(id, "")] if section == "keperluan" else [(errand, id) for errand in registering]
            if table.has(ATTENTION) or table.has(ACTION):
                _check(table, office, came)


def _check(table: Table, office: Office, came: list[tuple[str, str]]) -> None:
    for errand, service in () if table.failed(ATTENTION) or table.failed(ACTION) else came:
        found = office.thresholds(errand, service)
        attention, action = found.attention // MINUTE, found.action // MINUTE
        if attention >= action and table.has(ACTION):
            right = f"lebih dari {attention}, sesudah menunggu berapa menit perhatian diperlukan"
            table.fault(ACTION, f"berisi {action}", right)
            return
        if attention >= action:
            right = f"kurang dari {action}, sesudah menunggu berapa menit harus bertindak"
            table.fault(ATTENTION, f"berisi {attention}", right)
            return
