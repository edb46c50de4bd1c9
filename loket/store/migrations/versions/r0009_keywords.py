"""By what each file is found is kept in a table of its own, so that a search reads no more than it shows."""

import sqlalchemy as sa
from alembic import op

from loket.store import keywords

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keyword",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("key", "open", "file_id", name=op.f("pk_keyword")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_keyword_file_id_file")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_keyword_file_id"), "keyword", ["file_id"])
    keywords.write_all(op.get_bind())
