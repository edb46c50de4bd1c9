"""A file says which date its applicant was told, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("file", sa.Column("promised_on", sa.String(), nullable=True))
    op.add_column(
        "file", sa.Column("promised_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    promised = "promised_on IS NOT NULL"
    for name, only in (
        ("ix_file_promised_open", f"{promised} AND decided_at IS NULL AND outcome IS NULL"),
        ("ix_file_promised", promised),
    ):
        op.create_index(
            name, "file", ["promised_on"], sqlite_where=sa.text(only), postgresql_where=sa.text(only)
        )
