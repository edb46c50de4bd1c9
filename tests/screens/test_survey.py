"""Loket 5: the applicant comes for the permit and answers nine questions first."""

from __future__ import annotations

from collections import defaultdict

import pytest

from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.survey import questions
from loket.flow.acts import Arrive, Note, TakeOver
from screens.survey.screen import SurveyScreen
from screens.wording.case import history_lines
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open
from tests.store.office import kept_surveys


def ready(house: House, name: str = "Siti Aminah") -> int:
    """A permit that was printed and waits for its applicant."""
    ref = house.complete(house.register(name))
    chain = (("bo", "benar"), ("kasi", "validasi"), ("kabid", "setuju"), ("kadis", "tetapkan"))
    for role, branch in (*chain, ("fo4", "dicetak")):
        ref = house.step(role, ref, branch)
    return ref.file


async def answer(clerk: Clerk, *values: int) -> None:
    await clerk.press(*map(str, values))


async def test_before_anybody_comes_the_screen_says_what_will_be_listed(house: House, program: Open) -> None:
    async with at_work(house, program, "fo5") as clerk:
        listed, told = clerk.halves
        assert listed == "Tidak ada izin yang menunggu diambil."
        assert told == (
            "Izin yang siap diambil tampil di kiri dengan sendirinya. Bila pemohonnya datang, pilih lalu F8."
        )
        clerk.sees("F2·Mulai", "F8·Simpan")


async def test_beside_each_permit_stands_which_key_goes_on_with_it(house: House, program: Open) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        assert clerk.halves[1].endswith("Siti Aminah F8 bila pemohon sudah datang.")
        perform(house.desk, house.who("fo5"), view(house.desk, house.who("fo5"), file).ref, Arrive())
        await clerk.look_again()
        clerk.sees("SUDAH DATANG 1")
        assert clerk.halves[1].endswith("Siti Aminah F2 memulai survei.")


async def test_nine_answers_and_the_file_goes_on_without_them(house: House, program: Open) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        clerk.sees("MENUNGGU DIAMBIL 1", "Siti Aminah", "F8 Datang")
        await clerk.press("f8")
        clerk.sees("DI TANGAN ANDA 1", "1 dari 9 · Persyaratan", "4 ○ Sangat sesuai")
        clerk.sees("Jawaban disimpan terpisah dari berkas: tanpa", "nama, nomor, dan jam.")
        await answer(clerk, 4, 3, 4, 4)
        await clerk.press("right")
        await answer(clerk, 4, 4, 3, 4)
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: belum dijawab nomor 5")
        await clerk.press("down", "down", "up")
        clerk.sees("5 dari 9", "1 ● Tidak sesuai")
        await clerk.press("3", *["enter"] * 3, "4")
        await clerk.write("34")
        await clerk.press("enter", "l", "f8")
        clerk.sees("Terima kasih. Survei tersimpan; 00001 dapat diserahkan.")
    seen = view(house.desk, house.who("fo4"), file)
    assert seen.step is not None
    assert seen.step.sequence == 12
    with house.desk.store.read() as conn:
        (kept,) = kept_surveys(conn)
    values = [4, 3, 4, 4, 3, 4, 4, 3, 4]
    assert kept.answers == {q.code: value for q, value in zip(questions(house.desk), values, strict=True)}
    assert kept.respondent == {"umur": "34", "jenis_kelamin": "L"}
    told = [event.act.data for event in seen.events if isinstance(event.act, Note)]
    assert not any("persyaratan" in str(data) for data in told)


async def test_opening_and_looking_do_nothing(house: House, program: Open) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("enter", "down", "1", "f2")
        clerk.sees("F2 belum bisa: tidak ada pemohon di loket")
    rows, in_all = lists.to_collect(house.desk, house.who("fo5"))
    assert ([row.work.file_id for row in rows], in_all) == ([file], 1)


