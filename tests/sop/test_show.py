"""An SOP as text, as JSON and as the page of inferences."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from loket.sop.export import as_data, readings_markdown
from loket.sop.model import Procedure
from loket.sop.show import lines, reading
from loket.sop.sound import load
from tests.flow.random_procedures import as_toml
from tests.sop.shipped import SEVEN, shipped
from tests.sop.test_verbatim import cells, squeezed

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = Path(__file__).with_name("contoh-reklame.toml")


def shown(procedure: Procedure, width: int) -> list[str]:
    return lines(procedure, width)


@pytest.mark.parametrize("width", [80, 100, 120, 200])
@pytest.mark.parametrize("name", SEVEN)
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    assert max(map(len, shown(shipped()[name], width))) <= width


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", SEVEN)
def test_every_word_of_the_document_and_of_the_reading_is_shown(name: str, width: int) -> None:
    procedure = shipped()[name]
    letters = squeezed("".join(shown(procedure, width)))
    bag = {char: letters.count(char) for char in set(letters)}
    words = [*cells(procedure), *procedure.document.irregularities, procedure.document.decree]
    words += [branch.label for step in procedure.steps for branch in step.branches]
    words += [i.reason for step in procedure.steps for i in step.inferences]
    words += [i.reason for i in procedure.inferences]
    needed = squeezed("".join(words))
    assert all(bag.get(char, 0) >= needed.count(char) for char in set(needed))


def test_the_row_and_its_reading_stand_side_by_side_when_there_is_room() -> None:
    wide = "\n".join(shown(shipped()["karimun-sicantik"], 120))
    assert re.search(r"5\. .*│ B \[\] .*│ 10 menit .*│ Langkah 5: Pemeriksaan kelengkapan", wide)
    narrow = "\n".join(shown(shipped()["karimun-sicantik"], 80))
    assert "  » Langkah 5: Pemeriksaan kelengkapan" in narrow
    assert "↩ pemohon (4), lanjut di 5: Kembalikan untuk dilengkapi" in narrow


def test_blank_times_are_not_shown_as_zero() -> None:
    text = "\n".join(shown(shipped()["purwakarta-puskesmas"], 80))
    assert "Waktu tidak dicantumkan" in text
    assert "Bersama, langkah 7, 8, 9, 10: 6 hari kerja" in text


@pytest.mark.parametrize("name", [*SEVEN, "contoh-reklame"])
def test_the_json_says_everything(name: str) -> None:
    """Reading the JSON as an SOP file gives the same procedure, so no word of either layer is missing."""
    procedure = load(EXAMPLE) if name == "contoh-reklame" else shipped()[name]
    data: dict[str, Any] = json.loads(json.dumps(as_data(procedure), ensure_ascii=False))
    if data["dokumen"].pop("keputusan_teks"):
        data["dokumen"]["keputusan"] = "pariaman-keputusan.txt"
    assert load("\n".join(f"{key} = {as_toml(value)}" for key, value in data.items())) == procedure
    assert as_data(procedure)["dokumen"]["keputusan_teks"] == procedure.document.decree


def test_the_page_of_inferences_is_up_to_date() -> None:
    page = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
    assert page == readings_markdown(shipped()), "run: loket sop tafsir > docs/readings.md"


def test_a_step_says_the_time_that_it_shares_and_who_receives_the_payer() -> None:
    procedure = load(EXAMPLE)
    assert "Waktu bersama langkah 3, 4: 2 hari kerja" in reading(procedure.step(4), procedure)
    received = "Menunggu pembayar, bukti setornya diterima Kasir atau peran dengan hak loket"
    assert received in reading(procedure.step(7), procedure)


def test_a_step_of_parts_shows_each_part_and_what_it_may_answer() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    alone = 'peran = ["lapangan"]\n'
    parts = """
[[langkah.serentak]]
id = "lokasi"
sebutan = "Lokasi"
peran = ["lapangan"]
waktu = "1 hari kerja"
cabang = [{ id = "ada", label = "Lokasi sudah dilihat" }]
[[langkah.serentak]]
id = "data"
sebutan = "Data"
peran = ["bo"]
tidak_ditunggu = true
cabang = [
  { id = "cocok", label = "Data cocok" },
  { id = "kurang", label = "Kembalikan: data kurang", arah = "kembali" },
  { id = "palsu", label = "Tolak: data palsu", arah = "tolak", hasil = "ditolak", selesai = true },
]
[langkah.dokumen]
no = "4"
"""
    assert alone in text
    procedure = load(text.replace(alone, "").replace('[langkah.dokumen]\nno = "4"\n', parts))
    assert reading(procedure.step(4), procedure)[:10] == [
        "Langkah 4: Peninjauan lapangan",
        "Serentak: Lokasi, Data · penilaian",
        "Waktu bersama langkah 3, 4: 2 hari kerja",
        "Bagian Lokasi: oleh Petugas Lapangan · pihak kantor",
        "Waktu 1 hari kerja",
        "jawaban: Lokasi sudah dilihat",
        "Bagian Data: oleh Back Office · pihak kantor · tidak ditunggu",
        "Waktu tidak dicantumkan",
        "jawaban: Data cocok",
        "↩ pemohon, bagian ini saja: Kembalikan: data kurang",
    ]
