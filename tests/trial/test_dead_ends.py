"""Dead ends that a reading of the file does not find, or not for this office: each is found and explained."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from loket.flow.fold import replay
from loket.office.model import Office
from loket.office.profile import load_office
from loket.sop import parse_procedure
from loket.sop.model import Procedure
from loket.trial.findings import Trial
from loket.trial.people import TrialOffice, made_up, of_office
from loket.trial.together import trials
from loket.trial.words import lines, reasons_said, summary
from tests.flow.office import CONTOH, seven
from tests.flow.test_recorded import tetap
from tests.trial.walking import File, ends


def tried(text: str) -> Trial:
    procedure = parse_procedure(text)
    return trials([procedure.id], {procedure.id: procedure}, made_up)[0]


def changed(*pairs: tuple[str, str]) -> str:
    text = CONTOH
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def stuck(found: Trial) -> list[tuple[int, int, list[str]]]:
    """Step and sign-off of each place where files stick, and why; each is a real one."""
    said = []
    procedure, people = found.walk.procedure, found.walk.setting.people
    for trouble in found.troubles:
        assert replay(procedure, trouble.node.events) == trouble.node.state
        if not trouble.fails and not trouble.node.closed:
            file = File.of(procedure, trouble.node.events)
            assert not ends(file, people, trouble.node.beginning.results)
        place = trouble.reasons[0].place
        said.append((place.step, place.sign_off, reasons_said(found, trouble)))
    return said


def test_a_sound_procedure_is_free() -> None:
    assert stuck(tried(CONTOH)) == []


def test_a_first_signer_who_may_choose_none_of_the_ways_on() -> None:
    left_out = [
        ('label = "Layak"\n', 'label = "Layak"\noleh = ["kabid"]\n'),
        ('label = "Layak dengan catatan"\n', 'label = "Layak dengan catatan"\noleh = ["kabid"]\n'),
        ('label = "Periksa ulang"\n', 'label = "Periksa ulang"\noleh = ["kabid"]\n'),
        ('label = "Kembalikan"\narah', 'label = "Kembalikan"\noleh = ["kabid"]\narah'),
    ]
    found = tried(changed(*left_out))
    ((step, sign_off, said),) = stuck(found)
    assert (step, sign_off) == (4, 0)
    assert "Back Office tidak boleh memilih “Layak”: hanya Kepala Bidang" in said
    assert found.sticks


def test_a_signer_left_out_who_can_only_send_the_file_round_and_round() -> None:
    left_out = [
        ('label = "Layak"\n', 'label = "Layak"\noleh = ["kabid"]\n'),
        ('label = "Layak dengan catatan"\n', 'label = "Layak dengan catatan"\noleh = ["kabid"]\n'),
    ]
    found = tried(changed(*left_out))
    (trouble,) = found.troubles
    assert trouble.ring == (1, 2, 3, 4)
    assert any("hanya Kepala Bidang" in said for said in reasons_said(found, trouble))
    assert stuck(found)


def test_a_recorded_value_for_which_there_is_no_way_on() -> None:
    found = tried(changed(('bila = { hasil = ["khusus"] }', 'bila = { hasil = ["bersyarat"] }')))
    ((step, _, said),) = stuck(found)
    assert step == 5
    assert said[0] == ("“Lunas” hanya bila Hasil pemeriksaan: Layak (tercatat: Layak dengan catatan)")
    assert found.never == ((5, 0, "bebas"),)


def test_too_few_people_for_the_signatures() -> None:
    found = tried(changed(("orang_minimal = 2", "orang_minimal = 4")))
    ((step, _, said),) = stuck(found)
    assert step == 4
    assert "langkah ini perlu 4 orang yang berbeda" in said[0]


def test_as_many_people_of_a_role_are_made_up_as_must_sign() -> None:
    twice = [('{ peran = ["bo"], sebutan = "periksa" }', '{ peran = ["kasi"], sebutan = "periksa" }')]
    found = tried(changed(*twice))
    assert stuck(found) == []
    assert found.walk.setting.crowded == {"kasi": 2}
    assert any("2 orang Kepala Seksi" in line for line in lines(found))


def test_a_step_passed_without_a_way_on() -> None:
    way = '{ id = "terbit", label = "Terbit", ke = 7, hasil = "terbit", keputusan = true }'
    only = '{ id = "terbit", label = "Terbit", ke = 7, bila = { hasil = ["layak"] }, hasil = "terbit" }'
    found = tried(changed((way, only)))
    ((step, _, said),) = stuck(found)
    assert step == 5
    assert said[-1] == (
        "“Bebas retribusi” tidak dapat dijalankan: di langkah 6, yang dilewati berkas, tidak ada"
        " cabang maju yang terbuka"
    )


def test_a_survey_that_is_asked_for_and_never_held() -> None:
    found = tried(changed(("tambahan_kantor = true", 'tambahan_kantor = true\nmeminta = ["survei"]')))
    ((step, _, said),) = stuck(found)
    assert (step, said) == (
        8,
        ["“Diarsipkan” tidak dapat dijalankan: survei belum diisi di langkah sebelumnya"],
    )


# An office.


@cache
def karimun() -> Office:
    return load_office("karimun")


def in_karimun(office: Office, *no_forms: str) -> Trial:
    name = "karimun-sicantik"
    return trials([name], seven(), lambda procedure: of_office(office, procedure, no_forms))[0]


def test_a_role_that_nobody_in_the_office_holds() -> None:
    roles = {name: role for name, role in karimun().roles.items() if name != "kabid"}
    found = in_karimun(replace(karimun(), roles=roles))
    ((step, _, said),) = stuck(found)
    assert (step, said) == (8, ["tidak ada yang berperan Kepala Bidang Perizinan Terkait"])


def test_a_form_that_the_office_does_not_have() -> None:
    form = karimun().services_of("karimun-sicantik")[0].form
    found = in_karimun(karimun(), form)
    said = [said for _, _, reasons in stuck(found) for said in reasons]
    assert said
    assert all(f"formulir {form} tidak ada" in sentence for sentence in said)


def test_a_survey_at_a_desk_that_cannot_fill_it() -> None:
    fo5 = replace(karimun().roles["fo5"], home="backoffice")
    found = in_karimun(replace(karimun(), roles={**karimun().roles, "fo5": fo5}))
    ((step, _, said),) = stuck(found)
    assert step == 11
    assert "berberanda survey" in said[0]


def test_a_follow_up_without_a_service() -> None:
    pariaman = load_office("pariaman")
    services = {name: s for name, s in pariaman.services.items() if s.procedure != "pariaman-sigap"}
    office = replace(pariaman, services=services)
    found = trials(["pariaman-oss"], seven(), lambda procedure: of_office(office, procedure))[0]
    said = [said for _, _, reasons in stuck(found) for said in reasons]
    assert said
    assert all("kantor ini tidak punya layanan dengan SOP pariaman-sigap" in s for s in said)


def test_a_form_that_is_called_like_a_follow_up_and_is_not_there() -> None:
    def without_form(procedure: Procedure) -> TrialOffice:
        return of_office(load_office("pariaman"), procedure, no_forms=("pariaman-sigap",))

    assert trials(["pariaman-oss"], seven(), without_form)[0].troubles == ()


# Follow-ups.

PARENT = """
id = "induk-contoh"
nama = "Izin induk contoh"
mulai = [1]
[peran]
bo = "Back Office"
kabid = "Kepala Bidang"
[ketetapan.luas]
nama = "Luas"
pilihan = { kecil = "Kecil", besar = "Besar" }
[dokumen]
sumber = "Dikarang untuk pengujian"
[[langkah]]
urut = 1
nama = "Memeriksa"
jenis = "general"
peran = ["bo"]
cabang = [
  { id = "kecil", label = "Kecil", ke = 2, mencatat = { luas = "kecil" }, membuka = "lanjutan-contoh" },
  { id = "besar", label = "Besar", ke = 2, mencatat = { luas = "besar" }, membuka = "lanjutan-contoh" },
]
[[langkah]]
urut = 2
nama = "Memutus"
jenis = "approval"
peran = ["kabid"]
cabang = [
  { id = "terbit", label = "Terbitkan", hasil = "terbit", keputusan = true, selesai = true },
  { id = "tolak", label = "Tolak", arah = "tolak", hasil = "ditolak", keputusan = true, selesai = true },
]
"""
FOLLOW_UP = """
id = "lanjutan-contoh"
nama = "Pencatatan contoh"
mulai = [1]
lanjutan = true
[peran]
bo = "Back Office"
[ketetapan.luas]
nama = "Luas"
pilihan = { kecil = "Kecil", besar = "Besar" }
[ketetapan.induk]
nama = "Hasil induk"
pilihan = { terbit = "Terbit", ditolak = "Ditolak" }
[dokumen]
sumber = "Dikarang untuk pengujian"
[[langkah]]
urut = 1
nama = "Mencatat"
jenis = "general"
peran = ["bo"]
cabang = [
  { id = "kecil", label = "Catat kecil", ke = 2, bila = { luas = ["kecil"] } },
  { id = "besar", label = "Catat besar", ke = 2, bila = { luas = ["besar"] } },
]
[[langkah]]
urut = 2
nama = "Menutup"
jenis = "general"
peran = ["bo"]
menunggu_induk = true
cabang = [
  { id = "terbit", label = "Tutup", selesai = true, bila = { induk = ["terbit"] } },
  { id = "ditolak", label = "Batalkan", selesai = true, bila = { induk = ["ditolak"] } },
]
"""


def followed(parent: str = PARENT, follow_up: str = FOLLOW_UP) -> Trial:
    both = {p.id: p for p in map(parse_procedure, (parent, follow_up))}
    return trials(["lanjutan-contoh"], both, made_up)[0]


def test_a_follow_up_that_knows_all_its_parent_may_tell_is_free() -> None:
    found = followed()
    assert (stuck(found), found.never) == ([], ())
    assert {end.last for end in found.ends} == {(2, 0, "terbit"), (2, 0, "ditolak")}


def test_a_follow_up_that_begins_without_what_it_asks_for() -> None:
    ((step, _, said),) = stuck(followed(PARENT.replace('mencatat = { luas = "besar" }, ', "")))
    assert (step, said[0]) == (1, "“Catat kecil” hanya bila Luas: Kecil (belum tercatat)")


def test_a_follow_up_of_a_parent_that_is_refused() -> None:
    refused = '  { id = "ditolak", label = "Batalkan", selesai = true, bila = { induk = ["ditolak"] } },\n'
    ((step, _, said),) = stuck(followed(follow_up=FOLLOW_UP.replace(refused, "")))
    assert (step, said) == (2, ["“Tutup” hanya bila Hasil induk: Terbit (tercatat: Ditolak)"])


def test_a_follow_up_that_waits_for_a_result_its_parent_never_has() -> None:
    round_and_round = PARENT.replace('hasil = "terbit", keputusan = true, selesai = true', "ke = 1").replace(
        'arah = "tolak", hasil = "ditolak", keputusan = true, selesai = true', 'arah = "mundur", ke = 1'
    )
    ((step, _, said),) = stuck(followed(round_and_round))
    assert (step, said) == (
        2,
        ["menunggu hasil berkas induk, tetapi induk-contoh tidak pernah berakhir sesudah membukanya"],
    )


def test_a_result_that_the_parent_never_has_leaves_its_way_untaken() -> None:
    found = followed(PARENT.replace('hasil = "terbit"', 'hasil = "ditolak"'))
    assert found.never == ((2, 0, "terbit"),)
    assert "  Tidak pernah dilalui berkas:" in lines(found)


def test_a_follow_up_whose_parent_is_not_known_is_tried_with_all_that_it_declares() -> None:
    alone = parse_procedure(FOLLOW_UP)
    found = trials([alone.id], {alone.id: alone}, made_up)[0]
    assert (stuck(found), found.never) == ([], ())


def test_a_procedure_whose_files_wait_for_a_parent_that_they_do_not_have() -> None:
    asks = FOLLOW_UP.replace("lanjutan = true\n", "").replace(', bila = { luas = ["kecil"] }', "")
    ((step, _, said),) = stuck(tried(asks))
    assert (step, said) == (2, ["menunggu hasil berkas induk, tetapi berkas ini tidak punya induk"])


# How it is told.


@pytest.mark.parametrize("text", [CONTOH, changed(("orang_minimal = 2", "orang_minimal = 4"))])
def test_no_line_is_wider_than_a_terminal(text: str) -> None:
    assert max(map(len, lines(tried(text)))) <= 80


def test_what_lies_behind_a_place_where_files_stick_is_not_told_branch_by_branch() -> None:
    found = tried(changed(("orang_minimal = 2", "orang_minimal = 4")))
    assert summary(found).endswith("berkas tertahan di 1 tempat.")
    told = lines(found)
    assert told[-1] == "    - langkah 5, 6, 7, 8, selama berkas tertahan"


def without(*roles: str) -> Trial:
    """A trial of an office in which nobody holds these roles."""

    def setting(procedure: Procedure) -> TrialOffice:
        found = made_up(procedure)
        return replace(found, people=tuple(p for p in found.people if not set(p.roles) & set(roles)))

    return trials(["tetap"], {"tetap": tetap()}, setting)[0]


def test_who_acts_elsewhere_need_not_be_of_the_office_where_somebody_records_it() -> None:
    found = without("kadis", "sekda", "kabid", "bpn", "pupr")
    assert stuck(found) == []
    assert {end.outcome for end in found.ends} == {"terbit"}
    assert stuck(without("kadis", "sekda", "sekre"))[0] == (
        3,
        0,
        ["tidak ada yang berperan Kepala Dinas atau Sekretaris Daerah atau Sekretariat"],
    )
