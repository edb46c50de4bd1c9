"""Edits of documents: exactly what is meant changes, comments and the rest of the text stay as written."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.office.editing import (
    Add,
    AlreadyThere,
    Edit,
    Move,
    NewDocument,
    NotThere,
    Place,
    Put,
    Remove,
    edited,
    entries,
    label_of,
    new_label,
    table,
)
from loket.office.profile import offices
from loket.office.reading import ProfileFaults
from loket.office.shelf import FORM, PROFILE, Kept, Key
from loket.office.whole import read_named
from loket.sop.faults import Fault
from tests.examples import tries

KEY: Key = (PROFILE, "contoh")
TEXT = '''# Profil contoh.
id = "contoh"
perlu_konfirmasi = [
    "Kop.",  # lihat surat
    "Tempat.",
    # dari Bagian Hukum
    "Jam.",
]
petunjuk = """
[bukan bagian]
# bukan keterangan
"""

# Loket menurut denah.
[[loket]]
id = "1"
nama = "Loket 1"   # di pintu
peran = []

# Yang kedua dekat tangga.
[[loket]]
id = "2"
nama = "Loket 2"

[loket.denah]
lantai = 1

# Peran menurut SOP.
[[peran]]
id = "fo"
'''


def changed(*edits: Edit, text: str = TEXT) -> str:
    return edited({KEY: text}, edits)[KEY]


def at(section: str = "", label: str = "") -> Place:
    return Place(KEY, section, label)


def test_a_value_is_put_in_its_place_and_nothing_else_moves() -> None:
    after = changed(Put(at("loket", "1"), {"nama": "Loket Depan", "peran": ["fo"]}))
    assert after == TEXT.replace('"Loket 1"', '"Loket Depan"').replace("peran = []", 'peran = ["fo"]')


def test_the_same_values_leave_the_text_as_it_is() -> None:
    assert (
        changed(Put(at("loket", "1"), {"nama": "Loket 1", "peran": []}), Move(at("loket", "1"), -1)) == TEXT
    )


def test_a_new_key_stands_with_its_table_before_what_is_said_of_the_next() -> None:
    after = changed(Put(at("loket", "1"), {"kode": 7}), Put(at(), {"tempat": "Contoh"}))
    assert "peran = []\nkode = 7\n\n# Yang kedua dekat tangga.\n[[loket]]" in after
    assert '"""\ntempat = "Contoh"\n\n# Loket menurut denah.\n[[loket]]' in after


def test_of_a_list_only_the_line_that_is_meant_goes() -> None:
    after = changed(Put(at(), {"perlu_konfirmasi": ["Kop.", "Jam."]}))
    assert after == TEXT.replace('    "Tempat.",\n', "")


def test_a_new_entry_stands_behind_the_last_of_its_section_or_where_it_is_said() -> None:
    last = changed(Add(at("loket"), {"id": "3", "nama": "Loket 3", "peran": ["fo"]}))
    assert 'lantai = 1\n\n[[loket]]\nid = "3"\nnama = "Loket 3"\nperan = ["fo"]\n\n# Peran' in last
    second = changed(Add(at("loket", "1"), {"id": "9"}))
    assert [entry["id"] for entry in tomllib.loads(second)["loket"]] == ["1", "9", "2"]
    first = changed(Add(at("pejabat"), {"nama": "Siti Contoh", "sejak": date(2026, 1, 2)}))
    assert first.endswith('\n[[pejabat]]\nnama = "Siti Contoh"\nsejak = 2026-01-02\n')


def test_an_entry_goes_with_what_is_said_above_it_and_what_stands_below_it() -> None:
    after = changed(Remove(at("loket", "2")))
    assert after == TEXT[: TEXT.index("# Yang kedua")] + TEXT[TEXT.index("# Peran") :]
    moved = changed(Move(at("loket", "2"), -1))
    assert (
        moved.index("# Yang kedua dekat tangga.")
        < moved.index("lantai = 1")
        < moved.index('nama = "Loket 1"')
    )
    assert sorted(moved.splitlines()) == sorted(TEXT.splitlines())


def test_a_section_that_was_not_there_is_written() -> None:
    after = changed(Put(at("pengaturan"), {"unit": "DPMPTSP", "nama": None}))
    assert after == f'{TEXT}\n[pengaturan]\nunit = "DPMPTSP"\n'


def test_a_value_that_stood_as_a_table_of_its_own_is_written_anew_once() -> None:
    whole = changed(Put(at("loket", "2"), {"denah": {"lantai": "2"}}))
    assert entries({KEY: whole}, KEY, "loket")[1] == {"id": "2", "nama": "Loket 2", "denah": {"lantai": "2"}}
    assert "[loket.denah]" not in changed(Put(at("loket", "2"), {"denah": None}))


