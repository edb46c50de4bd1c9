"""What the top bar says about the office's time."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk.words.moments import standing_words
from tests.desk.karimun import Karimun, instant, open_karimun


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-20 07:00", "buka pukul 07.30, waktu berhenti"),
        ("2026-11-20 09:00", "istirahat 11.30–13.00"),
        ("2026-11-20 12:00", "istirahat s.d. 13.00, waktu berhenti"),
        ("2026-11-20 14:00", "tutup 16.30"),
        ("2026-11-20 17:00", "tutup, buka Sen 23 Nov 07.30, waktu berhenti"),
        ("2027-12-31 09:00", "istirahat 11.30–13.00"),
        ("2027-12-31 14:00", "tutup 16.30"),
        ("2027-12-31 17:00", "di luar kalender kantor"),
        ("2028-01-03 09:00", "di luar kalender kantor"),
    ],
)
def test_the_bar_says_what_the_offices_clock_does(office: Karimun, now: str, words: str) -> None:
    assert standing_words(office.desk.working_time(), instant(now + "+07:00")) == words
