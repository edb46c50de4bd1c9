"""The triggers that keep the journal append-only, what people typed as they typed it, and documents."""

from __future__ import annotations

from sqlalchemy import Connection

_REFUSE = "RAISE(ABORT, 'the journal is append-only')"
_REFUSE_VALUE = "RAISE(ABORT, 'what was typed is kept, or erased whole')"
_REFUSE_DOCUMENT = "RAISE(ABORT, 'a version of a document stays as it is')"
# INSERT OR REPLACE deletes without asking delete triggers; the third one asks before.
_TRIGGERS = {
    "journal_no_update": f"BEFORE UPDATE ON journal BEGIN SELECT {_REFUSE}; END",
    "journal_no_delete": f"BEFORE DELETE ON journal BEGIN SELECT {_REFUSE}; END",
    "journal_no_replace": (
        "BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id"
        " OR (subject = NEW.subject AND subject_id = NEW.subject_id AND seq = NEW.seq))"
        f" BEGIN SELECT {_REFUSE}; END"
    ),
    "value_no_update": (
        "BEFORE UPDATE ON value WHEN NOT (NEW.text IS NULL AND NEW.salt IS NULL AND NEW.id = OLD.id"
        " AND NEW.kind = OLD.kind AND NEW.owner = OLD.owner AND NEW.key = OLD.key"
        f" AND NEW.person_id IS OLD.person_id AND NEW.at = OLD.at) BEGIN SELECT {_REFUSE_VALUE}; END"
    ),
    "value_no_delete": f"BEFORE DELETE ON value BEGIN SELECT {_REFUSE_VALUE}; END",
    "value_no_replace": (
        "BEFORE INSERT ON value WHEN EXISTS (SELECT 1 FROM value WHERE id = NEW.id)"
        f" BEGIN SELECT {_REFUSE_VALUE}; END"
    ),
    "document_no_update": f"BEFORE UPDATE ON document BEGIN SELECT {_REFUSE_DOCUMENT}; END",
    "document_no_delete": f"BEFORE DELETE ON document BEGIN SELECT {_REFUSE_DOCUMENT}; END",
    "document_no_replace": (
        "BEFORE INSERT ON document WHEN EXISTS (SELECT 1 FROM document WHERE sha = NEW.sha)"
        f" BEGIN SELECT {_REFUSE_DOCUMENT}; END"
    ),
}


def create_triggers(conn: Connection) -> None:
    """Put the triggers in place, whatever was there before."""
    for name, body in _TRIGGERS.items():
        conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        conn.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
