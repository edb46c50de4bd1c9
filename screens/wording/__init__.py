"""Words for screens: a value in, Indonesian words out. Nothing here asks a desk."""
