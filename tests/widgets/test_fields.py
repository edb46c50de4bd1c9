"""Forms under fast hands, scanners and pasted numbers."""

from __future__ import annotations

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from screens.shell.theme import CONTRAST, DARK, LIGHT
from screens.widgets.check_list import CheckList, CheckRow
from screens.widgets.dialogs import Ask
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.form import Form
from screens.widgets.note import NoteField
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.widgets.stage import HOSTILE, Stage, on_stage

CAME = (("pemohon", "Pemohon"), ("kuasa", "Kuasa"))
SERVICES = tuple(
    (f"l{n}", f"{word} yang namanya panjang sekali") for n, word in enumerate(("Apotek", "Bidan", "Cuti"))
)
REQUIREMENTS = (
    CheckRow("str", "STR berlaku"),
    CheckRow("ibi", "Rekomendasi IBI"),
    CheckRow("foto", "Pasfoto 4×6"),
)


def form(*more: Widget) -> Form:
    return Form(
        Field(TextField("nama", "Nama")),
        Field(TextField("nik", "NIK", digits=True, max_length=16)),
        Field(Choice("datang", "Datang", CAME)),
        Field(NoteField("catatan", "Catatan")),
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

    async with on_stage(stage=Listening(form())) as (stage, pilot):
        stage.query_one("TextField").focus()
        await pilot.press(*"Siti Aminah".replace(" ", ""), "enter")
        assert focused(stage) == "nik"
        await pilot.press("down")
        assert focused(stage) == "datang"
        await pilot.press("enter")
        assert focused(stage) == "catatan"
        await pilot.press("up", "up", "up", "up", "up")
        assert focused(stage) == "nama"
        assert sent == []


async def test_a_nik_is_pasted_as_it_is_written() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        stage.query(TextField)[1].focus()
        await pilot.pause()
        paste(stage, "3174 0123 4567 8901\nbaris lain")
        await pilot.pause()
        assert it.values()["nik"] == "3174012345678901"
        paste(stage, "99")
        await pilot.press("x", "5")
        assert it.values()["nik"] == "3174012345678901"


async def test_a_paste_is_cut_only_at_its_end_and_replaces_what_is_selected() -> None:
    async with on_stage(field := TextField("nomor", digits=True, max_length=6)) as (stage, pilot):
        field.focus()
        await pilot.press(*"123456", "ctrl+shift+a")
        paste(stage, "98-76-54-32-10")
        await pilot.pause()
        assert field.value == "987654"


async def test_what_does_not_get_in_is_told_under_the_field_until_something_does() -> None:
    async with on_stage(form()) as (stage, pilot):
        nik = next(field for field in stage.query(TextField) if field.name == "nik")
        nik.focus()
        await pilot.press("2", "a")
        await pilot.pause()
        assert "Hanya angka yang masuk di sini." in screen_text(stage)
        await pilot.press("1")
        await pilot.pause()
        assert "Hanya angka" not in screen_text(stage)
        paste(stage, "NIK 02")
        await pilot.pause()
        assert nik.value == "2102"
        assert "Hanya angka yang masuk di sini." in screen_text(stage)
        paste(stage, "0155-0890-0012-3456")
        await pilot.pause()
        assert nik.value == "2102015508900012"
        assert "Paling banyak 16 angka; selebihnya tidak masuk." in screen_text(stage)


async def test_what_was_cut_off_is_said_until_the_field_is_edited() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        nik = stage.query(TextField)[1]
        nik.focus()
        await pilot.press(*"21020155089000129")
        assert list(it.spilled()) == ["nik"]
        await pilot.press("enter")
        assert list(it.spilled()) == ["nik"]
        await pilot.press("up", *"2102015508900012")
        assert nik.value == "2102015508900012"
        assert it.spilled() == {}
        await pilot.press("x")
        assert it.spilled() == {}
        assert "Hanya angka yang masuk di sini." in screen_text(stage)


@pytest.mark.parametrize("back", [("up",), ("shift+tab",), ("down", "up", "up"), ("tab", "up", "shift+tab")])
async def test_who_comes_back_by_a_key_types_over_what_stands_there(back: tuple[str, ...]) -> None:
    async with on_stage(form()) as (stage, pilot):
        name = stage.query(TextField)[0]
        name.focus()
        await pilot.press(*"Salah", "enter", *back, *"Ani")
        assert name.value == "Ani"


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST])
async def test_what_typing_would_replace_is_seen(look: str) -> None:
    async with on_stage(form(), theme=look) as (stage, pilot):
        name = stage.query(TextField)[0]
        name.focus()
        await pilot.press(*"Sita", "enter", "up")
        await pilot.pause()
        grounds = [segment.style.bgcolor for segment in name.render_line(0) if segment.style]
        assert grounds[0] != grounds[-1]


