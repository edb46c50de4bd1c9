"""Loket 5: the satisfaction survey."""
