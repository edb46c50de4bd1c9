"""Hostile texts on their way in: nothing that a terminal would obey is ever kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loket.desk import drafts, errors
from loket.desk.case import entries, file_view
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.people import staff
from loket.flow.acts import Choose, MarkTrouble, Rest, Resume, SolveTrouble, Take, Withdraw
from loket.store.applicants import NewApplicant
from tests.desk.karimun import NIK, PASSWORD, Karimun, bring_to, nip, open_karimun
from tests.hostile.payloads import PAYLOADS, obeyed, texts, unsafe
from tests.screen_text import click_actions, unsafe_characters
from tests.snapshots.guide import LARGE, Guide, opened
from tests.snapshots.tour import NEW_NIK


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def _register(office: Karimun, text: str) -> Ref:
    person = NewApplicant(name=f"Siti {text}", nik="2102015508850077", phone="", address=text, company=text)
    asked = Registration(
        "sip-bidan", "baru", person, came_as="kuasa", came_name=f"Rina {text}",
        came_phone=f"0812000011{text}", proxy_seen=True, outside_number=text,
    )  # fmt: skip
    return registration.register(office.desk, office.who("fo2"), asked)


def _work_on(office: Karimun, ref: Ref, text: str) -> None:
    """Say the text wherever a desk lets something be said."""
    desk, fo2, bo = office.desk, office.who("fo2"), office.who("bo")
    item = file_view.view(desk, fo2, ref.file).checklist[0].requirement.id
    ref = entries.set_mark(desk, fo2, ref.file, item, "kurang", f"belum ada {text}")
    drafts.save(desk, fo2, "pendaftaran", "tanpa nomor", {"name": text})
    perform(desk, fo2, ref, Choose("tidak", missing=(item,)), remark=f"belum lengkap {text}")
    ref = bring_to(office, 6)
    ref = perform(desk, bo, ref, Take())
    keys = [field.key for field in file_view.view(desk, bo, ref.file).fields]
    entries.save_fields(desk, bo, ref.file, dict.fromkeys(keys, f"Jl. {text}"))
    ref = perform(desk, bo, ref, MarkTrouble(0), remark=f"listrik {text}")
    ref = perform(desk, bo, ref, SolveTrouble())
    ref = perform(desk, bo, ref, Rest(0), agency=f"Dinkes {text}"[:60], remark=f"menunggu {text}")
    ref = perform(desk, bo, ref, Resume())
    perform(desk, fo2, ref, Withdraw(0), remark=f"pindah {text}")


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=list(PAYLOADS))
def test_what_comes_in_over_a_desk_is_kept_harmless(office: Karimun, text: str) -> None:
    ref = _register(office, text)
    _work_on(office, ref, text)
    staff.add(office.desk, None, nip=nip(40), name=f"Ayu {text}", password=PASSWORD, roles=["bo"])
    office.desk.store.close()
    kept = list(texts(office.desk.store.path))
    assert not unsafe(kept)
    longest = max(len(value) for table, column, value in kept if (table, column) == ("applicant", "name"))
    assert longest <= 300


async def test_what_is_pasted_into_the_registration_is_kept_harmless(demo: Path) -> None:
    async def nothing(name: str, guide: Guide) -> None:
        """Only what is kept matters here."""

    async with opened(demo, nothing, LARGE) as guide:
        await guide.sign_in("fo2")
        await guide.press("f2", "h", "up", "right", "down")
        for text in (PAYLOADS["click"], "", "081200000077"):
            await guide.paste(text)
            await guide.press("down")
        await guide.press("right", "down")
        await guide.paste(NEW_NIK)
        await guide.press("down")
        await guide.paste(f"Siti {PAYLOADS['clipboard']}{PAYLOADS['c1']}{PAYLOADS['bidi']}")
        await guide.press("down")
        await guide.paste("081200000078")
        await guide.press("down", "down", "down")
        several = PAYLOADS["lines"] + PAYLOADS["zero width"]
        for text in (PAYLOADS["title"], PAYLOADS["nul"], "", "", several, ""):
            await guide.paste(text)
            await guide.press("down")
        assert not unsafe_characters(guide.app)
        await guide.press("f8", "k")
        await guide.press("c")
        await guide.paste(PAYLOADS["clear"])
        await guide.press("ctrl+s", "f6", "enter")
        assert not unsafe_characters(guide.app)
        assert not click_actions(guide.app)
    kept = list(texts(demo))
    names = [value for table, column, value in kept if (table, column) == ("applicant", "name")]
    assert any(name.startswith("Siti PT ]52;c;") for name in names)
    assert not unsafe(kept)


def test_a_hostile_service_or_kind_is_no_service(office: Karimun) -> None:
    good = Registration("sip-bidan", "baru", NewApplicant(name="Siti", nik=NIK))
    for text in PAYLOADS.values():
        for bad in (replace(good, service=text), replace(good, kind=text)):
            with pytest.raises(errors.Invalid) as caught:
                registration.register(office.desk, office.who("fo2"), bad)
            assert not obeyed(" ".join(caught.value.faults.values()))
