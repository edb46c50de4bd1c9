"""`loket perangkat`: the keys of a kiosk, a board, a voice."""

from __future__ import annotations

from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.asking import ask
from loket.cli.failed import Failed
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.desk.people import changes, devices
from loket.desk.people.devices import Device, DeviceKind, Given
from loket.desk.words.changes import told
from loket.desk.words.moments import clock_words
from loket.text import clean

Number = Annotated[
    int, typer.Argument(metavar="NOMOR", help="nomor perangkat menurut: loket perangkat tampil")
]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    keys = typer.Typer(
        help="Perangkat: kunci kios, papan panggilan, dan suara.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    keys.command("tampil", help="Perangkat yang punya atau pernah punya kunci.")(show)
    keys.command("buat", help="Buat kunci untuk perangkat baru.")(give)
    keys.command("ganti", help="Beri perangkat kunci lain; yang lama tidak berlaku lagi.")(renew)
    keys.command("cabut", help="Cabut kunci perangkat.")(revoke)
    keys.command("riwayat", help="Kunci yang dibuat dan dicabut: kapan, oleh siapa, mengapa.")(history)
    keys.command("periksa", help="Perangkat mana yang bekerja dengan sebuah kunci.")(check)
    app.add_typer(keys, name="perangkat")


def show(as_json: Json = False, data: Data = None) -> int:
    """Print the devices, one a line."""
    with opened(data) as desk:
        found, time = devices.listed(desk, None), desk.working_time()

    def line(device: Device) -> str:
        ended = "" if device.active else " (dicabut)"
        since = clock_words(time, device.since)
        return f"{device.id:>4}  {device.kind:<6} {clean(device.name)} · kunci sejak {since}{ended}"

    tell(found, line, "Belum ada perangkat.", as_json=as_json)
    return 0


def history(as_json: Json = False, data: Data = None) -> int:
    """Print all that was changed of devices, the newest first."""
    with opened(data) as desk:
        found = changes.of_devices(desk, None)
        tell(found, lambda change: told(desk, change), "Belum ada yang dicatat.", as_json=as_json)
    return 0


def give(
    kind: Annotated[str, typer.Argument(metavar="JENIS", help=", ".join(DeviceKind))],
    name: Annotated[str, typer.Argument(metavar="NAMA", help="misalnya Kios pintu depan")],
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Make a key."""
    if kind not in list(DeviceKind):
        raise Failed(f"Jenis “{clean(kind)}” tidak dikenal; tulis {', '.join(DeviceKind)}.")
    with opened(data) as desk:
        _tell(devices.give(desk, administrator(desk, by), DeviceKind(kind), name, reason))
    return 0


def check(by: As = "", data: Data = None) -> int:
    """Say whose a key is."""
    with opened(data) as desk:
        who = administrator(desk, by)
        found = devices.whose(desk, who, ask("Kunci"))
    print(f"Kunci {clean(found.name)} ({found.kind}).")
    return 0


def renew(device: Number, reason: Because = "", by: As = "", data: Data = None) -> int:
    """Make another key."""
    with opened(data) as desk:
        _tell(devices.renew(desk, administrator(desk, by), device, reason))
    return 0


def _tell(given: Given) -> None:
    print(f"Kunci {clean(given.name)}: {given.key}")
    print("Catat sekarang: kunci ini tidak ditampilkan lagi.")


def revoke(device: Number, reason: Because = "", by: As = "", data: Data = None) -> int:
    """Take a key away."""
    with opened(data) as desk:
        found = devices.revoke(desk, administrator(desk, by), device, reason)
    print(f"Kunci {clean(found.name)} dicabut.")
    return 0
