"""Everything that the first version keeps."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _office()
    _people()
    _journal()
    _tickets()
    _files()
    _intervals()
    _typed()
    op.execute("INSERT INTO journal_head (id, last_id, hash) VALUES (1, 0, '')")
    op.execute("INSERT INTO meta (key, value) VALUES ('calendar_revision', '0')")


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _office() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.PrimaryKeyConstraint("series", "period", name=op.f("pk_counter")),
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
        "survey",
        sa.Column("id", BIG, nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_survey_submitted_on"), "survey", ["submitted_on"])
    op.create_table(
        "procedure_version",
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("procedure_id", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_procedure_version")),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("nip", name=op.f("uq_person_nip")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person_role",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
    )
    op.create_table(
        "draft",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("saved_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "place", "subject", name=op.f("pk_draft")),
    )
    op.create_table(
        "applicant",
        sa.Column("id", BIG, nullable=False),
        sa.Column("nik", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("npwp", sa.String(), nullable=False),
        sa.Column("nib", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("company_folded", sa.String(), nullable=False),
        sa.Column("phone_digits", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_applicant_company_folded"), "applicant", ["company_folded"])
    op.create_index(op.f("ix_applicant_name_folded"), "applicant", ["name_folded"])
    op.create_index(op.f("ix_applicant_nik"), "applicant", ["nik"])
    op.create_index(op.f("ix_applicant_phone_digits"), "applicant", ["phone_digits"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("recorded", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("station", sa.String(), nullable=True),
        sa.Column("late", BIG, nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "subject IN ('file', 'ticket', 'person', 'calendar', 'office')", name=op.f("ck_journal_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("subject", "subject_id", "seq", name=op.f("uq_journal_subject_subject_id_seq")),
    )
    op.create_index(op.f("ix_journal_person_id_id"), "journal", ["person_id", "id"])
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_id", BIG, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )


def _tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", BIG, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("issued_at", BIG, nullable=False),
        sa.Column("called_at", BIG, nullable=True),
        sa.Column("call_count", sa.Integer(), nullable=False),
        sa.Column("present_at", BIG, nullable=True),
        sa.Column("served_at", BIG, nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ticket_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_ticket_day_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ticket_day_standing_id"), "ticket", ["day", "standing", "id"])
    op.create_index(
        op.f("uq_ticket_counter_busy"),
        "ticket",
        ["counter"],
        unique=True,
        **_where("standing IN ('dipanggil', 'dilayani') AND counter <> ''"),
    )
    op.create_table(
        "ticket_interval",
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("start_at", BIG, nullable=False),
        sa.Column("end_at", BIG, nullable=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ticket_interval_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_interval_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_interval")),
    )
    op.create_index(
        op.f("uq_ticket_interval_open"),
        "ticket_interval",
        ["ticket_id"],
        unique=True,
        **_where("end_at IS NULL"),
    )


def _files() -> None:
    op.create_table(
        "file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("procedure_id", sa.String(), nullable=False),
        sa.Column("procedure_sha", sa.String(), nullable=False),
        sa.Column("applicant_id", BIG, nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("company_folded", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("arrived_at", BIG, nullable=False),
        sa.Column("came_as", sa.String(), nullable=False),
        sa.Column("came_name", sa.String(), nullable=False),
        sa.Column("came_phone", sa.String(), nullable=False),
        sa.Column("proxy_seen", sa.Boolean(), nullable=False),
        sa.Column("outside_number", sa.String(), nullable=False),
        sa.Column("ticket_id", BIG, nullable=True),
        sa.Column("parent_id", BIG, nullable=True),
        sa.Column("opened_at", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.Column("decided_at", BIG, nullable=True),
        sa.Column("complete_at", BIG, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicant.id"], name=op.f("fk_file_applicant_id_applicant")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["file.id"], name=op.f("fk_file_parent_id_file")),
        sa.ForeignKeyConstraint(
            ["procedure_sha"], ["procedure_version.sha"], name=op.f("fk_file_procedure_sha_procedure_version")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_file_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("number", name=op.f("uq_file_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_file_applicant_id"), "file", ["applicant_id"])
    op.create_index(op.f("ix_file_company_folded"), "file", ["company_folded"])
    op.create_index(op.f("ix_file_opened_at"), "file", ["opened_at"])
    op.create_index(op.f("ix_file_outside_number"), "file", ["outside_number"])
    op.create_index(op.f("ix_file_parent_id"), "file", ["parent_id"], **_where("parent_id IS NOT NULL"))
    op.create_index(op.f("ix_file_ticket_id"), "file", ["ticket_id"], **_where("ticket_id IS NOT NULL"))


def _intervals() -> None:
    op.create_table(
        "interval",
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("sign_off", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("waits_for", sa.String(), nullable=False),
        sa.Column("trouble", sa.Boolean(), nullable=False),
        sa.Column("start_at", BIG, nullable=False),
        sa.Column("end_at", BIG, nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("due_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_interval_file_id_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interval_person_id_person")),
        sa.PrimaryKeyConstraint("file_id", "seq", name=op.f("pk_interval")),
    )
    op.create_index(op.f("ix_interval_due"), "interval", ["due_at", "file_id"], **_where("end_at IS NULL"))
    op.create_index(
        op.f("ix_interval_person"),
        "interval",
        ["person_id"],
        **_where("end_at IS NULL AND person_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_interval_role"), "interval", ["role", "due_at", "file_id"], **_where("end_at IS NULL")
    )
    op.create_index(
        op.f("ix_interval_standing"),
        "interval",
        ["standing", "start_at", "file_id"],
        **_where("end_at IS NULL"),
    )
    op.create_index(
        op.f("uq_interval_open"), "interval", ["file_id"], unique=True, **_where("end_at IS NULL")
    )


def _typed() -> None:
    op.create_table(
        "remark",
        sa.Column("id", BIG, nullable=False),
        sa.Column("file_id", BIG, nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_remark_file_id_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_remark_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_remark_file_id"), "remark", ["file_id"], **_where("file_id IS NOT NULL"))
    op.create_table(
        "mark",
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.CheckConstraint("mark IN ('ada', 'kurang', 'periksa')", name=op.f("ck_mark_mark")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_mark_file_id_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mark_person_id_person")),
        sa.PrimaryKeyConstraint("file_id", "item", name=op.f("pk_mark")),
    )
    op.create_table(
        "field",
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_field_file_id_file")),
        sa.PrimaryKeyConstraint("file_id", "key", name=op.f("pk_field")),
    )
