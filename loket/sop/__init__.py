"""Procedures (SOP) as data: their model, reading them from TOML, and finding what is wrong with them."""
