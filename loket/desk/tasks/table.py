"""The tasks, as data: a new one is a function and a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from loket.desk import drafts
from loket.desk.backup.making import copy_again, make
from loket.desk.errors import PrintFailed
from loket.desk.lookout import morning
from loket.desk.office import Desk
from loket.desk.queue import booking, calling
from loket.desk.tasks.scans import take_in
from loket.lengths import DAY, HOUR, MINUTE


class NotWell(Exception):
    """A task did not come to what it is for; `str()` is the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Places:
    """What is this computer's and not the office's: where backups go, and what locks them."""

    backups: Sequence[Path]
    passphrase: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """`title` is what people read; it is done again once `every` (ms) has passed since it went well.

    `wanted`: whether the office has anything to do for it, `when`: whether now is an hour for it. `at_once`:
    how it is done when an admin asks for it, due or not, where that is otherwise. `quiet`: it is told only of
    when what keeps it is another than before.
    """

    name: str
    title: str
    every: int
    run: Callable[[Desk, Places], object]
    wanted: Callable[[Desk], bool] = lambda _: True
    when: Callable[[Desk], bool] = lambda _: True
    at_once: Callable[[Desk, Places], object] | None = None
    quiet: bool = False


def _back_up(desk: Desk, places: Places, *, anew: bool = False) -> None:
    """A backup; where one of today lacks a copy in another place, the copy alone, unless it is `anew`."""
    missed = None if anew else copy_again(desk, places.backups, desk.now() - _BACKUP)
    if missed is None:
        made = make(desk, places.backups, places.passphrase)
        if not made.whole:
            raise NotWell("Cadangan tidak dihitung: isinya tidak utuh. Jalankan: loket periksa.")
        missed = made.missed
    if missed:
        where = ", ".join(f"{each.place} ({each.why})" for each in missed)
        raise NotWell(f"Cadangan dibuat, tetapi tanpa salinan di {where}.")


def _take_scans(desk: Desk, _: Places) -> None:
    if fault := take_in(desk, Path(desk.office.settings.scans)):
        raise NotWell(fault)


def _print_morning(desk: Desk, _: Places) -> None:
    try:
        morning.print_sheet(desk)
    except PrintFailed as failed:
        raise NotWell(f"Lembar pagi belum tercetak. {failed}") from None


BACKUP = "cadangan"
_BACKUP = 20 * HOUR
"""A little sooner than daily: a computer that is off at night does it when it is on again."""
TASKS: Sequence[Task] = (
    Task("nomor", "Nomor antrean tertinggal ditutup", 6 * HOUR, lambda desk, _: calling.lapse(desk)),
    Task("pesanan", "Pesanan hari yang lewat dilupakan", DAY, lambda desk, _: booking.forget_over(desk)),
    Task("isian", "Isian setengah jadi dihapus", DAY, lambda desk, _: drafts.forget_old(desk)),
    Task(BACKUP, "Cadangan", _BACKUP, _back_up, at_once=partial(_back_up, anew=True)),
    Task(
        "lampiran",
        "Lampiran dari folder",
        MINUTE,
        _take_scans,
        wanted=lambda desk: bool(desk.office.settings.scans),
        quiet=True,
    ),
    Task(
        "lembar-pagi",
        "Lembar pagi dicetak",
        12 * HOUR,
        _print_morning,
        wanted=lambda desk: desk.office.settings.morning_minute is not None,
        when=morning.is_time,
    ),
)