async def test_who_will_not_answer_now_is_put_back_and_nothing_is_kept(house: House, program: Open) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, 1, 1)
        await clerk.press("f7")
        clerk.sees("2 jawaban 00001 yang sudah diisi dibuang.")
        await clerk.press("enter")
        clerk.sees("3 dari 9", "1✓ 2✓")
        await clerk.press("f7", "left", "enter")
        clerk.sees("00001 ditaruh kembali dan menunggu lagi, terhitung dari sekarang.", "SUDAH DATANG 1")
        await clerk.press("f2")
        clerk.sees("1 dari 9", "1· 2·")
    with house.desk.store.read() as conn:
        assert not kept_surveys(conn)
    assert view(house.desk, house.who("fo5"), file).state.at(0) is not None


async def test_answers_given_stay_while_the_questions_are_closed(house: House, program: Open) -> None:
    ready(house)
    ready(house, "Budi Santoso")
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, 4, 3)
        clerk.sees("3 dari 9", "1✓ 2✓ 3·")
        await clerk.press("f10")
        clerk.sees("DI TANGAN ANDA 1", "Jawaban diingat selama layar ini terbuka")
        await clerk.press("down", "f8")
        clerk.sees("DI TANGAN ANDA 2", "1 dari 9", "1· 2·")
        await answer(clerk, 1)
        await clerk.press("f10", "home", "enter")
        clerk.sees("Siti Aminah", "3 dari 9", "1✓ 2✓ 3·")
        await clerk.press("f7", "left", "enter", "f2")
        clerk.sees("1 dari 9", "1· 2·")
        await clerk.press("f10", "f10")
        clerk.sees("Jawaban survei 00002 belum disimpan")
        await clerk.press("enter")
        clerk.sees("DI TANGAN ANDA 2")


async def test_a_colleague_takes_over_and_the_questions_close(house: House, program: Open) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, 2)
        seen = view(house.desk, house.who("penyelia"), file)
        perform(house.desk, house.who("penyelia"), seen.ref, TakeOver(0), remark="Fitri pulang lebih awal")
        await clerk.look_again()
        assert "dari 9" not in clerk.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_all_of_it_fits_the_screen(house: House, program: Open, size: tuple[int, int]) -> None:
    ready(house)
    async with at_work(house, program, "fo5", size) as clerk:
        await clerk.press("f8")
        for number in range(1, 10):
            clerk.sees(f"{number} dari 9", "4 ○", "Umur", "Pekerjaan", "nama, nomor, dan jam.")
            await clerk.press("4")


async def test_f2_begins_no_other_survey_than_that_of_the_file_under_the_cursor(
    house: House, program: Open
) -> None:
    here, other = ready(house), ready(house, "Dua Contoh")
    perform(house.desk, house.who("fo5"), view(house.desk, house.who("fo5"), here).ref, Arrive())
    async with at_work(house, program, "fo5") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, SurveyScreen)
        screen.comers.select(other)
        await clerk.settle()
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: pemohon berkas ini belum datang; F8 bila sudah")


async def test_an_applicant_who_goes_away_again_is_waited_for_again(house: House, program: Open) -> None:
    house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    async with at_work(house, program, "fo5") as clerk:
        clerk.sees("F6·Pergi lagi")
        await clerk.press("f8", "f6")
        clerk.sees("00001 menunggu diambil lagi, terhitung dari sekarang.", "MENUNGGU DIAMBIL 1")


async def test_an_applicant_who_goes_away_in_the_middle_takes_the_answers_along_only_when_that_is_meant(
    house: House, program: Open
) -> None:
    ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, 4, 4, 4)
        await clerk.press("f6")
        clerk.sees("3 jawaban 00001 yang sudah diisi dibuang.")
        await clerk.press("escape")
        clerk.sees("4 dari 9", "1✓ 2✓ 3✓")
        await clerk.press("f6", "left", "enter")
        clerk.sees("MENUNGGU DIAMBIL 1")
        await clerk.press("f8")
        clerk.sees("1 dari 9", "1· 2·")


