"""What a clerk reads: refusals, histories, the moment, trouble."""
