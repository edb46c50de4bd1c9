"""Whether the files beside the database are there, as they were kept, and as the journal tells of them."""

from __future__ import annotations

from loket.desk.agreement.finding import Finding, Kind, finding
from loket.desk.agreement.journaled import Journaled
from loket.desk.office import Desk
from loket.store import blobs, kept_folder
from loket.store.sql import Connection


def compare(conn: Connection, desk: Desk, journaled: Journaled) -> tuple[Finding, ...]:
    """Rows that the journal does not tell of so, and files that are gone or have other contents."""
    folder = blobs.folder(desk.store.path)
    kept = blobs.every(conn)
    rows = {
        blob.id: (blob.contents.sha, blob.contents.size, blob.contents.type, blob.person, blob.at)
        for blob in kept
    }
    ids = sorted(rows.keys() | journaled.blobs.keys())
    other = [blob for blob in ids if rows.get(blob) != journaled.blobs.get(blob)]
    gone, changed = list[str](), list[str]()
    ours = kept_folder.is_ours(conn, desk.store.place)
    for blob in kept if ours else ():
        try:
            if blobs.read(blobs.place(folder, blob.contents.sha)) != blob.contents:
                changed.append(_named(blob.id))
        except OSError:
            gone.append(_named(blob.id))
    return (
        *finding(Kind.BLOB_ROW, list(map(_named, other))),
        *finding(Kind.FOLDER, [] if ours else [str(folder)]),
        *finding(Kind.BLOB_GONE, gone),
        *finding(Kind.BLOB, changed),
    )


def _named(blob: int) -> str:
    return f"lampiran ke-{blob}"
