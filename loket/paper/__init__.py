"""Papers that leave the office as plain text: to the screen, a file or the printer."""
