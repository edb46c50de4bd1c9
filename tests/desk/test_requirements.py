"""What a service asks for, whoever comes: what has to be there, for which kind, and what is not sure yet."""

from __future__ import annotations

import pytest

from loket.desk.papers.requirements import requirements
from loket.office.shelf import FORM
from loket.paper.requirements import MOST_LETTERS, for_telephone, on_roll, requirement_lines, slip
from tests.desk.editions import edit
from tests.desk.kantor import Kantor

PAGE = "https://kantor.example/reklame"


def test_what_has_to_be_there_comes_first_and_of_which_kind_only_some_is_asked(karimun: Kantor) -> None:
    asked = requirements(karimun.desk, "reklame")
    lines = requirement_lines(asked, 60)
    assert lines[:3] == ["WAJIB", " 1. Surat permohonan (asli)", " 2. KTP pemohon (fotokopi)"]
    assert " 6. Izin reklame lama (asli), hanya perpanjangan, perubahan" in lines
    assert lines[lines.index("BILA ADA") + 1] == " 8. NIB (fotokopi). Bagi badan usaha."
    assert lines[-2:] == ["Belum semuanya dipastikan kantor; bila ragu, tanyakan di", "loket."]


def test_what_holds_only_in_some_cases_says_so_and_what_is_confirmed_does_not(karimun: Kantor) -> None:
    texts = 'sumber = "perlu dikonfirmasi kantor"', 'sumber = "Perbup 1/2026"'
    edit(karimun.desk, *[texts] * 10, key=(FORM, "reklame"))
    edit(
        karimun.desk,
        ('jenis_permohonan = ["baru", "perpanjangan", "perubahan"]', 'jenis_permohonan = ["baru"]'),
    )
    lines = requirement_lines(requirements(karimun.desk, "reklame"), 60)
    assert not any("lama" in line or "hanya" in line or "dipastikan" in line for line in lines)


@pytest.mark.parametrize("service", ["reklame", "sip-bidan", "apotek"])
def test_a_telephone_gets_the_whole_list_in_parts_of_300_letters_or_less(
    karimun: Kantor, service: str
) -> None:
    asked = requirements(karimun.desk, service)
    read = " ".join(" ".join(line.split()) for line in requirement_lines(asked, 80))
    sizes = list[int]()
    for parts in for_telephone(asked):
        assert all(len(text) <= MOST_LETTERS == 300 for text in parts)
        heads, listed = zip(*(text.split("\n", 1) for text in parts), strict=True)
        whole = [f"Syarat {asked.service} {at}/{len(parts)}:" for at in range(1, len(parts) + 1)]
        assert list(heads) == (whole if parts[1:] else [f"Syarat {asked.service}:"])
        lines = [line.partition(" (")[0] for text in listed for line in text.split("\n")]
        assert len(lines) == len(asked.needed)
        assert [line for line in lines if line not in read] == []
        sizes.append(max(map(len, parts)))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 100, "there is room for it on the smallest screen"


def test_where_it_stands_on_the_web_a_telephone_gets_that(karimun: Kantor) -> None:
    edit(karimun.desk, ('id = "reklame"\n', f'id = "reklame"\nlaman = "{PAGE}"\n'))
    asked = requirements(karimun.desk, "reklame")
    assert list(for_telephone(asked)) == [(PAGE,)]
    assert PAGE in slip(karimun.desk.office, asked)
    assert PAGE.encode() in on_roll(karimun.desk.office, asked)


def test_the_slip_has_room_on_the_narrowest_roll(karimun: Kantor) -> None:
    text = slip(karimun.desk.office, requirements(karimun.desk, "sip-bidan"))
    assert text.splitlines()[0] == "DPMPTSP Karimun"
    assert max(map(len, text.splitlines())) <= 32
    assert "Surat keterangan tempat praktik" in text.replace("\n    ", " ")
