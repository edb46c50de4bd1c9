"""The office's memory: tables, journal, numbers and lists. The only room that speaks SQL.

An act opens `Store.write()`, a screen `Store.read()`; both hand out a connection which the functions of
this room take first. Modules are imported by name, so that opening a store loads only what is needed.
"""
