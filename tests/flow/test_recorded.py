"""Who may record what a signer or an agency did elsewhere: for whom, when it was done, and who counts."""

from __future__ import annotations

from functools import cache

import pytest

from loket.flow.acts import Choose, Redate, Refused, Rest, Resume, Take, Undo, Why
from loket.flow.fold import done_at, in_force
from loket.flow.offers import offers
from loket.flow.rules import check_nik
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from loket.sop import load
from loket.sop.model import Procedure
from tests.flow.office import Walk, clerk, registered

BO, SEKRE, KADIS = clerk(2, "bo"), clerk(3, "sekre"), clerk(4, "kadis")
SEKRE_TOO, KABID, FO = clerk(5, "sekre"), clerk(6, "kabid"), clerk(1, "fo", counter="fo")
KADIS_AND_SEKRE = clerk(7, "sekre", "kadis")

TETAP = """
id = "tetap"
nama = "Penetapan di luar"
mulai = [2]

[peran]
fo = "Front Office"
bo = "Back Office"
kabid = "Kepala Bidang"
kadis = "Kepala Dinas"
sekda = "Sekretaris Daerah"
sekre = "Sekretariat"
bpn = "ATR/BPN"
pupr = "PUPR"

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
nama = "Menyiapkan"
jenis = "umum"
peran = ["bo"]
waktu = "10 menit"
cabang = [{ id = "siap", label = "Siapkan", ke = 3, menyatakan_lengkap = true }]

[[langkah]]
urut = 3
nama = "Penetapan"
jenis = "penandatanganan"
peran = ["kadis", "sekda"]
dicatat_oleh = ["sekre"]
di = "siCantik"
waktu = "1 hari kerja"
cabang = [
  { id = "tetap", label = "Tetapkan", ke = 4, keputusan = true },
  { id = "khusus", label = "Tetapkan atas nama bupati", ke = 4, oleh = ["sekda"] },
  { id = "ulang", label = "Kembalikan ke back office", arah = "mundur", ke = 2 },
]

[[langkah]]
urut = 4
nama = "Paraf naskah"
jenis = "persetujuan"
orang_minimal = 2
dicatat_oleh = ["sekre"]
cabang = [{ id = "paraf", label = "Paraf", ke = 5 }]
paraf = [
  { peran = ["sekre"], sebutan = "paraf Sekretariat" },
  { peran = ["kabid", "kadis"], sebutan = "paraf Kabid", di = "SRIKANDI" },
  { peran = ["kadis"], sebutan = "paraf Kadis", dicatat_oleh = ["bo"] },
]

[[langkah]]
urut = 5
nama = "Pertimbangan"
jenis = "penilaian"
orang_minimal = 2
cabang = [{ id = "terbit", label = "Terbit", hasil = "terbit", selesai = true }]

[[langkah.serentak]]
id = "bpn"
sebutan = "ATR/BPN"
peran = ["bpn"]
pihak = "instansi"
dicatat_oleh = ["fo"]
cabang = [{ id = "sesuai", label = "Sesuai" }]

[[langkah.serentak]]
id = "pupr"
sebutan = "PUPR"
peran = ["pupr"]
pihak = "instansi"
dicatat_oleh = ["fo"]
cabang = [{ id = "setuju", label = "Setuju" }]
"""


@cache
def tetap() -> Procedure:
    return load(TETAP)


def prepared() -> Walk:
    """A file that waits for the head of the office, who signs elsewhere."""
    walk = registered(tetap())
    walk.do(BO, Take())
    walk.do(BO, Choose("siap"))
    return walk


def signed(walk: Walk, *, minutes_ago: int = 0) -> Choose:
    return Choose("tetap", for_role="kadis", acted_at=walk.now + MINUTE - minutes_ago * MINUTE)


def test_a_recorder_takes_the_file_and_records_for_whom_and_when() -> None:
    walk = prepared()
    walk.do(SEKRE, Take(), minutes=30)
    assert (walk.here.standing, walk.here.person, walk.here.role) == (Standing.WORKING, 3, "sekre")
    walk.do(SEKRE, signed(walk, minutes_ago=20))
    event = walk.events[-1]
    assert (event.person, event.role, event.at) == (3, "sekre", walk.now)
    assert done_at(event) == walk.now - 20 * MINUTE
    assert walk.here.step == 4
    assert walk.here.start == walk.now == walk.state.intervals[-2].end == walk.state.decided_at


def test_a_recorder_says_for_whom_and_when_and_only_for_who_performs_it() -> None:
    walk = prepared()
    walk.do(SEKRE, Take())
    assert walk.refused(SEKRE, Choose("tetap")).why is Why.FOR_WHOM
    assert walk.refused(SEKRE, Choose("tetap", for_role="kadis")).why is Why.FOR_WHOM
    assert walk.refused(SEKRE, Choose("tetap", for_role="kabid", acted_at=1)).why is Why.FOR_WHOM
    assert walk.refused(SEKRE, Choose("khusus", for_role="kadis", acted_at=1)).why is Why.FOR_WHOM
    walk.do(SEKRE, Choose("khusus", for_role="sekda", acted_at=walk.now))


