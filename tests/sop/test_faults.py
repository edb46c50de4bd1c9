"""A wrong SOP file is told everything at once: where, what is wrong, what would be right."""

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.flow.acts import Act, ending
from loket.flow.state import JOINED
from loket.resources import resource
from loket.sop.faults import Fault, SopFaults
from loket.sop.read import parse_procedure
from loket.sop.sound import catalogue, load, read_files
from loket.sop.source import written
from loket.sop.tables import Table, parsed
from tests.flow.random_procedures import as_toml
from tests.sop.shipped import SEVEN, shipped

HEAD = """
id = "uji"
nama = "Uji"
mulai = [2]
[peran]
fo = "FO"
bo = "BO"
[ketetapan.risiko]
nama = "Risiko"
pilihan = { rendah = "Rendah", tinggi = "Tinggi" }
[dokumen]
sumber = "Uji"
[[langkah]]
urut = 1
nama = "Mengajukan"
jenis = "applicant"
sebelum_pendaftaran = true
[[langkah.cabang]]
id = "ajukan"
label = "Ajukan"
ke = 2
"""


def step(sequence: int = 2, ways: str = 'id = "ya"\nlabel = "Ya"\nselesai = true', more: str = "") -> str:
    given_kind = "" if "jenis" in more else 'jenis = "entry"\n'
    given_roles = "" if "peran" in more else 'peran = ["fo"]\n'
    head = f'[[langkah]]\nurut = {sequence}\nnama = "Langkah"\n{given_kind}{given_roles}{more}\n'
    return head + "".join(f"[[langkah.cabang]]\n{way}\n" for way in ways.split("---\n"))


def faults_of(text: str) -> dict[str, Fault]:
    with pytest.raises(SopFaults) as caught:
        load(text)
    return {fault.key: fault for fault in caught.value.faults}


def the_fault(text: str) -> Fault:
    """The only fault of the text."""
    faults = faults_of(text)
    assert len(faults) == 1, list(map(str, faults.values()))
    return next(iter(faults.values()))


def way(target: str, more: str = "") -> str:
    return f'id = "ya"\nlabel = "Ya"\n{target}\n{more}'


def test_the_sound_one_is_sound() -> None:
    assert load(HEAD + step()).id == "uji"


