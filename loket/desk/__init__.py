"""The use cases, one module per subject: the only door for screens and command line.

A desk checks authority, opens one transaction, asks `flow`, writes through `store`, and answers with
frozen values.
"""
