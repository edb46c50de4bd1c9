"""What an import drags in: nothing below the screens knows Textual, and the pure rooms know no library.

Each question is put to a fresh Python, since this one has long imported everything.
"""

import ast
import os
import subprocess
import sys

import grimp

from tests.installed import ROOT


def dragged_in(*modules: str) -> set[str]:
    """Names in sys.modules, and their packages', after importing `modules` in a new process."""
    code = (
        "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *modules],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    names = set(done.stdout.split())
    return names | {name.partition(".")[0] for name in names}


def modules_below_the_screens() -> list[str]:
    """Every module of `loket` but the command line; migrations run only under Alembic."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / "loket").rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in sorted(paths))
    beside = ("loket.cli", "loket.__main__", "loket.store.migrations")
    return [name for name in names if not name.startswith(beside)]


def test_nothing_below_the_screens_imports_textual() -> None:
    modules = modules_below_the_screens()
    assert {"loket.sla", "loket.sop", "loket.flow", "loket.store", "loket.desk"} <= set(modules)
    assert dragged_in(*modules).isdisjoint({"textual", "rich", "typer", "screens"})


def test_the_rules_are_pure() -> None:
    heavy = {"sqlalchemy", "sqlmodel", "alembic", "textual", "rich", "typer", "pendulum", "argon2"}
    rooms = ("loket.flow", "loket.sop", "loket.sla")
    pure = [name for name in modules_below_the_screens() if name.startswith(rooms)]
    assert {"loket.flow.rules", "loket.sop.check.whole", "loket.sla.judge"} <= set(pure)
    assert dragged_in(*pure).isdisjoint(heavy)


def test_asking_for_the_version_opens_neither_screens_nor_database() -> None:
    assert dragged_in("loket.cli").isdisjoint({"textual", "sqlmodel", "sqlalchemy", "alembic"})


def test_the_app_paints_before_the_database_is_imported() -> None:
    assert dragged_in("screens.app").isdisjoint({"sqlmodel", "sqlalchemy", "alembic"})


def test_the_sign_in_does_not_wait_for_fields_of_several_lines() -> None:
    assert "textual.widgets._text_area" not in dragged_in("screens.app", "screens.shell.driver")


def circles(*packages: str) -> list[set[str]]:
    """Groups of files that import one another, in whatever way: at their head or inside a function."""
    graph = grimp.build_graph(*packages, exclude_type_checking_imports=False)
    reached = {m: graph.find_upstream_modules(m) for m in graph.modules}
    tied = {m: {n for n in reached[m] if m in reached[n]} for m in reached}
    found = {frozenset({m, *others}) for m, others in tied.items() if others}
    return sorted((set(group) for group in found), key=sorted)


def test_no_files_of_the_house_import_one_another_in_a_circle() -> None:
    assert circles("loket", "screens") == []


MOST_IN_FUNCTIONS = 40


def imports_in_functions() -> dict[str, bool]:
    """Where functions of the house import; whether the reason stands beside it, or above it and its like."""
    found: dict[str, bool] = {}
    for path in sorted(path for room in ("loket", "screens") for path in (ROOT / room).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for function in ast.walk(ast.parse(text)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    at = node.lineno - 1
                    while "#" not in lines[at] and lines[at - 1].lstrip().startswith(
                        ("import ", "from ", "#")
                    ):
                        at -= 1
                    words = lines[at].partition("#")[2].removeprefix(" noqa: F401").strip()
                    found[f"{path.relative_to(ROOT)}:{node.lineno}"] = bool(words)
    return found


def test_few_functions_import_and_each_says_why() -> None:
    found = imports_in_functions()
    assert len(found) <= MOST_IN_FUNCTIONS
    assert [where for where, told in found.items() if not told] == []


def test_the_people_are_listed_before_what_a_file_is_made_of_is_imported() -> None:
    brought = dragged_in("screens.app", "screens.live.opening")
    assert brought.isdisjoint(
        {"sqlmodel", "argon2", "loket.flow.fold", "loket.desk.case", "loket.desk.queue"}
    )
