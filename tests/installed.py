"""The program as an office gets it: built, and installed from the wheel in a venv of its own.

The venv sees the libraries of the running environment but not the checkout, so whatever the wheel lacks
is missing there too. Each of the processes that share the tests builds its own, in about two seconds.
"""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

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
    """This process's environment without what would lead Python back to the checkout."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


def build(source: Path, into: Path, *what: str) -> None:
    """Build `what` (`--wheel`, `--sdist`; neither: sdist, and the wheel from it) with the running tools."""
    command = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", str(into), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built straight from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build(ROOT, folder, "--wheel")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive; the wheel built from it lies beside it."""
    folder = tmp_path_factory.mktemp("sdist")
    build(ROOT, folder)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed in a fresh venv."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    bin_folder = venv / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_folder / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)

    paths = sysconfig.get_paths(vars={"base": str(venv), "platbase": str(venv)})
    site = Path(paths["purelib"])
    # A .pth line adds the folder alone: an editable install's own .pth in there is not followed.
    here = sysconfig.get_paths()
    libraries = sorted({here["purelib"], here["platlib"]})
    (site / "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    return Installed(python=python, loket=bin_folder / "loket", site=site)
