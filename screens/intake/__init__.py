"""Loket 2: the queue, registration and the completeness check of who stands at the counter, on one screen."""
