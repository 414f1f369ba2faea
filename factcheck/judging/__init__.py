"""The judge's parts: bands, comparing, faithful readings, repairs, ranks, targets, and the words for all of it."""
