"""Make the database of a release that is to be kept: once, by the program that is released."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from loket.desk.queue import calling
from loket.flow.queue.acts import Outcome
from tests.screens.house import build


def main(target: Path) -> None:
    """Fill an office and keep its database, compressed."""
    with TemporaryDirectory() as folder:
        house = build(Path(folder) / "loket.db")
        sari = house.who("fo2", "2")
        for errand in ("daftar", "ambil", "daftar"):
            calling.issue_ticket(house.desk, sari, errand=errand)
        number = calling.call_next(house.desk, sari)
        assert number is not None
        calling.present(house.desk, sari, number.id)
        calling.finish(house.desk, sari, number.id, Outcome.ASKED)
        house.give_back(house.register("Tono Contoh"), "ktp", reason="buram")
        house.complete(house.register("Umar Contoh", company="CV Contoh Maju"))
        house.finish(house.complete(house.register()))
        house.desk.store.copy(Path(folder) / "kept.db")
        house.desk.store.close()
        target.write_bytes(gzip.compress((Path(folder) / "kept.db").read_bytes(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
