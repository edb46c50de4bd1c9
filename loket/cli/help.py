"""Help as a clerk expects it: Indonesian, which Typer does not speak, and also by `-h`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_WORDS = {
    "Show this message and exit.": "Tampilkan bantuan ini.",
    "COMMAND [ARGS]...": "PERINTAH ...",
    "[OPTIONS]": "[PILIHAN]",
    "Usage:": "Cara pakai:",
    "Arguments:": "Isian:",
    "Options:": "Pilihan:",
    "Commands:": "Perintah:",
    "[required]": "[wajib]",
    "[env var:": "[variabel:",
    "; required]": "; wajib]",
    "[default:": "[biasanya:",
    "; default:": "; biasanya:",
}
_TYPES = re.compile(r" <[a-z][\w\[\] ]*>")  # a clerk reads what it is in the words beside it
_RANGES = re.compile(r"  \[[^\]]*<=x[^\]]*\]")
_BRACES = re.compile(r"\{([A-Z]+)\}")


def speak_indonesian(command: Any) -> None:
    """Make the help of a command and of all below it Indonesian, and answer to `-h` too."""
    command.context_settings["help_option_names"] = ["-h", "--help"]
    command.get_help = _translated(command.get_help)
    below: Mapping[str, Any] = getattr(command, "commands", {})
    for each in below.values():
        speak_indonesian(each)


def _translated(get_help: Callable[[Any], str]) -> Callable[[Any], str]:
    def translated(context: Any) -> str:
        text = get_help(context)
        for english, indonesian in _WORDS.items():
            text = text.replace(english, indonesian)
        text = _TYPES.sub(lambda found: " " * len(found[0]), _RANGES.sub("", text))
        return _BRACES.sub(r"\1", text)

    return translated