@pytest.mark.parametrize(
    ("text", "key", "wrong", "right"),
    [
        (HEAD + step(ways=way("ke = 9")), "langkah[2].cabang[ya].ke", "langkah 9 tidak ada", "1, 2"),
        (HEAD + step() + step(3), "langkah[3]", "tidak ada jalan", "sebelum_pendaftaran"),
        (HEAD + step(more='waktu = "5 mnt"'), "langkah[2].waktu", "mnt", '"5 menit"'),
        (HEAD + step(more='waktu = "-3 jam"'), "langkah[2].waktu", "-3 jam", '"3 jam"'),
        (HEAD + step(more="waktu = 5"), "langkah[2].waktu", "bilangan", "10 menit"),
        (
            HEAD + step(more="waktu = '5 menit'\nopsionl = true"),
            "langkah[2].opsionl",
            "tidak dikenal",
            "opsional",
        ),
        (HEAD + step() + step(), "langkah[2].urut", "2 kali", "dokumen.no"),
        (
            HEAD + step(ways=way("ke = 3")) + step(3, way("ke = 2", 'arah = "mundur"')),
            "langkah",
            "mengakhiri",
            "selesai",
        ),
        (HEAD + step(more='jenis = "etnri"'), "langkah[2].jenis", '"etnri"', '"entri"'),
        (HEAD + step(more='peran = ["kasir"]'), "langkah[2].peran", "kasir", "fo, bo"),
        (HEAD + step(more="peran = []"), "langkah[2].peran", "tidak ada yang mengerjakan", "peran"),
        (HEAD + step(ways=way("selesai = true", 'oleh = ["bo"]')), "langkah[2].cabang[ya].oleh", "bo", "fo"),
        (HEAD + step(ways=way("")), "langkah[2].cabang[ya].ke", "tidak diisi", "selesai = true"),
        (
            HEAD + step(ways=way("ke = 2\nselesai = true")),
            "langkah[2].cabang[ya].ke",
            "selesai",
            "salah satu",
        ),
        (HEAD + step(ways=way('ke = "2"')), "langkah[2].cabang[ya].ke", "teks", "bilangan"),
        (HEAD + step(more='pihak = "dinas"'), "langkah[2].pihak", "dinas", "kantor"),
        (HEAD + step(more="orang_minimal = 2"), "langkah[2].orang_minimal", "2 orang", "paraf"),
        (HEAD + step(more="orang_minimal = 0"), "langkah[2].orang_minimal", "0", "dari 1 sampai"),
        (HEAD + step(more='waktu = { bo = "5 menit" }'), "langkah[2].waktu.bo", "tidak mengerjakan", "fo"),
        (HEAD + step(more='waktu = { fo = "5 jm" }'), "langkah[2].waktu.fo", "jm", "menit"),
        (
            HEAD + step(ways=way("selesai = true", "menyatakan_lengkap = true")),
            "langkah",
            "batas hukum",
            "keputusan = true",
        ),
        (
            HEAD + step(ways=way("selesai = true", 'arah = "tolak"')),
            "langkah[2].cabang[ya].hasil",
            "tanpa hasil",
            "ditolak",
        ),
        (
            HEAD + step(ways=way("selesai = true", 'mencatat = { risiko = "sedang" }')),
            "langkah[2].cabang[ya].mencatat.risiko",
            "sedang",
            "rendah, tinggi",
        ),
        (
            HEAD + step(ways=way("selesai = true", 'bila = { resiko = ["rendah"] }')),
            "langkah[2].cabang[ya].bila.resiko",
            "resiko",
            "risiko",
        ),
        (HEAD.replace("[2]", "[7]") + step(), "mulai", "langkah 7", "1, 2"),
        (HEAD.replace("[2]", "[1]") + step(), "mulai", "langkah pemohon", "kantor"),
        (HEAD.replace("[2]", '"2"') + step(), "mulai", "teks", "daftar"),
        (HEAD.replace('"uji"', '"Uji Coba"', 1) + step(), "id", "huruf", "huruf kecil"),
        (
            HEAD + step(more="[[langkah.paraf]]\nperan = ['kasi']\nsebutan = 'Paraf'"),
            "langkah[2].paraf[#1].peran",
            "kasi",
            "fo",
        ),
    ],
)
def test_one_mistake_one_fault(text: str, key: str, wrong: str, right: str) -> None:
    fault = the_fault(text)
    assert fault.key == key
    assert wrong in fault.wrong
    assert right in fault.right


def test_a_return_needs_both_ends_and_an_applicant() -> None:
    back = 'id = "x"\nlabel = "Kembalikan"\narah = "kembali"\n'
    ended = '---\nid = "ya"\nlabel = "Ya"\nselesai = true\n'
    assert (
        the_fault(HEAD + step(ways=back + "kembali_ke = 1\n" + ended)).key == "langkah[2].cabang[x].lanjut_di"
    )
    fault = the_fault(HEAD + step(ways=back + "kembali_ke = 2\nlanjut_di = 2\n" + ended))
    assert "bukan langkah pemohon" in fault.wrong


def test_who_is_asked_to_pay_comes_back_to_where_the_payment_is_looked_at() -> None:
    back = 'id = "x"\nlabel = "Setoran kurang"\narah = "kembali"\nkembali_ke = 2\nlanjut_di = {}\n'
    pays = step(ways=way("ke = 3") + "---\n" + back, more='jenis = "pembayaran"')
    assert load(HEAD + pays.format(2) + step(3)).id == "uji"
    fault = the_fault(HEAD + pays.format(3) + step(3))
    assert (fault.key, fault.right) == (
        "langkah[2].cabang[x].lanjut_di",
        "lanjut_di = 2, sama dengan kembali_ke",
    )


def test_a_loop_without_a_way_out() -> None:
    there, again = way("ke = 3"), way("ke = 4")
    split = way("ke = 3") + '---\nid = "habis"\nlabel = "Selesai"\nselesai = true\n'
    fault = the_fault(HEAD + step(ways=split) + step(3, again) + step(4, there))
    assert fault.key == "langkah[3].cabang"
    assert "langkah 3, 4 berputar" in fault.wrong


