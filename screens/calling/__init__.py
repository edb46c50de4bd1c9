"""Queue numbers at a counter: what is asked when one is given, called before its turn, or handed on."""
