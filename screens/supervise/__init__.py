"""The screen that supervisors keep open."""