async def test_an_arrow_or_the_mouse_goes_into_what_stands_there() -> None:
    async with on_stage(form()) as (stage, pilot):
        name = stage.query(TextField)[0]
        name.focus()
        await pilot.press(*"Sita", "enter", "up", "end", *"min")
        assert name.value == "Sitamin"
        await pilot.press("enter", "up", "home", *"Xi")
        assert name.value == "XiSitamin"
        await pilot.press("enter")
        await pilot.click(name, offset=(2, 0))
        await pilot.press("-")
        assert name.value == "X-iSitamin"


async def test_a_question_with_an_answer_in_it_is_answered_anew_by_typing() -> None:
    answers: list[str | None] = []
    async with on_stage() as (stage, pilot):
        stage.push_screen(Ask("Nama", "Siapa?", initial="Pemohon sendiri"), answers.append)
        await pilot.pause()
        await pilot.press(*"Rudi", "enter")
        await pilot.pause()
    assert answers == ["Rudi"]


async def test_a_question_does_not_take_what_was_cut_off() -> None:
    answers: list[str | None] = []
    async with on_stage() as (stage, pilot):
        stage.push_screen(Ask("Nama", "Siapa?"), answers.append)
        await pilot.pause()
        paste(stage, "n" * 301)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert answers == []
        assert "selebihnya tidak masuk" in screen_text(stage)
        await pilot.press("backspace", "enter")
        await pilot.pause()
    assert answers == ["n" * 299]


@pytest.mark.parametrize("words", [HOSTILE[at : at + 3] for at in (0, 3, 6)])
async def test_hostile_text_gets_in_harmless_by_paste_and_by_draft(words: tuple[str, ...]) -> None:
    hostile = Form(
        *[Field(TextField("nama", word)) for word in words],
        *[Field(Choice("pilih", word, [("a", word), ("b", word)])) for word in words],
        Field(NoteField("catatan", words[0])),
        CheckList("syarat", [CheckRow(str(n), word, "kurang", word) for n, word in enumerate(words)]),
    )
    name = "".join(words)
    async with on_stage(hostile) as (stage, pilot):
        hostile.load({"nama": name, "catatan": name, "syarat": "tidak terbaca", "lain": "x"})
        hostile.error("nama", name)
        for field in (*stage.query(TextField), stage.query_one(NoteField)):
            field.focus()
            await pilot.pause()
            paste(stage, name)
            await pilot.pause()
            assert unsafe_characters(stage) == set()
        stage.query_one(CheckList).focus()
        await pilot.press("a", "k", "c", "down", "up")
        await pilot.pause()
        assert unsafe_characters(stage) == set()
        assert click_actions(stage) == []
        assert all("\x1b" not in hostile.values()[name] for name in ("nama", "catatan"))
        assert "\u202e" not in "".join(hostile.values().values())


async def test_a_choice_is_turned_by_arrows_and_by_letters() -> None:
    async with on_stage(choice := Choice("datang", "Datang", CAME)) as (stage, pilot):
        choice.focus()
        assert "● Pemohon  ○ Kuasa" in screen_text(stage)
        await pilot.press("right")
        assert choice.value == "kuasa"
        await pilot.press("right", "k")
        assert choice.value == "kuasa"
        await pilot.press("space", "z")
        assert [event.value for event in stage.of(Choice.Changed)] == ["kuasa", "pemohon", "kuasa"]


