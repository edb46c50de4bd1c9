"""How long the computer has been running: a clock that nobody sets, and that only runs on."""

from __future__ import annotations

import time


def running_clock() -> int:
    """What has passed since the computer was started (ms), on Linux with the time it slept."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if boot is None else time.clock_gettime_ns(boot)) // 1_000_000
