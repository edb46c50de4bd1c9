"""An office's database in a file: how it is opened, whose turn it is, what it stands on."""
