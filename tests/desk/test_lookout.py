"""What a supervisor watches: the lanes in one word, since when they press or nobody calls, and their day."""

from __future__ import annotations

import pytest

from loket.desk.lookout import lanes
from loket.desk.lookout.lanes import LaneLook, LanesLook
from loket.desk.people import sessions
from loket.desk.queue import calling, pausing
from loket.desk.queue.pausing import Pause
from loket.flow.acts import Refused
from loket.flow.lane import Word
from loket.flow.queue.acts import Outcome
from loket.lengths import MINUTE
from loket.store.tickets import TicketRow
from tests.desk.editions import edit
from tests.desk.kantor import Kantor
from tests.desk.test_lanes import NO_QUESTIONS
from tests.desk.undo import f9


def give(office: Kantor, errand: str, service: str = "") -> TicketRow:
    return calling.issue_ticket(office.desk, office.who("fo2"), service, errand=errand)


def serve(office: Kantor, key: str, minutes: int) -> None:
    """Call whoever is next and be done with them after so long."""
    who = office.who(key)
    called = calling.call_next(office.desk, who)
    assert called is not None
    calling.present(office.desk, who, called.id)
    office.wait(minutes)
    calling.finish(office.desk, who, called.id, Outcome.ASKED)


def looked(office: Kantor) -> LanesLook:
    return lanes.look(office.desk, office.who("penyelia"))


def lane(office: Kantor, errand: str) -> LaneLook:
    return next(each for each in looked(office).lanes if each.errand.id == errand)


def clocks(office: Kantor, *instants: int) -> list[str]:
    return [office.clock(at)[-5:] for at in instants]


def test_a_lane_goes_from_quiet_to_overflowing_and_presses_until_it_is_served(karimun: Kantor) -> None:
    sessions.begin(karimun.desk, karimun.who("fo2"))
    assert lane(karimun, "daftar").word is Word.QUIET
    for minutes in (0, 8, 12, 19):
        karimun.wait(minutes)
        give(karimun, "daftar")
    assert lane(karimun, "daftar").word is Word.BUSY, "the first waits for 39 minutes"
    karimun.wait(1)
    now = lane(karimun, "daftar")
    assert (now.word, now.waiting, clocks(karimun, now.since or 0)) == (Word.FULL, 4, ["09:00"])
    assert now.pressing is not None
    assert clocks(karimun, *now.pressing.steps) == ["09:40"]
    assert [counter.id for counter in now.counters] == ["2"]
    karimun.wait(1)
    serve(karimun, "fo2", 1)
    still = lane(karimun, "daftar")
    assert (still.word, still.pressing) == (Word.BUSY, now.pressing), "one waits for 34 minutes"
    serve(karimun, "fo2", 1)
    serve(karimun, "fo2", 1)
    assert (lane(karimun, "daftar").pressing, lane(karimun, "daftar").word) == (None, Word.USUAL)


def test_each_service_and_errand_may_have_thresholds_of_its_own(karimun: Kantor) -> None:
    edit(
        karimun.desk,
        ('id = "sip-bidan"\n', 'id = "sip-bidan"\ntindakan_menit = 25\nhampir_hari = 3\n'),
        ('id = "ambil"\n', 'id = "ambil"\nperhatian_menit = 5\ntindakan_menit = 10\n'),
        ("[pengaturan]\n", "[pengaturan]\nmelimpah_nomor = 2\n"),
    )
    give(karimun, "daftar", "sip-bidan")
    give(karimun, "ambil")
    give(karimun, "tanya")
    give(karimun, "tanya")
    karimun.wait(10)
    with pytest.raises(Refused):
        lanes.look(karimun.desk, karimun.who("fo2"))
    assert [each.word.value for each in looked(karimun).lanes] == [
        *("wajar", "sepi", "melimpah", "sepi", "melimpah", "sepi")
    ]
    karimun.wait(15)
    assert lane(karimun, "daftar").word is Word.FULL
    office = karimun.desk.office
    assert (office.nearly_days("sip-bidan"), office.nearly_days("reklame")) == (3, 1)


def test_people_wait_and_counters_do_not_call(karimun: Kantor) -> None:
    give(karimun, "ambil")
    karimun.wait(9)
    none_open = lane(karimun, "ambil").silence
    assert none_open is not None
    assert (none_open.counters, none_open.too_long) == ((), False)
    sessions.begin(karimun.desk, karimun.who("fo4"))
    karimun.wait(1)
    silent = lane(karimun, "ambil").silence
    assert silent is not None
    assert ([each.name for each in silent.counters], silent.too_long) == (
        ["Loket 4 Pengambilan dan Legalisasi"],
        True,
    )
    assert clocks(karimun, silent.since, *silent.steps) == ["09:00", "09:10"]
    give(karimun, "legalisir")
    serve(karimun, "fo4", 20)
    assert lane(karimun, "ambil").silence is None, "nobody waits"
    other = lane(karimun, "legalisir").silence
    assert other is not None
    assert clocks(karimun, other.since) == ["09:30"], "the counter served until then"
    pausing.pause(karimun.desk, karimun.who("fo4"), Pause.MEETING)
    karimun.wait(10)
    shut = lane(karimun, "legalisir").silence
    assert shut is not None
    assert (shut.counters, shut.too_long) == ((), True)
    karimun.go_to("2026-11-18 12:30")
    assert lane(karimun, "legalisir").silence is None, "the door is closed for the break"


def test_who_waits_for_what_is_offered_no_more_counts_and_how_long_too(karimun: Kantor) -> None:
    give(karimun, "tanya")
    karimun.wait(70)
    give(karimun, "daftar")
    edit(karimun.desk, *NO_QUESTIONS)
    now = looked(karimun)
    assert (now.waiting, now.others, now.longest) == (2, 1, 70 * MINUTE)


def test_the_day_of_a_lane_and_of_the_hall_in_parts_of_ten_minutes(karimun: Kantor) -> None:
    karimun.go_to("2026-11-18 08:05")
    sent = give(karimun, "daftar")
    still = give(karimun, "ambil")
    karimun.go_to("2026-11-18 08:25")
    calling.transfer(karimun.desk, karimun.who("fo2"), sent.id, "ambil")
    karimun.go_to("2026-11-18 08:40")
    serve(karimun, "fo4", 5)
    seen = looked(karimun)
    assert clocks(karimun, seen.day.begins) == ["07:30"], "the door opens"
    assert seen.day.waiting == (0, 0, 0, 2, 2, 2, 2, 1)
    assert [waited // MINUTE for waited in seen.day.longest] == [0, 0, 0, 5, 15, 25, 35, 40]
    assert lane(karimun, "daftar").day.waiting == (0, 0, 0, 1, 1, 1, 0, 0)
    assert lane(karimun, "ambil").day.waiting == (0, 0, 0, 1, 1, 2, 2, 1)
    before = looked(karimun)
    calling.transfer(karimun.desk, karimun.who("fo2"), still.id, "tanya")
    assert lane(karimun, "tanya").waiting == 1
    f9(karimun.desk, karimun.who("fo2"))
    assert looked(karimun) == before, "what was taken back has never been"
