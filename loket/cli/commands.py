"""The tree of commands, and the sentence for everything that can go wrong below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from loket.cli.failed import Failed
from loket.cli.help import speak_indonesian
from loket.cli.terminal import SCREENS
from loket.desk.errors import Invalid, NotTheOffice, SignInFailed
from loket.desk.words.trouble import opening_failed
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault
from loket.sop.faults import SopFaults
from loket.store.errors import StoreTrouble

PARTS: Mapping[str, tuple[str, ...]] = {
    "office": ("init", "petugas"),
    "roster": ("jadwal",),
    "sessions": ("sesi",),
    "devices": ("perangkat",),
    "printers": ("printer",),
    "edition": ("kantor",),
    "pdp": ("pdp",),
    "sop": ("sop",),
    "times": ("batas",),
    "calendar": ("kalender",),
    "bookings": ("pesanan",),
    "reports": ("laporan",),
    "integrity": ("periksa",),
    "blobs": ("lampiran",),
    "backup": ("cadangkan", "pulihkan", "latihan-pulih"),
    "moving": ("pindah",),
    "tasks": ("tugas",),
    "log": ("catatan",),
    "morning": ("lembar-pagi",),
    "board": ("papan",),
    "voice": ("suara",),
    "kiosk": ("kios",),
    "demo": ("demo",),
    "manual": ("manual", "pelengkap"),
}
"""The modules beside this one, in the order of the help, and the first words of their commands."""
_OF_ALL = "manual"
"""What tells of all commands."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code: 0 done, 1 not done or something found wrong, 2 asked wrongly.

    Raises:
        Failed: with an Indonesian sentence, for anything that was asked wrongly or is not there.
    """
    try:
        command = whole(_first_word(arguments))
        result = command(args=_data_behind(command, arguments), prog_name="loket", standalone_mode=False)
    except TyperException as error:
        raise Failed(_usage(error), error.exit_code) from None
    except typer.Abort:
        raise Failed("Tidak jadi.", 1) from None
    except StoreTrouble as error:
        raise Failed(opening_failed(error), 1) from None
    except NotTheOffice as error:
        raise Failed(opening_failed(error)) from None
    except (ProfileFaults, SopFaults, CalendarFault) as error:
        raise Failed(str(error)) from None
    except Invalid as error:
        raise Failed(" ".join(error.faults.values())) from None
    except SignInFailed as error:
        raise Failed(str(error), 1) from None
    return result if isinstance(result, int) else 0


def _first_word(arguments: Sequence[str]) -> str:
    """The word that says which command is meant; empty for none."""
    left = iter(arguments)
    for argument in left:
        if argument.partition("=")[0] != "--data":
            return argument
        if argument == "--data":
            next(left, None)
    return ""


def _data_behind(command: Any, arguments: Sequence[str]) -> list[str]:
    """The arguments with a `--data` that stands before the command's name put behind it.

    Before a group of commands of which none is named it means nothing: what follows asks for its help.
    """
    left, given = list(arguments), list[str]()
    while left and left[0].partition("=")[0] == "--data":
        given.append(left.pop(0))
        if given[-1] == "--data" and left:
            given.append(left.pop(0))
    at = 0
    while at < len(left) and (below := getattr(command, "commands", {}).get(left[at])) is not None:
        command, at = below, at + 1
    if at and hasattr(command, "commands"):
        return left
    return [*left[:at], *given, *left[at:]] if at else left or list(arguments)


def whole(word: str = "") -> Any:
    """All commands as they are run and read; those of one first `word` alone, where it is one."""
    command = get_command(tree(word))
    speak_indonesian(command)
    return command


def tree(word: str = "") -> typer.Typer:
    """All commands, or those that come with this first word: nobody waits for what the others import."""
    app = typer.Typer(
        help="Loket, alat kerja di loket pelayanan perizinan. Tanpa perintah, layar kerja dibuka.",
        epilog=f"Layar kerja: loket {SCREENS}\n\nVersi: loket --version",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    named = [part for part, words in PARTS.items() if word in words]
    for name in PARTS if named in ([], [_OF_ALL]) else named:
        import_module(f"loket.cli.{name}").add_to(app)
    app.callback()(lambda: None)  # else one command alone would be the program itself
    return app


def _usage(error: TyperException) -> str:
    """The sentence for a command line that Typer cannot read."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "loket"
    parameter = getattr(error, "param", None)
    name = _name(parameter)
    message, meant = error.format_message(), list[str]()
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return message
        case "NoSuchOption":
            option = str(getattr(error, "option_name", ""))
            meant = list(getattr(error, "possibilities", None) or ())
            wrong = f"Pilihan {option} tidak dikenal"
            if option[1:2].isdigit():
                wrong = f"Isian tidak dapat dimulai dengan {option}"
        case "BadOptionUsage":
            wrong = f"{getattr(error, 'option_name', '')} belum diberi nilai"
        case "MissingParameter":
            wrong = f"{name} belum disebut"
        case "BadParameter" if name:
            wrong = f"Isi {name} belum benar"
        case _:
            meant = [f"{command} {word}" for word in _QUOTED.findall(message.partition("Did you mean")[2])]
            wrong = "Perintah itu tidak dikenal atau belum lengkap"
    suggestion = f" Maksud Anda {' atau '.join(meant)}?" if meant else ""
    return f"{wrong}; lihat {command} --help.{suggestion}"


_QUOTED = re.compile(r"'([^']+)'")


def _name(parameter: Any) -> str:
    """How a person types or reads a parameter: `--kantor`, `MULAI`; empty for none."""
    if parameter is None:
        return ""
    options = [option for option in getattr(parameter, "opts", ()) if option.startswith("--")]
    return options[0] if options else str(getattr(parameter, "metavar", None) or parameter.name)
