"""Queue numbers: their acts, how one stands, who may do what with it, and the fold of what was done."""
