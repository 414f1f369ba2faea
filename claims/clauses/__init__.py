"""Clauses: what each figure of a sentence says of the trade that the sentence is about.  The map: docs/reading.md."""
