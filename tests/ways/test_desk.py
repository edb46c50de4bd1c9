"""A desk follows what is laid down about a file: ways, requirements and fields depend on it."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from loket.cli import run
from loket.desk.case import lists
from loket.desk.case.file_view import FileView, as_typed
from loket.desk.case.perform import choose_many, perform
from loket.desk.errors import NotReady
from loket.desk.papers.receipt import receipt_text
from loket.flow.acts import Choose, Refused, Undo, Why
from loket.flow.ways import leads_always
from loket.sop import load
from loket.sop.model import Direction
from screens.wording.case import history_lines
from screens.wording.case import way as way_of
from screens.wording.place import holder, standing_line
from tests.ways.office import OWN, PROFILE, Jalan


def onward(view: FileView) -> list[str]:
    """The ways on that the holder may choose."""
    return [
        o.branch.id
        for o in view.offers
        if o.branch and o.refusal is None and o.branch.direction is Direction.FORWARD
    ]


def asked(view: FileView) -> tuple[list[str], list[str]]:
    return [item.requirement.id for item in view.checklist], [field.key for field in view.fields]


def filled(jalan: Jalan, usaha: str, service: str = "ukl-upl", kind: str = "baru") -> int:
    """A file whose front office has all it needs."""
    file = jalan.come(service, kind).file
    jalan.write(file, usaha=usaha, kamar="20", alamat="Jalan Contoh 1")
    jalan.tick(file, "fo")
    return file


def test_procedures_and_office_fit_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(OWN / "sop" / f"{name}.toml") for name in ("lingkungan", "imb")]
    assert run(["sop", "periksa", *files, "--kantor", str(PROFILE)]) == 0, capsys.readouterr().out


def test_service_and_kind_are_on_the_file_from_its_registration(jalan: Jalan) -> None:
    file = jalan.come("amdal", "perubahan").file
    assert jalan.state(file).facts == {"izin": "amdal", "permohonan": "perubahan"}
    assert jalan.view(file).product == "SKKLH"


def test_what_is_chosen_in_a_field_opens_one_way_and_is_recorded_when_the_step_is_completed(
    jalan: Jalan,
) -> None:
    file = filled(jalan, "warung")
    assert "usaha" not in jalan.state(file).facts
    seen = jalan.view(file, "fo")
    assert onward(seen) == ["langsung"]
    assert seen.leads is not None
    assert seen.leads.id == "langsung"
    with pytest.raises(Refused) as refused:
        jalan.choose(file, "fo", "dinilai")
    assert refused.value.why is Why.BRANCH_NOT_OPEN
    ref = jalan.choose(file, "fo", "langsung")
    assert jalan.here(file).step == 5
    assert jalan.state(file).facts["usaha"] == "warung"
    perform(jalan.desk, jalan.who("fo"), ref, Undo(ref.version))
    assert "usaha" not in jalan.state(file).facts


def test_the_journal_holds_declared_values_alone(jalan: Jalan) -> None:
    file = filled(jalan, "Warung Ibu Contoh")
    jalan.write(file, alamat="Jalan Rahasia 7")
    own = Choose("tidak", facts={"usaha": "Warung Ibu Contoh"})  # what a caller says counts for nothing
    perform(jalan.desk, jalan.who("fo"), jalan.ref(file), own, remark="belum lengkap")
    assert "usaha" not in jalan.state(file).facts
    kept = [entry.data for entry in jalan.journal("file", file)]
    assert "Ibu Contoh" not in str(kept)
    assert "Rahasia" not in str(kept)


def test_requirements_and_fields_follow_the_field_they_depend_on_and_keep_what_was_entered(
    jalan: Jalan,
) -> None:
    file = jalan.come("ukl-upl", "perubahan").file
    assert asked(jalan.view(file)) == (["surat", "izin-lama"], ["usaha", "alamat"])
    jalan.write(file, usaha="hotel")
    assert asked(jalan.view(file)) == (["surat", "prinsip", "izin-lama"], ["usaha", "kamar", "alamat"])
    jalan.write(file, kamar="20")
    jalan.tick(file, "fo")
    jalan.write(file, usaha="gudang")
    seen = jalan.view(file)
    assert asked(seen) == (["surat", "gambar", "izin-lama"], ["usaha", "alamat"])
    assert {item.requirement.id: item.mark for item in seen.checklist}["gambar"] == "periksa"
    jalan.write(file, usaha="hotel")
    seen = jalan.view(file)
    assert {item.mark for item in seen.checklist} == {"ada"}
    assert seen.values["kamar"] == "20"


def test_nothing_is_asked_for_that_does_not_apply(jalan: Jalan) -> None:
    file = jalan.come("ukl-upl").file
    jalan.write(file, usaha="warung", alamat="Jalan Contoh 1")
    jalan.tick(file, "fo")
    jalan.choose(file, "fo", "langsung")
    hotel = jalan.come("amdal").file
    jalan.write(hotel, usaha="hotel", alamat="Jalan Contoh 1")
    with pytest.raises(NotReady) as lacks:
        jalan.choose(hotel, "fo", "dinilai")
    assert lacks.value.unchecked == ("Surat permohonan", "Persetujuan prinsip hotel")
    jalan.tick(hotel, "fo")
    with pytest.raises(NotReady) as lacks:
        jalan.choose(hotel, "fo", "dinilai")
    assert lacks.value.empty == ("Jumlah kamar",)


def test_what_is_typed_and_not_kept_yet_counts_at_once(jalan: Jalan) -> None:
    file = jalan.come("ukl-upl").file
    seen = jalan.view(file, "fo")
    assert onward(seen) == []
    typed = as_typed(seen, {"surat": ("ada", "")}, {"usaha": "hotel"})
    assert onward(typed) == ["dinilai"]
    assert typed.ways["dinilai"].stop is not None
    assert asked(typed)[0] == ["surat", "prinsip"]
    assert typed.checklist[0].mark == "ada"
    assert onward(as_typed(typed, {}, {"usaha": "warung"})) == ["langsung"]


def test_the_newest_completed_step_says_what_is_laid_down(jalan: Jalan) -> None:
    file = filled(jalan, "hotel")
    jalan.choose(file, "fo", "tidak", "kamar belum benar")
    assert jalan.state(file).facts["usaha"] == "hotel"
    jalan.write(file, usaha="warung")  # at the counter, while it rests with its applicant
    assert jalan.state(file).facts["usaha"] == "hotel"
    jalan.do(file, "fo", "kembali")
    jalan.take(file, "fo")
    jalan.choose(file, "fo", "langsung")
    assert jalan.state(file).facts["usaha"] == "warung"


def test_a_history_tells_which_ways_the_sop_chose(jalan: Jalan) -> None:
    file = filled(jalan, "hotel", "amdal")
    jalan.choose(file, "fo", "dinilai")
    jalan.do(file, "tim", "sidang")
    jalan.do(file, "tim", "baru")
    jalan.do(file, "kadis", "tandatangani")
    lines = jalan.history(file)
    assert [line for line in lines if "menurut SOP" in line] == [
        "Hotel dan gudang: teruskan ke Tim Penilai · menurut SOP · Contoh Fo",
        "Dokumen AMDAL: susun berita acara sidang · menurut SOP · Contoh Tim",
        "Permohonan baru: teruskan ke Kepala Dinas · menurut SOP · Contoh Tim",
    ]
    assert any(line.startswith("Tandatangani · Contoh") for line in lines)


def test_what_was_issued_is_told_wherever_the_file_is(jalan: Jalan) -> None:
    file = filled(jalan, "warung", "amdal")
    seen = jalan.view(file)
    assert re.search(r"Izin +: SKKLH\n", receipt_text(jalan.desk, jalan.who("fo"), seen))
    assert seen.asked_for == "baru · SKKLH"
    jalan.choose(file, "fo", "langsung")
    jalan.do(file, "kadis", "tandatangani")
    jalan.do(file, "fo", "datang")
    jalan.do(file, "fo", "diserahkan")
    roles = jalan.desk.office.roles
    (row,) = lists.find(jalan.desk, jalan.who("fo"), "001")
    assert holder(row, roles).text == "selesai: terbit SKKLH"
    assert standing_line(jalan.view(file), roles).text.startswith("Selesai: terbit SKKLH, ")
    printed = receipt_text(jalan.desk, jalan.who("fo"), jalan.view(file))
    assert re.search(r"Hasil +: terbit SKKLH, ", printed)
    refused = jalan.come("ukl-upl").file
    jalan.choose(refused, "fo", "tidak", "belum lengkap")
    (row,) = lists.find(jalan.desk, jalan.who("fo"), "002")
    assert row.result == ""


def test_a_task_goes_back_and_forth_between_the_same_two_officials(jalan: Jalan) -> None:
    file = jalan.come("imb").file
    jalan.do(file, "fo", "ajukan")
    for key, branch in (
        ("kabid", "tugaskan"),
        ("tim", "tugas-tak-jelas"),
        ("kabid", "tugaskan"),
        ("tim", "lapor"),
        ("kabid", "kaji-lagi"),
        ("tim", "lapor"),
        ("kabid", "teruskan"),
        ("kadis", "izin"),
        ("kabid", "tugaskan"),
    ):
        jalan.do(file, key, branch)
    seen = jalan.view(file)
    assert (seen.state.outcome, seen.here) == ("terbit", None)
    way = {stop.step.name: (stop.words, len(stop.visits)) for stop in way_of(seen)}
    assert way == {
        "Registrasi": ("selesai", 1),
        "Menugaskan tinjau lapangan": ("selesai, 2 kali", 2),
        "Kajian teknis": ("selesai, 3 kali", 3),
        "Meneruskan hasil kajian": ("selesai, 2 kali", 2),
        "Menugaskan pembuatan surat": ("selesai", 1),
        "Menugaskan penyampaian pembayaran": ("selesai", 1),
    }
    told = [str(line) for line in history_lines(seen, defaultdict(str))]
    assert [line for line in told if not line.startswith("  ")] == [
        "Langkah 9 Menugaskan penyampaian pembayaran",
        "Langkah 8 Menugaskan pembuatan surat",
        "Langkah 7 Meneruskan hasil kajian",
        "Langkah 6 Kajian teknis",
        "Langkah 7 Meneruskan hasil kajian",
        "Langkah 6 Kajian teknis",
        "Langkah 5 Menugaskan tinjau lapangan",
        "Langkah 6 Kajian teknis",
        "Langkah 5 Menugaskan tinjau lapangan",
        "Langkah 4 Registrasi",
        "Pendaftaran",
    ]
    assert sum("Tugaskan Tim Teknis · Contoh Kabid" in line for line in told) == 2
    assert sum("Tugaskan Tim Teknis menyampaikan pembayaran · Contoh Kabid" in line for line in told) == 1


def test_many_at_once_go_each_the_way_that_the_sop_chooses(jalan: Jalan) -> None:
    files = [filled(jalan, usaha) for usaha in ("hotel", "warung", "hotel")]
    lacks = jalan.come("ukl-upl").file
    refs = tuple(jalan.ref(file) for file in (*files, lacks))
    done = choose_many(jalan.desk, jalan.who("fo"), refs, None)
    assert [jalan.here(file).step for file in (*files, lacks)] == [3, 5, 3, 2]
    assert [one.refused is None for one in done] == [True, True, True, False]
    assert isinstance(done[-1].refused, NotReady)


def test_only_where_no_two_ways_can_be_open_together_the_sop_always_chooses() -> None:
    procedure = load(OWN / "sop" / "lingkungan.toml")
    assert [step.sequence for step in procedure.steps if leads_always(step)] == [2, 3, 4]
    assert not any(leads_always(step) for step in load(OWN / "sop" / "imb.toml").steps)