def test_a_value_that_leaves_no_open_branch() -> None:
    record = 'id = "{0}"\nlabel = "{0}"\nke = 3\nmencatat = {{ risiko = "{0}" }}\n'
    both = record.format("rendah") + "---\n" + record.format("tinggi")
    only_low = way("selesai = true", 'bila = { risiko = ["rendah"] }')
    fault = the_fault(HEAD + step(ways=both) + step(3, only_low))
    assert fault.key == "langkah[3].cabang"
    assert "risiko = tinggi" in fault.wrong
    assert load(HEAD + step(ways=record.format("rendah")) + step(3, only_low)).id == "uji"


def test_a_fact_that_is_asked_for_but_not_yet_recorded() -> None:
    record = 'id = "r"\nlabel = "R"\nke = 3\nmencatat = { risiko = "rendah" }\n'
    plain = '---\nid = "p"\nlabel = "P"\nke = 3\n'
    fault = the_fault(
        HEAD + step(ways=record + plain) + step(3, way("selesai = true", 'bila = { risiko = ["rendah"] }'))
    )
    assert "belum dicatat" in fault.wrong


def test_facts_brought_by_a_parent_may_have_any_value() -> None:
    low = way("selesai = true", 'bila = { risiko = ["rendah"] }')
    assert "risiko = tinggi" in the_fault("lanjutan = true\n" + HEAD + step(ways=low)).wrong


@pytest.mark.parametrize("more", ["opsional = true", "tidak_menahan = true"])
def test_what_goes_on_by_itself_needs_a_forward_way(more: str) -> None:
    refusal = way("selesai = true", 'arah = "tolak"\nhasil = "ditolak"')
    assert "cabang maju" in the_fault(HEAD + step(ways=refusal, more=more)).wrong


HIGH = '---\nid = "p"\nlabel = "P"\nke = 3\n'


@pytest.mark.parametrize(
    "differs",
    ["ke = 4", 'ke = 3\nmencatat = { risiko = "tinggi" }', "ke = 3\nhasil = 'terbit'\nkeputusan = true"],
)
def test_what_a_skipped_step_leads_to_is_said_by_all_its_forward_ways(differs: str) -> None:
    ends = step(3, way("ke = 4")) + step(4)
    text = HEAD + step(ways=way(differs) + HIGH, more="opsional = true") + ends
    fault = the_fault(text)
    assert fault.key == "langkah[2].cabang[p]"
    assert "melewati langkah ini" in fault.wrong
    assert "opsional" in fault.right
    assert load(text.replace(differs, "ke = 3", 1)).step(2).optional
    assert load(text.replace("opsional = true", "")).step(2).branches[0].id == "ya"


def test_from_a_survey_nobody_chooses_the_way_on() -> None:
    text = HEAD + step(ways=way("ke = 4") + HIGH, more='jenis = "survei"') + step(3, way("ke = 4")) + step(4)
    fault = the_fault(text)
    assert (fault.key, "survei" in fault.right) == ("langkah[2].cabang[p]", True)
    refusal = way("selesai = true", 'arah = "tolak"\nhasil = "ditolak"')
    assert "cabang maju" in the_fault(HEAD + step(ways=refusal, more='jenis = "survei"')).wrong


def test_a_skipped_step_may_lead_on_by_what_is_recorded() -> None:
    low, high = 'bila = { risiko = ["rendah"] }', 'bila = { risiko = ["tinggi"] }'
    ends = step(3, way("ke = 4")) + step(4)
    text = HEAD + step(ways=way("ke = 4", low) + HIGH + high, more="opsional = true") + ends
    assert load("lanjutan = true\n" + text).step(2).optional


@pytest.mark.parametrize("more", ['jenis = "applicant"', "tidak_menahan = true"])
def test_where_no_clerk_chooses_all_that_is_open_leads_to_the_same(more: str) -> None:
    ends = step(4, way("ke = 5")) + step(5)
    ways = way("ke = 5") + HIGH.replace("3", "4")
    text = HEAD + step(ways=way("ke = 3")) + step(3, ways, more) + ends
    fault = the_fault(text)
    assert fault.key == "langkah[3].cabang[p]"
    assert "tanpa petugas memilih" in fault.wrong
    assert load(text.replace(step(3, ways, more), step(3, ways))).id == "uji"


