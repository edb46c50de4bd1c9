"""The office's documents in editions: taken in as one checked whole, compared, given out again."""
