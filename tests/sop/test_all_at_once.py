"""All that is wrong with an SOP is told at once, nothing that only follows from it, and the telling ends."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.cli import run
from loket.sop.check.advice import advice
from loket.sop.draw import drawing
from loket.sop.faults import MOST_TOLD, Fault, SopFaults
from loket.sop.sound import load, read_files
from loket.sop.source import written
from tests.sop.test_faults import HEAD, faults_of, step, the_fault, way

EXAMPLE = Path(__file__).with_name("contoh-reklame.toml").read_text(encoding="utf-8")


def told(text: str) -> list[str]:
    """The keys of all faults, one by one."""
    with pytest.raises(SopFaults) as caught:
        load(text)
    return [fault.key for fault in caught.value.faults]


def changed(*changes: tuple[str, str]) -> str:
    """The example with its texts changed, each once."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def without_branches(text: str, *steps: int) -> str:
    parts = re.split(r"(?=\[\[langkah\]\])", text)
    return "".join(
        re.split(r"\[\[langkah\.cabang\]\]", part)[0] if any(f"urut = {n}\n" in part for n in steps) else part
        for part in parts
    )


def test_two_steps_without_branches_are_two_faults() -> None:
    assert told(without_branches(EXAMPLE, 3, 8)) == ["langkah[3].cabang", "langkah[8].cabang"]
    assert told(without_branches(EXAMPLE, 2, 6)) == ["langkah[2].cabang", "langkah[6].cabang"]


def test_a_way_that_is_missing_is_told_where_it_should_lead_and_not_at_all_that_lies_behind() -> None:
    fault = the_fault(
        changed(
            ("selesai = true\n[[langkah.tafsir]]", "ke = 9\n[[langkah.tafsir]]"), ("ke = 6\n", "ke = 9\n")
        )
    )
    assert fault.key == "langkah[6]"
    assert fault.wrong == "tidak ada jalan ke langkah ini, jadi juga tidak ke langkah 7, 8"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("urut = 4", 'urut = "4"', "langkah[#4].urut"),
        ("urut = 4\n", "", "langkah[#4].urut"),
        ("mulai = [2]", 'mulai = "2"', "mulai"),
        ("mulai = [2]", "mulia = [2]", "mulia"),
        ("ke = 6", 'ke = "6"', "langkah[5].cabang[skrd].ke"),
        ("ke = 6", "kee = 6", "langkah[5].cabang[skrd].kee"),
        ('arah = "kembali"', 'arah = "kmbali"', "langkah[2].cabang[tidak].arah"),
        ('arah = "kembali"\n', "", "langkah[2].cabang[tidak].arah"),
        ('jenis = "pemohon"', 'jenis = "pemohn"', "langkah[1].jenis"),
        ('[ketetapan.ukuran]\nnama = "Ukuran reklame"\n', "[ketetapan.ukuran]\n", "ketetapan.ukuran.nama"),
        ('kecil = "Sampai 8 m²", ', "", "langkah[3].cabang[kecil].mencatat.ukuran"),
        ("[ketetapan.ukuran]", "[ketetapan.ukurn]", "langkah[3].cabang[kecil].mencatat.ukuran"),
        ('fo = "Front Office"\n', "fo = 1\n", "peran.fo"),
        ('kasir = "Kasir"\n', "", "langkah[5].peran"),
        ('peran = ["lapangan"]', 'peran = ["lapngan"]', "langkah[4].peran"),
        (
            "selesai = true\n[[langkah.tafsir]]",
            'selesai = "ya"\n[[langkah.tafsir]]',
            "langkah[4].cabang[tidak-layak].selesai",
        ),
        ("keputusan = true", 'keputusan = "ya"', "langkah[4].cabang[tidak-layak].keputusan"),
    ],
)
def test_one_mistake_is_one_fault_and_hides_no_other(old: str, new: str, key: str) -> None:
    text = changed((old, new))
    assert told(text) == [key]
    elsewhere = text.replace("ke = 8", "ke = 88") + 'membuka = 5\n[[langkah.cabng]]\nid = "x"\n'
    assert {*told(elsewhere)} == {
        key,
        "langkah[7].cabang[lunas].ke",
        "langkah[9].cabang[diserahkan].membuka",
        "langkah[9].cabng",
    }


