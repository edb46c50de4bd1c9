"""How many files press how much is counted by a stretch of an index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("end_at IS NULL")
    columns = ("aside", "due_at", "due_last", "role", "standing", "trouble", "person_id", "strand", "end_at")
    op.create_index(
        "ix_interval_pressing",
        "interval",
        [*columns],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
