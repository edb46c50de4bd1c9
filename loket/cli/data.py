"""Where the office's database lies."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "LOKET_DATA"


DATABASE = "loket.db"


def data_path(given: str | Path | None = None) -> Path:
    """Where the office's database lies: as given, else by LOKET_DATA, else in the user's own data folder.

    A folder means the database in it.
    """
    path = given or os.environ.get(DATA_VARIABLE)
    if not path:
        from platformdirs import user_data_path  # who says where the data lie paints sooner without it

        return user_data_path("loket", appauthor=False) / DATABASE
    path = Path(path).expanduser()
    return path / DATABASE if path.is_dir() else path
