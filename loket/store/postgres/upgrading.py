"""Leading a server's tables of an earlier release to this program's, in the transaction of the opening.

What is kept of them as they were is the last backup: a server's tables are no file to be copied.
"""

from __future__ import annotations

from sqlalchemy import Connection

from loket.location import Server
from loket.store import meta, schema, upgrading
from loket.store.errors import StoreOtherTables
from loket.store.postgres.declared import differing
from loket.store.upgrading import make

__all__ = ["known", "make"]


def known(server: Server, conn: Connection, words: str) -> str:
    """The fingerprint of this program's tables, to which those there are led where they are others.

    `words`: the digest of the declarations. Raises StoreOtherTables: the revision is none of this program's,
    or does not lead to its tables; what was done is to be taken back.
    """
    since, made = meta.get(conn, meta.REVISION) or "", schema.declared()
    if not upgrading.knows(since):
        raise StoreOtherTables(server, since)
    made = upgrading.lead_on(conn, since, words)
    if differing(conn):
        raise StoreOtherTables(server, since)
    return made
