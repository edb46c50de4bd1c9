"""Beside each deadline, from when on it is near: a list says so without reckoning every file anew.

Of files under way it is not known here: the next program that opens the office reckons them.
"""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("interval") as batch:
        batch.add_column(sa.Column("near_at", BIG, nullable=False, server_default="0"))
    op.execute("UPDATE interval SET near_at = due_at")
    op.execute(
        "INSERT INTO meta (key, value) SELECT 'reckon', '1'"
        " WHERE EXISTS (SELECT 1 FROM interval WHERE end_at IS NULL)"
    )
