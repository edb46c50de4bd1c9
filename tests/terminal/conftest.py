"""The office of the tests of screens, for the program in a real terminal."""

from tests.screens.conftest import _template, house, program

__all__ = ["_template", "house", "program"]
