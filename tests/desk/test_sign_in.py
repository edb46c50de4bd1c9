"""Signing in, coming back, changing one's own password: by what is true when it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import Parameters, Type

from loket.desk.errors import SignInFailed
from loket.desk.people import passwords, staff
from loket.desk.people.sign_in import Person, come_back, counters, home, homes, set_own_password, sign_in
from loket.flow.acts import Refused
from loket.people import verify_password
from loket.store import people
from tests.desk.editions import pretend
from tests.desk.karimun import PASSWORD, Karimun, nip, open_karimun

NEW = "kata-sandi-baru"


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def test_nip_and_password_bring_a_person_in_however_the_nip_is_spaced(office: Karimun) -> None:
    person = sign_in(office.desk, "19900101 201501 1 001", PASSWORD)
    assert (person.id, person.name, person.roles) == (office.ids["fo2"], "Sari Contoh", ("fo2",))


def test_nobody_learns_which_of_the_two_was_wrong(office: Karimun) -> None:
    said = set()
    for number, password in ((office.nip("fo2"), "salah-sekali"), (nip(99), PASSWORD), ("", "")):
        with pytest.raises(SignInFailed) as failed:
            sign_in(office.desk, number, password)
        said.add(str(failed.value))
    assert len(said) == 1


def test_who_may_no_longer_sign_in_is_told_the_same(office: Karimun) -> None:
    staff.change(office.desk, None, office.ids["bo"], active=False)
    with pytest.raises(SignInFailed):
        sign_in(office.desk, office.nip("bo"), PASSWORD)


def test_an_unknown_nip_costs_a_check_too(office: Karimun, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []

    def verify(stored: str | None, _: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr("loket.desk.people.passwords.verify_password", verify)
    with pytest.raises(SignInFailed):
        sign_in(office.desk, nip(99), PASSWORD)
    assert checked == [None]


def test_a_hash_of_former_times_is_renewed_at_sign_in(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = Parameters(Type.ID, 19, 16, 32, 2, 16, 1)
    monkeypatch.setattr("loket.people.parameters", lambda: stronger)
    for _ in range(2):
        sign_in(office.desk, office.nip("fo2"), PASSWORD)
        with office.desk.store.read() as conn:
            assert "m=16,t=2" in people.password_hash(conn, office.ids["fo2"])
    kinds = [entry.kind for entry in office.journal("person", office.ids["fo2"])]
    assert kinds.count("password_set") == 1


def test_who_was_given_a_password_is_known_to_need_one_of_their_own(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def given(password: str) -> bool:
        return sign_in(office.desk, office.nip("bo"), password).given

    assert not given(PASSWORD)  # nobody who is known thought of it
    staff.set_password(office.desk, office.who("admin"), office.ids["bo"], "dari-admin-1")
    assert given("dari-admin-1")
    monkeypatch.setattr("loket.people.parameters", lambda: Parameters(Type.ID, 19, 16, 32, 2, 16, 1))
    assert given("dari-admin-1")
    assert given("dari-admin-1")  # kept as a stronger hash it is the same password
    set_own_password(office.desk, office.who("bo"), "dari-admin-1", "hanya-saya-1")
    assert not given("hanya-saya-1")


def test_each_role_lands_on_its_own_screen(office: Karimun) -> None:
    def first(role: str) -> str:
        return home(office.desk, sign_in(office.desk, office.nip(role), PASSWORD))

    assert [first(r) for r in ("fo2", "bo", "kadis", "fo4", "fo5", "penyelia", "admin")] == [
        "intake", "backoffice", "verification", "issuance", "survey", "supervisor", "admin",
    ]  # fmt: skip


def test_several_roles_give_several_screens_and_counters(office: Karimun) -> None:
    staff.change(office.desk, None, office.ids["fo5"], roles=["fo5", "fo2", "kasi", "kabid"])
    person = sign_in(office.desk, office.nip("fo5"), PASSWORD)
    assert homes(office.desk, person) == ("intake", "verification", "survey")
    assert [c.id for c in counters(office.desk, person)] == ["2", "5"]


def test_a_person_without_a_role_of_this_office_has_no_screen(office: Karimun) -> None:
    with pytest.raises(Refused):
        home(office.desk, Person(1, nip(1), "Sari Contoh", ()))


def test_ones_own_password_needs_the_old_one(office: Karimun) -> None:
    who = office.who("fo2")
    with pytest.raises(SignInFailed):
        set_own_password(office.desk, who, "bukan-itu", "kata-sandi-baru")
    set_own_password(office.desk, who, PASSWORD, "kata-sandi-baru")
    sign_in(office.desk, office.nip("fo2"), "kata-sandi-baru")


def test_who_may_no_longer_sign_in_changes_no_password(office: Karimun) -> None:
    who = office.who("fo2")
    staff.change(office.desk, None, who.person, active=False)
    with pytest.raises(Refused):
        set_own_password(office.desk, who, PASSWORD, "kata-sandi-baru")


Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let something happen, once, just after a password was looked at."""

    def happens(what: Callable[[], object]) -> None:
        def verify(stored: str | None, password: str) -> bool:
            right = verify_password(stored, password)
            monkeypatch.setattr(passwords, "verify_password", verify_password)
            what()
            return right

        monkeypatch.setattr(passwords, "verify_password", verify)

    return happens


