"""*Perbaiki data* at the keyboard: from a desk, from Loket 2, and from a file that was found."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from textual.widget import Widget

from loket.desk.case.file_view import view
from loket.desk.case.on_form import PRESENT
from loket.desk.case.perform import perform
from loket.desk.intake import correcting
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.correcting import Correction
from loket.flow.acts import Take
from screens.counter.correcting import CorrectScreen
from screens.counter.screen import CounterScreen
from screens.file.case import CaseScreen
from screens.widgets.dialogs import Confirm
from screens.widgets.fields import Field
from tests import registering
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, House, Open, hear

BELA = NewApplicant("Bela Contoh", "2102014508900005", "081200005555")


def held(house: House) -> int:
    """A file in the back office's hands."""
    ref = house.complete(house.register())
    return perform(house.desk, house.who("bo"), ref, Take()).file


def brought_by_rina(house: House) -> int:
    proxy = {"came_as": "kuasa", "came_name": "Rina Contoh", "proxy_seen": True}
    told = {"service": "sip-bidan", "kind": "baru", "applicant": NewApplicant("Siti Aminah", NIK), **proxy}
    return registering.register(house.desk, house.who("fo2", "2"), Registration(**told)).file  # type: ignore[arg-type]


def registered_of_bela(house: House) -> int:
    told = Registration("sip-bidan", "baru", BELA)
    return registering.register(house.desk, house.who("fo2", "2"), told).file


async def opens(clerk: Clerk, file: int, key: str = "f6") -> None:
    """From the file as it is read."""
    clerk.app.push_screen(CaseScreen(file))
    await clerk.settle()
    await clerk.press(key)


async def test_the_fields_are_shown_once_they_are_filled(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, ready = held(house), Event()
    async with at_work(house, program, "bo") as clerk:
        clerk.app.push_screen(CaseScreen(file))
        await clerk.settle()

        def slow(*given: Any) -> object:
            ready.wait(5)
            return view(*given)

        monkeypatch.setattr("screens.counter.correcting.view", slow)
        clerk.app.push_screen(CorrectScreen(file, lambda _: None))
        await clerk.pilot.pause(0.1)
        assert not clerk.app.screen.query_one("#correct-form").visible
        ready.set()
        await clerk.settle()
        clerk.sees("Nama Siti Aminah")
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "name"


async def types(clerk: Clerk, field: str, words: str) -> None:
    screen = clerk.app.screen
    assert isinstance(screen, CorrectScreen)
    screen.form.focus_field(field)
    await clerk.settle()
    await clerk.press("home", "shift+end", "backspace")
    await clerk.write(words)


async def test_what_is_read_again_leaves_the_field_marked_that_is_typed_over(
    house: House, program: Open
) -> None:
    held(house)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f7")
        await clerk.pick("Perbaiki data")
        clerk.sees("Perbaiki data · 00001 SIP Bidan · baru")
        screen = clerk.app.screen
        assert isinstance(screen, CorrectScreen)
        screen.changed()
        await clerk.settle()
        await clerk.write("Siti Amanah")
        assert screen.form.values()["name"] == "Siti Amanah"


async def test_the_desk_that_has_it_in_hand_puts_a_name_right(house: House, program: Open) -> None:
    held(house)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f7")
        await clerk.pick("Perbaiki data")
        clerk.sees("Perbaiki data · 00001 SIP Bidan · baru", "210201******0012", "081200001111")
        await clerk.write("Siti Amanah")
        clerk.sees("semula: Siti Aminah")
        await clerk.press("f8")
        clerk.sees("Alasan belum ditulis. Sebut mengapa datanya diperbaiki.", "semula: Siti Aminah")
        await clerk.write("salah ketik")
        await clerk.press("f8")
        clerk.sees("00001: data diperbaiki. F9 urung.", "Siti Amanah")
        await clerk.press("f4")
        clerk.sees("Data diperbaiki: nama Siti Aminah → Siti Amanah (salah ketik) · Andi Contoh")
        await clerk.press("f10", "f9")
        clerk.sees("00001: perbaikan data diurungkan.", "Siti Aminah")
    assert house.half_typed() == []


async def test_after_a_correction_f9_takes_back_that_and_not_the_marks_before_it(
    house: House, program: Open
) -> None:
    file = house.register().file
    async with at_work(house, program, "fo2") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.open_file(file)
        await clerk.press("s")
        clerk.sees("F9 Urung S")
        await clerk.press("f7")
        await clerk.pick("Perbaiki data")
        await types(clerk, "name", "Siti Amanah")
        await types(clerk, "remark", "salah ketik")
        await clerk.press("f8")
        clerk.sees("00001: data diperbaiki. F9 urung.", "F9 Urung data")
        await clerk.press("f9")
        clerk.sees("00001: perbaikan data diurungkan.", "Siti Aminah", "F9 Urung S")
        await clerk.press("f9")
        clerk.sees("Tanda dari S diurungkan.", "F9 Urung 00001")
    marks = [item.mark for item in view(house.desk, house.who("fo2"), file).checklist]
    assert PRESENT not in marks


async def test_what_is_said_to_go_with_a_registration_are_the_marks_that_stand(
    house: House, program: Open
) -> None:
    file = house.register().file
    async with at_work(house, program, "fo2") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.open_file(file)
        await clerk.press("a", "s", "s")
        await hear(clerk.pilot)
        await clerk.press("f9")
        clerk.sees(" 1 tanda dan catatan kelengkapan yang sudah")


async def test_after_the_decision_it_is_called_ralat(house: House, program: Open) -> None:
    ref = house.finish(house.complete(house.register()))
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, ref.file)
        clerk.sees("Ralat data · 00001")
        await types(clerk, "phone", "081200007777")
        await types(clerk, "remark", "nomor lama")
        await clerk.press("f8")
        clerk.sees("00001: data diralat. Surat izinnya perlu dicetak ulang.", "081200007777")
        clerk.sees("Ralat: HP 081200001111 → 081200007777 (nomor lama) · Sari Contoh")


