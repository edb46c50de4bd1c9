"""The pure rules of a file's life: acts in, events and intervals out. No database and no clock of its own."""
