"""The pages of the admin's home, a file each."""
