from __future__ import annotations

from pathlib import Path

import pytest

from loket.location import Server, located, written


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://loket@db.kantor/loket", "postgresql://loket@db.kantor/loket"),
        ("postgresql://db.kantor:5432/loket", "postgresql://db.kantor:5432/loket"),
        ("postgres://loket:rahasia@db.kantor/loket", "postgres://loket:…@db.kantor/loket"),
        ("postgresql+psycopg://loket:ra:ha/s@ia@db:1/l", "postgresql+psycopg://loket:…@db:1/l"),
        (
            "postgresql://db/l?user=a&password=ra@hasia&sslmode=require",
            "postgresql://db/l?user=a&password=…&sslmode=require",
        ),
    ],
)
def test_a_servers_address_is_shown_without_its_password(url: str, shown: str) -> None:
    place = located(url)
    assert isinstance(place, Server)
    assert (str(place), repr(place), written(place)) == (shown, shown, url)


def test_anything_else_is_a_path() -> None:
    assert located("/srv/loket.db") == Path("/srv/loket.db")
