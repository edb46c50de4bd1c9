"""docs/sop.md, from which an office's SOP is written: all that it prints is read, and nothing is left out."""

import re
from pathlib import Path

import pytest

from loket.cli import run
from loket.sop import model
from loket.sop.sound import load, read_files
from loket.sop.source import written

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sop.md").read_text(encoding="utf-8")
*PIECES, WHOLE = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)
FOLDERS = (
    "data/sop",
    "tests/sop",
    "tests/eighth",
    "tests/offices",
    "tests/ways",
    "tests/times",
    "tests/elsewhere",
    "tests/after",
)
SOURCES: dict[str, str] = {}
for file in (file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.toml"))):
    SOURCES[file.stem] = SOURCES.get(file.stem, "") + file.read_text(encoding="utf-8")
QUOTED = [piece for piece in PIECES if re.match(r"# [\w-]+\n", piece)]
OWN = [piece for piece in PIECES if piece not in QUOTED]


def test_it_ends_with_a_whole_eighth_procedure() -> None:
    assert SOURCES["contoh-reklame"] == WHOLE
    procedure = load(WHOLE)
    signature = procedure.step(8)
    assert {role: signature.time.of(role).text for role in signature.roles} == {  # type: ignore[union-attr]
        "kabid": "2 jam",
        "kadis": "1 hari kerja",
    }
    assert procedure.step(7).kind == "payment"
    assert "kasir" in procedure.roles


@pytest.mark.parametrize("piece", QUOTED, ids=lambda piece: piece.split("\n", 1)[0])
def test_a_piece_stands_in_the_sop_that_it_names(piece: str) -> None:
    """Its first line names the file; `# …` stands where something was left out."""
    named, text = piece.split("\n", 1)
    source = SOURCES[named.removeprefix("# ")]
    for part in text.split("# …\n"):
        assert part in source
        source = source[source.index(part) :]


@pytest.mark.parametrize("piece", OWN, ids=lambda piece: piece.split("\n", 1)[0])
def test_a_piece_of_the_page_itself_is_read_without_a_fault_of_its_own(piece: str, tmp_path: Path) -> None:
    """What a piece leaves out is missing; all that it says is known."""
    file = tmp_path / "potongan.toml"
    file.write_text(piece, encoding="utf-8")
    _, faults = read_files([written(file)])
    said = [fault for fault in faults if re.search("tidak dikenal|berisi|memuat|bukan|baris", fault.wrong)]
    assert said == []


def keys_read() -> set[str]:
    """Every key that the reader of SOPs asks for."""
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "loket" / "sop").glob("read*.py"))
    getters = "text|flag|number|numbers|texts|text_rows|mapping|choice|kind|duration|table|tables"
    asked = rf'\.(?:{getters})\(\s*"(\w+)"'
    return set(re.findall(asked, source))


def test_it_names_every_key_of_the_format() -> None:
    keys = keys_read()
    assert {"urut", "kembali_ke", "masalah_sejak", "keseluruhan_langkah"} <= keys
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", PAGE)] == []


@pytest.mark.parametrize(
    "words",
    [
        model.Kind,
        model.Demand,
        model.Party,
        model.Direction,
        model.Origin,
        model.TroubleStart,
        model.Milestone,
        model.Unit,
    ],
)
def test_it_names_every_word_that_a_key_may_have(words: type[model.Kind]) -> None:
    assert [word for word in words if not re.search(rf"[`\"][^`\"]*\b{word}\b[^`\"]*[`\"]", PAGE)] == []


def test_it_names_the_kinds_in_the_words_of_the_field() -> None:
    assert [kind for kind in model.Kind if f"| `{kind.word}` | `{kind}` |" not in PAGE] == []


def printed(begins: str) -> list[str]:
    """The indented lines of the page, from the one that begins so to the end of its block, as on a screen."""
    lines = PAGE.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"    {begins}"))
    end = next(at for at in range(start, len(lines)) if lines[at] and not lines[at].startswith("    "))
    return [line[4:] for line in lines[start:end]]


def test_a_fault_is_told_as_the_page_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reklame.toml"
    text = WHOLE.replace("contoh-reklame", "reklame").replace('waktu = "10 menit"', 'waktu = "5 mnt"', 1)
    file.write_text(text, encoding="utf-8")
    assert run(["sop", "periksa", str(file)]) == 2
    assert printed("reklame.toml: ")[0] in capsys.readouterr().out


def test_a_trial_shows_what_the_page_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["sop", "coba", str(ROOT / "tests" / "sop" / "contoh-reklame.toml")]) == 0
    _, *shown = printed("$ loket sop coba contoh-reklame")
    assert "\n".join(shown).strip() in capsys.readouterr().out
