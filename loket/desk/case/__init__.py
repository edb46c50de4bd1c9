"""One file: its record, the acts on it, what follows from them, how it is shown and listed."""
