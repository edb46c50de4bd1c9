"""The desks behind the counters."""
