"""How Alembic runs here: inside the transaction of the connection that it is given, in batch mode."""

from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from loket.store import schema


def _applied(ctx: MigrationContext, *_: Any, **__: Any) -> None:
    """After each revision: one that rebuilt a table has lost its triggers."""
    assert ctx.connection is not None
    schema.complete(ctx.connection)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    on_version_apply=_applied,
)
with context.begin_transaction():
    context.run_migrations()
