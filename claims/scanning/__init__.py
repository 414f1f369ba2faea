"""Scanning: the words that the lexicon knows, the amounts and the times of a text, in one pass."""
