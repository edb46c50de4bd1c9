"""How Alembic runs here: inside the transaction that `loket.store.migrate` opened, in batch mode."""

from alembic import context
from sqlmodel import SQLModel

import loket.store.tables  # noqa: F401  # importing it is what fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
