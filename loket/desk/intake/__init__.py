"""Registering what a person brings to Loket 2."""
