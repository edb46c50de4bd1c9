"""Backups: made while people work, tried out before they count, kept in rotation, put back."""
