"""A file says when something is to be remembered of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "file",
        sa.Column("remembered_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
