"""Clauses: what each figure of a sentence says of the trade that the sentence is about.  docs/reading.md is their map."""
