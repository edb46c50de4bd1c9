"""What a trial says of the time that an end takes, by the steps' own times and by that for the whole."""

from __future__ import annotations

import re

import pytest

from loket.sop import parse_procedure
from loket.trial.export import as_data
from loket.trial.people import made_up
from loket.trial.together import trials
from loket.trial.words import lines
from tests.flow.office import CONTOH

UNTIMED = re.sub(r", waktu = .*? }", " }", re.sub(r"\nwaktu = .*", "", CONTOH))
WHOLE = UNTIMED.replace("[batas]\n", '[batas]\nkeseluruhan = "7 (tujuh) hari kerja"\n')


def said(text: str) -> str:
    """How long the first end takes, in words."""
    procedure = parse_procedure(text)
    found = trials([procedure.id], {procedure.id: procedure}, made_up)[0]
    end = "\n".join(lines(found)).split("\n\n")[1]
    assert as_data(found)["akhir"][0]["keseluruhan"] == (
        procedure.limits.whole.whole.text if procedure.limits.whole.whole else None
    )
    return " ".join(end.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (UNTIMED, "lamanya tidak disebut SOP"),
        (WHOLE, "keseluruhannya 7 (tujuh) hari kerja menurut SOP, tanpa waktu per langkah"),
        (
            WHOLE.replace("[batas]\n", '[batas]\nkeseluruhan_sejak = "lengkap"\n'),
            "keseluruhannya 7 (tujuh) hari kerja sejak lengkap menurut SOP, tanpa waktu per langkah",
        ),
    ],
    ids=["none", "the whole", "the whole, since it was complete"],
)
def test_steps_without_times(text: str, words: str) -> None:
    assert said(text).endswith(words)


def test_steps_with_times_and_one_for_the_whole() -> None:
    timed = CONTOH.replace("[batas]\n", '[batas]\nkeseluruhan = "3 hari kerja"\n')
    assert "menit menurut SOP" in said(timed)
    assert said(timed).endswith("keseluruhannya 3 hari kerja")
