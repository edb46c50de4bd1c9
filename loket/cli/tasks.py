"""`loket tugas`: the one background process of an office, and what it does when it is asked to once."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from loket.cli.data import data_place
from loket.cli.listing import Json, as_text
from loket.cli.opened import Data, opened
from loket.cli.steady import Steady
from loket.desk.tasks.running import Did, here, round_of
from loket.desk.tasks.states import upkeep
from loket.desk.tasks.words import state_words
from loket.failing import write_report
from loket.location import beside
from loket.log import LOG, note

_PAUSE = 60.0  # seconds between two rounds
_ELSEWHERE = "Tugas kantor ini sedang dikerjakan program lain"
_WAITS = f"{_ELSEWHERE}; program ini menunggu, dan meneruskannya bila yang itu berhenti."

Once = Annotated[bool, typer.Option("--sekali", help="kerjakan yang sudah waktunya, lalu selesai")]
Told = Annotated[bool, typer.Option("--keadaan", help="hanya sebutkan kapan tiap tugas terakhir jalan")]


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("tugas", help="Pekerjaan berkala kantor, misalnya cadangan.")(do)


def do(once: Once = False, told: Told = False, as_json: Json = False, data: Data = None) -> int:
    """Do what is due, again each minute, or once; exit code 1 where something of it did not go well."""
    if told or as_json:
        return _tell(data, as_json=as_json)
    if once:
        if (code := _round(data, stays=False)) is None:
            print(f"{_ELSEWHERE}.")
        return code or 0
    office = Steady(data, lambda: "" if _round(data, stays=True) is not None else _WAITS)
    while True:
        office.turn()
        time.sleep(_PAUSE)


def _round(data: Data, *, stays: bool) -> int | None:
    """One round on the office as it is now: it may have been put back since the last.

    Its exit code; None while another program has the tasks.
    """
    log = beside(data_place(data)).parent / LOG
    with opened(data) as desk:
        where = here(desk)
        done = round_of(desk, where, lambda error: write_report(error, log), stays=stays)
    if done is None:
        return None
    for did in done if not stays else filter(lambda did: did.told, done):
        print(_words(did), flush=True)
        note(log, f"tugas {did.task.name} {'tidak berhasil' if did.fault else 'selesai'}")
    return int(any(did.fault for did in done))


def _words(did: Did) -> str:
    return f"{did.task.title}: {did.fault or 'selesai.'}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A task, when it was tried last and went well last (ms UTC), and what keeps it since."""

    name: str
    title: str
    tried: int | None
    well: int | None
    fault: str


def _tell(data: Data, *, as_json: bool) -> int:
    """Print each task with when it went well last, one a line."""
    with opened(data, settle=False) as desk:
        kept, working = upkeep(desk), desk.working_time()
    if as_json:
        tasks = (Kept(s.task.name, s.task.title, s.tried, s.well, s.fault) for s in kept.tasks)
        print(as_text([asdict(task) for task in tasks]))
    else:
        print(*(state_words(state, working) for state in kept.tasks), sep="\n")
    return int(any(state.fault for state in kept.tasks))
