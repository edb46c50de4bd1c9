"""Devices with a key of their own: told once, kept as a hash, renewed and taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loket.desk.errors import Invalid
from loket.desk.integrity import examine
from loket.desk.people import devices
from loket.desk.people.devices import Device, DeviceKind
from loket.flow.acts import Refused
from tests import places
from tests.desk.karimun import Karimun, open_karimun


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def kiosk(office: Karimun, name: str = "Kios pintu depan") -> devices.Given:
    return devices.give(office.desk, office.who("admin"), DeviceKind.KIOSK, name)


def known(office: Karimun, key: str) -> Device | None:
    with office.desk.store.read() as conn:
        return devices.known(conn, key)


def test_a_device_is_known_by_its_key_however_that_is_typed(office: Karimun) -> None:
    given = kiosk(office)
    assert re.fullmatch(r"(?:[2-9A-HJ-NP-Z]{5}-){4}[2-9A-HJ-NP-Z]{5}", given.key)
    for typed in (given.key, given.key.lower(), given.key.replace("-", " ")):
        found = known(office, typed)
        assert found is not None
        assert (found.id, found.kind) == (given.device, "kios")
    assert known(office, "") is None
    assert known(office, given.key[:-1]) is None


def test_nowhere_in_the_database_is_the_key_itself(office: Karimun) -> None:
    key = kiosk(office).key
    office.desk.store.close()
    kept = places.bytes_of(office.desk.store.place).upper()
    assert key.encode() not in kept
    assert key.replace("-", "").encode() not in kept


@pytest.mark.of_both
def test_a_new_key_ends_the_one_before_and_a_revoked_one_opens_nothing(office: Karimun) -> None:
    first, admin = kiosk(office), office.who("admin")
    second = devices.renew(office.desk, admin, first.device)
    assert known(office, first.key) is None
    assert known(office, second.key) is not None
    devices.revoke(office.desk, admin, first.device)
    assert known(office, second.key) is None
    with pytest.raises(Invalid):
        devices.revoke(office.desk, admin, first.device)
    third = devices.renew(office.desk, admin, first.device)
    assert known(office, third.key) is not None
    assert examine(office.desk).whole


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "KIOS pintu depan"])
def test_a_name_that_will_not_do_is_told(office: Karimun, name: str) -> None:
    kiosk(office)
    with pytest.raises(Invalid) as invalid:
        kiosk(office, name)
    assert list(invalid.value.faults) == ["name"]


def test_only_an_admin_gives_keys(office: Karimun) -> None:
    given, supervisor = kiosk(office), office.who("penyelia")
    for act in (
        lambda: devices.give(office.desk, supervisor, DeviceKind.BOARD, "Papan"),
        lambda: devices.renew(office.desk, supervisor, given.device),
        lambda: devices.revoke(office.desk, supervisor, given.device),
        lambda: devices.listed(office.desk, supervisor),
    ):
        with pytest.raises(Refused):
            act()


def test_a_device_that_there_is_not_is_told(office: Karimun) -> None:
    with pytest.raises(Invalid, match="isian"):
        devices.renew(office.desk, office.who("admin"), 7)