async def test_other_files_that_still_say_the_same_are_named(house: House, program: Open) -> None:
    house.register()
    file = held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await types(clerk, "phone", "081200007777")
        await types(clerk, "remark", "nomor lama")
        await clerk.press("f8")
        clerk.sees("00002: data diperbaiki. Berkas 00001 masih memakai data lama")


async def test_what_another_desk_changed_of_the_person_is_told_and_nothing_typed_is_lost(
    house: House, program: Open
) -> None:
    other, file = house.register(), held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await types(clerk, "name", "Siti Amanah")
        await types(clerk, "remark", "salah ketik")
        said = Correction({"name": "Siti Imanah"}, "salah dengar")
        correcting.correct(house.desk, house.who("fo2", "2"), other, said)
        await clerk.look_again()
        await clerk.press("f8")
        clerk.sees("Diubah dari berkas lain (Sari Contoh", "nama Siti Aminah → Siti Imanah", "Siti Amanah")
        await clerk.press("f8")
        clerk.sees("00002: data diperbaiki.")


async def test_two_niks_that_were_swapped_are_put_right_one_after_the_other(
    house: House, program: Open
) -> None:
    first, second = held(house), registered_of_bela(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, first)
        await types(clerk, "nik", BELA.nik)
        clerk.sees("Tercatat atas Bela Contoh; bila orang itu, data lainnya ikut.")
        await types(clerk, "remark", "tertukar")
        await clerk.press("f8")
        clerk.sees("NIK ini atas nama lain", "Orang lain: NIK ini keliru pada Bela Contoh")
        await clerk.press("end", "enter")
        clerk.sees("Bila NIK keduanya tertukar: sesudah ini perbaiki juga")
        await clerk.press("left", "enter")
        clerk.sees("00001: data diperbaiki. Berkas 00002 masih memakai data lama")
        await clerk.press("f10")
        await opens(clerk, second)
        await types(clerk, "nik", NIK)
        await types(clerk, "remark", "tertukar")
        await clerk.press("f8")
        clerk.sees("00002: data diperbaiki.")


async def test_another_desk_reads_why_it_cannot(house: House, program: Open) -> None:
    file = held(house)
    async with at_work(house, program, "kasi") as clerk:
        await opens(clerk, file)
        clerk.sees("F6 belum bisa: diperbaiki oleh Loket 2, atau meja yang memegang berkasnya")
        assert isinstance(clerk.app.screen, CaseScreen)


async def test_esc_asks_nothing_where_nothing_changed_and_asks_before_it_throws_away(
    house: House, program: Open
) -> None:
    file = held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: belum ada yang diubah")
        await clerk.press("escape")
        assert isinstance(clerk.app.screen, CaseScreen)
        await clerk.press("f6")
        await clerk.write("Siti Amanah")
        await clerk.press("escape", "enter")
        clerk.sees("semula: Siti Aminah")
        await clerk.press("escape", "left", "enter")
        assert isinstance(clerk.app.screen, CaseScreen)
        clerk.sees("Siti Aminah")
    assert house.half_typed() == []


