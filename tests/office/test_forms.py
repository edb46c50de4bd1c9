"""Persyaratan dan isian teknis tiap izin, dan sembilan unsur survei."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.office.forms import UNCONFIRMED, FieldType, requirements_for
from loket.office.reading import ProfileFaults
from loket.resources import resource
from tests import shipped


@pytest.mark.parametrize("form_id", sorted(p.stem for p in resource("data", "forms").glob("*.toml")))
def test_setiap_persyaratan_menyebut_dari_mana_diketahui(form_id: str) -> None:
    form = shipped.form(form_id)
    assert form.id == form_id
    assert form.fields
    assert all(requirement.source for requirement in form.requirements)
    assert any(requirement.obligatory for requirement in requirements_for(form, "baru"))


def test_perpanjangan_sip_meminta_sip_lama_dan_satuan_kredit_yang_baru_tidak() -> None:
    form = shipped.form("sip-bidan")
    new = {requirement.id for requirement in requirements_for(form, "baru")}
    renewal = {requirement.id for requirement in requirements_for(form, "perpanjangan")}
    assert renewal - new == {"sip-lama", "skp-kredit"}
    assert new <= renewal


def test_yang_belum_ada_sumbernya_ditandai_untuk_kantor() -> None:
    found = {requirement.id: requirement for requirement in shipped.form("skp").requirements}
    assert found["proposal"].source != UNCONFIRMED
    assert found["skp-lama"].source == UNCONFIRMED
    assert found["pasfoto"].copies == 3


def test_isian_teknis_tahu_teks_angka_dan_tanggal() -> None:
    types = {field.key: field.type for field in shipped.form("reklame").fields}
    assert types["isi_reklame"] is FieldType.TEXT
    assert types["panjang"] is FieldType.NUMBER
    assert types["sampai"] is FieldType.DATE


def test_satuan_tampil_di_label_isian_dan_di_belakang_angkanya() -> None:
    fields = {field.key: field for field in shipped.form("reklame").fields}
    assert (fields["panjang"].asked, fields["panjang"].in_words("3")) == ("Panjang (m)", "3 m")
    assert (fields["panjang"].in_words(""), fields["lokasi"].asked) == ("", "Lokasi pemasangan")


def test_kesalahan_formulir_ditegur_sekaligus(tmp_path: Path) -> None:
    (tmp_path / "izin.toml").write_text(
        'id = "izin-lain"\nnama = "Izin"\n'
        '[[syarat]]\nid = "ktp"\nnama = ""\nuntuk = ["lama"]\nbentuk = "foto"\n'
        '[[syarat]]\nid = "ktp"\nnama = "KTP"\njumlah = 0\n'
        '[[isian]]\nkunci = "a"\nlabel = "A"\njenis = "warna"\n'
        '[[isian]]\nkunci = "b"\nlabel = "B"\njenis = "tanggal"\ntidak_sebelum = "c"\n'
        '[[isian]]\nkunci = "c"\nlabel = "C"\njenis = "teks"\ntidak_sebelum = "b"\n',
        encoding="utf-8",
    )
    with pytest.raises(ProfileFaults) as caught:
        shipped.form("izin", tmp_path)
    keys = [fault.key for fault in caught.value.faults]
    assert set(keys) == {
        "id",
        "syarat[ktp].nama",
        "syarat[ktp].untuk",
        "syarat[ktp].bentuk",
        "syarat[ktp].jumlah",
        "syarat[ktp].id",
        "isian[a].jenis",
        "isian[b].tidak_sebelum",
        "isian[c].tidak_sebelum",
    }


def test_survei_punya_sembilan_unsur_dengan_empat_jawaban() -> None:
    survey = shipped.survey()
    assert [question.code for question in survey.questions] == [
        "persyaratan",
        "prosedur",
        "waktu",
        "biaya",
        "produk",
        "kompetensi",
        "perilaku",
        "sarana",
        "pengaduan",
    ]
    assert all(len(set(question.answers)) == 4 for question in survey.questions)


def test_biaya_gratis_adalah_jawaban_terbaik() -> None:
    cost = next(question for question in shipped.survey().questions if question.code == "biaya")
    assert (cost.answers[0], cost.answers[3]) == ("Sangat mahal", "Gratis")
