"""A paper saved as a PDF is read back as it was written, by a reader of others."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from loket.desk.papers.delivery import write_paper


def read_back(text: str, folder: Path) -> list[list[str]]:
    """The lines of each page of the PDF of a paper."""
    write_paper(text, folder / "surat.PDF")
    return [page.extract_text().splitlines() for page in PdfReader(folder / "surat.PDF").pages]


def test_a_paper_is_read_back_from_its_pdf(tmp_path: Path) -> None:
    long = "\n".join(f"baris {n}" for n in range(60))
    first, second, third = read_back(f"TANDA TERIMA – 1\nNama (kuasa) \\ “Siti Contoh”\f{long}\n", tmp_path)
    assert first == ["TANDA TERIMA – 1", "Nama (kuasa) \\ “Siti Contoh”"]
    assert (second[0], second[-1], third) == ("baris 0", "baris 55", [f"baris {n}" for n in range(56, 60)])


def test_signs_are_kept_and_none_of_them_is_markup(tmp_path: Path) -> None:
    text = "  ✓ lunas ± Rp 1\n*Siti* #panic() $x$ `a` <b> -- ~ // <= http://contoh"
    assert read_back(text, tmp_path) == [text.splitlines()]


def test_the_same_paper_is_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "satu.pdf", tmp_path / "dua.pdf"
    for path in (first, second):
        write_paper("TANDA TERIMA\n", path)
    assert first.read_bytes() == second.read_bytes()