async def test_many_answers_are_shown_one_at_a_time() -> None:
    async with on_stage(choice := Choice("layanan", "Layanan", SERVICES), size=(60, 24)) as (stage, pilot):
        choice.focus()
        await pilot.press("b")
        await pilot.pause()
        assert "◂ Bidan yang namanya panjang sekali ▸  2 dari 3" in screen_text(stage)


async def test_a_note_takes_enter_as_a_new_line_and_tab_leaves() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        stage.query_one(NoteField).focus()
        await pilot.press("a", "enter", "b", "tab")
        assert it.values()["catatan"] == "a\nb"
        assert focused(stage) == "syarat"


async def test_requirements_are_marked_by_a_and_k_only() -> None:
    async with on_stage(checks := CheckList("syarat", REQUIREMENTS)) as (stage, pilot):
        checks.focus()
        await pilot.press("space", "a", "enter", "K", "c", "down", "x")
        await pilot.pause()
        assert [item.mark for item in checks.items] == ["ada", "kurang", "periksa"]
        assert checks.count("periksa") == 1
        assert [(event.item_id, event.mark) for event in stage.of(CheckList.Changed)] == [
            ("str", "ada"),
            ("ibi", "kurang"),
        ]
        assert [event.item_id for event in stage.of(CheckList.NoteWanted)] == ["ibi"]
        checks.set_note("ibi", "belum ditandatangani")
        await pilot.pause()
        text = screen_text(stage)
        assert "✗ kurang   Rekomendasi IBI" in text
        assert "└ belum ditandatangani" in text
        assert "▸ ? periksa" in text


async def test_a_long_requirement_is_shown_whole() -> None:
    long = "Surat Keterangan Sehat dari dokter pemerintah yang masih berlaku dan dilegalisasi asli"
    async with on_stage(CheckList("s", [CheckRow("a", long)]), size=(50, 24)) as (stage, _pilot):
        assert " ".join(screen_text(stage).replace("▸ ? periksa", "").split()) == long


async def test_marks_and_notes_come_back_from_a_draft() -> None:
    first, second = CheckList("s", REQUIREMENTS), CheckList("s", REQUIREMENTS)
    async with on_stage(first, second) as (_stage, pilot):
        first.focus()
        await pilot.press("a", "down", "k")
        first.set_note("ibi", "buram")
        second.load_value(first.field_value())
        assert second.items == first.items


async def test_a_form_asks_for_a_draft_once_for_what_was_typed_and_never_for_what_was_loaded() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        it.load({"nama": "Siti Aminah", "datang": "kuasa"})
        await pilot.pause()
        it.edited_now()
        await pilot.pause()
        assert stage.of(Form.Edited) == []
        stage.query_one(TextField).focus()
        await pilot.press("x", "y")
        await pilot.pause()
        it.edited_now()
        await pilot.pause()
        assert stage.of(Form.Edited) != []
        assert it.take() == {"nama": "Siti Aminahxy"}
        assert it.take() == {}


async def test_a_rest_of_the_hands_keeps_and_typing_on_without_one_does_not_put_it_off() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        stage.query_one(TextField).focus()
        await pilot.press("x")
        await pilot.pause()
        longest, rest = it._due
        await pilot.press("y", "z")
        await pilot.pause()
        assert it._due[0] is longest
        assert it._due[1] is not rest
        assert stage.of(Form.Edited) == []


async def test_a_field_that_is_left_is_kept_at_once() -> None:
    async with on_stage(form()) as (stage, pilot):
        stage.query_one(TextField).focus()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert len(stage.of(Form.Edited)) == 1


async def test_a_sentence_stands_under_the_field_it_is_about() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        it.error("nik", "NIK terdiri dari enam belas angka.")
        await pilot.pause()
        lines = screen_text(stage).splitlines()
        assert "NIK terdiri" in lines[next(y for y, line in enumerate(lines) if line.strip() == "NIK") + 1]
        it.clear_errors()
        await pilot.pause()
        assert "NIK terdiri" not in screen_text(stage)


