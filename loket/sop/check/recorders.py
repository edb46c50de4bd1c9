"""Who records for others (`dicatat_oleh`), and where these act (`di`): what says nothing there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from loket.sop.check.places import key_of, listed, unread_below
from loket.sop.faults import Fault
from loket.sop.model import APPLICANT_ROLE, SYSTEM_ROLE, Kind, Procedure, SignOff, Step

_NAME = "dicatat_oleh"


def wrong_recorders(procedure: Procedure, file: str, unread: Collection[str] = ()) -> Iterator[Fault]:
    """Recorders that are no staff or act there themselves, where nobody acts; places without recorders."""
    for step in procedure.places:
        if any(unread_below(unread, key_of(step, name=name)) for name in ("peran", "paraf", _NAME)):
            continue
        key, signing = key_of(step), [sign_off.roles for sign_off in step.sign_offs] or [step.roles]
        yield from _wrong(step, f"{key}.{_NAME}", file, signing)
        for place, sign_off in enumerate(step.sign_offs, start=1):
            yield from _wrong(sign_off, f"{key}.paraf[#{place}].{_NAME}", file, [sign_off.roles])
            if sign_off.elsewhere and not (sign_off.recorders or step.recorders):
                yield _idle_place(f"{key}.paraf[#{place}].di", file)
        if step.elsewhere and not (step.recorders or any(s.recorders for s in step.sign_offs)):
            yield _idle_place(f"{key}.di", file)
        if step.recorders:
            yield from _nothing_to_record(step, f"{key}.{_NAME}", file)


def _wrong(place: Step | SignOff, key: str, file: str, signing: list[tuple[str, ...]]) -> Iterator[Fault]:
    """Recorders who are no staff, or who may act themselves wherever they could record."""
    for role in place.recorders:
        if role in (APPLICANT_ROLE, SYSTEM_ROLE):
            yield Fault(file, key, f'"{role}" bukan petugas', "peran petugas yang mencatat di program ini")
        elif all(role in roles for roles in signing):
            wrong = f'peran "{role}" mengerjakannya sendiri, jadi tidak mencatat untuk siapa pun'
            yield Fault(file, key, wrong, f"peran lain, atau tanpa {role}")


def _nothing_to_record(step: Step, key: str, file: str) -> Iterator[Fault]:
    """Recorders of a step at which nobody acts, or whose sign-offs all have recorders of their own."""
    if step.parts:
        yield Fault(file, key, "yang bertindak bagian-bagiannya", f"{_NAME} pada [[langkah.serentak]]")
    elif step.kind is Kind.APPLICANT or step.passes or step.before_registration:
        wrong = "di langkah ini tidak ada tindakan petugas yang dicatat"
        yield Fault(file, key, wrong, "tanpa kunci ini; yang diterima dari pemohon dicatat loket")
    elif step.sign_offs and all(sign_off.recorders for sign_off in step.sign_offs):
        wrong = f"tidak berlaku: setiap paraf punya {_NAME} sendiri"
        yield Fault(file, key, wrong, f"tanpa {listed(step.recorders)} di sini")


def _idle_place(key: str, file: str) -> Fault:
    right = f'{_NAME} = ["sekretariat"] di sampingnya, atau tanpa kunci ini'
    return Fault(file, key, "tidak ada yang mencatat apa yang dilakukan di sana", right)
