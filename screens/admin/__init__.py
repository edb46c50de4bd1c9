"""Screens for admins."""
