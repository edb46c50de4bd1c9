"""What a clerk leaves open: the number at the counter, those they held themselves, the files in hand."""

from __future__ import annotations

from loket.desk.queue import calling
from loket.desk.queue.left_open import left_open
from loket.flow.queue.acts import Outcome
from loket.store.tickets import TicketRow
from screens.wording.left_open import open_counts, open_lines
from tests.desk.kantor import Kantor


def served(office: Kantor, key: str) -> TicketRow:
    calling.issue_ticket(office.desk, office.who(key), errand="daftar")
    called = calling.call_next(office.desk, office.who(key))
    assert called is not None
    return calling.present(office.desk, office.who(key), called.id)


def test_each_is_told_with_what_to_do_about_it_and_no_colleagues_are(karimun: Kantor) -> None:
    desk, sari, sinta = karimun.desk, karimun.who("fo2"), karimun.who("sinta")
    calling.hold(desk, sari, served(karimun, "fo2").id)
    calling.hold(desk, sinta, served(karimun, "sinta").id)
    karimun.wait(5)
    served(karimun, "fo2")
    karimun.register()
    found = left_open(desk, sari)
    assert open_lines(found, desk.working_time()) == [
        "A-003 dilayani 09.05 · isi dulu hasilnya",
        "A-001 ditahan 09.00 · rekan juga dapat memanggilnya",
        "00001 di tangan · F7 menaruhnya kembali",
    ]
    assert open_counts(found) == "1 nomor dilayani, 1 nomor ditahan, 1 berkas di tangan"
    assert [row.number for row in left_open(desk, sinta).numbers] == ["A-002"]


def test_what_has_ended_is_open_no_more(karimun: Kantor) -> None:
    sari = karimun.who("fo2")
    number = served(karimun, "fo2")
    calling.finish(karimun.desk, sari, calling.hold(karimun.desk, sari, number.id).id, Outcome.LEFT)
    found = left_open(karimun.desk, sari)
    assert (found.numbers, found.files, open_counts(found)) == ((), (), "")
