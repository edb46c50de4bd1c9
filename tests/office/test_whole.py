"""An office's documents are checked as a whole: of damaged ones every fault is named, wherever it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from loket.office.profile import offices
from loket.office.reading import ProfileFaults
from loket.office.shelf import place_of, shipped
from loket.office.whole import read_named
from loket.sop.source import Written

Files = dict[str, str]
PROFILE, SOP, FORM = "offices/karimun.toml", "sop/karimun-sicantik.toml", "forms/sip-bidan.toml"


def files_of(office: str) -> Files:
    """All documents of a shipped office, by where they lie in a folder."""
    return {place_of(*key): text for key, text in read_named(office).texts.items()}


def lay(folder: Path, files: Files) -> Path:
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


def changed(place: str, old: str, new: str) -> Callable[[Files], Files]:
    def damage(files: Files) -> Files:
        assert old in files[place], (place, old)
        return {**files, place: files[place].replace(old, new)}

    return damage


def instead(place: str, text: str) -> Callable[[Files], Files]:
    return lambda files: {**files, place: text}


Damage = Callable[[Files], Files]
in_profile, in_sop = partial(changed, PROFILE), partial(changed, SOP)

DAMAGES: dict[str, tuple[Damage, str]] = {
    "a profile that is no TOML": (instead(PROFILE, "id = ["), "offices/karimun.toml: "),
    "two counters of one name": (
        in_profile('nama = "Loket 3"', 'nama = "loket 2 pendaftaran"'),
        "nama loket lain",
    ),
    "an empty profile": (instead(PROFILE, ""), "karimun.toml: nama"),
    "a key that there is not": (
        in_profile("[pengaturan]", "[pengaturan]\nwarna = 1"),
        "pengaturan.warna",
    ),
    "hours that end before they begin": (
        in_profile('"13.00-16.00"', '"13.00-12.00"'),
        "jam[Jam pelayanan].senin",
    ),
    "a home that there is not": (in_profile('beranda = "admin"', 'beranda = "kabin"'), ".beranda"),
    "nobody to administer": (
        in_profile('"admin"]', '"penyelia"]'),
        'tidak ada peran dengan hak "admin"',
    ),
    "two services of one id": (
        in_profile('id = "apotek"', 'id = "reklame"'),
        '"reklame" sudah dipakai',
    ),
    "a letter that is none": (in_profile('awalan = "A"', 'awalan = "a1"'), "awalan"),
    "a template of unknown parts": (in_profile('"{urut:05}"', '"{nomor}"'), "pengaturan.nomor_berkas"),
    "a zone that is none": (in_profile('"+07:00"', '"WIB"'), "karimun.toml: zona"),
    "a role that an SOP needs": (
        in_profile('"kasi"', '"kepala"'),
        "peran kasi dari SOP karimun-sicantik",
    ),
    "an SOP that there is not": (
        in_profile('sop = "karimun-sicantik"', 'sop = "entah"'),
        "SOP entah tidak ada",
    ),
    "a form that there is not": (
        in_profile('formulir = "apotek"', 'formulir = "x"'),
        "formulir x tidak ada",
    ),
    "a step that there is not": (
        in_profile("[pengaturan]", '[peran_langkah.karimun-sicantik]\n60 = ["bo"]\n[pengaturan]'),
        "peran_langkah.karimun-sicantik.60",
    ),
    "an SOP that is no TOML": (instead(SOP, "id = ["), "karimun-sicantik.toml: "),
    "an SOP under another's name": (
        in_sop('id = "karimun-sicantik"', 'id = "lain"'),
        '"lain" tidak sama dengan nama berkasnya',
    ),
    "a time that is none": (in_sop('"5 menit"', '"5 mnt"'), "5 mnt"),
    "a way to nowhere": (in_sop("ke = 7", "ke = 70"), "langkah 70 tidak ada"),
    "a step kind that there is not": (in_sop('jenis = "survey"', 'jenis = "pesta"'), "jenis"),
    "a number that is a text": (in_sop("urut = 6", 'urut = "enam"'), "urut"),
    "a form that is no TOML": (instead(FORM, "syarat"), "sip-bidan.toml: "),
    "a form without requirements": (instead(FORM, 'id = "sip-bidan"\nnama = "X"'), "sip-bidan.toml: syarat"),
    "a form under another's name": (
        changed(FORM, 'id = "sip-bidan"', 'id = "lain"'),
        '"lain" berbeda dari nama berkas',
    ),
    "a survey that is no TOML": (instead("survey.toml", "["), "survey.toml: "),
    "a survey with three answers": (
        instead(
            "survey.toml",
            'dasar = "X"\n[[unsur]]\nkode = "a"\nnama = "A"\npertanyaan = "A?"\njawaban = ["a", "b", "c"]',
        ),
        "unsur[a].jawaban",
    ),
}


@pytest.mark.parametrize("office", offices())
def test_each_shipped_office_is_sound_whole(office: str, tmp_path: Path) -> None:
    whole = read_named(office)
    assert whole.doubts == ()
    assert read_named(str(lay(tmp_path, files_of(office)))).texts == whole.texts


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_named_with_its_file(name: str, tmp_path: Path) -> None:
    damage, told = DAMAGES[name]
    with pytest.raises(ProfileFaults) as wrong:
        read_named(str(lay(tmp_path, damage(files_of("karimun")))))
    assert told in str(wrong.value)


def test_faults_of_all_documents_are_told_at_once(tmp_path: Path) -> None:
    files = files_of("karimun")
    names = [
        "hours that end before they begin",
        "a form that there is not",
        "a time that is none",
        "a form under another's name",
        "a survey that is no TOML",
    ]
    for name in names:
        files = DAMAGES[name][0](files)
    with pytest.raises(ProfileFaults) as wrong:
        read_named(str(lay(tmp_path, files)))
    said = str(wrong.value)
    assert [name for name in names if DAMAGES[name][1] not in said] == []
    assert "peran" not in said  # nothing that only follows from the profile's faults


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    folder = lay(tmp_path, files_of("karimun"))
    (folder / FORM).write_bytes(b'id = "\xff"')
    with pytest.raises(ProfileFaults, match="bukan teks UTF-8"):
        read_named(str(folder))


def test_what_a_folder_lacks_is_taken_from_the_shipped_documents(tmp_path: Path) -> None:
    folder = lay(tmp_path, {PROFILE: files_of("karimun")[PROFILE]})
    assert read_named(str(folder)).texts == read_named("karimun").texts


@pytest.mark.parametrize("named", ["bandung", "tiada.toml"])
def test_an_office_that_is_nowhere_is_named(named: str) -> None:
    with pytest.raises(ProfileFaults, match=named):
        read_named(named)


def test_a_folder_with_no_profile_or_several_says_so(tmp_path: Path) -> None:
    for files in ({}, {f"offices/{name}.toml": "" for name in ("a", "b")}):
        with pytest.raises(ProfileFaults, match="satu profil kantor"):
            read_named(str(lay(tmp_path, files)))


def test_a_name_leads_nowhere_else_in_the_folders() -> None:
    assert isinstance(shipped().find("form", "reklame"), Written)
    assert shipped().find("form", "../offices/karimun") is None
    assert shipped().find("form", "") is None
