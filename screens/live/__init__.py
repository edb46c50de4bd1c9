"""The open office behind the screens: what the program knows once its first frame stands."""
