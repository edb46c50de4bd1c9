"""`loket manual` and `loket pelengkap`: the help as a page of the manual, and what completes a command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer
from typer.completion import completion_init, get_completion_script  # type: ignore[attr-defined]

from loket import __version__
from loket.cli.failed import Failed
from loket.cli.terminal import COMPLETING, SCREENS

SHELLS = ("bash", "zsh")
EXIT_CODES = (
    ("0", "selesai"),
    ("1", "tidak dilakukan, atau ditemukan sesuatu yang tidak beres"),
    ("2", "perintah atau isiannya belum benar; tidak ada yang diubah"),
    ("129", "terminalnya hilang; yang diketik tersimpan"),
    ("130", "dihentikan dengan Ctrl+C"),
)
"""What the program ends with, as the manual tells it."""


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    completion_init()
    app.command("manual", help="Halaman manual (man) dari bantuan ini.")(page)
    app.command("pelengkap", help="Pelengkap perintah untuk bash atau zsh.")(completion)


_REGISTERS = "compdef _loket_completion loket"
_AT_ONCE = f"""if [[ $funcstack[1] == _loket ]]; then
  _loket_completion "$@"
else
  {_REGISTERS}
fi"""
"""In place of the end of Typer's script for zsh: from `fpath` it would complete nothing the first time."""


def completion(
    shell: Annotated[str, typer.Argument(metavar="CANGKANG", help=" atau ".join(SHELLS))],
) -> int:
    """Print the script by which a shell completes commands."""
    if shell not in SHELLS:
        raise Failed(f"Tulis {' atau '.join(SHELLS)}.")
    script = get_completion_script(prog_name="loket", complete_var=COMPLETING, shell=shell)
    print(script.replace(_REGISTERS, _AT_ONCE))
    return 0


def page(context: typer.Context) -> int:
    """Print the page in the language of `man`."""
    print("\n".join(_page(context.find_root().command)))
    return 0


def _page(program: Any) -> Iterator[str]:
    yield f'.TH LOKET 1 "{date.today():%Y-%m-%d}" "loket {__version__}" "Loket"'
    yield from (".SH NAMA", f"loket \\- {_roff(_first(program.help))}")
    yield from (".SH CARA PAKAI", ".B loket", _roff(SCREENS))
    yield from (".br", ".B loket", "PERINTAH [PILIHAN] ...", ".SH PERINTAH")
    for name, command in sorted(_commands(program, "loket")):
        yield from _command(name, command)
    yield ".SH KODE KELUAR"
    for code, means in EXIT_CODES:
        yield from (".TP", f".B {code}", _roff(means))


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """What can be run, with its whole name."""
    below = getattr(command, "commands", {})
    for word, each in below.items():
        yield from _commands(each, f"{name} {word}")
    if not below:
        yield name, command


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    typed = " ".join(f"[{p.metavar}]" if not p.required else str(p.metavar) for p in arguments)
    yield from (".TP", f".B {_roff(name)} {_roff(typed)}".rstrip(), _roff(command.help or ""))
    if arguments or options:
        yield ".RS"
        for parameter in (*arguments, *options):
            yield from (".TP", f".I {_roff(_called(parameter))}", _roff(getattr(parameter, "help", "") or ""))
        yield ".RE"


def _called(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    value = f" {parameter.metavar}" if parameter.metavar else ""
    return ", ".join(parameter.opts) + value


def _first(text: str) -> str:
    return text.split(". ")[0].strip()


def _roff(text: str) -> str:
    """Words so that `man` shows them as they are."""
    plain = text.replace("\\", r"\e").replace("-", r"\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