async def test_what_was_typed_outlives_a_crash(house: House, program: Open) -> None:
    file = held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await clerk.write("Siti Amanah")
        await types(clerk, "remark", "salah")
        await clerk.press("up")
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        clerk.sees("Isian yang tersimpan 08.05 terbuka lagi.", "semula: Siti Aminah", "salah")
        await clerk.press("f8")
        clerk.sees("00001: data diperbaiki.")
    assert house.half_typed() == []


async def test_what_is_wrong_is_said_at_its_field_as_at_a_registration(house: House, program: Open) -> None:
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "nik", "123")
        await types(clerk, "email", "bukan surel")
        await types(clerk, "remark", "salah")
        await clerk.press("f8")
        clerk.sees("NIK harus 16 angka; yang diketik 3.", "Perbaiki isian yang ditandai, lalu F8 lagi.")
        field = clerk.app.screen.focused
        assert field is not None
        assert field.name == "nik"


async def test_who_came_is_put_right_and_every_field_is_reached_with_enter(
    house: House, program: Open
) -> None:
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        names = []
        await clerk.press(*["up"] * 6)
        for _ in range(20):
            field = clerk.app.screen.focused
            names += [field.name] if field is not None and field.name not in names else []
            await clerk.press("enter")
        assert names[:6] == ["came_as", "came_name", "came_nik", "came_phone", "proxy_seen", "nik"]
        assert names[-1] == "remark"
        assert {"service", "kind"} <= set(names)
        clerk.sees("Alasan")
        await types(clerk, "came_name", "Rini Contoh")
        await types(clerk, "remark", "salah dengar")
        await clerk.press("f8", "6")
        clerk.sees("kuasa Rini Contoh")


async def test_another_document_than_a_nik_is_put_right_too(house: House, program: Open) -> None:
    foreign = NewApplicant("Contoh Asing", id_kind="paspor", id_number="X1234567")
    asked = Registration("sip-bidan", "baru", foreign)
    file = registering.register(house.desk, house.who("fo2", "2"), asked).file
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        clerk.sees("paspor", "X****567")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: belum ada yang diubah")
        await types(clerk, "id_number", "X1234568")
        clerk.sees("semula: X****567")
        await types(clerk, "remark", "salah baca")
        await clerk.press("f8")
        clerk.sees("00001: data diperbaiki.", "X****568")


async def test_another_nik_asks_who_is_meant(house: House, program: Open) -> None:
    registering.register(house.desk, house.who("fo2", "2"), Registration("sip-bidan", "baru", BELA))
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "nik", BELA.nik)
        clerk.sees("Tercatat atas Bela Contoh; bila orang itu, data lainnya ikut.")
        await types(clerk, "remark", "salah orang")
        await clerk.press("f8")
        clerk.sees("NIK ini atas nama lain", "Tercatat: Bela Contoh")
        await clerk.press("enter")
        assert isinstance(clerk.app.screen, CorrectScreen)
        await types(clerk, "name", "Bela Contoh")
        await clerk.press("f8", "end", "enter")
        clerk.sees("00002: data diperbaiki.", "Bela Contoh · NIK 210201******0005 · 081200005555")


RUDI = NewApplicant("Rudi Contoh", id_kind="paspor", id_number="X1234567")
WHOSE = "bila orang itu, data lainnya ikut."


@pytest.mark.parametrize("field", ["nik", "came_nik"])
async def test_whose_a_nik_is_is_said_as_soon_as_it_is_typed_whoever_it_is_of(
    house: House, program: Open, field: str
) -> None:
    registered_of_bela(house)
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, field, BELA.nik)
        clerk.sees(f"Tercatat atas Bela Contoh; {WHOSE}")
        await clerk.press("down")
        clerk.sees(f"Tercatat atas Bela Contoh; {WHOSE}")
        await types(clerk, field, "2102014508900006")
        await clerk.press("down")
        assert WHOSE not in clerk.screen


