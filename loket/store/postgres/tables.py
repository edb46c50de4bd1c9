"""What the tables need on a server beside what the metadata says: the words of the other engine that
statements use, and what keeps the journal append-only.
"""

from __future__ import annotations

from sqlalchemy import Connection

# Statements are written once, in words that both engines have; what SQLite has and a server has not stands
# here, as far as they use it.
_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION json_path(text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT string_to_array(btrim(regexp_replace($1, '[].$[]+', '.', 'g'), '.'), '.') $$""",
    """CREATE OR REPLACE FUNCTION json_each(text, OUT key text, OUT value text) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE AS $$
    SELECT (place - 1)::text, item FROM jsonb_array_elements_text(
        CASE jsonb_typeof($1::jsonb) WHEN 'array' THEN $1::jsonb ELSE '[]' END) WITH ORDINALITY e(item, place)
    UNION ALL SELECT name, item FROM jsonb_each_text(
        CASE jsonb_typeof($1::jsonb) WHEN 'object' THEN $1::jsonb ELSE '{}' END) e(name, item) $$""",
    """CREATE OR REPLACE FUNCTION json_each(text, text, OUT key text, OUT value text) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE AS $$
    SELECT key, value FROM json_each(($1::jsonb #> json_path($2))::text) $$""",
    """CREATE OR REPLACE FUNCTION json_extract(text, text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT $1::jsonb #>> json_path($2) $$""",
    """CREATE OR REPLACE FUNCTION instr(text, text) RETURNS integer
    LANGUAGE sql IMMUTABLE AS $$ SELECT strpos($1, $2) $$""",
    """CREATE OR REPLACE FUNCTION strftime(text, text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT extract(epoch FROM $2::date)::bigint::text $$""",
    """CREATE OR REPLACE FUNCTION json_with(jsonb, text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE AS $$ SELECT $1 || to_jsonb($2) $$""",
    "CREATE OR REPLACE AGGREGATE json_group_array(text) (SFUNC = json_with, STYPE = jsonb, INITCOND = '[]')",
    # the order in which versions of a document came
    "ALTER TABLE document ADD COLUMN IF NOT EXISTS rowid bigint GENERATED ALWAYS AS IDENTITY",
)
_REFUSE = """CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"""
_TELL = """CREATE OR REPLACE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('loket', ''); RETURN NULL; END $$"""
_JOURNAL = "the journal is append-only"
_VALUE = "what was typed is kept, or erased whole"
_DOCUMENT = "a version of a document stays as it is"
_ERASES = """NEW.text IS NULL AND NEW.salt IS NULL AND NEW.id = OLD.id AND NEW.kind = OLD.kind
    AND NEW.owner = OLD.owner AND NEW.key = OLD.key AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id
    AND NEW.at = OLD.at"""
_EACH = "FOR EACH {} EXECUTE FUNCTION refuse('{}')"
_TRIGGERS = {
    ("journal", "journal_no_update"): "BEFORE UPDATE OR DELETE ON journal " + _EACH.format("ROW", _JOURNAL),
    ("value", "value_no_update"): (
        f"BEFORE UPDATE ON value FOR EACH ROW WHEN (NOT ({_ERASES})) EXECUTE FUNCTION refuse('{_VALUE}')"
    ),
    ("value", "value_no_delete"): "BEFORE DELETE ON value " + _EACH.format("ROW", _VALUE),
    ("document", "document_no_update"): (
        "BEFORE UPDATE OR DELETE ON document " + _EACH.format("ROW", _DOCUMENT)
    ),
    **{
        (table, f"{table}_no_truncate"): f"BEFORE TRUNCATE ON {table} " + _EACH.format("STATEMENT", why)
        for table, why in (("journal", _JOURNAL), ("value", _VALUE), ("document", _DOCUMENT))
    },
    ("journal_head", "journal_head_tells"): (
        "AFTER UPDATE ON journal_head FOR EACH STATEMENT EXECUTE FUNCTION tell()"
    ),
}


def complete(conn: Connection) -> None:
    """Put in place what the metadata cannot say, whatever was there before."""
    for function in (*_FUNCTIONS, _REFUSE, _TELL):
        conn.exec_driver_sql(function.replace("%", "%%"))
    for (table, name), body in _TRIGGERS.items():
        conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        conn.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
