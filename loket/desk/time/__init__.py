"""By what times are reckoned."""