def test_the_applicants_ways_before_the_registration_are_nobodys_to_choose() -> None:
    online = '---\nid = "daring"\nlabel = "Daring"\nke = 3\n'
    text = HEAD.replace("[2]", "[2, 3]") + online.replace("---", "[[langkah.cabang]]")
    back = '---\nid = "b"\nlabel = "B"\narah = "kembali"\nkembali_ke = 1\nlanjut_di = 2\n'
    assert load(text + step(ways=way("ke = 3") + back) + step(3)).starts == (2, 3)
    assert the_fault(text + step(ways=way("ke = 1") + HIGH) + step(3)).key == "langkah[1].cabang[daring]"


@pytest.mark.parametrize(
    ("more", "arah"),
    [
        ('jenis = "applicant"', ""),
        ("tidak_menahan = true", ""),
        ("opsional = true", ""),
        ('peran = ["sistem"]', ""),
        ("", 'arah = "tolak"\nhasil = "ditolak"'),
    ],
)
def test_a_follow_up_is_opened_by_a_clerks_own_choice(more: str, arah: str) -> None:
    ways = way("ke = 4") + '---\nid = "p"\nlabel = "P"\nselesai = true\nmembuka = "lain"\n' + arah
    if not arah:
        ways = way("ke = 4", 'membuka = "lain"')
    faults = faults_of(HEAD + step(ways=way("ke = 3")) + step(3, ways, more) + step(4))
    assert list(faults) == [f"langkah[3].cabang[{'p' if arah else 'ya'}].membuka"]


def test_a_file_returned_to_its_applicant_waits_there() -> None:
    asked = step(3, way("ke = 4"), 'jenis = "applicant"\ntidak_menahan = true')
    back = '---\nid = "b"\nlabel = "B"\narah = "kembali"\nkembali_ke = 3\nlanjut_di = 2\n'
    fault = the_fault(HEAD + step(ways=way("ke = 3") + back) + asked + step(4))
    assert fault.key == "langkah[2].cabang[b].kembali_ke"
    assert "tidak_menahan" in fault.wrong


WAITS = (
    "lanjutan = true\n"
    + HEAD
    + step(
        ways=way("selesai = true", 'bila = { induk = ["terbit"] }')
        + '---\nid = "t"\nlabel = "T"\nselesai = true\nbila = { induk = ["ditolak"] }\n',
        more="menunggu_induk = true",
    )
)
PARENT = '[ketetapan.induk]\nnama = "Induk"\npilihan = { terbit = "Terbit", ditolak = "Ditolak" }\n'
FOLLOW_UP = WAITS.replace("[dokumen]", PARENT + "[dokumen]")


def test_a_follow_up_asks_for_results_that_a_parent_can_have() -> None:
    assert load(FOLLOW_UP).follow_up
    fault = faults_of(FOLLOW_UP.replace("terbit", "disetujui"))["ketetapan.induk.pilihan"]
    assert '"disetujui" bukan hasil berkas induk' in fault.wrong
    assert fault.right == "terbit dan ditolak"
    lacks = faults_of(FOLLOW_UP.replace(', ditolak = "Ditolak"', ""))
    assert 'hasil "ditolak" belum ada' in lacks["ketetapan.induk.pilihan"].wrong


def test_only_a_follow_up_waits_for_a_parent() -> None:
    faults = faults_of(FOLLOW_UP.replace("lanjutan = true", ""))
    assert faults["langkah[2].menunggu_induk"].right == "lanjutan = true, atau tanpa menunggu_induk"


def test_what_no_branch_records_is_known_of_no_file_that_is_registered_at_the_counter() -> None:
    low = way("selesai = true", 'bila = { risiko = ["rendah"] }')
    both = low + '---\nid = "t"\nlabel = "T"\nselesai = true\nbila = { risiko = ["tinggi"] }\n'
    assert "risiko = (belum dicatat)" in the_fault(HEAD + step(ways=both)).wrong
    assert load("lanjutan = true\n" + HEAD + step(ways=both)).follow_up


def between(tmp_path: Path, ways: str, more: str = "") -> list[Fault]:
    """The faults of an SOP with these ways out that opens a waiting follow-up at step 2."""
    (tmp_path / "lanjut.toml").write_text(FOLLOW_UP.replace('"uji"', '"lanjut"', 1), "utf-8")
    parent = (
        HEAD.replace('"uji"', '"induk"', 1)
        + step(ways=way("ke = 3", 'membuka = "lanjut"'))
        + step(3, ways)
        + more
    )
    (tmp_path / "induk.toml").write_text(parent, "utf-8")
    return read_files(map(written, sorted(tmp_path.glob("*.toml"))))[1]


