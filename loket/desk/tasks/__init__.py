"""What the program does by itself, in one background process of an office (`loket tugas`)."""
