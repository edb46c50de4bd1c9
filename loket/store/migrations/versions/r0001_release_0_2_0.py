"""The tables of release 0.2.0."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "applicant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nik", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("second_phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("npwp", sa.String(), nullable=False),
        sa.Column("nib", sa.String(), nullable=False),
        sa.Column("id_kind", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("company_folded", sa.String(), nullable=False),
        sa.Column("phone_digits", sa.String(), nullable=False),
        sa.Column("numbers", sa.String(), nullable=False),
        sa.CheckConstraint("(id_kind = '') = (id_number = '')", name=op.f("ck_applicant_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("applicant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applicant_company_folded"), ["company_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicant_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicant_phone_digits"), ["phone_digits"], unique=False)
        batch_op.create_index(
            "uq_applicant_document",
            ["id_number", "id_kind"],
            unique=True,
            sqlite_where=sa.text("id_number <> ''"),
            postgresql_where=sa.text("id_number <> ''"),
        )
        batch_op.create_index(
            "uq_applicant_nik",
            ["nik"],
            unique=True,
            sqlite_where=sa.text("nik <> ''"),
            postgresql_where=sa.text("nik <> ''"),
        )

    op.create_table(
        "calendar_day",
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("decree", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("date", "kind", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("series", "period", name=op.f("pk_counter")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("name", name=op.f("uq_device_name")),
        sa.UniqueConstraint("proof", name=op.f("uq_device_proof")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "document",
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('profile', 'sop', 'decree', 'form', 'survey')", name=op.f("ck_document_kind")
        ),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_document")),
    )
    op.create_table(
        "journal",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("station", sa.String(), nullable=True),
        sa.Column("late", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("together", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "subject IN ('file', 'ticket', 'person', 'calendar', 'office')", name=op.f("ck_journal_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("subject", "subject_id", "seq", name=op.f("uq_journal_subject_subject_id_seq")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_person_id_id"), ["person_id", "id"], unique=False)

    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("acted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("affirmed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "lease",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_lease_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lease")),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("nip", name=op.f("uq_person_nip")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_submitted_on"), ["submitted_on"], unique=False)

    op.create_table(
        "task",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tried", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("well", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fault", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_task")),
    )
    op.create_table(
        "wrong_password",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_password")),
    )
    with op.batch_alter_table("wrong_password", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrong_password_last"), ["last"], unique=False)
        batch_op.create_index(batch_op.f("ix_wrong_password_subject"), ["subject"], unique=False)
        batch_op.create_index(
            "uq_wrong_password_open",
            ["subject", "place"],
            unique=True,
            sqlite_where=sa.text("open"),
            postgresql_where=sa.text("open"),
        )

    op.create_table(
        "blob",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_blob_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sa.UniqueConstraint("sha", name=op.f("uq_blob_sha")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "place", "subject", name=op.f("pk_draft")),
    )
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
    )
    op.create_table(
        "roster",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("freed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_person_id"), ["person_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("person_id", "program", name=op.f("uq_session_person_id_program")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("errand", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("at_counter", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("issued_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("called_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("last_call_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("call_count", sa.Integer(), nullable=False),
        sa.Column("present_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ticket_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_ticket_day_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ticket_day_standing_id"), ["day", "standing", "id"], unique=False
        )
        batch_op.create_index(
            "ix_ticket_open",
            ["day", "id"],
            unique=False,
            sqlite_where=sa.text("standing <> 'selesai'"),
            postgresql_where=sa.text("standing <> 'selesai'"),
        )
        batch_op.create_index(
            "uq_ticket_person_busy",
            ["person_id", "day"],
            unique=True,
            sqlite_where=sa.text("standing IN ('dipanggil', 'dilayani')"),
            postgresql_where=sa.text("standing IN ('dipanggil', 'dilayani')"),
        )

    op.create_table(
        "value",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.CheckConstraint("(text IS NULL) = (salt IS NULL)", name=op.f("ck_value_erased")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_value_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_value_kind_owner"), ["kind", "owner"], unique=False)
        batch_op.create_index(
            "ix_value_permit",
            ["text"],
            unique=False,
            sqlite_where=sa.text("kind = 'field' AND key = 'izin_nomor'"),
            postgresql_where=sa.text("kind = 'field' AND key = 'izin_nomor'"),
        )

    op.create_table(
        "file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("procedure_id", sa.String(), nullable=False),
        sa.Column("procedure_sha", sa.String(), nullable=False),
        sa.Column("form_sha", sa.String(), nullable=True),
        sa.Column("applicant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("applicant_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("names_folded", sa.String(), nullable=False),
        sa.Column("signs", sa.String(), nullable=False),
        sa.Column("phone_digits", sa.String(), nullable=False),
        sa.Column("numbers", sa.String(), nullable=False),
        sa.Column("identities", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("came_as", sa.String(), nullable=False),
        sa.Column("came_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("came_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("came_name", sa.String(), nullable=False),
        sa.Column("came_phone", sa.String(), nullable=False),
        sa.Column("proxy_seen", sa.Boolean(), nullable=False),
        sa.Column("outside_number", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ended_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("complete_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("correct_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicant.id"], name=op.f("fk_file_applicant_id_applicant")
        ),
        sa.ForeignKeyConstraint(
            ["applicant_version"], ["value.id"], name=op.f("fk_file_applicant_version_value")
        ),
        sa.ForeignKeyConstraint(["came_id"], ["applicant.id"], name=op.f("fk_file_came_id_applicant")),
        sa.ForeignKeyConstraint(["came_version"], ["value.id"], name=op.f("fk_file_came_version_value")),
        sa.ForeignKeyConstraint(["form_sha"], ["document.sha"], name=op.f("fk_file_form_sha_document")),
        sa.ForeignKeyConstraint(["parent_id"], ["file.id"], name=op.f("fk_file_parent_id_file")),
        sa.ForeignKeyConstraint(
            ["procedure_sha"], ["document.sha"], name=op.f("fk_file_procedure_sha_document")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_file_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("number", name=op.f("uq_file_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index(
            "ix_file_came_id",
            ["came_id"],
            unique=False,
            sqlite_where=sa.text("came_id IS NOT NULL"),
            postgresql_where=sa.text("came_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_file_names_folded"), ["names_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_opened_at"), ["opened_at"], unique=False)
        batch_op.create_index(
            "ix_file_parent_id",
            ["parent_id"],
            unique=False,
            sqlite_where=sa.text("parent_id IS NOT NULL"),
            postgresql_where=sa.text("parent_id IS NOT NULL"),
        )

    op.create_table(
        "ticket_interval",
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("start_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("end_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ticket_interval_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_interval_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_interval")),
    )
    with op.batch_alter_table("ticket_interval", schema=None) as batch_op:
        batch_op.create_index(
            "uq_ticket_interval_open",
            ["ticket_id"],
            unique=True,
            sqlite_where=sa.text("end_at IS NULL"),
            postgresql_where=sa.text("end_at IS NULL"),
        )

    op.create_table(
        "interval",
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("sign_off", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("strand", sa.Integer(), nullable=False),
        sa.Column("aside", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("agency", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("trouble", sa.Boolean(), nullable=False),
        sa.Column("start_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("end_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("due_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("near_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_clock", sa.String(), nullable=False),
        sa.Column("due_kind", sa.String(), nullable=False),
        sa.Column("due_last", sa.String(), nullable=False),
        sa.Column("due_estimated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_interval_file_id_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interval_person_id_person")),
        sa.PrimaryKeyConstraint("file_id", "seq", name=op.f("pk_interval")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("interval", schema=None) as batch_op:
        batch_op.create_index(
            "ix_interval_due",
            ["due_at", "file_id", "strand"],
            unique=False,
            sqlite_where=sa.text("end_at IS NULL"),
            postgresql_where=sa.text("end_at IS NULL"),
        )
        batch_op.create_index(
            "ix_interval_person",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("end_at IS NULL AND person_id IS NOT NULL"),
            postgresql_where=sa.text("end_at IS NULL AND person_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_interval_role",
            ["role", "due_at", "file_id", "strand"],
            unique=False,
            sqlite_where=sa.text("end_at IS NULL"),
            postgresql_where=sa.text("end_at IS NULL"),
        )
        batch_op.create_index(
            "ix_interval_standing",
            ["standing", "aside", "start_at", "file_id"],
            unique=False,
            sqlite_where=sa.text("end_at IS NULL"),
            postgresql_where=sa.text("end_at IS NULL"),
        )
        batch_op.create_index(
            "uq_interval_open",
            ["file_id", "strand"],
            unique=True,
            sqlite_where=sa.text("end_at IS NULL"),
            postgresql_where=sa.text("end_at IS NULL"),
        )

    op.create_table(
        "matter",
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_seq", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_matter_file_id_file")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_matter_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_matter")),
    )
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_file_id"), ["file_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fold", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_snapshot_file_id_file")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_snapshot")),
    )
