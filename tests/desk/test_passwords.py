"""Guessing a password gets slow, and whom it concerns is told."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loket.desk.errors import SignInDelayed, SignInFailed
from loket.desk.people import changes, passwords
from loket.desk.people.passwords import Warned
from loket.desk.people.sign_in import set_own_password, sign_in
from loket.desk.place import here
from loket.flow.acts import Refused
from loket.store import journal
from tests import places
from tests.desk.karimun import PASSWORD, Karimun, nip, open_karimun


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    office = open_karimun(tmp_path)
    office.desk.place = "ssh 192.0.2.7"
    return office


def guess(office: Karimun, number: str, times: int = 1) -> str:
    """So many wrong passwords; what was said of the last."""
    said = ""
    for _ in range(times):
        with pytest.raises(SignInFailed) as failed:
            sign_in(office.desk, number, "salah-sekali")
        said = str(failed.value)
    return said


@pytest.mark.parametrize("number", ["bo", None], ids=["somebody's name", "a name nobody has"])
def test_after_five_wrong_passwords_one_waits_longer_each_time(office: Karimun, number: str | None) -> None:
    known = office.nip(number) if number is not None else nip(99)
    assert "tidak cocok" in guess(office, known, 4)
    assert guess(office, known) == "Kata sandi salah 5 kali; coba lagi pukul 09.01, atau hubungi admin."
    for minutes, until in ((1, "09.03"), (2, "09.07"), (4, "09.15"), (8, "09.30"), (15, "09.45")):
        office.wait(minutes - 1)
        assert f"pukul {until}," not in guess(office, known)
        office.wait(1)
        assert f"pukul {until}," in guess(office, known)


def test_until_then_the_right_password_is_refused_too_and_costs_nothing_more(office: Karimun) -> None:
    guess(office, office.nip("bo"), 5)
    for _ in range(3):
        with pytest.raises(SignInDelayed, match=r"coba lagi pukul 09\.01"):
            sign_in(office.desk, office.nip("bo"), PASSWORD)
    office.wait(1)
    assert sign_in(office.desk, office.nip("bo"), PASSWORD).id == office.ids["bo"]
    assert "tidak cocok" in guess(office, office.nip("bo"), 4)  # counted anew


def test_others_and_other_places_do_not_wait(office: Karimun) -> None:
    guess(office, office.nip("bo"), 5)
    sign_in(office.desk, office.nip("fo2"), PASSWORD)
    office.desk.place = "pc-loket-2 tty2"
    sign_in(office.desk, office.nip("bo"), PASSWORD)
    office.desk.place = "ssh 192.0.2.7"
    with pytest.raises(SignInDelayed):
        sign_in(office.desk, office.nip("bo"), PASSWORD)


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def verify(stored: str | None, password: str) -> bool:
        looked_at.append(password)
        return False

    monkeypatch.setattr(passwords, "verify_password", verify)
    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda _: guess(office, office.nip("bo")), range(24)))
    assert len(looked_at) == 5


def test_a_clock_that_was_put_back_keeps_nobody_out(office: Karimun) -> None:
    guess(office, office.nip("bo"), 9)
    office.wait(-600)
    assert sign_in(office.desk, office.nip("bo"), PASSWORD).id == office.ids["bo"]


def test_yesterdays_slips_do_not_count_today(office: Karimun) -> None:
    guess(office, office.nip("bo"), 4)
    office.wait(24 * 60 + 1)
    assert "tidak cocok" in guess(office, office.nip("bo"), 4)


@pytest.mark.of_both
def test_slips_that_are_forgotten_at_one_place_shorten_no_wait_at_another(office: Karimun) -> None:
    guess(office, office.nip("bo"))
    office.wait(24 * 60)
    office.desk.place = "pc-loket-2 tty2"
    guess(office, office.nip("bo"), 5)
    office.desk.place = "ssh 192.0.2.7"
    office.at += 1
    guess(office, office.nip("bo"))
    office.desk.place = "pc-loket-2 tty2"
    with pytest.raises(SignInDelayed):
        sign_in(office.desk, office.nip("bo"), PASSWORD)


def test_an_unattended_screen_is_no_place_to_guess_at(office: Karimun) -> None:
    for _ in range(5):
        with pytest.raises(SignInFailed):
            set_own_password(office.desk, office.who("bo"), "salah-sekali", "kata-sandi-baru")
    with pytest.raises(SignInDelayed):
        set_own_password(office.desk, office.who("bo"), PASSWORD, "kata-sandi-baru")


def test_guesses_do_not_fill_the_journal(office: Karimun) -> None:
    for _ in range(45):
        guess(office, office.nip("bo"))
        office.wait(15)
    entries = office.journal("person", office.ids["bo"])
    assert [(e.kind, e.data, e.person_id) for e in entries[1:]] == [
        ("sign_in_delayed", {"wrong": count}, None) for count in (5, 10, 20, 40)
    ]


def test_what_was_typed_is_kept_nowhere(office: Karimun) -> None:
    typed = "199512312020121234"
    guess(office, typed, 6)
    office.desk.store.close()
    raw = places.bytes_of(office.desk.store.place)
    assert typed.encode() not in raw
    assert b"salah-sekali" not in raw


def test_who_signs_in_is_told_once_how_often_it_failed_and_since_when(office: Karimun) -> None:
    began = office.at
    guess(office, office.nip("bo"), 2)
    office.desk.place = "pc-loket-2 loket"
    office.wait(10)
    guess(office, office.nip("bo"))
    person = sign_in(office.desk, office.nip("bo"), PASSWORD)
    assert person.warned == (Warned(person.id, 3, began),)
    assert office.journal("person", person.id)[-1].data == {"wrong": 3}
    assert sign_in(office.desk, office.nip("bo"), PASSWORD).warned == ()


@pytest.mark.of_both
@pytest.mark.parametrize("role", ["penyelia", "admin"])
def test_who_supervises_is_told_who_had_to_wait_since_they_signed_in_last(office: Karimun, role: str) -> None:
    sign_in(office.desk, office.nip(role), PASSWORD)
    office.wait(1)
    began = office.at
    guess(office, office.nip("bo"), 6)
    guess(office, office.nip("kasi"), 4)
    guess(office, nip(99), 5)
    office.wait(30)
    sign_in(office.desk, office.nip("bo"), PASSWORD)
    told = sign_in(office.desk, office.nip(role), PASSWORD).warned
    assert {(t.person, t.count, t.since, t.place) for t in told} == {
        (office.ids["bo"], 5, began, "ssh 192.0.2.7"),
        (None, 5, began, "ssh 192.0.2.7"),
    }
    office.wait(1)
    assert sign_in(office.desk, office.nip(role), PASSWORD).warned == ()
    assert sign_in(office.desk, office.nip("kadis"), PASSWORD).warned == ()


@pytest.mark.of_both
def test_an_admin_lets_somebody_try_again_at_once(office: Karimun) -> None:
    guess(office, office.nip("bo"), 5)
    with pytest.raises(Refused):
        passwords.lift(office.desk, office.who("penyelia"), office.ids["bo"])
    assert passwords.lift(office.desk, office.who("admin"), office.ids["bo"], "diminta orangnya")
    assert changes.of_staff(office.desk, office.who("admin"))[0].reason == "diminta orangnya"
    last = office.journal("person", office.ids["bo"])[-1]
    assert (last.kind, last.person_id, last.data) == ("sign_in_freed", office.ids["admin"], {})
    sign_in(office.desk, office.nip("bo"), PASSWORD)
    assert not passwords.lift(office.desk, office.who("admin"), office.ids["bo"])


def test_rows_are_forgotten_after_a_month(office: Karimun) -> None:
    guess(office, nip(99), 5)
    office.wait(31 * 24 * 60)
    guess(office, office.nip("bo"))
    with office.desk.store.read() as conn:
        assert conn.exec_driver_sql("SELECT subject FROM wrong_password").scalars().all() == [
            office.ids["bo"]
        ]
        assert journal.verify_chain(conn) is None


def test_a_place_is_where_one_comes_from_and_not_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "pc-loket-2")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50122 192.0.2.1 22")
    assert here() == "ssh 192.0.2.7"
    assert here("2") == "stasiun 2, ssh 192.0.2.7"
    monkeypatch.delenv("SSH_CONNECTION")
    with Path(os.devnull).open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        monkeypatch.setattr(os, "ttyname", lambda _: "/dev/tty2")
        assert here() == "pc-loket-2 tty2"
        monkeypatch.setattr(os, "ttyname", lambda _: "/dev/pts/7")
        first = here()
        monkeypatch.setattr(os, "ttyname", lambda _: "/dev/pts/8")
        assert here() == first
        assert first.startswith("pc-loket-2")
