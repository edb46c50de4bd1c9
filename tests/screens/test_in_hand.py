"""Who performs two steps of one desk has the file in hand at both; F8 struck twice sends it no further."""

from __future__ import annotations

from loket.desk.case import lists
from loket.desk.people import staff
from tests.screen_text import screen_text
from tests.screens.house import PASSWORD, House, Open, enter, press


async def test_the_next_step_of_the_desk_is_in_hand_and_f9_takes_back_both(
    house: House, program: Open
) -> None:
    roles = ("kasi", "kabid")
    house.ids["both"] = staff.add(
        house.desk, None, nip="199001012020011098", name="Hadi Contoh", password=PASSWORD, roles=roles
    )
    house.step("bo", house.complete(house.register()), "benar")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "both")
        await press(pilot, "f2", "f8")
        seen = screen_text(pilot.app)
        assert "di tangan Anda: " in seen
        assert "DI TANGAN ANDA 1" in seen
        await press(pilot, "f8")
        assert "F8 sekali lagi meneruskannya." in screen_text(pilot.app)
        (held,) = lists.in_hand(house.desk, house.who("both"))
        assert held.step is not None
        assert (held.step.sequence, held.work.role) == (8, "kabid")
        await press(pilot, "f9")
        (held,) = lists.in_hand(house.desk, house.who("both"))
        assert held.step is not None
        assert (held.step.sequence, held.work.role) == (7, "kasi")
