"""Files that come with the program are found, or named when they are missing."""

import pytest

from loket.resources import resource
from tests.installed import ROOT


def test_a_checkout_uses_its_own_data() -> None:
    assert resource("data", "sop") == ROOT / "data" / "sop"


def test_a_missing_file_is_named_in_full() -> None:
    with pytest.raises(FileNotFoundError, match=r"data/sop/tidak-ada\.toml"):
        resource("data", "sop", "tidak-ada.toml")
