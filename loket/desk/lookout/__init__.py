"""What a supervisor keeps in sight: the hall, its lanes, what alarms, the morning's sheet, last acts."""
