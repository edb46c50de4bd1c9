"""The office's calendar and the deadlines that follow it."""
