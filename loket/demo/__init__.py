"""A made-up office to look at: staff, some sixty files with a past, and this morning's numbers.

Everything on a file is done through the real desks with a clock that is moved, in the order of time, so that
a demo file has the same history as a real one. The same office always comes out the same.
"""
