"""Beside an SOP's text, the office's own part of it: a changed profile moves no file under way.

Versions kept before have an empty part; they are read with the profile as it stands.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("procedure_version") as batch:
        batch.add_column(sa.Column("office", sa.Text(), nullable=False, server_default=""))
