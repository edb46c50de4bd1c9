"""Signing in, and keeping the people of the office."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import Parameters, Type

from loket import people as passwords
from loket.desk.authority import Who
from loket.desk.errors import Invalid
from loket.desk.people import staff
from loket.flow.acts import Refused
from loket.store import people
from tests.desk.karimun import PASSWORD, Karimun, nip, open_karimun


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def test_nip_and_password_bring_a_person_in_however_the_nip_is_spaced(office: Karimun) -> None:
    person = staff.sign_in(office.desk, "19900101 201501 1 001", PASSWORD)
    assert (person.id, person.name, person.roles) == (office.ids["fo2"], "Sari Contoh", ("fo2",))


def test_nobody_learns_which_of_the_two_was_wrong(office: Karimun) -> None:
    said = set()
    for number, password in ((office.nip("fo2"), "salah-sekali"), (nip(99), PASSWORD), ("", "")):
        with pytest.raises(staff.SignInFailed) as failed:
            staff.sign_in(office.desk, number, password)
        said.add(str(failed.value))
    assert len(said) == 1


def test_who_may_no_longer_sign_in_is_told_the_same(office: Karimun) -> None:
    staff.change(office.desk, None, office.ids["bo"], active=False)
    with pytest.raises(staff.SignInFailed):
        staff.sign_in(office.desk, office.nip("bo"), PASSWORD)


def test_an_unknown_nip_costs_a_check_too(office: Karimun, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []

    def verify(stored: str | None, _: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr("loket.desk.people.passwords.verify_password", verify)
    with pytest.raises(staff.SignInFailed):
        staff.sign_in(office.desk, nip(99), PASSWORD)
    assert checked == [None]


def test_a_hash_of_former_times_is_renewed_at_sign_in(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = Parameters(Type.ID, 19, 16, 32, 2, 16, 1)
    monkeypatch.setattr(passwords, "parameters", lambda: stronger)
    for _ in range(2):
        staff.sign_in(office.desk, office.nip("fo2"), PASSWORD)
        with office.desk.store.read() as conn:
            assert "m=16,t=2" in people.password_hash(conn, office.ids["fo2"])
    kinds = [entry.kind for entry in office.journal("person", office.ids["fo2"])]
    assert kinds.count("password_set") == 1


def test_each_role_lands_on_its_own_screen(office: Karimun) -> None:
    def home(role: str) -> str:
        return staff.home(office.desk, staff.sign_in(office.desk, office.nip(role), PASSWORD))

    assert [home(r) for r in ("fo2", "bo", "kadis", "fo4", "fo5", "penyelia", "admin")] == [
        "intake", "backoffice", "verification", "issuance", "survey", "supervisor", "admin",
    ]  # fmt: skip


def test_several_roles_give_several_screens_and_counters(office: Karimun) -> None:
    staff.change(office.desk, None, office.ids["fo5"], roles=["fo5", "fo2", "kasi", "kabid"])
    person = staff.sign_in(office.desk, office.nip("fo5"), PASSWORD)
    assert staff.homes(office.desk, person) == ("intake", "verification", "survey")
    assert [c.id for c in staff.counters(office.desk, person)] == ["2", "5"]


def test_a_person_without_a_role_of_this_office_has_no_screen(office: Karimun) -> None:
    with pytest.raises(Refused):
        staff.home(office.desk, staff.Person(1, nip(1), "Sari Contoh", ()))


def test_only_who_may_administer_keeps_the_staff(office: Karimun) -> None:
    def add(role: str) -> int:
        return staff.add(
            office.desk,
            office.who(role),
            nip=nip(50),
            name="Baru Contoh",
            password=PASSWORD,
            roles=["bo"],
        )

    for role in ("fo2", "penyelia", "kadis"):
        with pytest.raises(Refused):
            add(role)
        with pytest.raises(Refused):
            staff.change(office.desk, office.who(role), office.ids[role], roles=["admin"])
        with pytest.raises(Refused):
            staff.set_password(office.desk, office.who(role), office.ids["admin"], "kata-sandi-lain")
        with pytest.raises(Refused):
            staff.staff(office.desk, office.who(role))
    added = add("admin")
    (entry,) = office.journal("person", added)
    assert (entry.kind, entry.person_id, entry.role) == ("added", office.ids["admin"], "admin")


def test_everything_wrong_with_a_new_person_is_said_at_once(office: Karimun) -> None:
    with pytest.raises(Invalid) as invalid:
        staff.add(office.desk, None, nip="123", name=" \x1b ", password=PASSWORD, roles=["kasir"])
    assert set(invalid.value.faults) == {"nip", "name", "roles"}
    assert "kasir" in invalid.value.faults["roles"]


def test_a_nip_belongs_to_one_person(office: Karimun) -> None:
    with pytest.raises(Invalid) as invalid:
        staff.add(
            office.desk, None, nip=office.nip("bo"), name="Baru Contoh", password=PASSWORD, roles=["bo"]
        )
    assert "nip" in invalid.value.faults
    with pytest.raises(Invalid):
        staff.change(office.desk, None, office.ids["fo2"], nip=office.nip("bo"))


def test_the_office_always_keeps_an_admin_who_may_sign_in(office: Karimun) -> None:
    admin = office.ids["admin"]
    for change in ({"active": False}, {"roles": ["bo"]}):
        with pytest.raises(Invalid):
            staff.change(office.desk, office.who("admin"), admin, **change)
    assert staff.sign_in(office.desk, office.nip("admin"), PASSWORD).roles == ("admin",)


def test_a_role_taken_away_counts_at_once(office: Karimun) -> None:
    second = staff.add(
        office.desk, None, nip=nip(50), name="Kedua Contoh", password=PASSWORD, roles=["admin"]
    )
    staff.change(office.desk, Who(second), office.ids["admin"], roles=["bo"])
    with pytest.raises(Refused):
        staff.staff(office.desk, office.who("admin"))


def test_a_new_password_replaces_the_old_one(office: Karimun) -> None:
    staff.set_password(office.desk, office.who("admin"), office.ids["fo2"], "kata-sandi-baru")
    with pytest.raises(staff.SignInFailed):
        staff.sign_in(office.desk, office.nip("fo2"), PASSWORD)
    staff.sign_in(office.desk, office.nip("fo2"), "kata-sandi-baru")
    with pytest.raises(Invalid):
        staff.set_password(office.desk, None, office.ids["fo2"], office.nip("fo2"))


def test_ones_own_password_needs_the_old_one(office: Karimun) -> None:
    who = office.who("fo2")
    with pytest.raises(staff.SignInFailed):
        staff.set_own_password(office.desk, who, "bukan-itu", "kata-sandi-baru")
    staff.set_own_password(office.desk, who, PASSWORD, "kata-sandi-baru")
    staff.sign_in(office.desk, office.nip("fo2"), "kata-sandi-baru")


def test_who_may_no_longer_sign_in_changes_no_password(office: Karimun) -> None:
    who = office.who("fo2")
    staff.change(office.desk, None, who.person, active=False)
    with pytest.raises(Refused):
        staff.set_own_password(office.desk, who, PASSWORD, "kata-sandi-baru")


def test_the_journal_of_the_staff_holds_no_name_nip_or_password(office: Karimun) -> None:
    staff.change(office.desk, None, office.ids["fo2"], name="Rahasia Contoh", nip=nip(60))
    staff.set_password(office.desk, None, office.ids["fo2"], "kata-sandi-baru")
    told = repr([entry.data for entry in office.journal("person", office.ids["fo2"])])
    assert not any(word in told for word in ("Contoh", nip(60), nip(1), "sandi"))
