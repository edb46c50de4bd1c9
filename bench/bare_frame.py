"""The smallest Textual app there is: what a first frame costs at least."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("siap")


if __name__ == "__main__":
    Bare().run(mouse=False)
