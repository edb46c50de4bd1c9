"""This program's tables: made in a database that has none, and those of an earlier release led to them.

Alembic is imported here alone, and SQLModel with it: what opens as it was needs neither.
"""

from __future__ import annotations

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from loket.store import meta, migrations, schema


def head() -> str:
    """The newest revision of the schema."""
    found = _revisions().get_current_head()
    assert found is not None
    return found


def knows(revision: str) -> bool:
    """Whether it is one of this program's."""
    return revision in {step.revision for step in _revisions().walk_revisions()}


def make(conn: Connection, words: str) -> str:
    """Make the tables; their fingerprint. `words`: the digest of the declarations."""
    schema.create(conn)
    return _settled(conn, words)


def lead_on(conn: Connection, since: str, words: str) -> str:
    """All revisions after that one, the triggers in place again after each; the fingerprint then."""
    steps = [*_revisions().iterate_revisions("head", since)]
    with Operations.context(MigrationContext.configure(conn)):
        for step in reversed(steps):
            step.module.upgrade()
            schema.complete(conn)
    return _settled(conn, words)


def _settled(conn: Connection, words: str) -> str:
    made = schema.declared()
    for key, value in ((meta.SCHEMA, made), (meta.SCHEMA_WORDS, words), (meta.REVISION, head())):
        meta.put(conn, key, value)
    return made


def _revisions() -> ScriptDirectory:
    return ScriptDirectory(str(migrations.FOLDER))