ISSUED = way("selesai = true", 'hasil = "terbit"')


def test_a_parent_gives_the_result_that_its_follow_up_waits_for(tmp_path: Path) -> None:
    refused = '---\nid = "t"\nlabel = "T"\nselesai = true\narah = "tolak"\nhasil = "ditolak"\n'
    assert between(tmp_path, ISSUED + refused) == []
    (fault,) = between(tmp_path, ISSUED.replace("terbit", "trebit") + refused)
    assert fault.file == str(tmp_path / "induk.toml")
    assert fault.key == "langkah[3].cabang[ya].hasil"
    assert fault.wrong == '"trebit" tidak dikenal lanjut, yang menunggu hasil berkas ini'
    assert fault.right == '"terbit" atau "ditolak"'
    (fault,) = between(tmp_path, way("selesai = true", 'hasil = "ditolak"'))
    assert fault.key == "langkah[2].cabang[ya].membuka"
    assert 'tidak ada cabang dengan hasil "terbit"' in fault.wrong


def test_a_parent_does_not_end_without_a_result_while_its_follow_up_waits(tmp_path: Path) -> None:
    (fault,) = between(tmp_path, ISSUED + '---\nid = "x"\nlabel = "X"\nselesai = true\n')
    assert fault.key == "langkah[3].cabang[x].hasil"
    assert "berakhir tanpa hasil" in fault.wrong
    assert between(tmp_path, ISSUED.replace("selesai = true", "ke = 4"), step(4)) == []


def test_the_same_branch_twice() -> None:
    fault = the_fault(HEAD + step(ways=way("selesai = true") + "---\n" + way("selesai = true")))
    assert fault.key == "langkah[2].cabang[ya].id"


def test_a_step_without_branches() -> None:
    text = HEAD + '[[langkah]]\nurut = 2\nnama = "Buntu"\njenis = "entry"\nperan = ["fo"]\n'
    assert "langkah[2].cabang" in faults_of(text)


def test_limits_on_unknown_steps() -> None:
    limits = '[batas]\nkeseluruhan_langkah = [2, 8]\n[[batas.kelompok]]\nlangkah = [9]\nwaktu = "2 hr"\n'
    faults = faults_of(HEAD + limits + step())
    assert "langkah 8" in faults["batas.keseluruhan_langkah"].wrong
    assert faults["batas.kelompok[#1].waktu"].right == '"2 hari"'
    faults = faults_of(HEAD + limits.replace("2 hr", "2 hari") + step())
    assert "langkah 9" in faults["batas.kelompok[#1].langkah"].wrong


def test_everything_at_once() -> None:
    text = (
        HEAD.replace("mulai", "mulia") + step(2, way("ke = 9"), 'waktu = "5 mnt"\nperan = ["kasir"]') + step()
    )
    faults = faults_of(text)
    assert set(faults) == {
        "mulia",
        "langkah[2].waktu",
        "langkah[2].urut",
        "langkah[2].peran",
        "langkah[2].cabang[ya].ke",
    }
    assert faults["mulia"].right == '"mulai"'


def test_broken_toml_says_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "patah.toml"
    file.write_text('id = "uji"\nnama = "Uji\n', encoding="utf-8")
    with pytest.raises(SopFaults) as caught:
        load(file)
    (fault,) = caught.value.faults
    assert (fault.file, fault.key) == (str(file), "baris 2, kolom 12")


@pytest.mark.parametrize(
    ("line", "wrong", "right"),
    [
        ("nama = “Uji”", "nilai yang tidak dapat dibaca", "bukan “ ” dari pengolah kata"),
        ("nama = Uji", "nilai yang tidak dapat dibaca", "tanda kutip"),
        ("nama", "tanda = tidak ditemukan", "kunci = nilai"),
        ('nama = "a"\nnama = "b"', "kunci ini sudah ditulis", "hanya sekali"),
        ('nama = "a" "b"', "ada sisa", "#"),
        ('nama = ["a"', "daftar belum ditutup", "]"),
        ("nama = { a = 1", "tabel { } belum ditutup", "}"),
        ("[peran]\n[peran]", "tabel ini sudah ditulis", "[[tabel]]"),
        ('nama = "\x00"', "karakter yang tidak boleh", "tanpa kendali"),
        ("{}", "bukan TOML yang sah", "kunci = nilai"),
    ],
)
def test_broken_toml_is_told_in_the_writers_language(line: str, wrong: str, right: str) -> None:
    fault = the_fault(line)
    assert fault.key.startswith("baris ") or fault.key == "akhir berkas"
    assert wrong in fault.wrong
    assert right in fault.right


