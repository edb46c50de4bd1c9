"""`loket demo --ramai`: no screen but the people, who come and are served for whoever watches elsewhere."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable
from shutil import which

from loket.cli.device_key import KEY
from loket.cli.failed import Failed
from loket.demo.crowd import Crowd
from loket.demo.people import PASSWORD
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.words.trouble import opening_failed
from loket.location import Location
from loket.store.errors import StoreBusy, StoreTrouble

TURN_SECONDS = 1.0
_BOARD = "Papan contoh"
_STOPPED = "Selesai: yang dilayani diselesaikan, yang dipanggil menunggu lagi."


def live(place: Location, named: str, speed: int) -> int:
    """Let the people of the demo office at `place` come and go until Ctrl+C. Raises Failed once it is gone.

    `named`: how the office was named on the command line.
    """
    try:
        desk = open_desk(place)
        try:
            print(_how_to_watch(desk, place, named), flush=True)
            _stay(Crowd(desk, desk.office.id, speed))
        finally:
            desk.store.close()
    except StoreTrouble as error:
        raise Failed(f"Kantor contoh berhenti. {opening_failed(error)}", 1) from None
    return 0


def _stay(crowd: Crowd) -> None:
    try:
        while True:
            _tell(crowd.turn)
            time.sleep(TURN_SECONDS)
    except KeyboardInterrupt:
        _tell(crowd.leave)
        print(_STOPPED)


def _tell(act: Callable[[], tuple[str, ...]]) -> None:
    """Do it, and print what was done; a database that is busy is asked again with the next turn."""
    try:
        told = act()
    except StoreBusy:
        return
    for line in told:
        print(line, flush=True)


def _how_to_watch(desk: Desk, place: Location, named: str) -> str:
    """What to open beside it: the board, with a key for this time, and the screens."""
    board = next((each.id for each in devices.listed(desk, None) if each.name == _BOARD), None)
    if board is None:
        given = devices.give(desk, None, DeviceKind.BOARD, _BOARD)
    else:
        given = devices.renew(desk, None, board)
    here, office = shlex.quote(str(place)), shlex.quote(named)
    loket = "loket" if which("loket") else f"{shlex.quote(sys.executable)} -m loket"
    return (
        "Pemohon datang dan loket melayani sampai Ctrl+C. Di terminal lain:\n"
        f"  papan   {KEY}={given.key} {loket} papan --data {here}\n"
        f"  layar   {loket} demo --kantor {office} --lanjut --data {here}\n"
        f"Penyelia melihat semuanya. Kata sandi semua petugas: {PASSWORD}.\n"
        "Loket tempat Anda masuk dibiarkan untuk Anda.\n"
    )
