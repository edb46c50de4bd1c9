"""A step that several do at the same time: each part has its own pile, answer, return and time."""

from __future__ import annotations

from functools import cache

import pytest

from loket.flow.accounts import Account, spent
from loket.flow.acts import (
    BringPayment,
    Choose,
    MarkTrouble,
    Refused,
    Rest,
    Resubmit,
    Take,
    Undo,
    Why,
    Withdraw,
)
from loket.flow.deadline import Deadline, file_due, of_strand
from loket.flow.limits import LimitKind, judge_all, limits
from loket.flow.offers import offers
from loket.flow.rules import check
from loket.flow.standing import Standing
from loket.flow.state import JOINED, FileState
from loket.flow.times import Reading
from loket.lengths import MINUTE
from loket.sop import load
from loket.sop.faults import SopFaults
from loket.sop.model import Procedure
from tests.flow.office import SARI, Walk, clerk, registered
from tests.sla.office import at, ordinary, wall

BPN, PUPR, BPN_TOO, FORUM = clerk(2, "bpn"), clerk(3, "pupr"), clerk(4, "bpn"), clerk(5, "forum")
BOTH = clerk(6, "bpn", "pupr", "dlh")
DLH = clerk(7, "dlh")
REASON = 9

RUANG = """
id = "ruang"
nama = "Kesesuaian ruang"
mulai = [2]

[peran]
fo = "Front Office"
bpn = "ATR/BPN"
pupr = "PUPR"
dlh = "Dinas Lingkungan Hidup"
forum = "Forum Penataan Ruang"

[ketetapan.tanah]
nama = "Pertimbangan teknis pertanahan"
pilihan = { sesuai = "Sesuai", bersyarat = "Sesuai bersyarat" }

[dokumen]
sumber = "Dikarang untuk pengujian"

[[langkah]]
urut = 1
nama = "Mengajukan"
jenis = "pemohon"
sebelum_pendaftaran = true
cabang = [{ id = "ajukan", label = "Ajukan", ke = 2 }]

[[langkah]]
urut = 2
nama = "Meneruskan"
jenis = "umum"
peran = ["fo"]
waktu = "10 menit"
cabang = [{ id = "teruskan", label = "Teruskan", ke = 3, menyatakan_lengkap = true }]

[[langkah]]
urut = 3
nama = "Pertimbangan teknis"
jenis = "assessment"
cabang = [
  { id = "sesuai", label = "Lanjut", ke = 4, bila = { tanah = ["sesuai"] } },
  { id = "bersyarat", label = "Lanjut dengan syarat", ke = 5, bila = { tanah = ["bersyarat"] } },
]

[[langkah.serentak]]
id = "bpn"
sebutan = "ATR/BPN"
peran = ["bpn"]
pihak = "instansi"
waktu = "2 hari kerja"
cabang = [
  { id = "sesuai", label = "Sesuai", mencatat = { tanah = "sesuai" } },
  { id = "bersyarat", label = "Sesuai bersyarat", mencatat = { tanah = "bersyarat" } },
  { id = "kurang", label = "Berkas kurang", arah = "kembali" },
  { id = "tolak", label = "Ditolak", arah = "tolak", hasil = "ditolak", keputusan = true, selesai = true },
]

[[langkah.serentak]]
id = "pupr"
sebutan = "PUPR"
peran = ["pupr"]
waktu = "60 menit"
cabang = [
  { id = "setuju", label = "Setuju" },
  { id = "ulang", label = "Kembalikan ke front office", arah = "mundur", ke = 2 },
]

[[langkah.serentak]]
id = "dlh"
sebutan = "DLH"
peran = ["dlh"]
tidak_ditunggu = true
cabang = [{ id = "saran", label = "Beri saran" }]

[[langkah]]
urut = 4
nama = "Forum"
jenis = "assessment"
peran = ["forum"]
cabang = [{ id = "terbit", label = "Terbit", selesai = true, hasil = "terbit", keputusan = true }]

[[langkah]]
urut = 5
nama = "Forum dengan syarat"
jenis = "assessment"
peran = ["forum"]
cabang = [{ id = "terbit", label = "Terbit", selesai = true, hasil = "terbit", keputusan = true }]
"""


