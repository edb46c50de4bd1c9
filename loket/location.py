"""Where an office's data lie: in a file of this computer, or in a database of a PostgreSQL server.

What is kept beside them (scans, log, where the journal ended) lies in a folder of this computer either way.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

BESIDE_VARIABLE = "LOKET_BERKAS"
"""Names the folder for what lies beside a database that a server has; several hosts may share it."""
_SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")
_PASSWORD = re.compile(r"(?P<before>://[^:/?#@]*:).*(?=@)|(?P<named>password=)[^&]*")
"""Also one in which stands what should be written otherwise: rather too much is hidden than too little."""


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """An office in a database of a PostgreSQL server, by its URL; as words it is without the password.

    `schema`: the name under which its tables stand there together.
    """

    url: str
    schema: str = "loket"

    def __str__(self) -> str:
        """The URL as it may be shown."""
        return _PASSWORD.sub(lambda found: f"{found['before'] or found['named']}…", self.url)

    __repr__ = __str__

    @property
    def words(self) -> str:
        """The URL as the driver takes it."""
        return self.url.replace("+psycopg", "", 1)

    @property
    def name(self) -> str:
        """What its files are called on this computer."""
        return re.sub(r"\W+", "-", urlsplit(self.url).path).strip("-") or "loket"


Location = Path | Server


def located(typed: str) -> Location:
    """What a path, or a server's URL, names."""
    scheme, given, _ = typed.partition("://")
    return Server(typed) if given and scheme in _SCHEMES else Path(typed)


def written(location: Location) -> str:
    """As another program of this office takes it, the password with it."""
    return location.url if isinstance(location, Server) else str(location)


def beside(location: Location) -> Path:
    """The path by whose folder and name all is called that lies beside the data."""
    if isinstance(location, Path):
        return location.absolute()
    folder = os.environ.get(BESIDE_VARIABLE)
    if folder:
        return Path(folder).expanduser().absolute() / location.name
    return own_folder() / location.name


def own_folder() -> Path:
    """Where whoever uses this computer has their data."""
    from platformdirs import user_data_path  # who says where the data lie paints sooner without it

    return user_data_path("loket", appauthor=False)
