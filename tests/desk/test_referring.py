"""Who came for another office's matter: sent there by kiosk or counter, counted, on paper, taken back."""

from __future__ import annotations

import pytest

from loket.desk.errors import Invalid, KeyRefused
from loket.desk.integrity import examine
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling, day_sheet, line, referring
from loket.desk.queue.referring import SentTo
from loket.flow.queue.acts import Outcome
from loket.flow.queue.rules import TicketRefused
from tests.desk.editions import edit
from tests.desk.kantor import Kantor
from tests.desk.undo import f9

KTP = "Urusan kependudukan (KTP, KK), ke Disdukcapil"


def serve(office: Kantor, outcome: Outcome, sent: SentTo) -> int:
    sari = office.who("fo2")
    calling.issue_ticket(office.desk, sari, errand="tanya")
    called = calling.call_next(office.desk, sari)
    assert called is not None
    calling.present(office.desk, sari, called.id)
    calling.finish(office.desk, sari, called.id, outcome, sent)
    return called.id


def sheet(office: Kantor) -> str:
    return " ".join(day_sheet.sheet(office.desk, office.who("fo2"))[1].split())


def test_kiosk_and_counter_count_together_and_what_is_taken_back_counts_no_more(karimun: Kantor) -> None:
    key = devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios").key
    assert "BUKAN KEWENANGAN" not in sheet(karimun)
    for _ in range(2):
        referring.shown(karimun.desk, key, "kependudukan")
    serve(karimun, Outcome.REFERRED, SentTo("kependudukan"))
    for words in ("Kantor Imigrasi", "Samsat, a.n. Siti Contoh"):  # a sheet names nobody
        serve(karimun, Outcome.REFERRED, SentTo(words=words))
    serve(karimun, Outcome.REFERRED, SentTo())
    told = f"BUKAN KEWENANGAN 3 {KTP}: 2 di kios, 1 di loket 2 ditulis sendiri: 2 di loket"
    assert f"{told} 1 tidak disebut ke mana: 1 di loket WAKTU" in sheet(karimun)
    assert f9(karimun.desk, karimun.who("fo2"))
    assert f"{told} WAKTU" in sheet(karimun)
    assert examine(karimun.desk).whole


def test_beside_a_file_it_counts_too_and_the_number_ends_with_the_file(karimun: Kantor) -> None:
    sari = karimun.who("fo2", "2")
    calling.issue_ticket(karimun.desk, sari, errand="daftar")
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    calling.present(karimun.desk, sari, called.id)
    karimun.register(ticket=called.id)
    ended = calling.finish(karimun.desk, sari, called.id, Outcome.REFERRED, SentTo("kependudukan"))
    assert ended.ticket.outcome is Outcome.FILED
    assert f"1 berkas masuk BUKAN KEWENANGAN 1 {KTP}: 1 di loket" in sheet(karimun)
    assert "Silakan ke Disdukcapil." in referring.paper(karimun.desk, sari, called.id)[1]


def test_each_matter_of_one_person_counts_stands_on_the_paper_and_is_taken_back_alone(
    karimun: Kantor,
) -> None:
    sari = karimun.who("fo2", "2")
    calling.issue_ticket(karimun.desk, sari, errand="tanya")
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    with pytest.raises(TicketRefused):
        calling.refer(karimun.desk, sari, called.id, SentTo("kependudukan"))
    calling.present(karimun.desk, sari, called.id)
    for sent in (SentTo("kependudukan"), SentTo(words="Samsat"), SentTo(words="Kantor Imigrasi")):
        calling.refer(karimun.desk, sari, called.id, sent)
    assert f9(karimun.desk, sari)
    queue = line.queue(karimun.desk, sari)
    assert queue.current is not None
    assert queue.referred == 2
    assert line.likely(karimun.desk.office, queue.current, None, queue.referred) is Outcome.REFERRED
    told = f"BUKAN KEWENANGAN 1 {KTP}: 1 di loket 1 ditulis sendiri: 1 di loket"
    assert told in sheet(karimun)
    calling.finish(karimun.desk, sari, called.id, Outcome.REFERRED)  # where to was said
    assert f"{told} WAKTU" in sheet(karimun)
    text = referring.paper(karimun.desk, sari, called.id)[1]
    assert [w for w in ("Urusan kependudukan", "ke Disdukcapil.", "ke Samsat.") if w not in text] == []
    assert "Imigrasi" not in text
    assert examine(karimun.desk).whole


def test_what_is_not_in_the_list_any_more_is_asked_again_and_where_to_stays_unsaid_on_paper(
    karimun: Kantor,
) -> None:
    with pytest.raises(Invalid) as refused:
        serve(karimun, Outcome.REFERRED, SentTo("parkir"))
    assert "Pilih lagi." in karimun.says(refused.value)
    ticket = line.queue(karimun.desk, karimun.who("fo2")).current
    assert ticket is not None
    calling.finish(karimun.desk, karimun.who("fo2"), ticket.id, Outcome.REFERRED)
    assert referring.paper(karimun.desk, karimun.who("fo2"), ticket.id) == ("C-001", "")


def test_what_a_kiosk_showed_names_nobody_and_is_of_its_day(karimun: Kantor) -> None:
    key = devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios").key
    referring.shown(karimun.desk, key, "kependudukan")
    referring.shown(karimun.desk, key, "parkir")  # taken out of the list meanwhile
    entry = karimun.journal("office", 1)[-1]
    assert (entry.kind, entry.data, entry.person_id, entry.station) == (
        *("referred", {"referral": "kependudukan"}, None),
        "perangkat 1",
    )
    karimun.go_to("2026-11-19 09:00")
    assert "BUKAN KEWENANGAN" not in sheet(karimun)
    with pytest.raises(KeyRefused):
        referring.shown(karimun.desk, "AAAAA-BBBBB", "kependudukan")


def test_words_are_kept_beside_the_journal_and_stand_on_the_paper(karimun: Kantor) -> None:
    sari = karimun.who("fo2", "2")
    ticket = serve(karimun, Outcome.REFERRED, SentTo(words="Samsat\x1b[5i"))
    assert "Samsat" not in str(karimun.journal("ticket", ticket))
    number, text = referring.paper(karimun.desk, sari, ticket)
    assert number == "C-001"
    assert " ".join(text.split()).endswith(
        "RUJUKAN Urusan ini bukan kewenangan DPMPTSP Karimun. Silakan ke Samsat[5i."
        " C-001 · Loket 2 Pendaftaran · Rabu, 18 November 2026 pukul 09.00 WIB"
    )
    assert f9(karimun.desk, karimun.who("fo2"))
    assert referring.paper(karimun.desk, sari, ticket) == ("C-001", "")


def test_where_to_is_read_whole_on_the_slip_of_a_roll(karimun: Kantor) -> None:
    wanted = (
        'ke = "Disdukcapil"',
        'ke = "Disdukcapil"\nalamat = "Jalan Contoh 1"\njam = "Senin 08.00-15.00"',
    )
    edit(karimun.desk, wanted)
    text = referring.slip(karimun.desk, karimun.desk.office.referrals["kependudukan"])
    assert max(map(len, text.splitlines())) <= 32
    assert [w for w in ("Silakan ke Disdukcapil.", "Alamat: Jalan Contoh 1") if w not in text] == []
