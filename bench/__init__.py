"""Measurements of the running program in a pseudo-terminal, beside bare Textual apps (`python -m bench`).

Nothing here is a test: figures depend on the machine, so each is a ratio or a share taken in one run.
"""
