"""Keeping the people of the office."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.errors import Invalid, SignInFailed
from loket.desk.integrity import examine
from loket.desk.people import changes, sessions, staff
from loket.desk.people.sign_in import sign_in
from loket.flow.acts import Refused
from loket.store import people
from loket.store.journal import Stamp
from tests.desk.karimun import NAMES, PASSWORD, Karimun, nip, open_karimun


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


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
    assert sign_in(office.desk, office.nip("admin"), PASSWORD).roles == ("admin",)


def test_a_role_taken_away_counts_at_once(office: Karimun) -> None:
    second = staff.add(
        office.desk, None, nip=nip(50), name="Kedua Contoh", password=PASSWORD, roles=["admin"]
    )
    staff.change(office.desk, Who(second), office.ids["admin"], roles=["bo"])
    with pytest.raises(Refused):
        staff.staff(office.desk, office.who("admin"))


def test_a_new_password_replaces_the_old_one(office: Karimun) -> None:
    staff.set_password(office.desk, office.who("admin"), office.ids["fo2"], "kata-sandi-baru")
    with pytest.raises(SignInFailed):
        sign_in(office.desk, office.nip("fo2"), PASSWORD)
    sign_in(office.desk, office.nip("fo2"), "kata-sandi-baru")
    with pytest.raises(Invalid):
        staff.set_password(office.desk, None, office.ids["fo2"], office.nip("fo2"))


def test_the_journal_of_the_staff_holds_no_name_nip_or_password(office: Karimun) -> None:
    staff.change(office.desk, None, office.ids["fo2"], name="Rahasia Contoh", nip=nip(60))
    staff.set_password(office.desk, None, office.ids["fo2"], "kata-sandi-baru")
    told = repr([entry.data for entry in office.journal("person", office.ids["fo2"])])
    assert not any(word in told for word in ("Contoh", nip(60), nip(1), "sandi"))


def test_who_changed_somebody_is_told_with_why_and_the_journal_has_no_word_of_it(office: Karimun) -> None:
    desk, admin, bo = office.desk, office.who("admin"), office.ids["bo"]
    staff.change(desk, admin, bo, roles=["bo", "fo2"], active=False, reason="cuti besar")
    staff.change(desk, admin, bo, active=False, reason="tidak mengubah apa pun")
    staff.set_password(desk, admin, bo, "kata-sandi-lain", "lupa")
    sessions.begin(desk, office.who("kasi"))
    (signed_in,) = sessions.signed_in(desk, admin)
    sessions.end(desk, admin, signed_in.id, "pulang")
    found = [change for change in changes.of_staff(desk, admin) if change.reason]
    assert [(change.name, change.by, change.reason) for change in found] == [
        (NAMES["kasi"], NAMES["admin"], "pulang"),
        (NAMES["bo"], NAMES["admin"], "lupa"),
        (NAMES["bo"], NAMES["admin"], "cuti besar"),
    ]
    assert [what.split()[0] for what in found[-1].what] == ["peran", "tidak"]
    assert "cuti besar" not in str(office.journal("person", bo))
    assert examine(desk).whole
    with pytest.raises(Invalid):
        staff.change(desk, admin, bo, active=True, reason="x" * 121)
    with pytest.raises(Invalid):
        staff.set_password(desk, admin, bo, "lumba-lumba biru", "lumba-lumba biru")


def test_a_new_way_to_keep_a_password_is_no_change_of_it(office: Karimun) -> None:
    before = changes.of_staff(office.desk, None)
    with office.desk.store.write() as conn:
        people.set_password(conn, office.ids["bo"], "cara-lain", Stamp(office.at))
    assert changes.of_staff(office.desk, None) == before


@pytest.mark.parametrize("reason", ["Kantor2026!", "7KQ2M-AAAA2-BBBB3-CCCC4-DDDD5", "NIK 2102015508900012"])
def test_a_secret_or_a_number_is_no_reason_and_what_offices_write_is_one(reason: str) -> None:
    assert changes.reason_fault(reason)
    for written in ("Perbup12/2025", "rapat", "1-12-2026 s.d. 31-12-2026", "SK 800/14.2/2026"):
        assert not changes.reason_fault(written)
