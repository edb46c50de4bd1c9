"""An office whose head signs in siCantik and whose land agency answers by letter: both are recorded."""
