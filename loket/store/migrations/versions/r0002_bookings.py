"""A queue number says for which time its person had booked, and by which code."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("booking", sa.String(), nullable=True))
    op.add_column(
        "ticket", sa.Column("slot_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    once = sa.text("booking IS NOT NULL AND (outcome IS NULL OR outcome <> 'dibatalkan')")
    op.create_index(
        "uq_ticket_booking",
        "ticket",
        ["day", "booking"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )
