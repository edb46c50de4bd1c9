"""The office that a command works on: the option that says where its data lie, and its open desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from loket.cli.data import DATA_VARIABLE, data_place
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.location import Location, Server


def data_option(told: str) -> Any:
    """The option `--data`; `told` is what a command's help says of it."""
    return typer.Option("--data", metavar="LETAK", envvar=DATA_VARIABLE, help=told)


Data = Annotated[str | None, data_option("letak data kantor")]


@contextmanager
def opened(
    data: str | Location | None,
    *,
    office: str | None = None,
    settle: bool = True,
    broken: bool = False,
    left: bool = False,
) -> Iterator[Desk]:
    """The office at `data` (`data_place`), open as by `open_desk`, and closed again. Raises as that."""
    place = data if isinstance(data, Server) else data_place(data)
    desk = open_desk(place, office=office, settle=settle, broken=broken, left=left)
    try:
        yield desk
    finally:
        desk.store.close()
