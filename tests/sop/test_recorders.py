"""`dicatat_oleh` and `di`: who records what others did elsewhere, read, shown, checked."""

from __future__ import annotations

import pytest

from loket.sop import load
from loket.sop.check.advice import advice
from loket.sop.draw import drawing
from loket.sop.export import as_data
from loket.sop.model import Procedure
from loket.sop.show import lines
from tests.flow.random_procedures import as_toml
from tests.flow.test_recorded import TETAP, tetap
from tests.sop.test_faults import HEAD, step, the_fault

SEKRE = 'fo = "FO"\nsekre = "Sekretariat"'
TOLD = HEAD.replace('fo = "FO"', SEKRE)


def test_a_step_a_part_and_a_sign_off_name_who_records_and_where_it_is_done() -> None:
    signature, initials, parts = tetap().steps[2:]
    assert (signature.recording_roles(0), signature.elsewhere_at(0)) == (("sekre",), "siCantik")
    assert signature.handling_roles(0) == ("kadis", "sekda", "sekre")
    assert [initials.recording_roles(at) for at in range(3)] == [(), ("sekre",), ("bo",)]
    assert [initials.elsewhere_at(at) for at in range(3)] == ["", "SRIKANDI", ""]
    assert [part.recording_roles(0) for part in parts.parts] == [("fo",), ("fo",)]


def test_what_is_exported_reads_as_the_same() -> None:
    data = {k: v for k, v in as_data(tetap()).items() if k != "dokumen"} | {"dokumen": {"sumber": "Uji"}}
    again = load("".join(f"{key} = {as_toml(value)}\n" for key, value in data.items()))
    assert again.steps == tetap().steps


@pytest.mark.parametrize("width", [80, 120])
def test_it_is_shown_and_drawn_in_words(width: int) -> None:
    for shown in (lines(tetap(), width), drawing(tetap(), width)):
        text = " ".join(word for line in shown for word in line.split() if word not in "│║├╎»")
        assert "i siCantik, dicatat Sekretariat" in text
        assert "di SRIKANDI" in text
        assert "dicatat Back Office" in text
        assert "dicatat Front Office" in text


def test_a_role_that_only_records_is_no_idle_role() -> None:
    def idle(procedure: Procedure) -> list[str]:
        return [fault.key for fault in advice(procedure) if fault.key.startswith("peran.")]

    assert idle(tetap()) == []
    assert idle(load(TETAP.replace('dicatat_oleh = ["sekre"]', 'dicatat_oleh = ["fo"]', 1))) == []


@pytest.mark.parametrize(
    ("text", "key", "wrong"),
    [
        (HEAD + step(more='dicatat_oleh = ["sekre"]'), "langkah[2].dicatat_oleh", 'peran "sekre" tidak ada'),
        (TOLD + step(more='dicatat_oleh = ["fo"]'), "langkah[2].dicatat_oleh", "mengerjakannya sendiri"),
        (TOLD + step(more='dicatat_oleh = ["pemohon"]'), "langkah[2].dicatat_oleh", "bukan petugas"),
        (TOLD + step(more='di = "siCantik"'), "langkah[2].di", "tidak ada yang mencatat"),
        (
            TOLD.replace("sebelum_pendaftaran = true", 'sebelum_pendaftaran = true\ndicatat_oleh = ["sekre"]')
            + step(),
            "langkah[1].dicatat_oleh",
            "tidak ada tindakan petugas",
        ),
        (
            TOLD
            + step(
                more='dicatat_oleh = ["sekre"]\nparaf = [{ peran = ["bo"], sebutan = "paraf", '
                'dicatat_oleh = ["fo"] }]\nperan = ["bo"]'
            ),
            "langkah[2].dicatat_oleh",
            "setiap paraf punya",
        ),
        (
            TOLD + step(more='paraf = [{ peran = ["bo"], sebutan = "paraf", dicatat_oleh = ["bo"] }]'),
            "langkah[2].paraf[#1].dicatat_oleh",
            "mengerjakannya sendiri",
        ),
        (
            TETAP.replace("orang_minimal = 2\ncabang", 'orang_minimal = 2\ndicatat_oleh = ["fo"]\ncabang'),
            "langkah[5].dicatat_oleh",
            "bagian-bagiannya",
        ),
    ],
)
def test_what_says_nothing_is_a_fault(text: str, key: str, wrong: str) -> None:
    fault = the_fault(text)
    assert fault.key == key
    assert wrong in fault.wrong
