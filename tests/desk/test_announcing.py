"""What is called out in the hall, in which order, by which program, and what is not."""

from __future__ import annotations

import pytest

from loket.desk import last_acts
from loket.desk.authority import Who
from loket.desk.errors import KeyRefused, SpokenElsewhere
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import announcing, calling
from loket.desk.queue.announcing import to_say
from loket.desk.queue.board import board
from loket.flow.queue.acts import Outcome
from loket.store import meta
from loket.store.tickets import TicketRow
from tests.desk.editions import edit
from tests.desk.kantor import Kantor

IN_TWO_HALLS = tuple(
    (f'[[loket]]\nid = "{counter}"\n', f'[[loket]]\nid = "{counter}"\nruang = "{hall}"\n')
    for counter, hall in (("2", "Bawah"), ("4", "Lantai 2"))
)


@pytest.fixture
def key(karimun: Kantor) -> str:
    for errand in ("daftar", "daftar", "ambil"):
        calling.issue_ticket(karimun.desk, karimun.who("fo2"), errand=errand)
    return devices.give(karimun.desk, None, DeviceKind.VOICE, "Suara ruang tunggu").key


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def call(office: Kantor, who: Who) -> TicketRow:
    called = calling.call_next(office.desk, who)
    assert called is not None
    return called


def hears(office: Kantor, key: str, hall: str = "") -> list[str]:
    """All that the hall hears now, one after the other."""
    heard = []
    while (call := to_say(office.desk, key, hall)) is not None:
        heard.append(f"{call.number} {call.counter}")
        announcing.said(office.desk, call, hall)
    return heard


def take_back(office: Kantor, who: Who) -> None:
    asked = last_acts.next_undo(office.desk, who, {})
    assert asked is not None
    last_acts.undo(office.desk, who, asked)


def test_each_call_is_said_once_in_the_order_of_the_calls(karimun: Kantor, sari: Who, key: str) -> None:
    call(karimun, karimun.who("fo4"))
    number = call(karimun, sari)
    both = ["B-001 Loket 4 Pengambilan dan Legalisasi", "A-001 Loket 2 Pendaftaran"]
    assert hears(karimun, key) == both
    assert hears(karimun, key) == []
    karimun.wait(1)
    calling.recall(karimun.desk, sari, number.id)
    assert hears(karimun, key) == both[1:]


def test_what_was_broken_off_is_said_again_from_its_beginning(karimun: Kantor, sari: Who, key: str) -> None:
    call(karimun, sari)
    begun = to_say(karimun.desk, key)
    assert begun is not None
    assert to_say(karimun.desk, key) == begun
    announcing.said(karimun.desk, begun)
    assert to_say(karimun.desk, key) is None


@pytest.mark.parametrize("fate", ["undone", "came", "did not come", "waits again", "old"])
def test_nobody_is_called_out_in_vain(karimun: Kantor, sari: Who, key: str, fate: str) -> None:
    number = call(karimun, sari).id
    match fate:
        case "undone":
            take_back(karimun, sari)
        case "came":
            calling.present(karimun.desk, sari, number)
        case "did not come":
            calling.no_show(karimun.desk, sari, number)
        case "waits again":
            calling.back(karimun.desk, sari, number)
        case "old":
            karimun.wait(2.1)
    assert hears(karimun, key) == []
    calling.present(karimun.desk, karimun.who("fo4"), call(karimun, karimun.who("fo4")).id)
    if fate in ("came", "old"):
        calling.finish(karimun.desk, sari, number, Outcome.LEFT if fate == "old" else Outcome.ASKED)
    assert call(karimun, sari).number == ("A-001" if fate in ("undone", "waits again") else "A-002")
    assert len(hears(karimun, key)) == 1


def test_an_undone_recall_is_not_said_nor_the_call_before_it_once_more(
    karimun: Kantor, sari: Who, key: str
) -> None:
    number = call(karimun, sari)
    assert len(hears(karimun, key)) == 1
    karimun.wait(1)
    calling.recall(karimun.desk, sari, number.id)
    take_back(karimun, sari)
    assert hears(karimun, key) == []


def test_two_programs_never_speak_and_the_second_goes_on_where_the_first_ended(
    karimun: Kantor, sari: Who, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = set[str]()
    monkeypatch.setattr(announcing, "has_ended", lambda program: program in ended)

    def runs(program: str) -> None:
        monkeypatch.setattr(announcing, "program", lambda: program)

    runs("first")
    number = call(karimun, sari)
    assert len(hears(karimun, key)) == 1
    calling.no_show(karimun.desk, sari, number.id)
    call(karimun, sari)
    another = devices.give(karimun.desk, None, DeviceKind.VOICE, "Suara teras").key
    runs("second")
    with pytest.raises(SpokenElsewhere):
        to_say(karimun.desk, another)
    ended.add("first")
    assert hears(karimun, another) == ["A-002 Loket 2 Pendaftaran"]
    runs("first, which only hung")
    with pytest.raises(SpokenElsewhere):
        to_say(karimun.desk, key)
    karimun.wait(3)
    assert hears(karimun, key) == []


def test_each_hall_has_a_voice_of_its_own_and_a_board_that_tells_its_calls(
    karimun: Kantor, sari: Who, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(karimun.desk, *IN_TWO_HALLS)
    assert karimun.desk.office.halls == ("Bawah", "Lantai 2")
    shows = devices.give(karimun.desk, None, DeviceKind.BOARD, "Papan").key
    call(karimun, sari)
    call(karimun, karimun.who("fo4"))
    monkeypatch.setattr(announcing, "program", lambda: "voice upstairs")
    assert hears(karimun, key, "Lantai 2") == ["B-001 Loket 4 Pengambilan dan Legalisasi"]
    monkeypatch.setattr(announcing, "has_ended", lambda _: False)
    monkeypatch.setattr(announcing, "program", lambda: "voice below")
    assert hears(karimun, key, "Bawah") == ["A-001 Loket 2 Pendaftaran"]
    for hall in ("Lantai 2", ""):  # where another speaks, or others do in a part of it
        with pytest.raises(SpokenElsewhere):
            to_say(karimun.desk, key, hall)
    upstairs, all_ = board(karimun.desk, shows, "Lantai 2"), board(karimun.desk, shows)
    assert upstairs.latest is not None
    assert (upstairs.latest.number, upstairs.calls) == ("B-001", ())
    assert len(all_.calls) == 1
    assert {lane.errand.id for lane in upstairs.lanes} < {lane.errand.id for lane in all_.lanes}


@pytest.mark.parametrize("fate", ["revoked", "unknown", "a board's"])
def test_a_key_that_is_no_voices_says_nothing(karimun: Kantor, sari: Who, key: str, fate: str) -> None:
    call(karimun, sari)
    if fate == "revoked":
        devices.revoke(karimun.desk, None, 1)
    elif fate == "a board's":
        key = devices.give(karimun.desk, None, DeviceKind.BOARD, "Papan").key
    else:
        key = "AAAAA-BBBBB"
    with pytest.raises(KeyRefused):
        to_say(karimun.desk, key)


def test_how_far_it_came_that_cannot_be_read_begins_anew(karimun: Kantor, sari: Who, key: str) -> None:
    call(karimun, sari)
    assert len(hears(karimun, key)) == 1
    with karimun.desk.store.write() as conn:
        meta.put(conn, meta.VOICE, '{"program": 1, "lain"')
    assert len(hears(karimun, key)) == 1