def test_a_step_that_is_not_there_is_named_once_with_all_that_lead_to_it() -> None:
    text = EXAMPLE.replace("ke = 5\n", "ke = 55\n")
    fault = faults_of(text)["langkah[3].cabang[kecil].ke"]
    assert fault.wrong == "langkah 55 tidak ada (juga pada langkah[4].cabang[layak].ke)"
    assert len(told(text)) == 1


def test_a_role_that_is_not_there_is_named_once() -> None:
    fault = the_fault(changed(('fo = "Front Office"', 'foo = "Front Office"')))
    assert fault.wrong == 'peran "fo" tidak ada di [peran] (juga pada langkah[9].peran)'


def test_a_broken_file_hides_no_missing_follow_up_and_brings_none(tmp_path: Path) -> None:
    opening = HEAD.replace('"uji"', '"a"', 1) + step(ways=way("selesai = true", 'membuka = "b"'))
    (tmp_path / "a.toml").write_text(opening + 'waktu = "5 mnt"\n', encoding="utf-8")

    def keys() -> list[str]:
        return [fault.key for fault in read_files(map(written, sorted(tmp_path.glob("*.toml"))))[1]]

    assert "langkah[2].cabang[ya].membuka" in keys()
    (tmp_path / "b.toml").write_text("nama = ", encoding="utf-8")
    assert "langkah[2].cabang[ya].membuka" not in keys()
    sound = HEAD.replace('"uji"', '"b"', 1) + step()
    (tmp_path / "b.toml").write_text("lanjutan = true\nentah = 1" + sound, encoding="utf-8")
    assert "langkah[2].cabang[ya].membuka" not in keys()


def test_an_sop_is_sought_by_the_name_of_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reklame.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert run(["sop", "periksa", str(file)]) == 2
    assert '"reklame", atau nama berkas contoh-reklame.toml' in capsys.readouterr().out


def test_a_list_of_faults_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = "".join(f"salah{n} = 1\n" for n in range(MOST_TOLD + 312))
    long = f'nama = "{"x" * 5000}\\u001b"\n'
    (tmp_path / "uji.toml").write_text(many + HEAD.replace('nama = "Uji"\n', long, 1) + step(), "utf-8")
    (tmp_path / "lain.toml").write_text("nama = ", encoding="utf-8")
    assert run(["sop", "periksa", *map(str, sorted(tmp_path.glob("*.toml")))]) == 2
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[-2].endswith("uji.toml: … dan 313 kesalahan lain; perbaiki yang di atas dahulu.")
    assert lines[-1] == f"{MOST_TOLD + 314} kesalahan."
    assert len(lines) == 1 + MOST_TOLD + 2
    assert len(out) < 20_000


def test_a_sentence_of_a_fault_ends() -> None:
    fault = Fault("uji.toml", "langkah" * 500, "x" * 5000, ", ".join(map(str, range(5000))))
    assert len(str(fault)) < 1000
    text = HEAD + step(ways=way("ke = 9000")) + "".join(step(n) for n in range(3, 900))
    assert len(faults_of(text)["langkah[2].cabang[ya].ke"].right) < 200


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_check_of_a_damaged_file_ends_without_a_traceback(chance: random.Random) -> None:
    lines = EXAMPLE.splitlines()
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at : at + chance.randint(1, 12)]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = lines[at].replace('"', "", chance.randint(1, 2))
            case 3:
                lines[at] = re.sub(r"\d+", lambda _: str(chance.choice([-1, 0, 3, 77])), lines[at])
            case _:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
    try:
        sound = load("\n".join(lines))
        assert len(drawing(sound, 80)) > 4 * len(sound.steps)
        assert all(doubt.key for doubt in advice(sound))
    except SopFaults as wrong:
        assert wrong.faults  # noqa: PT017
        assert len(str(wrong).splitlines()) <= MOST_TOLD + 1  # noqa: PT017
        assert len(set(wrong.faults)) == len(wrong.faults)  # noqa: PT017
