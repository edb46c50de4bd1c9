"""Forms under fast hands, scanners and pasted numbers."""

from __future__ import annotations

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from screens.widgets.check_list import CheckItem, CheckList
from screens.widgets.fields import Choice, Field, Note, TextField
from screens.widgets.form import Form
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.widgets.stage import HOSTILE, Stage

CAME = (("pemohon", "Pemohon"), ("kuasa", "Kuasa"))
SERVICES = tuple((f"l{n}", f"{word} yang namanya panjang sekali") for n, word in enumerate(("Apotek", "Bidan", "Cuti")))
REQUIREMENTS = (
    CheckItem("str", "STR berlaku"),
    CheckItem("ibi", "Rekomendasi IBI"),
    CheckItem("foto", "Pasfoto 4×6"),
)


def form(*more: Widget) -> Form:
    return Form(
        Field(TextField("nama", "Nama")),
        Field(TextField("nik", "NIK", digits=True, max_length=16)),
        Field(Choice("datang", "Datang", CAME)),
        Field(Note("catatan", "Catatan")),
        CheckList("syarat", REQUIREMENTS),
        *more,
    )


def focused(stage: Stage) -> str | None:
    return stage.focused.name if stage.focused else None


def paste(stage: Stage, text: str) -> None:
    assert stage.focused
    stage.focused.post_message(events.Paste(text))


async def test_enter_down_and_up_walk_through_the_fields_and_send_nothing() -> None:
    sent: list[Input.Submitted] = []

    class Listening(Stage):
        def on_input_submitted(self, event: Input.Submitted) -> None:
            sent.append(event)

    async with Listening(form()).run_test(size=(80, 24)) as pilot:
        pilot.app.query_one("TextField").focus()
        await pilot.press(*"Siti Aminah".replace(" ", ""), "enter")
        assert focused(pilot.app) == "nik"
        await pilot.press("down")
        assert focused(pilot.app) == "datang"
        await pilot.press("enter")
        assert focused(pilot.app) == "catatan"
        await pilot.press("up", "up", "up", "up", "up")
        assert focused(pilot.app) == "nama"
        assert sent == []


async def test_a_nik_is_pasted_as_it_is_written() -> None:
    async with Stage(it := form()).run_test(size=(80, 24)) as pilot:
        pilot.app.query(TextField)[1].focus()
        await pilot.pause()
        paste(pilot.app, "3174 0123 4567 8901\nbaris lain")
        await pilot.pause()
        assert it.values()["nik"] == "3174012345678901"
        paste(pilot.app, "99")
        await pilot.press("x", "5")
        assert it.values()["nik"] == "3174012345678901"


async def test_a_paste_is_cut_only_at_its_end_and_replaces_what_is_selected() -> None:
    field = TextField("nomor", digits=True, max_length=6, value="123456")
    async with Stage(field).run_test(size=(80, 24)) as pilot:
        field.focus()
        field.action_select_all()
        paste(pilot.app, "98-76-54-32-10")
        await pilot.pause()
        assert field.value == "987654"


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_gets_in_harmless_by_paste_and_by_draft(name: str) -> None:
    items = [CheckItem("a", name, "kurang", name)]
    hostile = Form(
        Field(TextField("nama", name, placeholder="")),
        Field(Choice("pilih", name, [("a", name), ("b", name)])),
        Field(Note("catatan", name)),
        CheckList("syarat", items),
    )
    async with Stage(hostile).run_test(size=(80, 24)) as pilot:
        hostile.load({"nama": name, "catatan": name, "syarat": "tidak terbaca", "lain": "x"})
        hostile.error("nama", name)
        for kind in (TextField, Note):
            pilot.app.query_one(kind).focus()
            await pilot.pause()
            paste(pilot.app, name)
            await pilot.pause()
            assert unsafe_characters(pilot.app) == set()
        pilot.app.query_one(CheckList).focus()
        await pilot.press("a", "k", "c", "down", "up")
        await pilot.pause()
        assert unsafe_characters(pilot.app) == set()
        assert click_actions(pilot.app) == []
        assert all("\x1b" not in value and "\u202e" not in value for value in hostile.values().values())


