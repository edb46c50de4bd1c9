"""The wheel and the source archive carry everything, and nothing else."""

import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from tests.installed import ROOT


def files_below(folder: str) -> set[str]:
    """Files of the checkout under `folder`, as paths from the root, without what Python left behind."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in paths if "__pycache__" not in path.parts}


def names_in_wheel(wheel: Path) -> set[str]:
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_the_code_the_data_and_the_style_and_nothing_else(wheel: Path) -> None:
    data = {f"loket/{name}" for name in files_below("data")}
    code = files_below("loket") | files_below("screens")
    assert names_in_wheel(wheel) == code | data | {"loket/loket.tcss"}


def test_a_wheel_built_from_the_source_archive_is_the_same(sdist: Path, wheel: Path) -> None:
    assert names_in_wheel(next(sdist.parent.glob("*.whl"))) == names_in_wheel(wheel)


def test_the_source_archive_holds_what_is_needed_to_build_and_test(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    wanted = {
        "LICENSE",
        "Makefile",
        "README.md",
        "constraints.txt",
        "loket.tcss",
        "pyproject.toml",
        ".ci/run",
    }
    for folder in ("loket", "screens", "data", "tests", "docs", "bench", "packaging"):
        wanted |= files_below(folder)
    assert wanted - names == set()
    strays = {name for name in names - wanted if not name.startswith(".")}
    assert strays == {"PKG-INFO"}


def test_the_licence_and_the_command_are_in_the_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = next(name for name in names if name.endswith("/entry_points.txt"))
        assert "loket = loket.cli:main" in archive.read(entry_points).decode()
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        metadata: dict[str, Any] = tomllib.load(file)["project"]
    return metadata


def test_the_build_tools_and_test_libraries_are_not_asked_of_an_office() -> None:
    asked = " ".join(project()["dependencies"])
    for name in ("holidays", "pytest", "hypothesis", "time-machine", "hatchling", "ruff", "mypy"):
        assert name not in asked