def test_a_recorder_is_offered_what_the_performers_may_choose() -> None:
    walk = prepared()
    walk.do(SEKRE, Take())
    found = {o.branch.id: o for o in offers(tetap(), walk.state, SEKRE) if o.branch is not None}
    assert {name: o.recorded_for for name, o in found.items()} == {
        "tetap": ("kadis", "sekda"),
        "khusus": ("sekda",),
        "ulang": ("kadis", "sekda"),
    }
    assert not any(o.refusal for o in found.values())


def test_whoever_performs_the_step_acts_and_records_nothing() -> None:
    walk = prepared()
    walk.do(KADIS_AND_SEKRE, Take())
    assert walk.here.role == "kadis"
    assert walk.refused(KADIS_AND_SEKRE, signed(walk)).why is Why.NOT_ALLOWED
    own = {o.branch.id: o.recorded_for for o in offers(tetap(), walk.state, KADIS_AND_SEKRE) if o.branch}
    assert own == {"tetap": (), "khusus": ("sekda",), "ulang": ()}
    walk.do(KADIS_AND_SEKRE, Choose("tetap"))
    assert walk.events[-1].role == "kadis"


def test_who_neither_performs_nor_records_has_nothing_there() -> None:
    walk = prepared()
    assert walk.refused(BO, Take()).why is Why.NOT_YOUR_STEP
    with pytest.raises(Refused):
        check_nik(tetap(), walk.state, BO)
    assert check_nik(tetap(), walk.state, SEKRE) == "sekre"


def test_a_recorder_may_let_it_rest_send_it_back_and_take_the_record_back() -> None:
    walk = prepared()
    walk.do(SEKRE, Take())
    walk.do(SEKRE, Rest(9))
    walk.do(SEKRE_TOO, Resume())
    walk.do(SEKRE_TOO, Choose("ulang", remark=9, for_role="kadis", acted_at=walk.now))
    assert walk.here.step == 2
    walk.do(SEKRE_TOO, Undo(walk.state.seq))
    assert (walk.here.step, walk.here.person) == (3, 5)


def test_what_was_done_elsewhere_one_after_the_other_may_be_recorded_at_once() -> None:
    walk = prepared()
    walk.do(SEKRE, Take(), minutes=60)
    done = walk.now - 30 * MINUTE
    walk.do(SEKRE, Choose("tetap", for_role="kadis", acted_at=done))
    assert walk.state.carried(0).came == done < walk.here.start
    walk.do(SEKRE, Take())
    assert walk.state.carried(0).came == done
    walk.do(SEKRE, Choose("paraf"))
    assert walk.state.carried(0).came == walk.now


def test_a_clock_that_was_put_right_leaves_nothing_done_in_the_future() -> None:
    walk = prepared()
    walk.do(SEKRE, Take())
    walk.do(SEKRE, signed(walk))
    true = walk.now - 1
    walk.do(clerk(8, supervises="penyelia"), Redate((walk.state.seq,), (true,), 9))
    assert done_at(in_force(walk.events)[-1]) == true


def test_a_role_recorded_for_counts_as_a_person_and_its_recorder_does_not() -> None:
    walk = prepared()
    walk.do(SEKRE, Take())
    walk.do(SEKRE, signed(walk))
    walk.do(SEKRE, Take())
    walk.do(SEKRE, Choose("paraf"))
    walk.do(SEKRE, Take())
    walk.do(SEKRE, Choose("paraf", for_role="kadis", acted_at=walk.now))
    assert walk.state.carried(0).signers == (3, "kadis")
    assert walk.refused(SEKRE, Take()).why is Why.NOT_YOUR_STEP  # this sign-off has a recorder of its own
    walk.do(BO, Take())
    walk.do(BO, Choose("paraf", for_role="kadis", acted_at=walk.now))
    assert walk.here.step == 5


def test_a_role_recorded_for_twice_is_one_person() -> None:
    procedure = load(TETAP.replace("orang_minimal = 2\ndicatat", "orang_minimal = 3\ndicatat"))
    walk = registered(procedure)
    for clerk_, act in (
        (BO, Choose("siap")),
        (SEKRE, Choose("tetap", for_role="kadis", acted_at=walk.now)),
        (SEKRE, Choose("paraf")),
    ):
        walk.do(clerk_, Take())
        walk.do(clerk_, act)
    walk.do(SEKRE, Take())
    walk.do(SEKRE, Choose("paraf", for_role="kadis", acted_at=walk.now))
    assert walk.refused(BO, Take()).why is Why.ANOTHER_PERSON
    walk.do(KADIS, Take())


def test_one_recorder_may_record_the_answers_of_several_agencies() -> None:
    walk = prepared()
    for who, act in (
        (SEKRE, Choose("tetap", for_role="kadis", acted_at=walk.now)),
        (SEKRE, Choose("paraf")),
        (SEKRE, Choose("paraf", for_role="kabid", acted_at=walk.now + 5 * MINUTE)),
        (KADIS, Choose("paraf")),
    ):
        walk.do(who, Take())
        walk.do(who, act)
    walk.do(FO, Take(strand=1))
    walk.do(FO, Choose("sesuai", strand=1, for_role="bpn", acted_at=walk.now))
    assert walk.state.answered_by == {"bpn"}
    walk.do(FO, Take(strand=2))
    walk.do(FO, Choose("setuju", strand=2, for_role="pupr", acted_at=walk.now))
    assert walk.state.outcome == "terbit"
