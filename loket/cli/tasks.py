"""`loket tugas`: the one background process of an office, and what it does when it is asked to once."""

from __future__ import annotations

import os
import sys
import time
from typing import Annotated

import typer

from loket.cli.backup import PASSPHRASE_VARIABLE, places
from loket.cli.data import data_path
from loket.cli.opened import Data, opened
from loket.desk.tasks.running import Did, round_of
from loket.desk.tasks.states import upkeep
from loket.desk.tasks.table import Places
from loket.desk.tasks.words import state_words
from loket.desk.words.trouble import opening_failed
from loket.failing import write_report
from loket.log import LOG, note
from loket.store.errors import StoreTrouble

_PAUSE = 60.0  # seconds between two rounds

Once = Annotated[bool, typer.Option("--sekali", help="kerjakan yang sudah waktunya, lalu selesai")]
Told = Annotated[bool, typer.Option("--keadaan", help="hanya sebutkan kapan tiap tugas terakhir jalan")]


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("tugas", help="Pekerjaan berkala kantor, misalnya cadangan.")(do)


def do(once: Once = False, told: Told = False, data: Data = None) -> int:
    """Do what is due, again each minute, or once; exit code 1 where something of it did not go well."""
    if told:
        return _tell(data)
    if once:
        return _round(data, stays=False)
    while True:
        try:
            _round(data, stays=True)
        except StoreTrouble as error:  # it may be put back, or free again, the next time
            print(opening_failed(error), file=sys.stderr, flush=True)
        time.sleep(_PAUSE)


def _round(data: Data, *, stays: bool) -> int:
    """One round on the office as it is now: it may have been put back since the last."""
    log = data_path(data).parent / LOG
    where = Places(tuple(places(None, data)), os.environ.get(PASSPHRASE_VARIABLE) or None)
    with opened(data) as desk:
        done = round_of(desk, where, lambda error: write_report(error, log), stays=stays)
    if done is None:
        print("Tugas kantor ini sedang dikerjakan program lain.")
        return 0
    for did in done:
        print(_words(did), flush=True)
        note(log, f"tugas {did.task.name} {'kurang baik' if did.fault else 'selesai'}")
    return int(any(did.fault for did in done))


def _words(did: Did) -> str:
    return f"{did.task.title}: {did.fault or 'selesai.'}"


def _tell(data: Data) -> int:
    """Print each task with when it went well last, one a line."""
    with opened(data, settle=False) as desk:
        kept, working = upkeep(desk), desk.working_time()
    print(*(state_words(state, working) for state in kept.tasks), sep="\n")
    return int(any(state.fault for state in kept.tasks))
