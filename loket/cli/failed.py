"""A command that cannot do what it was asked."""

from __future__ import annotations


class Failed(Exception):
    """A command cannot do what it was asked; `str()` is the sentence for stderr, `code` the exit code."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.code = code
