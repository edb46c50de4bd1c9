"""The triggers that keep the journal append-only."""

from __future__ import annotations

from sqlalchemy import Connection

_REFUSE = "RAISE(ABORT, 'the journal is append-only')"
# INSERT OR REPLACE deletes without asking delete triggers; the third one asks before.
_TRIGGERS = {
    "journal_no_update": f"BEFORE UPDATE ON journal BEGIN SELECT {_REFUSE}; END",
    "journal_no_delete": f"BEFORE DELETE ON journal BEGIN SELECT {_REFUSE}; END",
    "journal_no_replace": (
        "BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id"
        " OR (subject = NEW.subject AND subject_id = NEW.subject_id AND seq = NEW.seq))"
        f" BEGIN SELECT {_REFUSE}; END"
    ),
}


def create_triggers(conn: Connection) -> None:
    """Put the triggers in place, whatever was there before."""
    for name, body in _TRIGGERS.items():
        conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        conn.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
