"""What a command lists: a line for each thing, or with --json the same for another program."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import Field, asdict
from typing import Annotated, Any, ClassVar, Protocol, TypeVar

import typer


class HasFields(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Value = TypeVar("Value", bound=HasFields)
Json = Annotated[bool, typer.Option("--json", help="sebagai JSON, untuk dibaca program lain")]


def tell(found: Sequence[Value], line: Callable[[Value], str], empty: str, *, as_json: bool) -> None:
    """Print these values, or that there are none.

    In JSON each is an object with the value's own fields; instants are ms UTC, dates ISO.
    """
    if as_json:
        print(as_text([asdict(each) for each in found]))
    else:
        print("\n".join(map(line, found)) or empty)


def as_text(data: Any) -> str:
    """Anything that is told to another program, as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)
