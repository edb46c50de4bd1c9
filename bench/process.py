"""What a running process costs, as Linux accounts for it."""

from __future__ import annotations

from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time that all threads of the process have used."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def private_mib(pid: int) -> float:
    """Memory that the process alone holds (USS), in MiB."""
    kib = 0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name in ("Private_Clean", "Private_Dirty"):
            kib += int(rest.split()[0])
    return kib / 1024
