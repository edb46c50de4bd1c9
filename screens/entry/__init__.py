"""Coming and going: sign-in, cover, leaving, and what is asked by the way."""
