"""Loket: the working tool at the counters of a one-stop licensing office."""

__version__ = "0.2.0"
