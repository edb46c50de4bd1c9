"""`loket pindah`: an office moves with all it has, from a file to a PostgreSQL server or back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.asking import agreed
from loket.cli.data import data_place
from loket.cli.failed import Failed
from loket.cli.opened import opened
from loket.cli.sessions import line
from loket.desk.office import Desk
from loket.desk.relocating import (
    Moved,
    MovedElsewhere,
    NotWhole,
    Part,
    PlaceTaken,
    SomebodyHere,
    check,
    relocate,
)
from loket.location import Location

From = Annotated[str, typer.Argument(metavar="ASAL", help="letak data sekarang: berkas, atau URL server")]
To = Annotated[str, typer.Argument(metavar="TUJUAN", help="letak baru; belum ada apa-apa di sana")]
_WORDS = {Part.ROWS: "Menyalin dan menghitung baris", Part.FILES: "Menyalin dan membaca ulang lampiran"}
_WIDE, _STEPS = 30, 10


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("pindah", help="Pindahkan data kantor ke server atau ke berkas.")(move)


def move(
    source: From,
    target: To,
    anyway: Annotated[bool, typer.Option("--tetap", help="juga bila ada lampiran yang hilang")] = False,
    yes: Annotated[bool, typer.Option("--ya", help="pindahkan tanpa bertanya")] = False,
    reason: Because = "",
    by: As = "",
) -> int:
    """Say what moves where, ask, and move it; stopped in the middle nothing has changed."""
    old, new = data_place(source), data_place(target)
    if old == new:
        raise Failed("ASAL dan TUJUAN sama; tidak ada yang dipindahkan.")
    with opened(old, settle=False, left=True) as desk, _told(desk, new):
        check(desk, new)
        print(f"{desk.office.short}: dari {old} ke {new}. Selagi dipindahkan tidak ada yang dapat bekerja.")
        if not (yes or agreed("Pindahkan?")):
            no = "Tidak dipindahkan; tidak ada yang diubah."
            raise Failed(no if sys.stdin.isatty() else f"{no} Dalam skrip tulis --ya.", 1)
        who = administrator(desk, by)
        moved = relocate(desk, new, who, Progress().told, reason=reason, anyway=anyway)
    print("\n".join(_moved(moved, new)))
    return 0


class Progress:
    """How far it is: a bar on a terminal, else a line for each tenth of a part."""

    def __init__(self) -> None:
        self._said: tuple[Part, int] | None = None

    def told(self, part: Part, done: int, total: int) -> None:
        """As `relocating.Told`."""
        bar, steps = sys.stderr.isatty(), _WIDE if sys.stderr.isatty() else _STEPS
        step = steps if done >= total else done * steps // total
        if (part, step) == self._said:
            return
        self._said = part, step
        if bar:
            drawn = "█" * step + "░" * (_WIDE - step)
            print(f"\r{drawn} {_WORDS[part]}", end="\n" if step == steps else "", file=sys.stderr, flush=True)
        else:
            print(f"{_WORDS[part]}: {done} dari {total}", file=sys.stderr, flush=True)


def _moved(moved: Moved, new: Location) -> Iterator[str]:
    yield f"Data kantor sekarang di {new}: {moved.rows} baris dan {moved.files} lampiran."
    yield f"Riwayatnya dihitung ulang dan utuh. Ujung riwayat: {moved.head.written}."
    if moved.lacking:
        yield f"{moved.lacking} lampiran memang sudah tidak ada di tempat lama."
    if moved.aside is not None:
        yield f"Yang dahulu ditinggalkan di sana disisihkan di {moved.aside}."
    yield "Tempat lama tidak dapat dipakai bekerja lagi; isinya data pribadi: hapus bila tidak diperlukan."
    yield "Ganti letaknya (LOKET_DATA) di semua komputer, juga untuk tugas, papan, kios, dan suara."


@contextmanager
def _told(desk: Desk, new: Location) -> Iterator[None]:
    """The sentence for each thing that keeps an office where it is."""
    try:
        yield
    except KeyboardInterrupt:
        raise Failed("\nDihentikan; tidak ada yang dipindahkan.", 130) from None
    except PlaceTaken:
        raise Failed(f"Di {new} sudah ada data; tidak ada yang diubah. Pilih tempat yang kosong.") from None
    except MovedElsewhere as error:
        raise Failed(f"Kantor ini sudah pindah ke {error}. Pindahkan dari sana.") from None
    except SomebodyHere as error:
        here = "\n".join(f"  {each.id:>4}  {line(desk, each)}" for each in error.people)
        raise Failed(
            f"Masih ada yang masuk; tidak ada yang diubah:\n{here}\n"
            "Minta mereka keluar (F10), atau akhiri dengan: loket sesi akhiri NOMOR.",
            1,
        ) from None
    except NotWhole as error:
        missing = f"{error.files} lampiran hilang atau berubah" if error.files else "Riwayatnya tidak utuh"
        anyway = " Untuk tetap memindahkannya: --tetap." if error.files else ""
        raise Failed(f"{missing}; tidak ada yang dipindahkan. Lihat: loket periksa.{anyway}", 1) from None
    except OSError as error:
        raise Failed(
            f"Tidak dapat membaca atau menulis {error.filename or new}: {error.strerror}."
            " Tidak ada yang dipindahkan.",
            1,
        ) from None
