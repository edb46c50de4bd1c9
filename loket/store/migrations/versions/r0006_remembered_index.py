"""Files of which something is to be remembered are found by when."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    only = sa.text("remembered_at IS NOT NULL")
    op.create_index("ix_file_remembered", "file", ["remembered_at"], sqlite_where=only, postgresql_where=only)