@cache
def ruang() -> Procedure:
    return load(RUANG)


def forked(procedure: Procedure | None = None) -> Walk:
    """A file that lies with all three at once since 09.02."""
    walk = registered(procedure or ruang())
    walk.do(SARI, Take())
    walk.do(SARI, Choose("teruskan"))
    return walk


def where(state: FileState) -> list[tuple[int, int, Standing, str | None]]:
    return [(i.strand, i.step, i.standing, i.role) for i in state.opens]


WAITING = Standing.WAITING


def test_it_lies_on_the_pile_of_each_at_once() -> None:
    assert where(forked().state) == [
        (1, 3, WAITING, "bpn"),
        (2, 3, WAITING, "pupr"),
        (3, 3, WAITING, "dlh"),
    ]


def test_each_takes_and_answers_their_own_part_in_any_order() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(BPN, Take(strand=1))
    walk.do(PUPR, Choose("setuju", strand=2))
    assert [strand for strand, *_ in where(walk.state)] == [1, 3]
    assert walk.state.facts == {}
    walk.do(BPN, Choose("bersyarat", strand=1))
    assert where(walk.state) == [(0, 5, WAITING, "forum")]
    assert walk.state.facts == {"tanah": "bersyarat"}


def test_who_is_not_waited_for_ends_with_the_others() -> None:
    walk = forked()
    for person, strand, branch in ((BPN, 1, "sesuai"), (PUPR, 2, "setuju")):
        walk.do(person, Take(strand=strand))
        walk.do(person, Choose(branch, strand=strand))
    assert where(walk.state) == [(0, 4, WAITING, "forum")]
    left = next(i for i in walk.state.intervals if i.strand == 3)
    assert (left.end, left.ended_by) == (walk.now, JOINED)


def test_one_refusal_may_decide_at_once() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(BPN, Take(strand=1))
    walk.do(BPN, Choose("tolak", REASON, strand=1))
    assert (walk.state.outcome, walk.state.opens) == ("ditolak", ())
    assert all(i.end == walk.now for i in walk.state.intervals if i.ended_by == JOINED)
    assert walk.refused(PUPR, Choose("setuju", strand=2)).why is Why.ENDED


def test_a_part_may_send_the_whole_file_back() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(PUPR, Choose("ulang", REASON, strand=2))
    assert where(walk.state) == [(0, 2, WAITING, "fo")]
    walk.do(SARI, Take())
    walk.do(SARI, Choose("teruskan"))
    assert {i.visit for i in walk.state.opens} == {2}


def test_what_one_sends_back_to_the_applicant_the_others_go_on_with() -> None:
    walk = forked()
    walk.do(BPN, Take(strand=1))
    walk.do(BPN, Choose("kurang", REASON, strand=1))
    assert where(walk.state)[0] == (1, 3, Standing.APPLICANT, "bpn")
    walk.do(PUPR, Take(strand=2))
    walk.do(PUPR, Choose("setuju", strand=2))
    walk.do(SARI, Resubmit(strand=1))
    assert where(walk.state)[0] == (1, 3, WAITING, "bpn")
    assert walk.state.opens[0].visit == 2


@pytest.mark.parametrize("beside", [True, False])
def test_what_comes_back_to_a_part_is_paid_for_whatever_happens_beside_it(beside: bool) -> None:
    walk = forked(load(RUANG.replace('jenis = "assessment"\ncabang', 'jenis = "pembayaran"\ncabang', 1)))
    walk.do(SARI, BringPayment(strand=1))
    walk.do(BPN, Take(strand=1))
    walk.do(BPN, Choose("kurang", REASON, strand=1))
    if beside:
        walk.do(SARI, BringPayment(strand=2))
    walk.do(SARI, Resubmit(strand=1))
    assert where(walk.state)[0] == (1, 3, WAITING, "bpn")


