"""Loket 2: queue, registration, and the open file."""