def test_what_is_not_there_is_told() -> None:
    for edit in (Put(at("loket", "7"), {}), Remove(at("loket", "7")), Move(at("layanan", "x"), 1)):
        with pytest.raises(NotThere):
            changed(edit)
    with pytest.raises(NotThere):
        changed(Add(at("loket"), {"id": "3"}), text='loket = [{ id = "1" }]\n')
    with pytest.raises(NotThere):
        changed(Put(at("loket"), {"id": "3"}), text='loket.id = "1"\n')
    with pytest.raises(AlreadyThere):
        changed(NewDocument(KEY, ""))


def test_ids_are_made_of_names() -> None:
    assert new_label("Pasfoto berwarna 4×6", []) == "pasfoto-berwarna-4-6"
    assert new_label("  ", []) == "baru"
    assert new_label("KTP", ["ktp", "ktp-2"]) == "ktp-3"


# any edits of the offices that come with the program

SECTIONS = {PROFILE: ("loket", "peran", "layanan", "jam", "pejabat", "tambahan"), FORM: ("syarat", "isian")}
WHOLE = {name: read_named(name) for name in offices()}
WORDS = st.text(max_size=12) | st.sampled_from(["bo", "fo2", "07.30-12.00", "A", "2", "5 hari kerja"])
VALUES = WORDS | st.booleans() | st.integers(-3, 99) | st.lists(WORDS, max_size=3) | st.dates()
KEYS = st.sampled_from(["nama", "peran", "senin", "awalan", "wajib", "catatan", "perlu_konfirmasi", "baru"])


@st.composite
def an_edit(draw: st.DrawFn, texts: dict[Key, str]) -> Edit:
    key = draw(st.sampled_from(sorted(key for key in texts if key[0] in SECTIONS)))
    section = draw(st.sampled_from(SECTIONS[key[0]]))
    labels = [label_of(entry) for entry in entries(texts, key, section)]
    place = Place(key, section, draw(st.sampled_from(labels)) if labels else "")
    some = draw(st.dictionaries(KEYS, VALUES, max_size=3))
    match draw(st.integers(0, 4)) if labels else 1:
        case 0:
            gone = dict.fromkeys(draw(st.lists(KEYS, max_size=2)))
            return Put(place, {**some, **gone, "nama": some.get("nama", "Contoh")})
        case 1:
            return Add(Place(key, section), {"id": new_label("baru", labels), **some})
        case 2:
            return Remove(place)
        case 3:
            return Move(place, draw(st.integers(-3, 3)))
    return Put(Place(key), {"nama": draw(WORDS), "tempat": draw(WORDS), "perlu_konfirmasi": None})


def as_meant(values: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """What the document holds after the edit, by another road than the text."""
    after = deepcopy(values)
    assert not isinstance(edit, NewDocument)
    section = after.setdefault(edit.at.section, []) if edit.at.section else []
    at = next((n for n, entry in enumerate(section) if label_of(entry) == edit.at.label), 0)
    match edit:
        case Put(place, wanted):
            into = section[at] if place.section else after
            into.update({key: value for key, value in wanted.items() if value is not None})
            for key in [key for key, value in wanted.items() if value is None]:
                into.pop(key, None)
        case Add(_, wanted):
            section.append(dict(wanted))
        case Remove():
            del section[at]
        case Move(_, by):
            section.insert(max(0, min(len(section) - 1, at + by)), section.pop(at))
    return {key: value for key, value in after.items() if value != []} | {
        key: value for key, value in values.items() if value == []
    }


@given(st.data(), st.sampled_from(offices()))
@settings(max_examples=tries(15))
def test_whatever_is_edited_only_that_changes_and_no_half_right_office_comes_of_it(
    data: st.DataObject, office: str
) -> None:
    texts = dict(WHOLE[office].texts)
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(an_edit(texts))
        before, texts = texts, dict(edited(texts, [edit]))
        assert not isinstance(edit, NewDocument)
        key = edit.at.key
        assert {other for other in texts if texts[other] != before[other]} <= {key}
        values = tomllib.loads(texts[key])
        assert {k: v for k, v in values.items() if v != []} == {
            k: v for k, v in as_meant(tomllib.loads(before[key]), edit).items() if v != []
        }
        if not isinstance(edit, Remove):
            comments = [line for line in before[key].splitlines() if line.startswith("#")]
            assert all(line in texts[key].splitlines() for line in comments)
    assert all(fault.wrong and fault.right for fault in faults(office, texts))


def faults(office: str, texts: dict[Key, str]) -> Sequence[Fault]:
    """What the documents are refused for; none where they are taken as they are."""
    try:
        whole = read_named(office, Kept(texts))
    except ProfileFaults as wrong:
        return wrong.faults
    assert all(texts[key] == text for key, text in whole.texts.items() if key in texts)
    return ()


def test_what_an_entry_and_a_table_hold_is_read_as_written() -> None:
    assert [entry["id"] for entry in entries({KEY: TEXT}, KEY, "loket")] == ["1", "2"]
    assert table({KEY: TEXT}, KEY)["id"] == "contoh"
    assert table({KEY: TEXT}, KEY, "pengaturan") == {}
    assert table({KEY: TEXT}, KEY, "loket") == {}