def test_who_has_answered_can_do_no_more_there() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(PUPR, Choose("setuju", strand=2))
    assert walk.refused(PUPR, Take(strand=2)).why is Why.ANSWERED
    assert walk.refused(PUPR, Take(strand=1)).why is Why.NOT_YOUR_STEP


def test_each_sees_the_ways_of_their_own_part_alone() -> None:
    walk = forked()
    walk.do(BOTH, Take(strand=2))
    walk.do(BOTH, Take(strand=1))
    ways = [
        [o.branch.id for o in offers(walk.procedure, walk.state, BOTH, strand) if o.branch and not o.refusal]
        for strand in (1, 2, 3)
    ]
    assert ways == [["sesuai", "bersyarat", "kurang", "tolak"], ["setuju", "ulang"], []]


def test_ones_answer_can_be_taken_back_while_the_others_are_at_work() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(PUPR, Choose("setuju", strand=2))
    answered = walk.state.seq
    walk.do(BPN, Take(strand=1))
    before = walk.state
    walk.do(PUPR, Undo(answered))
    assert where(walk.state)[:2] == [(1, 3, Standing.WORKING, "bpn"), (2, 3, Standing.WORKING, "pupr")]
    walk.do(PUPR, Choose("setuju", strand=2))
    assert where(walk.state) == where(before)


def test_but_no_more_once_the_file_has_gone_on() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(PUPR, Choose("setuju", strand=2))
    answered = walk.state.seq
    walk.do(BPN, Take(strand=1))
    walk.do(BPN, Choose("sesuai", strand=1))
    assert walk.refused(PUPR, Undo(answered)).why is Why.UNDO_TOO_LATE
    walk.do(BPN, Undo(walk.state.seq))
    assert [i.strand for i in walk.state.opens] == [1, 3]
    walk.do(PUPR, Undo(answered))


def test_sending_it_out_cannot_be_taken_back_once_one_has_taken_it() -> None:
    walk = forked()
    sent = walk.state.seq
    assert check(walk.procedure, walk.state, SARI, Undo(sent)) == "fo"
    walk.do(DLH, Take(strand=3))
    assert walk.refused(SARI, Undo(sent)).why is Why.UNDO_TOO_LATE
    walk.do(DLH, Undo(walk.state.seq))
    walk.do(SARI, Undo(sent))
    assert where(walk.state) == [(0, 2, Standing.WORKING, "fo")]


def test_a_withdrawal_ends_every_part() -> None:
    walk = forked()
    walk.do(BPN, Take(strand=1))
    walk.do(SARI, Withdraw(REASON))
    assert (walk.state.outcome, walk.state.opens) == ("dicabut", ())


def test_enough_different_people_have_to_answer() -> None:
    walk = forked(needing(2))
    walk.do(BOTH, Take(strand=2))
    walk.do(BOTH, Choose("setuju", strand=2))
    assert walk.refused(BOTH, Take(strand=1)).why is Why.ANOTHER_PERSON  # nobody waits for the third part
    walk.do(BOTH, Take(strand=3))
    walk.do(BPN, Take(strand=1))


def test_who_is_not_waited_for_is_none_of_those_who_have_to_answer() -> None:
    with pytest.raises(SopFaults, match="orang_minimal"):
        needing(3)


def needing(people: int) -> Procedure:
    first = 'jenis = "assessment"\n'
    return load(RUANG.replace(first + "cabang", f"{first}orang_minimal = {people}\ncabang", 1))


def limit_texts(state: FileState, strand: int) -> list[str]:
    judged = judge_all(ruang(), state, Reading(), ordinary(), state.last_at)
    return [limit.text for limit, _ in of_strand(judged, strand) if limit.kind is LimitKind.STEP]