def journaled(office: Karimun, role: str) -> list[str]:
    return [entry.kind for entry in office.journal("person", office.ids[role])]


def give_new(office: Karimun) -> None:
    """The admin gives the back office another password."""
    staff.set_password(office.desk, office.who("admin"), office.ids["bo"], NEW)


@pytest.mark.parametrize("former", [True, False], ids=["a hash to renew", "a hash of today"])
def test_a_password_given_meanwhile_is_the_one_that_holds(
    office: Karimun, meanwhile: Meanwhile, monkeypatch: pytest.MonkeyPatch, former: bool
) -> None:
    monkeypatch.setattr(passwords, "needs_rehash", lambda _: former)
    meanwhile(lambda: give_new(office))
    with pytest.raises(SignInFailed):
        sign_in(office.desk, office.nip("bo"), PASSWORD)
    assert "signed_in" not in journaled(office, "bo")
    sign_in(office.desk, office.nip("bo"), NEW)


def test_who_changes_their_own_password_does_not_undo_one_given_meanwhile(
    office: Karimun, meanwhile: Meanwhile
) -> None:
    meanwhile(lambda: give_new(office))
    with pytest.raises(SignInFailed):
        set_own_password(office.desk, office.who("bo"), PASSWORD, "kata-sandi-ketiga")
    sign_in(office.desk, office.nip("bo"), NEW)


def test_a_covered_screen_does_not_open_for_a_password_replaced_meanwhile(
    office: Karimun, meanwhile: Meanwhile
) -> None:
    meanwhile(lambda: give_new(office))
    with pytest.raises(SignInFailed):
        come_back(office.desk, office.who("bo"), PASSWORD)


def test_who_is_stopped_meanwhile_is_not_let_in(office: Karimun, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: staff.change(office.desk, office.who("admin"), office.ids["bo"], active=False))
    with pytest.raises(SignInFailed):
        sign_in(office.desk, office.nip("bo"), PASSWORD)
    assert journaled(office, "bo")[-1] == "deactivated"


def test_roles_given_meanwhile_are_the_ones_signed_in_with(office: Karimun, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: staff.change(office.desk, office.who("admin"), office.ids["bo"], roles=["kasi"]))
    assert sign_in(office.desk, office.nip("bo"), PASSWORD).roles == ("kasi",)


def test_a_sign_in_that_is_refused_for_want_of_a_screen_leaves_nothing(office: Karimun) -> None:
    with pytest.raises(SignInFailed):
        sign_in(office.desk, office.nip("bo"), "salah-sekali")
    whole = office.desk.office
    pretend(office.desk, replace(whole, roles={r: role for r, role in whole.roles.items() if r != "bo"}))
    for _ in range(2):
        with pytest.raises(SignInFailed, match="tidak ada lagi di kantor ini"):
            sign_in(office.desk, office.nip("bo"), PASSWORD)
    assert "signed_in" not in journaled(office, "bo")
    pretend(office.desk, whole)
    (told,) = sign_in(office.desk, office.nip("bo"), PASSWORD).warned
    assert told.count == 1
