"""Who may direct others' files: a reminder and a remark are refused to whoever does not supervise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.case.directing import remark, remind
from loket.desk.case.record import Ref
from loket.desk.office import Desk
from loket.flow.acts import Refused, Why
from tests.desk.own_office import Own, open_own
from tests.desk.test_in_hand import STEPS

Direct = Callable[[Desk, Who, Ref, str], Ref]


@pytest.fixture
def meja(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, STEPS)
    yield office
    office.desk.store.close()


@pytest.mark.parametrize("direct", [remind, remark])
def test_who_does_not_supervise_directs_nobody_s_file(meja: Own, direct: Direct) -> None:
    file = meja.come().file
    before = meja.state(file)
    with pytest.raises(Refused) as refused:
        direct(meja.desk, meja.who("tim"), meja.ref(file), "Segera.")
    assert refused.value.why is Why.NOT_ALLOWED
    assert meja.state(file) == before