async def test_answers_that_would_go_with_what_f9_takes_back_are_asked_about(
    house: House, program: Open
) -> None:
    ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, 3, 4)
        await clerk.press("f9")
        clerk.sees("2 jawaban 00001 yang sudah diisi dibuang.")
        await clerk.press("enter")
        clerk.sees("3 dari 9")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan (", "MENUNGGU DIAMBIL 1")


async def test_after_a_survey_is_saved_f8_means_nobody_until_somebody_is_chosen(
    house: House, program: Open
) -> None:
    ready(house)
    second = ready(house, "Dua Contoh")
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, *[4] * 9)
        await clerk.press("f8")
        clerk.sees("Survei tersimpan", "F8·Datang")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: pilih dulu siapa yang datang", "MENUNGGU DIAMBIL 1")
        await clerk.press("enter")
        clerk.sees("F8 Datang")
        await clerk.press("f8", "f7")
        clerk.sees("00002 menunggu diambil lagi, terhitung", "MENUNGGU DIAMBIL 1")
        assert "SUDAH DATANG" not in clerk.screen
    here = view(house.desk, house.who("fo5"), second).state.at(0)
    assert here is not None


async def test_an_applicant_who_will_not_answer_is_recorded_and_the_file_goes_on(
    house: House, program: Open
) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8", "2", "f3")
        clerk.sees("00001: pemohon menolak survei?", "1 jawaban yang sudah diisi dibuang.")
        await clerk.press("left", "enter")
        clerk.sees("00001: pemohon menolak survei; dapat diserahkan. F9 urung.")
        seen = view(house.desk, house.who("fo4"), file)
        assert seen.step is not None
        assert seen.step.sequence == 12
        await clerk.press("f9")
        clerk.sees("00001: diurungkan (", "DI TANGAN ANDA 1")
        await clerk.press("enter")
        clerk.sees("1 dari 9", "1· 2·")
        await answer(clerk, *[4] * 9)
        await clerk.press("f8")
        clerk.sees("Terima kasih. Survei tersimpan")
    with house.desk.store.read() as conn:
        assert len(kept_surveys(conn)) == 1
    told = history_of(house, file)
    assert "Pemohon menolak mengisi survei kepuasan · Fitri Contoh (diurungkan)" in told
    assert "Survei ditolak pemohon, lanjut ke penyerahan · Fitri Contoh (diurungkan)" in told
    assert told.count("Survei sudah diisi") == 1
    assert "Survei kepuasan diisi pemohon" in told


def history_of(house: House, file: int) -> str:
    seen = view(house.desk, house.who("fo4"), file)
    return "\n".join(words.plain.strip() for words in history_lines(seen, defaultdict(str)))


async def test_after_a_refusal_is_taken_back_the_cursor_stands_on_its_file(
    house: House, program: Open
) -> None:
    first, other = ready(house), ready(house, "Dua Contoh")
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8", "f3")
        clerk.sees("Tercatat bahwa Siti Aminah menolak mengisi")
        await clerk.press("left", "enter")
        screen = clerk.app.screen
        assert isinstance(screen, SurveyScreen)
        assert screen.comers.cursor_id == other
        await clerk.press("enter", "f9")
        clerk.sees("00001: diurungkan (")
        assert screen.comers.cursor_id == first
        await clerk.press("f3")
        clerk.sees("00001: pemohon menolak survei?", "Siti Aminah")


async def test_a_survey_that_was_sent_is_taken_back_and_sent_on_without_asking_anew(
    house: House, program: Open
) -> None:
    file = ready(house)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        await answer(clerk, *[3] * 9)
        await clerk.press("f8", "f9")
        clerk.sees("00001: diurungkan (", "Jawabannya tetap tersimpan; F8", "F8 Teruskan")
        await clerk.press("f8")
        clerk.sees("00001 dapat diserahkan.")
    with house.desk.store.read() as conn:
        assert len(kept_surveys(conn)) == 1
    seen = view(house.desk, house.who("fo4"), file)
    assert seen.step is not None
    assert seen.step.sequence == 12
