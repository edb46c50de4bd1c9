"""What is counted over every open file is read from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("end_at IS NULL")
    columns = ("role", "standing", "aside", "start_at", "due_at", "due_last", "trouble")
    op.create_index(
        "ix_interval_counted",
        "interval",
        [*columns, "person_id", "legal_at", "end_at"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
