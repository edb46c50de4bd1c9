"""The installed program works from anywhere, with nothing of the checkout in reach."""

import tomllib

from loket import __version__
from tests.installed import ROOT, Installed


def procedures() -> list[str]:
    """The ids of the procedures in the checkout, read from the files themselves."""
    found = []
    for path in sorted((ROOT / "data" / "sop").glob("*.toml")):
        with path.open("rb") as file:
            found.append(tomllib.load(file)["id"])
    return found


def test_the_checkout_is_out_of_reach(installed: Installed) -> None:
    done = installed.call(
        installed.python, "-c", "import loket, screens; print(loket.__file__, screens.__file__)"
    )
    assert done.stderr == ""
    assert all(path.startswith(str(installed.site)) for path in done.stdout.split())
    tests = installed.call(installed.python, "-c", "import tests.installed")
    assert "ModuleNotFoundError" in tests.stderr


def test_it_tells_its_version(installed: Installed) -> None:
    done = installed.run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout


def test_python_dash_m_is_the_same_program(installed: Installed) -> None:
    assert (
        installed.call(installed.python, "-m", "loket", "--version").stdout
        == installed.run("--version").stdout
    )


def test_it_lists_the_seven_procedures(installed: Installed) -> None:
    done = installed.run("sop", "daftar")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(procedures()) == 7
    for sop in procedures():
        assert sop in done.stdout


def test_it_finds_its_style_sheet_and_data_inside_the_package(installed: Installed) -> None:
    code = (
        "from loket.resources import resource; print(resource('loket.tcss')); print(resource('data', 'sop'))"
    )
    done = installed.call(installed.python, "-c", code)
    package = installed.site / "loket"
    assert done.stdout.splitlines() == [str(package / "loket.tcss"), str(package / "data" / "sop")], (
        done.stderr
    )


def test_it_computes_a_deadline_from_the_data_it_carries(installed: Installed) -> None:
    done = installed.run("batas", "2026-03-17 14:30", "60 menit", "--kantor", "karimun")
    assert (done.stdout, done.stderr, done.returncode) == ("2026-03-25T08:00:00+07:00\n", "", 0)


def test_every_file_of_the_data_can_be_read_where_it_was_installed(installed: Installed) -> None:
    for path in (ROOT / "data").rglob("*"):
        if path.is_file():
            copy = installed.site / "loket" / path.relative_to(ROOT)
            assert copy.read_bytes() == path.read_bytes()
