"""A tour through every screen and the main dialogs, on the demo office, with the keys a clerk presses.

Each stop is a view with a name; a story signs one person in (or nobody) and ends wherever it likes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from loket.flow.standing import Standing
from screens.file.case import SECTIONS, CaseScreen
from screens.file.papers import PrintScreen
from screens.file.sop import SopScreen
from tests.opened import live
from tests.snapshots.guide import Guide

Story = Callable[[Guide], Awaitable[None]]

NEW_NIK = "2102014508920034"  # made up, and nobody's in the demo office


async def signin(guide: Guide) -> None:
    """From the first frame to the choice of a counter."""
    await guide.view("signin")
    await guide.write("eko")
    await guide.press("enter")
    await guide.write("loket-demo")
    await guide.press("f8")
    await guide.view("signin-counter")


async def intake(guide: Guide) -> None:
    """A number from the call to its outcome, and a file registered on the way."""
    await guide.sign_in("fo2")
    await guide.view("intake-waiting")
    await guide.press("f7")
    await guide.view("intake-more")
    await guide.press("enter")
    await guide.view("dialog-pick")
    await guide.press("escape", "f2")
    await guide.view("intake-called")
    await guide.press("h")
    await guide.press("up", "right", "down")
    await guide.write("Rina Contoh")
    await guide.press("down", "down")
    await guide.write("081200000077")
    await guide.press("down", "right", "down")
    await guide.write(NEW_NIK)
    await guide.press("down")
    await guide.write("Siti Rekaan")
    await guide.press("down")
    await guide.write("081200000078")
    await guide.view("intake-form")
    await guide.press("f8")
    await guide.press("a", "a", "a", "k")
    await guide.view("intake-checklist")
    await guide.press("f6")
    await guide.view("dialog-confirm")
    await guide.press("enter")
    await guide.view("intake-returned")
    await guide.press("f2")
    await guide.view("dialog-outcome")
    await guide.press("f10", "f10")


async def intake_files(guide: Guide) -> None:
    """A file that lies on the counter's own pile, and one that waits for its applicant."""
    await guide.sign_in("fo2", at=1)
    screen = guide.app.screen
    for name, row in (
        ("intake-pile-file", guide.file(step=5, standing=Standing.WAITING)),
        ("intake-with-applicant", guide.file(standing=Standing.APPLICANT)),
    ):
        screen.open_file(row.work.file_id)  # type: ignore[attr-defined]
        await guide.settle()
        await guide.view(name)


async def backoffice(guide: Guide) -> None:
    """A file is taken, its data entered; then the questions of the other keys."""
    await guide.sign_in("bo")
    await guide.view("backoffice")
    await guide.press("down", "f2")
    await guide.view("backoffice-entry")
    await guide.press("f6")
    await guide.view("dialog-ask")
    await guide.press("escape", "f7")
    await guide.view("dialog-more")
    await guide.press("escape", "ctrl+k", "down")
    await guide.view("dialog-keys")
    await guide.press("escape", "f10", "f10")
    await guide.view("dialog-leave")


async def verification(guide: Guide) -> None:
    """Files marked at the Kasi's desk and decided together."""
    await guide.sign_in("kasi")
    await guide.view("verification")
    await guide.press("t", "t")
    await guide.view("verification-marks")
    await guide.press("f8")
    await guide.view("dialog-many")


async def approval(guide: Guide) -> None:
    """The Kabid's desk, and the refusal that is asked twice."""
    await guide.sign_in("kabid")
    await guide.press("f2")
    await guide.view("approval")
    await guide.press("f6")
    await guide.view("approval-back")


async def signature(guide: Guide) -> None:
    """The head of the office."""
    await guide.sign_in("kadis")
    await guide.press("down", "f2")
    await guide.view("signature")


async def issuance(guide: Guide) -> None:
    """Loket 4."""
    await guide.sign_in("fo4")
    await guide.view("issuance")
    await guide.press("f2")
    await guide.view("issuance-taken")


async def survey(guide: Guide) -> None:
    """Loket 5: somebody came for the permit and answers."""
    await guide.sign_in("fo5")
    await guide.view("survey")
    await guide.press("f8", "f2")
    await guide.press("3", "4", "3")
    await guide.view("survey-questions")


async def case(guide: Guide) -> None:
    """A file that was returned once, read whole; then one that rests, and one that ended."""
    await guide.sign_in("penyelia")
    returned = guide.file(standing=Standing.APPLICANT)
    await guide.show(CaseScreen(returned.work.file_id))
    for number, (name, _) in enumerate(SECTIONS, 1):
        await guide.press(str(number))
        await guide.view(f"case-{name}")
    await guide.show(CaseScreen(guide.file(standing=Standing.AGENCY).work.file_id))
    await guide.view("case-resting")
    await guide.show(CaseScreen(guide.file(outcome="ditolak").work.file_id))
    await guide.press("4")
    await guide.view("case-ended")


async def sop(guide: Guide) -> None:
    """The SOP as written."""
    await guide.sign_in("bo")
    desk = live(guide.app).desk
    with desk.store.write() as conn:
        procedure = desk.current(conn, "karimun-sicantik")[1]
    await guide.show(SopScreen(procedure, 6))
    await guide.view("sop-langkah")
    await guide.press("2")
    await guide.view("sop-dokumen")
    await guide.press("3")
    await guide.view("sop-tafsir")


async def find(guide: Guide) -> None:
    """Anything, from anywhere."""
    await guide.sign_in("bo")
    await guide.press("ctrl+f")
    await guide.view("find-empty")
    await guide.write("0000")
    guide.app.screen.changed()  # type: ignore[attr-defined]
    await guide.settle()
    await guide.press("down", "down")
    await guide.view("find")


async def supervisor(guide: Guide) -> None:
    """All open files."""
    await guide.sign_in("penyelia")
    await guide.view("supervisor")


async def admin(guide: Guide) -> None:
    """What the office has still to fill in; a counter is changed, and what that does is told before."""
    await guide.sign_in("admin")
    await guide.view("admin")
    await guide.press("left", *["down"] * 6, "right")
    await guide.view("admin-counters")
    await guide.press("f4", "down", "space")
    await guide.view("admin-form")
    await guide.press("f8")
    await guide.view("admin-accept")


async def papers(guide: Guide) -> None:
    """The receipt, the list of what is missing, and where they may go."""
    await guide.sign_in("fo2")
    await guide.show(PrintScreen(guide.file(standing=Standing.APPLICANT).work.file_id))
    await guide.press("1")
    await guide.view("prints-receipt")
    await guide.press("2")
    await guide.view("prints-missing")
    await guide.press("f5")
    await guide.view("dialog-print")


async def help_of_a_step(guide: Guide) -> None:
    """F1 in the midst of work."""
    await guide.sign_in("bo")
    await guide.press("down", "f2", "f1")
    await guide.view("help")


STORIES: tuple[Story, ...] = (
    signin, intake, intake_files, backoffice, verification, approval, signature, issuance, survey, case,
    sop, find, supervisor, admin, papers, help_of_a_step,
)  # fmt: skip
