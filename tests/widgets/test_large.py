"""A queue number that is read from across the hall."""

from __future__ import annotations

import pytest

from screens.widgets.large import LINES, large

SEVEN = """
██████████
        ██
      ██
    ██
  ██
  ██
  ██
""".strip("\n")


def test_it_is_seven_lines_high_and_as_wide_as_has_room() -> None:
    assert large("7", 12) == SEVEN
    for width in (70, 40):
        shown = (large("AB-012", width) or "").split("\n")
        assert len(shown) == LINES
        assert all(len(line) <= width for line in shown)


def test_where_it_has_no_room_it_is_not_large() -> None:
    assert large("A-012", 20) is None


@pytest.mark.parametrize("sign", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
def test_no_two_signs_look_alike(sign: str) -> None:
    others = {large(other, 20) for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" if other != sign}
    assert large(sign, 20) not in others
