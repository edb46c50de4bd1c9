"""A document as somebody wrote it, wherever it is kept: its text, and how faults call it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from loket.resources import resource
from loket.sop.faults import Fault

Beside = Callable[[str], str | None]
"""A text that lies beside a document, by its name; None where there is none."""

_UNOPENED = {
    FileNotFoundError: "berkas tidak ada",
    IsADirectoryError: "bukan berkas, melainkan folder",
    PermissionError: "tidak boleh dibaca",
}


def nothing(_: str) -> str | None:
    """No text lies beside it."""
    return None


@dataclass(frozen=True, slots=True)
class Written:
    """A document called `name`; `file` stands in its faults, `text` is the fault where it cannot be read."""

    name: str
    file: str
    text: str | Fault
    beside: Beside = field(default=nothing, compare=False)


def written(path: Path, folder: Path | None = None) -> Written:
    """The document of a file; what it names lies in `folder`, or in the file's own."""
    return Written(path.stem, str(path), text_of(path), lying_in(folder or path.parent))


def unfiled(text: str, folder: Path | None = None) -> Written:
    """A TOML text that is in no file; what it names lies in `folder`, or in the program's data or nowhere."""
    shipped = lying_in(resource("data", "sop"))
    return Written("", "(teks)", text, lying_in(folder) if folder else lambda name: shipped(name) or "")


def lying_in(folder: Path) -> Beside:
    """The texts that lie in a folder."""

    def text(name: str) -> str | None:
        file = folder / name
        found = text_of(file) if file.name == name and file.is_file() else None
        return found if isinstance(found, str) else None

    return text


def text_of(path: Path) -> str | Fault:
    """What a file holds, or why that cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Notepad begins with a mark
    except UnicodeDecodeError:
        right = 'teks UTF-8; simpan ulang dengan pilihan "UTF-8"'
        return Fault(str(path), "", "bukan teks UTF-8", right)
    except OSError as error:
        return Fault(str(path), "", unopened(error), "berkas TOML yang ada dan boleh dibaca")


def unopened(error: OSError) -> str:
    """Why a file cannot be opened."""
    return _UNOPENED.get(type(error), "tidak dapat dibuka")
