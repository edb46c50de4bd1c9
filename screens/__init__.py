"""What people see: the Textual app, one file per screen. Shows and asks; decides nothing."""
