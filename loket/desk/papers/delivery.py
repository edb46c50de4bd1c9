"""A paper leaves the program: to a file, to a printer, and into the journal."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path
from shutil import which

from loket.desk.authority import Who, actor
from loket.desk.case.record import Ref, record
from loket.desk.errors import PrintFailed
from loket.desk.note_names import PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.papers.parts import DEFICIENCY, RECEIPT
from loket.flow.acts import Note
from loket.store.files import file_row

PRINT_SECONDS = 20
_LIST_SECONDS = 1


def write_paper(text: str, path: Path) -> None:
    """Write the paper to a file that only its owner may read; it is there whole or not at all. OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def has_printer() -> bool:
    """Whether this computer knows a printer; where it does not say in time, it may."""
    command = which("lpstat")
    if command is None:
        return which("lp") is not None
    try:
        known = subprocess.run([command, "-e"], capture_output=True, timeout=_LIST_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return True
    return known.returncode != 0 or bool(known.stdout.strip())


def print_paper(text: str, printer: str | None = None) -> None:
    """Hand the paper to the system's printer queue, its usual printer when none is named.

    Raises:
        PrintFailed: there is no `lp` here, or it refuses.
    """
    command = which("lp")
    if command is None:
        raise PrintFailed(
            "Komputer ini tidak punya perintah cetak (lp). Simpan ke berkas, lalu cetak dari sana."
        )
    arguments = [command, "-s", "-t", "Loket", *(["-d", printer] if printer else [])]
    try:
        subprocess.run(arguments, input=text.encode(), capture_output=True, check=True, timeout=PRINT_SECONDS)
    except subprocess.TimeoutExpired:
        raise PrintFailed("Printer tidak menjawab. Periksa printer, lalu cetak lagi.") from None
    except (OSError, subprocess.CalledProcessError):
        name = f" {printer}" if printer else ""
        raise PrintFailed(f"Printer{name} menolak. Periksa nama dan keadaan printer.") from None


def printed(desk: Desk, who: Who, file: int, paper: str) -> Ref:
    """Keep in the journal that a paper (RECEIPT, DEFICIENCY) was printed or saved; no other: KeyError.

    It is out of the program, whatever became of the file since it was read.
    """
    if paper not in (RECEIPT, DEFICIENCY):
        raise KeyError(paper)
    with desk.store.write() as conn:
        ref = Ref(file, file_row(conn, file).version)
        return record(conn, desk, actor(conn, desk, who), ref, Note(PRINTED_NOTE, {"surat": paper}))
