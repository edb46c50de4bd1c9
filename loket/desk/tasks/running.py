"""A round of the tasks: those that are due, one after the other; what one meets hinders no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from loket.desk.authority import Who, administers
from loket.desk.backup.places import passphrase, places
from loket.desk.backup.scratch import UnderWay
from loket.desk.errors import ClockDoubted
from loket.desk.office import Desk
from loket.desk.place import has_ended, program
from loket.desk.tasks.table import TASKS, NotWell, Places, Task
from loket.desk.words.trouble import database_trouble
from loket.lengths import MINUTE
from loket.store import tasks

_LEASE = 30 * MINUTE
AGAIN = 15 * MINUTE
"""How long (ms) after it met something a task is tried again, at the latest."""


@dataclass(frozen=True, slots=True)
class Did:
    """A task that was due, and what kept it; empty where it went well. `told`: there is something to say."""

    task: Task
    fault: str
    told: bool = True


def round_of(
    desk: Desk,
    places: Places,
    unforeseen: Callable[[Exception], object],
    *,
    stays: bool = False,
    all_tasks: Sequence[Task] = TASKS,
) -> tuple[Did, ...] | None:
    """Do what is due; None while another program has the tasks. `stays`: this one keeps them till its next.

    What no sentence is written for goes to `unforeseen`. Raises StoreTrouble where the database itself fails.
    """
    mine, done = program(), list[Did]()
    if (known := _taken(desk, mine)) is None:
        return None
    wanted = [each for each in all_tasks if each.wanted(desk) and each.when(desk)]
    due = [each for each in wanted if _due(each, known.get(each.name), desk.now())]
    for task in due:
        if done and _taken(desk, mine) is None:  # the last one took so long that another program has them
            break
        fault = _tried(task, desk, places, unforeseen)
        before = known.get(task.name)
        done.append(Did(task, fault, not task.quiet or fault != (before.fault if before is not None else "")))
        with desk.store.write() as conn:
            tasks.went(conn, task.name, desk.now(), fault)
    if not stays:
        with desk.store.write() as conn:
            tasks.release(conn, mine)
    return tuple(done)


def here(desk: Desk) -> Places:
    """What is this computer's, by its environment."""
    return Places(places(desk.store.path), passphrase())


def at_once(desk: Desk, who: Who, name: str) -> None:
    """Do a task now that an admin asks for, due or not. Raises NotWell for what keeps it, Refused."""

    def raised(error: Exception) -> None:
        raise error

    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
    task = next(each for each in TASKS if each.name == name)
    fault = _tried(replace(task, run=task.at_once or task.run), desk, here(desk), raised)
    with desk.store.write() as conn:
        tasks.went(conn, name, desk.now(), fault)
    if fault:
        raise NotWell(fault)


def _taken(desk: Desk, mine: str) -> dict[str, tasks.Went] | None:
    """Take the tasks, or keep them, and see how each went; None while another program has them."""
    now = desk.now()
    with desk.store.write() as conn:
        return tasks.every(conn) if tasks.take(conn, mine, now, now + _LEASE, has_ended) else None


def _due(task: Task, known: tasks.Went | None, now: int) -> bool:
    """Whether it is time; also by a clock that was set back."""
    if known is None:
        return True
    if known.fault and 0 <= now - known.tried < min(AGAIN, task.every):
        return False
    return known.well is None or not 0 <= now - known.well < task.every


def _tried(task: Task, desk: Desk, places: Places, unforeseen: Callable[[Exception], object]) -> str:
    try:
        task.run(desk, places)
    except NotWell as error:
        return str(error)
    except UnderWay:
        return "Cadangan lain sedang dibuat atau dipulihkan."
    except ClockDoubted:
        return "Jam komputer diragukan; penyelia atau admin ditanya saat masuk."
    except OSError as error:
        return f"Tidak dapat membaca atau menulis {error.filename or 'berkas'}: {error.strerror}."
    except Exception as error:
        if database_trouble(error):
            return "Data kantor sedang tidak dapat dipakai; dicoba lagi."
        unforeseen(error)
        return "Gangguan program; catatannya ada di berkas log."
    return ""
