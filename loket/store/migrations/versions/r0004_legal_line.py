"""An open interval says when its file's legal line runs out; that is reckoned when the office is opened."""

import sqlalchemy as sa
from alembic import op

from loket.store import meta

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "interval", sa.Column("legal_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    running = sa.text("end_at IS NULL AND legal_at IS NOT NULL")
    op.create_index(
        "ix_interval_legal",
        "interval",
        ["legal_at", "file_id", "strand"],
        sqlite_where=running,
        postgresql_where=running,
    )
    op.execute(sa.text(f"INSERT OR REPLACE INTO meta (key, value) VALUES ('{meta.UNDATED}', 'ya')"))
