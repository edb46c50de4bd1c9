"""The key of a device in the hall: from the environment or asked, and tried before anything is shown."""

from __future__ import annotations

import os

from loket.cli.asking import ask
from loket.cli.failed import Failed
from loket.cli.opened import opened
from loket.desk.errors import KeyRefused
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.words.refusals import good_elsewhere
from loket.desk.words.trouble import database_trouble

KEY = "LOKET_KUNCI"
"""The environment's name for a device's key, which stands in no list of processes there."""


def device_key(kind: DeviceKind, data: str | None) -> str:
    """The key of such a device. Raises Failed for one that opens nothing.

    While the data cannot be read nobody knows: the device tells that itself, and goes on once they can be.
    """
    key = os.environ.get(KEY) or ask(f"Kunci {kind}", hidden=True)
    try:
        with opened(data, settle=False) as desk:
            devices.prove(desk, key, kind)
    except KeyRefused as error:
        raise Failed(good_elsewhere(error) or _refused(kind), 1) from None
    except Exception as error:
        if not database_trouble(error):
            raise
    return key


def _refused(kind: DeviceKind) -> str:
    wrong = f"Kunci {kind} ini tidak berlaku: salah ketik, atau sudah dicabut."
    return f"{wrong} Minta kunci baru kepada admin, atau: loket perangkat ganti NOMOR."
