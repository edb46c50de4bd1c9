"""`loket cadangkan`, `loket pulihkan`, `loket latihan-pulih`: backups, made and put back and practised."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, administrator
from loket.cli.asking import agreed, ask, ask_new_password
from loket.cli.data import data_place
from loket.cli.failed import Failed
from loket.cli.integrity import sentences
from loket.cli.opened import Data, opened
from loket.desk.authority import Who
from loket.desk.backup.making import Made, make, series, strangers
from loket.desk.backup.places import passphrase, places
from loket.desk.backup.restoring import Ready, restore
from loket.desk.backup.rotation import PROTECTED, counting, dated_after
from loket.desk.backup.scratch import UnderWay, scratch
from loket.desk.backup.tried import Tried, tried
from loket.desk.office import Desk
from loket.desk.words.clock import moment
from loket.location import beside
from loket.store.archive import ArchiveBroken, Protected
from loket.store.journal import Head

Into = Annotated[
    list[Path] | None,
    typer.Option("--ke", metavar="FOLDER", help="tempat cadangan; diulang: tempat kedua dan seterusnya"),
]
Locked = Annotated[bool, typer.Option("--sandi", help="kunci dengan kata sandi, yang ditanyakan")]
Archive = Annotated[Path, typer.Argument(metavar="ARSIP", help="cadangan yang dibuat loket cadangkan")]
Newest = Annotated[Path | None, typer.Argument(metavar="ARSIP", help="biasanya yang terbaru")]
From = Annotated[Path | None, typer.Option("--dari", metavar="FOLDER", help="tempat cadangan")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    app.command("cadangkan", help="Buat cadangan, dan coba pulihkan.")(back_up)
    app.command("pulihkan", help="Pulihkan cadangan; yang lama disisihkan.")(put_back)
    app.command("latihan-pulih", help="Latihan memulihkan, di tempat sementara.")(practise)


def folders(given: list[Path] | None, data: str | None) -> Sequence[Path]:
    """Where backups lie: as given, else as this computer has them."""
    return given or places(beside(data_place(data)))


def back_up(into: Into = None, locked: Locked = False, data: Data = None) -> int:
    """Make a backup; exit code 1 where a place got none, or it does not count: the office is not whole."""
    with _told(), opened(data, settle=False, broken=True) as desk:
        secret = passphrase()
        if locked and secret is None:
            secret = ask_new_password("Kata sandi cadangan")
        made = make(desk, folders(into, data), secret)
        at = moment(desk.working_time(), made.manifest.at)
    print("\n".join(told(made, at)))
    return 0 if made.whole and not made.missed else 1


def told(made: Made, at: str) -> Iterator[str]:
    """What became of a backup, in sentences."""
    if made.whole:
        yield f"Cadangan {at} sudah dicoba pulihkan dan utuh ({_size(made.size)})."
    else:
        yield f"Cadangan {at} TIDAK dihitung: isinya tidak utuh. Yang lama tetap disimpan."
        yield from (f"  {sentence}" for sentence in sentences(made.findings))
    yield from (f"  {archive}" for archive in made.archives)
    yield from (f"Tidak ada salinan di {missed.place}: {missed.why}." for missed in made.missed)
    if made.gone:
        yield f"Cadangan lama dihapus menurut setelan kantor: {', '.join(file.name for file in made.gone)}."
    if made.strange:
        yield (
            f"Di sana ada {len(made.strange)} cadangan lain bertanda sama, yang tidak disebut riwayat ini"
            " (dari salinan lain data kantor ini, dari sebelum dipulihkan, atau program yang terputus)."
            " Semuanya dibiarkan: hapus sendiri yang tidak diperlukan, beri tiap salinan foldernya sendiri."
        )
    head = Head(made.manifest.number, made.manifest.hash).written
    yield f"Ujung riwayat di dalamnya: {head}."


def put_back(
    archive: Archive,
    anyway: Annotated[bool, typer.Option("--tetap", help="juga bila isinya tidak utuh")] = False,
    yes: Annotated[bool, typer.Option("--ya", help="pulihkan tanpa bertanya")] = False,
    by: As = "",
    data: Data = None,
) -> int:
    """Show what is in it and what would go out of sight, ask, and put it in place."""
    place = data_place(data)
    if not archive.is_file():
        raise Failed(f"Arsip {archive} tidak ada.")

    def ask_whether(ready: Ready) -> Who | None:
        found = ready.tried
        print("\n".join(_compared(ready)))
        if not found.whole and not anyway:
            print("\n".join(f"  {sentence}" for sentence in sentences(found.findings)))
            raise Failed(
                "Isi cadangan itu tidak utuh; tidak ada yang diubah. Untuk tetap memulihkannya: --tetap.", 1
            )
        if not (yes or agreed("Pulihkan?")):
            no = "Tidak dipulihkan; tidak ada yang diubah."
            raise Failed(no if sys.stdin.isatty() else f"{no} Dalam skrip tulis --ya.", 1)
        return administrator(found.desk, by)

    with _told():
        aside = restore(archive, place, _passphrase(archive), ask_whether)
    print(f"Data kantor dipulihkan di {place}. Tutup Loket di semua layar (F10), lalu buka lagi.")
    if aside is not None:
        print(f"Yang sebelumnya ada di sana disisihkan di {aside}.")
    return 0


def practise(archive: Newest = None, place: From = None, data: Data = None) -> int:
    """Restore a backup into a scratch folder, look at all of it, and say how long that took."""
    where = beside(data_place(data))
    with _told(), opened(data, settle=False, broken=True) as desk:
        chosen = archive or _newest(desk, folders([place] if place else None, data)[0])
        began = desk.running()
        with scratch(where) as folder, tried(chosen, folder, _passphrase(chosen)) as found:
            took = desk.running() - began
            seconds = f"{took / 1000:.1f}".replace(".", ",")
            print("\n".join([f"Latihan pulih {chosen.name}: {seconds} detik.", *_described(found)]))
            if not found.whole:
                print(*sentences(found.findings), sep="\n")
    return 0 if found.whole else 1


def _compared(ready: Ready) -> Iterator[str]:
    """What is in an archive, and what stands in its place now."""
    yield from _described(ready.tried)
    if ready.here is None:
        return
    more = ready.here.number - ready.tried.manifest.number
    yield f"Yang ada sekarang sampai catatan ke-{ready.here.number}."
    if more > 0:
        yield f"{more} catatan sesudah cadangan itu tidak akan tampak lagi."


def _described(found: Tried) -> Iterator[str]:
    kept, whole = found.manifest, "utuh" if found.whole else "TIDAK utuh"
    at = moment(found.desk.working_time(), kept.at)
    yield f"{found.desk.office.short}, dicadangkan {at}, sampai catatan ke-{kept.number}: {whole}."
    yield f"{kept.counts.get('file', 0)} berkas, {kept.counts.get('blob', 0)} lampiran."


def _newest(desk: Desk, folder: Path) -> Path:
    """The last backup there that counts and is not dated ahead of the clock, which is told. Raises Failed.

    Those that another copy of the data made are passed over too, where there are any of this one's.
    """
    whose = series(desk)
    names = counting(whose, (file.name for file in folder.iterdir())) if folder.is_dir() else []
    if not names:
        raise Failed(f"Di {folder} belum ada cadangan; buat dengan: loket cadangkan.")
    by_now = desk.now() + desk.office.settings.clock_tolerance * 1000
    ahead = dated_after(whose, names, desk.working_time().local(by_now))
    if len(ahead) == len(names):
        print("Semua cadangan di sana bertanggal sesudah jam komputer sekarang.")
    elif ahead:
        print(f"Dilewati, karena bertanggal sesudah jam komputer sekarang: {', '.join(ahead)}.")
        names = [name for name in names if name not in ahead]
    others = [name for name in names if name in strangers(desk, folder)]
    if 0 < len(others) < len(names):
        print(f"Dilewati, karena tidak disebut riwayat data kantor ini: {', '.join(others)}.")
        names = [name for name in names if name not in others]
    return folder / names[0]


def _passphrase(archive: Path) -> str | None:
    """The passphrase of a protected archive; None for one that asks for none."""
    if not archive.name.endswith(PROTECTED):
        return None
    return passphrase() or ask("Kata sandi cadangan", hidden=True)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB".replace(".", ",") if count >= 1_000_000 else f"{count // 1000} kB"


@contextmanager
def _told() -> Iterator[None]:
    """The sentence for each thing that can go wrong with an archive."""
    try:
        yield
    except UnderWay:
        raise Failed(
            "Cadangan lain kantor ini sedang dibuat atau dipulihkan; ulangi sesudahnya.", 1
        ) from None
    except Protected:
        raise Failed("Kata sandi cadangan salah atau belum diberikan.", 1) from None
    except ArchiveBroken as error:
        raise Failed(
            f"Arsip itu rusak atau bukan cadangan Loket (pada {error}); tidak ada yang diubah.", 1
        ) from None
    except OSError as error:
        raise Failed(
            f"Tidak dapat membaca atau menulis {error.filename or 'cadangan'}: {error.strerror}.", 1
        ) from None
