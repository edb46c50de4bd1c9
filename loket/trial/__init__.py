"""Trial runs of a procedure: every way that a file can go, walked by the rules that files are worked by.

Made-up people stand for those of an office; nothing here opens a database or knows the time.
"""
