"""Finding files and numbers, scans, help."""