@pytest.mark.parametrize("of", ["", "came_"])
async def test_whose_a_passport_is_is_said_when_its_field_is_left(
    house: House, program: Open, of: str
) -> None:
    registering.register(house.desk, house.who("fo2", "2"), Registration("sip-bidan", "baru", RUDI))
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        screen = clerk.app.screen
        assert isinstance(screen, CorrectScreen)
        screen.form.ask_document(f"{of}nik")
        await clerk.settle()
        await types(clerk, f"{of}id_number", "x1234567")
        assert WHOSE not in clerk.screen
        await clerk.press("down")
        clerk.sees(f"Tercatat atas Rudi Contoh; {WHOSE}")
        screen.form.focus_field(f"{of}id_kind")
        await clerk.settle()
        await clerk.press("right")
        assert WHOSE not in clerk.screen, "a KITAS of that number is nobody's"


async def test_a_desk_that_looks_up_nobody_is_not_told_whose_it_is(house: House, program: Open) -> None:
    registered_of_bela(house)
    file = held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await types(clerk, "nik", BELA.nik)
        await clerk.press("down")
        assert "Bela" not in clerk.screen


async def test_moved_to_who_has_the_service_under_way_asks_whether_another_is_meant(
    house: House, program: Open
) -> None:
    registering.register(house.desk, house.who("fo2", "2"), Registration("sip-bidan", "baru", BELA))
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "nik", BELA.nik)
        await types(clerk, "name", BELA.name)
        await types(clerk, "remark", "salah orang")
        await clerk.press("f8")
        clerk.sees("Masih berjalan", "00001 SIP Bidan, Sari Contoh sejak 08.05", "Tetap perbaiki")
        await clerk.press("down", "enter")
        clerk.sees("00001 SIP Bidan", "Riwayat")
        await clerk.press("f10")
        clerk.sees("salah orang")
        await clerk.press("f8", "end", "enter")
        clerk.sees("00002: data diperbaiki.", "Bela Contoh")


async def test_what_is_unusual_is_said_when_a_field_is_left(house: House, program: Open) -> None:
    file = held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await types(clerk, "phone", "14000")
        await clerk.press("down")
        clerk.sees("HP atau telepon; periksa lagi. semula: 081200001111")
        await types(clerk, "email", "surel")
        await clerk.press("down")
        clerk.sees("Surel ditulis seperti nama@contoh.id; kosongkan bila tidak ada. semula: kosong")
        await types(clerk, "nik", "9902014508900003")
        clerk.sees("Kode provinsi pada NIK tidak dikenal; periksa KTP. semula: 210201******0012")
        await types(clerk, "phone", "081200001119")
        await clerk.press("down")
        assert "tidak seperti" not in clerk.screen
        clerk.sees("semula: 081200001111")


async def test_what_is_unusual_is_seen_once_before_f8_puts_it_right(house: House, program: Open) -> None:
    file = held(house)
    async with at_work(house, program, "bo") as clerk:
        await opens(clerk, file)
        await types(clerk, "remark", "nomor baru")
        await types(clerk, "phone", "00061234")
        await clerk.press("f8")
        clerk.sees("Nomor ini tidak seperti nomor HP", "F8 sekali lagi")
        await clerk.press("f8")
        clerk.sees("data diperbaiki")


async def test_back_from_the_question_the_cursor_is_in_the_document_it_is_about(
    house: House, program: Open
) -> None:
    foreign = NewApplicant("Contoh Asing", id_kind="paspor", id_number="X1234567")
    asked = Registration("sip-bidan", "baru", foreign)
    registering.register(house.desk, house.who("fo2", "2"), asked)
    other = Registration(
        "sip-bidan", "baru", NewApplicant("Contoh Lain", id_kind="paspor", id_number="X7654321")
    )
    file = registering.register(house.desk, house.who("fo2", "2"), other).file
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "id_number", "X1234567")
        await types(clerk, "remark", "salah baca")
        await clerk.press("f8")
        clerk.sees("Paspor ini sudah dikenal")
        await clerk.press("enter")
        field = clerk.app.screen.focused
        assert field is not None
        assert field.name == "id_number"


