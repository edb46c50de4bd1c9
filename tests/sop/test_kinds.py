"""Kinds of work can be written in the words of the field, beside the English ones."""

import re

import pytest

from loket.cli import run
from loket.sop.model import KINDS, Demand, Kind
from loket.sop.show import reading
from loket.sop.sound import load
from tests.installed import ROOT
from tests.sop.test_faults import HEAD, step, the_fault, way

WORDS = [kind.word for kind in Kind]


def test_each_kind_has_one_word_of_its_own_that_is_no_other_kinds() -> None:
    assert set(KINDS) == set(Kind)
    assert len({*WORDS, *Kind}) == 2 * len(Kind)
    assert all(word.isalpha() and word.islower() for word in WORDS)


def test_whoever_writes_an_sop_reads_of_each_kind_and_its_two_words() -> None:
    page = (ROOT / "docs/sop.md").read_text(encoding="utf-8")
    table = page.split("| `jenis` | atau |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \| `(\w+)` \|", table, re.M) == [(kind.word, kind.value) for kind in Kind]


@pytest.mark.parametrize(("page", "row"), [("sop", "| `meminta` |"), ("glossary", "| `Demand` |")])
def test_whoever_writes_an_sop_reads_of_each_demand(page: str, row: str) -> None:
    lines = (ROOT / f"docs/{page}.md").read_text(encoding="utf-8").splitlines()
    (told,) = (line for line in lines if line.startswith(row))
    assert [demand.value for demand in Demand if not re.search(rf"\b{demand.value}\b", told)] == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.APPLICANT])
def test_both_words_of_a_kind_are_read_alike(kind: Kind) -> None:
    english, ours = (load(HEAD + step(more=f'jenis = "{word}"')) for word in (kind.value, kind.word))
    assert english == ours
    assert ours.step(2).kind is kind
    assert reading(ours.step(2), ours)[1].endswith(f"· {kind.word}")


def test_an_applicants_step_needs_no_role_in_either_word() -> None:
    assert load(HEAD.replace('"applicant"', '"pemohon"') + step()).step(1).roles == ("pemohon",)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("pembayran", '"pembayaran"'), ("paymnet", '"payment"'), ("Verifikasi", '"verifikasi"')],
)
def test_an_unknown_kind_is_answered_with_the_nearest_of_both(wrong: str, right: str) -> None:
    assert the_fault(HEAD + step(more=f'jenis = "{wrong}"')).right == right


def test_what_is_near_to_none_is_answered_with_the_words_of_the_field() -> None:
    said = the_fault(HEAD + step(more='jenis = "xyz"')).right
    assert said == "salah satu dari " + ", ".join(f'"{word}"' for word in WORDS)


def test_a_kind_that_is_missing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    fault = the_fault(HEAD + step(ways=way("selesai = true")).replace('jenis = "entry"\n', ""))
    assert (fault.key, fault.wrong) == ("langkah[2].jenis", "tidak diisi")
    assert run(["sop", "tampil", "karimun-sicantik"]) == 0
    assert "· kelengkapan" in " ".join(capsys.readouterr().out.split())
