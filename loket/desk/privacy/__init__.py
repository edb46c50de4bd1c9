"""What the law asks of whoever keeps personal data (UU 27/2022): show it, say who looked, erase it."""