def test_each_has_its_own_time() -> None:
    walk = forked()
    assert [limit_texts(walk.state, strand) for strand in (1, 2, 3)] == [["2 hari kerja"], ["60 menit"], []]
    walk.do(PUPR, Take(strand=2), minutes=8)  # 09.10
    judged = judge_all(ruang(), walk.state, Reading(), ordinary(), walk.now)
    due = file_due(of_strand(judged, 2), ordinary(), waiting=False)
    assert isinstance(due, Deadline)
    assert wall(due.at) == "2026-11-20 10.10".replace(".", ":")


def test_a_limit_of_the_whole_file_counts_what_is_at_the_same_time_once() -> None:
    walk = forked()
    walk.do(PUPR, Take(strand=2))
    walk.do(BPN, Take(strand=1))
    walk.do(PUPR, Choose("setuju", strand=2), minutes=30)
    legal = next(x for x in limits(ruang(), walk.state, Reading()) if x.kind is LimitKind.LEGAL)
    assert [(wall(s.start), s.end) for s in legal.spans] == [("2026-11-20 09:02", None)]


def test_each_partys_time_adds_up_to_what_has_passed_the_office_first() -> None:
    walk = forked()  # 09.02
    walk.do(PUPR, Take(strand=2))  # 09.03
    walk.do(BPN, Take(strand=1), minutes=7)  # 09.10
    walk.do(PUPR, Rest(REASON, strand=2), minutes=10)  # 09.20
    walk.do(DLH, Take(strand=3), minutes=10)  # 09.30
    walk.do(DLH, Choose("saran", strand=3), minutes=10)  # 09.40
    found = {
        s.account: s.elapsed // MINUTE
        for s in spent(walk.state.intervals, ordinary(), at("2026-11-20 10:00"))
    }
    assert found == {
        Account.WAITED: 1 + 1 + 10,  # with the front office, then on the piles; with DLH while others rest
        Account.WORKED: 1 + 17 + 10,
        Account.TROUBLE: 0,
        Account.AGENCY: 20,
        Account.APPLICANT: 0,
    }
    assert sum(found.values()) == 60


@pytest.mark.parametrize("strand", [0, 4])
def test_there_is_nothing_where_no_part_is(strand: int) -> None:
    walk = forked()
    with pytest.raises(Refused):
        check(walk.procedure, walk.state, BOTH, Take(strand=strand))


PARAF = """
peran = ["pupr"]
waktu = "60 menit"
paraf = [{ peran = ["pupr"], sebutan = "Periksa" }, { peran = ["forum"], sebutan = "Setujui" }]
"""


def test_of_several_sign_offs_of_a_part_the_last_one_is_its_answer() -> None:
    """Whoever has answered another part may give an earlier sign-off: the answer is the last one's."""
    text = RUANG.replace('\nperan = ["pupr"]\nwaktu = "60 menit"\n', PARAF, 1)
    two = text.replace('jenis = "assessment"\ncabang', 'jenis = "assessment"\norang_minimal = 2\ncabang', 1)
    walk = forked(load(two))
    walk.do(BOTH, Take(strand=1))
    walk.do(BOTH, Choose("sesuai", strand=1))
    walk.do(BOTH, Take(strand=2))
    walk.do(BOTH, Choose("setuju", strand=2))
    walk.do(FORUM, Take(strand=2))
    walk.do(FORUM, Choose("setuju", strand=2))
    assert walk.here.step == 4


def test_a_part_with_trouble_that_is_not_waited_for_solves_none() -> None:
    """The time from the solving begins with a solving, not with the next step of parts."""
    timed = RUANG.replace(
        "[dokumen]", '[batas]\nmasalah = "1 hari kerja"\nmasalah_sejak = "penyelesaian"\n\n[dokumen]'
    )
    walk = forked(load(timed))
    walk.do(DLH, Take(strand=3))
    walk.do(DLH, MarkTrouble(REASON, strand=3))
    walk.do(PUPR, Take(strand=2))
    walk.do(PUPR, Choose("ulang", REASON, strand=2))
    walk.do(SARI, Take())
    walk.do(SARI, Choose("teruskan"))
    trouble = next(x for x in limits(walk.procedure, walk.state, Reading()) if x.kind is LimitKind.TROUBLE)
    assert trouble.spans == ()
