"""Other accounts of this computer, as bare numbers: none is written down anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
SEVERAL_ACCOUNTS = pytest.mark.skipif(not ROOT, reason="only root has two accounts at hand")


def as_somebody(person: int, group: int, work: Callable[[], object]) -> int:
    """Do it in a process of that account, a member of `group` whose own group is another; how it ended.

    What it imports has to be imported already: that account may not read the program.
    """
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ended = 1
    try:
        os.setgroups([group])
        os.setgid(person)
        os.setuid(person)
        work()
        ended = 0
    finally:
        os._exit(ended)
