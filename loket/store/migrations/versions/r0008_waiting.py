"""Those who wait are counted, and whoever is next is found, without reading each of them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    waits = sa.text("standing = 'menunggu'")
    columns = ["day", "errand", "service", "at_counter", "priority", "id", "issued_at", "slot_at"]
    op.create_index("ix_ticket_waiting", "ticket", columns, sqlite_where=waits, postgresql_where=waits)
