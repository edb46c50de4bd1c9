"""Queue numbers at the counters."""
