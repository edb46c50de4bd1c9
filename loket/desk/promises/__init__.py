"""What applicants were told: the date, whether it is kept, and what is made good where it was not."""
