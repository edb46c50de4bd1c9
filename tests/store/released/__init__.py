"""Databases that releases have made, small and with made-up people; they are never made anew.

`python -m tests.store.released FILE` made one: an office with people, files at several desks, queue numbers.
"""
