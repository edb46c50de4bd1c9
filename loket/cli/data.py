"""Where the office's database lies."""

from __future__ import annotations

import os
from pathlib import Path

from loket.cli.failed import Failed

DATA_VARIABLE = "LOKET_DATA"
DATABASE = "loket.db"


def data_path(given: str | Path | None = None) -> Path:
    """Where the office's database lies: as given, else by LOKET_DATA, else in the user's own data folder.

    A folder means the database in it; one that cannot be read is told of when it is opened. Raises Failed for
    the folder of an account that the computer does not know.
    """
    path = given or os.environ.get(DATA_VARIABLE)
    if not path:
        from platformdirs import user_data_path  # who says where the data lie paints sooner without it

        return user_data_path("loket", appauthor=False) / DATABASE
    try:
        path = Path(path).expanduser()
    except RuntimeError:
        raise Failed(f"Akun pada letak data “{path}” tidak dikenal; tulis letaknya dari /.") from None
    return path / DATABASE if os.path.isdir(path) else path
