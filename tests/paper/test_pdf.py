"""A paper saved as a PDF: whole, in its lines and pages, and read back as it was written."""

from __future__ import annotations

import re
from pathlib import Path

from loket.desk.papers.delivery import write_paper


def read_back(document: bytes) -> list[list[str]]:
    """The lines of each page, found as a reader finds them: by the places that the end of the file names."""
    start = int(document.rpartition(b"startxref\n")[2].split()[0])
    places = [int(line[:10]) for line in document[start:].splitlines() if line.endswith(b" n ")]
    found = [document[place:].partition(b"endobj")[0] for place in places]
    assert [int(each.split()[0]) for each in found] == list(range(1, len(found) + 1))
    pages = []
    for each in found:
        if (stream := re.search(rb"/Length (\d+) >>\nstream\n", each)) is not None:
            drawn = each[stream.end() :][: int(stream[1])]
            assert each[stream.end() + len(drawn) :].startswith(b"\nendstream")
            lines = re.findall(rb"^\((.*)\) Tj T\*$", drawn, re.MULTILINE)
            pages.append([re.sub(rb"\\(.)", rb"\1", line).decode("cp1252") for line in lines])
    return pages


def test_a_paper_is_read_back_from_its_pdf(tmp_path: Path) -> None:
    long = "\n".join(f"baris {n}" for n in range(60))
    write_paper(f"TANDA TERIMA – 1\nNama (kuasa) \\ “Siti Contoh”\f{long}\n", tmp_path / "surat.PDF")
    document = (tmp_path / "surat.PDF").read_bytes()
    assert document.startswith(b"%PDF-1.4")
    first, second, third = read_back(document)
    assert first == ["TANDA TERIMA – 1", "Nama (kuasa) \\ “Siti Contoh”"]
    assert (second[0], second[-1], third) == ("baris 0", "baris 55", [f"baris {n}" for n in range(56, 60)])


def test_a_letter_that_the_type_lacks_leaves_the_rest_of_the_line(tmp_path: Path) -> None:
    write_paper("Rp 1 ✓ lunas\n", tmp_path / "surat.pdf")
    assert read_back((tmp_path / "surat.pdf").read_bytes()) == [["Rp 1 ? lunas"]]
