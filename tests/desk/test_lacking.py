"""An SOP of another program's, a document or service that is gone: told in words, and all else goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loket.desk.case import lists, overview
from loket.desk.case.file_view import view
from loket.desk.case.perform import choose_many, perform
from loket.desk.case.record import Ref
from loket.desk.errors import Missing, Unreadable
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.words.refusals import refusal
from loket.flow.acts import Take
from loket.office.model import Service
from loket.store.applicants import NewApplicant
from loket.text import cells
from tests import places, registering
from tests.desk.editions import pretend
from tests.desk.kantor import open_kantor
from tests.desk.karimun import Karimun, bring_to, open_karimun

NIK = "2102015508900012"
_LINE = 76


def says(desk: Desk, error: Exception) -> str:
    words = refusal(error, {}, desk.working_time(), desk.now())
    assert words is not None
    assert cells(words) <= _LINE
    return words


def of_a_newer_program(office: Karimun, ref: Ref) -> Desk:
    """The file runs under an SOP with a key that this program does not know; the office is opened anew."""
    place = office.desk.store.place
    office.desk.store.close()
    with places.behind(place) as conn:
        conn.exec_driver_sql(
            "INSERT INTO document (sha, kind, name, source, office)"
            " SELECT 'baru', kind, name, 'kunci_baru = 1\n' || source, office"
            " FROM document WHERE kind = 'sop' LIMIT 1"
        )
        conn.exec_driver_sql(f"UPDATE file SET procedure_sha = 'baru' WHERE id = {ref.file}")
    return open_desk(place, clock=lambda: office.at)


def test_lists_show_what_can_be_read_and_keep_the_rest_apart(tmp_path: Path) -> None:
    office = open_karimun(tmp_path)
    readable, strange, in_hand = bring_to(office, 6), bring_to(office, 6), bring_to(office, 6)
    bo = office.who("bo")
    in_hand = perform(office.desk, bo, in_hand, Take())
    desk = of_a_newer_program(office, strange)
    pile = lists.pile(desk, bo)
    assert [row.work.file_id for row in pile.waiting] == [readable.file]
    assert [row.work.file_id for row in pile.in_hand] == [in_hand.file]
    assert [row.work.file_id for row in pile.unreadable] == [strange.file]
    found = {row.work.file_id: row.step is not None for row in lists.find(desk, bo, "Contoh")}
    assert found == {readable.file: True, strange.file: False, in_hand.file: True}
    seen = overview.look(desk, office.who("penyelia")).files
    assert {file.row.work.file_id for file in seen if file.row.step is None} == {strange.file}
    assert len(seen) == 3
    desk.store.close()


def test_what_one_holds_is_named_though_it_cannot_be_read(tmp_path: Path) -> None:
    office = open_karimun(tmp_path)
    strange = perform(office.desk, office.who("bo"), bring_to(office, 6), Take())
    desk = of_a_newer_program(office, strange)
    assert [row.work.file_id for row in lists.in_hand(desk, office.who("bo"))] == [strange.file]
    assert [row.work.file_id for row in lists.pile(desk, office.who("bo")).unreadable] == [strange.file]
    desk.store.close()


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    office = open_karimun(tmp_path)
    strange = bring_to(office, 6)
    desk = of_a_newer_program(office, strange)
    for _ in range(2):
        with pytest.raises(Unreadable) as unreadable:
            view(desk, office.who("bo"), strange.file)
        assert says(desk, unreadable.value).startswith("Berkas ini tidak terbaca program ini. Perbarui")
    with pytest.raises(Unreadable):
        perform(desk, office.who("bo"), strange, Take())
    (done,) = choose_many(desk, office.who("bo"), (strange,), "benar")
    assert isinstance(done.refused, Unreadable)
    desk.store.close()


def with_service(office: Karimun, **changed: str) -> Service:
    """The office has a service more, of which something is not there."""
    own = office.desk.office.services["sip-bidan"]
    new = replace(own, id="baru-sekali", name="Izin baru", prefix="Z", **changed)  # type: ignore[arg-type]
    whole = office.desk.office
    pretend(office.desk, replace(whole, services={**whole.services, "baru-sekali": new}))
    return new


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"procedure": "belum-ditulis"}, "SOP belum-ditulis tidak ada di kantor ini. Beri tahu admin."),
        ({"form": "belum-dibuat"}, "Formulir belum-dibuat tidak ada di kantor ini. Beri tahu admin."),
    ],
)
def test_a_service_without_its_sop_or_form_is_refused_and_the_others_go_on(
    tmp_path: Path, changed: dict[str, str], words: str
) -> None:
    office = open_karimun(tmp_path)
    with_service(office, **changed)
    offered = {service: registration.starts(office.desk, service) for service in office.desk.office.services}
    assert offered["sip-bidan"]
    assert bool(offered["baru-sekali"]) == ("procedure" not in changed)
    applicant = NewApplicant("Siti Contoh", NIK, "081200000012")
    with pytest.raises(Missing) as missing:
        registering.register(office.desk, office.who("fo2"), Registration("baru-sekali", "baru", applicant))
    assert says(office.desk, missing.value) == words
    assert lists.find(office.desk, office.who("fo2"), "Contoh") == ()
    assert bring_to(office, 6).version > 1


def test_a_follow_up_whose_service_was_given_up_is_refused_by_name_until_it_is_back(tmp_path: Path) -> None:
    office = open_kantor(tmp_path, "pariaman")
    file = office.register().file
    for done in ("lanjut", "akun-jadi"):
        office.do(file, "fo", done)
    whole = office.desk.office
    kept = {name: s for name, s in whole.services.items() if s.procedure != "pariaman-sigap"}
    pretend(office.desk, replace(whole, services=kept))
    office.take(file, "fo")
    office.tick(file, "fo")
    office.fill(file, "fo")
    ref = office.ref(file)
    with pytest.raises(Missing) as missing:
        office.choose(file, "fo", "tinggi")
    words = says(office.desk, missing.value)
    assert words == "Layanan lanjutan pariaman-sigap tidak ada di kantor ini. Beri tahu admin."
    assert office.ref(file) == ref
    pretend(office.desk, whole)
    office.choose(file, "fo", "tinggi")
    assert [row.parent_id for row in office.view(file).related] == [file]
