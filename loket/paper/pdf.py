"""A paper as a PDF: its lines as they are, in a type of one width, on A4."""

from __future__ import annotations

_WIDTH, _HEIGHT = 595, 842
_SIZE, _LEADING, _LEFT, _TOP = 11, 13, 60, 780
_LINES = 56
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"


def pdf(text: str) -> bytes:
    """The document; a form feed begins a page, and so does a line without room. A letter it lacks is `?`."""
    lines = [part.split("\n") for part in text.removesuffix("\f").removesuffix("\n").split("\f")]
    pages = [part[at : at + _LINES] for part in lines for at in range(0, len(part), _LINES)]
    numbers = [4 + 2 * at for at in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
    ]
    for number, page in zip(numbers, pages, strict=True):
        drawn = _drawn(page)
        box = f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {number + 1} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    return _document(objects)


def _drawn(lines: list[str]) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % _literal(line) for line in lines)
    return b"BT /F %d Tf %d TL %d %d Td\n%s\nET" % (_SIZE, _LEADING, _LEFT, _TOP, shown)


def _literal(line: str) -> bytes:
    kept = line.encode("cp1252", "replace")
    return kept.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _document(objects: list[bytes]) -> bytes:
    """The objects with where each begins."""
    written, places = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    root = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    end = root + b"startxref\n%d\n%%%%EOF\n" % len(written)
    return written + head + table + end
