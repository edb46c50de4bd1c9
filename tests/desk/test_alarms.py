"""Which alarms stand, when one presses again, and what it is that somebody sees to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loket.desk.case.perform import perform
from loket.desk.errors import Invalid
from loket.desk.integrity import examine
from loket.desk.lookout import alarms
from loket.desk.lookout.alarms import StandingAlarm
from loket.desk.lookout.latest import latest
from loket.desk.people import sessions
from loket.desk.queue import calling, closing, line
from loket.desk.queue.handling import handle
from loket.flow.acts import PutBack, Refused, Take
from loket.flow.alarm import SINGLY, Alarm, Handled, What, apart, by_number, gathered, presses
from loket.flow.lane import Pressure
from loket.lengths import MINUTE
from tests.desk.editions import edit
from tests.desk.kantor import NIK, Kantor
from tests.desk.karimun import open_karimun
from tests.desk.test_lookout import clocks, give, looked, serve
from tests.desk.test_promises import promised
from tests.desk.undo import f9


def standing(office: Kantor) -> tuple[StandingAlarm, ...]:
    return alarms.look(office.desk, office.who("penyelia")).standing


def told(office: Kantor) -> list[str]:
    """Each that stands, those that press with a mark."""
    return [("! " if each.presses else "") + each.words for each in standing(office)]


def minutes(*at: int) -> tuple[int, ...]:
    return tuple(minute * MINUTE for minute in at)


def of(what: What, where: str, *steps: int) -> Alarm:
    return Alarm(what, where, Pressure.ATTENTION, minutes(*steps))


def test_it_presses_until_somebody_sees_to_it_and_again_at_its_next_step_or_after_their_time() -> None:
    once, worse = of(What.WAIT, "2", 10), of(What.WAIT, "2", 10, 30)
    handled = Handled(by=1, at=15 * MINUTE, until=60 * MINUTE, step=1, pressure=Pressure.ATTENTION)
    assert presses(once, None, 20 * MINUTE)
    assert not presses(once, handled, 20 * MINUTE)
    assert presses(worse, handled, 30 * MINUTE)
    urgent = replace(once, pressure=Pressure.ACTION)
    assert presses(urgent, handled, 20 * MINUTE), "it needs action by now"
    assert not presses(urgent, replace(handled, pressure=Pressure.ACTION), 20 * MINUTE)
    assert presses(once, handled, 60 * MINUTE)
    assert presses(of(What.WAIT, "2", 20), handled, 20 * MINUTE), "it is another than the one they saw to"


def test_steps_are_apart_and_many_of_one_sort_are_one() -> None:
    assert apart(minutes(0, 5, 10, 30, 35)) == minutes(0, 10, 30)
    assert by_number(minutes(0, 20, 30, 40, 50, 60, 70, 80)) == minutes(0, 20, 40, 80)
    few = [of(What.WAIT, str(place), place) for place in range(SINGLY)]
    assert list(gathered(few)) == few
    (one,) = gathered([*few, of(What.WAIT, "x", 50, 70, 75), of(What.WAIT, "y", 60)])
    assert (one.key, one.steps, len(one.parts)) == ((What.WAIT, ""), minutes(50, 60, 70), 5)


def test_what_is_wrong_in_the_hall_stands_until_its_cause_is_gone(karimun: Kantor) -> None:
    sessions.begin(karimun.desk, karimun.who("fo2"))
    give(karimun, "daftar")
    give(karimun, "tanya")
    karimun.wait(9)
    assert told(karimun) == []
    karimun.wait(31)
    assert told(karimun) == [
        "! Loket 2 Pendaftaran: 2 menunggu, terlama 40 mnt (Mendaftar, Bertanya atau konsultasi)",
        "! Loket 2 Pendaftaran tidak memanggil 40 mnt: 2 menunggu (Mendaftar, Bertanya atau konsultasi)",
    ], "two lanes, and one counter"
    serve(karimun, "fo2", 1)
    karimun.wait(1)
    assert [each.alarm.what for each in standing(karimun)] == [What.WAIT]
    closing.keep_rest(karimun.desk, karimun.who("penyelia"))
    assert told(karimun) == [], "who is left is known of"
    assert [(each.silence, each.pressing) for each in looked(karimun).lanes if each.waiting] == [(None, None)]
    f9(karimun.desk, karimun.who("penyelia"))
    serve(karimun, "fo2", 1)
    assert told(karimun) == []


def test_who_waits_for_a_service_is_silent_by_the_counters_that_call_for_it(karimun: Kantor) -> None:
    edit(
        karimun.desk,
        ('nama = "Loket 2 Pendaftaran"', 'nama = "Loket 2 Pendaftaran"\nlayanan = ["apotek"]'),
        ('keperluan = ["ambil", "legalisir"]', 'keperluan = ["daftar", "ambil", "legalisir"]'),
    )
    sessions.begin(karimun.desk, karimun.who("fo4"))
    give(karimun, "daftar", "sip-bidan")
    for _ in range(3):
        give(karimun, "daftar", "apotek")
        serve(karimun, "fo2", 4)
    four = "Loket 4 Pengambilan dan Legalisasi"
    assert told(karimun) == [f"! {four} tidak memanggil 12 mnt: 1 menunggu (Mendaftar)"]
    (silent,) = [each.silence for each in looked(karimun).lanes if each.waiting]
    assert silent is not None
    assert ([each.name for each in silent.counters], silent.too_long) == ([four], True)


@pytest.mark.of_both
def test_what_is_meant_for_one_counter_is_silent_by_that_one_while_somebody_is_there(karimun: Kantor) -> None:
    edit(karimun.desk, ('keperluan = ["ambil", "legalisir"]', 'keperluan = ["daftar", "ambil", "legalisir"]'))
    rudi, desk = karimun.who("fo4"), karimun.desk
    sessions.begin(desk, rudi)
    meant = calling.transfer(desk, karimun.who("fo2"), give(karimun, "daftar").id, "daftar", counter="4")
    for _ in range(3):
        give(karimun, "daftar")
        serve(karimun, "fo2", 4)
    four = "Loket 4 Pengambilan dan Legalisasi"
    assert told(karimun) == [f"! {four} tidak memanggil 12 mnt: 1 menunggu (Mendaftar)"]
    sessions.leave(desk, rudi)
    assert told(karimun) == [], "nobody is there: Loket 2 calls it too, and is at work"
    assert [row.id for row in line.queue(desk, karimun.who("fo2")).waiting] == [meant.id]


@pytest.mark.of_both
def test_who_sees_to_it_is_told_with_why_and_until_when_and_f9_takes_that_back(karimun: Kantor) -> None:
    desk, putu = karimun.desk, karimun.who("penyelia")
    give(karimun, "pengaduan")
    karimun.wait(10)
    (silent,) = standing(karimun)
    assert silent.words == "Tidak ada loket yang buka 10 mnt: 1 menunggu (Pengaduan)"
    with pytest.raises(Refused):
        handle(desk, karimun.who("fo2"), [silent.alarm], "Farid dipanggil", None)
    for reason, until in (("", None), ("Farid dipanggil", karimun.at - 1), (NIK, None)):
        with pytest.raises(Invalid):
            handle(desk, putu, [silent.alarm], reason, until)
    handle(desk, putu, [silent.alarm], "Farid dipanggil", karimun.at + 30 * MINUTE)
    (seen,) = standing(karimun)
    assert (seen.presses, seen.seen_to) == (
        False,
        "ditangani Petugas penyelia sejak 09.10, sampai 09.40: Farid dipanggil",
    )
    assert "Farid" not in str(karimun.journal("office", 1)[-1].data)
    assert latest(desk, putu)[0].words == "peringatan ditangani"
    f9(desk, putu)
    (again,) = standing(karimun)
    assert (again.presses, again.seen_to) == (True, "")
    handle(desk, putu, [silent.alarm], "Farid datang", None)
    karimun.wait(10)
    (worse,) = standing(karimun)
    assert clocks(karimun, *worse.alarm.steps) == ["09:10", "09:20"]
    assert (worse.presses, "sampai hari berganti" in worse.seen_to) == (True, True), "it became worse"
    assert examine(desk).sound


@pytest.mark.of_both
def test_files_past_a_deadline_near_their_legal_line_and_what_was_promised(tmp_path: Path) -> None:
    office = open_karimun(tmp_path)
    ref, supervisor = promised(office), office.who("penyelia")

    def told_at(clock: str) -> list[tuple[str, str, bool]]:
        office.go_to(f"{clock}+07:00")
        found = alarms.look(office.desk, supervisor).standing
        assert all(each.files == (ref.file,) for each in found)
        return [(each.words, each.alarm.pressure.value, each.presses) for each in found]

    assert told_at("2026-11-18 09:30") == []
    perform(office.desk, office.who("bo"), office.view(ref.file).ref, Take())
    late = ("1 berkas lewat batas hari ini: SIP Bidan 1", "perhatian", True)
    assert told_at("2026-11-18 10:30") == [late]
    perform(office.desk, office.who("bo"), office.view(ref.file).ref, PutBack())
    assert told_at("2026-11-25 08:00") == [
        ("1 janji kepada pemohon jatuh hari ini", "perhatian", True),
        ("1 berkas mendekati batas hukum: SIP Bidan 1", "perhatian", True),
    ]
    assert told_at("2026-11-26 08:00") == [
        ("1 janji kepada pemohon lewat, belum ditindaklanjuti", "tindakan", True),
        ("1 berkas lewat batas hukum: SIP Bidan 1", "tindakan", True),
    ]
