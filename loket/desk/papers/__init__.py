"""Papers for the applicant."""
