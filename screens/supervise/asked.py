"""What a supervisor does at the counter, or in the lane, under the cursor; each is one list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import line, pausing
from loket.desk.queue.pausing import Pause
from loket.text import capitalized
from screens.supervise.absent import note_absent
from screens.widgets.dialogs import Do, Pick, do
from screens.wording.hall import how_cell, who_words
from screens.wording.numbers import how_it_stands, wanted

if TYPE_CHECKING:
    from loket.desk.lookout.hall import AtCounter
    from loket.desk.lookout.lanes import LaneLook
    from loket.desk.queue.line import Queue
    from screens.shell.screen import LoketScreen


def ask_counter(screen: LoketScreen, found: AtCounter, files_of: Callable[[int], None]) -> None:
    """Ask what is done: files of its number, what somebody has in hand (`files_of`), closing, absence."""
    names, rows = screen.live.names, list[tuple[Do, str]]()
    for number in found.numbers:
        rows.append((partial(screen.find, number.number), f"Berkas nomor {number.number}"))
    for person in found.people:
        name = names.get(person, "petugas")
        rows.append((partial(files_of, person), f"Berkas di tangan {name}"))
    if found.paused is None:
        rows.append((partial(_ask_why, screen, found), "Tutup loket ini sementara …"))
    else:
        rows.append((partial(_reopen, screen, found), f"Buka loket ini lagi (tutup: {found.paused.reason})"))
    for person in found.people:
        if person == screen.who.person:
            continue
        rows.append((partial(note_absent, screen, person), f"{names.get(person, 'petugas')} tidak masuk …"))
    told = " · ".join(
        filter(None, [who_words(found, names), how_cell(found, screen.desk.office, silent=False).text])
    )
    screen.app.push_screen(Pick(found.counter.name, rows, lines=[told]), do)


def _ask_why(screen: LoketScreen, found: AtCounter) -> None:
    def closed(_: object) -> None:
        screen.changed()
        after = " sesudah nomor yang dilayani" if found.numbers else ""
        screen.say(f"{found.counter.name} tutup sementara{after}. F9 urung.")

    def picked(reason: Pause | None) -> None:
        if reason is not None:
            screen.act(lambda: pausing.pause(screen.desk, screen.who, reason, found.counter.id), closed)

    rows = [(reason, capitalized(reason)) for reason in Pause]
    screen.app.push_screen(Pick(f"Mengapa {found.counter.name} tutup sementara?", rows), picked)


def _reopen(screen: LoketScreen, found: AtCounter) -> None:
    def opened(_: object) -> None:
        screen.changed()
        screen.say(f"{found.counter.name} buka lagi.")

    screen.act(lambda: pausing.reopen(screen.desk, screen.who, found.counter.id), opened)


def show_lane(screen: LoketScreen, lane: LaneLook) -> None:
    """Who waits in the lane, whose turn it is first; of the one that is picked the files are shown."""

    def show(queue: Queue) -> None:
        now, office = screen.desk.now(), screen.desk.office
        here = [each for each in (*queue.waiting, *queue.elsewhere) if each.errand == lane.errand.id]
        rows = [
            (n.number, f"{n.number} {wanted(office, n)}", how_it_stands(n, screen.working, now)) for n in here
        ]

        def picked(number: str | None) -> None:
            if number is not None:
                screen.find(number)

        if rows:
            title = f"{lane.errand.name}: {len(rows)} menunggu"
            screen.app.push_screen(Pick(title, rows), picked)
        else:
            screen.say(f"Tidak ada yang menunggu untuk {lane.errand.name}.")

    screen.read(lambda: line.queue(screen.desk, screen.who), show, group="queue")
