"""Whether what the tables hold agrees with what the journal tells: a module for each sort of thing."""
