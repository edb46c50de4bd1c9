"""A file wherever it is worked on or read: its pane, deciding, acts, undoing, history, papers, SOP."""
