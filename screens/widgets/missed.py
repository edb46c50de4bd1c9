"""What a field of fixed answers tells the form around it when a letter fits none of them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Missed(Message):
    """A letter was typed with which no answer begins; `sentence` says so, an empty one: no more."""

    sentence: str
