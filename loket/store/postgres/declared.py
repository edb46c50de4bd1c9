"""What the tables of a server say, beside what this program would make there."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlmodel import SQLModel

from loket.store import schema

Parts = dict[tuple[str, str], str]
"""What each says, by its sort and name."""
_SCRATCH = "loket_sementara"
_WHERE = "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
_SAY = {
    "table": f"""SELECT t.relname, string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity), ', ' ORDER BY a.attname)
        FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE t.relkind = 'r' AND t.relnamespace = {_WHERE} GROUP BY t.relname""",
    "rule": f"""SELECT t.relname || '.' || c.conname, pg_get_constraintdef(c.oid) || ' ' || c.convalidated
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE c.connamespace = {_WHERE} AND c.contype <> 'n'""",
    "index": f"""SELECT i.relname, pg_get_indexdef(i.oid) || ' ' || x.indisvalid FROM pg_class i
        JOIN pg_index x ON x.indexrelid = i.oid WHERE i.relnamespace = {_WHERE}""",
    "trigger": f"""SELECT g.tgname, pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text FROM pg_trigger g
        JOIN pg_class t ON t.oid = g.tgrelid WHERE t.relnamespace = {_WHERE} AND NOT g.tgisinternal""",
    "function": f"""SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p
        WHERE p.pronamespace = {_WHERE} AND p.prokind = 'f'""",
}


def differing(conn: Connection) -> tuple[tuple[str, str], ...]:
    """What says something else than this program's, or is in one of them alone, by its sort and name."""
    here, right = _parts(conn), _declared(conn)
    return tuple(sorted(key for key in here.keys() | right.keys() if here.get(key) != right.get(key)))


def dangling(conn: Connection) -> tuple[str, ...]:
    """The tables with rows that refer to a row that is not there: of a server that was told not to look."""
    found = dict[str, None]()
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            column, there = key.parent.name, key.column
            missing = conn.exec_driver_sql(
                f"SELECT 1 FROM {table.name} r WHERE r.{column} IS NOT NULL AND NOT EXISTS"
                f" (SELECT 1 FROM {there.table.name} t WHERE t.{there.name} = r.{column}) LIMIT 1"
            )
            if missing.first() is not None:
                found[table.name] = None
    return tuple(found)


def _parts(conn: Connection) -> Parts:
    own = f"{conn.exec_driver_sql('SELECT current_schema()').scalar()}."
    return {
        (sort, name.replace(own, "")): says.replace(own, "")
        for sort, query in _SAY.items()
        for name, says in conn.exec_driver_sql(query.replace("%", "%%"))
    }


def _declared(conn: Connection) -> Parts:
    """What this program makes: made under another name, looked at, and taken back."""
    with conn.engine.connect() as other:
        other.exec_driver_sql("BEGIN READ WRITE")
        try:
            other.exec_driver_sql(f"CREATE SCHEMA {_SCRATCH}")
            other.exec_driver_sql(f"SET LOCAL search_path = {_SCRATCH}")
            schema.create(other)
            return _parts(other)
        finally:
            other.exec_driver_sql("ROLLBACK")
