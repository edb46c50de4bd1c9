"""What stands in the hall and acts by itself, with a device's key: the board."""
