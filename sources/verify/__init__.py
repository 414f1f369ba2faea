"""Verifying: whether the tables are what their cards say, and whether their figures can be true together."""