async def test_a_kuasa_registered_as_the_applicant_is_put_right(house: House, program: Open) -> None:
    file = held(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        screen = clerk.app.screen
        assert isinstance(screen, CorrectScreen)
        screen.form.focus_field("came_as")
        await clerk.settle()
        await clerk.press("k", "down")
        await clerk.write("Rina Contoh")
        await types(clerk, "outside_number", "SIC-12")
        await types(clerk, "remark", "Rina yang datang")
        await clerk.press("f8")
        clerk.sees("Surat kuasa belum dilihat. Minta surat kuasa, lalu tandai sudah dilihat.")
        await clerk.press("a", "f8")
        clerk.sees("00001: data diperbaiki.", "no. aplikasi – → SIC-12; yang datang pemohon → kuasa")
        await clerk.press("6")
        clerk.sees("kuasa Rina Contoh", "SIC-12")


async def test_what_was_typed_of_a_kuasa_counts_not_once_the_applicant_came(
    house: House, program: Open
) -> None:
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "came_name", "Rini Contoh")
        await clerk.press("up", "p")
        screen = clerk.app.screen
        assert isinstance(screen, CorrectScreen)
        assert screen.form.changed == {"came_as": "pemohon"}
        assert "Nama kuasa" not in clerk.screen
        await types(clerk, "remark", "ia sendiri")
        await clerk.press("f8")
        clerk.sees("yang datang kuasa → pemohon; nama kuasa Rina Contoh → –")
        await clerk.press("6")
        assert "Rina" not in clerk.screen


async def test_one_of_the_same_person_elsewhere_asks_too(house: House, program: Open) -> None:
    house.register()
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "nik", BELA.nik)
        await types(clerk, "name", "Bela Contoh")
        await types(clerk, "remark", "salah orang")
        await clerk.press("f8")
        clerk.sees("Orang yang sama?", "Orang yang sama: nama dan NIK-nya dibetulkan", "Orang lain")
        await clerk.press("end", "enter")
        clerk.sees("00002: data diperbaiki.", "Bela Contoh")


async def test_what_a_colleague_put_right_meanwhile_shows_where_nothing_was_typed(
    house: House, program: Open
) -> None:
    file = held(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "name", "Siti Amanah")
        view = clerk.app.screen
        assert isinstance(view, CorrectScreen)
        assert view.view is not None
        changed = {"phone": "081200008888", "name": "Siti Imanah"}
        correcting.correct(house.desk, house.who("bo"), view.view.ref, Correction(changed, "salah"))
        await clerk.look_again()
        clerk.sees("081200008888", "Siti Amanah", "semula: Siti Imanah")


async def test_what_is_kept_late_closes_the_form_and_what_was_opened_over_it(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, ready = held(house), Event()

    def slow(*given: Any, **more: Any) -> object:
        ready.wait(5)
        return correcting.correct(*given, **more)

    monkeypatch.setattr("screens.counter.correcting.correct", slow)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        await types(clerk, "name", "Siti Amanah")
        await types(clerk, "remark", "salah ketik")
        screen = clerk.app.screen
        assert isinstance(screen, CorrectScreen)
        screen.press_f8()
        clerk.app.push_screen(Confirm("Tidak jadi", "Dibuang?"))
        await clerk.pilot.pause()
        ready.set()
        await clerk.settle()
        clerk.sees("00001: data diperbaiki.")
        assert isinstance(clerk.app.screen, CaseScreen)


async def test_what_is_said_below_a_field_is_seen_though_the_cursor_comes_there_only_later(
    house: House, program: Open
) -> None:
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2") as clerk:
        await opens(clerk, file)
        screen = clerk.app.screen
        assert isinstance(screen, CorrectScreen)
        form = screen.form
        field = next(each for each in form.walk_children(Field) if each.field.name == "remark")
        for name in ("came_name", "came_phone", "name", "phone"):
            await types(clerk, name, "Sita" if name.endswith("name") else "081200000130")
        form.error("remark", "Alasan belum ditulis.")
        await clerk.settle()
        holder = next(each for each in field.ancestors if isinstance(each, Widget) and each.max_scroll_y)
        above = field.region.bottom - 1 - holder.scrollable_content_region.bottom
        holder.scroll_relative(y=above, animate=False, immediate=True)
        await clerk.settle()
        clerk.sees("mengapa diperbaiki")
        assert "Alasan belum ditulis." not in clerk.screen
        form.focus_field("remark")
        await clerk.settle()
        clerk.sees("Alasan belum ditulis.")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_reason_is_seen_where_it_is_asked_for(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    file = brought_by_rina(house)
    async with at_work(house, program, "fo2", size) as clerk:
        await opens(clerk, file)
        for name, words in (
            ("came_name", "Rini"),
            ("came_phone", "081200000120"),
            ("name", "Sita"),
            ("phone", "081200000130"),
        ):
            await types(clerk, name, words)
        await clerk.press("f8")
        clerk.sees("Alasan belum ditulis. Sebut mengapa datanya diperbaiki.")
