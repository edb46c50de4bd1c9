"""An admin sets on what of the file a requirement or a field depends, in the words of the office's SOPs."""

from __future__ import annotations

import pytest

from screens.admin.page import Faulty
from screens.admin.pages import forms
from tests.screens.admin.at_page import AtThePage
from tests.ways.office import Jalan

FORM = "dokumen-lingkungan"


def about(page: AtThePage, row: str) -> str:
    return " ".join(next(item for item in page.page.read(page.now).items if item.id == row).about)


def test_on_what_a_requirement_depends_is_read_and_changed_in_words(jalan: Jalan) -> None:
    page = AtThePage(jalan.desk, forms.REQUIREMENTS_PAGE)
    assert "Hanya bila Jenis usaha: Hotel." in about(page, f"{FORM}/prinsip")
    told = page.fill(f"{FORM}/prinsip", "Ubah", bila="usaha=hotel,usaha=gudang,permohonan=baru")
    assert told[0].endswith(
        ": hanya bila “Jenis usaha: Hotel atau Gudang; Jenis permohonan: Baru”, semula “Jenis usaha: Hotel”"
    )
    assert "Hanya bila Jenis usaha: Hotel atau Gudang; Jenis permohonan: Baru." in about(
        page, f"{FORM}/prinsip"
    )
    told = page.fill(f"{FORM}/prinsip", "Ubah", bila="")
    assert told[0].endswith(
        ": tidak lagi hanya bila “Jenis usaha: Hotel atau Gudang; Jenis permohonan: Baru”"
    )
    assert "Hanya bila" not in about(page, f"{FORM}/prinsip")


def test_a_field_that_depends_on_one_below_it_is_refused_at_its_place(jalan: Jalan) -> None:
    page = AtThePage(jalan.desk, forms.FIELDS_PAGE)
    with pytest.raises(Faulty) as wrong:
        page.fill(f"{FORM}/usaha", "Ubah", bila="usaha=hotel")
    assert "bila" in wrong.value.at
    page.fill(f"{FORM}/alamat", "Ubah", bila="usaha=warung")
    assert "Hanya bila Jenis usaha: Warung makan." in about(page, f"{FORM}/alamat")
