"""Two programs on one database: each sees at once what the other does, and nothing is lost or done twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.stories.office import Office, running_office
from tests.stories.terminal import Terminal, terminal
from tests.terminal.program import LOKET

PEOPLE = (
    ("fo2", "Sari Dewi"),
    ("bo", "Indah Permata"),
    ("kasi", "Rina Marlina"),
    ("kasi", "Andi Saputra"),
)
AT_ONCE = 3.0  # seconds; half a second on a machine that does nothing else


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return running_office(tmp_path, "karimun", PEOPLE)


@contextmanager
def two_programs(office: Office) -> Iterator[tuple[Terminal, Terminal]]:
    """Andi and Rina, both Kepala Seksi, each at a terminal of their own."""
    command: list[str | Path] = [*LOKET, "--data", office.path]
    with terminal(command, ready=True) as andi, terminal(command, ready=True) as rina:
        andi.signs_in("Andi Saputra", "Kepala Seksi")
        rina.signs_in("Rina Marlina", "Kepala Seksi")
        yield andi, rina


def test_what_one_takes_the_other_sees_taken_and_who_comes_second_is_told(office: Office) -> None:
    office.lay_at(7, "sip-bidan", "Sari")
    with two_programs(office) as (andi, rina):
        for desk in (andi, rina):
            desk.sees("MENUNGGU 1", "00001 Siti Aminah", "Langkah 7")
        andi.presses("f2")
        waited = rina.until(lambda screen: "DIKERJAKAN REKAN 1" in screen, "the file to go to Andi")
        assert waited < AT_ONCE
        andi.sees("DI TANGAN ANDA 1")
        rina.presses("f2")
        rina.sees_match(r"Sudah di tangan Andi Saputra sejak \d\d\.\d\d\.")

        andi.presses("f8")
        waited = rina.until(lambda screen: "Tidak ada berkas di meja ini." in screen, "the file to go on")
        assert waited < AT_ONCE
        assert what_happened(office) == {1: [("taken", "Andi"), ("chosen", "Andi")]}

        office.lay_at(7, "sip-bidan", "Sari")
        for desk in (andi, rina):
            desk.sees("MENUNGGU 1", "00002", "Langkah 7")
        rina.stops()
        andi.presses("f2")
        andi.sees("DI TANGAN ANDA 1")
        rina.presses("f2")
        rina.goes_on()
        rina.sees_match(r"Sudah di tangan Andi Saputra sejak \d\d\.\d\d\.")
        rina.sees("DIKERJAKAN REKAN 1")
    assert what_happened(office)[2] == [("taken", "Andi")]


def test_two_empty_one_pile_and_no_file_is_done_twice(office: Office) -> None:
    for _ in range(4):
        office.lay_at(7, "sip-bidan", "Sari")
    with two_programs(office) as both:
        for desk in both:
            desk.sees("MENUNGGU 4", "Langkah 7")
        while not all("Tidak ada berkas di meja ini." in desk.screen for desk in both):
            for desk in both:
                desk.presses("f2")
            for desk in both:
                while desk.comes(ready_to_decide, within=0.4):
                    sends_on(desk)
    done = what_happened(office)
    assert len(done) == 4
    for acts in done.values():
        assert [kind for kind, _ in acts] == ["taken", "chosen"]
        assert len({who for _, who in acts}) == 1
    assert {who for acts in done.values() for _, who in acts} == {"Andi", "Rina"}


def sends_on(desk: Terminal) -> None:
    """F8, and one file less is in hand."""
    before = in_hand(desk.screen)
    desk.presses("f8")
    desk.until(lambda screen: in_hand(screen) < before, "the file to go on")


def in_hand(screen: str) -> int:
    """How many files the person has in hand."""
    found = re.search(r"DI TANGAN ANDA (\d+)", screen)
    return int(found[1]) if found else 0


def ready_to_decide(screen: str) -> bool:
    """Whether the file under the cursor is in hand and may go on."""
    return in_hand(screen) > 0 and "F8 Validasi" in screen


def what_happened(office: Office) -> dict[int, list[tuple[str, str]]]:
    """What Andi and Rina did to each file, as the journal tells it; its chain holds."""
    acts: dict[int, list[tuple[str, str]]] = {}
    for entry in office.journal():
        name = office.names.get(entry.person_id or 0, "").split()
        if entry.subject == "file" and name and name[0] in ("Andi", "Rina"):
            acts.setdefault(entry.subject_id, []).append((entry.kind, name[0]))
    return acts
