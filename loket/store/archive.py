"""An archive of an office: one tar of its database and the files beside it, with a manifest that comes first.

Without the program it is opened with `tar xzf`. A protected one is a tar of two age files
(https://age-encryption.org): `kunci.age`, a key under the passphrase, and `isi.tar.gz.age`, the same for that
key. So what is packed may be of any length, and no more than a piece of it is ever in memory.

    age -d kunci.age > kunci && age -d -i kunci isi.tar.gz.age | tar xz
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from io import BufferedWriter, BytesIO
from pathlib import Path
from typing import IO, Any

from loket import modes
from loket.store import blobs
from loket.store.durable import sync

DATABASE = "loket.db"
BLOBS = "blobs"
_MANIFEST = "manifest.json"
_KEY, _LOCKED, _PLAIN = "kunci.age", "isi.tar.gz.age", "isi.tar.gz"
_MEMBER = re.compile(rf"{re.escape(DATABASE)}|{BLOBS}/([0-9a-f]{{2}})/([0-9a-f]{{62}})")
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_MOST = 1 << 28  # bytes of a manifest


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds, made `at` (ms UTC); `number` and `hash` of the journal's last entry.

    `counts`: how many rows each table has; `files`: the SHA-256 of each member, by its name.
    """

    office: str
    at: int
    number: int
    hash: str
    counts: Mapping[str, int]
    files: Mapping[str, str]


class ArchiveBroken(Exception):
    """An archive cannot be read, or holds something else than its manifest says; `str()` is where."""


class Protected(Exception):
    """An archive asks for a passphrase, or for another one."""


def pack(
    archive: Path, manifest: Manifest, members: Mapping[str, Path], passphrase: str | None, scratch: Path
) -> None:
    """Write an archive, durably; what is not locked yet lies in the folder `scratch`. Raises OSError."""
    plain = archive if passphrase is None else scratch / _PLAIN
    with _private(plain) as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
        _add(tar, _MANIFEST, json.dumps(asdict(manifest), sort_keys=True, indent=1).encode())
        for name, path in members.items():
            tar.add(path, name, filter=_nobodys)
    if passphrase is not None:
        _protect(plain, archive, passphrase)
        plain.unlink()
    sync(archive)


def unpack(archive: Path, into: Path, passphrase: str | None = None) -> Manifest:
    """Put what an archive holds into an empty folder, as an office's database and the files beside it.

    Raises:
        ArchiveBroken: it cannot be read, or not all of it is as the manifest says.
        Protected: it needs a passphrase, or another one.
        OSError: the disk.
    """
    try:
        with _opened(archive, into, passphrase) as tar:
            return _unpacked(tar, into)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ArchiveBroken(archive.name) from error


def _unpacked(tar: tarfile.TarFile, into: Path) -> Manifest:
    members = iter(tar)
    manifest, found = _manifest(tar, next(members, None)), set[str]()
    for member in members:
        name = member.name
        matched = _MEMBER.fullmatch(name)
        source = tar.extractfile(member) if matched and member.isreg() and name not in found else None
        if matched is None or source is None:
            raise ArchiveBroken(name)
        file = into / DATABASE
        if matched[1]:
            file = blobs.place(blobs.folder(file), matched[1] + matched[2])
        modes.folder(file.parent)
        if _written(source, file) != manifest.files.get(name):
            raise ArchiveBroken(name)
        found.add(name)
    if missing := sorted(manifest.files.keys() - found):
        raise ArchiveBroken(missing[0])
    return manifest


def _manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    source = tar.extractfile(first) if first is not None and first.name == _MANIFEST else None
    try:
        return Manifest(**json.loads(source.read(_MOST) if source is not None else b""))
    except (ValueError, TypeError) as error:
        raise ArchiveBroken(_MANIFEST) from error


@contextmanager
def _private(file: Path) -> Iterator[BufferedWriter]:
    """A new file, as private as its folder."""
    with os.fdopen(modes.opened(file, os.O_WRONLY | os.O_EXCL), "wb") as opened:
        yield opened


def _written(source: IO[bytes], file: Path) -> str:
    """Write what is read there into a new file, durably; the SHA-256 of it."""
    digest = hashlib.sha256()
    with _private(file) as into:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            into.write(chunk)
        into.flush()
        os.fsync(into.fileno())
    return digest.hexdigest()


def _add(tar: tarfile.TarFile, name: str, contents: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(contents), 0o600
    tar.addfile(member, BytesIO(contents))


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without whose file it was on this computer, and when; nobody else is to read it."""
    member.mode = 0o600
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def _locks() -> Any:
    """What locks an archive, and unlocks it."""
    import pyrage  # only whom a passphrase concerns waits for it

    return pyrage


def _protect(plain: Path, archive: Path, passphrase: str) -> None:
    """Lock a packed archive."""
    pyrage = _locks()
    key = pyrage.x25519.Identity.generate()
    locked = plain.with_name(_LOCKED)
    with plain.open("rb") as source, _private(locked) as into:
        pyrage.encrypt_io(source, into, [key.to_public()])
    with _private(archive) as file, tarfile.open(fileobj=file, mode="w") as tar:
        _add(tar, _KEY, pyrage.passphrase.encrypt(str(key).encode(), passphrase))
        tar.add(locked, _LOCKED, filter=_nobodys)
    locked.unlink()


@contextmanager
def _opened(archive: Path, scratch: Path, passphrase: str | None) -> Iterator[tarfile.TarFile]:
    """What was packed, unlocked into a file of its own where it is protected."""
    with archive.open("rb") as file, ExitStack() as stack:
        if file.read(2) == _GZIP:
            file.seek(0)
            yield stack.enter_context(tarfile.open(fileobj=file, mode="r:gz"))
            return
        if passphrase is None:
            with tarfile.open(archive, "r:"):  # else it is no archive at all
                raise Protected
        plain = scratch / _PLAIN
        stack.callback(plain.unlink, missing_ok=True)
        _unlock(archive, plain, scratch / _LOCKED, passphrase)
        yield stack.enter_context(tarfile.open(plain, mode="r:gz"))


def _unlock(archive: Path, plain: Path, locked: Path, passphrase: str) -> None:
    pyrage = _locks()
    with tarfile.open(archive, "r:") as tar:
        try:
            key, contents = tar.extractfile(_KEY), tar.extractfile(_LOCKED)
        except KeyError as error:
            raise ArchiveBroken(archive.name) from error
        if key is None or contents is None:
            raise ArchiveBroken(archive.name)
        try:
            identity = pyrage.x25519.Identity.from_str(
                pyrage.passphrase.decrypt(key.read(), passphrase).decode()
            )
        except pyrage.DecryptError:
            raise Protected from None
        _written(contents, locked)
    try:
        with locked.open("rb") as source, _private(plain) as into:
            pyrage.decrypt_io(source, into, [identity])
    except pyrage.DecryptError as error:
        raise ArchiveBroken(_LOCKED) from error
    finally:
        locked.unlink()