async def test_a_choice_is_turned_by_arrows_and_by_letters() -> None:
    async with Stage(choice := Choice("datang", "Datang", CAME)).run_test(size=(80, 24)) as pilot:
        choice.focus()
        assert "● Pemohon  ○ Kuasa" in screen_text(pilot.app)
        await pilot.press("right")
        assert choice.value == "kuasa"
        await pilot.press("right", "k")
        assert choice.value == "kuasa"
        await pilot.press("space", "z")
        assert [event.value for event in pilot.app.of(Choice.Changed)] == ["kuasa", "pemohon", "kuasa"]


async def test_many_answers_are_shown_one_at_a_time() -> None:
    async with Stage(choice := Choice("layanan", "Layanan", SERVICES)).run_test(size=(60, 24)) as pilot:
        choice.focus()
        await pilot.press("b")
        await pilot.pause()
        assert "◂ Bidan yang namanya panjang sekali ▸  2 dari 3" in screen_text(pilot.app)


async def test_a_note_takes_enter_as_a_new_line_and_tab_leaves() -> None:
    async with Stage(it := form()).run_test(size=(80, 24)) as pilot:
        pilot.app.query_one(Note).focus()
        await pilot.press("a", "enter", "b", "tab")
        assert it.values()["catatan"] == "a\nb"
        assert focused(pilot.app) == "syarat"


async def test_requirements_are_marked_by_a_and_k_only() -> None:
    async with Stage(checks := CheckList("syarat", REQUIREMENTS)).run_test(size=(80, 24)) as pilot:
        checks.focus()
        await pilot.press("space", "a", "enter", "K", "c", "down", "x")
        await pilot.pause()
        assert [item.mark for item in checks.items] == ["ada", "kurang", "periksa"]
        assert checks.count("periksa") == 1
        assert [(event.item_id, event.mark) for event in pilot.app.of(CheckList.Changed)] == [
            ("str", "ada"),
            ("ibi", "kurang"),
        ]
        assert [event.item_id for event in pilot.app.of(CheckList.NoteWanted)] == ["ibi"]
        checks.set_note("ibi", "belum ditandatangani")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "✗ kurang   Rekomendasi IBI" in text
        assert "└ belum ditandatangani" in text
        assert "▸ ? periksa" in text


async def test_a_long_requirement_is_shown_whole() -> None:
    long = "Surat Keterangan Sehat dari dokter pemerintah yang masih berlaku dan dilegalisasi asli"
    async with Stage(CheckList("s", [CheckItem("a", long)])).run_test(size=(50, 24)) as pilot:
        assert " ".join(screen_text(pilot.app).replace("? periksa", "").split()) == long


async def test_marks_and_notes_come_back_from_a_draft() -> None:
    first, second = CheckList("s", REQUIREMENTS), CheckList("s", REQUIREMENTS)
    async with Stage(first, second).run_test(size=(80, 24)) as pilot:
        first.focus()
        await pilot.press("a", "down", "k")
        first.set_note("ibi", "buram")
        second.load_value(first.field_value())
        assert second.items == first.items


async def test_a_form_asks_for_a_draft_once_after_the_last_key_and_never_for_what_was_loaded() -> None:
    async with Stage(it := form()).run_test(size=(80, 24)) as pilot:
        it.load({"nama": "Siti Aminah", "datang": "kuasa"})
        await pilot.pause()
        it.edited_now()
        await pilot.pause()
        assert pilot.app.of(Form.Edited) == []
        pilot.app.query_one(TextField).focus()
        await pilot.press("x", "y")
        await pilot.pause()
        assert it._timer is not None
        it.edited_now()
        it.edited_now()
        await pilot.pause()
        (event,) = pilot.app.of(Form.Edited)
        assert event.values["nama"] == "Siti Aminahxy"
        assert event.values["datang"] == "kuasa"


async def test_a_sentence_stands_under_the_field_it_is_about() -> None:
    async with Stage(it := form()).run_test(size=(80, 24)) as pilot:
        it.error("nik", "NIK terdiri dari enam belas angka.")
        await pilot.pause()
        lines = screen_text(pilot.app).splitlines()
        assert "NIK terdiri" in lines[next(y for y, line in enumerate(lines) if line.startswith("  NIK ")) + 1]
        it.clear_errors()
        await pilot.pause()
        assert "NIK terdiri" not in screen_text(pilot.app)
