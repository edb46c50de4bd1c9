"""What is allowed and yet seldom meant is told beside, and refuses no SOP."""

from pathlib import Path

import pytest

from loket.cli import run
from loket.resources import resource
from loket.sop.check.advice import advice
from loket.sop.faults import Fault
from loket.sop.sound import load
from tests.sop.shipped import shipped
from tests.sop.test_faults import HEAD, step, the_fault, way

EXAMPLE = Path(__file__).with_name("contoh-reklame.toml").read_text(encoding="utf-8")


def doubts(*changes: tuple[str, str]) -> dict[str, Fault]:
    """What is told of the example with its texts changed, each once, by key."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {doubt.key: doubt for doubt in advice(load(text))}


def the_doubt(*changes: tuple[str, str]) -> Fault:
    (doubt,) = doubts(*changes).values()
    return doubt


def test_of_the_shipped_ones_and_the_example_nothing_is_told() -> None:
    assert doubts() == {}
    assert [str(doubt) for procedure in shipped().values() for doubt in advice(procedure)] == []


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('fo = "Front Office"', 'fo = "Front Office"\narsip = "Arsiparis"', "peran.arsip", '"arsip"'),
        (
            "[ketetapan.ukuran]",
            '[ketetapan.warna]\nnama = "Warna"\npilihan = { merah = "Merah" }\n[ketetapan.ukuran]',
            "ketetapan.warna",
            "tidak ada cabang",
        ),
        (
            "[[batas.kelompok]]",
            '[[batas.kelompok]]\nlangkah = [4, 5]\nwaktu = "1 hari"\n[[batas.kelompok]]',
            "batas.kelompok[#2].langkah",
            "langkah 4 juga ada pada kelompok #1",
        ),
        (
            'keseluruhan = "5 hari kerja"',
            'keseluruhan_sejak = "lengkap"',
            "batas.keseluruhan_sejak",
            "tidak ada keseluruhan",
        ),
        ('jenis = "entri"', 'jenis = "umum"', "langkah", "tidak ada langkah yang meminta data"),
        ('jenis = "kelengkapan"', 'jenis = "umum"', "langkah", "yang meminta persyaratan"),
        ("mulai = [2]", "mulai = [3]", "mulai", "tidak melewati langkah 2"),
        ('"Lunas, teruskan', '"Lunas,  teruskan', "langkah[7].cabang[lunas].label", "dua spasi"),
        ("Kembalikan: setoran kurang", "Kembalikan.", "langkah[7].cabang[kurang].label", "titik"),
        ('nama = "Entri data"', 'nama = "Entri data."', "langkah[3].nama", "titik"),
    ],
)
def test_each_is_told_where_it_stands(old: str, new: str, key: str, words: str) -> None:
    doubt = the_doubt((old, new))
    assert doubt.key == key
    assert words in doubt.wrong


def test_a_column_of_the_table_may_be_nobodys() -> None:
    unused = ('fo = "Front Office"', 'fo = "Front Office"\narsip = "Arsiparis"')
    assert doubts(unused, ('pelaksana = ["Pemohon"', 'pelaksana = ["Arsiparis", "Pemohon"')) == {}


def test_a_result_before_a_refusal_is_told_where_it_is_set() -> None:
    doubt = the_doubt(
        ('mencatat = { ukuran = "besar" }', 'mencatat = { ukuran = "besar" }\nhasil = "terbit"')
    )
    assert doubt.key == "langkah[3].cabang[besar].hasil"
    assert (
        doubt.wrong
        == 'hasil "terbit" sudah dicatat di sini, padahal langkah 4 masih dapat mencatat "ditolak"'
    )


def test_an_sop_without_any_result() -> None:
    (said,) = [d for d in advice(load(HEAD + step())) if "hasil" in d.wrong]
    assert said.right == 'hasil = "terbit" atau "ditolak" pada cabang yang memutuskan'


@pytest.mark.parametrize("target", [2, 3])
def test_a_way_called_forward_to_what_is_passed_goes_back(target: int) -> None:
    again = f'---\nid = "lagi"\nlabel = "Lagi"\nke = {target}\n'

    def told(more: str) -> list[Fault]:
        text = HEAD + step(ways=way("ke = 3")) + step(3, way("selesai = true") + again + more)
        return [doubt for doubt in advice(load(text)) if doubt.key.endswith("].ke")]

    (said,) = told("")
    assert said.key == "langkah[3].cabang[lagi].ke"
    assert 'arah = "mundur"' in said.right
    assert told('arah = "mundur"') == []


def test_a_way_to_a_lower_number_that_not_every_file_has_passed_goes_forward() -> None:
    text = (
        HEAD
        + step(ways=way("ke = 4") + '---\nid = "b"\nlabel = "B"\nke = 3\n')
        + step(3, way("selesai = true"))
        + step(4, way("ke = 3"))
    )
    assert [d for d in advice(load(text)) if d.key.endswith("].ke")] == []


SIGNED = (
    'peran = ["fo", "bo"]\n[[langkah.paraf]]\nperan = ["fo"]\nsebutan = "Periksa"\n'
    '[[langkah.paraf]]\nperan = ["bo"]\nsebutan = "Sahkan"'
)


def test_a_sign_off_that_may_choose_no_way_on_could_never_be_given() -> None:
    fault = the_fault(HEAD + step(ways=way("selesai = true", 'oleh = ["bo"]'), more=SIGNED))
    assert fault.key == "langkah[2].cabang[ya].oleh"
    assert 'paraf "Periksa" tidak pernah dapat diberikan' in fault.wrong
    other = '---\nid = "x"\nlabel = "X"\nselesai = true\n'
    assert load(HEAD + step(ways=way("selesai = true", 'oleh = ["bo"]') + other, more=SIGNED)).id == "uji"


def test_the_command_tells_it_and_finds_no_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "contoh-reklame.toml"
    file.write_text(EXAMPLE.replace('"Entri data"', '"Entri data."'), encoding="utf-8")
    assert run(["sop", "periksa", str(file)]) == 0
    told, sound = capsys.readouterr().out.splitlines()
    assert told == (f'Perhatikan: {file}: langkah[3].nama: berakhir dengan titik. Sebaiknya: "Entri data".')
    assert sound == "contoh-reklame: tidak ada kesalahan (9 langkah)."


def test_an_office_whose_first_performer_registers_nothing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = resource("data", "offices", "karimun.toml").read_text("utf-8")
    office = tmp_path / "kantor.toml"
    without = profile.replace('beranda = "intake"\nhak = ["loket"]', 'beranda = "intake"')
    office.write_text(without, encoding="utf-8")
    assert run(["sop", "periksa", "karimun-sicantik", "--kantor", "karimun"]) == 0
    assert "Perhatikan" not in capsys.readouterr().out
    assert run(["sop", "periksa", "karimun-sicantik", "--kantor", str(office)]) == 0
    told = capsys.readouterr().out.splitlines()[0]
    assert told.startswith("Perhatikan: ")
    assert "peran[fo2].hak" in told
    assert 'tanpa hak "loket" tidak mendaftarkan berkas' in told
