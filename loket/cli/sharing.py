"""Which accounts of this computer have an office: a group for a new one, and `loket kantor hak`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from loket.cli.asking import agreed
from loket.cli.data import DATABASE, data_place, may_have_data
from loket.cli.failed import Failed
from loket.cli.listing import Json, as_text
from loket.cli.opened import Data
from loket.desk import sharing
from loket.desk.sharing import NotShared, Wrong
from loket.location import Location, beside

Group = Annotated[
    str,
    typer.Option("--grup", metavar="NAMA", help="kelompok akun komputer ini yang memakai data bersama"),
]


def group_named(name: str) -> int:
    """The number of a group. Raises Failed where the computer has none of that name."""
    try:
        return int(_groups().getgrnam(name).gr_gid)
    except KeyError:
        raise Failed(
            f"Kelompok {name} tidak ada di komputer ini; buat dulu (groupadd {name}), lalu masukkan akunnya."
        ) from None


def shared_place(data: str | None) -> Location:
    """Where the data of an office lie that a group is to have: a path without an ending is a folder."""
    place = data_place(data)
    return place / DATABASE if isinstance(place, Path) and not place.suffix and not place.exists() else place


def may_be_given(place: Location, group: int) -> None:
    """Raises Failed where the folder cannot be the group's."""
    try:
        sharing.may_give(place, group)
    except NotShared as error:
        raise Failed(str(error)) from None


def given(place: Location, group: int) -> None:
    """Give the folder to the group. Raises Failed."""
    try:
        sharing.give(place, group)
    except NotShared as error:
        raise Failed(str(error)) from None
    except OSError as error:
        raise Failed(f"Folder {beside(place).parent} tidak dapat diberikan: {error.strerror}.", 1) from None


def repair(
    group: Group = "",
    yes: Annotated[bool, typer.Option("--ya", help="perbaiki tanpa bertanya")] = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show which files others may open than should, or fewer, ask, and put them right."""
    place, shares = data_place(data), group_named(group) if group else None
    found = _wrong(place, shares)
    if as_json:
        print(as_text([_plain(each) for each in found]))
        return 0
    if not found:
        print(f"Hak berkas di {beside(place).parent} sudah benar.")
        return 0
    mine, others = ([each for each in found if each.mine is own] for own in (True, False))
    if mine:
        print("Yang akan diubah:", *map(_line, mine), sep="\n")
    if others:
        print("Hanya pemiliknya atau root dapat mengubah:", *map(_line, others), sep="\n")
    if not mine:
        return 1
    if not (yes or agreed("Ubah?")):
        raise Failed("Tidak diubah." if sys.stdin.isatty() else "Tidak diubah; dalam skrip tulis --ya.", 1)
    if shares is not None:
        given(place, shares)
    return int(not _all_put_right(mine) or bool(others))


def _wrong(place: Location, group: int | None) -> tuple[Wrong, ...]:
    """Raises Failed where there is nothing, or nothing that this account may look at."""
    _groups()
    try:
        if not may_have_data(place):
            raise Failed(f"Tidak ada data kantor di {place}.")
        if group is not None:
            may_be_given(place, group)
        return sharing.wrong(place, group)
    except OSError:
        folder = beside(place).parent
        raise Failed(
            f"Folder {folder} tidak terbaca akun ini. Jalankan sebagai pemiliknya atau root.", 1
        ) from None


def _all_put_right(found: list[Wrong]) -> bool:
    """Whether all of it could be."""
    well = True
    for each in found:
        try:
            sharing.put_right(each)
        except FileNotFoundError:  # it went meanwhile
            continue
        except OSError as error:
            well = False
            print(f"{each.path}: {error.strerror}.", file=sys.stderr)
    if well:
        print("Sudah diubah.")
    return well


def _line(wrong: Wrong) -> str:
    """`  /srv/loket/loket.db.lock  budi:budi 600 → loket 660`."""
    wanted = f"{_group(wrong.group)} {wrong.mode:o}" if wrong.group is not None else f"{wrong.mode:o}"
    return f"  {wrong.path}  {_account(wrong.owner)}:{_group(wrong.is_group)} {wrong.is_mode:o} → {wanted}"


def _plain(wrong: Wrong) -> dict[str, Any]:
    return {
        "path": str(wrong.path),
        "owner": _account(wrong.owner),
        "group": _group(wrong.is_group),
        "mode": f"{wrong.is_mode:o}",
        "wanted_group": _group(wrong.group) if wrong.group is not None else None,
        "wanted_mode": f"{wrong.mode:o}",
        "mine": wrong.mine,
    }


def _groups() -> Any:
    """What knows the groups of this computer. Raises Failed where it has none."""
    try:
        return import_module("grp")
    except ImportError:
        raise Failed("Sistem komputer ini tidak mengenal kelompok akun.") from None


def _group(number: int) -> str:
    try:
        return str(_groups().getgrgid(number).gr_name)
    except KeyError:
        return str(number)


def _account(number: int) -> str:
    try:
        return str(import_module("pwd").getpwuid(number).pw_name)
    except KeyError:
        return str(number)
