"""Scores and speeds: `python -m benchmarks` prints them and fails below a floor.  Tests judge, benchmarks measure."""
