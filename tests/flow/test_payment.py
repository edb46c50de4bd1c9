"""A payment: the file waits for its payer, at the desk that receives them; the office's time rests."""

from __future__ import annotations

from functools import cache

import pytest

from loket.flow.accounts import Account, spent
from loket.flow.acts import AwaitPayment, BringPayment, Choose, Resubmit, Skip, Take, Why
from loket.flow.limits import LimitKind, judge_all
from loket.flow.milestones import reached
from loket.flow.standing import Standing
from loket.flow.times import Reading
from loket.lengths import MINUTE
from loket.sla import State
from loket.sop import load
from loket.sop.model import Demand, Milestone, Party, Procedure
from tests.flow.office import SARI, Walk, clerk, registered
from tests.sla.office import ordinary

KASIR, KADIS = clerk(7, "kasir"), clerk(8, "kadis")
REASON = 9

IZIN = """
id = "izin"
nama = "Izin berbayar"
mulai = [2]

[peran]
fo = "Front Office"
kasir = "Kasir"
kadis = "Kepala Dinas"

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
nama = "Menerbitkan SKRD"
jenis = "umum"
peran = ["fo"]
waktu = "10 menit"
cabang = [{ id = "skrd", label = "SKRD terbit", ke = 4, menyatakan_lengkap = true }]
# tagihan

# bayar di bank

[[langkah]]
urut = 4
nama = "Pembayaran retribusi"
jenis = "pembayaran"
peran = ["kasir"]
waktu = "5 menit"
# opsional
cabang = [
  { id = "lunas", label = "Lunas", ke = 5 },
  { id = "kurang", label = "Setoran kurang", arah = "kembali", kembali_ke = 4, lanjut_di = 4 },
]

[[langkah]]
urut = 5
nama = "Tanda tangan"
jenis = "penandatanganan"
peran = ["kadis"]
cabang = [{ id = "terbit", label = "Terbit", selesai = true, hasil = "terbit", keputusan = true }]
"""
AT_THE_BANK = """
[[langkah]]
urut = 3
nama = "Membayar di bank"
jenis = "pemohon"
cabang = [{ id = "bayar", label = "Bukti setor dibawa", ke = 4 }]
"""


@cache
def izin() -> Procedure:
    return load(IZIN)


@cache
def with_bank() -> Procedure:
    """The applicant's paying is a step of the document by itself."""
    return load(
        IZIN.replace("# bayar di bank", AT_THE_BANK).replace("ke = 4, menyatakan", "ke = 3, menyatakan")
    )


def billed(procedure: Procedure) -> Walk:
    """A file that is to be paid for since 09.02."""
    walk = registered(procedure)
    walk.do(SARI, Take())
    walk.do(SARI, Choose("skrd"))
    return walk


@pytest.mark.parametrize("make", [izin, with_bank])
def test_it_waits_for_the_payer_at_the_desk_that_receives_them(make: object) -> None:
    here = billed(make()).here  # type: ignore[operator]
    assert (here.standing, here.party, here.role) == (Standing.PAYMENT, Party.APPLICANT, "kasir")


@pytest.mark.parametrize("make", [izin, with_bank])
def test_the_proof_is_brought_there_or_at_the_counter_and_then_looked_at(make: object) -> None:
    walk = billed(make())  # type: ignore[operator]
    assert walk.refused(KASIR, Take()).why is Why.AT_REST
    assert walk.refused(KASIR, Resubmit()).why is Why.AT_REST
    assert walk.refused(KADIS, BringPayment()).why is Why.NOT_ALLOWED
    walk.do(SARI, BringPayment())
    assert (walk.here.step, walk.here.standing, walk.here.role) == (4, Standing.WAITING, "kasir")
    walk.do(KASIR, Take())
    walk.do(KASIR, Choose("lunas"))
    assert walk.here.step == 5


def test_what_was_short_is_waited_for_again() -> None:
    walk = billed(izin())
    walk.do(KASIR, BringPayment())
    walk.do(KASIR, Take())
    walk.do(KASIR, Choose("kurang", REASON))
    assert (walk.here.step, walk.here.standing) == (4, Standing.PAYMENT)
    walk.do(KASIR, BringPayment())
    walk.do(KASIR, Take())
    walk.do(KASIR, AwaitPayment())
    assert walk.here.standing is Standing.PAYMENT
    assert walk.refused(KASIR, AwaitPayment()).why is Why.AT_REST


def test_an_optional_payment_may_be_left_out_while_it_is_waited_for() -> None:
    walk = billed(load(IZIN.replace("# opsional", "opsional = true")))
    walk.do(KASIR, Skip())
    assert walk.here.step == 5


def test_the_time_until_it_is_paid_is_the_applicants() -> None:
    walk = billed(izin())
    walk.do(KASIR, BringPayment(), minutes=60)
    found = {s.account: s.elapsed // MINUTE for s in spent(walk.state.intervals, ordinary(), walk.now)}
    assert (found[Account.APPLICANT], found[Account.WAITED] + found[Account.WORKED]) == (60, 2)


def test_the_legal_line_rests_until_it_is_paid() -> None:
    walk = billed(izin())
    judged = judge_all(izin(), walk.state, Reading(), ordinary(), walk.now + MINUTE)
    assert [v.state for limit, v in judged if limit.kind is LimitKind.LEGAL] == [State.NOT_STARTED]
    walk.do(KASIR, BringPayment(), minutes=60)
    judged = judge_all(izin(), walk.state, Reading(), ordinary(), walk.now + MINUTE)
    assert [v.state for limit, v in judged if limit.kind is LimitKind.LEGAL] == [State.ON_TIME]


def test_it_is_paid_when_it_goes_on_from_there() -> None:
    walk = billed(izin())
    walk.do(KASIR, BringPayment())
    walk.do(KASIR, Take())
    assert reached(izin(), walk.state, Milestone.PAID) is None
    walk.do(KASIR, Choose("lunas"))
    assert reached(izin(), walk.state, Milestone.PAID) == walk.now


def test_the_bill_is_asked_for_where_the_sop_says_else_with_the_proof() -> None:
    assert izin().step(4).demanded() == {Demand.BILL, Demand.PROOF}
    told = load(IZIN.replace("# tagihan", 'meminta = ["tagihan"]'))
    assert told.step(2).demanded() == {Demand.BILL}
    assert told.step(4).demanded() == {Demand.PROOF}
