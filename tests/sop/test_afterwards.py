"""What may follow a permit: a follow-up that its applicant begins, oversight without an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from loket.sop.check.advice import advice
from loket.sop.sound import load
from tests.sop.test_faults import HEAD, step, the_fault

OWN = Path(__file__).parents[1] / "after" / "kantor"
SLF = (OWN / "sop" / "slf.toml").read_text("utf-8")
WATCH = (OWN / "sop" / "pengawasan-bangunan.toml").read_text("utf-8")


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize("text", [SLF, WATCH], ids=["slf", "pengawasan"])
def test_both_are_sound_and_nothing_is_told_of_them(text: str) -> None:
    assert [str(doubt) for doubt in advice(load(text))] == []


def test_only_a_follow_up_begins_with_its_applicant() -> None:
    fault = the_fault(changed(HEAD, "mulai = [2]", "mulai = [1, 2]") + step())
    assert (fault.key, fault.wrong) == ("mulai", "langkah 1 adalah langkah pemohon")
    assert "hanya berkas lanjutan dimulai (lanjutan = true)" in fault.right


def test_where_it_begins_is_not_before_it() -> None:
    fault = the_fault(changed(SLF, 'jenis = "pemohon"', 'jenis = "pemohon"\nsebelum_pendaftaran = true'))
    assert (fault.key, fault.right) == ("langkah[1].sebelum_pendaftaran", "tanpa kunci ini")


def test_the_applicant_goes_on_from_there_by_one_way() -> None:
    """Nobody chooses where a file goes that its applicant brings."""
    other = '\n[[langkah.cabang]]\nid = "batal"\nlabel = "Batal"\nselesai = true'
    fault = the_fault(changed(SLF, "ke = 2", f"ke = 2{other}"))
    assert fault.key == "langkah[1].cabang[batal]"
    assert "tanpa petugas memilih" in fault.wrong


def test_oversight_without_an_end_on_the_permits_own_file_is_told() -> None:
    (doubt,) = [
        d for d in advice(load(HEAD + step(more='jenis = "pengawasan"'))) if d.key == "langkah[2].jenis"
    ]
    assert "tetap terbuka" in doubt.wrong
    timed = HEAD + step(more='jenis = "pengawasan"\nwaktu = "5 menit"')
    assert all(d.key != "langkah[2].jenis" for d in advice(load(timed)))


def test_they_are_tried_as_the_permit_opens_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sop", "coba", "--kantor", str(OWN / "offices" / "kota-menyusul.toml")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "slf: 1 akhir, 3 cabang, 4 pasangan cabang; tidak ada berkas yang tertahan." in said
    assert "jalan: dibuka pbg (induk: terbit) › 1 Dokumen diunggah › 2 Terbitkan SLF dan SBKBG" in said
    assert "jalan: dibuka pbg (induk: terbit) › 1 Bangunan selesai" in said
