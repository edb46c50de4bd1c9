"""What the commands say to a person who types at the prompt: each answer is judged when it is given."""

from __future__ import annotations

import os
import pty
import select
from collections.abc import Iterable
from pathlib import Path

from loket.desk.opening import open_desk
from loket.desk.people.sign_in import sign_in
from tests.desk.karimun import PASSWORD, nip
from tests.started import Program

Talk = Iterable[tuple[str, str]]


def at_a_terminal(command: list[str], talk: Talk) -> str:
    """Run the program at a terminal; type each answer once its question stands there. What was printed."""
    terminal, theirs = pty.openpty()
    program = Program("-m", "loket", *command, terminal=theirs)
    os.close(theirs)
    seen, read_to = "", 0
    for question, answer in talk:
        while question not in seen[read_to:]:
            part = _read(terminal)
            assert part, f"{question!r} was not asked:\n{seen}"
            seen += part
        read_to = len(seen)
        os.write(terminal, f"{answer}\n".encode())
    while part := _read(terminal):
        seen += part
    os.close(terminal)
    program.wait(20)
    return seen


def _read(terminal: int) -> str:
    """What comes next; nothing at the end, or when the program only waits."""
    if not select.select([terminal], [], [], 20)[0]:
        return ""
    try:
        return os.read(terminal, 4096).decode()
    except OSError:
        return ""


def test_what_is_typed_wrongly_is_asked_again_at_once(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    talk = [
        ("Kantor mana yang paling mirip?", "entah"),
        ("Tulis salah satu: karimun,", "karimun"),
        ("Nama kantor Anda (Enter: seperti profil itu): ", "DPMPTSP Contoh"),
        ("NIP admin: ", "1234"),
        ("yang diketik 4. Tanpa NIP: hentikan (Ctrl+C), lalu ulangi dengan --tanpa-nip NOMOR.", nip(1)),
        ("Nama admin: ", "Ayu Contoh"),
        ("Kata sandi: ", "pendek"),
        ("paling sedikit 8 huruf atau angka.\r\nKata sandi: ", PASSWORD),
        ("Kata sandi sekali lagi: ", "lain sama sekali"),
        ("Kedua kata sandi tidak sama; mohon ketik lagi.\r\nKata sandi: ", PASSWORD),
        ("Kata sandi sekali lagi: ", PASSWORD),
    ]
    told = at_a_terminal(["init", "--data", str(path)], talk)
    assert "Masuk sebagai Ayu Contoh." in told
    assert "Error" not in told
    desk = open_desk(path, office="karimun")
    assert desk.office.name == "DPMPTSP Contoh"
    assert sign_in(desk, nip(1), PASSWORD).name == "Ayu Contoh"
    desk.store.close()
    talk = [
        ("NIP admin: ", nip(1)),
        ("Kata sandi admin: ", PASSWORD),
        ("Kata sandi baru: ", nip(1)),
        ("tidak boleh sama dengan nama atau nomor petugas.\r\nKata sandi baru: ", f"{PASSWORD} baru"),
        ("Kata sandi baru sekali lagi: ", f"{PASSWORD} baru"),
    ]
    told = at_a_terminal(["petugas", "sandi", nip(1), "--data", str(path)], talk)
    assert "Kata sandi sudah diganti." in told
    assert PASSWORD not in told
