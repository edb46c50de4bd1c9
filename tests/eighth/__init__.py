"""An eighth procedure and office of a regency that does not exist, written from the documents alone."""
