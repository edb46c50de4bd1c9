"""The people of the office: signing in, roles, counters."""
