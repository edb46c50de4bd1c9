"""How many examples a property is tried on: what `make test` has time for, and many more in `make soak`."""

from __future__ import annotations

from hypothesis import settings

MORE = 120


def tries(usual: int) -> int:
    """The number of examples under the profile that is loaded."""
    return usual * MORE if settings.get_current_profile_name() == "soak" else usual
