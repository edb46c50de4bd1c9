"""What every screen is made of: keys, asking a desk, the terminal, the look. It knows no screen."""