@pytest.mark.parametrize("cursor", ["nama", "nik"])
async def test_typing_after_a_refusal_takes_the_place_of_what_was_wrong_wherever_the_cursor_was(
    cursor: str,
) -> None:
    async with on_stage(it := form()) as (_, pilot):
        it.load({"nama": "S1ti"})
        it.focus_field(cursor, to_go_on=True)
        await pilot.pause()
        it.show_faults({"nama": "Nama tidak berangka."})
        await pilot.press(*"Siti")
        assert it.values()["nama"] == "Siti"


async def test_a_field_that_was_left_shows_how_it_begins() -> None:
    address = "Jalan Contoh Raya Nomor 12, Kelurahan Rekaan, Kecamatan Karimun"
    fields = Form(Field(TextField("alamat", "Alamat")), Field(TextField("hp", "HP")))
    async with on_stage(fields, size=(44, 24)) as (stage, pilot):
        fields.fill({"alamat": address})
        stage.query(TextField)[0].focus()
        await pilot.press("home", "end")
        assert "Kecamatan Karimun" in screen_text(stage)
        await pilot.press("enter")
        assert "Jalan Contoh Raya" in screen_text(stage)
        fields.fill({"alamat": f"Gang {address}"})
        await pilot.pause()
        assert "Gang Jalan Contoh" in screen_text(stage)
        await pilot.press("up", "home", "end")
        assert "Kecamatan Karimun" in screen_text(stage)


async def test_s_says_of_all_that_were_not_looked_at_that_they_are_there_and_takes_just_that_back() -> None:
    async with on_stage(checks := CheckList("syarat", REQUIREMENTS)) as (stage, pilot):
        checks.focus()
        await pilot.press("down", "k", "s")
        assert [item.mark for item in checks.items] == ["ada", "kurang", "ada"]
        assert "S sekali lagi: urung" in screen_text(stage)
        await pilot.press("s")
        assert [item.mark for item in checks.items] == ["periksa", "kurang", "periksa"]
        await pilot.press("s", "a", "s")
        assert [item.mark for item in checks.items] == ["ada", "ada", "ada"]


async def test_s_leaves_what_need_not_be_there_to_who_saw_it() -> None:
    rows = (REQUIREMENTS[0], CheckRow("kuasa", "Surat kuasa (bila ada)", optional=True))
    async with on_stage(checks := CheckList("syarat", rows)) as (_stage, pilot):
        checks.focus()
        await pilot.press("s")
        assert [item.mark for item in checks.items] == ["ada", "periksa"]
        await pilot.press("down", "a", "s")
        assert [item.mark for item in checks.items] == ["ada", "ada"]


async def test_a_form_whose_fields_do_not_stand_yet_takes_other_suggestions_in_its_stride() -> None:
    form = Form()
    async with on_stage(form):
        form.suggested = {"penerima": "Siti"}
        form.suggest({"penerima": "Rina"})
    assert form.suggested == {"penerima": "Siti"}


async def test_one_of_many_is_chosen_by_the_letters_of_its_name() -> None:
    people = [(str(at), name) for at, name in enumerate(["Ani", "Budi Tono", "Tini", "Tono Contoh", "Toni"])]
    async with on_stage(choice := Choice("orang", "Petugas", people)) as (_, pilot):
        choice.focus()
        await pilot.press("t")
        assert choice.value == "2"
        await pilot.press("o", "n", "o")
        assert choice.value == "3"
        await pilot.press("b")
        assert choice.value == "1"
        await pilot.press("t")
        assert choice.value == "2"


async def test_after_a_rest_a_letter_begins_another_word() -> None:
    services = [("sip", "SIP Bidan"), ("reklame", "Izin Reklame")]
    async with on_stage(choice := Choice("layanan", "Layanan", services, "reklame")) as (_, pilot):

        async def typed(letter: str, at: float) -> str:
            key = events.Key(letter, letter)
            key.time = at
            choice.post_message(key)
            await pilot.pause()
            return choice.value

        assert await typed("s", 100.0) == "sip"
        assert await typed("i", 100.3) == "sip"
        assert await typed("i", 102.0) == "reklame"
