"""What a step demands beyond its kind, as the SOP says: requirements, data, who received the permit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loket.desk.case import entries
from loket.desk.errors import Changed, NotReady
from tests.desk.kantor import Kantor

Offices = Callable[[str], Kantor]


def test_in_mempawah_the_technical_team_checks_the_requirements_and_writes_the_data(kantor: Offices) -> None:
    office = kantor("mempawah")
    file = office.register().file
    office.do(file, "fo", "lewati")
    office.take(file, "tim_teknis")
    with pytest.raises(NotReady) as refused:
        office.choose(file, "tim_teknis", "lengkap")
    assert "NIB" in refused.value.unchecked
    office.tick(file, "tim_teknis")
    with pytest.raises(NotReady) as refused:
        office.choose(file, "tim_teknis", "lengkap")
    assert "Kode KBLI" in refused.value.empty
    office.fill(file, "tim_teknis")
    office.choose(file, "tim_teknis", "lengkap")
    office.take(file, "jf")
    with pytest.raises(Changed):
        entries.set_mark(office.desk, office.who("jf"), file, "nib", "kurang")
