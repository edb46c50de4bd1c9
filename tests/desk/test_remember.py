"""What is to be remembered of a file, and when: said by who has it or supervises, seen wherever it lies."""

from __future__ import annotations

import pytest

from loket.desk import integrity, last_acts
from loket.desk.case import directing, file_view, lists
from loket.desk.case.perform import perform
from loket.desk.errors import Invalid
from loket.desk.lookout import alarms
from loket.desk.lookout.latest import latest
from loket.desk.words.moments import for_when
from loket.flow.acts import Choose, LetGo, Refused, TakeOver, Why
from loket.lengths import HOUR
from loket.store.lists import WorkRow
from screens.widgets.work_list import Cell
from screens.wording.lists import next_to_remember, remembering
from screens.wording.place import remembered
from tests.desk.kantor import Kantor, at_back_office


def row(office: Kantor, key: str) -> WorkRow:
    pile = lists.pile(office.desk, office.who(key))
    (found,) = (*pile.in_hand, *pile.waiting, *pile.with_others)
    return found.work


def seen(office: Kantor, file: int) -> str:
    cell = remembered(office.view(file))
    return cell.text if cell is not None else ""


def back(office: Kantor, key: str) -> None:
    """F9."""
    undoable = last_acts.next_undo(office.desk, office.who(key), {})
    assert undoable is not None
    last_acts.undo(office.desk, office.who(key), undoable)


def test_it_is_seen_at_every_desk_until_it_is_done_and_f9_takes_either_back(karimun: Kantor) -> None:
    desk, bo, penyelia = karimun.desk, karimun.who("bo"), karimun.who("penyelia")
    file = at_back_office(karimun)
    due = karimun.desk.now() + HOUR
    with pytest.raises(Refused) as refused:
        directing.remember(desk, bo, karimun.ref(file), "pemohon datang", due)
    assert refused.value.why is Why.NOT_ALLOWED  # it lies on the pile
    karimun.take(file, "bo")
    with pytest.raises(Invalid):
        directing.remember(desk, bo, karimun.ref(file), "pemohon datang", desk.now())
    directing.remember(desk, bo, karimun.ref(file), "pemohon datang", due)
    assert row(karimun, "bo").remembered == due
    assert seen(karimun, file) == "ingat 10.02: pemohon datang (Petugas bo)"
    directing.remember(desk, penyelia, karimun.ref(file), "telepon dulu", due + HOUR)
    assert seen(karimun, file) == "ingat 11.02: telepon dulu (Petugas penyelia)"
    back(karimun, "penyelia")
    assert row(karimun, "bo").remembered == due
    before = karimun.ref(file)
    perform(desk, bo, before, LetGo())
    assert (row(karimun, "bo").remembered, seen(karimun, file)) == (None, "")
    back(karimun, "bo")
    assert row(karimun, "bo").remembered == due
    told = [deed.words for deed in latest(desk, penyelia, most=4)]
    assert told == ["diurungkan", "ingat selesai", "diurungkan", "ingat dipasang"]
    karimun.do(file, "bo", "benar")
    assert row(karimun, "kasi").remembered == due  # it goes along
    assert alarms.look(desk, penyelia).standing == ()
    karimun.wait(60)
    (told_of,) = alarms.look(desk, penyelia).standing
    number = karimun.view(file).row.number
    assert told_of.words == f"Ingat 10.02 pada {number[-5:]}: pemohon datang"
    assert (told_of.presses, told_of.files) == (True, (file,))
    directing.let_go(desk, penyelia, karimun.ref(file))
    assert alarms.look(desk, penyelia).standing == ()
    assert integrity.examine(desk).whole


def test_it_hinders_nobody_who_saw_the_file_before_nor_their_f9(karimun: Kantor) -> None:
    desk, bo, penyelia = karimun.desk, karimun.who("bo"), karimun.who("penyelia")
    file = at_back_office(karimun)
    shown = karimun.take(file, "bo")
    directing.remember(desk, penyelia, shown, "hati-hati", desk.now() + HOUR)
    undoable = last_acts.next_undo(desk, bo, {})
    assert undoable is not None
    assert undoable.free
    perform(desk, penyelia, shown, TakeOver(0), remark="sakit")
    directing.let_go(desk, karimun.who("penyelia"), karimun.ref(file))
    with pytest.raises(Refused) as refused:
        directing.let_go(desk, penyelia, karimun.ref(file))
    assert refused.value.why is Why.NOTHING_REMEMBERED
    offered = {type(o.act) for o in file_view.view(desk, bo, file).offers if o.refusal is None}
    assert Choose not in offered


def test_quiet_before_its_time_and_set_off_from_then_on(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    due = karimun.desk.now() + HOUR
    directing.remember(karimun.desk, karimun.who("penyelia"), karimun.ref(file), "pemohon datang", due)
    (shown,) = lists.pile(karimun.desk, karimun.who("bo")).waiting
    assert next_to_remember([shown], due - 1) == due
    assert next_to_remember([shown], due) is None
    assert remembering(Cell("Siti"), shown.work, due - 1) == Cell("◇ Siti")
    assert remembering(Cell("Siti"), shown.work, due) == Cell("◆ INGAT Siti", "mendekati")
    karimun.wait(60)
    assert seen(karimun, file) == "◆ INGAT 10.02: pemohon datang (Petugas penyelia)"
    time, now = karimun.desk.working_time(), karimun.desk.now()
    assert for_when(time, now + 24 * HOUR, now) == "Kam 19 Nov 10.02"
