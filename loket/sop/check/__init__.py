"""What can be wrong with a procedure that reads well: names that lead nowhere, files that could get stuck."""
