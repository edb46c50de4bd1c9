"""What an office decides for itself: its profile, its calendar, its requirement lists, its survey."""