def test_a_number_in_a_list_of_texts_is_a_fault_also_when_it_is_nought() -> None:
    assert the_fault(HEAD + step(more="peran = [0]")).wrong == "memuat bilangan"


def test_a_step_without_a_position_is_told_once() -> None:
    text = HEAD + step(ways=way("ke = 3")) + step(3).replace("urut = 3", 'urut = "3"')
    assert the_fault(text).key == "langkah[#3].urut"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('id = "é"'.encode("latin-1"))
    _, faults = read_files(map(written, [tmp_path, tmp_path / "tidak-ada.toml", latin]))
    assert [f.wrong for f in faults] == [
        "bukan berkas, melainkan folder",
        "berkas tidak ada",
        "bukan teks UTF-8",
    ]


@pytest.mark.parametrize("digits", [20, 400, 5000])
def test_a_number_beyond_all_measure_is_a_fault(digits: int) -> None:
    table = parsed(f"orang_minimal = {'9' * digits}", "contoh.toml")
    if isinstance(table, Fault):
        assert table.wrong
        return
    faults: list[Fault] = []
    assert Table(table, "", "contoh.toml", faults).number("orang_minimal") is None
    (fault,) = faults
    assert (fault.wrong, fault.right) == (
        "berisi bilangan yang terlalu besar",
        "bilangan bulat dari 1 sampai 100000",
    )


def test_a_file_from_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "uji.toml"
    file.write_text(HEAD + step(), encoding="utf-8-sig", newline="\r\n")
    assert load(file).id == "uji"


def test_control_characters_are_refused_and_never_printed() -> None:
    text = HEAD.replace('nama = "Uji"', r'nama = "Uji\u001b]52;c;aGk=\u0007"') + step(
        more='jenis = "\\u001b[2J"'
    )
    faults = faults_of(text)
    assert "nama" in faults
    assert all("\x1b" not in str(fault) for fault in faults.values())


def test_a_folder_names_twins_strangers_and_misnamed_files(tmp_path: Path) -> None:
    good = HEAD + step()
    (tmp_path / "uji.toml").write_text(good, encoding="utf-8")
    assert list(catalogue(tmp_path)) == ["uji"]
    (tmp_path / "kembar.toml").write_text(good, encoding="utf-8")
    opening = HEAD.replace('"uji"', '"lain"', 1) + step(ways=way("selesai = true", 'membuka = "entah"'))
    (tmp_path / "lain.toml").write_text(opening, encoding="utf-8")
    with pytest.raises(SopFaults) as caught:
        catalogue(tmp_path)
    assert {f.key for f in caught.value.faults} == {"id", "langkah[2].cabang[ya].membuka"}


def test_a_kept_text_is_read_as_its_file_was() -> None:
    for name in SEVEN:
        text = resource("data", "sop", f"{name}.toml").read_text(encoding="utf-8")
        assert parse_procedure(text) == shipped()[name]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a TOML value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, entry in inner for place in places(entry, (*path, key)))]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_broken_in_a_file_ends_in_faults_not_in_a_traceback(data: st.DataObject) -> None:
    text = Path(__file__).with_name("contoh-reklame.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(places(values)[1:]))
        holder = values
        for key in place[:-1]:
            holder = holder[key]
        if data.draw(st.booleans()):
            odd = st.sampled_from(
                [0, -1, 99, 1.5, True, "", "x", "5 mnt", "\x1b", [], ["x"], [1], {}, {"x": "y"}, [{}]]
            )
            holder[place[-1]] = data.draw(odd)
        else:
            del holder[place[-1]]
    try:
        load("\n".join(f"{as_toml(key)} = {as_toml(value)}" for key, value in values.items()))
    except SopFaults as faults:
        assert all(f.wrong and f.right for f in faults.faults)  # noqa: PT017


def test_no_branch_can_be_called_as_the_journal_tells_of_an_act() -> None:
    for words in (JOINED, *map(ending, get_args(Act))):
        assert (
            "huruf kecil"
            in the_fault(HEAD + step(ways=f'id = "{words}"\nlabel = "Ya"\nselesai = true')).right
        )
