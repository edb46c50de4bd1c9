"""The program as an office gets it: built, and installed from the wheel in a venv of its own.

The venv sees the libraries of the running environment but not the checkout, so whatever the wheel lacks
is missing there too.
"""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shared import made_once

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Installed:
    """Where the installed program lies."""

    python: Path
    loket: Path
    site: Path

    def run(self, *command: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """The installed `loket` with these arguments, started from `/` and without a terminal."""
        return self.call(self.loket, *command, typed=typed, **env)

    def call(self, *command: str | Path, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Any command, with no trace of the checkout in its folder or environment."""
        return subprocess.run(
            command,
            cwd="/",
            env=bare_environment() | env,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
        )


def bare_environment() -> dict[str, str]:
    """This process's environment without what an office lacks: a way to the checkout, all written at once."""
    ours = {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONUNBUFFERED"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def build(source: Path, into: Path, *what: str) -> None:
    """Build `what` (`--wheel`, `--sdist`; neither: sdist, and the wheel from it) with the running tools."""
    command = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", str(into), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheel() -> Path:
    """The wheel, built straight from the checkout."""
    folder = made_once("wheel", lambda folder: build(ROOT, folder, "--wheel"))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def sdist() -> Path:
    """The source archive; the wheel built from it lies beside it."""
    folder = made_once("sdist", lambda folder: build(ROOT, folder))
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def installed(wheel: Path) -> Installed:
    """The wheel, installed in a fresh venv."""
    return _in(made_once("installed", lambda folder: _install(wheel, folder)) / "venv")


def _in(venv: Path) -> Installed:
    bin_folder = venv / ("Scripts" if sys.platform == "win32" else "bin")
    paths = sysconfig.get_paths(vars={"base": str(venv), "platbase": str(venv)})
    return Installed(python=bin_folder / "python", loket=bin_folder / "loket", site=Path(paths["purelib"]))


def _install(wheel: Path, folder: Path) -> None:
    new = _in(folder / "venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(new.python)]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)

    # A .pth line adds the folder alone: an editable install's own .pth in there is not followed.
    here = sysconfig.get_paths()
    libraries = sorted({here["purelib"], here["platlib"]})
    (new.site / "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
