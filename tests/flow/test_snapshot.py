"""The snapshot of a file: what it tells, and by which fold it was taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from loket.flow.acts import BrokenHistory, Event, from_data
from loket.flow.fold import looks_back, replay, then
from loket.flow.snapshot import FOLD, Snapshot, read, taken
from loket.flow.state import FileState
from loket.sop import parse_procedure
from loket.sop.model import Procedure

HISTORIES = Path(__file__).parent / "histories"
MEANT = {7: "54c8183692e3cc8f38d38f424fd3d58400e5399eb96cea4c9fadefa0b1bfc6ae"}
"""What the fold makes of `HISTORIES`, by its number."""


@cache
def histories() -> Mapping[str, tuple[Procedure, tuple[Event, ...]]]:
    """Files that have gone nearly every way there is, each with its SOP as it was then."""
    found: dict[str, list[Event]] = {}
    for line in (HISTORIES / "events.jsonl").read_text("utf-8").splitlines():
        name, seq, at, recorded, kind, data, *by = json.loads(line)
        found.setdefault(name, []).append(Event(seq, at, recorded, from_data(kind, data), *by))
    sops = {path.stem: parse_procedure(path.read_text("utf-8")) for path in HISTORIES.glob("*.toml")}
    return {name: (sops[name.partition("/")[0]], tuple(events)) for name, events in found.items()}


def test_where_the_fold_means_something_else_it_has_another_number() -> None:
    """Else snapshots by the fold before would be believed: raise `FOLD`, and keep here what it means now."""
    told = [
        taken(replay(procedure, events[:upto])).text
        for procedure, events in histories().values()
        for upto in range(1, len(events) + 1)
    ]
    assert {FOLD: hashlib.sha256("\n\n".join(told).encode()).hexdigest()} == MEANT


@pytest.mark.parametrize("name", sorted(histories()))
def test_what_was_written_is_read_and_goes_on_as_the_journal_does(name: str) -> None:
    procedure, events = histories()[name]
    kept: Snapshot | None = None
    for upto, event in enumerate(events, 1):
        state = kept.state if kept is not None else FileState()
        after = replay(procedure, events[:upto])
        assert looks_back(event.act) or then(procedure, state, event) == after
        kept = taken(after, kept)
        assert kept.text == taken(after).text
        kept = read(kept.text)
        assert kept.state == after


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"seq":1}', '"x"', "\n", "{}\n[1]", '{"events":[[1]],"strands":[]}', "[[]]"],
)
def test_what_is_no_snapshot_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(BrokenHistory):
        read(text)
