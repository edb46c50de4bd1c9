"""Finds the files that come with the program: everything in `data/`, and `loket.tcss`.

The wheel carries them inside the package; in a checkout, and when installed from one in editable mode,
they lie beside it. Which of the two it is gets decided once, for all of them: a single missing file must
never be looked for among a stranger's files in site-packages.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_HOME = _PACKAGE if (_PACKAGE / "data").is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """The file or folder `parts` names, e.g. `resource("data", "sop")` or `resource("loket.tcss")`.

    Raises FileNotFoundError, with the full path, when the installation lacks it.
    """
    path = _HOME.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; the installation is incomplete")
    return path
