"""JSON in the one form that is stored and hashed."""

from __future__ import annotations

import json
from typing import Any

_FORM = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


def canonical(data: Any) -> str:
    """Keys sorted, no spaces, text as it is."""
    return _FORM.encode(data)
